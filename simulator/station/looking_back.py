"""Looking back: the officer's own view, the debrief, its worth once that is proved, what-ifs, and what is kept of it all."""

from __future__ import annotations

from dataclasses import replace

from scoring.kept import RunKind
from scoring.opinions import WHOLE, About
from simulator.model.events import HowEnded
from simulator.session import LiveRun
from simulator.station.actions import (
    AskDispute,
    DropDispute,
    KeepDispute,
    KeepPage,
    KeepStory,
    LookingBackAction,
    Rate,
    RateIn,
    RateNoMore,
    ShowDebrief,
    ShowOwnRun,
    ShowPart,
    WhatIf,
)
from simulator.station.desk import Desk
from simulator.station.keeping_steps import KeepingSteps
from simulator.station.playing import Playing
from simulator.station.proving import Proving
from simulator.station.screens.debrief import DebriefScreen, Offered
from simulator.station.screens.dispute import DisputeScreen
from simulator.station.screens.ending import EndingScreen
from simulator.station.screens.reaction import Reaction
from simulator.station.screens.reaction_in import ReactionIn
from simulator.station.screens.waiting import Waiting
from simulator.station.steps import Begun, Debriefed, Steps

PROOF_EVERY = 0.25  # seconds between two looks whether it is there


class LookingBack:
    """What follows a run."""

    def __init__(
        self, desk: Desk, steps: Steps, keeping: KeepingSteps, playing: Playing, proving: Proving | None
    ) -> None:
        self._desk, self._steps, self._keeping, self._playing = desk, steps, keeping, playing
        self._proving = proving
        self._own: dict[About, int] = {}  # the officer's own view, as far as it was said
        self._shown: DebriefScreen | None = None  # under the question why the key is wrong
        self._awaits_proof = False

    def take(self, action: LookingBackAction) -> None:
        """Do what was asked for."""
        match action:
            case ShowDebrief():
                self._show_debrief()
            case Rate() | RateIn() | RateNoMore():
                self._rate(action)
            case ShowPart(part):
                if isinstance(self._desk.screen, DebriefScreen):
                    self._desk.show(replace(self._desk.screen, part=part, message=""))
            case WhatIf(decision):
                if own := self._playing.own or self._playing.live:
                    self._desk.ask(lambda: self._steps.try_differently(own, decision))
            case ShowOwnRun():
                self._playing.live, self._playing.own = self._playing.own, None
                self._await_debrief()
            case KeepPage() | KeepStory():
                self._keep(action)
            case AskDispute() | KeepDispute() | DropDispute():
                self._dispute(action)

    def expect(self, begun: Begun) -> None:
        """A run begins: have its scenario proved in good time."""
        if self._proving:
            self._proving.begin(begun.live.scenario)

    def reopen(self, live: LiveRun) -> None:
        """Look back at a run of earlier days."""
        self._playing.live, self._playing.own = live, None
        self._await_debrief()

    def learn(self, found: Debriefed) -> None:
        """Show the debrief that was asked for, and ask what each choice was worth."""
        is_what_if = self._is_exercise
        offered = Offered(
            page=self._keeping.may_keep,
            story=self._keeping.may_keep and found.has_story,
            dispute=self._keeping.may_dispute and not is_what_if,
            notes=self._keeping.is_trainer,
            changes=self._keeping.has_progress and not is_what_if and found.view.scored,
            own_run=self._playing.own is not None,
        )
        timing = self._playing.timing.told
        self._desk.show(DebriefScreen(found.view, 1, found.kept, is_what_if, offered, timing))
        self._ask_for_proof()

    def look(self) -> None:
        """What each choice was worth comes later than the debrief itself."""
        weighed = self._proving.fetch() if self._proving else None
        if weighed is None:
            return
        self._desk.ask_aside(lambda: self._keeping.fill_losses(weighed.run, weighed.losses))
        found, screen = weighed.debrief, self._shown or self._desk.screen
        if not isinstance(screen, DebriefScreen):
            return
        shown = screen.debrief
        if [each.chosen.choice for each in found.moments] != [each.chosen.choice for each in shown.moments]:
            return
        self._awaits_proof = False
        if self._shown:
            self._shown = replace(self._shown, debrief=found)
        else:
            self._desk.screen = replace(screen, debrief=found)

    def wakes(self) -> float | None:
        """When `look` has something to do; None if never."""
        return self._desk.clock() + PROOF_EVERY if self._awaits_proof else None

    def end(self) -> None:
        """The officer has gone home."""
        self._awaits_proof, self._shown = False, None
        self._own.clear()

    def close(self) -> None:
        """Stop proving."""
        if self._proving:
            self._proving.close()

    # ---- the officer's own view

    def _show_debrief(self) -> None:
        """Ask for the officer's own view first, where there is a key to compare it with."""
        screen = self._desk.screen
        if isinstance(screen, EndingScreen) and screen.is_scored and not self._is_exercise:
            self._own.clear()
            self._desk.show(Reaction(screen.view.title))
        else:
            self._await_debrief()

    def _rate(self, action: Rate | RateIn | RateNoMore) -> None:
        """One question after the other, and then the debrief; what was said is kept before the key is shown."""
        live = self._playing.live
        if live is None:
            return
        if isinstance(action, Rate | RateIn) and action.value:
            self._own[action.dimension if isinstance(action, RateIn) else WHOLE] = action.value
        asked = live.scenario.dimensions
        at = asked.index(action.dimension) + 1 if isinstance(action, RateIn) else 0
        goes_on = isinstance(action, RateIn) or (isinstance(action, Rate) and action.value)
        if goes_on and at < len(asked):
            dimension = self._steps.session.rubric.dimensions[asked[at]]
            self._desk.show(ReactionIn(live.scenario.title, dimension, at + 1, len(asked)))
            return
        if given := dict(self._own):
            self._desk.ask_aside(lambda: self._keeping.keep_own_view(live, given))
        self._await_debrief()

    # ---- what is kept

    def _keep(self, action: KeepPage | KeepStory) -> None:
        live, screen = self._playing.live, self._desk.screen
        if live is None or not isinstance(screen, DebriefScreen):
            return
        if isinstance(action, KeepStory):
            self._desk.ask_aside(lambda: self._keeping.keep_story(live))
        else:
            self._desk.ask_aside(lambda: self._keeping.keep_page(live, screen.debrief))

    def _dispute(self, action: AskDispute | KeepDispute | DropDispute) -> None:
        live, screen = self._playing.live, self._desk.screen
        if isinstance(action, AskDispute) and isinstance(screen, DebriefScreen):
            self._shown = screen
            self._desk.show(DisputeScreen(screen.debrief.moments[action.decision - 1]))
        elif isinstance(screen, DisputeScreen) and self._shown and live:
            words, moment = self._desk.typed, screen.moment
            self._desk.show(replace(self._shown, message=""))
            self._shown = None
            if isinstance(action, KeepDispute):
                choice = moment.chosen.choice
                self._desk.ask_aside(lambda: self._keeping.dispute(live, moment.number, choice, words))

    # ---- inside

    @property
    def _is_exercise(self) -> bool:
        live = self._playing.live
        return live is not None and live.recorded.kind is RunKind.EXERCISE

    def _await_debrief(self) -> None:
        self._shown = None
        if live := self._playing.live:
            self._desk.show(Waiting("Preparing the debrief"))
            self._desk.ask(lambda: self._keeping.debrief(live))

    def _ask_for_proof(self) -> None:
        live = self._playing.live
        if self._proving and live and live.view.ended and live.view.ended.how is HowEnded.ENDING:
            self._awaits_proof = True
            rubric = self._steps.session.rubric
            self._proving.ask(live.scenario, rubric, live.events, self._steps.officer.name, live.id)
