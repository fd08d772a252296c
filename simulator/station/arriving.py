"""Arriving and leaving: who sits here, the secrets that are typed, and the kiosk that nobody leaves and that waits for none."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from scoring.record import Record
from simulator.station.agency import Agency, Kiosk
from simulator.station.checking_in import CheckingIn
from simulator.station.desk import Desk
from simulator.station.entry_actions import (
    BeGuest,
    ChangePin,
    Confirm,
    EntryAction,
    ForgetNames,
    Leave,
    Pick,
    ShowKeys,
    ShowSignIn,
    SignOut,
    StillHere,
)
from simulator.station.entry_steps import EntrySteps
from simulator.station.screens import Screen
from simulator.station.screens.sign_in import Purpose, Secret, WhoIsThere
from simulator.station.screens.still_there import StillThere
from simulator.station.steps import Outcome

WARNING = 60.0  # seconds of a kiosk's time that are counted down at most
NOT_THE_SAME = "The two were not the same. Type it once more, twice."
TWICE = {
    Purpose.CHOOSE: Purpose.AGAIN,
    Purpose.NEW_PIN: Purpose.NEW_PIN_AGAIN,
    Purpose.ENROL: Purpose.ENROL_AGAIN,
    Purpose.CHANGED: Purpose.CHANGED_AGAIN,
}
AT_FIRST = {again: first for first, again in TWICE.items()}


class Arriving:
    """The seat, free or taken. Secrets are here and on the worker's thread alone, and no longer than needed."""

    def __init__(self, desk: Desk, agency: Agency | None, checking_in: CheckingIn, record: Record) -> None:
        self._desk, self._agency, self._checking_in = desk, agency, checking_in
        people = agency.people if agency else None
        self._hall = EntrySteps(people, agency, record) if agency and people else None
        self._badge = ""
        self._first = ""  # what was typed before, where something is typed twice
        self._moved = desk.clock()  # when anybody last did something
        self._before: Screen | None = None  # under the warning, or the question for a trainer
        self.is_taken = True

    # ---- what is asked

    def ask_who(self, message: str = "") -> None:
        """Ask who is there."""
        self._badge = self._first = ""
        self._before, self.is_taken = None, False
        kiosk = self._agency is not None and self._agency.kiosk is not None
        self._desk.show(WhoIsThere(is_kiosk=kiosk, message=message))
        self._desk.clear()
        if hall := self._hall:
            self._desk.ask(lambda: hall.who(message))

    def knock(self, badge: str) -> None:
        """Ask for the secret of that badge number."""
        if badge and (hall := self._hall):
            self._badge = badge
            self._desk.ask(lambda: hall.knock(badge))

    def take(self, action: EntryAction) -> None:
        """Do what was asked for."""
        match action:
            case ShowSignIn():
                self.ask_who()
            case Pick(badge):
                self.knock(badge)
            case Confirm():
                self._confirm()
            case BeGuest() if self._hall:
                self._desk.ask(self._hall.be_guest)
            case ForgetNames() if self._hall:
                self._desk.ask(self._hall.forget_names)
            case ShowKeys():
                if isinstance(self._desk.screen, Secret | WhoIsThere):
                    self._desk.screen = replace(self._desk.screen, keys=not self._desk.screen.keys)
            case ChangePin():
                self.ask_secret(Purpose.OLD_PIN, f"Badge {self._badge}")
            case StillHere():
                self._moved = self._desk.clock()
                self._go_back()
            case SignOut():
                self.sign_out()
            case Leave():
                self._leave()
            case BeGuest() | ForgetNames():
                pass

    def _confirm(self) -> None:
        screen, typed = self._desk.screen, self._desk.typed
        if self._desk.is_pending or not typed:
            return
        if isinstance(screen, WhoIsThere):
            self.knock(typed.strip())
        elif isinstance(screen, Secret):
            self._try(screen, typed)

    def _try(self, screen: Secret, typed: str) -> None:
        purpose = screen.purpose
        if purpose in (Purpose.CHOOSE, Purpose.NEW_PIN):
            self._first = typed
            self._check(screen, self._step(purpose, typed))
        elif again := {**TWICE, Purpose.CODE: Purpose.NEW_PASSPHRASE}.get(purpose):
            self._first = typed
            self.ask_secret(again, screen.who)
        elif purpose in AT_FIRST and typed != self._first:
            self.ask_secret(AT_FIRST[purpose], screen.who, NOT_THE_SAME)
        else:
            self._check(screen, self._step(purpose, typed))

    def ask_secret(self, purpose: Purpose, who: str = "", message: str = "") -> None:
        """An empty field for a secret."""
        self._desk.show(Secret.asked(purpose, who, message))
        self._desk.clear()

    def _step(self, purpose: Purpose, typed: str) -> Callable[[], Outcome]:
        badge, first, hall, checking_in = self._badge, self._first, self._hall, self._checking_in
        match purpose:
            case Purpose.SIGN_IN if hall:
                return lambda: hall.sign_in(badge, typed)
            case Purpose.CHOOSE | Purpose.NEW_PIN if hall:
                return lambda: hall.ask_again(badge, typed, TWICE[purpose])
            case Purpose.AGAIN if hall:
                return lambda: hall.choose(badge, typed)
            case Purpose.OLD_PIN if hall:
                return lambda: hall.begin_change(badge, typed)
            case Purpose.NEW_PIN_AGAIN if hall:
                return lambda: hall.change(badge, typed)
            case Purpose.LEAVE if hall:
                return lambda: hall.may_leave(typed)
            case _:
                return lambda: checking_in.try_secret(purpose, first, typed)

    def _check(self, screen: Secret, step: Callable[[], Outcome]) -> None:
        self._desk.screen = replace(screen, is_checked=True)
        self._desk.ask(step)

    # ---- what comes of it

    def refuse(self, sentence: str) -> None:
        """What was typed did not do."""
        screen = self._desk.screen
        if isinstance(screen, Secret):
            self.ask_secret(AT_FIRST.get(screen.purpose, screen.purpose), screen.who, sentence)

    def seat(self) -> None:
        """Somebody sits here now."""
        self.is_taken, self._first = True, ""
        self._moved = self._desk.clock()

    # ---- leaving

    def sign_out(self) -> None:
        """Seal the sitting's envelope and make room; where nobody can sign in, that is to leave."""
        self._desk.forget()
        self._checking_in.leave()
        if self._hall:
            self.ask_who()
        else:
            self._desk.is_over = True

    def _leave(self) -> None:
        if self._agency and self._agency.kiosk:
            if not isinstance(self._desk.screen, Secret):
                self._before = self._desk.screen
            self.ask_secret(Purpose.LEAVE)
        else:
            self._checking_in.leave()
            self._desk.is_over = True

    def _go_back(self) -> None:
        before, self._before = self._before, None
        if before:
            self._desk.show(before)
        elif not self.is_taken:
            self.ask_who()

    # ---- a kiosk waits for nobody

    def stir(self, at: float) -> None:
        """Somebody does something."""
        if not isinstance(self._desk.screen, StillThere):
            self._moved = at

    def look(self, at: float) -> bool:
        """Make the seat free where a kiosk's time is up; True if whoever sits there must be warned first."""
        due = self.wakes()
        if due is None or at < due:
            return False
        if isinstance(self._desk.screen, StillThere):
            self.sign_out()
        elif not self.is_taken:
            self.ask_who()  # somebody began to type, and went
        return self.is_taken

    def warn(self) -> None:
        """Count down."""
        if kiosk := self._kiosk:
            self._before = self._desk.screen
            self._desk.show(StillThere(self._moved + kiosk.idle, warning(kiosk)))

    def wakes(self) -> float | None:
        """When a kiosk next warns or makes the seat free; None if never."""
        kiosk, screen = self._kiosk, self._desk.screen
        if kiosk is None or not (self.is_taken or self._desk.typed or isinstance(screen, Secret)):
            return None
        is_warned = isinstance(screen, StillThere) or not self.is_taken
        return self._moved + kiosk.idle - (0 if is_warned else warning(kiosk))

    @property
    def _kiosk(self) -> Kiosk | None:
        return self._agency.kiosk if self._agency else None


def warning(kiosk: Kiosk) -> float:
    """For how many seconds a kiosk counts down: a minute, or half of a short time."""
    return min(WARNING, kiosk.idle / 2)
