"""Expiring: removes what happened in runs that are older than they may be kept, from a record."""

from __future__ import annotations

from datetime import date, datetime

from scoring.audit import Act
from scoring.kept import OfficerId
from scoring.opinions import let_go
from scoring.record import Record
from scoring.retention import Expiry, due_runs, expire
from scoring.seal import StationKey


def due(record: Record, before: date) -> Expiry:
    """What `expired` would remove: runs that began before that day (UTC)."""
    with record.changing() as db:
        return _counted(before, due_runs(db, before))


def expired(record: Record, before: date, by: OfficerId, key: StationKey, now: datetime) -> Expiry:
    """Remove what happened in runs that began before that day, with a signed stone in the place of each."""
    with record.changing() as db:
        runs = due_runs(db, before)
        for run, *_ in runs:
            let_go(record, run, by)
        expire(db, runs, key, now)
        record.note(by, Act.RUNS_EXPIRED, f"{len(runs)} before {before}")
    record.forget()
    return _counted(before, runs)


def _counted(before: date, runs: tuple[tuple[str, int, str], ...]) -> Expiry:
    return Expiry(before, len(runs), sum(count for _, count, _ in runs))
