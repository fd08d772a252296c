"""A wellness file for tests, and rooms of officers in it."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from pathlib import Path
from typing import Any

from scoring.wellness.store import Store
from scoring.wellness.vault import Wellness
from tests.checked_in import PASSPHRASE, QUICK, Calendar

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


def room(store: Store, officer: str, calendar: Calendar) -> Wellness:
    return Wellness(None, officer, store=store, stretch=QUICK, today=calendar)


def bytes_on_disk(path: Path) -> bytes:
    """Everything that lies beside the file: the database, what it writes ahead, what it shares."""
    return b"".join(each.read_bytes() for each in sorted(path.parent.iterdir()))


def rows(path: Path, sql: str, *values: Any) -> list[Any]:
    with closing(sqlite3.connect(path)) as db, db:
        return db.execute(sql, values).fetchall()
