"""The sitting: hands each action to the room it belongs to, and each answer of the hall. Knows no display and no keys."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from simulator.debrief import DebriefView
from simulator.library.catalogue import Entry
from simulator.session import Clock, LiveRun, Session
from simulator.station.actions import (
    Action,
    Begin,
    Brief,
    GoHome,
    Leave,
    LetGo,
    LookingBackAction,
    Only,
    PlayingAction,
    Resume,
    SetTo,
    ShowSettings,
)
from simulator.station.ahead import opening_scenery
from simulator.station.desk import Desk
from simulator.station.looking_back import LookingBack
from simulator.station.playing import Playing
from simulator.station.proving import Proving
from simulator.station.screens import Screen
from simulator.station.screens.briefing import Briefing
from simulator.station.screens.calm import Calm
from simulator.station.screens.figures import Scenery
from simulator.station.screens.library import Library
from simulator.station.screens.moment import MomentScreen
from simulator.station.screens.settings import SettingsScreen
from simulator.station.settings import Keeper, Settings
from simulator.station.steps import Begun, Failed, Home, Outcome, Steps, WhatIfBegun
from simulator.station.timing import Timing
from simulator.station.told import Told


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
        self.session, self._entries = session, {entry.id: entry for entry in entries}
        self._pace = pace
        self._keeper = keeper or Keeper()
        settings, message = self._keeper.read()
        self._steps = Steps(session, self._entries, clock, seed)
        self._desk = Desk(self._steps.library(message), settings, clock)
        self._playing = Playing(self._desk, self._steps)
        self._looking_back = LookingBack(self._desk, self._steps, self._playing, session.rubric, proving)

    # ---- what the window reads

    @property
    def screen(self) -> Screen:
        """What to paint."""
        return self._desk.screen

    @property
    def settings(self) -> Settings:
        """How the officer wants it."""
        return self._desk.settings

    @property
    def live(self) -> LiveRun | None:
        """The run at the desk."""
        return self._playing.live

    @property
    def timing(self) -> Timing:
        """How long the frames of this run took."""
        return self._playing.timing

    @property
    def is_over(self) -> bool:
        """True once the officer has left."""
        return self._desk.is_over

    @property
    def is_busy(self) -> bool:
        """True while the hall's answer is awaited."""
        return self._desk.is_busy

    @property
    def ahead(self) -> tuple[Scenery, ...]:
        """What may be seen next."""
        screen = self.screen
        return (opening_scenery(screen.scenario),) if isinstance(screen, Briefing) else self._playing.ahead

    def close(self) -> None:
        """Let the hall finish what it was asked."""
        self._desk.close()
        self._looking_back.close()

    # ---- what the officer asks

    def take(self, action: Action, at: float) -> None:
        """Do what was asked for at that time."""
        if isinstance(action, PlayingAction):
            self._playing.take(action, at)
        elif isinstance(action, LookingBackAction):
            self._looking_back.take(action)
        else:
            self._take_outside_a_run(action)

    def _take_outside_a_run(
        self, action: GoHome | Brief | Begin | Resume | LetGo | ShowSettings | SetTo | Only | Leave
    ) -> None:
        match action:
            case GoHome():
                self._desk.ask(self._steps.go_home)
            case Brief(scenario):
                self._brief(scenario)
            case Begin(scenario):
                pace = self.settings.pace if self._pace is None else self._pace
                self._desk.ask(lambda: self._steps.begin(scenario, pace))
            case Resume(run):
                self._desk.ask(lambda: self._steps.resume(run))
            case LetGo(run):
                self._desk.ask(lambda: self._steps.let_go(run))
            case ShowSettings():
                self._desk.show(SettingsScreen(self.settings))
            case Only(kind):
                if isinstance(self.screen, Library):
                    self._desk.show(replace(self.screen, only=kind))
            case SetTo(settings):
                self._set(settings)
            case Leave():
                self._desk.is_over = True

    def _brief(self, scenario: str) -> None:
        loaded = self._entries[scenario].loaded
        if loaded.scenario:
            self._desk.show(Briefing(loaded.scenario))

    def _set(self, settings: Settings) -> None:
        self._desk.settings = settings
        self._desk.show(SettingsScreen(settings, self._keeper.write(settings)))

    # ---- what the hall answers, and what time asks

    def look(self, at: float) -> None:
        """Fetch what the hall has answered, and let due time do its work."""
        while (outcome := self._desk.fetch()) is not None:
            self._learn(outcome)
            self._desk.is_pending = False
        self._looking_back.look()
        self._playing.look(at)

    def wakes(self) -> float | None:
        """When `look` has something to do without an answer of the hall; None if never."""
        due = (self._playing.wakes(), self._looking_back.wakes())
        return min((each for each in due if each is not None), default=None)

    def _learn(self, outcome: Outcome) -> None:
        match outcome:
            case WhatIfBegun(live, told):
                self._playing.own = self._playing.own or self._playing.live
                self._learn(Begun(live, told))
            case Begun():
                self._playing.begin(outcome)
                self._looking_back.expect(outcome)
            case Told():
                self._playing.learn(outcome)
            case DebriefView():
                self._looking_back.learn(outcome)
            case Home(screen):
                self._playing.end()
                self._looking_back.end()
                self._desk.show(screen)
            case Failed(sentence):
                self._say(sentence)

    def _say(self, sentence: str) -> None:
        self._playing.say(sentence)
        screen = self.screen
        if isinstance(screen, Calm | Library):
            self._desk.screen = replace(screen, message=sentence)
        elif not isinstance(screen, MomentScreen):
            shelf = Library(self.session.officer.name, tuple(self._entries.values()), message=sentence)
            self._desk.show(shelf)
