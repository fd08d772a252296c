"""The hall: one officer's sitting. Plays runs, has every event recorded before it shows, and resumes what was cut off."""

from __future__ import annotations

import secrets
import time
from collections.abc import Callable
from typing import Protocol

from scoring.facts import facts_of
from scoring.facts_tables import NO_FACTS, FactRows
from scoring.kept import OfficerId, RecordedRun, RunId, RunKind
from scoring.opportunities import Key
from scoring.record import Record
from scoring.rubric import Rubric
from scoring.rubric_file import read_rubric
from scoring.settings import house_settings
from simulator.engine import SEMANTICS, Awaiting, NotOpen, Run
from simulator.engine.replay import CannotReplay, replay
from simulator.library.load import Loaded, load_text
from simulator.model.events import Event, RunEnded, RunStarted
from simulator.model.identity import digest
from simulator.model.scenario import ChoiceId, Milliseconds, Scenario
from simulator.views import Spoken, View, Words, view_of

Clock = Callable[[], float]  # seconds, monotonic
MARK_EVERY: Milliseconds = 1000  # how often the elapsed time of an open menu is recorded


class CannotResume(Exception):
    """This run cannot go on here; the sentence is for a person."""


class Officer(Protocol):
    """Who practices."""

    @property
    def id(self) -> OfficerId: ...

    @property
    def name(self) -> str: ...


class Session:
    """One sitting of one officer at one station."""

    def __init__(
        self, record: Record, rubric: Rubric, officer: Officer, clock: Clock = time.monotonic
    ) -> None:
        self.record = record
        self.rubric = rubric
        self.officer = officer
        self._clock = clock

    def begin(
        self, loaded: Loaded, seed: int | None = None, pace: int = 100, kind: RunKind = RunKind.PRACTICE
    ) -> LiveRun:
        """A new run of a scenario without errors; without a seed one is drawn."""
        assert loaded.scenario
        started = RunStarted(
            scenario=loaded.scenario.id,
            digest=digest(loaded.scenario),
            rubric=self.rubric.digest,
            semantics=SEMANTICS,
            seed=secrets.randbelow(2**31) if seed is None else seed,
            pace=pace,
        )
        run = Run(loaded.scenario, started)
        events = run.start()
        texts = {"scenario_text": loaded.source.text, "rubric_text": self.rubric.text}
        recorded = self.record.begin(self.officer.id, events, 0, kind=kind, **texts)
        return LiveRun(self.record, recorded, run, events, self.officer.name, self._clock)

    def unfinished(self) -> tuple[RecordedRun, ...]:
        """The officer's runs that were cut off, newest first."""
        return self.record.open_runs(self.officer.id)

    def resume(self, recorded: RecordedRun) -> LiveRun:
        """The run as it was left, on the text it began with; raises CannotResume where that cannot be had."""
        if recorded.semantics != SEMANTICS:
            raise CannotResume(
                "This run was begun by another version of Levelhead; it can be seen, not gone on with."
            )
        events = self.record.events(recorded.id)
        try:
            run = replay(kept_scenario(self.record, recorded), events)
        except CannotReplay as error:
            raise CannotResume(
                f"This run cannot go on: {error} `levelhead record verify` may tell why."
            ) from error
        elapsed = max(self.record.elapsed(recorded.id), run.elapsed)  # drift may be newer than the last mark
        return LiveRun(self.record, recorded, run, events, self.officer.name, self._clock, elapsed)


def kept_scenario(record: Record, recorded: RecordedRun) -> Scenario:
    """The scenario of a recorded run, from the text that was kept with it; raises CannotResume if it does not load."""
    loaded = load_text(record.text(recorded.digest), recorded.scenario)
    if not loaded.scenario:
        raise CannotResume(
            "The text that this run was played on cannot be read by this version of Levelhead."
        )
    return loaded.scenario


class LiveRun:
    """A run that goes on. Each call is on the disk before it returns the new view; if it cannot be, nothing happened.

    One thread at a time may call; the window's worker does. Times are read from the session's clock: a menu's time
    begins when the call that opened it returns, and stands still while the run is paused.
    """

    def __init__(
        self,
        record: Record,
        recorded: RecordedRun,
        run: Run,
        events: tuple[Event, ...],
        officer: str,
        clock: Clock,
        elapsed: Milliseconds = 0,
    ) -> None:
        self.recorded = recorded
        self._record = record
        self._run = run
        self._events = list(events)
        self._officer = officer
        self._clock = clock
        self._began = clock() - record.last_at(recorded.id) / 1000
        self._opened = clock() - elapsed / 1000
        self._paused_at: float | None = None
        self._marked: Milliseconds = elapsed
        self.view = view_of(run, self._events, officer)

    @property
    def scenario(self) -> Scenario:
        """The scenario that is played."""
        return self._run.scenario

    @property
    def id(self) -> RunId:
        """The run's id in the record."""
        return self.recorded.id

    @property
    def events(self) -> tuple[Event, ...]:
        """All that has happened so far."""
        return tuple(self._events)

    @property
    def said(self) -> tuple[Spoken, ...]:
        """All that was said and done so far, in words."""
        return tuple(Words(self.scenario, self._officer).all_said(self._events))

    @property
    def is_paused(self) -> bool:
        """True between pause() and go_on()."""
        return self._paused_at is not None

    def waited(self) -> Milliseconds:
        """For how long the menu has been open, pauses left out."""
        now = self._clock() if self._paused_at is None else self._paused_at
        return max(0, int((now - self._opened) * 1000))

    # ---- what a face may do

    def read(self) -> View:
        """The lines have been read."""
        return self._keep(self._run.read)

    def answer(self, answer: str) -> View:
        """Answer the probe."""
        return self._keep(lambda: self._run.answer(answer))

    def choose(self, choice: ChoiceId, waited: Milliseconds | None = None) -> View:
        """Take a choice, after `waited` milliseconds (by default: now). If time ran out first, that is what happened."""
        taken_at = self.waited() if waited is None else waited
        return self._keep(lambda: self._run.choose(choice, taken_at))

    def set_off(self, inject: str, waited: Milliseconds | None = None) -> View:
        """A trainer's inject, after `waited` milliseconds (by default: now); from here on the run counts for no estimate."""
        at = self.waited() if waited is None else waited
        return self._keep(lambda: self._run.set_off(inject, at))

    def tick(self, until: Milliseconds | None = None) -> View:
        """Let time pass until then (by default: now); to be called when the view's `next_due` is reached, or each second."""
        if self._run.awaiting is not Awaiting.CHOICE or self.is_paused:
            return self.view
        waited = self.waited() if until is None else until
        due = self._run.next_due
        if due is not None and waited >= due:
            return self._keep(lambda: self._run.tick(waited))
        if waited - self._marked >= MARK_EVERY:
            self._mark(waited)
        return self.view

    def pause(self) -> View:
        """Stop the clock."""
        if self._paused_at is None:
            self.tick()
            self._paused_at = self._clock()
            if self._run.awaiting is Awaiting.CHOICE:
                self._mark(self.waited())
        return self.view

    def go_on(self) -> View:
        """Start the clock again where it stood."""
        if self._paused_at is not None:
            self._opened += self._clock() - self._paused_at
            self._paused_at = None
        return self.view

    def stop(self) -> View:
        """End the run without a score; no reason is asked."""
        return self._keep(self._run.stop)

    # ---- recording

    def _keep(self, step: Callable[[], tuple[Event, ...]]) -> View:
        """Do a step, have it recorded, then show it; a step that cannot be recorded is undone."""
        menus = self._run.menus_opened
        try:
            events = step()
        except NotOpen:
            return self.view
        try:
            at = int((self._clock() - self._began) * 1000)
            facts = self._facts(events, at)
            self._record.append(self.id, events, at, after=len(self._events), facts=facts)
        except Exception:
            self._run = replay(self.scenario, self._events)
            raise
        self._events.extend(events)
        self.view = view_of(self._run, self._events, self._officer)
        if self._run.menus_opened != menus:
            self._opened, self._marked = self._clock(), 0
        return self.view

    def _facts(self, events: tuple[Event, ...], at: Milliseconds) -> FactRows:
        """What reports read of a run that ends here; what each choice lost is filled in once it is proved."""
        if not (events and isinstance(events[-1], RunEnded)):
            return NO_FACTS
        rubric, _ = read_rubric(self._record.text(self.recorded.rubric))
        if rubric is None:
            return NO_FACTS
        play = self._record.plays_up_to(self.recorded)
        key = Key(self.scenario, rubric, house_settings())
        return facts_of(self.recorded, key, (*self._events, *events), at, play)

    def _mark(self, waited: Milliseconds) -> None:
        self._record.mark_clock(self.id, waited)
        self._marked = waited
