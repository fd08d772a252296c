"""levelhead class and levelhead assign: who is in a class, what it is to play by when, and who has not played it yet."""

from __future__ import annotations

from argparse import Namespace
from collections.abc import Iterable
from datetime import date

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
        match options.action:
            case "new":
                return _new(who, options.name, options.trainer)
            case "hand-over":
                return _hand_over(who, options.name, options.trainer)
            case "add":
                return _add(who, options.name, options.badges)
            case "remove":
                return _remove(who, options.name, options.badges)
            case _:
                return _list(who, options.name)


def assign(options: Namespace) -> int:
    """Assign a scenario to a class."""
    due = _day(options.due)
    with asking(options.record, options.asker) as who:
        its = who.people.classes.named(options.class_name)
        who.must(LeadClass(its.trainer))
        scenario = _scenario(options)
        who.people.classes.assign(scenario, its.name, due)
        who.note(Act.ASSIGNED, f"{scenario} to {its.name} by {due}")
    print(
        f"{scenario} is assigned to “{its.name}” ({_many(its)}): it stands at the top when they sign in, until {due}."
    )
    return 0


def _new(who: Asking, name: str, trainer: str | None) -> int:
    leader = _leader(who, trainer)
    who.people.classes.new(name, leader)
    who.note(Act.CLASS_MADE, name)
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


def _hand_over(who: Asking, name: str, badge: str) -> int:
    its = who.people.classes.named(name)
    if not who.may(Wish.CHANGE_PEOPLE):  # administrators, too: a trainer may have left
        who.must(LeadClass(its.trainer))
    leader = _trainer(who.people.known(badge))
    who.people.classes.hand_over(name, leader)
    who.note(Act.CLASS_CHANGED, f"{name}: led by {leader.id}")
    print(f"{leader.name} leads “{name}” from now on, and sees its assigned runs.")
    return 0


def _add(who: Asking, name: str, badges: list[str]) -> int:
    its = who.people.classes.named(name)
    who.must(LeadClass(its.trainer))
    persons = [who.people.known(badge) for badge in badges]
    who.people.classes.add(name, *persons)
    who.note(Act.CLASS_CHANGED, f"{name}: with {_ids(persons)}")
    print(f"“{name}” has {_many(who.people.classes.named(name))}.")
    return 0


def _remove(who: Asking, name: str, badges: list[str]) -> int:
    who.must(LeadClass(who.people.classes.named(name).trainer))
    persons = [who.people.known(badge) for badge in badges]
    who.people.classes.remove(name, *persons)
    who.note(Act.CLASS_CHANGED, f"{name}: without {_ids(persons)}")
    print(f"“{name}” has {_many(who.people.classes.named(name))}. Its trainer sees the others' runs no more.")
    return 0


def _ids(persons: Iterable[Person]) -> str:
    return ", ".join(dict.fromkeys(person.id for person in persons))


def _many(its: TrainingClass) -> str:
    return "1 person" if len(its.members) == 1 else f"{len(its.members)} people"


def _list(who: Asking, name: str | None) -> int:
    who.must(Wish.READ_PEOPLE)
    shown = [who.people.classes.named(name)] if name else list(who.people.classes.all())
    who.note(Act.PEOPLE_READ, f"class {name}" if name else "all classes")
    for each in shown:
        print("\n".join(_lines(who, each, with_members=bool(name))))
    if not shown:
        print("There is no class yet: `levelhead class new NAME`.")
    return 0


def _lines(who: Asking, its: TrainingClass, *, with_members: bool) -> list[str]:
    trainer = who.people.person(its.trainer)
    lines = [f"{its.name}: {_many(its)}, led by {trainer.name if trainer else its.trainer}"]
    open_for = who.people.classes.not_done(its.name)
    for scenario, due in its.assigned:
        left = open_for.get(scenario, frozenset())
        lines.append(
            f"  {scenario:<24} by {due}: {len(its.members) - len(left)} of {len(its.members)} have played it"
        )
    if with_members:
        for person in (who.people.person(id) for id in its.members):
            if person:
                lacks = ", ".join(scenario for scenario, left in open_for.items() if person.id in left)
                lines.append(
                    f"  {person.badge:<10} {person.name}{f'  (still to play: {lacks})' if lacks else ''}"
                )
    return lines


def _scenario(options: Namespace) -> str:
    ids = [entry.id for entry in shelf(core_rubric(), options.scenarios) if entry.loaded.scenario]
    if options.scenario not in ids:
        nearest = did_you_mean(options.scenario, ids) or f"There are: {', '.join(ids)}."
        raise NoSuchThing(f"There is no scenario “{options.scenario}”. {nearest}")
    return str(options.scenario)


def _day(written: str) -> date:
    try:
        return date.fromisoformat(written)
    except ValueError as error:
        raise NoSuchThing(f"“{written}” is no date. Write it as 2026-01-31.") from error
