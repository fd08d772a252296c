"""The sitting: which screen the officer is at, and what follows from each action. Knows no display and no keys."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

from scoring.kept import RunId
from scoring.record import RecordError
from simulator.debrief import DebriefView, debrief_of
from simulator.engine import Awaiting
from simulator.library.catalogue import Entry
from simulator.model.scenario import Milliseconds
from simulator.session import CannotResume, LiveRun, Session
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
    Pause,
    Rate,
    Read,
    Resume,
    ShowDebrief,
    ShowEnding,
    ShowOwnRun,
    ShowPart,
    Stop,
    WhatIf,
)
from simulator.station.ahead import opening_scenery, sceneries_ahead
from simulator.station.screens import Screen
from simulator.station.screens.briefing import Briefing
from simulator.station.screens.calm import Calm
from simulator.station.screens.debrief import DebriefScreen
from simulator.station.screens.ending import EndingScreen
from simulator.station.screens.figures import Scenery
from simulator.station.screens.library import Library
from simulator.station.screens.moment import MomentScreen, Over
from simulator.station.screens.reaction import Reaction
from simulator.station.screens.waiting import Waiting
from simulator.station.told import Told, told_by, with_company
from simulator.station.what_if import what_if
from simulator.station.worker import Worker
from simulator.views import View

Clock = Callable[[], float]
DEAF_FOR = 0.4  # seconds after a screen has come up in which a press was meant for the one before
LOOKS_EVERY = 1.0  # seconds between two ticks of an open menu


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
class Failed:
    """Something did not work; the sentence is for the officer."""

    sentence: str


@dataclass(frozen=True, slots=True)
class Home:
    """Back at the calls, with what is new there."""

    screen: Library


Outcome = Begun | WhatIfBegun | Told | DebriefView | Home | Failed


class Sitting:
    """One officer at the station. `take` an action, `look` what the hall has answered; `screen` is what to paint."""

    def __init__(
        self, session: Session, entries: Sequence[Entry], clock: Clock, *, seed: int | None, pace: int
    ) -> None:
        self.is_over = False
        self._session, self._entries = session, {entry.id: entry for entry in entries}
        self._clock, self._seed, self._pace = clock, seed, pace
        self._worker: Worker[Outcome] = Worker()
        self._live: LiveRun | None = None
        self._own: LiveRun | None = None  # the officer's own run, while a what-if is played
        self._rating = 0
        self._pending = False  # a step that changes the view is on its way
        self._ticking = False
        self._ticked_at = 0.0
        self.screen: Screen = self._library()
        self._since = clock()

    @property
    def is_busy(self) -> bool:
        """True while the hall's answer is awaited."""
        return self._worker.is_busy

    def close(self) -> None:
        """Let the hall finish what it was asked."""
        self._worker.close()

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
            case GoHome():
                self._ask(self._home)
            case Brief(scenario):
                self._brief(scenario)
            case Begin(scenario):
                self._ask(lambda: self._begun(scenario))
            case Resume(run):
                self._ask(lambda: self._resumed(run))
            case LetGo(run):
                self._ask(lambda: self._let_go(run))
            case Read() | Answer() | Choose():
                self._play(action, at)
            case Pause():
                self._lay_over(Over.PAUSE)
            case AskStop():
                self._lay_over(Over.STOP)
            case GoOn():
                self._go_on()
            case Stop():
                self._stop()
            case ShowEnding():
                self._show_ending()
            case ShowDebrief():
                self._show_debrief()
            case Rate(value):
                self._rating = value
                self._await_debrief()
            case ShowPart(part):
                if isinstance(self.screen, DebriefScreen):
                    self._show(replace(self.screen, part=part))
            case WhatIf(decision):
                self._ask(lambda: self._tried_differently(decision))
            case ShowOwnRun():
                self._live, self._own = self._own, None
                self._await_debrief()
            case Leave():
                self.is_over = True

    # ---- what the hall answers, and what time asks

    def look(self, at: float) -> None:
        """Fetch what the hall has answered, and let due time do its work."""
        while (outcome := self._worker.fetch()) is not None:
            self._learn(outcome)
        due = self.wakes()
        if due is not None and at >= due:
            self._ticking, self._ticked_at = True, at
            live = self._live
            assert live
            self._worker.ask(lambda: self._stepped(live, live.tick))

    def wakes(self) -> float | None:
        """When `look` has something to do without an answer; None if never."""
        screen = self.screen
        if not isinstance(screen, MomentScreen) or screen.over is not Over.NOTHING or self._ticking:
            return None
        view = screen.told.view
        if view.awaiting is not Awaiting.CHOICE:
            return None
        due = self._ticked_at + LOOKS_EVERY
        if view.next_due is not None:
            due = min(due, screen.told.at + (view.next_due - screen.told.waited) / 1000)
        return due

    def _learn(self, outcome: Outcome) -> None:
        match outcome:
            case Begun(live, told):
                self._pending, self._live = False, live
                self._ticking, self._ticked_at = False, told.at
                self._show(MomentScreen(with_company(told, None)))
            case WhatIfBegun(live, told):
                self._own = self._own or self._live
                self._learn(Begun(live, told))
            case Told():
                self._pending = self._ticking = False
                self._update(outcome)
            case DebriefView():
                self._pending = False
                self._show(DebriefScreen(outcome, rating=self._rating, is_what_if=self._own is not None))
            case Home(screen):
                self._pending, self._live, self._own = False, None, None
                self._show(screen)
            case Failed(sentence):
                self._pending = self._ticking = False
                self._say(sentence)

    def _update(self, told: Told) -> None:
        """Show what the run tells now, unless the officer has meanwhile left it."""
        screen = self.screen
        if not isinstance(screen, MomentScreen):
            return
        before = screen.told
        if told.view is before.view and told.paused == before.paused:
            return
        self._show(replace(screen, told=with_company(told, before), message=""))

    def _say(self, sentence: str) -> None:
        screen = self.screen
        if isinstance(screen, MomentScreen | Calm | Library):
            self.screen = replace(screen, message=sentence)
        else:
            self._show(replace(self._library(), message=sentence))

    def _show(self, screen: Screen) -> None:
        if screen.name != self.screen.name:
            self._since = self._clock()
        self.screen = screen

    def _is_deaf(self, at: float) -> bool:
        return self._pending or at - self._since < DEAF_FOR

    # ---- playing

    def _play(self, action: Read | Answer | Choose, at: float) -> None:
        live, screen = self._live, self.screen
        if live is None or not isinstance(screen, MomentScreen) or screen.over is not Over.NOTHING:
            return
        waited = screen.told.waited_at(at)
        limit = screen.told.view.time_limit
        if isinstance(action, Choose) and limit is not None and waited >= limit:
            return
        self._ask(lambda: self._stepped(live, lambda: _step(live, action, waited)))

    def _lay_over(self, over: Over) -> None:
        live, screen = self._live, self.screen
        if live and isinstance(screen, MomentScreen):
            self._show(replace(screen, over=over))
            self._worker.ask(lambda: self._stepped(live, live.pause))

    def _go_on(self) -> None:
        live, screen = self._live, self.screen
        if live and isinstance(screen, MomentScreen):
            self._show(replace(screen, over=Over.NOTHING))
            self._ask(lambda: self._stepped(live, live.go_on))

    def _stop(self) -> None:
        """The calm screen comes at once; the disk may take its time."""
        live = self._live
        self._show(Calm())
        if live:
            self._ask(lambda: self._stepped(live, live.stop))

    def _show_ending(self) -> None:
        if isinstance(self.screen, MomentScreen):
            self._show(EndingScreen(self.screen.told.view))

    def _show_debrief(self) -> None:
        """Ask for the officer's own view first, where there is a key to compare it with."""
        screen = self.screen
        if isinstance(screen, EndingScreen) and screen.is_scored and self._own is None:
            self._rating = 0
            self._show(Reaction(screen.view.title))
        else:
            self._await_debrief()

    def _await_debrief(self) -> None:
        self._show(Waiting("Preparing the debrief"))
        self._ask(self._debriefed)

    def _brief(self, scenario: str) -> None:
        loaded = self._entries[scenario].loaded
        if loaded.scenario:
            self._show(Briefing(loaded.scenario))

    # ---- steps: what the worker does

    def _ask(self, step: Callable[[], Outcome]) -> None:
        self._pending = True
        self._worker.ask(step)

    def _begun(self, scenario: str) -> Outcome:
        try:
            live = self._session.begin(self._entries[scenario].loaded, self._seed, self._pace)
        except RecordError as error:
            return Failed(str(error))
        return Begun(live, told_by(live, self._clock()))

    def _resumed(self, run: RunId) -> Outcome:
        try:
            live = self._session.resume(self._session.record.run(run))
        except (RecordError, CannotResume) as error:
            return Failed(str(error))
        return Begun(live, told_by(live, self._clock()))

    def _let_go(self, run: RunId) -> Outcome:
        try:
            self._session.resume(self._session.record.run(run)).stop()
        except (RecordError, CannotResume) as error:
            return Failed(str(error))
        return self._home()

    def _stepped(self, live: LiveRun, step: Callable[[], View]) -> Outcome:
        try:
            step()
        except RecordError as error:
            return Failed(f"{error} Nothing was lost: what you did last was not counted.")
        return told_by(live, self._clock())

    def _tried_differently(self, decision: int) -> Outcome:
        own = self._own or self._live
        if own is None:
            return Failed("There is no run to go back into.")
        try:
            live = what_if(self._session, own, decision, self._clock)
        except (RecordError, CannotResume) as error:
            return Failed(str(error))
        return WhatIfBegun(live, told_by(live, self._clock()))

    def _home(self) -> Outcome:
        try:
            return Home(self._library())
        except RecordError as error:
            return Failed(str(error))

    def _debriefed(self) -> Outcome:
        live = self._live
        if live is None:
            return Failed("There is no run to look back on.")
        return debrief_of(live.scenario, self._session.rubric, live.events, self._session.officer.name)

    def _library(self) -> Library:
        titles = {
            entry.id: entry.loaded.scenario.title for entry in self._entries.values() if entry.loaded.scenario
        }
        return Library(
            self._session.officer.name, tuple(self._entries.values()), self._session.unfinished(), titles
        )


def _step(live: LiveRun, action: Read | Answer | Choose, waited: Milliseconds) -> View:
    match action:
        case Read():
            return live.read()
        case Answer(answer):
            return live.answer(answer)
        case Choose(choice):
            return live.choose(choice, waited)
