"""The wellness coordinator as the people room knows one: which person, kept apart from those who decide about officers."""

from __future__ import annotations

from collections.abc import Iterable

from scoring.audit import Act
from scoring.kept import OfficerId
from scoring.people.person import NotAllowed, Person, Role, roles_told
from scoring.people.register import Register
from scoring.record import Record

OVER_OFFICERS = frozenset({Role.SUPERVISOR, Role.ADMINISTRATOR})


class Coordination:
    """Who the coordinator of one record is. The coordinator's keys and the rows lie in the wellness file."""

    def __init__(self, record: Record, register: Register) -> None:
        self._record = record
        self._register = register

    @property
    def coordinator(self) -> Person | None:
        """The coordinator, if anybody is."""
        rows = self._record.select("SELECT person FROM coordinators")
        return self._register.person(rows[0][0]) if rows else None

    def is_coordinator(self, person: Person | None) -> bool:
        """Whether it is this person."""
        return person is not None and self._record.select("SELECT person FROM coordinators") == [(person.id,)]

    def appoint(self, id: OfficerId, by: OfficerId) -> None:
        """This person in the place of the one before; NotAllowed as `fit_person` says."""
        with self._record.changing() as db:
            person = self.fit_person(id)
            db.execute("DELETE FROM coordinators")
            db.execute("INSERT INTO coordinators VALUES (?)", (person.id,))
            self._record.note(by, Act.COORDINATOR_APPOINTED, person.id)

    def fit_person(self, id: OfficerId) -> Person:
        """The person of that id; NotAllowed for who is administrator or supervisor, or was erased."""
        person = self._register.person(id)
        if person is None or person.is_erased:
            raise NotAllowed("This person is not known here, or not any more.")
        _refuse(person, person.roles)
        return person

    def refuse_over_officers(self, person: Person, roles: Iterable[Role]) -> None:
        """NotAllowed if the coordinator would get one of these roles that nobody may have beside it."""
        if self.is_coordinator(person):
            _refuse(person, roles)


def _refuse(person: Person, roles: Iterable[Role]) -> None:
    if over := OVER_OFFICERS.intersection(roles):
        raise NotAllowed(
            f"{person.name} cannot be {roles_told(over)} and the wellness coordinator: what check-ins send sealed is opened by nobody "
            "who decides about officers. Appoint somebody else, such as peer support or a chaplain."
        )
