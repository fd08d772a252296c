"""levelhead people: who is known here, what they may do, and how they are imported, unlocked and erased."""

from __future__ import annotations

import sys
from argparse import Namespace
from collections.abc import Callable, Iterable, Mapping
from functools import partial
from typing import TypeAlias

from scoring.audit import Act
from scoring.people import PeopleError, Person, Role
from scoring.people.door import refuse_weak_passphrase
from scoring.people.may import Wish
from scoring.people.office import Listed
from scoring.people.person import roles_told
from scoring.people.roster import Plan, plan, read_profile, read_roster
from simulator.commands.asking import OPEN, Asking, asking, new_secret
from simulator.commands.house import (
    opened_people,
    opened_record,
    rules,
    settings_folder,
    wellness_of,
    wellness_path,
)
from simulator.station.remembered import SignedInHere

Action: TypeAlias = Callable[[Asking, Namespace], int]


def people(options: Namespace) -> int:
    """Do what was asked of the people of a record."""
    if options.action == "first-administrator":
        return _first_administrator(options)
    with asking(options.record, options.asker) as who:
        action, wish = ACTIONS[options.action]
        if not _is_own_secret(who, options):
            who.must(wish)
        return action(who, options)


def _is_own_secret(who: Asking, options: Namespace) -> bool:
    """Whoever has signed in may take a new PIN or passphrase: the first one an administrator has known, too."""
    if who.person is None or options.action != "pin" or options.clear:
        return False
    return who.people.person(options.badge) == who.person


def _first_administrator(options: Namespace) -> int:
    with opened_record(options.record) as record:
        here = opened_people(record, options.record)
        here.office.refuse_a_second_first()
        passphrase = new_secret("Passphrase: ", partial(refuse_weak_passphrase, rules=rules()))
        person = here.office.make_first_administrator(options.badge, options.name, passphrase)
    print(
        f"{person.name} ({person.badge}) looks after people from now on. Everybody else says who they are: --as BADGE."
    )
    return 0


# ---- reading


def _list(who: Asking, options: Namespace) -> int:
    known = [each for each in who.people.everyone() if options.unit in (None, each.unit)]
    if options.unit and not known:
        raise PeopleError(f"Nobody is in “{options.unit}”. {_units_told(who)}")
    who.note(Act.PEOPLE_READ, options.unit or "everyone")
    for person in known:
        roles = roles_told(person.roles)
        secret = (
            ""
            if person.has_secret
            else "  (no passphrase yet)"
            if person.needs_passphrase
            else "  (no PIN yet)"
        )
        print(f"{person.badge:<10} {person.name:<24} {person.rank:<12} {person.unit:<16} {roles}{secret}")
    print(f"{len(known)} {'person' if len(known) == 1 else 'people'}")
    return 0


def _show(who: Asking, options: Namespace) -> int:
    person = who.people.known(options.badge)
    who.note(Act.PEOPLE_READ, person.id)
    until = who.people.office.locked_until(person)
    classes = [each.name for each in who.people.classes.all() if person.id in each.members]
    told = {
        "name": person.name,
        "badge number": person.badge or "(erased)",
        "rank": person.rank,
        "unit": person.unit,
        "roles": roles_told(person.roles),
        "wellness": "coordinator" if who.people.office.coordination.is_coordinator(person) else "",
        "supervises": ", ".join(sorted(person.units_overseen)),
        "classes": ", ".join(classes),
        "signs in": f"locked until {until:%H:%M}" if until else "yes" if person.has_secret else "not yet",
        "in exports": person.pseudonym,
        "in runs": person.id,
    }
    print("\n".join(f"{what:<13} {value}" for what, value in told.items() if value))
    return 0


# ---- changing


def _add(who: Asking, options: Namespace) -> int:
    roles = frozenset(map(Role, options.roles)) or frozenset({Role.OFFICER})
    listed = Listed(options.badge, options.name, options.unit, options.rank, roles)
    person = who.people.office.add(listed, options.supervises, who.id)
    print(f"{person.name} ({person.badge}) is known now.{_next(who, person)}")
    _wonder_at(who, options.supervises)
    return 0


def _role(who: Asking, options: Namespace) -> int:
    person = who.people.known(options.badge)
    who.people.office.put_roles(person, map(Role, options.roles), options.supervises or None, who.id)
    changed = who.people.known(options.badge)
    print(f"{changed.name} is {roles_told(changed.roles)}.{_next(who, changed)}")
    _wonder_at(who, options.supervises)
    return 0


def _wonder_at(who: Asking, supervised: Iterable[str]) -> None:
    """A unit may have nobody yet; or its name was mistyped."""
    known = {person.unit for person in who.people.everyone()}
    for unit in sorted(set(supervised) - known):
        print(f"Nobody is in “{unit}” yet. {_units_told(who)}", file=sys.stderr)


def _units_told(who: Asking) -> str:
    units = sorted({person.unit for person in who.people.everyone()} - {""})
    return f"The units are: {', '.join(units)}." if units else "There are no units yet."


def _unit(who: Asking, options: Namespace) -> int:
    person = who.people.known(options.badge)
    rank = person.rank if options.rank is None else options.rank
    who.people.office.put_place(person, options.unit, rank, who.id)
    print(f"{person.name} belongs to {options.unit or 'no unit'}.")
    return 0


def _pin(who: Asking, options: Namespace) -> int:
    person = who.people.known(options.badge)
    if options.clear:
        who.people.office.clear_pin(person, who.id)
        print(f"{person.name} chooses a PIN at the next sign-in.")
    else:
        what = "passphrase" if person.needs_passphrase else "PIN"
        secret = new_secret(f"New {what} of {person.name}: ", partial(who.people.refuse_weak, person))
        who.people.office.give_secret(person, secret, who.id)
        print(f"{person.name} has a new {what}.")
    return 0


def _unlock(who: Asking, options: Namespace) -> int:
    person = who.people.known(options.badge)
    who.people.office.unlock(person, who.id)
    print(f"{person.name} can sign in again.")
    return 0


def _erase(who: Asking, options: Namespace) -> int:
    person = who.people.known(options.badge)
    if person.is_erased:
        who.people.office.sweep(person)
        print(f"{person.pseudonym} was erased before, and nothing that was erased is left in the file.")
        return 0
    if not options.yes:
        print(
            f"{person.name}: name, badge number, rank, roles and all words of theirs go for good, and nobody, themselves "
            f"included, can open their check-ins any more. Their runs stay, as {person.pseudonym}'s. Say the same again with --yes."
        )
        return 1
    try:
        who.people.office.erase(person, who.id)
    finally:  # though the file could not be swept yet
        if who.people.known(person.id).is_erased:
            SignedInHere(settings_folder()).take_off(person.badge)
            _erase_check_ins(person)
    print(
        f"{person.pseudonym} is nobody any more that this record knows. Copies of the record are yours to destroy."
    )
    if person.id == person.badge:
        print(
            f"Their runs were begun before names were sealed: the badge number {person.id} is part of what was signed, "
            "and stays in them."
        )
    return 0


def _erase_check_ins(person: Person) -> None:
    """The envelopes stay, sealed; nobody could sign in to open them again, and now no passphrase does either."""
    if wellness_path().exists():
        with wellness_of(person.pseudonym) as room:
            room.destroy()


def _import(who: Asking, options: Namespace) -> int:
    roster = read_roster(options.file, read_profile(options.profile))
    known = who.people.everyone()
    planned = plan(roster, known)
    _tell(planned)
    if not options.apply:
        print(
            "Nothing was changed. Say the same again with --apply."
            if planned.people
            else "Nothing would change."
        )
        return 0
    if planned.people:
        who.people.office.put(planned.people, who.id)
    print(f"{len(planned.people)} imported.")
    if not known and not who.people.office.has_administrator():
        print(OPEN, file=sys.stderr)
    return 0


def _tell(planned: Plan) -> None:
    print("\n".join(planned.lines), end="\n" if planned.lines else "")
    new = sum("new: " in line for line in planned.lines)
    print(f"{new} new, {len(planned.lines) - new} changed, {planned.same} as before.")
    if planned.absent:
        badges = ", ".join(person.badge for person in planned.absent[:10])
        more = f" and {len(planned.absent) - 10} more" if len(planned.absent) > 10 else ""
        print(f"Known here and not in the file: {badges}{more}. They stay as they are.", file=sys.stderr)


def _next(who: Asking, person: Person) -> str:
    if person.has_secret:
        return ""
    if person.needs_passphrase:
        asker = f" --as {who.person.badge}" if who.person else ""
        return f" Give a first passphrase: `levelhead people pin {person.badge}{asker}`."
    return " They choose a PIN at their first sign-in."


ACTIONS: Mapping[str, tuple[Action, Wish]] = {
    "list": (_list, Wish.READ_PEOPLE),
    "show": (_show, Wish.READ_PEOPLE),
    "add": (_add, Wish.CHANGE_PEOPLE),
    "role": (_role, Wish.CHANGE_PEOPLE),
    "unit": (_unit, Wish.CHANGE_PEOPLE),
    "pin": (_pin, Wish.CHANGE_PEOPLE),
    "unlock": (_unlock, Wish.CHANGE_PEOPLE),
    "erase": (_erase, Wish.CHANGE_PEOPLE),
    "import": (_import, Wish.CHANGE_PEOPLE),
}
