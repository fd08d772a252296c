"""An officer who sits at the real window and uses one thing alone: the keyboard, the mouse, or a gamepad.

    python -m tests.recorded_officer keys|mouse|pad

Keys and clicks come from outside, by xdotool, as from hands; a gamepad's events are put into the queue, since no display
has one. Prints what was chosen and how the run ended.
"""

from __future__ import annotations

import subprocess
import sys
import time
from collections.abc import Callable

import pygame

from scoring.record import Record
from scoring.rubric_file import core_rubric
from simulator.model.events import ChoiceMade, Event
from simulator.session import Session
from simulator.station.canvas import Control, Painted
from simulator.station.screens.ending import EndingScreen
from simulator.station.screens.moment import MomentScreen
from simulator.station.sitting import Sitting
from simulator.station.window import Window
from tests.station_scenario import entry

WANTED = (  # by the beginnings of their ids: the first that is there is what the officer wants
    "choice name_it", "choice go", "choice agree", "answer angry", "read", "begin", "debrief", "pass", "skip", "rate 4",
)  # fmt: skip
AWAY = ("home", "leave")  # wanted once a run is over
DEAF = 0.42  # seconds in which a new screen takes no press
MOST = 60  # presses

Hand = Callable[["Officer", Painted], None]


class Officer:
    """The window, and the hand that works it."""

    def __init__(self, hand: Hand) -> None:
        self._hand = hand
        record = Record()
        self.session = Session(record, core_rubric(), record.add_officer("7", "Reyes"))
        self.sitting = Sitting(self.session, [entry()], time.monotonic, seed=1)
        self.window = Window(self.sitting, (1280, 720))
        self.events: tuple[Event, ...] = ()

    def plays(self) -> None:
        """From the shelf through a call to its debrief, back, and out."""
        for _ in range(MOST):
            self.goes_round(DEAF if isinstance(self.sitting.screen, MomentScreen | EndingScreen) else 0.06)
            if self.sitting.is_over:
                return
            if self.sitting.live:
                self.events = self.sitting.live.events
            self._hand(self, self._wanted())
            self.goes_round(0.04)
        raise AssertionError(f"still at {self.sitting.screen.name} after {MOST} presses")

    def goes_round(self, seconds: float) -> None:
        until = time.monotonic() + seconds
        while time.monotonic() < until or self.sitting.is_busy:
            self.window.turn(0.02)

    def posts(self, kind: int, **facts: object) -> None:
        pygame.event.post(pygame.event.Event(kind, facts))
        self.goes_round(0.04)

    @property
    def has_focus(self) -> Control | None:
        return self.window._easel.focused

    def _wanted(self) -> Painted:
        controls = [each for each in self.window._easel.controls if each.control.enabled]
        over = any(type(event).__name__ == "RunEnded" for event in self.events)
        at_home = self.sitting.screen.name.startswith(("library", "home"))
        wanted = AWAY[::-1] if at_home and over else (*WANTED, *AWAY) if over else (*WANTED, "brief")
        for id in wanted:
            for each in controls:
                if each.control.id.startswith(id) and each.rect.width:
                    return each
        raise AssertionError(f"nothing wanted among {[each.control.id for each in controls]}")


def xdotool(*arguments: str) -> None:
    subprocess.run(["xdotool", *arguments], check=True, timeout=5)


def by_keys(officer: Officer, wanted: Painted) -> None:
    """Tab until it has the focus, then Enter; a number where it has one."""
    if wanted.control.number:
        return xdotool("key", str(wanted.control.number))
    for _ in range(40):
        if officer.has_focus == wanted.control:
            return xdotool("key", "Return")
        xdotool("key", "Tab")
        officer.goes_round(0.03)
    raise AssertionError(f"Tab does not reach {wanted.control.id}")


def by_mouse(officer: Officer, wanted: Painted) -> None:
    """Point at it and click; the wheel brings it into view."""
    for _ in range(20):
        (now,) = (each for each in officer.window._easel.controls if each.control.id == wanted.control.id)
        if now.seen.height >= min(now.rect.height, 20):
            return xdotool("mousemove", *map(str, now.seen.center), "click", "1")
        xdotool("mousemove", "640", "360", "click", "5")
        officer.goes_round(0.03)
    raise AssertionError(f"the wheel does not reach {wanted.control.id}")


def by_pad(officer: Officer, wanted: Painted) -> None:
    """Down until it has the focus, then A."""
    for _ in range(40):
        if officer.has_focus == wanted.control:
            return officer.posts(pygame.JOYBUTTONDOWN, button=0)
        officer.posts(pygame.JOYHATMOTION, value=(0, -1))
    raise AssertionError(f"down does not reach {wanted.control.id}")


HANDS = {"keys": by_keys, "mouse": by_mouse, "pad": by_pad}


def main(hand: str) -> None:
    pygame.display.init()
    pygame.font.init()
    officer = Officer(HANDS[hand])
    officer.plays()
    officer.window.close()
    officer.sitting.close()
    print(*[event.choice for event in officer.events if isinstance(event, ChoiceMade)])


if __name__ == "__main__":
    main(*sys.argv[1:])
