"""The wellness file as an administrator would open it, and what audits find."""

from __future__ import annotations

import sqlite3
import zlib
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest

from scoring.wellness.checkin import Occasion
from scoring.wellness.coordinator import appoint, open_rows, recover
from scoring.wellness.envelopes import LETTER
from scoring.wellness.keys import (
    KeyChanged,
    UnreadableLetter,
    WellnessError,
    WrongSecret,
    lock_without_key,
    new_key,
    unseal,
)
from scoring.wellness.store import Store
from tests.checked_in import PASSPHRASE, QUICK, Calendar, five, slider
from tests.wellness_files import TELLING, bytes_on_disk, room, rows


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
