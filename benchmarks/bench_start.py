"""How long the commands take to start, and what a fresh interpreter takes by itself."""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile

from benchmarks.measure import median_of


def run(*command: str) -> None:
    """Run a command to its end, with a data folder of its own."""
    with tempfile.TemporaryDirectory() as data:
        environment = {**os.environ, "LEVELHEAD_DATA": data, "DISPLAY": ""}
        subprocess.run(
            command, env=environment, stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, check=False
        )


def main() -> None:
    """Print the figures."""
    python = median_of(5, lambda: run(sys.executable, "-c", "pass"))
    for name, command in {
        "levelhead --version": ("--version",),
        "levelhead play --console, to its first line": ("play", "--console"),
    }.items():
        ours = median_of(5, lambda: run(sys.executable, "-m", "simulator", *command))  # noqa: B023
        print(f"{name}: {ours:.2f} s, {ours / python:.1f} × an empty interpreter ({python:.2f} s)")


if __name__ == "__main__":
    main()
