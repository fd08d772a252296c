"""The sitting: which screen the officer is at, and what follows from each action. Knows no display and no keys."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace

from simulator.debrief import DebriefView
from simulator.engine import Awaiting
from simulator.library.catalogue import Entry
from simulator.model.events import HowEnded
from simulator.model.scenario import Milliseconds
from simulator.session import Clock, LiveRun, Session
from simulator.station.actions import (
    Action,
    Answer,
    AskStop,
    Begin,
    Brief,
    Choose,
    GoHome,
    GoOn,
    Leave,
    LetGo,
    LookBack,
    Only,
    Pause,
    Rate,
    Read,
    Resume,
    SetTo,
    ShowDebrief,
    ShowEnding,
    ShowOwnRun,
    ShowPart,
    ShowSettings,
    Stop,
    WhatIf,
)
from simulator.station.ahead import opening_scenery, sceneries_ahead
from simulator.station.proving import Proving
from simulator.station.screens import Screen
from simulator.station.screens.briefing import Briefing
from simulator.station.screens.calm import Calm
from simulator.station.screens.debrief import DebriefScreen
from simulator.station.screens.ending import EndingScreen
from simulator.station.screens.figures import Scenery
from simulator.station.screens.library import Library
from simulator.station.screens.menu import PASSES_FOR
from simulator.station.screens.moment import MomentScreen, Over
from simulator.station.screens.reaction import Reaction
from simulator.station.screens.settings import SettingsScreen
from simulator.station.screens.waiting import Waiting
from simulator.station.settings import Keeper, Settings
from simulator.station.steps import Begun, Failed, Home, Outcome, Steps, WhatIfBegun
from simulator.station.timing import Timing
from simulator.station.told import Told, with_company
from simulator.station.worker import Worker
from simulator.views import View

DEAF_FOR = 0.4  # seconds after a screen has come up in which a press was meant for the one before
LOOKS_EVERY = 1.0  # seconds between two ticks of an open menu
PROOF_EVERY = 0.25  # seconds between two looks whether it is there


class Sitting:
    """One officer at the station. `take` an action, `look` what the hall has answered; `screen` is what to paint."""

    def __init__(
        self,
        session: Session,
        entries: Sequence[Entry],
        clock: Clock,
        *,
        seed: int | None = None,
        pace: int | None = None,
        keeper: Keeper | None = None,
        proving: Proving | None = None,
    ) -> None:
        self.is_over = False
        self._session, self._entries = session, {entry.id: entry for entry in entries}
        self._clock, self._pace, self._proving = clock, pace, proving
        self._keeper = keeper or Keeper()
        self.settings, message = self._keeper.read()
        self.timing = Timing()
        self._steps = Steps(session, self._entries, clock, seed)
        self._worker: Worker[Outcome] = Worker()
        self._live: LiveRun | None = None
        self._own: LiveRun | None = None  # the officer's own run, while a what-if is played
        self._rating = 0
        self._awaits_proof = False
        self._pending = False  # a step that changes the view is on its way
        self._ticking = False
        self._ticked_at = 0.0
        self._held: tuple[Told, float] | None = None  # what is told once a wait has been seen to pass
        self.screen: Screen = self._steps.library(message)
        self._since = clock()

    @property
    def is_busy(self) -> bool:
        """True while the hall's answer is awaited."""
        return self._worker.is_busy

    def close(self) -> None:
        """Let the hall finish what it was asked."""
        self._worker.close()
        if self._proving:
            self._proving.close()

    @property
    def ahead(self) -> tuple[Scenery, ...]:
        """What may be seen next."""
        screen = self.screen
        if isinstance(screen, Briefing):
            return (opening_scenery(screen.scenario),)
        if isinstance(screen, MomentScreen) and self._live:
            return sceneries_ahead(self._live.scenario, self._live.scenario.moment(screen.told.view.moment))
        return ()

    # ---- what the officer asks

    def take(self, action: Action, at: float) -> None:
        """Do what was asked for at that time."""
        if isinstance(action, Read | Answer | Choose | ShowEnding) and self._is_deaf(at):
            return
        match action:
            case Read() | Answer() | Choose():
                self._play(action, at)
            case Pause():
                self._lay_over(Over.PAUSE)
            case AskStop():
                self._lay_over(Over.STOP)
            case LookBack():
                self._lay_over(Over.BACKLOG)
            case GoOn():
                self._go_on()
            case Stop():
                self._stop()
            case ShowEnding():
                self._show_ending()
            case Leave():
                self.is_over = True
            case _:
                self._take_outside_a_run(action)

    def _take_outside_a_run(self, action: Action) -> None:
        match action:
            case GoHome():
                self._ask(self._steps.go_home)
            case Brief(scenario):
                self._brief(scenario)
            case Begin(scenario):
                pace = self.settings.pace if self._pace is None else self._pace
                self._ask(lambda: self._steps.begin(scenario, pace))
            case Resume(run):
                self._ask(lambda: self._steps.resume(run))
            case LetGo(run):
                self._ask(lambda: self._steps.let_go(run))
            case ShowSettings():
                self._show(SettingsScreen(self.settings))
            case Only(kind):
                if isinstance(self.screen, Library):
                    self._show(replace(self.screen, only=kind))
            case SetTo(settings):
                self._set(settings)
            case _:
                self._take_after_a_run(action)

    def _take_after_a_run(self, action: Action) -> None:
        match action:
            case ShowDebrief():
                self._show_debrief()
            case Rate(value):
                self._rating = value
                self._await_debrief()
            case ShowPart(part):
                if isinstance(self.screen, DebriefScreen):
                    self._show(replace(self.screen, part=part))
            case WhatIf(decision):
                if own := self._own or self._live:
                    self._ask(lambda: self._steps.try_differently(own, decision))
            case ShowOwnRun():
                self._live, self._own = self._own, None
                self._await_debrief()
            case _:
                raise AssertionError(action)

    # ---- what the hall answers, and what time asks

    def look(self, at: float) -> None:
        """Fetch what the hall has answered, and let due time do its work."""
        while (outcome := self._worker.fetch()) is not None:
            self._learn(outcome)
        if self._held and at >= self._held[1]:
            told, self._held = self._held[0], None
            self._update(told)
        self._fill_in_the_debrief()
        due = self._tick_due()
        if due is not None and at >= due:
            self._ticking, self._ticked_at = True, at
            live = self._live
            assert live
            self._worker.ask(lambda: self._steps.play(live, live.tick))

    def wakes(self) -> float | None:
        """When `look` has something to do without an answer of the hall; None if never."""
        proof = self._clock() + PROOF_EVERY if self._awaits_proof else None
        held = self._held[1] if self._held else None
        return min((due for due in (self._tick_due(), held, proof) if due is not None), default=None)

    def _tick_due(self) -> float | None:
        screen = self.screen
        if not isinstance(screen, MomentScreen) or screen.over is not Over.NOTHING or self._ticking:
            return None
        view = screen.told.view
        if view.awaiting is not Awaiting.CHOICE or self._held or screen.passing:
            return None
        due = self._ticked_at + LOOKS_EVERY
        if view.next_due is not None:
            due = min(due, screen.told.at + (view.next_due - screen.told.waited) / 1000)
        return due

    def _learn(self, outcome: Outcome) -> None:
        match outcome:
            case Begun(live, told):
                self._live, self._ticking, self._ticked_at = live, False, told.at
                self.timing = Timing()
                self._show(MomentScreen(with_company(told, None), learning=self.settings.learning))
                if self._proving:
                    self._proving.begin(live.scenario)
            case WhatIfBegun(live, told):
                self._own = self._own or self._live
                self._learn(Begun(live, told))
            case Told():
                self._ticking = False
                self._hold_or_update(outcome)
            case DebriefView():
                shown = DebriefScreen(outcome, 1, self._rating, self._own is not None, self.timing.told)
                self._show(shown)
                self._ask_for_proof()
            case Home(screen):
                self._live, self._own, self._awaits_proof = None, None, False
                self._show(screen)
            case Failed(sentence):
                self._ticking = False
                self._say(sentence)
        self._pending = False

    def _hold_or_update(self, told: Told) -> None:
        screen = self.screen
        if isinstance(screen, MomentScreen) and screen.passing:
            wait, since = screen.passing
            self._held = told, since + min(wait / 1000, PASSES_FOR)
        else:
            self._update(told)

    def _update(self, told: Told) -> None:
        """Show what the run tells now, unless the officer has meanwhile left it."""
        screen = self.screen
        if not isinstance(screen, MomentScreen):
            return
        before = screen.told
        if told.view is before.view and told.paused == before.paused and not screen.passing:
            return
        told = replace(told, at=self._clock()) if screen.passing else told
        self._show(replace(screen, told=with_company(told, before), message="", passing=None))

    def _say(self, sentence: str) -> None:
        screen = self.screen
        if isinstance(screen, MomentScreen):
            self.screen = replace(screen, message=sentence, passing=None)
        elif isinstance(screen, Calm | Library):
            self.screen = replace(screen, message=sentence)
        else:
            self._show(Library(self._session.officer.name, tuple(self._entries.values()), message=sentence))

    def _show(self, screen: Screen) -> None:
        if screen.name != self.screen.name:
            self._since = self._clock()
        self.screen = screen

    def _is_deaf(self, at: float) -> bool:
        return self._pending or self._held is not None or at - self._since < DEAF_FOR

    def _ask(self, step: Callable[[], Outcome]) -> None:
        self._pending = True
        self._worker.ask(step)

    # ---- playing

    def _play(self, action: Read | Answer | Choose, at: float) -> None:
        live, screen = self._live, self.screen
        if live is None or not isinstance(screen, MomentScreen) or screen.over is not Over.NOTHING:
            return
        waited = screen.told.waited_at(at)
        limit = screen.told.view.time_limit
        if isinstance(action, Choose):
            if limit is not None and waited >= limit:
                return
            self._show_passing(screen, action, at)
        self._ask(lambda: self._steps.play(live, lambda: _step(live, action, waited)))

    def _show_passing(self, screen: MomentScreen, action: Choose, at: float) -> None:
        """A wait is seen to pass before what comes of it."""
        entry = next((entry for entry in screen.told.view.menu if entry.choice == action.choice), None)
        if entry and entry.wait:
            self._show(replace(screen, passing=(entry.wait, at)))

    def _cut_passing_short(self) -> None:
        """Pause and stop do not wait for a wait to have passed."""
        held, self._held = self._held, None
        if isinstance(self.screen, MomentScreen) and self.screen.passing:
            self.screen = replace(self.screen, passing=None)
            if held:
                self._update(held[0])

    def _lay_over(self, over: Over) -> None:
        self._cut_passing_short()
        live, screen = self._live, self.screen
        if live and isinstance(screen, MomentScreen):
            self._show(replace(screen, over=over))
            self._worker.ask(lambda: self._steps.play(live, live.pause))

    def _go_on(self) -> None:
        live, screen = self._live, self.screen
        if live and isinstance(screen, MomentScreen):
            self._show(replace(screen, over=Over.NOTHING))
            self._ask(lambda: self._steps.play(live, live.go_on))

    def _stop(self) -> None:
        """The calm screen comes at once; the disk may take its time."""
        live = self._live
        self._show(Calm())
        if live:
            self._ask(lambda: self._steps.play(live, live.stop))

    def _show_ending(self) -> None:
        if isinstance(self.screen, MomentScreen):
            self._show(EndingScreen(self.screen.told.view))

    def _brief(self, scenario: str) -> None:
        loaded = self._entries[scenario].loaded
        if loaded.scenario:
            self._show(Briefing(loaded.scenario))

    def _set(self, settings: Settings) -> None:
        self.settings = settings
        self._show(SettingsScreen(settings, self._keeper.write(settings)))

    # ---- looking back

    def _show_debrief(self) -> None:
        """Ask for the officer's own view first, where there is a key to compare it with."""
        screen = self.screen
        if isinstance(screen, EndingScreen) and screen.is_scored and self._own is None:
            self._rating = 0
            self._show(Reaction(screen.view.title))
        else:
            self._await_debrief()

    def _await_debrief(self) -> None:
        if live := self._live:
            self._show(Waiting("Preparing the debrief"))
            self._ask(lambda: self._steps.debrief(live))

    def _ask_for_proof(self) -> None:
        live = self._live
        if self._proving and live and live.view.ended and live.view.ended.how is HowEnded.ENDING:
            self._awaits_proof = True
            self._proving.ask(live.scenario, self._session.rubric, live.events, self._session.officer.name)

    def _fill_in_the_debrief(self) -> None:
        """What each choice was worth comes later than the debrief itself."""
        found = self._proving.fetch() if self._proving else None
        if found and isinstance(self.screen, DebriefScreen):
            shown = self.screen.debrief
            if [each.chosen.choice for each in found.moments] == [
                each.chosen.choice for each in shown.moments
            ]:
                self._awaits_proof, self.screen = False, replace(self.screen, debrief=found)


def _step(live: LiveRun, action: Read | Answer | Choose, waited: Milliseconds) -> View:
    match action:
        case Read():
            return live.read()
        case Answer(answer):
            return live.answer(answer)
        case Choose(choice):
            return live.choose(choice, waited)
