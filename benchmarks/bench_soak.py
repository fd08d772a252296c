"""Eight hours at the station: a robot officer plays one call after another; what grows meanwhile, and what stays open.

The hours are the clock's, not the machine's: the window is handed a clock that leaps over every wait, so that a second
of its time has two frames in it where an officer's has up to forty. Calls, pages, choices, pictures, debriefs and the
record on the disk are those of real play; the robot reads a page in 6 seconds and chooses in 4.
"""

from __future__ import annotations

import argparse
import gc
import os
import tempfile
import time
from pathlib import Path
from statistics import linear_regression

os.environ.setdefault("SDL_VIDEODRIVER", "dummy")
os.environ.setdefault("SDL_AUDIODRIVER", "dummy")

import psutil
import pygame

from benchmarks.robot import Robot
from scoring.record import Record
from scoring.rubric_file import core_rubric
from simulator.session import Session
from simulator.shelf import shelf
from simulator.station.screens import Screen
from simulator.station.screens.moment import MomentScreen
from simulator.station.sitting import Sitting
from simulator.station.window import Window

HOURS = 8.0
LEAST = 0.5  # seconds that the clock leaps where the window would wait
SETTLES = 0.5  # hours in which what is kept for speed fills up; growth is measured from there on
MOST_GROWTH = 5.0  # MB an hour


class Leaping:
    """A clock that goes on by the waits it is asked for, and at least by half a second."""

    def __init__(self) -> None:
        self.now = 1000.0

    def __call__(self) -> float:
        return self.now

    def wait(self, seconds: float) -> None:
        """Let that much time have passed, and other threads do their work."""
        self.now += max(seconds, LEAST)
        time.sleep(0)


def pace(screen: Screen) -> float:
    """How long the robot looks at a screen, in the clock's seconds."""
    return 4.0 if isinstance(screen, MomentScreen) and screen.told.view.menu else 6.0


def soak(hours: float, folder: Path) -> list[tuple[float, float, int]]:
    """Hour, resident MB and open handles, after every call that was played."""
    clock, rubric = Leaping(), core_rubric()
    record, entries = Record(folder / "record.db"), shelf(rubric)
    session = Session(record, rubric, record.add_officer("7", "Reyes"), clock)
    sitting = Sitting(session, entries, clock)
    window = Window(sitting, (1280, 720), clock, clock.wait)
    robot = Robot(sitting, window, clock, pace, seed=1)
    began, found = clock.now, list[tuple[float, float, int]]()
    playable = [entry.id for entry in entries if entry.loaded.scenario]
    while (hour := (clock.now - began) / 3600) < hours:
        robot.plays(playable[len(found) % len(playable)])
        robot.looks_back()
        gc.collect()
        found.append((hour, *measured()))
    window.close()
    sitting.close()
    record.close()
    return found


def measured() -> tuple[float, int]:
    """Resident memory in MB, and open handles: files, sockets and pipes, or on Windows all handles; threads too."""
    this = psutil.Process()
    handles: int = this.num_fds() if hasattr(this, "num_fds") else this.num_handles()  # type: ignore[attr-defined]
    return this.memory_info().rss / 2**20, handles + this.num_threads()


def growth(found: list[tuple[float, float, int]]) -> float:
    """MB an hour, by a line through all that was measured once it had settled."""
    late = [(hour, size) for hour, size, _ in found if hour >= SETTLES]
    return linear_regression(*zip(*late, strict=True)).slope


def main() -> None:
    """Print the figures."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--hours", type=float, default=HOURS)
    hours = parser.parse_args().hours
    pygame.display.init()
    pygame.font.init()
    began = time.perf_counter()
    with tempfile.TemporaryDirectory() as folder:
        found = soak(hours, Path(folder))
    for at in range(int(hours) + 1):
        hour, size, handles = min(found, key=lambda each: abs(each[0] - at))
        print(f"after {hour:.1f} h: {size:.0f} MB, {handles} handles and threads")
    took = (time.perf_counter() - began) / 60
    open_ones = sorted({handles for hour, _, handles in found if hour >= SETTLES})
    print(f"{len(found)} calls in {hours:.0f} hours of the clock, {took:.1f} minutes of the machine")
    print(
        f"growth: {growth(found):.2f} MB an hour (at most {MOST_GROWTH:.0f} wanted); handles and threads: {open_ones}"
    )


if __name__ == "__main__":
    main()
