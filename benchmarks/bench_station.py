"""The station: how soon its first frame is there, what a frame costs at 1920x1080, and what waiting costs."""

from __future__ import annotations

import os
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from shutil import which
from statistics import quantiles
from tempfile import TemporaryDirectory

from simulator.station.timing import SLOW, Timing

DISPLAY = ":92"
STARTS = 7
FRAMES = 400
IDLE_SECONDS = 5.0
READS = 0.6  # seconds that the robot looks at each screen
WORST = 3  # frames of each run that are told

OPENED = """
import sys, time
sys.path.insert(0, {root!r})
from scoring.record import Record
from scoring.rubric_file import core_rubric
from simulator.session import Session
from simulator.shelf import shelf
record = Record(); officer = record.add_officer("7", "Reyes"); rubric = core_rubric(); entries = shelf(rubric)
import simulator.station.window as station
import pygame
from simulator.station.actions import Begin, Brief, Read
from simulator.station.sitting import Sitting
pygame.display.init(); pygame.font.init()
sitting = Sitting(Session(record, rubric, officer), entries, time.monotonic, seed=1, pace=100)
window = station.Window(sitting, {size})
"""
FIRST_FRAME = """
import os, sys, time
sys.path.insert(0, {root!r})
import simulator.station.window as station

def show(window, shown=station.Window.show):
    shown(window)
    memory = next(line for line in open("/proc/self/status") if line.startswith("VmHWM")).split()[1]
    print(time.time() - {began}, time.process_time(), memory, flush=True)
    os._exit(0)

station.Window.show = show
from simulator.__main__ import main
main(["play"])
"""
WAITING = """
def play(action):
    time.sleep(0.5); sitting.take(action, time.monotonic())
    while sitting.is_busy: window.turn()
if {steps}:
    play(Brief(entries[0].id)); play(Begin(entries[0].id))
    for _ in range({steps} - 1): play(Read())
deadline = time.monotonic() + 1
while time.monotonic() < deadline: pygame.event.post(pygame.event.Event(pygame.USEREVENT)); window.turn()
used, began = time.process_time(), time.monotonic()
pygame.time.set_timer(pygame.USEREVENT, int({seconds} * 1000), 1)
while time.monotonic() - began < {seconds}: window.turn()
print((time.process_time() - used) / (time.monotonic() - began))
"""


@contextmanager
def display() -> Iterator[dict[str, str]]:
    """An environment with a display: this machine's, one of its own, or none that can be seen."""
    if os.environ.get("DISPLAY"):
        yield dict(os.environ)
    elif which("Xvfb"):
        server = subprocess.Popen(
            ["Xvfb", DISPLAY, "-screen", "0", "1920x1080x24"], stderr=subprocess.DEVNULL
        )
        time.sleep(1)
        yield {**os.environ, "DISPLAY": DISPLAY}
        server.terminate()
    else:
        yield {**os.environ, "SDL_VIDEODRIVER": "dummy"}


def first_frame(environment: dict[str, str], folder: str) -> tuple[float, float, float]:
    """Seconds from the start of Python to the first frame of `levelhead play`, its own work of them, and its memory in MB."""
    code = FIRST_FRAME.format(root=str(Path(__file__).parents[1]), began=time.time())
    its = {**environment, "LEVELHEAD_DATA": folder}
    done = subprocess.run([sys.executable, "-c", code], env=its, capture_output=True, text=True, check=True)
    wall, own, memory = done.stdout.split()[-3:]
    return float(wall), float(own), int(memory) / 1024


def answered(environment: dict[str, str], code: str, size: tuple[int, int]) -> list[str]:
    """What a fresh process prints that opens a window of that size and then runs the code."""
    root = str(Path(__file__).parents[1])
    done = subprocess.run(
        [sys.executable, "-c", OPENED.format(root=root, size=size) + code],
        env=environment,
        capture_output=True,
        text=True,
        check=True,
    )
    return done.stdout.split()


def frame_times() -> dict[str, tuple[list[float], float]]:
    """Milliseconds of each of many full frames at 1920x1080, by screen, and of the mean one's own work."""
    import pygame

    from simulator.station.canvas import Canvas, Looks
    from simulator.station.pictures import Pictures
    from tests.station_screens import SCREENS

    pygame.display.init()
    pygame.font.init()
    surface = pygame.display.set_mode((1920, 1080))
    pictures, found = Pictures(wait=True), dict[str, tuple[list[float], float]]()
    for name in ("menu", "nearly_out", "menu_hard", "library", "debrief_1", "debrief_2"):
        times: list[float] = []
        own = time.thread_time()
        for number in range(FRAMES):
            began = time.perf_counter()
            SCREENS[name].paint(Canvas(surface, Looks(), pictures, scroll=number * 7), number / 60)
            pygame.display.flip()
            times.append((time.perf_counter() - began) * 1000)
        found[name] = times, (time.thread_time() - own) * 1000 / FRAMES
    return found


def whole_runs() -> Iterator[tuple[str, Timing]]:
    """Every scenario of the shelf, played at the real window from briefing to ending at 1920x1080, with its frames' times."""
    import pygame

    from benchmarks.robot import Robot
    from scoring.record import Record
    from scoring.rubric_file import core_rubric
    from simulator.session import Session
    from simulator.shelf import shelf
    from simulator.station.sitting import Sitting
    from simulator.station.window import Window, ease_frames

    rubric, record = core_rubric(), Record()
    session = Session(record, rubric, record.add_officer("7", "Reyes"))
    entries = shelf(rubric)
    pygame.display.init()
    pygame.font.init()
    ease_frames()
    sitting = Sitting(session, entries, time.monotonic, seed=3)
    window = Window(sitting, (1920, 1080))
    robot = Robot(sitting, window, time.monotonic, lambda _: READS, seed=1)
    robot.goes_round(1.0)
    for entry in entries:
        robot.plays(entry.id)
        yield entry.id, sitting.timing
        robot.looks_back()
    window.close()
    sitting.close()


def told_of(scenario: str, timing: Timing) -> Iterator[str]:
    """A run's frames in lines: by the wall clock, by our own work, and the hardest with what they were."""
    yield f"whole run of {scenario} at 1920x1080: {len(timing.took)} frames"
    for name, seconds in (("by the wall clock", timing.took), ("of our own work", timing.worked)):
        cut = quantiles([each * 1000 for each in seconds], n=100)
        slow = sum(each > SLOW for each in seconds)
        yield (
            f"  {name}: p50 {cut[49]:.1f} ms, p95 {cut[94]:.1f} ms, p99 {cut[98]:.1f} ms,"
            f" worst {max(seconds) * 1000:.1f} ms, {slow} over {SLOW * 1000:.0f} ms"
        )
    for frame in reversed(timing.hardest[-WORST:]):
        yield f"    {frame}"


def main() -> None:
    """Print the figures."""
    with display() as environment:
        with TemporaryDirectory() as folder:
            starts = sorted(first_frame(environment, folder) for _ in range(STARTS))
        wall, own, memory = starts[STARTS // 2]
        print(
            f"first frame: {wall:.2f} s from the start of Python, {own:.2f} s of them at work, {memory:.0f} MB"
        )
        for words, steps in (("with nothing moving", 0), ("with a menu open", 2)):
            code = WAITING.format(steps=steps, seconds=IDLE_SECONDS)
            share = float(answered(environment, code, (1920, 1080))[-1])
            print(f"waiting, {words}: {share * 100:.1f} % of a core")
        os.environ.update(environment)
        for name, (times, own) in frame_times().items():
            cut = quantiles(times, n=100)
            told = f"p50 {cut[49]:.1f} ms, p99 {cut[98]:.1f} ms, worst {max(times):.1f} ms"
            print(f"frame of {name} at 1920x1080: {told}; {own:.1f} ms of work")
        for scenario, timing in whole_runs():
            print(*told_of(scenario, timing), sep="\n", flush=True)


if __name__ == "__main__":
    sys.path.insert(0, str(Path(__file__).parents[1]))
    main()
