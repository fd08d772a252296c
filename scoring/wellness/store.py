"""The wellness file: alone reads and writes it, and checks that no envelope in it was changed. Can read no answer."""

from __future__ import annotations

import os
import sqlite3
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass, fields
from datetime import date
from hashlib import sha256
from pathlib import Path
from threading import RLock
from typing import Any, TypeAlias

from sqlite_utils import Database, Migrations

from scoring.opening import PATIENCE, writing
from scoring.wellness.keys import Lock, WellnessError

Link: TypeAlias = str  # SHA-256 in hexadecimal, over the link before and what is new

APPLICATION_ID = 0x4C56574C  # "LVWL" in the file's header
FIRST = sha256(b"levelhead wellness envelopes 1").hexdigest()

steps = Migrations("levelhead wellness")


@steps()
def first_shape(db: Database) -> None:
    """Locks, envelopes, the coordinator, sealed rows in no order of time, and the tables that were made."""
    db.execute(f"PRAGMA application_id = {APPLICATION_ID}")
    db.executescript("""
        CREATE TABLE locks (
            whose TEXT PRIMARY KEY, public BLOB NOT NULL, stretch TEXT NOT NULL, salt BLOB NOT NULL,
            by_passphrase BLOB NOT NULL, by_code BLOB NOT NULL
        ) STRICT;
        CREATE TABLE envelopes (
            number INTEGER PRIMARY KEY, officer TEXT NOT NULL, month TEXT NOT NULL,
            letter BLOB NOT NULL, hash TEXT NOT NULL
        ) STRICT;
        CREATE INDEX envelopes_by_officer ON envelopes (officer, month);
        CREATE TABLE coordinators (
            name TEXT NOT NULL, public BLOB NOT NULL, stretch TEXT NOT NULL, salt BLOB NOT NULL,
            by_passphrase BLOB NOT NULL, by_code BLOB NOT NULL
        ) STRICT;
        CREATE TABLE sealed_rows (id BLOB PRIMARY KEY, letter BLOB NOT NULL) STRICT, WITHOUT ROWID;
        CREATE TABLE unit_tables (quarter TEXT PRIMARY KEY, written TEXT NOT NULL) STRICT;
    """)


@dataclass(frozen=True, slots=True)
class Envelope:
    """What a sign-out leaves: a sealed letter, the month, and the link to all envelopes before."""

    number: int  # from 1, without a gap
    officer: str
    month: str  # "2026-11"; the day is not kept
    letter: bytes
    hash: Link


@dataclass(frozen=True, slots=True)
class Appointed:
    """The coordinator, to whom rows are sealed."""

    name: str
    lock: Lock


@dataclass(frozen=True, slots=True)
class Audit:
    """What was found in a wellness file: how many envelopes, the last link, and what is wrong, in words."""

    envelopes: int
    last: Link
    faults: tuple[str, ...]


class Store:
    """The wellness file, or one in memory for tests. Every method may raise WellnessError."""

    def __init__(self, path: Path | None = None) -> None:
        self._path = path
        self._guard = RLock()
        with _in_words(path):
            self._db = _opened(path)

    def close(self) -> None:
        """Let go of the file."""
        with self._guard:
            self._db.close()

    # ---- locks

    def lock(self, officer: str) -> Lock | None:
        """The officer's lock, if there is one."""
        rows = self._rows(f"SELECT {LOCK} FROM locks WHERE whose = ?", officer)
        return Lock(*rows[0]) if rows else None

    def put_lock(self, officer: str, lock: Lock) -> None:
        """Put this lock in the place of the one before, which is overwritten on the disk."""
        with self._writing():
            self._insert("locks", {"whose": officer, **_columns(lock)}, replace=True)
        self._forget()

    def first_lock(self, officer: str, lock: Lock) -> Lock:
        """The officer's lock: this one, unless there is one already, which another station may have just put there."""
        with self._writing():
            self._db.table("locks").insert({"whose": officer, **_columns(lock)}, ignore=True)
            found = self.lock(officer)
        assert found
        return found

    # ---- envelopes

    def add(self, officer: str, day: date, seal: Callable[[int], bytes]) -> None:
        """Add an envelope; `seal` makes its letter when its number is known."""
        with self._writing():
            number, last = self._last()
            month, letter = day.strftime("%Y-%m"), seal(number + 1)
            link = _next_link(last, number + 1, officer, month, letter)
            envelope = Envelope(number + 1, officer, month, letter, link)
            self._insert("envelopes", _columns(envelope))

    def envelopes_of(self, officer: str) -> tuple[Envelope, ...]:
        """The officer's envelopes, oldest first."""
        sql = f"SELECT {ENVELOPE} FROM envelopes WHERE officer = ? ORDER BY number"
        return tuple(Envelope(*row) for row in self._rows(sql, officer))

    def signed_out_in(self, officer: str, day: date) -> bool:
        """True if there is an envelope of this officer from that day's month."""
        sql = "SELECT 1 FROM envelopes WHERE officer = ? AND month = ? LIMIT 1"
        return bool(self._rows(sql, officer, day.strftime("%Y-%m")))

    def audit(self, count: int = 0, link: Link = FIRST) -> Audit:
        """Check every link; with an earlier audit's count and last link also that what was there then still is."""
        faults, last, number = [], FIRST, 0
        earlier = FIRST if count == 0 else ""
        for row in self._rows(f"SELECT {ENVELOPE} FROM envelopes ORDER BY number"):
            envelope, number = Envelope(*row), number + 1
            wanted = _next_link(last, number, envelope.officer, envelope.month, envelope.letter)
            if (envelope.number, envelope.hash) != (number, wanted):
                faults.append(f"Envelope {envelope.number} was changed, or one before it was taken out.")
                number = envelope.number
            last = envelope.hash
            earlier = last if number == count else earlier
        if earlier != link:
            faults.append(f"The first {count} envelopes are not those that were there at the earlier audit.")
        return Audit(number, last, tuple(faults))

    # ---- rows for the coordinator

    def coordinator(self) -> Appointed | None:
        """Who may open the rows, if anybody was appointed."""
        rows = self._rows(f"SELECT name, {LOCK} FROM coordinators")
        return Appointed(rows[0][0], Lock(*rows[0][1:])) if rows else None

    def appoint(self, appointed: Appointed) -> None:
        """Put this coordinator in the place of the one before, whose rows nobody can then add to."""
        with self._writing():
            self._db.execute("DELETE FROM coordinators")
            self._insert("coordinators", {"name": appointed.name, **_columns(appointed.lock)})
        self._forget()

    def add_row(self, id: bytes, letter: bytes) -> None:
        """Add a sealed row among the others, by its random name; the same name again changes nothing."""
        with self._writing():
            self._db.execute("INSERT OR IGNORE INTO sealed_rows VALUES (?, ?)", (id, letter))
        self._rows("VACUUM")  # lays the rows out by name: otherwise the file's pages tell who came last
        self._forget()

    def sealed_rows(self) -> tuple[bytes, ...]:
        """Every sealed row, in the order of their random names."""
        return tuple(letter for (letter,) in self._rows("SELECT letter FROM sealed_rows ORDER BY id"))

    def put_tables(self, quarter: str, written: str) -> None:
        """Keep the tables of a quarter, for good: WellnessError if they were made before."""
        if self.tables(quarter) is not None:
            raise WellnessError(f"The tables of {quarter} were made before, and are made once. Read those.")
        with self._writing():
            self._insert("unit_tables", {"quarter": quarter, "written": written})

    def tables(self, quarter: str) -> str | None:
        """The tables of a quarter as they were made, if they were."""
        rows = self._rows("SELECT written FROM unit_tables WHERE quarter = ?", quarter)
        return str(rows[0][0]) if rows else None

    # ---- the file

    @contextmanager
    def _writing(self) -> Iterator[None]:
        with self._guard, _in_words(self._path), writing(self._db):
            yield

    def _rows(self, sql: str, *values: Any) -> list[Any]:
        with self._guard, _in_words(self._path):
            return list(self._db.execute(sql, values))

    def _insert(self, table: str, row: dict[str, Any], *, replace: bool = False) -> None:
        self._db.table(table).insert(row, replace=replace)

    def _last(self) -> tuple[int, Link]:
        rows = self._rows("SELECT number, hash FROM envelopes ORDER BY number DESC LIMIT 1")
        return rows[0] if rows else (0, FIRST)

    def _forget(self) -> None:
        """Empty the write-ahead file: it keeps what was overwritten, and in which order rows came."""
        self._rows("PRAGMA wal_checkpoint(TRUNCATE)")


LOCK = ", ".join(each.name for each in fields(Lock))
ENVELOPE = ", ".join(each.name for each in fields(Envelope))


def _columns(fact: Any) -> dict[str, Any]:
    return {each.name: getattr(fact, each.name) for each in fields(fact)}


def _next_link(last: Link, number: int, officer: str, month: str, letter: bytes) -> Link:
    told = f"{last}\n{number}\n{officer}\n{month}\n{sha256(letter).hexdigest()}"
    return sha256(told.encode()).hexdigest()


def _opened(path: Path | None) -> Database:
    if path:
        path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        os.close(os.open(path, os.O_CREAT | os.O_RDWR, 0o600))
    connection = sqlite3.connect(path or ":memory:", timeout=PATIENCE, check_same_thread=False)
    try:
        return _in_shape(Database(connection, execute_plugins=False))
    except BaseException:
        connection.close()
        raise


def _in_shape(db: Database) -> Database:
    application = db.execute("PRAGMA application_id").fetchone()[0]
    if application != APPLICATION_ID and (application or db.table_names()):
        raise WellnessError("That file belongs to another program. Give another file for wellness.")
    if _applied(db) - {step.name for step in steps.pending(Database(memory=True, execute_plugins=False))}:
        raise WellnessError(
            "That file was written by a newer Levelhead. Install that one; nothing was changed."
        )
    for pragma in ("journal_mode = WAL", "synchronous = FULL", "fullfsync = ON", "secure_delete = ON"):
        with closing(db.execute(f"PRAGMA {pragma}")) as cursor:
            cursor.fetchall()
    with writing(db):  # two stations may open a new file at once
        steps.apply(db)
    return db


def _applied(db: Database) -> set[str]:
    if steps.migrations_table not in db.table_names():
        return set()
    return {str(name) for (name,) in db.execute(f"SELECT name FROM {steps.migrations_table}")}


@contextmanager
def _in_words(path: Path | None) -> Iterator[None]:
    """Turn what the disk or the database says into a sentence for a person."""
    try:
        yield
    except (sqlite3.Error, OSError) as error:
        raise WellnessError(
            f"The wellness file {path or 'in memory'} cannot be used: {error}. Try again; what was put before is safe."
        ) from error
