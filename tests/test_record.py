"""The record: what is written comes back, and is only ever added to."""

from __future__ import annotations

import json
import os
import sqlite3
import tempfile
from collections.abc import Iterator
from datetime import datetime, timedelta, timezone
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from scoring import rows
from scoring.kept import Officer, RunKind, RunState
from scoring.record import Record, RecordError
from scoring.seal import StationKey
from scoring.verify import verify
from simulator.model.events import ChoiceMade, Event, HowEnded, MeterChanged, MomentEntered, RunEnded
from tests.recorded_events import CHOSEN, ENDED, EVENTS, MENU, OPENING, STARTED, begin


@pytest.fixture
def path() -> Iterator[Path]:
    """A place for a record, in a folder that everyone may enter."""
    with tempfile.TemporaryDirectory() as folder:
        os.chmod(folder, 0o755)
        yield Path(folder) / "record.sqlite"


# ---- what is written comes back


@given(st.lists(st.lists(EVENTS, max_size=5), max_size=5))
@settings(deadline=None, max_examples=60)
def test_what_was_written_reads_back_whatever_it_was(batches: list[list[Event]]) -> None:
    with Record() as record:
        run = begin(record, (STARTED,))
        for at, batch in enumerate(batches):
            record.append(run, batch, at)
        assert record.events(run) == (STARTED, *(event for batch in batches for event in batch))


def test_a_run_is_there_after_the_record_was_closed_and_opened(path: Path) -> None:
    with Record(path) as record:
        run = begin(record, kind=RunKind.ASSIGNED)
        record.append(run, CHOSEN, 1500)
    with Record(path) as record:
        assert record.events(run) == OPENING + CHOSEN
        assert record.last_at(run) == 1500
        (kept,) = record.open_runs("o-1")
    assert (kept.id, kept.kind, kept.seed, kept.state) == (run, RunKind.ASSIGNED, 7, RunState.OPEN)


def test_the_exact_text_is_kept_and_the_first_of_a_digest_stays() -> None:
    record = Record()
    run = begin(record)
    record.begin("o-1", OPENING, 0, scenario_text="title: A knife", rubric_text="dimensions: []")
    assert record.text(record.run(run).digest) == "title: A knife  # as written"
    assert record.text("r1") == "dimensions: []"
    assert verify(record).clean
    with pytest.raises(RecordError, match="No text of digest x is kept"):
        record.text("x")


@pytest.mark.parametrize(
    ("how", "state"),
    [
        (HowEnded.ENDING, RunState.ENDED),
        (HowEnded.STOPPED, RunState.STOPPED),
        (HowEnded.STUCK, RunState.STUCK),
    ],
)
def test_the_last_event_closes_the_run(how: HowEnded, state: RunState) -> None:
    record = Record()
    run = begin(record)
    record.append(run, (ChoiceMade("wait", 1), RunEnded(how)), 10)
    assert record.run(run).state is state
    assert record.open_runs("o-1") == ()
    with pytest.raises(RecordError, match="is over"):
        record.append(run, CHOSEN, 20)


def test_a_run_that_was_continued_elsewhere_is_not_mixed_up(path: Path) -> None:
    with Record(path) as here, Record(path) as there:
        run = begin(here)
        there.append(run, CHOSEN, 10, after=3)
        with pytest.raises(RecordError, match="continued elsewhere"):
            here.append(run, CHOSEN, 11, after=3)
        assert len(here.events(run)) == 6


def test_nothing_of_a_batch_is_kept_where_a_part_of_it_cannot_be() -> None:
    record = Record()
    run = begin(record)
    record._db.execute(
        "CREATE TEMP TRIGGER no_end BEFORE UPDATE OF state ON runs BEGIN SELECT RAISE(ABORT, 'not now'); END"
    )
    with pytest.raises(RecordError, match="not now"):
        record.append(run, CHOSEN + ENDED, 10)
    assert record.events(run) == OPENING
    record.append(run, CHOSEN, 20, after=3)


def test_a_run_that_cannot_begin_leaves_nothing() -> None:
    record = Record()
    with pytest.raises(RecordError, match='no officer "nobody"'):
        record.begin("nobody", OPENING, 0, scenario_text="", rubric_text="")
    assert record.runs() == ()
    with pytest.raises(RecordError, match="No text"):
        record.text("d1")


def test_the_clock_counts_for_the_menu_that_it_was_noted_at() -> None:
    record = Record()
    run = begin(record)
    assert record.elapsed(run) == 0
    record.mark_clock(run, 1000)
    record.mark_clock(run, 2000)
    record.append(run, (MeterChanged("tension", 60, 2100),), 2100)
    assert record.elapsed(run) == 2000
    record.append(run, CHOSEN, 2500)
    assert record.elapsed(run) == 0


def test_runs_are_found_by_officer_state_and_the_beginning_of_their_id() -> None:
    now = datetime(2026, 11, 22, 23, 30, tzinfo=timezone(timedelta(hours=-5)))
    moments = iter(now + timedelta(days=day) for day in range(9))
    record = Record(now=lambda: next(moments))
    record.add_officer("o-2", "Bo Reyes")
    first, second = begin(record), begin(record)
    third = record.begin("o-2", OPENING, 0, scenario_text="", rubric_text="").id
    record.append(first, ENDED, 5)
    assert [run.id for run in record.runs()] == [third, second, first]
    assert [run.id for run in record.runs("o-1", RunState.ENDED)] == [first]
    assert [run.id for run in record.open_runs("o-2")] == [third]
    assert (record.run(first).started, record.run(first).utc_offset) == (
        "2026-11-23T04:30:00.000+00:00",
        -300,
    )
    assert record.run("20261123").id == first
    for beginning, why in (("202611", "more than one run"), ("2027", "no run"), ("", "more than one run")):
        with pytest.raises(RecordError, match=why):
            record.run(beginning)


def test_officers_are_listed_by_name_and_ids_are_unique() -> None:
    record = Record()
    record.add_officer("z", "Ann Moss")
    record.add_officer("a", "Zoë Ruiz")
    assert record.officers() == (Officer("z", "Ann Moss"), Officer("a", "Zoë Ruiz"))
    with pytest.raises(RecordError, match="already"):
        record.add_officer("a", "Somebody Else")
    for id, name in (("", "x"), ("two words", "x"), ("-x", "x"), ("x" * 65, "x"), ("b", " "), ("b", "\x07")):
        with pytest.raises(RecordError, match="cannot be"):
            record.add_officer(id, name)


def test_no_name_stands_in_anything_but_the_table_of_officers(path: Path) -> None:
    with Record(path) as record:
        record.append(begin(record), CHOSEN + ENDED, 5)
    db = sqlite3.connect(path)
    tables = [name for (name,) in db.execute("SELECT name FROM sqlite_schema WHERE type = 'table'")]
    holding = [table for table in tables if "Moss" in repr(db.execute(f"SELECT * FROM {table}").fetchall())]
    assert holding == ["officers"]


# ---- only ever added to


@pytest.mark.parametrize(
    "change",
    [
        "UPDATE events SET body = '{}'",
        "DELETE FROM events",
        "INSERT OR REPLACE INTO events SELECT run, seq, kind, version, '{}', at, hash FROM events",
        "UPDATE runs SET officer = 'o-2'",
        "UPDATE runs SET kind = 'practice'",
        "DELETE FROM runs",
        "UPDATE heads SET count = 1",
        "DELETE FROM heads",
        "UPDATE texts SET text = ''",
        "DELETE FROM texts",
    ],
)
def test_the_database_itself_refuses_changes(path: Path, change: str) -> None:
    with Record(path, StationKey.new()) as record:
        begin(record)
    db = sqlite3.connect(path)
    db.execute("PRAGMA recursive_triggers = ON")
    with pytest.raises(sqlite3.IntegrityError, match="never changed"):
        db.execute(change)


def test_older_events_are_brought_to_todays_shapes(monkeypatch: pytest.MonkeyPatch) -> None:
    record = Record()
    run = begin(record)

    def renamed(kind: str, fields: rows.Fields) -> tuple[str, rows.Fields]:
        return kind, fields | {"moment": "attic.door"} if kind == "MomentEntered" else fields

    monkeypatch.setattr(rows, "EVENT_VERSION", 3)
    monkeypatch.setattr(rows, "UPCASTS", {1: renamed, 2: lambda kind, fields: (kind, fields)})
    assert record.events(run) == (STARTED, MomentEntered("attic.door", 1), MENU)


def test_newer_events_are_refused_in_words(monkeypatch: pytest.MonkeyPatch) -> None:
    record = Record()
    run = begin(record)
    monkeypatch.setattr(rows, "EVENT_VERSION", 0)
    with pytest.raises(RecordError, match="newer Levelhead"):
        record.events(run)


@pytest.mark.parametrize(
    "body", ["", "[]", "7", '{"moment":"x"}', "[" * 20_000, '{"moment":"x","visit":1,"more":1}']
)
def test_an_event_that_is_none_is_said_to_be_unreadable(path: Path, body: str) -> None:
    with Record(path) as record:
        run = begin(record)
    db = sqlite3.connect(path)
    db.execute("DROP TRIGGER events_never_update")
    db.execute("UPDATE events SET body = ? WHERE seq = 2", (body,))
    db.commit()
    with Record(path) as record, pytest.raises(RecordError, match=r"Event 2 of run .* cannot be read"):
        record.events(run)


def test_a_body_is_canonical_json() -> None:
    record = Record()
    bodies = [kept.body for kept in record.kept_events(begin(record))]
    assert bodies[1] == '{"moment":"hallway.door","visit":1}'
    assert all(body == json.dumps(json.loads(body), sort_keys=True, separators=(",", ":")) for body in bodies)
