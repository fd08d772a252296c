"""Signing in: who is there, and the PIN that proves it. What is typed as a secret is never shown and never told."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from enum import Enum

from simulator.station.actions import Action
from simulator.station.blocks import Block, Card, Column, Marked, Row, Words, label
from simulator.station.buttons import Button
from simulator.station.canvas import Canvas, Control, Verb
from simulator.station.entry_actions import (
    BeGuest,
    ChangePin,
    Confirm,
    ForgetNames,
    Leave,
    Pick,
    ShowKeys,
    ShowSignIn,
    ShowWellness,
    StillHere,
)
from simulator.station.field import LETTERS, PAD, Field, Keyboard
from simulator.station.screens.library import notice
from simulator.station.screens.page import heading, paint_page
from simulator.station.theme import BODY, STRONG, Fill, Tone

NEVER_SHOWN = "What you type is never shown, and nobody can look it up."
SLIP = "Type it again, so that a slip of a finger does not lock you out."
KIOSK = "This station is a kiosk: a trainer or administrator closes it."
ENROL = "Enrolling makes keys that are yours alone. If you enrolled before, older answers are lost."
RECOVER = "The code of 25 letters and digits that was shown when you enrolled."
CHOOSE_PIN = (
    "You sign in here for the first time: choose a PIN of six digits or more that nobody would guess."
)

NEW_PIN = (
    "Officers take six digits or more that nobody would guess; who sees what is others' takes a passphrase."
)


@dataclass(frozen=True, slots=True)
class Remembered:
    """Somebody who signed in here before."""

    badge: str
    name: str


@dataclass(frozen=True, slots=True)
class WhoIsThere:
    """The first question: a badge number, a name that is remembered here, or a guest."""

    remembered: tuple[Remembered, ...] = ()
    typed: str = ""
    is_kiosk: bool = False
    message: str = ""
    keys: bool = False  # letters on the screen: some badge numbers have them

    name = "who is there"

    def with_typed(self, typed: str) -> WhoIsThere:
        """The same with this in its field."""
        return replace(self, typed=typed.strip(), message="")

    def paint(self, canvas: Canvas, now: float) -> None:
        canvas.fill(Fill.GROUND)
        verbs = (Verb.YES,)
        onward = Control("confirm", Confirm(), "Go on", verbs=verbs, enabled=bool(self.typed))
        guest = Control("guest", BeGuest(), "Play as a guest")
        words = "Close the station" if not self.is_kiosk else "For the trainer"
        leave = Control("leave", Leave(), words, verbs=(Verb.STOP,))
        buttons = [Button(onward, "onward", Verb.YES, primary=bool(self.typed)), Button(guest, "officer")]
        buttons.append(Button(_keys_control(letters=self.keys)))
        buttons.append(Button(leave, "lock" if self.is_kiosk else "leave", Verb.STOP))
        paint_page(
            canvas, heading("Who is there?", above="Levelhead"), list(self._blocks()), buttons, 940, 20
        )

    def _blocks(self) -> Iterator[Block]:
        if self.message:
            yield notice(self.message)
        keyboard = Keyboard(LETTERS if self.keys else PAD)
        field = Column([Field("Your badge number", self.typed), keyboard], 14)
        if not self.remembered:
            told = Card(Column([label("Without signing in"), Words(GUESTS, BODY, Tone.SOFT)], 6))
            yield Row([field, told], (5, 6), 40, 300)
            return
        names = [label("Signed in here before"), *map(_name, self.remembered)]
        forget = Button(Control("forget", ForgetNames(), "Forget these names"), quiet=True)
        yield Row([field, Column([*names, forget], 10)], (5, 6), 40, 300)


GUESTS = (
    "A guest can play every call. Sign in, and your runs are kept as yours: you see how your practice adds up, and what"
    " to practice next."
)

CHANGE_PIN = Control("change pin", ChangePin(), "Take a new PIN")


def _keys_control(*, letters: bool) -> Control:
    return Control("keys", ShowKeys(), "Digits on the screen" if letters else "Letters on the screen")


def _name(its: Remembered) -> Block:
    control = Control(f"name {its.badge}", Pick(its.badge), its.name)
    return Card(
        Marked("officer", Words(its.name, STRONG), Tone.ACCENT), control, pad=12, fill=Fill.RAISED, radius=10
    )


class Purpose(Enum):
    """What a secret is typed for."""

    SIGN_IN = "sign in"
    CHOOSE = "choose"
    AGAIN = "again"
    OLD_PIN = "old PIN"
    NEW_PIN = "new PIN"
    NEW_PIN_AGAIN = "new PIN again"
    LEAVE = "leave"
    OPEN = "open"
    ENROL = "enrol"
    ENROL_AGAIN = "enrol again"
    CODE = "code"
    NEW_PASSPHRASE = "new passphrase"
    OLD = "old"
    CHANGED = "changed"
    CHANGED_AGAIN = "changed again"


@dataclass(frozen=True, slots=True)
class Wording:
    """What is said around a field for a secret."""

    title: str
    asked: str
    told: str
    back: Action


NEW_PASSPHRASE = (
    "Four words that do not belong together do well; ten letters or more, and never your PIN. Nobody can look it up or"
    " set it back, so keep the recovery code that comes next."
)
WORDINGS: Mapping[Purpose, Wording] = {
    Purpose.SIGN_IN: Wording("Your PIN", "PIN or passphrase", NEVER_SHOWN, ShowSignIn()),
    Purpose.CHOOSE: Wording("Choose a PIN", "Your new PIN", CHOOSE_PIN, ShowSignIn()),
    Purpose.AGAIN: Wording("Once more", "The same PIN again", SLIP, ShowSignIn()),
    Purpose.OLD_PIN: Wording("Take a new PIN", "PIN or passphrase so far", NEVER_SHOWN, ShowSignIn()),
    Purpose.NEW_PIN: Wording("Take a new PIN", "The new PIN or passphrase", NEW_PIN, ShowSignIn()),
    Purpose.NEW_PIN_AGAIN: Wording("Once more", "The same again", SLIP, ShowSignIn()),
    Purpose.LEAVE: Wording("Close the station", "A trainer's passphrase", KIOSK, StillHere()),
    Purpose.OPEN: Wording("Open my answers", "Your wellness passphrase", NEVER_SHOWN, ShowWellness()),
    Purpose.ENROL: Wording("Enrol", "A new passphrase", f"{ENROL} {NEW_PASSPHRASE}", ShowWellness()),
    Purpose.ENROL_AGAIN: Wording("Once more", "The same passphrase again", SLIP, ShowWellness()),
    Purpose.CODE: Wording("I forgot my passphrase", "Your recovery code", RECOVER, ShowWellness()),
    Purpose.NEW_PASSPHRASE: Wording("A new passphrase", "A new passphrase", NEW_PASSPHRASE, ShowWellness()),
    Purpose.OLD: Wording("Change my passphrase", "Your passphrase so far", NEVER_SHOWN, ShowWellness()),
    Purpose.CHANGED: Wording("Change my passphrase", "A new passphrase", NEW_PASSPHRASE, ShowWellness()),
    Purpose.CHANGED_AGAIN: Wording("Once more", "The same passphrase again", SLIP, ShowWellness()),
}
IN_DIGITS = {
    Purpose.SIGN_IN,
    Purpose.CHOOSE,
    Purpose.AGAIN,
    Purpose.OLD_PIN,
    Purpose.NEW_PIN,
    Purpose.NEW_PIN_AGAIN,
}
IN_LETTERS = frozenset(Purpose) - IN_DIGITS


@dataclass(frozen=True, slots=True)
class Secret:
    """A field for a PIN or passphrase: knows how many letters were typed, and none of them."""

    purpose: Purpose
    who: str = ""
    typed: int = 0
    message: str = ""
    keys: bool = False  # letters on the screen, in the place of the pad
    is_checked: bool = False  # now

    @classmethod
    def asked(cls, purpose: Purpose, who: str = "", message: str = "") -> Secret:
        """An empty field, with the keys on the screen that this secret is typed with."""
        return cls(purpose, who, message=message, keys=purpose in IN_LETTERS)

    @property
    def name(self) -> str:
        return f"secret {self.purpose.value}"

    def with_typed(self, typed: str) -> Secret:
        """The same with so many letters in its field."""
        return replace(self, typed=len(typed), message="" if typed else self.message)

    def paint(self, canvas: Canvas, now: float) -> None:
        canvas.fill(Fill.GROUND)
        its, words = WORDINGS[self.purpose], "One moment" if self.is_checked else "Go on"
        onward = Control(
            "confirm", Confirm(), words, verbs=(Verb.YES,), enabled=self.typed > 0 and not self.is_checked
        )
        back = Control("back", its.back, "Back", verbs=(Verb.STOP,))
        buttons = [
            Button(onward, "onward", Verb.YES, primary=self.typed > 0),
            Button(_keys_control(letters=self.keys)),
            *([Button(CHANGE_PIN)] if self.purpose is Purpose.SIGN_IN else []),
            Button(back, "back", Verb.STOP),
        ]
        paint_page(canvas, heading(its.title, above=self.who), list(self._blocks()), buttons, 940, 20)

    def _blocks(self) -> Iterator[Block]:
        if self.message:
            yield notice(self.message)
        told = Marked("lock", Words(WORDINGS[self.purpose].told, BODY, Tone.SOFT), Tone.SOFT)
        field = Field(WORDINGS[self.purpose].asked, typed=self.typed, secret=True)
        if self.keys:
            yield from (told, field, Keyboard(LETTERS))
        else:
            yield Row([Column([field, Keyboard(PAD)], 14), told], (5, 6), 40, 300)
