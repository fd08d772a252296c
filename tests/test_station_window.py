"""The real window, on a display of its own: driven by keys and mouse as an officer would, through whole runs."""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from scoring.kept import RunState
from scoring.record import Record
from simulator.model.events import ChoiceMade, Event, MenuOpened, ProbeAnswered
from tests.station_scenario import TEXT

MISSING = [tool for tool in ("Xvfb", "xdotool") if not shutil.which(tool)]
pytestmark = pytest.mark.skipif(
    bool(MISSING), reason=f"needs {' and '.join(MISSING)}, which is not installed"
)

DISPLAY = ":93"
PATIENCE = 60.0
DEAF = 0.5  # seconds: a little more than what the station does not hear after a screen has come up


@pytest.fixture(scope="module")
def display() -> Iterator[dict[str, str]]:
    server = subprocess.Popen(
        ["Xvfb", DISPLAY, "-screen", "0", "1400x800x24", "-nolisten", "tcp"], stderr=subprocess.DEVNULL
    )
    socket = Path("/tmp/.X11-unix") / f"X{DISPLAY[1:]}"
    until(socket.exists, "the display")
    unset = ("SDL_VIDEODRIVER", "WAYLAND_DISPLAY")
    yield {**{name: value for name, value in os.environ.items() if name not in unset}, "DISPLAY": DISPLAY}
    server.terminate()
    server.wait()


class Station:
    """The program in its window, and the record it writes."""

    def __init__(self, environment: dict[str, str], folder: Path) -> None:
        self._environment = {**environment, "LEVELHEAD_DATA": str(folder / "data")}
        self._record = folder / "record.db"
        shelf = folder / "calls" / "music"
        shelf.mkdir(parents=True, exist_ok=True)
        (shelf / "scenario.yaml").write_text(TEXT, encoding="utf-8")
        command = ["play", "--record", str(self._record), "--scenarios", str(shelf.parent), "--seed", "1"]
        self.program = subprocess.Popen([sys.executable, "-m", "simulator", *command], env=self._environment)
        until(lambda: bool(self._windows()), "the window")
        self._window = self._windows()[0]
        self._xdotool("windowfocus", self._window)
        time.sleep(0.5)

    def press(self, *keys: str) -> None:
        for key in keys:
            time.sleep(DEAF)
            self._xdotool("key", key)

    def click(self, x: int, y: int) -> None:
        time.sleep(DEAF)
        self._xdotool("mousemove", "--window", self._window, str(x), str(y), "click", "1")

    def events(self) -> tuple[Event, ...]:
        with Record(self._record) as record:
            runs = record.runs()
            return record.events(runs[0].id) if runs else ()

    def state(self) -> RunState:
        with Record(self._record) as record:
            return record.runs()[0].state

    def waits_for(self, kind: type[Event], times: int = 1) -> None:
        until(
            lambda: sum(isinstance(event, kind) for event in self.events()) >= times,
            f"{times} {kind.__name__}",
        )

    def leaves_by_escape(self) -> int:
        """The exit code, after as many presses as there are screens to leave."""
        until(self._has_left, "the way out")
        return self.program.wait()

    def _has_left(self) -> bool:
        if self.program.poll() is None:
            subprocess.run(["timeout", "5", "xdotool", "key", "Escape"], env=self._environment)
            time.sleep(DEAF)
        return self.program.poll() is not None

    def _windows(self) -> list[str]:
        found = subprocess.run(
            ["timeout", "5", "xdotool", "search", "--onlyvisible", "--pid", str(self.program.pid)],
            env=self._environment,
            capture_output=True,
            text=True,
        )
        return found.stdout.split()

    def _xdotool(self, *arguments: str) -> None:
        subprocess.run(["timeout", "5", "xdotool", *arguments], env=self._environment, check=True)


@pytest.fixture
def station(display: dict[str, str], tmp_path: Path) -> Iterator[Callable[[], Station]]:
    opened: list[Station] = []

    def open_it() -> Station:
        opened.append(Station(display, tmp_path))
        return opened[-1]

    yield open_it
    for each in opened:
        each.program.kill()
        each.program.wait()


def until(holds: Callable[[], bool], what: str) -> None:
    deadline = time.monotonic() + PATIENCE
    while not holds():
        assert time.monotonic() < deadline, f"{what} did not come"
        time.sleep(0.05)


def chosen(events: tuple[Event, ...]) -> list[str]:
    return [event.choice for event in events if isinstance(event, ChoiceMade)]


def test_a_whole_run_by_keys_alone_from_the_shelf_to_the_debrief_and_out(
    station: Callable[[], Station],
) -> None:
    officer = station()
    officer.press("Down", "Return", "Return", "space")
    officer.waits_for(MenuOpened)
    officer.press("2", "space")
    officer.waits_for(MenuOpened, 2)
    officer.press("Down", "Return", "space", "space", "1")
    officer.waits_for(ProbeAnswered)
    officer.press("1")
    until(lambda: officer.state() is RunState.ENDED, "the end")
    assert chosen(officer.events()) == ["go", "name_it", "agree"]
    officer.press("space", "Return", "4", "2", "Next")
    assert officer.leaves_by_escape() == 0


def test_a_run_by_mouse_alone_is_paused_and_stopped(station: Callable[[], Station]) -> None:
    officer = station()
    officer.click(300, 300)  # the call's card
    officer.click(160, 670)  # take the call
    officer.click(300, 300)  # anywhere: the lines have been read
    officer.waits_for(MenuOpened)
    officer.click(1140, 30)  # stop
    time.sleep(DEAF)
    officer.press("Return")
    until(lambda: officer.state() is RunState.STOPPED, "the stop")
    assert chosen(officer.events()) == []
    officer.press("Return")
    assert officer.leaves_by_escape() == 0


def test_a_run_goes_on_after_the_program_was_killed(station: Callable[[], Station]) -> None:
    officer = station()
    officer.press("Down", "Return", "Return", "space")
    officer.waits_for(MenuOpened)
    officer.press("2")
    officer.waits_for(ChoiceMade)
    officer.program.send_signal(signal.SIGKILL)
    officer.program.wait()
    assert officer.state() is RunState.OPEN
    again = station()
    again.press("Down", "Return", "space")  # the offer to go on stands first
    again.waits_for(MenuOpened, 2)
    again.press("2", "space", "space")
    assert chosen(again.events()) == ["go", "order"]
