"""A record with people for tests: quick secrets, a clock that a test moves."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta, timezone

from scoring.kept import RunKind
from scoring.people import NamesKey, People, Rules
from scoring.record import Record
from scoring.stretch import Profile, Stretch
from simulator.model.events import HowEnded, RunEnded, RunStarted

QUICK = Stretch(Profile.ARGON2ID, rounds=1, memory=64, lanes=1)  # real ones take a fifth of a second
KEY = NamesKey(bytes(range(32)))
PIN, PASSPHRASE = "820417", "gravel lantern oboe"


class Clock:
    """Local time, two hours before UTC, that stands still until a test moves it."""

    def __init__(self) -> None:
        self.now = datetime(2026, 3, 2, 13, 50, tzinfo=timezone(timedelta(hours=-2)))

    def __call__(self) -> datetime:
        return self.now

    def after(self, **time: float) -> None:
        self.now += timedelta(**time)


class QuickRules(Rules):
    """The defaults, with secrets that take no time."""

    @property
    def stretch(self) -> Stretch:
        return QUICK


def people_of(record: Record, clock: Clock | None = None, key: NamesKey = KEY) -> People:
    """The people of that record."""
    return People(record, key, clock or Clock(), QuickRules())


def run_of(
    record: Record,
    officer: str,
    scenario: str = "s1",
    kind: RunKind = RunKind.PRACTICE,
    how: HowEnded | None = HowEnded.ENDING,
) -> str:
    """A short run of that officer, ended in that way or left open."""
    start = RunStarted(scenario, "d-" + scenario, "r1", 1, 7, 100)
    texts = {"scenario_text": "title: Short", "rubric_text": "dimensions: []"}
    run = record.begin(officer, (start,), 0, kind=kind, **texts).id
    if how:
        record.append(run, (RunEnded(how),), 60_000)
    return run


def in_utc(at: datetime) -> str:
    """As the record writes times."""
    return at.astimezone(UTC).isoformat(timespec="milliseconds")


def add_fact(record: Record, table: str, **values: str | int) -> None:
    """A row of facts of which a test cares for these values alone."""
    with record.changing() as db:
        fill = {column.name: 0 if column.type == "INTEGER" else "" for column in db.table(table).columns}
        named = {"losses": "unknown"} if table == "run_facts" else {}
        db.table(table).insert({**fill, **named, **values})
