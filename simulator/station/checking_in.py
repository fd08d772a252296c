"""Checking in: which check-in is open, what was answered since signing in, and the officer's wellness page."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cached_property
from typing import TYPE_CHECKING, cast

from scoring.wellness.checkin import Answered, CheckIn, Occasion, check_ins
from scoring.wellness.instruments import outcome
from simulator.model.events import HowEnded
from simulator.session import LiveRun
from simulator.station.actions import Action, GoHome
from simulator.station.agency import Agency
from simulator.station.desk import Desk
from simulator.station.entry_actions import (
    CheckInAction,
    Give,
    PassOver,
    ShowWellness,
    TakeCheckIn,
    TurnPage,
    Wellbeing,
    Wish,
)
from simulator.station.screens import Screen
from simulator.station.screens.calm import Calm
from simulator.station.screens.check_in import CheckInScreen, OutcomeScreen, is_told, questions_of
from simulator.station.screens.resources import ResourcesScreen
from simulator.station.screens.sign_in import Purpose, Secret
from simulator.station.screens.wellness import EraseScreen
from simulator.station.steps import Outcome, Steps

if TYPE_CHECKING:
    from simulator.station.check_in_steps import CheckInSteps

ASKED_FIRST = {
    Wish.OPEN: Purpose.OPEN,
    Wish.CHANGE: Purpose.OLD,
    Wish.ENROL: Purpose.ENROL,
    Wish.RECOVER: Purpose.CODE,
}


class CheckingIn:
    """One officer's check-ins. What was answered lies in memory alone, until it is sealed at sign-out."""

    def __init__(self, desk: Desk, steps: Steps, agency: Agency | None) -> None:
        self._desk, self._steps, self._agency = desk, steps, agency
        self._has_hall = agency is not None and agency.wellness is not None
        self._answered: list[Answered] = []
        self._offered: set[Occasion] = set()
        self._is_quiet = False  # one was passed over: no other is offered in this sitting
        self._then: tuple[Screen, Action] | None = (
            None  # where the check-in came between, and what it held up
        )
        self._asked_about = ""  # the run
        self._scenario = ""  # of that run

    # ---- when a check-in comes between

    def comes_before_run(self, then: Action) -> bool:
        """True if the sliders are shown first; once a sitting."""
        return self._offer(Occasion.BEFORE, then)

    def comes_before_debrief(self, live: LiveRun | None, then: Action) -> bool:
        """True if the officer is asked first how demanding the run was."""
        if live is None or not live.view.ended or live.view.ended.how is not HowEnded.ENDING:
            return False
        if live.id == self._asked_about:
            return False
        self._asked_about, self._scenario = live.id, live.scenario.id
        self._offered.discard(Occasion.RUN)
        return self._offer(Occasion.RUN, then)

    def comes_before_leaving(self, then: Action, has_played: bool) -> bool:
        """True if the sliders are shown once more before the officer leaves."""
        return has_played and self._offer(Occasion.AFTER, then)

    def _offer(self, occasion: Occasion, then: Action) -> bool:
        if not self._is_offered or occasion in self._offered:
            return False
        self._offered.add(occasion)
        check_in = next(each for each in check_ins() if each.occasion is occasion)
        self._then = (self._desk.screen, then)
        self._desk.show(CheckInScreen(check_in))
        return True

    @property
    def _is_offered(self) -> bool:
        known = self._agency is not None and self._agency.knows(self._steps.officer)
        return self._has_hall and known and self._desk.settings.check_ins and not self._is_quiet

    @property
    def _is_between(self) -> bool:
        """True while the check-in that is open was offered, not asked for."""
        screen = self._desk.screen
        return isinstance(screen, CheckInScreen) and screen.check_in.occasion in self._offered

    # ---- what the officer asks

    def take(self, action: CheckInAction) -> Action | None:
        """Do what was asked for; what the check-in held up, once it is over."""
        match action:
            case Give(question, value):
                return self._give(question, value)
            case TurnPage():
                return self._turn()
            case PassOver():
                self._is_quiet = self._is_quiet or self._is_between
                return self._go_on()
            case ShowWellness():
                self._ask("show")
            case TakeCheckIn(number):
                self._then = (self._desk.screen, ShowWellness())
                self._desk.show(CheckInScreen(check_ins()[number]))
            case Wellbeing(wish):
                self._grant(wish)
        return None

    def _give(self, question: int, value: int) -> Action | None:
        screen = self._desk.screen
        if not isinstance(screen, CheckInScreen):
            return None
        answered = screen.with_answer(question, value)
        self._desk.show(answered)
        is_slider = questions_of(screen.check_in)[question].instrument.is_slider
        return None if is_slider else self._turn()

    def _turn(self) -> Action | None:
        screen = self._desk.screen
        if isinstance(screen, OutcomeScreen):
            return self._go_on()
        if not isinstance(screen, CheckInScreen):
            return None
        if screen.page + 1 < len(screen.pages):
            self._desk.show(CheckInScreen(screen.check_in, screen.answers, screen.page + 1))
            return None
        return self._finish(screen)

    def _finish(self, screen: CheckInScreen) -> Action | None:
        assert self._agency
        check_in = screen.check_in
        given = list(self._complete(check_in, screen))
        self._answered += given
        if not given or not is_told(check_in.occasion):
            return self._go_on()
        by_id = {each.id: each for each in check_in.instruments}
        told = tuple(
            (by_id[each.instrument], outcome(by_id[each.instrument], each.answers)) for each in given
        )
        self._desk.show(OutcomeScreen(check_in.title, told, self._agency.support))
        return None

    def _complete(self, check_in: CheckIn, screen: CheckInScreen) -> Sequence[Answered]:
        """The instruments all of whose questions were answered, as far as they were asked."""
        assert self._agency
        found = []
        for instrument in check_in.instruments:
            if screen.is_complete(instrument):
                its = [each.number for each in questions_of(check_in) if each.instrument is instrument]
                answers = tuple(screen.answers[number] for number in its if number in screen.answers)
                scenario = self._scenario if check_in.occasion is Occasion.RUN else ""
                day = self._agency.today()
                found.append(
                    Answered(instrument.id, instrument.version, check_in.occasion, day, answers, scenario)
                )
        return found

    def _go_on(self) -> Action | None:
        if self._then is None:
            return None
        (screen, then), self._then = self._then, None
        self._desk.show(screen)
        return then

    # ---- the wellness page

    def _grant(self, wish: Wish) -> None:
        assert self._agency
        match wish:
            case Wish.RESOURCES:
                back = GoHome() if isinstance(self._desk.screen, Calm) else ShowWellness()
                self._desk.show(ResourcesScreen(self._agency.support, back))
            case Wish.OPEN | Wish.CHANGE | Wish.ENROL | Wish.RECOVER:
                self._desk.show(Secret.asked(ASKED_FIRST[wish]))
            case Wish.ERASE if not isinstance(self._desk.screen, EraseScreen):
                self._desk.show(EraseScreen())
            case Wish.EXPORT:
                if self._has_hall and (folder := self._agency.pages):
                    self._desk.ask(lambda: self._hall.export(folder))
            case Wish.ERASE | Wish.CLOSE | Wish.CONTRIBUTE:
                self._ask(wish.value)

    def _ask(self, step: str) -> None:
        if self._has_hall:
            self._desk.ask(lambda: cast("Outcome", getattr(self._hall, step)()))

    def try_secret(self, purpose: Purpose, first: str, typed: str) -> Outcome:
        """What a passphrase or code comes to; on the worker's thread."""
        match purpose:
            case Purpose.OPEN:
                return self._hall.open(typed)
            case Purpose.ENROL_AGAIN:
                return self._hall.enrol(typed)
            case Purpose.OLD:
                return self._hall.begin_change(typed)
            case Purpose.CHANGED_AGAIN:
                return self._hall.change(typed)
            case Purpose.NEW_PASSPHRASE:
                return self._hall.recover(first, typed)
            case _:
                raise AssertionError(purpose)

    # ---- signing out

    def leave(self) -> None:
        """Seal this sitting's envelope; nothing of it stays."""
        answered, self._answered = tuple(self._answered), []
        self._offered.clear()
        self._then, self._is_quiet = None, False
        known = self._agency is not None and self._agency.knows(self._steps.officer)
        if self._has_hall and known:
            self._desk.ask_aside(lambda: self._hall.put(answered))

    @cached_property
    def _hall(self) -> CheckInSteps:
        """The way to the wellness room, on the worker's thread: its locks are slow to load, and few need them."""
        from simulator.station.check_in_steps import CheckInSteps

        assert self._agency
        return CheckInSteps(self._steps, self._agency)
