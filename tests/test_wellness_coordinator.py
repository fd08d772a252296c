"""The coordinator: sealed rows become tables of a quarter, and nothing else."""

from __future__ import annotations

import random
from collections.abc import Iterator
from contextlib import closing
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from scoring.wellness.checkin import Answered, Occasion
from scoring.wellness.coordinator import appoint, open_rows, recover, tables_of
from scoring.wellness.keys import WellnessError, WrongSecret, fingerprint, new_key, seal
from scoring.wellness.quarters import Quarter
from scoring.wellness.rows import ROW, ROW_LETTER, SealedRow, fold_row, unfold_row
from scoring.wellness.store import Appointed, Store
from scoring.wellness.unit import Reader, UnitRow
from tests.checked_in import MONDAY, PASSPHRASE, QUICK, Calendar, five
from tests.wellness_files import TELLING, bytes_on_disk, room, rows

AUTUMN = Quarter(2026, 4)
NEW_YEAR = date(2027, 1, 4)


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "wellness" / "wellness.db"


@pytest.fixture
def store(path: Path) -> Iterator[Store]:
    with closing(Store(path)) as store:
        yield store


@pytest.fixture
def calendar() -> Calendar:
    return Calendar()


def unit_of(place: int) -> str:
    return ("Harbor", "North")[place % 2]


def a_quarter(store: Store, calendar: Calendar, officers: int) -> None:
    """Officers who checked in in autumn, and who give their rows after New Year."""
    vaults = []
    for place in range(officers):
        officer = room(store, f"officer{place}", calendar)
        officer.enrol(PASSPHRASE)
        strain = Answered("tlx", 1, Occasion.RUN, MONDAY, (5 * (place % 20),) * 6, "burglary_visit")
        officer.put([*five(down=place % 4, burnout=1 + place % 5), strain])
        vaults.append(officer.open(PASSPHRASE))
    calendar.day = NEW_YEAR
    appointed = store.coordinator()
    assert appointed
    for place, vault in enumerate(vaults):
        assert vault.contribute(AUTUMN, unit_of(place), appointed)


@pytest.fixture
def coordinated(store: Store) -> Store:
    appoint(store, "Chaplain Reyes", "the chapel by the river", QUICK)
    return store


def test_the_coordinator_makes_tables_of_a_closed_quarter(coordinated: Store, calendar: Calendar) -> None:
    a_quarter(coordinated, calendar, 50)
    desk = open_rows(coordinated, "the chapel by the river", today=calendar)
    tables = {each.figure: each for each in desk.make_tables(AUTUMN, ["Harbor", "North"])}
    assert set(tables) == {"phq2", "gad2", "burnout", "tlx/burglary_visit"}
    assert [each.people for each in tables["tlx/burglary_visit"].rows] == [25, 25]
    assert tables["burnout"].together == UnitRow("", 50, 3.0, 60)
    assert tables_of(coordinated, AUTUMN, Reader.SUPERVISOR) == tuple(tables.values())
    for_trainers = tables_of(coordinated, AUTUMN, Reader.TRAINER)
    assert all(each.share is None for made in for_trainers for each in (*made.rows, made.together))


@pytest.mark.parametrize("officers", [0, 10])
def test_ten_officers_make_no_figure_and_take_no_table_from_those_who_come_later(
    coordinated: Store, calendar: Calendar, officers: int
) -> None:
    a_quarter(coordinated, calendar, officers)
    desk = open_rows(coordinated, "the chapel by the river", today=calendar)
    with pytest.raises(WellnessError, match="too few have given a row"):
        desk.make_tables(AUTUMN, ["Harbor", "North"])
    assert coordinated.tables(str(AUTUMN)) is None


def test_a_table_is_made_once_whoever_comes_late(coordinated: Store, calendar: Calendar) -> None:
    a_quarter(coordinated, calendar, 30)
    desk = open_rows(coordinated, "the chapel by the river", today=calendar)
    first = desk.make_tables(AUTUMN, ["Harbor", "North"])
    late = SealedRow(AUTUMN, "Harbor", {"phq2": 6.0})
    appointed = coordinated.coordinator()
    assert appointed
    coordinated.add_row(b"late".ljust(16), seal(fold_row(late), appointed.lock.public, ROW))
    with pytest.raises(WellnessError, match="made once"):
        desk.make_tables(AUTUMN, ["Harbor", "North"])
    assert tables_of(coordinated, AUTUMN, Reader.SUPERVISOR) == first


def test_a_row_given_twice_counts_once_and_an_empty_one_not(coordinated: Store, calendar: Calendar) -> None:
    officer = room(coordinated, "k7q2", calendar)
    officer.enrol(PASSPHRASE)
    officer.put(five())
    appointed = coordinated.coordinator()
    assert appointed
    with pytest.raises(WellnessError, match="not over yet"):
        officer.open(PASSPHRASE).contribute(AUTUMN, "Harbor", appointed)
    calendar.day = NEW_YEAR
    for _ in range(2):
        assert officer.open(PASSPHRASE).contribute(AUTUMN, "Harbor", appointed)
    assert not officer.open(PASSPHRASE).contribute(Quarter(2026, 3), "Harbor", appointed)
    assert len(coordinated.sealed_rows()) == 1


def test_units_must_all_be_listed(coordinated: Store, calendar: Calendar) -> None:
    a_quarter(coordinated, calendar, 2)
    desk = open_rows(coordinated, "the chapel by the river", today=calendar)
    with pytest.raises(WellnessError, match="not listed: North"):
        desk.make_tables(AUTUMN, ["Harbor"])


def test_only_the_coordinator_opens_rows(coordinated: Store, path: Path, calendar: Calendar) -> None:
    a_quarter(coordinated, calendar, 3)
    with pytest.raises(WrongSecret):
        open_rows(coordinated, PASSPHRASE)
    seen = bytes_on_disk(path)
    assert not [told for told in (b"Harbor", b"North", b"2026-Q4", *TELLING) if told in seen]


def test_rows_carry_no_officer_and_no_time_and_lie_in_no_order_of_time(
    coordinated: Store, path: Path, calendar: Calendar
) -> None:
    a_quarter(coordinated, calendar, 3)
    appointed = coordinated.coordinator()
    assert appointed
    draw = random.Random(3)
    for place in range(40):
        letter = seal(fold_row(SealedRow(AUTUMN, "Harbor", {"phq2": place % 7})), appointed.lock.public, ROW)
        coordinated.add_row(draw.randbytes(16), letter)
    columns = [name for _, name, *_ in rows(path, "PRAGMA table_info(sealed_rows)")]
    assert columns == ["id", "letter"]
    found = rows(path, "SELECT id, letter FROM sealed_rows")
    assert {(len(id), len(letter)) for id, letter in found} == {(16, ROW_LETTER + 48)}
    seen = bytes_on_disk(path)
    by_place = sorted(found, key=lambda row: seen.index(row[1][-64:]))
    assert [id for id, _ in by_place] == sorted(id for id, _ in found)


def test_the_coordinators_recovery_code_brings_the_rows_back(store: Store, calendar: Calendar) -> None:
    with pytest.raises(WellnessError, match="No coordinator"):
        open_rows(store, "the chapel by the river")
    code = appoint(store, "Chaplain Reyes", "the chapel by the river", QUICK)
    a_quarter(store, calendar, 22)
    recover(store, code, "the river by the chapel", QUICK)
    with pytest.raises(WrongSecret):
        open_rows(store, "the chapel by the river")
    desk = open_rows(store, "the river by the chapel", today=calendar)
    assert desk.make_tables(AUTUMN, ["Harbor", "North"])


def test_a_new_coordinator_does_not_open_the_old_ones_rows(coordinated: Store, calendar: Calendar) -> None:
    a_quarter(coordinated, calendar, 20)
    appoint(coordinated, "Peer support", "the second coordinator", QUICK)
    desk = open_rows(coordinated, "the second coordinator", today=calendar)
    with pytest.raises(WellnessError, match="too few have given a row"):
        desk.make_tables(AUTUMN, ["Harbor", "North"])


def test_a_coordinators_key_is_compared_by_its_fingerprint(coordinated: Store, calendar: Calendar) -> None:
    appointed = room(coordinated, "k7q2", calendar).coordinator()
    assert isinstance(appointed, Appointed)
    assert appointed.name == "Chaplain Reyes"
    other = replace(appointed.lock, public=new_key().public_key().public_bytes_raw())
    assert len(fingerprint(appointed.lock.public)) == 39
    assert fingerprint(appointed.lock.public) != fingerprint(other.public)


def test_a_row_gives_back_what_was_folded() -> None:
    row = SealedRow(AUTUMN, "Harbor", {"phq2": 1.5, "tlx/burglary_visit": 33.333})
    assert unfold_row(fold_row(row)) == row
