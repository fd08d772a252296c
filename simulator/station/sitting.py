"""The sitting: hands each action to the room it belongs to, and each answer of the hall. Knows no display and no keys."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import fields, is_dataclass, replace
from typing import cast

from simulator.library.catalogue import Entry
from simulator.session import Clock, LiveRun, Officer, Session
from simulator.station.actions import (
    Action,
    AskStop,
    Begin,
    HomeAction,
    LetGo,
    LookingBackAction,
    PlayingAction,
    Resume,
    SetTo,
    ShowDebrief,
    ShowSettings,
    Type,
)
from simulator.station.agency import Agency
from simulator.station.ahead import opening_scenery
from simulator.station.arriving import Arriving
from simulator.station.at_home import AtHome
from simulator.station.author_actions import AuthorAction
from simulator.station.checking_in import CheckingIn
from simulator.station.desk import Desk
from simulator.station.entry_actions import CheckInAction, EntryAction, SignOut
from simulator.station.home_steps import HomeSteps
from simulator.station.keeping_steps import KeepingSteps
from simulator.station.looking_back import LookingBack
from simulator.station.own_actions import OwnAction
from simulator.station.playing import Playing
from simulator.station.proving import Proving
from simulator.station.screens import Screen
from simulator.station.screens.briefing import Briefing
from simulator.station.screens.ending import EndingScreen
from simulator.station.screens.figures import Scenery
from simulator.station.screens.moment import MomentScreen
from simulator.station.settings import Keeper, Settings
from simulator.station.settling import Settling
from simulator.station.steps import (
    Begun,
    Debriefed,
    Done,
    Failed,
    Hinted,
    Home,
    Left,
    Outcome,
    Refused,
    Reopened,
    Said,
    Seated,
    Settled,
    Shown,
    Steps,
    WhatIfBegun,
)
from simulator.station.timing import Timing
from simulator.station.told import Told


class Sitting:
    """One officer after another at the station. `take` an action, `look` what the hall has answered; `screen` is what to paint."""

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
        agency: Agency | None = None,
    ) -> None:
        self._pace, self._agency = pace, agency
        keeper = keeper or (agency.keeper_of(session.officer) if agency else Keeper())
        settings, message = keeper.read()
        self._steps = Steps(session, {entry.id: entry for entry in entries}, clock, seed)
        self._home_steps = HomeSteps(self._steps, agency)
        self._desk = Desk(self._home_steps.library(message), settings, clock)
        self._settling = Settling(self._desk, keeper)
        self._playing = Playing(self._desk, self._steps, has_resources=agency is not None)
        self._at_home = AtHome(self._desk, self._steps, self._home_steps, self._playing)
        self._looking_back = LookingBack(
            self._desk, self._steps, KeepingSteps(self._steps, agency), self._playing, proving
        )
        self._checking_in = CheckingIn(self._desk, self._steps, agency)
        self._arriving = Arriving(self._desk, agency, self._checking_in, session.record)
        self._has_played = False

    # ---- how it begins

    def begin(self, officer: Officer | None, badge: str = "") -> None:
        """At home for an officer who is known; at the door for a badge number or, without either, for anybody."""
        if officer:
            self._learn(Seated(officer))
        else:
            self._arriving.ask_who()
            self._arriving.knock(badge)

    # ---- what the window reads

    @property
    def session(self) -> Session:
        """Who plays, on which record."""
        return self._steps.session

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

    def stir(self, at: float) -> None:
        """The officer does something, whatever it is."""
        self._arriving.stir(at)

    def take(self, action: Action, at: float) -> None:
        """Do what was asked for at that time, unless a check-in comes first."""
        self.stir(at)
        if self._check_in_comes_first(action):
            return
        if isinstance(action, PlayingAction):
            self._playing.take(action, at)
        elif isinstance(action, LookingBackAction):
            self._looking_back.take(action)
        elif isinstance(action, HomeAction):
            self._at_home.take(action)
        elif isinstance(action, EntryAction):
            self._arrive_or_leave(action)
        elif isinstance(action, CheckInAction):
            if held_up := self._checking_in.take(action):
                self.take(held_up, at)
        elif isinstance(action, OwnAction | ShowSettings | SetTo):
            self._settling.take(action)
        elif not isinstance(action, AuthorAction):
            self._take_between_runs(action)

    def _check_in_comes_first(self, action: Action) -> bool:
        match action:
            case Begin():
                return self._checking_in.comes_before_run(action)
            case ShowDebrief() if isinstance(self.screen, EndingScreen) and self._playing.own is None:
                return self._checking_in.comes_before_debrief(self.live, action)
            case SignOut():
                return self._checking_in.comes_before_leaving(action, self._has_played)
            case _:
                return False

    def _take_between_runs(self, action: Begin | Resume | LetGo | Type) -> None:
        match action:
            case Begin(scenario, assigned):
                pace = self.settings.pace if self._pace is None else self._pace
                steps = self._home_steps.begin_assigned if assigned else self._steps.begin
                self._desk.ask(lambda: steps(scenario, pace))
            case Resume(run):
                self._desk.ask(lambda: self._steps.resume(run))
            case LetGo(run):
                self._desk.ask(lambda: self._home_steps.let_go(run))
            case Type(letter):
                self._desk.type(letter)

    def _arrive_or_leave(self, action: EntryAction) -> None:
        self._arriving.take(action)
        if isinstance(action, SignOut):
            self._free_the_seat()

    def _free_the_seat(self) -> None:
        """Nothing of the officer's stays; a call that is open stays in the record."""
        self._playing.end()
        self._looking_back.end()
        self._settling.free()
        self._has_played = False
        self._desk.ask_aside(self._steps.free)

    # ---- what the hall answers, and what time asks

    def look(self, at: float) -> None:
        """Fetch what the hall has answered, and let due time do its work."""
        while (outcome := self._desk.fetch()) is not None:
            self._desk.is_pending = False
            self._learn(outcome)
        was_taken = self._arriving.is_taken
        if self._arriving.look(at):
            self._warn(at)
        elif was_taken and not self._arriving.is_taken:
            self._free_the_seat()
        self._looking_back.look()
        self._playing.look(at)

    def wakes(self) -> float | None:
        """When `look` has something to do without an answer of the hall; None if never."""
        due = (self._playing.wakes(), self._looking_back.wakes(), self._arriving.wakes())
        return min((each for each in due if each is not None), default=None)

    def _warn(self, at: float) -> None:
        if isinstance(self.screen, MomentScreen):
            self._playing.take(AskStop(), at)
        self._arriving.warn()

    def _learn(self, outcome: Outcome) -> None:
        match outcome:
            case WhatIfBegun(live, told):
                self._playing.own = self._playing.own or self._playing.live
                self._learn(Begun(live, told))
            case Begun():
                self._has_played = True
                self._playing.begin(outcome)
                self._looking_back.expect(outcome)
            case Told():
                self._playing.learn(outcome)
            case Debriefed():
                self._looking_back.learn(outcome)
            case Home(screen):
                self._playing.end()
                self._looking_back.end()
                self._desk.show(screen)
            case Shown(screen):
                self._desk.show(screen)
            case Reopened(live):
                self._looking_back.reopen(live)
            case Seated(officer):
                self._seat(officer)
            case Settled(settings, home):
                self._desk.settings = settings
                self._learn(home)
            case Refused(sentence):
                self._arriving.refuse(sentence)
            case Left():
                self._checking_in.leave()
                self._desk.is_over = True
            case Done():
                pass
            case Failed(sentence) | Said(sentence):
                self._say(sentence)
            case Hinted(sentence):
                self._put(sentence)

    def _seat(self, officer: Officer) -> None:
        self._steps.seat(officer)
        self._arriving.seat()
        keeper = self._settling.change_hands(self._agency.keeper_of(officer) if self._agency else None)
        self._desk.ask(lambda: self._settled(keeper))

    def _settled(self, keeper: Keeper) -> Outcome:
        """The officer's home, in the officer's settings; done by the worker, since they lie in a file."""
        settings, message = keeper.read()
        return Settled(settings, self._home_steps.go_home(message))

    def _say(self, sentence: str) -> None:
        """Tell it on the screen that is shown; at home if that has no place for it."""
        self._playing.say(sentence)
        if not self._put(sentence):
            self._desk.ask(lambda: self._home_steps.go_home(sentence))

    def _put(self, sentence: str) -> bool:
        """Tell it if the screen that is shown has a place for it; False if not."""
        screen = self.screen
        if not (is_dataclass(screen) and "message" in {each.name for each in fields(screen)}):
            return False
        self._desk.screen = cast("Screen", replace(screen, message=sentence))
        return True
