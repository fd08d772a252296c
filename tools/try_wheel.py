"""Builds the wheel, installs it into an empty environment, and starts it from another folder: what `pip install` gives."""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
import venv
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent


def main() -> int:
    """0 if the installed program finds its scenarios and fonts and plays."""
    with tempfile.TemporaryDirectory() as folder:
        place = Path(folder)
        run(sys.executable, "-m", "pip", "wheel", "--quiet", "--no-deps", "--wheel-dir", folder, str(ROOT))
        (wheel,) = place.glob("levelhead-*.whl")
        print(f"{wheel.name}: {wheel.stat().st_size / 2**20:.1f} MB")
        venv.create(place / "env", with_pip=True)
        python = place / "env" / "bin" / "python"
        run(str(python), "-m", "pip", "install", "--quiet", "--disable-pip-version-check", str(wheel))
        return tried(place / "env" / "bin" / "levelhead", place)


def tried(levelhead: Path, place: Path) -> int:
    """Ask the doctor, then begin a run in the terminal and see whether it was recorded."""
    environment = {**os.environ, "LEVELHEAD_DATA": str(place / "data"), "DISPLAY": "", "PYTHONPATH": ""}
    for arguments, typed, expected in (
        (["doctor"], "", "can be played"),
        (["play", "--console"], "1\n\n\n", "The run is kept"),
        (["record", "verify"], "", "no change found"),
    ):
        done = subprocess.run(
            [str(levelhead), *arguments],
            input=typed,
            cwd=place,
            env=environment,
            capture_output=True,
            text=True,
        )
        works = done.returncode == 0 and expected in done.stdout
        print(f"{'works' if works else 'FAILS'}: levelhead {' '.join(arguments)}")
        if not works:
            print(done.stdout, done.stderr, sep="\n")
            return 1
    return 0


def run(*command: str) -> None:
    """Run a command that has to succeed."""
    subprocess.run(command, check=True)


if __name__ == "__main__":
    sys.exit(main())
