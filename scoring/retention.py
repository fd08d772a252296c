"""Retention: which runs are older than they may be kept, and how what happened in them goes so that it shows.

What goes are a run's events, its facts and all that was said of it. What stays is the run (whose, which scenario, when),
every signed head, and a stone in the place of the events: how many they were and their last link, signed by the station
that removed them. Events that are gone without such a stone are still found by `verify`.
"""

from __future__ import annotations

from calendar import monthrange
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime
from typing import TYPE_CHECKING

from scoring.checks import found
from scoring.facts_tables import NO_FACTS, replace_facts
from scoring.kept import ExpiredRun, Head, Link, PublicKey, RecordedRun, RunId, RunState, StationId
from scoring.rows import columns, fact, row
from scoring.seal import StationKey, fingerprint, is_signed
from simulator.model.findings import Finding

if TYPE_CHECKING:
    from sqlite_utils import Database

SIGNED_WORDS = "levelhead expired run 1\n"
GOES_WITH_A_RUN = ("clocks", "disputes", "opinions")  # besides its facts: every table that tells of a run


@dataclass(frozen=True, slots=True)
class Expiry:
    """What would go, or went: runs that began before a day, with their events."""

    before: date
    runs: int
    events: int


def expiry_day(today: date, months: int) -> date:
    """The first day that is kept: the same day of the month so many months ago, or the last one that it has."""
    year, month = divmod(today.year * 12 + today.month - 1 - months, 12)
    if year < date.min.year:
        return date.min
    return date(year, month + 1, min(today.day, monthrange(year, month + 1)[1]))


def due_runs(db: Database, before: date) -> tuple[tuple[RunId, int, Link], ...]:
    """The runs that began before that day and have not expired: with the number and hash of their last event."""
    return tuple(db.execute(DUE, (before.isoformat(),)).fetchall())


def expire(db: Database, due: Sequence[tuple[RunId, int, Link]], key: StationKey, now: datetime) -> None:
    """Put a signed stone in the place of what happened in these runs; within a transaction."""
    at = now.astimezone(UTC).isoformat(timespec="milliseconds")
    for run, count, content in due:
        bare = ExpiredRun(run, count, content, at, key.station, signature="")
        db.table("expired").insert(row(replace(bare, signature=key.sign(_link(bare), SIGNED_WORDS))))
        db.execute("UPDATE runs SET state = ? WHERE id = ? AND state = 'open'", (RunState.STOPPED.value, run))
        for table in (*GOES_WITH_A_RUN, "events"):
            db.execute(f"DELETE FROM {table} WHERE run = ?", (run,))
    replace_facts(db, ((run, NO_FACTS) for run, *_ in due))


def expired_runs(db: Database) -> Mapping[RunId, ExpiredRun]:
    """The stones, by run."""
    rows = db.execute(f"SELECT {columns(ExpiredRun)} FROM expired")
    return {stone.run: stone for stone in (fact(ExpiredRun, each) for each in rows)}


def check_expired(
    run: RecordedRun,
    stone: ExpiredRun,
    events: int,
    heads: Sequence[Head],
    keys: Mapping[StationId, PublicKey],
) -> Iterator[Finding]:
    """Whether a run's stone is signed, stands for all that was signed of the run, and nothing is left beside it."""
    where = f"run {run.id}"
    key = keys.get(stone.station)
    if not (key and is_signed(_link(stone), stone.signature, key, SIGNED_WORDS)):
        yield found(
            "false_expiry",
            where,
            f"Station {stone.station} did not sign that it expired, or its key was not given.",
        )
    if events:
        yield found("event_changed", where, f"It has expired, and has {events} events all the same.")
    if run.state is RunState.OPEN:
        yield found("state_changed", where, "It has expired, and says that it is open.")
    for head in heads:
        if head.count > stone.count or (head.count == stone.count and head.content != stone.content):
            message = (
                f"Another run than the signed one expired here (station {head.station}, head {head.number})."
            )
            yield found("false_expiry", where, message)


DUE = (
    "SELECT r.id, e.seq, e.hash FROM runs r JOIN events e ON e.run = r.id WHERE r.started < ?"
    " AND e.seq = (SELECT MAX(seq) FROM events WHERE run = r.id)"
    " AND r.id NOT IN (SELECT run FROM expired) ORDER BY r.id"
)


def _link(stone: ExpiredRun) -> Link:
    return fingerprint(stone.run, stone.count, stone.content, stone.at, stone.station)
