"""Who asks: signs in the person named by --as, asks the people room what that person may, and notes what was done."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cache
from getpass import getpass
from pathlib import Path

from scoring.audit import Act
from scoring.kept import OfficerId, RecordedRun, RunId
from scoring.people import NotAllowed, People, Person
from scoring.people.may import Allowed, ReadOfficer, SeeRun, Wanted, may
from scoring.people.office import SETUP
from scoring.record import Record
from simulator.commands.house import opened_people, opened_record

PASSPHRASE_VARIABLE = "LEVELHEAD_PASSPHRASE"  # for scripts, in the place of the prompt
NEW_VARIABLE = "LEVELHEAD_NEW_SECRET"
OPEN = (
    "This record has no administrator: whoever can read the file can see everything in it. "
    "`levelhead people first-administrator` changes that."
)

NOBODY = (
    "Nobody is known here yet, so nobody can sign in. `levelhead people first-administrator BADGE NAME` "
    "makes the one who looks after people."
)


@dataclass(frozen=True, slots=True)
class Asking:
    """Somebody before an open record; where nobody looks after people, anybody may do anything."""

    record: Record
    people: People
    person: Person | None

    @property
    def id(self) -> OfficerId:
        """Who stands in the audit trail."""
        return self.person.id if self.person else SETUP

    def may(self, wanted: Wanted) -> bool:
        """Whether this person may."""
        return self.person is None or isinstance(may(self.person, wanted), Allowed)

    def must(self, wanted: Wanted) -> None:
        """NotAllowed, with the reason, unless this person may."""
        if self.person and isinstance(answer := may(self.person, wanted), NotAllowed):
            raise answer

    def note(self, act: Act, about: str = "") -> None:
        """An entry in the audit trail."""
        self.record.note(self.id, act, about)

    @contextmanager
    def changing(self, act: Act, about: str) -> Iterator[None]:
        """A change with its entry in the audit trail: both, or neither."""
        with self.record.changing():
            yield
            self.note(act, about)

    def calling(self, *, names: bool) -> Callable[[OfficerId], str]:
        """What an officer is called: by name where asked for, else by a pseudonym; who is simulated has an id for that."""
        known = {person.id: person for person in self.people.everyone()}

        @cache
        def called(officer: OfficerId) -> str:
            if person := known.get(officer) or self.people.person(officer):
                return person.name if names else person.pseudonym
            simulated = self.record.officer(officer) if names else None
            return simulated.name if simulated else officer

        return called

    def seen_as(self, runs: Sequence[RecordedRun]) -> Mapping[RunId, SeeRun]:
        """What it is to see each of these runs."""
        units: dict[OfficerId, str] = dict(self.record.select("SELECT officer, unit FROM memberships"))
        trainers = self.people.classes.trainers_of_runs([run.id for run in runs])
        return {
            run.id: SeeRun(
                run.officer, run.kind, units.get(run.officer, ""), trainers.get(run.id, frozenset())
            )
            for run in runs
        }

    def reading_officer(self, officer: OfficerId) -> ReadOfficer:
        """What it is to read the report on that officer."""
        person = self.people.person(officer)
        trainers = {each.trainer for each in self.people.classes.all() if officer in each.members}
        return ReadOfficer(officer, person.unit if person else "", frozenset(trainers))


@contextmanager
def asking(record: Path | None, badge: str | None) -> Iterator[Asking]:
    """The record, and whoever asks something of it; NotAllowed if it has an administrator and they do not sign in."""
    with opened_record(record) as opened:
        yield asker(opened, badge, record)


def asker(record: Record, badge: str | None, named: Path | None = None) -> Asking:
    """Whoever asks something of that record."""
    people = opened_people(record, named)
    if badge and not people.everyone():
        raise NotAllowed(NOBODY)
    if badge:
        return Asking(
            record, people, people.sign_in(badge, secret("PIN or passphrase: ", PASSPHRASE_VARIABLE))
        )
    if people.office.has_administrator():
        raise NotAllowed("Say who you are: --as BADGE. The PIN or passphrase is then asked for.")
    if people.everyone():
        print(OPEN, file=sys.stderr)
    return Asking(record, people, None)


def secret(prompt: str, variable: str) -> str:
    """A PIN or passphrase, from the environment or typed unseen."""
    if variable in os.environ:
        return os.environ[variable]
    if not sys.stdin.isatty():
        raise NotAllowed(f"There is nobody to type it: set {variable}.")
    return getpass(prompt)


def new_secret(prompt: str, refuse_weak: Callable[[str], None]) -> str:
    """A new PIN or passphrase, typed twice; what is too easy to guess is refused before it is typed again."""
    first = secret(prompt, NEW_VARIABLE)
    refuse_weak(first)
    if NEW_VARIABLE not in os.environ and getpass("Once more: ") != first:
        raise NotAllowed("The two are not the same. Nothing was changed.")
    return first
