"""Classes: who leads and who is in them, what they are to play by when, and what each of them still has to play."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from typing import TypeAlias

from scoring.kept import OfficerId, RunId
from scoring.people.may import PLAYED_FOR
from scoring.people.person import Assignment, PeopleError, Person
from scoring.people.register import Register
from scoring.record import Record

Given: TypeAlias = tuple[str, date]  # a scenario, and the last day

LET_GO = timedelta(weeks=4)
AT_ONCE = 500  # runs asked about in one query


@dataclass(frozen=True, slots=True)
class TrainingClass:
    """A class: who leads it, who is in it, and what it was given to play, with the days by which."""

    name: str
    trainer: OfficerId
    members: tuple[OfficerId, ...]
    assigned: tuple[Given, ...]  # what was withdrawn is left out
    closed: str = ""  # since when, ISO 8601 in UTC; "" while it is open


class Classes:
    """The classes of one record."""

    def __init__(self, record: Record, register: Register, now: Callable[[], datetime]) -> None:
        self._record = record
        self._register = register
        self._now = now

    def all(self) -> tuple[TrainingClass, ...]:
        """Every class, by name."""
        return tuple(
            TrainingClass(name, trainer, self._members(name), self._assigned(name), closed)
            for name, trainer, closed in self._record.select(
                "SELECT name, trainer, closed FROM classes ORDER BY name"
            )
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
                raise PeopleError(f"There is a class “{name}” already, or was. Choose another name.")
            db.execute("INSERT INTO classes (name, trainer) VALUES (?, ?)", (name, trainer.id))

    def add(self, name: str, *persons: Person) -> None:
        """Put these people into the class, all or nobody; who is in it stays in it."""
        its, since = self._open(name), self._written_now()
        with self._record.changing() as db:
            rows = [(its.name, person.id, since) for person in persons]
            db.conn.executemany("INSERT OR IGNORE INTO class_members VALUES (?, ?, ?)", rows)

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

    def close(self, name: str) -> None:
        """Nothing is assigned to the class any more, for good; its trainer still sees what was played for it."""
        its, now = self._open(name), self._written_now()
        with self._record.changing() as db:
            db.execute("UPDATE classes SET closed = ? WHERE name = ?", (now, its.name))
            db.execute(WITHDRAW, (now, its.name, EVERY))

    # ---- what a class is to play

    def assign(self, scenario: str, name: str, due: date) -> None:
        """The class is to play that scenario by that day."""
        its = self._open(name)
        self._refuse_past(due)
        if standing := [day for id, day in its.assigned if id == scenario and day >= self._now().date()]:
            raise PeopleError(
                f"{scenario} is assigned to “{its.name}” already, by {standing[0]}. `levelhead class move` gives another "
                "day. To have it played once more, withdraw it first."
            )
        with self._record.changing() as db:
            db.execute(
                "INSERT INTO assignments (class, scenario, given, due) VALUES (?, ?, ?, ?)",
                (its.name, scenario, self._written_now(), due.isoformat()),
            )

    def move(self, scenario: str, name: str, due: date) -> None:
        """The class has until that day for what it was assigned last."""
        its = self._with_assigned(scenario, name)
        self._refuse_past(due)
        with self._record.changing() as db:
            db.execute(MOVE, (due.isoformat(), its.name, scenario))

    def withdraw(self, scenario: str, name: str) -> None:
        """The class is to play that scenario no more. Runs that were begun before stay what they are: assigned."""
        its = self._with_assigned(scenario, name)
        with self._record.changing() as db:
            db.execute(WITHDRAW, (self._written_now(), its.name, scenario))

    def assigned_to(self, person: Person, today: date) -> tuple[Assignment, ...]:
        """What the person still has to play, the nearest day first; long overdue assignments are let go."""
        rows = self._record.select(NOT_DONE, person.id, (today - LET_GO).isoformat())
        return tuple(
            Assignment(
                scenario, name, date.fromisoformat(due), self._trainers_now(person, scenario), person.unit
            )
            for scenario, name, due in rows
        )

    def not_done(self, name: str) -> Mapping[Given, frozenset[OfficerId]]:
        """Who of a class has still to play what it was assigned."""
        left: dict[Given, set[OfficerId]] = {}
        for scenario, due, person in self._record.select(LEFT, name):
            left.setdefault((scenario, date.fromisoformat(due)), set()).add(person)
        return {given: frozenset(persons) for given, persons in left.items()}

    def trainers_of(self, officer: OfficerId, scenario: str, started: str) -> frozenset[OfficerId]:
        """Who leads a class for which an assigned run of that scenario counts, if that officer began it then."""
        return frozenset(id for (id,) in self._record.select(TRAINERS_OF, officer, scenario, started))

    def trainers_of_runs(self, runs: Sequence[RunId]) -> Mapping[RunId, frozenset[OfficerId]]:
        """The same for each of many runs of the record that count for a class; the others are left out."""
        found: dict[RunId, frozenset[OfficerId]] = {}
        for start in range(0, len(runs), AT_ONCE):
            asked = runs[start : start + AT_ONCE]
            query = TRAINERS_OF_RUNS.format(", ".join("?" * len(asked)))
            for run, trainer in self._record.select(query, *asked):
                found[run] = found.get(run, frozenset()) | {trainer}
        return found

    # ---- inside

    def _open(self, name: str) -> TrainingClass:
        its = self.named(name)
        if its.closed:
            raise PeopleError(
                f"“{name}” was closed on {its.closed[:10]}. Make another class: `levelhead class new`."
            )
        return its

    def _with_assigned(self, scenario: str, name: str) -> TrainingClass:
        its = self._open(name)
        given = sorted({id for id, _ in its.assigned})
        if scenario not in given:
            told = f"It has {', '.join(given)}." if given else "Nothing is."
            raise PeopleError(f"“{scenario}” is not assigned to “{name}”. {told}")
        return its

    def _refuse_past(self, due: date) -> None:
        if due < self._now().date():
            raise PeopleError(f"{due} is past. Give a day from today on.")

    def _trainers_now(self, person: Person, scenario: str) -> tuple[str, ...]:
        """By name, who would see a run that this officer began now: by the rule by which they then do see it."""
        ids = self.trainers_of(person.id, scenario, self._written_now()) - {person.id}
        return tuple(sorted(map(self._name, ids)))

    def _written_now(self) -> str:
        return self._now().astimezone(UTC).isoformat(timespec="milliseconds")

    def _name(self, id: OfficerId) -> str:
        person = self._register.person(id)
        return person.name if person else id

    def _members(self, name: str) -> tuple[OfficerId, ...]:
        rows = self._record.select("SELECT person FROM class_members WHERE class = ? ORDER BY person", name)
        return tuple(id for (id,) in rows)

    def _assigned(self, name: str) -> tuple[Given, ...]:
        return tuple(
            (scenario, date.fromisoformat(due)) for scenario, due in self._record.select(GIVEN, name)
        )


EVERY = ""  # scenario
STANDS = "(a.withdrawn = '' OR a.withdrawn = c.closed)"  # a closed class still tells what it had
GIVEN = (
    "SELECT a.scenario, a.due FROM assignments a JOIN classes c ON c.name = a.class"
    f" WHERE a.class = ? AND {STANDS} ORDER BY a.due, a.scenario"
)
UNPLAYED = (
    f"NOT EXISTS (SELECT 1 FROM runs r WHERE {PLAYED_FOR} AND r.kind = 'assigned' AND r.state = 'ended')"
)
NOT_DONE = (
    "SELECT a.scenario, a.class, MIN(a.due) FROM class_members m JOIN assignments a ON a.class = m.class"
    f" WHERE m.person = ? AND a.due >= ? AND a.withdrawn = '' AND {UNPLAYED}"
    " GROUP BY a.scenario, a.class ORDER BY MIN(a.due), a.scenario, a.class"
)
LEFT = (
    "SELECT a.scenario, a.due, m.person FROM class_members m JOIN assignments a ON a.class = m.class"
    f" JOIN classes c ON c.name = a.class WHERE a.class = ? AND {STANDS} AND {UNPLAYED}"
    " ORDER BY a.scenario, m.person"
)
LED = (
    f" JOIN class_members m JOIN assignments a ON a.class = m.class AND {PLAYED_FOR}"
    " JOIN classes c ON c.name = a.class"
)
TRAINERS_OF = f"SELECT DISTINCT c.trainer FROM (SELECT ? AS officer, ? AS scenario, ? AS started) r{LED}"
TRAINERS_OF_RUNS = f"SELECT DISTINCT r.id, c.trainer FROM runs r{LED} WHERE r.id IN ({{}})"
MOVE = (
    "UPDATE assignments SET due = ?1 WHERE class = ?2 AND scenario = ?3 AND given ="
    " (SELECT MAX(given) FROM assignments WHERE class = ?2 AND scenario = ?3 AND withdrawn = '')"
)
WITHDRAW = (
    f"UPDATE assignments SET withdrawn = ? WHERE class = ? AND ? IN (scenario, '{EVERY}') AND withdrawn = ''"
)
