"""Looking back: the debrief of the run at the desk, its worth once that is proved, and what-ifs from its menus."""

from __future__ import annotations

from dataclasses import replace

from scoring.rubric import Rubric
from simulator.debrief import DebriefView
from simulator.model.events import HowEnded
from simulator.station.actions import LookingBackAction, Rate, ShowDebrief, ShowOwnRun, ShowPart, WhatIf
from simulator.station.desk import Desk
from simulator.station.playing import Playing
from simulator.station.proving import Proving
from simulator.station.screens.debrief import DebriefScreen
from simulator.station.screens.ending import EndingScreen
from simulator.station.screens.reaction import Reaction
from simulator.station.screens.waiting import Waiting
from simulator.station.steps import Begun, Steps

PROOF_EVERY = 0.25  # seconds between two looks whether it is there


class LookingBack:
    """What follows a run."""

    def __init__(
        self, desk: Desk, steps: Steps, playing: Playing, rubric: Rubric, proving: Proving | None
    ) -> None:
        self._desk, self._steps, self._playing = desk, steps, playing
        self._rubric, self._proving = rubric, proving
        self._rating = 0
        self._awaits_proof = False

    def take(self, action: LookingBackAction) -> None:
        """Do what was asked for."""
        match action:
            case ShowDebrief():
                self._show_debrief()
            case Rate(value):
                self._rating = value
                self._await_debrief()
            case ShowPart(part):
                if isinstance(self._desk.screen, DebriefScreen):
                    self._desk.show(replace(self._desk.screen, part=part))
            case WhatIf(decision):
                if own := self._playing.own or self._playing.live:
                    self._desk.ask(lambda: self._steps.try_differently(own, decision))
            case ShowOwnRun():
                self._playing.live, self._playing.own = self._playing.own, None
                self._await_debrief()

    def expect(self, begun: Begun) -> None:
        """A run begins: have its scenario proved in good time."""
        if self._proving:
            self._proving.begin(begun.live.scenario)

    def learn(self, debrief: DebriefView) -> None:
        """Show the debrief that was asked for, and ask what each choice was worth."""
        is_what_if = self._playing.own is not None
        shown = DebriefScreen(debrief, 1, self._rating, is_what_if, self._playing.timing.told)
        self._desk.show(shown)
        self._ask_for_proof()

    def look(self) -> None:
        """What each choice was worth comes later than the debrief itself."""
        found = self._proving.fetch() if self._proving else None
        screen = self._desk.screen
        if not (found and isinstance(screen, DebriefScreen)):
            return
        shown = screen.debrief
        if [each.chosen.choice for each in found.moments] == [each.chosen.choice for each in shown.moments]:
            self._awaits_proof, self._desk.screen = False, replace(screen, debrief=found)

    def wakes(self) -> float | None:
        """When `look` has something to do; None if never."""
        return self._desk.clock() + PROOF_EVERY if self._awaits_proof else None

    def end(self) -> None:
        """The officer has gone home."""
        self._awaits_proof = False

    def close(self) -> None:
        """Stop proving."""
        if self._proving:
            self._proving.close()

    def _show_debrief(self) -> None:
        """Ask for the officer's own view first, where there is a key to compare it with."""
        screen = self._desk.screen
        if isinstance(screen, EndingScreen) and screen.is_scored and self._playing.own is None:
            self._rating = 0
            self._desk.show(Reaction(screen.view.title))
        else:
            self._await_debrief()

    def _await_debrief(self) -> None:
        if live := self._playing.live:
            self._desk.show(Waiting("Preparing the debrief"))
            self._desk.ask(lambda: self._steps.debrief(live))

    def _ask_for_proof(self) -> None:
        live = self._playing.live
        if self._proving and live and live.view.ended and live.view.ended.how is HowEnded.ENDING:
            self._awaits_proof = True
            self._proving.ask(live.scenario, self._rubric, live.events, self._steps.officer.name)
