"""What may be asked on the way in and out: signing in and out, check-ins, and the officer's wellness page."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum
from typing import TypeAlias


@dataclass(frozen=True, slots=True)
class ShowSignIn:
    """Ask who is there."""


@dataclass(frozen=True, slots=True)
class Pick:
    """This is my badge number."""

    badge: str


@dataclass(frozen=True, slots=True)
class Confirm:
    """What is typed is complete."""


@dataclass(frozen=True, slots=True)
class BeGuest:
    """Play without signing in."""


@dataclass(frozen=True, slots=True)
class ForgetNames:
    """Take all names off the list of those who sign in here."""


@dataclass(frozen=True, slots=True)
class SignOut:
    """Make room for the next."""


@dataclass(frozen=True, slots=True)
class StillHere:
    """Do not sign me out."""


@dataclass(frozen=True, slots=True)
class ShowKeys:
    """Show keys on the screen, or hide them."""


@dataclass(frozen=True, slots=True)
class ChangePin:
    """Sign in and take a new PIN or passphrase."""


@dataclass(frozen=True, slots=True)
class Give:
    """The answer to a question of the check-in, by its number from 0."""

    question: int
    value: int


@dataclass(frozen=True, slots=True)
class TurnPage:
    """On to the check-in's next questions; from the last, done."""


@dataclass(frozen=True, slots=True)
class PassOver:
    """Leave this check-in out; nothing is noted."""


@dataclass(frozen=True, slots=True)
class ShowWellness:
    """Show the officer's wellness page."""


class Wish(Enum):
    """What an officer may ask of the wellness page."""

    ENROL = "enrol"
    OPEN = "open"
    CHANGE = "change"
    RECOVER = "recover"
    EXPORT = "export"
    ERASE = "erase"
    CONTRIBUTE = "contribute"
    CLOSE = "close"
    RESOURCES = "resources"


@dataclass(frozen=True, slots=True)
class Wellbeing:
    """Do that on the wellness page."""

    wish: Wish


@dataclass(frozen=True, slots=True)
class TakeCheckIn:
    """Answer a check-in that one asks for oneself, by its number."""

    number: int


@dataclass(frozen=True, slots=True)
class Leave:
    """Close the station."""


EntryAction: TypeAlias = (
    ShowSignIn | Pick | Confirm | BeGuest | ForgetNames | SignOut | StillHere | ShowKeys | ChangePin | Leave
)
CheckInAction: TypeAlias = Give | TurnPage | PassOver | ShowWellness | Wellbeing | TakeCheckIn
