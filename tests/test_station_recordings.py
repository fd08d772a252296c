"""Whole runs at the real window, on a display of its own, by one thing alone: keyboard, mouse, gamepad."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager

import pytest

MISSING = [tool for tool in ("Xvfb", "xdotool") if not shutil.which(tool)]
pytestmark = pytest.mark.skipif(
    bool(MISSING), reason=f"needs {' and '.join(MISSING)}, which is not installed"
)


HANDS = ("keys", "mouse", "pad")


@pytest.fixture(scope="module")
def played() -> Iterator[dict[str, subprocess.Popen[str]]]:
    """All of them at once, each at a window and a display of its own."""
    with ExitStack() as displays:
        yield {hand: begun(hand, displays.enter_context(display())) for hand in HANDS}


@contextmanager
def display() -> Iterator[str]:
    reading, writing = os.pipe()
    server = subprocess.Popen(
        ["Xvfb", "-displayfd", str(writing), "-screen", "0", "1280x720x24", "-nolisten", "tcp"],
        pass_fds=[writing],
        stderr=subprocess.DEVNULL,
    )
    try:
        yield f":{os.read(reading, 16).decode().strip()}"
    finally:
        server.terminate()
        server.wait()


def begun(hand: str, shown_at: str) -> subprocess.Popen[str]:
    unset = ("SDL_VIDEODRIVER", "WAYLAND_DISPLAY")
    environment = {name: value for name, value in os.environ.items() if name not in unset}
    return subprocess.Popen(
        [sys.executable, "-m", "tests.recorded_officer", hand],
        env={**environment, "DISPLAY": shown_at, "SDL_AUDIODRIVER": "dummy"},
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )


@pytest.mark.parametrize("hand", HANDS)
def test_a_whole_run_from_the_shelf_to_the_debrief_and_out_by_one_thing_alone(
    played: dict[str, subprocess.Popen[str]], hand: str
) -> None:
    told, errors = played[hand].communicate(timeout=90)
    assert played[hand].returncode == 0, errors[-2000:]
    assert told.splitlines()[-1] == "go name_it agree"
