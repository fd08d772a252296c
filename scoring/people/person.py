"""Who is known here: persons and their roles, what was assigned and disputed, as frozen facts."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass, field
from datetime import date
from enum import Enum

from scoring.kept import OfficerId, RunId

GUEST: OfficerId = "guest"  # plays without signing in, and is nobody


class NotAllowed(Exception):
    """Somebody may not do or see this, or not yet; the sentence is for that person."""


class PeopleError(Exception):
    """The people room cannot do what was asked; says where, what, and what instead."""


class Role(Enum):
    """What somebody may do here; a person can have several."""

    OFFICER = "officer"  # practices
    TRAINER = "trainer"  # leads classes, assigns, rates
    SUPERVISOR = "supervisor"  # reads the reports of a unit
    ADMINISTRATOR = "administrator"  # looks after people; sees no scores


@dataclass(frozen=True, slots=True)
class Person:
    """Somebody known here. The id stands in runs and tells nothing; the badge number is what a person types."""

    id: OfficerId
    name: str  # the pseudonym, once erased
    roles: frozenset[Role]
    unit: str
    rank: str
    has_secret: bool  # a PIN or passphrase was chosen
    pseudonym: str  # stands in exports
    badge: str = ""  # "" once erased
    supervises: frozenset[str] = field(default=frozenset())  # units besides their own

    @property
    def is_erased(self) -> bool:
        """True where nobody can know any more who this was."""
        return not self.badge

    @property
    def needs_passphrase(self) -> bool:
        """True where a PIN is too little: the person can see or change what is others'."""
        return bool(self.roles - {Role.OFFICER})

    @property
    def units_overseen(self) -> frozenset[str]:
        """The units whose assigned runs a supervisor sees."""
        own = {self.unit} if self.unit else set()
        return self.supervises | own if Role.SUPERVISOR in self.roles else frozenset()


@dataclass(frozen=True, slots=True)
class Assignment:
    """A scenario that a class is to play by a day, not yet done by somebody of it."""

    scenario: str
    class_name: str
    due: date
    trainers: tuple[str, ...]  # the names of those who lead a class that was given it, and see the run
    unit: str  # whose supervisors see it; "" if the officer is in none

    @property
    def seen_by(self) -> str:
        """Who will see the run, in words for before it begins."""
        trainers = [f"your trainer {name}" for name in self.trainers]
        supervisors = [f"the supervisors of {self.unit}"] if self.unit else []
        return listed(["you", *trainers, *supervisors]) if trainers or supervisors else "you alone"


def listed(words: Sequence[str]) -> str:
    """One, two and three, as a person says it."""
    *rest, last = words
    return f"{', '.join(rest)} and {last}" if rest else last


def roles_told(roles: Collection[Role]) -> str:
    """Roles in words, always in one order; "" for none."""
    return listed([role.value for role in Role if role in roles]) if roles else ""


@dataclass(frozen=True, slots=True)
class Dispute:
    """An officer's or trainer's objection to the key at a choice."""

    run: RunId
    scenario: str
    digest: str  # the version that was played
    decision: int  # its number in the run, from 1
    moment: str
    choice: str
    by: OfficerId
    at: str  # ISO 8601 in UTC
    words: str  # "" once the disputer was erased
