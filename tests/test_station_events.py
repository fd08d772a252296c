"""The window's loop under SDL's dummy driver: a gamepad alone, the wheel, and a disk that is slow."""

from __future__ import annotations

import os
import time
from collections.abc import Iterator

os.environ.setdefault("SDL_VIDEODRIVER", "dummy")
os.environ.setdefault("SDL_AUDIODRIVER", "dummy")

import pygame
import pytest

from simulator.session import Session
from simulator.station.screens.briefing import Briefing
from simulator.station.screens.calm import Calm
from simulator.station.screens.moment import MomentScreen
from simulator.station.sitting import Sitting
from simulator.station.window import Window
from tests.station_scenario import entry, session_in_memory

DEAF = 0.45
A, START, SELECT = 0, 7, 6  # buttons of a gamepad
DISK = 0.6  # seconds that a slow disk takes


class Station:
    """A window that nobody sees, and what is done in it."""

    def __init__(self, session: Session) -> None:
        self.sitting = Sitting(session, [entry()], time.monotonic, seed=1)
        self.window = Window(self.sitting, (1280, 720))
        self.window.show()

    def does(self, kind: int, **facts: object) -> None:
        """Something happens, after a decent while; then the window goes round until it is answered."""
        self._goes_round(DEAF)
        pygame.event.post(pygame.event.Event(kind, facts))
        self._goes_round(0.05)

    def _goes_round(self, seconds: float) -> None:
        pygame.time.set_timer(pygame.USEREVENT, 20)
        until = time.monotonic() + seconds
        while time.monotonic() < until or self.sitting.is_busy:
            self.window.turn()

    def down(self, times: int = 1) -> None:
        for _ in range(times):
            self.does(pygame.JOYHATMOTION, value=(0, -1))

    def button(self, button: int) -> None:
        self.does(pygame.JOYBUTTONDOWN, button=button)


@pytest.fixture
def session() -> Iterator[Session]:
    pygame.display.init()
    pygame.font.init()
    session = session_in_memory()
    yield session
    session.record.close()


@pytest.fixture
def station(session: Session) -> Iterator[Station]:
    station = Station(session)
    yield station
    station.sitting.close()
    pygame.time.set_timer(pygame.USEREVENT, 0)
    pygame.event.clear()


def test_a_gamepad_alone_takes_a_call_chooses_pauses_and_stops(station: Station) -> None:
    station.down()
    station.button(A)
    assert isinstance(station.sitting.screen, Briefing)
    station.button(A)
    station.button(A)
    screen = station.sitting.screen
    assert isinstance(screen, MomentScreen)
    assert [entry.choice for entry in screen.told.view.menu] == ["ask", "go"]
    station.down(2)
    station.button(A)
    screen = station.sitting.screen
    assert isinstance(screen, MomentScreen)
    assert screen.told.view.place == "Second floor, left"
    station.button(START)
    assert isinstance(station.sitting.screen, MomentScreen)
    assert station.sitting.screen.over.value == "pause"
    station.button(SELECT)
    station.down()
    station.button(A)
    assert isinstance(station.sitting.screen, Calm)


def test_the_calm_screen_is_there_while_a_slow_disk_is_still_writing(
    station: Station, session: Session, monkeypatch: pytest.MonkeyPatch
) -> None:
    for key in (pygame.K_DOWN, pygame.K_RETURN, pygame.K_RETURN, pygame.K_SPACE, pygame.K_ESCAPE):
        station.does(pygame.KEYDOWN, key=key, mod=0)
    append = session.record.append

    def slow(*given: object, **named: object) -> None:
        time.sleep(DISK)
        append(*given, **named)  # type: ignore[arg-type]

    monkeypatch.setattr(session.record, "append", slow)
    pygame.event.post(pygame.event.Event(pygame.KEYDOWN, key=pygame.K_RETURN, mod=0))
    began, own = time.monotonic(), time.thread_time()
    while not isinstance(station.window._shown, Calm):
        station.window.turn()
    assert station.sitting.is_busy, "the disk is still writing"
    assert time.monotonic() - began < DISK
    assert time.thread_time() - own < 0.1


def test_the_wheel_scrolls_what_is_longer_than_the_window_and_no_farther(station: Station) -> None:
    station.does(pygame.MOUSEWHEEL, x=0, y=-1, flipped=False)
    easel = station.window._easel
    assert easel._glance.scroll == 0, "all is in view"
    easel.rolled = 150
    easel.scroll(1000)
    assert easel._glance.scroll == 150
