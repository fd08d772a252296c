"""levelhead class and levelhead assign: who is in a class, what it is to play by when, and who has not played it yet."""

from __future__ import annotations

from argparse import Namespace
from collections.abc import Callable, Iterable, Mapping, Sequence
from pathlib import Path

from scoring.audit import Act
from scoring.people import NotAllowed, Person, Role
from scoring.people.classes import TrainingClass
from scoring.people.may import LeadClass, Wish
from scoring.rubric_file import core_rubric
from simulator.commands.asking import Asking, asking
from simulator.model.findings import did_you_mean
from simulator.shelf import shelf


class NoSuchThing(Exception):
    """What was named is not there; the sentence is for a person."""


def classes(options: Namespace) -> int:
    """Do what was asked of a class."""
    with asking(options.record, options.asker) as who:
        if options.action == "list":
            return _list(who, options.name)
        if options.action == "new":
            return _new(who, options.name, options.trainer)
        return ACTIONS[options.action](who, who.people.classes.named(options.name), options)


def assign(options: Namespace) -> int:
    """Assign a scenario to a class."""
    with asking(options.record, options.asker) as who:
        its = who.people.classes.named(options.class_name)
        who.must(LeadClass(its.trainer))
        scenario = _scenario(options)
        with who.changing(Act.ASSIGNED, f"{scenario} to {its.name} by {options.due}"):
            who.people.classes.assign(scenario, its.name, options.due)
    print(
        f"{scenario} is assigned to “{its.name}” ({_many(its)}): it stands at the top when they sign in, until {options.due}."
    )
    return 0


# ---- who leads


def _new(who: Asking, name: str, trainer: str | None) -> int:
    leader = _leader(who, trainer)
    with who.changing(Act.CLASS_MADE, name):
        who.people.classes.new(name, leader)
    print(f"{leader.name} leads “{name}”.")
    return 0


def _leader(who: Asking, badge: str | None) -> Person:
    person = who.people.known(badge) if badge else who.person
    if person is None:
        raise NotAllowed("Say who leads the class: --trainer BADGE.")
    if not who.may(Wish.CHANGE_PEOPLE):  # administrators make classes for trainers
        who.must(LeadClass(person.id))
    return _trainer(person)


def _trainer(person: Person) -> Person:
    if Role.TRAINER not in person.roles:
        raise NotAllowed(
            f"{person.name} is no trainer: `levelhead people role {person.badge} officer trainer`."
        )
    return person


def _hand_over(who: Asking, its: TrainingClass, options: Namespace) -> int:
    _must_lead_or_look_after(who, its)
    leader = _trainer(who.people.known(options.trainer))
    with who.changing(Act.CLASS_CHANGED, f"{its.name}: led by {leader.id}"):
        who.people.classes.hand_over(its.name, leader)
    print(f"{leader.name} leads “{its.name}” from now on, and sees its assigned runs.")
    return 0


def _close(who: Asking, its: TrainingClass, options: Namespace) -> int:
    _must_lead_or_look_after(who, its)
    with who.changing(Act.CLASS_CLOSED, its.name):
        who.people.classes.close(its.name)
    print(
        f"“{its.name}” is closed: what it was assigned stands on nobody's home any more. Its trainer still sees the runs "
        "that were begun for it."
    )
    return 0


def _must_lead_or_look_after(who: Asking, its: TrainingClass) -> None:
    if not who.may(Wish.CHANGE_PEOPLE):  # administrators, too: a trainer may have left
        who.must(LeadClass(its.trainer))


# ---- who is in it, and what it is to play


def _add(who: Asking, its: TrainingClass, options: Namespace) -> int:
    who.must(LeadClass(its.trainer))
    persons = [who.people.known(badge) for badge in options.badges]
    with who.changing(Act.CLASS_CHANGED, f"{its.name}: with {_ids(persons)}"):
        who.people.classes.add(its.name, *persons)
    print(f"“{its.name}” has {_many(who.people.classes.named(its.name))}.")
    return 0


def _remove(who: Asking, its: TrainingClass, options: Namespace) -> int:
    who.must(LeadClass(its.trainer))
    persons = [who.people.known(badge) for badge in options.badges]
    with who.changing(Act.CLASS_CHANGED, f"{its.name}: without {_ids(persons)}"):
        who.people.classes.remove(its.name, *persons)
    left = _many(who.people.classes.named(its.name))
    print(f"“{its.name}” has {left}. Its trainer sees the others' runs no more.")
    return 0


def _move(who: Asking, its: TrainingClass, options: Namespace) -> int:
    who.must(LeadClass(its.trainer))
    with who.changing(Act.ASSIGNMENT_MOVED, f"{options.scenario} of {its.name} to {options.due}"):
        who.people.classes.move(options.scenario, its.name, options.due)
    print(f"“{its.name}” has until {options.due} for {options.scenario}.")
    return 0


def _withdraw(who: Asking, its: TrainingClass, options: Namespace) -> int:
    who.must(LeadClass(its.trainer))
    with who.changing(Act.ASSIGNMENT_WITHDRAWN, f"{options.scenario} of {its.name}"):
        who.people.classes.withdraw(options.scenario, its.name)
    print(
        f"{options.scenario} is not assigned to “{its.name}” any more. Runs of it that were begun before stay assigned "
        "ones, and you still see them."
    )
    return 0


ACTIONS: Mapping[str, Callable[[Asking, TrainingClass, Namespace], int]] = {
    "hand-over": _hand_over,
    "close": _close,
    "add": _add,
    "remove": _remove,
    "move": _move,
    "withdraw": _withdraw,
}


def _ids(persons: Iterable[Person]) -> str:
    return ", ".join(dict.fromkeys(person.id for person in persons))


def _many(its: TrainingClass) -> str:
    return "1 person" if len(its.members) == 1 else f"{len(its.members)} people"


def _list(who: Asking, name: str | None) -> int:
    who.must(Wish.READ_PEOPLE)
    every = [who.people.classes.named(name)] if name else list(who.people.classes.all())
    who.note(Act.PEOPLE_READ, f"class {name}" if name else "all classes")
    for each in every:
        if name or not each.closed:
            print("\n".join(_lines(who, each, with_members=bool(name))))
    if closed := [each.name for each in every if each.closed and not name]:
        print(f"Closed: {', '.join(closed)}. `levelhead class list NAME` shows one.")
    if not every:
        print("There is no class yet: `levelhead class new NAME`.")
    return 0


def _lines(who: Asking, its: TrainingClass, *, with_members: bool) -> list[str]:
    trainer = who.people.person(its.trainer)
    closed = f", closed on {its.closed[:10]}" if its.closed else ""
    lines = [f"{its.name}: {_many(its)}, led by {trainer.name if trainer else its.trainer}{closed}"]
    open_for = who.people.classes.not_done(its.name)
    for scenario, due in its.assigned:
        left = open_for.get((scenario, due), frozenset())
        lines.append(
            f"  {scenario:<24} by {due}: {len(its.members) - len(left)} of {len(its.members)} have played it"
        )
    if with_members:
        for person in (who.people.person(id) for id in its.members):
            if person:
                lacks = ", ".join(
                    dict.fromkeys(id for (id, _), left in open_for.items() if person.id in left)
                )
                lines.append(
                    f"  {person.badge:<10} {person.name}{f'  (still to play: {lacks})' if lacks else ''}"
                )
    return lines


def _scenario(options: Namespace) -> str:
    ids = [entry.id for entry in shelf(core_rubric(), options.scenarios) if entry.loaded.scenario]
    if options.scenario not in ids:
        raise NoSuchThing(
            f"There is no scenario “{options.scenario}”. {_instead(Path(options.scenario), ids)}"
        )
    return str(options.scenario)


def _instead(named: Path, ids: Sequence[str]) -> str:
    """What may have been meant; officers find a scenario by its id, on the shelf that the station was opened with."""
    if named.is_dir() and (named / "scenario.yaml").is_file():
        return f"Say its id and its shelf: {named.name} --scenarios {named.parent}."
    return did_you_mean(str(named), ids) or f"There are: {', '.join(ids)}."
