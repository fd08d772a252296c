"""The people room: who is known, who may do what, and names that nobody reads without the key."""

from scoring.people.names import NamesKey
from scoring.people.people import People
from scoring.people.person import GUEST, Assignment, Dispute, NotAllowed, PeopleError, Person, Role
from scoring.people.rules import Rules

__all__ = [
    "GUEST",
    "Assignment",
    "Dispute",
    "NamesKey",
    "NotAllowed",
    "People",
    "PeopleError",
    "Person",
    "Role",
    "Rules",
]
