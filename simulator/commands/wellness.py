"""levelhead wellness: an officer's own page, the coordinator's work, and the tables of units. Nobody else's answers."""

from __future__ import annotations

import os
from argparse import Namespace
from datetime import date
from pathlib import Path

from scoring.people import People, Person, Role
from scoring.people.coordination import OVER_OFFICERS
from scoring.people.may import Wish
from scoring.rubric_file import core_rubric
from scoring.wellness.coordinator import appoint, open_rows, recover, tables_of
from scoring.wellness.instruments import house_instruments
from scoring.wellness.keys import WellnessError, fingerprint, refuse_weak
from scoring.wellness.page import own_page
from scoring.wellness.store import Store
from scoring.wellness.unit import Reader, UnitRow, UnitTable
from scoring.wellness.vault import Wellness
from simulator.commands.asking import Asking, asking, new_secret, secret
from simulator.commands.house import (
    opened_people,
    opened_record,
    rules,
    support_here,
    wellness_of,
    wellness_path,
    writing,
)
from simulator.progress import training_days
from simulator.shelf import shelf

OWN_VARIABLE = "LEVELHEAD_WELLNESS_PASSPHRASE"  # for scripts, in the place of the prompt
CODE_VARIABLE = "LEVELHEAD_RECOVERY_CODE"
CODE_WORDS = "Recovery code, to be printed and kept at home; it is shown once:"
PAGE = "wellness.html"


def wellness(options: Namespace) -> int:
    """Do what was asked."""
    return ACTIONS[options.work if options.action == "coordinator" else options.action](options)


# ---- an officer's own


def _own(options: Namespace) -> int:
    """Write the officer's own page; the passphrase is what proves whose it is."""
    with opened_record(options.record) as record:
        person = opened_people(record, options.record).known(options.badge)
        scenarios = [each.loaded.scenario for each in shelf(core_rubric()) if each.loaded.scenario]
        with _room(person) as room:
            vault = room.open(secret("Your wellness passphrase: ", OWN_VARIABLE))
            today = date.today()
            trend = vault.trend(training_days(record, core_rubric(), scenarios, person.id, today))
            unreadable = vault.unreadable()
    titles = {each.id: each.title for each in scenarios}
    page = own_page(trend, house_instruments(), support_here(), titles, today)
    path = options.out / PAGE
    with writing(path):
        options.out.mkdir(parents=True, exist_ok=True)
        _write_privately(path, page)
    if unreadable:
        print(f"{unreadable} envelopes since the first readable one do not open: the file was changed.")
    print(f"{path} is for your eyes. From now on you look after it.")
    return 0


def _passphrase(options: Namespace) -> int:
    """A new passphrase in the place of the officer's own, also where somebody has put another key there."""
    with opened_record(options.record) as record:
        person = opened_people(record, options.record).known(options.badge)
    with _room(person) as room:
        old = secret("Your wellness passphrase so far: ", OWN_VARIABLE)
        vault = room.open(old, although_changed=True)
        code = vault.change_passphrase(new_secret("Your new wellness passphrase: ", refuse_weak))
    print(
        f"The new passphrase holds. {CODE_WORDS}\n\n    {code}\n\nThe code from before opens nothing any more."
    )
    return 0


def _write_privately(path: Path, page: str) -> None:
    path.unlink(missing_ok=True)
    with os.fdopen(os.open(path, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600), "wb") as file:
        file.write(page.encode())


# ---- the coordinator


def _appoint(options: Namespace) -> int:
    """An administrator says who it is; the coordinator chooses a passphrase in person."""
    with asking(options.record, options.asker) as who:
        who.must(Wish.CHANGE_PEOPLE)
        person, store = who.people.known(options.badge), Store(wellness_path())
        if (there := store.coordinator()) and not options.replace:
            raise WellnessError(
                f"{there.name} is the coordinator here. --replace appoints another, who cannot open the rows given before."
            )
        who.people.office.coordination.fit_person(person.id)
        passphrase = new_secret(f"The wellness passphrase of {person.name}: ", refuse_weak)
        with who.record.changing():  # both files, or neither
            who.people.office.coordination.appoint(person.id, who.id)
            code = appoint(store, person.name, passphrase, rules().stretch)
    print(f"{CODE_WORDS}\n\n    {code}\n")
    return _fingerprint(options)


def _recover(options: Namespace) -> int:
    store = Store(_existing())
    printed = secret("Recovery code: ", CODE_VARIABLE)
    code = recover(store, printed, new_secret("The new passphrase: ", refuse_weak), rules().stretch)
    print(f"{CODE_WORDS}\n\n    {code}\n")
    return 0


def _fingerprint(options: Namespace) -> int:
    """What officers compare before they give a row."""
    appointed = Store(_existing()).coordinator()
    if appointed is None:
        raise WellnessError(
            "No coordinator is appointed here: `levelhead wellness coordinator appoint BADGE`."
        )
    print(f"{appointed.name}: {fingerprint(appointed.lock.public)}\nPut it on the coordinator's card.")
    return 0


def _collect(options: Namespace) -> int:
    """Make a quarter's tables from the rows that were given, once and for good."""
    quarter, store = options.quarter, Store(_existing())
    with opened_record(options.record) as record:
        units = _units(opened_people(record, options.record)) | set(options.units or ())
    coordinator = open_rows(store, secret("The coordinator's passphrase: ", OWN_VARIABLE))
    made = coordinator.make_tables(quarter, units)
    print(
        f"{len(made)} tables of {quarter} are made. `levelhead wellness coordinator table {quarter}` shows them."
    )
    return 0


def _table(options: Namespace) -> int:
    """Print a quarter's tables as whoever asks may see them."""
    quarter = options.quarter
    with asking(options.record, options.asker) as who:
        reader = _reader(who)
    tables = tables_of(Store(_existing()), quarter, reader)
    if not tables:
        raise WellnessError(f"The tables of {quarter} are not made yet: that is the coordinator's work.")
    print("\n\n".join(map(_written, tables)))
    return 0


def _audit(options: Namespace) -> int:
    """Check every envelope without opening one."""
    found = Store(_existing()).audit()
    for fault in found.faults:
        print(fault)
    print(
        f"{found.envelopes} envelopes, the last one {found.last}. Keep both: a later audit finds what was cut off."
    )
    return 1 if found.faults else 0


ACTIONS = {
    "own": _own,
    "passphrase": _passphrase,
    "appoint": _appoint,
    "recover": _recover,
    "fingerprint": _fingerprint,
    "collect": _collect,
    "table": _table,
    "audit": _audit,
}


# ---- what these need, in the order they are called


def _existing() -> Path:
    path = wellness_path()
    if not path.exists():
        raise WellnessError(f"There is no wellness file at {path} yet: the first sign-out makes it.")
    return path


def _room(person: Person) -> Wellness:
    _existing()
    return wellness_of(person.pseudonym)


def _units(people: People) -> set[str]:
    return {each.unit for each in people.everyone() if each.unit}


def _reader(who: Asking) -> Reader:
    roles = who.person.roles if who.person else frozenset()
    if roles & OVER_OFFICERS or who.people.office.coordination.is_coordinator(who.person):
        return Reader.SUPERVISOR
    return Reader.TRAINER if Role.TRAINER in roles else Reader.OFFICER


def _written(table: UnitTable) -> str:
    head = f"{table.figure.replace('/', ', ')} · {table.quarter}"
    rows = [*table.rows, table.together]
    return "\n".join([head, f"  {'':<24}{'people':>8}{'mean':>8}{'at line':>9}", *map(_row, rows)])


def _row(row: UnitRow) -> str:
    told = ("not shown" if row.mean is None else "", row.unit or "all together")
    if row.mean is None:
        return f"  {told[1]:<24}{told[0]:>25}"
    share = "" if row.share is None else f"{row.share} %"
    return f"  {told[1]:<24}{row.people:>8}{row.mean:>8g}{share:>9}"
