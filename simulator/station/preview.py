"""The preview: an author at the window. The rehearsal moves with the author's presses, and with each save of the file."""

from __future__ import annotations

from typing import Protocol

from simulator.engine import Awaiting
from simulator.library.load import Loaded
from simulator.model.findings import Finding, moment_path
from simulator.model.scenario import Scenario
from simulator.rehearsal import Answering, Choosing, Reading, Rehearsal, Step, Waiting
from simulator.session import Clock
from simulator.station.actions import (
    Action,
    Answer,
    AskStop,
    Choose,
    GoOn,
    LookBack,
    Pause,
    Read,
    ShowEnding,
    Stop,
)
from simulator.station.ahead import sceneries_ahead
from simulator.station.author_actions import BeginAgain, OtherChances, StepBack, TurnNotes
from simulator.station.entry_actions import Leave
from simulator.station.screens.figures import Scenery
from simulator.station.screens.moment import MomentScreen, Over
from simulator.station.screens.preview import Insight, PreviewScreen
from simulator.station.settings import Settings
from simulator.station.timing import Timing
from simulator.station.told import Told, with_company

LOOKS_EVERY = 0.03  # seconds between two looks whether the file was saved or the proof is there


class Text(Protocol):
    """The author's file."""

    def reread(self) -> Loaded | None:
        """What the file says now, if it was saved since the last time it was read."""
        ...

    def prove(self, loaded: Loaded) -> None:
        """Begin to look for what only exploring finds."""
        ...

    def proved(self) -> tuple[Finding, ...] | None:
        """What was found in the text last asked about; None while that goes on."""
        ...


class Preview:
    """What the window shows an author. Time stands still until the author lets it run."""

    def __init__(self, loaded: Loaded, rehearsal: Rehearsal, text: Text, clock: Clock) -> None:
        self.settings, self.timing = Settings(), Timing()
        self.is_over = self.is_busy = False
        self._text, self._clock = text, clock
        self._readable = self._latest = loaded  # the last text without errors, and the last
        self._rehearsal = rehearsal
        self._proved: tuple[Finding, ...] | None = None
        self._over, self._runs, self._hides = Over.NOTHING, False, False
        self._opened, self._menus = clock(), rehearsal.menus
        self._stood = 0  # milliseconds of the open menu when its clock last stood still
        self._told: Told | None = None
        text.prove(loaded)
        self.screen = self._seen()

    # ---- what the window reads

    @property
    def ahead(self) -> tuple[Scenery, ...]:
        """What may be seen next."""
        moment = self._rehearsal.view.moment
        return sceneries_ahead(self._scenario, self._scenario.moment(moment))

    def wakes(self) -> float:
        """When to look again."""
        return self._clock() + LOOKS_EVERY

    def look(self, at: float) -> None:
        """Take in a saved file and a finished proof, and let due time do its work."""
        if loaded := self._text.reread():
            self._take_in(loaded)
        if self._proved is None and (found := self._text.proved()) is not None:
            self._proved = found
            self.screen = self._seen()
        due = self._rehearsal.view.next_due
        if self._runs and due is not None and self._waited >= due:
            self._step(Waiting(self._waited))

    def close(self) -> None:
        """Nothing is kept."""

    # ---- what the author asks

    def stir(self, at: float) -> None:
        """An author may think for as long as they like."""

    def take(self, action: Action, at: float) -> None:
        """Do what was asked for at that time."""
        match action:
            case Read():
                self._step(Reading())
            case Answer(answer):
                self._step(Answering(answer))
            case Choose(choice):
                self._step(Choosing(choice, self._waited))
            case StepBack():
                self._move(self._rehearsal.back())
            case BeginAgain() | ShowEnding():
                self._move(self._rehearsal.again())
            case OtherChances():
                self._move(self._rehearsal.other_chances())
            case TurnNotes():
                self._hides = not self._hides
                self.screen = self._seen()
            case Pause():
                self._let_time(not self._runs)
            case LookBack():
                self._lay_over(Over.BACKLOG)
            case GoOn():
                self._lay_over(Over.NOTHING)
            case AskStop() | Stop() | Leave():
                self.is_over = True
            case _:
                pass  # what belongs to an officer's sitting

    def _step(self, step: Step) -> None:
        self._move(self._rehearsal.after(step))

    def _move(self, rehearsal: Rehearsal) -> None:
        self._rehearsal = rehearsal
        if rehearsal.menus != self._menus:
            self._menus, self._opened, self._stood = rehearsal.menus, self._clock(), 0
        self.screen = self._seen()

    def _let_time(self, run: bool) -> None:
        self._stood = self._waited
        self._opened, self._runs = self._clock(), run
        self.screen = self._seen()

    def _lay_over(self, over: Over) -> None:
        self._over = over
        self.screen = self._seen()

    def _take_in(self, loaded: Loaded) -> None:
        self._latest = loaded
        if loaded.scenario:
            self._readable, self._proved = loaded, None
            self._text.prove(loaded)
            self._move(self._rehearsal.rewritten(loaded.scenario))
        self.screen = self._seen()

    # ---- what is shown

    @property
    def _scenario(self) -> Scenario:
        assert self._readable.scenario
        return self._readable.scenario

    @property
    def _waited(self) -> int:
        return self._stood + (int((self._clock() - self._opened) * 1000) if self._runs else 0)

    def _seen(self) -> PreviewScreen:
        rehearsal = self._rehearsal
        told = Told(rehearsal.view, rehearsal.said, self._waited, self._clock(), paused=not self._runs)
        self._told = told = with_company(told, self._told)
        message = "" if self._runs or told.view.awaiting is not Awaiting.CHOICE else TIME_STANDS
        return PreviewScreen(MomentScreen(told, self._over, message), self._insight())

    def _insight(self) -> Insight:
        rehearsal, moment = self._rehearsal, self._rehearsal.view.moment
        position = self._readable.source.position(moment_path(moment))
        situation = rehearsal.situation
        return Insight(
            place=moment,
            line=position.line if position else 0,
            seed=rehearsal.seed,
            meters=tuple(situation.meters.items()),
            facts=tuple(fact for fact in self._scenario.facts if fact in situation.facts),
            prospects=rehearsal.prospects,
            findings=(*self._latest.findings, *(self._proved or ())),
            is_stale=self._latest.scenario is None,
            is_proving=self._proved is None,
            is_hidden=self._hides,
        )


TIME_STANDS = "Time stands still in the preview; Pause lets it run, and stops it again."
