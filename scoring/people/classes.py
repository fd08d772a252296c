"""Classes: who leads and who is in them, what they are to play by when, and what each of them still has to play."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta

from scoring.kept import OfficerId
from scoring.people.person import Assignment, PeopleError, Person
from scoring.people.register import Register
from scoring.record import Record

LET_GO = timedelta(weeks=4)


@dataclass(frozen=True, slots=True)
class TrainingClass:
    """A class: who leads it, who is in it, and what it was given to play, with the days by which."""

    name: str
    trainer: OfficerId
    members: tuple[OfficerId, ...]
    assigned: tuple[tuple[str, date], ...]


class Classes:
    """The classes of one record."""

    def __init__(self, record: Record, register: Register, now: Callable[[], datetime]) -> None:
        self._record = record
        self._register = register
        self._now = now

    def all(self) -> tuple[TrainingClass, ...]:
        """Every class, by name."""
        return tuple(
            TrainingClass(name, trainer, self._members(name), self._assigned(name))
            for name, trainer in self._record.select("SELECT name, trainer FROM classes ORDER BY name")
        )

    def named(self, name: str) -> TrainingClass:
        """The class of that name; PeopleError if there is none."""
        for each in self.all():
            if each.name == name:
                return each
        raise PeopleError(f"There is no class “{name}”. `levelhead class list` shows all.")

    def new(self, name: str, trainer: Person) -> None:
        """A new class, led by that trainer."""
        if not name.strip() or not name.isprintable():
            raise PeopleError(f"{name!r} cannot be the name of a class. Use letters that can be seen.")
        with self._record.changing() as db:
            if db.execute("SELECT 1 FROM classes WHERE name = ?", (name,)).fetchone():
                raise PeopleError(f"There is a class “{name}” already. Choose another name.")
            db.execute("INSERT INTO classes VALUES (?, ?)", (name, trainer.id))

    def add(self, name: str, *persons: Person) -> None:
        """Put these people into the class, all or nobody; who is in it stays in it."""
        its = self.named(name)
        with self._record.changing() as db:
            rows = [(its.name, person.id) for person in persons]
            db.conn.executemany("INSERT OR IGNORE INTO class_members VALUES (?, ?)", rows)

    def remove(self, name: str, *persons: Person) -> None:
        """Take these people out of the class, all or nobody; its trainer sees their runs no more."""
        its = self.named(name)
        for person in persons:
            if person.id not in its.members:
                raise PeopleError(f"{person.name} is not in “{its.name}”. Nobody was taken out.")
        with self._record.changing() as db:
            rows = [(its.name, person.id) for person in persons]
            db.conn.executemany("DELETE FROM class_members WHERE class = ? AND person = ?", rows)

    def hand_over(self, name: str, trainer: Person) -> None:
        """The class is led by that trainer from now on."""
        with self._record.changing() as db:
            db.execute("UPDATE classes SET trainer = ? WHERE name = ?", (trainer.id, self.named(name).name))

    def assign(self, scenario: str, name: str, due: date) -> None:
        """The class is to play that scenario by that day."""
        its, now = self.named(name), self._now()
        if due < now.date():
            raise PeopleError(f"{due} is past. Give a day from today on.")
        given = now.astimezone(UTC).isoformat(timespec="milliseconds")
        with self._record.changing() as db:
            db.execute(
                "INSERT INTO assignments VALUES (?, ?, ?, ?)", (its.name, scenario, given, due.isoformat())
            )

    def assigned_to(self, person: Person, today: date) -> tuple[Assignment, ...]:
        """What the person still has to play, the nearest day first; long overdue assignments are let go."""
        rows = self._record.select(NOT_DONE, person.id, (today - LET_GO).isoformat())
        names = {id: self._name(id) for id in {trainer for *_, trainer in rows}}
        return tuple(
            Assignment(scenario, name, date.fromisoformat(due), names[trainer], person.unit)
            for scenario, name, due, trainer in rows
        )

    def not_done(self, name: str) -> Mapping[str, frozenset[OfficerId]]:
        """Who of a class has still to play what it was assigned, by scenario."""
        left: dict[str, set[OfficerId]] = {}
        for scenario, person in self._record.select(LEFT, name):
            left.setdefault(scenario, set()).add(person)
        return {scenario: frozenset(persons) for scenario, persons in left.items()}

    def trainers_of(self, officer: OfficerId, scenario: str, started: str) -> frozenset[OfficerId]:
        """Who leads a class through which that officer was assigned that scenario by then."""
        return frozenset(id for (id,) in self._record.select(TRAINERS_OF, officer, scenario, started))

    def _name(self, id: OfficerId) -> str:
        person = self._register.person(id)
        return person.name if person else id

    def _members(self, name: str) -> tuple[OfficerId, ...]:
        rows = self._record.select("SELECT person FROM class_members WHERE class = ? ORDER BY person", name)
        return tuple(id for (id,) in rows)

    def _assigned(self, name: str) -> tuple[tuple[str, date], ...]:
        rows = self._record.select(
            "SELECT scenario, due FROM assignments WHERE class = ? ORDER BY due, scenario", name
        )
        return tuple((scenario, date.fromisoformat(due)) for scenario, due in rows)


UNPLAYED = (
    "NOT EXISTS (SELECT 1 FROM runs r WHERE r.officer = m.person AND r.scenario = a.scenario"
    " AND r.kind = 'assigned' AND r.state = 'ended' AND r.started >= a.given)"
)
NOT_DONE = (
    "SELECT a.scenario, a.class, MIN(a.due), c.trainer FROM class_members m"
    " JOIN assignments a ON a.class = m.class JOIN classes c ON c.name = a.class"
    f" WHERE m.person = ? AND a.due >= ? AND {UNPLAYED}"
    " GROUP BY a.scenario, a.class, c.trainer ORDER BY MIN(a.due), a.scenario, a.class"
)
LEFT = (
    "SELECT a.scenario, m.person FROM class_members m JOIN assignments a ON a.class = m.class"
    f" WHERE a.class = ? AND {UNPLAYED} ORDER BY a.scenario, m.person"
)
TRAINERS_OF = (
    "SELECT DISTINCT c.trainer FROM class_members m JOIN assignments a ON a.class = m.class"
    " JOIN classes c ON c.name = a.class WHERE m.person = ? AND a.scenario = ? AND a.given <= ?"
)
