"""Steps: what the hall is asked to do, and what that comes to. Runs on the worker's thread alone."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Mapping
from dataclasses import dataclass

from scoring.kept import RunId, RunKind, RunState
from scoring.record import RecordError
from simulator.debrief import DebriefView, debrief_of
from simulator.exercises import what_if
from simulator.library.catalogue import Entry
from simulator.session import CannotResume, Clock, LiveRun, Officer, Session
from simulator.station.screens.library import Library
from simulator.station.told import Told, told_by
from simulator.views import View


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
    """Back at the calls, with what is new there."""

    screen: Library


@dataclass(frozen=True, slots=True)
class Failed:
    """Something did not work; the sentence is for the officer."""

    sentence: str


Outcome = Begun | WhatIfBegun | Told | DebriefView | Home | Failed


class Steps:
    """The hall's work for one sitting. Each step comes to something that can be shown, an error to its sentence."""

    def __init__(
        self, session: Session, entries: Mapping[str, Entry], clock: Clock, seed: int | None
    ) -> None:
        self._session, self._entries, self._clock, self._seed = session, entries, clock, seed

    @property
    def officer(self) -> Officer:
        """Who sits here."""
        return self._session.officer

    def begin(self, scenario: str, pace: int) -> Outcome:
        """A new run."""
        try:
            live = self._session.begin(self._entries[scenario].loaded, self._seed, pace)
        except RecordError as error:
            return Failed(str(error))
        return Begun(live, told_by(live, self._clock()))

    def resume(self, run: RunId) -> Outcome:
        """A run that was cut off, where it stood."""
        try:
            live = self._session.resume(self._session.record.run(run))
        except (RecordError, CannotResume) as error:
            return Failed(str(error))
        return Begun(live, told_by(live, self._clock()))

    def let_go(self, run: RunId) -> Outcome:
        """A run that was cut off, stopped for good."""
        try:
            self._session.resume(self._session.record.run(run)).stop()
        except (RecordError, CannotResume) as error:
            return Failed(str(error))
        return self.go_home()

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
            live = what_if(self._session, own, decision)
        except (RecordError, CannotResume) as error:
            return Failed(str(error))
        return WhatIfBegun(live, told_by(live, self._clock()))

    def debrief(self, live: LiveRun) -> Outcome:
        """What can be learned from a run that is over, without the proof."""
        return debrief_of(live.scenario, self._session.rubric, live.events, self._session.officer.name)

    def go_home(self) -> Outcome:
        """The calls, with the runs that were cut off."""
        try:
            return Home(self.library())
        except RecordError as error:
            return Failed(str(error))

    def library(self, message: str = "") -> Library:
        """The choice of calls; may raise RecordError."""
        entries = tuple(self._entries.values())
        officer = self._session.officer
        ended = self._session.record.runs(officer.id, RunState.ENDED)
        played = Counter(run.scenario for run in ended if run.kind is not RunKind.EXERCISE)
        return Library(officer.name, entries, self._session.unfinished(), played, message)
