"""Who may see and do what: one question, `may`, and the runs that somebody's reports are made of. Pure."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from enum import Enum
from typing import TypeAlias

from scoring.kept import OfficerId, RunKind
from scoring.people.person import NotAllowed, Person, Role


@dataclass(frozen=True, slots=True)
class SeeRun:
    """To see, or as a trainer to rate, what happened in a run."""

    officer: OfficerId
    kind: RunKind
    unit: str  # of the officer
    trainers: frozenset[OfficerId]  # who lead a class through which it was assigned
    to_rate: bool = False


@dataclass(frozen=True, slots=True)
class ReadOfficer:
    """To read the report on an officer."""

    officer: OfficerId
    unit: str
    trainers: frozenset[OfficerId]  # who lead a class that the officer is in


@dataclass(frozen=True, slots=True)
class ReadUnit:
    """To read the report on a unit."""

    unit: str


class ReadScenario(Enum):
    """To read a report over many officers: made of the runs alone that the reader may see."""

    SCENARIO = "scenario"
    NEEDS = "training needs"


@dataclass(frozen=True, slots=True)
class LeadClass:
    """To put people into a class, or to assign to it; `trainer` is who leads it, the person asking for a new one."""

    trainer: OfficerId


class Wish(Enum):
    """What is not about anybody's runs."""

    READ_PEOPLE = "read who is known"
    CHANGE_PEOPLE = "add, change, unlock or erase people"
    READ_AUDIT = "read the audit trail"
    EXPIRE_RUNS = "remove old runs"
    EXPORT_NAMES = "have names instead of pseudonyms"
    READ_DISPUTES = "read what was disputed"
    LEAVE_KIOSK = "leave kiosk mode"


Wanted: TypeAlias = SeeRun | ReadOfficer | ReadUnit | ReadScenario | LeadClass | Wish


@dataclass(frozen=True, slots=True)
class Allowed:
    """Yes."""


def may(person: Person, wanted: Wanted) -> Allowed | NotAllowed:
    """Whether that person may; the refusal, to be raised, says why not and who may."""
    if _is_their_own(person, wanted):
        return Allowed()
    answers = [ANSWERS[role](person, wanted) for role in Role if role in person.roles]
    if "" in answers:
        return Allowed()
    general = _officer(person, wanted)
    nearer = [answer for answer in answers if answer != general]
    return NotAllowed((nearer or answers or ["You have no role here. An administrator gives roles."])[-1])


def runs_for(person: Person, wanted: Wanted) -> str:
    """The runs that a report for that person is made of, as an SQL relation like `run_facts`."""
    own = f"officer = '{person.id}'"
    if _is_their_own(person, wanted):
        return f"(SELECT * FROM run_facts WHERE {own})"
    reading = _reading_as(person, wanted) & person.roles
    seen = [RUNS_OF[role].format(id=person.id) for role in RUNS_OF if role in reading]
    return f"(SELECT * FROM run_facts WHERE kind = 'assigned' AND ({' OR '.join(seen) or own}))"


def sees_losses(person: Person, wanted: Wanted) -> bool:
    """Whether a report or a debrief shows that person what decisions lost: to the officer and the trainer it does."""
    return _is_their_own(person, wanted) or _reading_as(person, wanted) == {Role.TRAINER}


def _reading_as(person: Person, wanted: Wanted) -> frozenset[Role]:
    """The roles in which a person reads a report: who is trainer and supervisor reads of a class as its trainer."""
    match wanted:
        case ReadOfficer(trainers=trainers) | SeeRun(trainers=trainers) if person.id in trainers:
            return frozenset({Role.TRAINER})
        case ReadScenario.SCENARIO if Role.TRAINER in person.roles:
            return frozenset({Role.TRAINER})
        case ReadScenario.NEEDS:
            return frozenset({Role.TRAINER, Role.SUPERVISOR})
        case _:
            return frozenset({Role.SUPERVISOR})


# ---- by role: "" is yes, anything else says why not


def _is_their_own(person: Person, wanted: Wanted) -> bool:
    match wanted:
        case SeeRun(officer=officer, to_rate=to_rate):
            return officer == person.id and not to_rate
        case ReadOfficer(officer=officer):
            return officer == person.id
        case _:
            return False


def _officer(person: Person, wanted: Wanted) -> str:
    match wanted:
        case SeeRun(to_rate=True):
            return "Runs are rated by the trainer who leads the class."
        case SeeRun() | ReadOfficer():
            return "This is not yours. Officers see their own runs, and nobody else's."
        case ReadUnit() | ReadScenario():
            return "This report is for supervisors and trainers. Yours is `levelhead report officer` with your badge number."
        case LeadClass():
            return "Classes are led by trainers."
        case Wish.EXPORT_NAMES:
            return "Names are for those who may see others' runs."
        case Wish.READ_DISPUTES:
            return "Disputes are read by trainers."
        case Wish.LEAVE_KIOSK:
            return "Kiosk mode is left with a trainer's or administrator's passphrase."
        case Wish.READ_PEOPLE:
            return "This is for trainers and administrators."
        case Wish():
            return "This is for administrators."


def _trainer(person: Person, wanted: Wanted) -> str:
    match wanted:
        case SeeRun(kind=RunKind.ASSIGNED, trainers=trainers):
            return (
                ""
                if person.id in trainers
                else "Trainers see the runs that were assigned to their own classes."
            )
        case SeeRun():
            return "This run was not assigned: only the officer sees it."
        case ReadOfficer(trainers=trainers):
            return "" if person.id in trainers else "This officer is in none of your classes."
        case ReadUnit():
            return "A unit's report is for its supervisors. Trainers see their own classes."
        case LeadClass(trainer=trainer):
            return "" if trainer == person.id else "Another trainer leads this class."
        case ReadScenario() | Wish.READ_PEOPLE | Wish.EXPORT_NAMES | Wish.READ_DISPUTES | Wish.LEAVE_KIOSK:
            return ""
        case Wish():
            return "This is for administrators."


def _supervisor(person: Person, wanted: Wanted) -> str:
    match wanted:
        case SeeRun(to_rate=True):
            return "Runs are rated by the trainer who leads the class."
        case SeeRun(kind=RunKind.ASSIGNED, unit=unit) | ReadOfficer(unit=unit) | ReadUnit(unit=unit):
            return "" if unit in person.units_overseen else _other_unit(person)
        case SeeRun():
            return "This run was not assigned: only the officer sees it."
        case LeadClass():
            return "Classes are led by trainers."
        case Wish.READ_DISPUTES:
            return "Disputes are read by trainers."
        case ReadScenario() | Wish.EXPORT_NAMES:
            return ""
        case Wish.LEAVE_KIOSK:
            return "Kiosk mode is left with a trainer's or administrator's passphrase."
        case Wish.READ_PEOPLE:
            return "This is for trainers and administrators."
        case Wish():
            return "This is for administrators."


def _administrator(person: Person, wanted: Wanted) -> str:
    match wanted:
        case Wish.READ_DISPUTES:
            return "Disputes are read by trainers."
        case Wish.EXPORT_NAMES:
            return "Administrators export no runs, and so no names with them."
        case Wish():
            return ""
        case LeadClass():
            return "Classes are led by trainers."
        case SeeRun() | ReadOfficer() | ReadUnit() | ReadScenario():
            return "Administrators look after people, and see no runs and no scores."


def _other_unit(person: Person) -> str:
    units = ", ".join(sorted(person.units_overseen)) or "no unit yet"
    return f"You supervise {units}. This is not there."


ANSWERS: Mapping[Role, Callable[[Person, Wanted], str]] = {
    Role.OFFICER: _officer,
    Role.TRAINER: _trainer,
    Role.SUPERVISOR: _supervisor,
    Role.ADMINISTRATOR: _administrator,
}
PLAYED_FOR = (  # a run `r` that was played for an assignment `a` by a member `m` of its class
    "r.officer = m.person AND r.scenario = a.scenario AND r.started >= a.given AND r.started >= m.since"
    " AND (a.withdrawn = '' OR r.started < a.withdrawn)"
)
RUNS_OF = {  # the id is one of ours, and has no quote in it
    Role.TRAINER: "run IN (SELECT r.id FROM runs r JOIN class_members m ON m.person = r.officer"
    f" JOIN assignments a ON a.class = m.class AND {PLAYED_FOR} JOIN classes c ON c.name = a.class"
    " WHERE c.trainer = '{id}')",
    Role.SUPERVISOR: "officer IN (SELECT officer FROM memberships WHERE unit IN (SELECT unit FROM supervisions"
    " WHERE person = '{id}' UNION SELECT unit FROM memberships WHERE officer = '{id}' AND unit <> ''))",
}
