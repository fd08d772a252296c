"""Somebody at a station without a window, for tests: takes actions, waits, and looks at the screen."""

from __future__ import annotations

import time
from collections.abc import Sequence
from dataclasses import dataclass

from simulator.library.catalogue import Entry
from simulator.session import Session
from simulator.station.actions import (
    Action,
    Answer,
    Begin,
    Brief,
    Choose,
    Rate,
    Read,
    ShowDebrief,
    ShowEnding,
)
from simulator.station.proving import Proving
from simulator.station.screens.debrief import DebriefScreen
from simulator.station.screens.moment import MomentScreen
from simulator.station.screens.reaction import Reaction
from simulator.station.settings import Keeper
from simulator.station.sitting import Sitting
from tests.station_scenario import entry


@dataclass
class Officer:
    """Somebody at the station whose time passes only when they wait."""

    sitting: Sitting
    now: float = 100.0

    def clock(self) -> float:
        return self.now

    def presses(self, action: Action, after: float = 1.0) -> None:
        self.waits(after)
        self.sitting.take(action, self.now)
        self.waits(0)

    def waits(self, seconds: float) -> None:
        self.now += seconds
        deadline = time.monotonic() + 5
        self.sitting.look(self.now)
        while self.sitting.is_busy and time.monotonic() < deadline:
            time.sleep(0.001)
            self.sitting.look(self.now)

    @property
    def moment(self) -> MomentScreen:
        screen = self.sitting.screen
        assert isinstance(screen, MomentScreen), screen
        return screen

    @property
    def menu(self) -> list[str]:
        return [item.choice for item in self.moment.told.view.menu]


def seated(
    session: Session,
    keeper: Keeper | None = None,
    proving: Proving | None = None,
    entries: Sequence[Entry] = (),
) -> Officer:
    officer = Officer.__new__(Officer)
    officer.now = 100.0
    session._clock = officer.clock
    officer.sitting = Sitting(
        session, entries or [entry()], officer.clock, seed=1, keeper=keeper, proving=proving
    )
    return officer


def at_the_door(officer: Officer) -> None:
    for action in (Brief("music"), Begin("music"), Read(), Choose("go"), Read()):
        officer.presses(action)


def at_the_debrief(officer: Officer) -> DebriefScreen:
    at_the_door(officer)
    for action in (
        Choose("order"),
        Read(),
        Answer("drunk"),
        Choose("cite"),
        ShowEnding(),
        ShowDebrief(),
    ):
        officer.presses(action)
    assert isinstance(officer.sitting.screen, Reaction)
    officer.presses(Rate(2))
    assert isinstance(officer.sitting.screen, DebriefScreen)
    return officer.sitting.screen
