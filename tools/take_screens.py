"""Takes the README's pictures: plays a call at the real station on a display of its own, and keeps what is on the screen.

    python tools/take_screens.py [scenario] [seed]

Needs Xvfb, xdotool and ImageMagick. Writes docs/pictures/*.png.
"""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from scoring.kept import RunState
from scoring.record import Record

ROOT = Path(__file__).resolve().parent.parent
PICTURES = ROOT / "docs" / "pictures"
SIZE = "1280x720"
SETTLED = 1.6  # seconds until a screen stands still and takes keys
EXPLORED = 8.0  # seconds until a preview's scenario is proven
TABS_TO_PROGRESS = 5  # on the home page: three suggestions and the calls stand before it
AUTHORS = ROOT / "scenarios" / "welfare_check"
MOST_KEYS = 400
MENU_TO_SHOW = (
    4  # keys pressed before the picture of the call is taken: far enough in that somebody stands there
)


def main(scenario: str = "traffic_stop", seed: str = "4") -> None:
    """Play from the shelf to the debrief, and keep the pictures."""
    PICTURES.mkdir(exist_ok=True)
    with tempfile.TemporaryDirectory() as folder, display() as name:
        environment = {**os.environ, "DISPLAY": name, "LEVELHEAD_DATA": folder, "SDL_AUDIODRIVER": "dummy"}
        with station(environment, "play", "--seed", seed):
            keep("library", environment)
        with station(environment, "play", scenario, "--seed", seed):
            keep("briefing", environment)
            press("Return", environment)
            play(Path(folder) / "record.db", environment)
            press("Return", environment)  # past the ending
            press("Return", environment)
            press("Return", environment)  # past the officer's own view
            press("3", environment)  # the decisions
            keep("debrief", environment)
        with station(environment, "preview", str(AUTHORS), "--at", "hallway.hand", "--set", "tension=60"):
            press("space", environment)
            time.sleep(EXPLORED)
            keep("preview", environment)
        take_progress(Path(folder) / "demo", environment)


def take_progress(folder: Path, environment: dict[str, str]) -> None:
    """A simulated officer's page after a year: somebody real has none to show."""
    demo = [sys.executable, "-m", "simulator", "demo", str(folder), "--officers", "1"]
    subprocess.run(demo, env=environment, cwd=ROOT, check=True, stdout=subprocess.DEVNULL)
    with station(environment, "play", "--record", str(folder / "record.db"), "--officer", "demo-001"):
        for _ in range(TABS_TO_PROGRESS):
            press("Tab", environment)
        press("Return", environment)
        keep("progress", environment)


@contextmanager
def display() -> Iterator[str]:
    """A display of our own; its name."""
    reading, writing = os.pipe()
    server = subprocess.Popen(
        ["Xvfb", "-displayfd", str(writing), "-screen", "0", f"{SIZE}x24"],
        pass_fds=[writing],
        stderr=subprocess.DEVNULL,
    )
    try:
        yield f":{os.read(reading, 16).decode().strip()}"
    finally:
        server.terminate()
        server.wait()


@contextmanager
def station(environment: dict[str, str], *arguments: str) -> Iterator[None]:
    """A window of Levelhead's, open until the block ends."""
    window = subprocess.Popen(
        [sys.executable, "-m", "simulator", *arguments],
        env=environment,
        cwd=ROOT,
        stderr=subprocess.DEVNULL,
    )
    try:
        wait_for_window(window.pid, environment)
        yield
    finally:
        window.terminate()
        window.wait()


def wait_for_window(program: int, environment: dict[str, str]) -> None:
    """Until the program's window is there and stands still."""
    wanted = ["xdotool", "search", "--sync", "--onlyvisible", "--pid", str(program)]
    subprocess.run(wanted, env=environment, check=True, timeout=60, stdout=subprocess.DEVNULL)
    time.sleep(2 * SETTLED)


def play(record: Path, environment: dict[str, str]) -> None:
    """Read on and take what stands first, until the run is over; keep the call's picture on the way."""
    for number in range(MOST_KEYS):
        press("space", environment)
        if number == MENU_TO_SHOW:
            keep("call", environment)
        press("1", environment)
        if is_over(record):
            return


def is_over(record: Path) -> bool:
    """True once the one run in the record has ended."""
    with Record(record) as opened:
        runs = opened.runs()
    return bool(runs) and runs[0].state is not RunState.OPEN


def press(key: str, environment: dict[str, str]) -> None:
    """Press a key, and let the screen settle."""
    subprocess.run(["xdotool", "key", key], env=environment, check=True)
    time.sleep(SETTLED)


def keep(name: str, environment: dict[str, str]) -> None:
    """Keep what is on the screen."""
    file = PICTURES / f"{name}.png"
    subprocess.run(["import", "-window", "root", "-strip", str(file)], env=environment, check=True)
    print(file)


if __name__ == "__main__":
    main(*sys.argv[1:])
