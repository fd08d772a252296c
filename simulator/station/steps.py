"""Steps: what the hall is asked to do, and what that comes to. Runs on the worker's thread alone."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from scoring.kept import Officer as Person
from scoring.kept import RunId, RunKind
from scoring.people import GUEST
from scoring.record import RecordError
from simulator.exercises import what_if
from simulator.library.catalogue import Entry
from simulator.seen import DebriefView, KeptBeside
from simulator.session import CannotResume, Clock, LiveRun, Officer, Session
from simulator.station.screens import Screen
from simulator.station.settings import Settings
from simulator.station.told import Told, told_by
from simulator.views import View

NOBODY = Person(GUEST, "Morgan")  # plays until somebody signs in


@dataclass(frozen=True, slots=True)
class Begun:
    """A run that can be played now."""

    live: LiveRun
    told: Told


@dataclass(frozen=True, slots=True)
class WhatIfBegun:
    """A run that was taken up again at one of its menus, beside the officer's own."""

    live: LiveRun
    told: Told


@dataclass(frozen=True, slots=True)
class Home:
    """Back where the officer begins, with what is new there."""

    screen: Screen


@dataclass(frozen=True, slots=True)
class Shown:
    """A screen that was asked for."""

    screen: Screen


@dataclass(frozen=True, slots=True)
class Reopened:
    """A run of earlier days, to look back at."""

    live: LiveRun


@dataclass(frozen=True, slots=True)
class Debriefed:
    """What can be learned from a run, with what is kept beside it, and whether it has a story to be told."""

    view: DebriefView
    kept: KeptBeside
    has_story: bool


@dataclass(frozen=True, slots=True)
class Said:
    """Something was done; the sentence tells the officer what."""

    sentence: str


@dataclass(frozen=True, slots=True)
class Failed:
    """Something did not work; the sentence is for the officer."""

    sentence: str


@dataclass(frozen=True, slots=True)
class Hinted:
    """Something the officer should know, told where the screen has a place for it; nobody is taken away for it."""

    sentence: str


@dataclass(frozen=True, slots=True)
class Seated:
    """Somebody has taken the seat."""

    officer: Officer


@dataclass(frozen=True, slots=True)
class Settled:
    """What whoever sits here wants the station to be like, and where they begin."""

    settings: Settings
    home: Outcome


@dataclass(frozen=True, slots=True)
class Refused:
    """What was typed did not do; the sentence is for who typed it, and the field is empty again."""

    sentence: str


@dataclass(frozen=True, slots=True)
class Left:
    """The station may be closed."""


@dataclass(frozen=True, slots=True)
class Done:
    """What was asked for is done, and nothing is to be shown for it."""


Outcome = (
    Begun
    | WhatIfBegun
    | Told
    | Debriefed
    | Home
    | Shown
    | Reopened
    | Seated
    | Settled
    | Refused
    | Left
    | Done
    | Said
    | Failed
    | Hinted
)


class Steps:
    """The hall's work for one sitting. Each step comes to something that can be shown, an error to its sentence."""

    def __init__(
        self, session: Session, entries: Mapping[str, Entry], clock: Clock, seed: int | None
    ) -> None:
        self.session, self.entries, self._clock, self._seed = session, entries, clock, seed

    @property
    def officer(self) -> Officer:
        """Who sits here."""
        return self.session.officer

    def seat(self, officer: Officer) -> None:
        """From now on, this officer plays."""
        self.session = Session(self.session.record, self.session.rubric, officer, self._clock)

    def free(self) -> Outcome:
        """Nobody sits here: whatever was asked before was still the last officer's."""
        self.seat(NOBODY)
        return Done()

    def begin(self, scenario: str, pace: int, kind: RunKind = RunKind.PRACTICE) -> Outcome:
        """A new run."""
        try:
            live = self.session.begin(self.entries[scenario].loaded, self._seed, pace, kind)
        except RecordError as error:
            return Failed(str(error))
        return Begun(live, told_by(live, self._clock()))

    def resume(self, run: RunId) -> Outcome:
        """A run that was cut off, where it stood."""
        try:
            live = self.session.resume(self.session.record.run(run))
        except (RecordError, CannotResume) as error:
            return Failed(str(error))
        return Begun(live, told_by(live, self._clock()))

    def reopen(self, run: RunId) -> Outcome:
        """A run of earlier days, as it ended."""
        try:
            return Reopened(self.session.resume(self.session.record.run(run)))
        except (RecordError, CannotResume) as error:
            return Failed(str(error))

    def let_go(self, run: RunId) -> None:
        """Stop a run that was cut off, for good; may raise RecordError or CannotResume."""
        self.session.resume(self.session.record.run(run)).stop()

    def play(self, live: LiveRun, step: Callable[[], View]) -> Outcome:
        """A step of a run."""
        try:
            step()
        except RecordError as error:
            return Failed(f"{error} Nothing was lost: what you did last was not counted.")
        return told_by(live, self._clock())

    def try_differently(self, own: LiveRun, decision: int) -> Outcome:
        """The run taken up again at the menu of a decision."""
        try:
            live = what_if(self.session, own, decision)
        except (RecordError, CannotResume) as error:
            return Failed(str(error))
        return WhatIfBegun(live, told_by(live, self._clock()))
