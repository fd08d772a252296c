"""The wellness file as an administrator sees it, and the coordinator's rows: nothing can be read, and nobody told apart."""

from __future__ import annotations

import random
import sqlite3
import zlib
from collections.abc import Iterator
from contextlib import closing
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from scoring.wellness.checkin import Answered, Occasion
from scoring.wellness.coordinator import appoint, open_rows, recover, tables_of
from scoring.wellness.envelopes import LETTER
from scoring.wellness.keys import (
    KeyChanged,
    UnreadableLetter,
    WellnessError,
    WrongSecret,
    fingerprint,
    lock_without_key,
    new_key,
    seal,
    unseal,
)
from scoring.wellness.quarters import Quarter
from scoring.wellness.rows import ROW, ROW_LETTER, SealedRow, fold_row, unfold_row
from scoring.wellness.store import Appointed, Store
from scoring.wellness.unit import Reader, UnitRow
from scoring.wellness.vault import Wellness
from tests.test_wellness import MONDAY, PASSPHRASE, QUICK, Calendar, five, slider

AUTUMN = Quarter(2026, 4)
NEW_YEAR = date(2027, 1, 4)
TELLING = (
    b"phq2",
    b"gad2",
    b"burnout",
    b"energy",
    b"answered",
    b"monthly",
    b"2026-11-16",
    PASSPHRASE.encode(),
)


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


def room(store: Store, officer: str, calendar: Calendar) -> Wellness:
    return Wellness(None, officer, store=store, stretch=QUICK, today=calendar)


def bytes_on_disk(path: Path) -> bytes:
    """Everything that lies beside the file: the database, what it writes ahead, what it shares."""
    return b"".join(each.read_bytes() for each in sorted(path.parent.iterdir()))


def rows(path: Path, sql: str, *values: Any) -> list[Any]:
    with closing(sqlite3.connect(path)) as db, db:
        return db.execute(sql, values).fetchall()


# ---- the administrator


def test_an_administrator_who_opens_the_files_reads_no_answer(
    path: Path, store: Store, calendar: Calendar
) -> None:
    officer = room(store, "k7q2", calendar)
    code = officer.enrol(PASSPHRASE)
    for _ in range(5):
        officer.put([*five(), slider("energy", Occasion.BEFORE, 35)])
    seen = bytes_on_disk(path)
    private = officer.open(PASSPHRASE)._key().private_bytes_raw()
    for told in (*TELLING, code.encode(), code.replace("-", "").encode(), private):
        assert told not in seen
    assert b"k7q2" in seen  # the pseudonym is there, and the month: nothing else is


def test_an_administrator_has_nothing_that_opens_an_envelope(
    path: Path, store: Store, calendar: Calendar
) -> None:
    """Every value in the file is tried as a key, and as a passphrase."""
    officer = room(store, "k7q2", calendar)
    officer.enrol(PASSPHRASE)
    officer.put(five())
    from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey

    (letter,) = [each for (each,) in rows(path, "SELECT letter FROM envelopes")]
    (lock,) = rows(path, "SELECT * FROM locks")
    for value in (each for each in lock if isinstance(each, bytes)):
        for at in range(len(value) - 31):
            with pytest.raises(UnreadableLetter):
                unseal(letter, X25519PrivateKey.from_private_bytes(value[at : at + 32]), "k7q2")
    for value in lock:
        with pytest.raises(WrongSecret):
            officer.open(value if isinstance(value, str) else value.hex())


def test_who_answers_who_does_not_and_who_never_enrolled_look_alike(
    path: Path, store: Store, calendar: Calendar
) -> None:
    answers, passes_over, never_enrolled = (room(store, name, calendar) for name in ("o1", "o2", "o3"))
    answers.enrol(PASSPHRASE)
    passes_over.enrol("another sentence of mine")
    for _ in range(20):
        answers.put([*five(), slider("energy", Occasion.BEFORE, 35), slider("energy", Occasion.AFTER, 35)])
        passes_over.put()
        never_enrolled.put()
    looks = {officer: look_of(path, officer) for officer in ("o1", "o2", "o3")}
    assert looks["o1"] == looks["o2"] == looks["o3"]
    assert len(looks["o1"]) == 21


def look_of(path: Path, officer: str) -> list[tuple[Any, ...]]:
    """All that can be seen of an officer's lock and envelopes, without the random bytes themselves."""
    lock = rows(
        path, "SELECT public, stretch, salt, by_passphrase, by_code FROM locks WHERE whose = ?", officer
    )
    envelopes = rows(
        path, "SELECT month, letter, hash FROM envelopes WHERE officer = ? ORDER BY number", officer
    )
    return [tuple(look(value) for value in row) for row in (*lock, *envelopes)]


def look(value: object) -> object:
    """A value's look: bytes are as long as others, and as random (they cannot be packed smaller)."""
    if isinstance(value, bytes):
        return len(value), len(zlib.compress(value, 9)) >= len(value)
    return len(value) if isinstance(value, str) and len(value) == 64 else value


def test_equal_answers_make_unequal_letters(path: Path, store: Store, calendar: Calendar) -> None:
    officer = room(store, "k7q2", calendar)
    officer.enrol(PASSPHRASE)
    for _ in range(10):
        officer.put(five())
    letters = [letter for (letter,) in rows(path, "SELECT letter FROM envelopes")]
    assert len(set(letters)) == 10
    assert {len(letter) for letter in letters} == {LETTER + 48}  # the one-time public key and the tag
    assert len({letter[:8] for letter in letters}) == 10


def test_a_letter_that_is_moved_or_changed_does_not_open(
    path: Path, store: Store, calendar: Calendar
) -> None:
    officer, other = room(store, "o1", calendar), room(store, "o2", calendar)
    officer.enrol(PASSPHRASE)
    other.enrol("another sentence of mine")
    for _ in range(3):
        officer.put(five())
        other.put(five())
    rows(
        path, "UPDATE envelopes SET letter = (SELECT letter FROM envelopes WHERE number = 1) WHERE number = 3"
    )
    rows(path, "UPDATE envelopes SET officer = 'o1' WHERE number = 4")
    vault = officer.open(PASSPHRASE)
    assert vault.answered() == (*five(), *five())
    assert vault.unreadable() == 2


def test_a_public_key_that_somebody_put_there_is_noticed_and_can_be_put_back(
    path: Path, store: Store, calendar: Calendar
) -> None:
    officer = room(store, "k7q2", calendar)
    officer.enrol(PASSPHRASE)
    officer.put(five())
    rows(path, "UPDATE locks SET public = ?", new_key().public_key().public_bytes_raw())
    officer.put(five())
    with pytest.raises(KeyChanged, match="Tell whom you trust"):
        officer.open(PASSPHRASE)
    vault = officer.open(PASSPHRASE, although_changed=True)
    assert (vault.answered(), vault.unreadable()) == (five(), 1)
    vault.change_passphrase("a new long one")
    officer.put(five())
    assert officer.open("a new long one").answered() == (*five(), *five())


def test_the_coordinator_notices_a_key_that_somebody_put_there(path: Path, store: Store) -> None:
    code = appoint(store, "Chaplain Reyes", "the chapel by the river", QUICK)
    rows(path, "UPDATE coordinators SET public = ?", new_key().public_key().public_bytes_raw())
    with pytest.raises(KeyChanged):
        open_rows(store, "the chapel by the river")
    recover(store, code, "the river by the chapel", QUICK)
    open_rows(store, "the river by the chapel")


# ---- audits


def test_after_erasing_audits_still_verify_and_the_key_lies_nowhere(
    path: Path, store: Store, calendar: Calendar
) -> None:
    officer = room(store, "k7q2", calendar)
    officer.enrol(PASSPHRASE)
    for _ in range(3):
        officer.put(five())
    before = store.audit()
    secrets = rows(path, "SELECT public, salt, by_passphrase, by_code FROM locks")[0]
    letters = rows(path, "SELECT letter FROM envelopes")
    assert all(secret in bytes_on_disk(path) for secret in secrets)

    officer.open(PASSPHRASE).erase()

    assert not any(secret in bytes_on_disk(path) for secret in secrets)
    assert rows(path, "SELECT letter FROM envelopes") == letters
    officer.put()
    after = store.audit(before.envelopes, before.last)
    assert (after.envelopes, after.faults) == (4, ())


@pytest.mark.parametrize(
    ("change", "fault"),
    [
        ("UPDATE envelopes SET letter = zeroblob(2096) WHERE number = 3", "Envelope 3 was changed"),
        ("UPDATE envelopes SET officer = 'o2' WHERE number = 3", "Envelope 3 was changed"),
        ("UPDATE envelopes SET month = '2026-10' WHERE number = 3", "Envelope 3 was changed"),
        ("DELETE FROM envelopes WHERE number = 3", "Envelope 4 was changed, or one before it was taken out"),
        ("DELETE FROM envelopes WHERE number > 3", "The first 5 envelopes are not those"),
        ("DELETE FROM envelopes", "The first 5 envelopes are not those"),
    ],
)
def test_an_audit_finds_what_was_changed(
    path: Path, store: Store, calendar: Calendar, change: str, fault: str
) -> None:
    for _ in range(5):
        room(store, "o1", calendar).put()
    earlier = store.audit()
    assert earlier.faults == ()
    rows(path, change)
    (found,) = store.audit(earlier.envelopes, earlier.last).faults
    assert found.startswith(fault)


def test_two_stations_write_into_one_file(path: Path, store: Store, calendar: Calendar) -> None:
    with closing(Store(path)) as second:
        for _ in range(5):
            room(store, "o1", calendar).put()
            room(second, "o2", calendar).put()
    assert store.audit().faults == ()
    assert store.audit().envelopes == 10


def test_a_lock_for_who_has_none_never_takes_the_place_of_one_from_another_station(
    path: Path, store: Store, calendar: Calendar
) -> None:
    here, there = room(store, "k7q2", calendar), room(Store(path), "k7q2", calendar)
    here.enrol(PASSPHRASE)
    enrolled = store.lock("k7q2")
    assert store.first_lock("k7q2", lock_without_key(QUICK)) == enrolled
    there.put()
    assert here.open(PASSPHRASE).unreadable() == 0


def test_a_newer_file_is_left_alone(path: Path, store: Store) -> None:
    with closing(sqlite3.connect(path)) as db, db:
        db.execute("UPDATE _sqlite_migrations SET name = 'to_come'")
    with pytest.raises(WellnessError, match="newer Levelhead"):
        Store(path)


# ---- the coordinator


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
