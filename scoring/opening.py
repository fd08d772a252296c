"""The record's file: opens it durably and privately, brings it to shape, and says in words what is wrong with it."""

from __future__ import annotations

import os
import sqlite3
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from functools import cache
from pathlib import Path
from shutil import disk_usage
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from sqlite_utils import Database

PATIENCE = 5.0  # seconds to wait for another program that is writing
PAUSE = 0.02  # seconds between tries
PRAGMAS = (
    "synchronous = FULL",
    "fullfsync = ON",
    "checkpoint_fullfsync = ON",
    "foreign_keys = ON",
    "secure_delete = ON",  # what was erased is overwritten
)
ROOM = 1 << 20  # bytes: a disk with less is full for a record, which opens with files beside it
FULL = "cannot grow: the disk is full. Make room; what was acknowledged is safe."
DAMAGED = (
    "is no record, or is damaged. Keep it aside, and put a copy back or give another file (--record PATH)."
)


class RecordError(Exception):
    """The record cannot do what was asked; says where, what, and what instead."""


def open_database(path: Path | None) -> Database:
    """The database in that file (made if there is none), or one in memory; RecordError if it is no record of ours."""
    with in_words(path):
        if path:
            _make_private(path)
        connection = sqlite3.connect(path or ":memory:", timeout=PATIENCE, check_same_thread=False)
        try:
            return _in_shape(connection, path)
        except BaseException:
            connection.close()
            raise


@contextmanager
def in_words(path: Path | None) -> Iterator[None]:
    """Turn what the disk or the database says into a sentence for a person."""
    try:
        yield
    except sqlite3.Error as error:
        raise RecordError(f"{_name(path)} {_cause(error, path)}") from error
    except UnicodeDecodeError as error:  # the driver's answer to a damaged name in the file
        raise RecordError(f"{_name(path)} {DAMAGED}") from error
    except OSError as error:
        raise RecordError(
            f"{_name(path)} cannot be opened: {error.strerror}. Give a file that you may write (--record PATH)."
        ) from error


def shape(db: Database) -> frozenset[tuple[str, str]]:
    """The database's tables, indexes and triggers, by name and SQL; without those of SQLite and sqlite-utils."""
    found = db.execute("SELECT name, coalesce(sql, '') FROM sqlite_schema").fetchall()
    theirs = ("sqlite_", "_sqlite_", "idx__sqlite_")
    return frozenset((str(name), str(sql)) for name, sql in found if not str(name).startswith(theirs))


@cache
def new_shape() -> frozenset[tuple[str, str]]:
    """The shape of a record that this program has just made."""
    with closing(open_database(None)) as db:
        return shape(db)


@contextmanager
def writing(db: Database) -> Iterator[None]:
    """One transaction that waits its turn before it reads: all of it is on the disk afterwards, or nothing."""
    db.execute("BEGIN IMMEDIATE")
    try:
        yield
        db.commit()
    except BaseException:
        db.rollback()
        raise


def _make_private(path: Path) -> None:
    """Make the file for its owner's eyes alone before the database writes; refuse what cannot be written."""
    path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    os.close(os.open(path, os.O_CREAT | os.O_RDWR, 0o600))


def _in_shape(connection: sqlite3.Connection, path: Path | None) -> Database:
    with _numpy_left_out():
        from sqlite_utils import Database
    from scoring.migrations import applied_steps, known_steps, steps

    db = Database(connection, execute_plugins=False)
    _refuse_foreign(db, path)
    if applied_steps(db) - known_steps():
        raise RecordError(
            f"{_name(path)} was written by a newer Levelhead. Install that one; nothing was changed."
        )
    _make_durable(db, path)
    if applied_steps(db) != known_steps():
        with writing(db):  # two programs may open a new record at once
            steps.apply(db)
    return db


@contextmanager
def _numpy_left_out() -> Iterator[None]:
    """sqlite-utils takes numpy where it finds it, for columns that we do not have: 0.1 s and 20 MB at each start."""
    if "sqlite_utils" in sys.modules or "numpy" in sys.modules:
        yield
        return
    sys.modules["numpy"] = None  # type: ignore[assignment]  # what the language has for "not there"
    try:
        yield
    finally:
        del sys.modules["numpy"]


def _refuse_foreign(db: Database, path: Path | None) -> None:
    from scoring.migrations import APPLICATION_ID

    application = db.execute("PRAGMA application_id").fetchone()[0]
    if application != APPLICATION_ID and (application or db.table_names()):
        raise RecordError(
            f"{_name(path)} is a database of another program. Give another file (--record PATH)."
        )


def _make_durable(db: Database, path: Path | None) -> None:
    """What is acknowledged outlives a power cut (in 1,094 simulated ones FULL lost nothing; NORMAL did)."""
    mode = _with_patience(lambda: db.execute("PRAGMA journal_mode = WAL").fetchone()[0])
    if path and mode != "wal":
        raise RecordError(
            f"{_name(path)} stands where it cannot be kept safely, as on a network share. Give a file on a local disk."
        )
    for pragma in PRAGMAS:
        db.execute(f"PRAGMA {pragma}")


def _with_patience(change: Callable[[], str]) -> str:
    """SQLite refuses one of two that turn a new file to WAL at once, without waiting as it does elsewhere."""
    until = time.monotonic() + PATIENCE
    while True:
        try:
            return change()
        except sqlite3.OperationalError as error:
            if error.sqlite_errorcode != sqlite3.SQLITE_BUSY or time.monotonic() > until:
                raise
        time.sleep(PAUSE)


def _name(path: Path | None) -> str:
    return f"The record {path}" if path else "The record in memory"


def _cause(error: sqlite3.Error, path: Path | None) -> str:
    """What to say of a database error, by its primary code; to open a file on a full disk is an I/O error to SQLite."""
    match getattr(error, "sqlite_errorcode", sqlite3.SQLITE_ERROR) & 0xFF:
        case sqlite3.SQLITE_BUSY | sqlite3.SQLITE_LOCKED:
            return "is in use by another program that does not let go. Close it, or try again in a moment."
        case sqlite3.SQLITE_READONLY | sqlite3.SQLITE_CANTOPEN | sqlite3.SQLITE_PERM:
            return "cannot be written. Make its folder and files yours to write, or give another file (--record PATH)."
        case sqlite3.SQLITE_FULL:
            return FULL
        case sqlite3.SQLITE_IOERR if path and _is_full(path.parent):
            return FULL
        case sqlite3.SQLITE_IOERR:
            return (
                f"could not be read or written: the disk reports an error ({error}). Copy it to a sound disk."
            )
        case sqlite3.SQLITE_NOTADB | sqlite3.SQLITE_CORRUPT:
            return DAMAGED
        case _:
            return f"refused: {error}. Run `levelhead record verify`; if it finds nothing, tell us."


def _is_full(folder: Path) -> bool:
    try:
        return disk_usage(folder).free < ROOM
    except OSError:
        return False
