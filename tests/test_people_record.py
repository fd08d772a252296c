"""What people leave in the record: an audit trail that shows what was done to it, and runs that may go when they are old."""

from __future__ import annotations

import json
import sqlite3
from contextlib import suppress
from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from scoring.audit import Act
from scoring.expiring import due, expired
from scoring.facts_tables import FACT_TABLES
from scoring.kept import RunState
from scoring.opinions import WHOLE, Opinion, Opinions, Voice
from scoring.people import People
from scoring.record import Record
from scoring.retention import GOES_WITH_A_RUN, expiry_day
from scoring.seal import StationKey
from scoring.verify import anchor, verify
from tests.people_here import Clock, add_fact, people_of, run_of

KEY = StationKey.new()
NEVER_GO = {"events", "expired"}  # events go too, last; a stone says that they did


def codes(record: Record, path: Path | None = None) -> list[str]:
    return [finding.code for finding in verify(record, [KEY.public], path).findings]


def tamper(path: Path, *statements: str) -> None:
    """Change a record as somebody would who has the file: without the triggers, and putting them back."""
    db = sqlite3.connect(path)
    triggers = db.execute("SELECT name, sql FROM sqlite_schema WHERE type = 'trigger'").fetchall()
    for name, _ in triggers:
        db.execute(f"DROP TRIGGER {name}")
    for statement in (*statements, *(sql for _, sql in triggers)):
        db.execute(statement)
    db.commit()
    db.close()


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "record.db"


# ---- the audit trail


@pytest.fixture
def noted(path: Path) -> Path:
    """A record with three entries."""
    with Record(path, KEY) as record:
        for about in ("North", "South", "traffic_stop"):
            record.note("p-1", Act.REPORT_READ, about)
    return path


def test_what_was_noted_reads_back_and_passes(noted: Path) -> None:
    with Record(noted) as record:
        assert [(each.number, each.person, each.about) for each in record.audited()] == [
            (1, "p-1", "North"),
            (2, "p-1", "South"),
            (3, "p-1", "traffic_stop"),
        ]
        verified = verify(record, [KEY.public])
        assert verified.clean
        assert "The audit trail has 3 entries." in verified.summary()


def test_verifying_tells_how_far_it_has_come() -> None:
    told: list[tuple[int, int]] = []
    with Record(key=StationKey.new()) as record:
        run_of(record, people_of(record).add("1", "Ann Moss").id)
        record.note("", Act.AUDIT_READ)
        verify(record, tell=lambda done, of: told.append((done, of)))
    most = len(told)
    assert most >= 3
    assert told == [(number, most) for number in range(1, most + 1)]


def test_an_entry_goes_in_with_the_change_or_not_at_all() -> None:
    record = Record()
    with suppress(ZeroDivisionError), record.changing():
        record.note("p-1", Act.ROLES_CHANGED, "p-2")
        assert len(record.audited()) == 1
        raise ZeroDivisionError
    assert record.audited() == ()


@pytest.mark.parametrize("change", ["UPDATE audit SET about = 'West'", "DELETE FROM audit"])
def test_the_trail_is_only_added_to(noted: Path, change: str) -> None:
    with Record(noted) as record, pytest.raises(Exception, match="never changed"), record.changing() as db:
        db.execute(change)


@pytest.mark.parametrize(
    ("change", "code"),
    [
        ("UPDATE audit SET about = 'West' WHERE number = 2", "audit_changed"),
        ("UPDATE audit SET person = 'p-9' WHERE number = 3", "audit_changed"),
        ("UPDATE audit SET signature = '' WHERE number = 3", "audit_changed"),
        ("DELETE FROM audit WHERE number = 2", "audit_missing"),
        ("DELETE FROM audit WHERE number = 1", "audit_missing"),
    ],
)
def test_a_changed_trail_is_found(noted: Path, change: str, code: str) -> None:
    tamper(noted, change)
    with Record(noted) as record:
        assert code in codes(record)


def test_a_cut_trail_is_found_by_an_anchor_that_was_kept_elsewhere(noted: Path, tmp_path: Path) -> None:
    kept = tmp_path / "anchor.json"
    with Record(noted) as record:
        kept.write_text(anchor(record))
        assert codes(record, kept) == []
    tamper(noted, "DELETE FROM audit WHERE number = 3")
    with Record(noted) as record:
        assert codes(record) == []  # what nobody kept elsewhere, nobody can miss
        assert codes(record, kept) == ["audit_missing"]


def test_an_anchor_from_before_the_trail_still_serves(noted: Path, tmp_path: Path) -> None:
    kept = tmp_path / "anchor.json"
    with Record(noted) as record:
        old = json.loads(anchor(record))
        del old["audit"]
        kept.write_text(json.dumps(old))
        assert codes(record, kept) == []


def test_a_trail_that_was_written_anew_by_another_key_is_found(noted: Path) -> None:
    tamper(noted, "DELETE FROM audit")
    with Record(noted, StationKey.new()) as record:
        record.note("p-1", Act.REPORT_READ, "elsewhere")
    with Record(noted) as record:
        assert "audit_changed" in codes(record)


def test_entries_without_a_station_key_are_told_of() -> None:
    record = Record()
    record.note("p-1", Act.REPORT_READ, "North")
    assert "The audit trail has 1 entry, 1 of them not signed." in verify(record).summary()


# ---- retention


class Aged:
    """A record with an old run that ended, an old one left open, and a new one, of one officer."""

    def __init__(self, path: Path) -> None:
        clock = Clock()
        self.record = Record(path, KEY, now=clock)
        self.people: People = people_of(self.record, clock)
        officer = self.people.add("1", "Ann Moss").id
        clock.now = datetime(2024, 1, 31, tzinfo=UTC)
        self.old = run_of(self.record, officer)
        self.open = run_of(self.record, officer, how=None)
        clock.now = datetime(2026, 3, 2, tzinfo=UTC)
        self.new = run_of(self.record, officer)
        for run in (self.old, self.new):
            add_fact(self.record, "run_facts", run=run, officer=officer)
            add_fact(self.record, "decision_facts", run=run, number=1, moment="door")
        self.opinions = Opinions(self.record, self.people)
        for run in (self.old, self.new):
            self.opinions.keep(Opinion(run, officer, Voice.OWN, {WHOLE: 4}, {WHOLE: "It went well."}))
        self.people.dispute(self.old, 1, "wait", "1", "He did ask.")
        self.people.dispute(self.new, 1, "wait", "1", "He did ask again.")

    def expire(self) -> None:
        expired(self.record, date(2025, 1, 1), "p-admin", KEY, datetime(2026, 3, 2, tzinfo=UTC))


@pytest.fixture
def aged(path: Path) -> Aged:
    return Aged(path)


def test_telling_what_would_go_changes_nothing(aged: Aged) -> None:
    told = due(aged.record, date(2025, 1, 1))
    assert (told.runs, told.events) == (2, 3)
    assert len(aged.record.events(aged.old)) == 2
    assert aged.record.expired() == {}


def test_what_happened_in_old_runs_goes_and_verify_still_passes(aged: Aged) -> None:
    aged.expire()
    record = aged.record
    assert record.expired().keys() == {aged.old, aged.open}
    for run in (aged.old, aged.open):
        assert record.events(run) == ()
        assert record.run(run).state is not RunState.OPEN
    assert len(record.events(aged.new)) == 2
    assert [dispute.run for dispute in aged.people.disputes()] == [aged.new]
    assert aged.opinions.of(aged.old) == ()
    assert len(aged.opinions.of(aged.new)) == 1
    assert record.select("SELECT run FROM run_facts") == [(aged.new,)]
    verified = verify(record, [KEY.public])
    assert verified.clean
    assert verified.expired == 2
    assert "2 runs expired: a signature stands in the place of what happened." in verified.summary()
    assert due(record, date(2025, 1, 1)).runs == 0


def test_an_expired_run_is_not_offered_again(aged: Aged) -> None:
    assert aged.record.open_runs(aged.record.run(aged.open).officer)
    aged.expire()
    assert not aged.record.open_runs(aged.record.run(aged.open).officer)


def test_the_words_of_an_expired_run_are_gone_from_the_file(aged: Aged, path: Path) -> None:
    needle = b'"scenario":"s1"'
    before = path.with_name(path.name + "-wal").read_bytes() + path.read_bytes()
    aged.expire()
    after = path.with_name(path.name + "-wal").read_bytes() + path.read_bytes()
    assert before.count(needle) > after.count(needle) == 1  # the new run's


def test_events_of_a_run_that_did_not_expire_cannot_be_deleted(aged: Aged) -> None:
    aged.expire()
    with pytest.raises(Exception, match="never changed"), aged.record.changing() as db:
        db.execute("DELETE FROM events WHERE run = ?", (aged.new,))


@pytest.mark.parametrize(
    ("change", "code"),
    [
        ("DELETE FROM events WHERE run = '{new}'", "events_missing"),
        ("DELETE FROM opinions WHERE run = '{new}'", "opinion_missing"),
        ("DELETE FROM expired WHERE run = '{old}'", "events_missing"),
        ("DELETE FROM runs WHERE id = '{old}'", "run_missing"),
        ("UPDATE expired SET count = 1, content = 'x' WHERE run = '{old}'", "false_expiry"),
        ("UPDATE expired SET signature = '' WHERE run = '{old}'", "false_expiry"),
        ("UPDATE expired SET station = 'unsigned', signature = '' WHERE run = '{old}'", "false_expiry"),
        ("UPDATE runs SET state = 'open' WHERE id = '{old}'", "state_changed"),
        (
            "INSERT INTO expired SELECT '{new}', count, content, at, station, signature FROM expired WHERE run = '{old}'",
            "false_expiry",
        ),
    ],
)
def test_any_other_deletion_is_still_found(aged: Aged, path: Path, change: str, code: str) -> None:
    aged.expire()
    aged.record.close()
    tamper(path, "PRAGMA foreign_keys = OFF", change.format(old=aged.old, new=aged.new))
    with Record(path) as record:
        assert code in codes(record)


def test_every_table_that_tells_of_a_run_is_emptied_when_the_run_expires() -> None:
    with Record().changing() as db:
        tables = {
            table.name for table in db.tables if any(key.other_table == "runs" for key in table.foreign_keys)
        }
    assert tables - NEVER_GO == {*GOES_WITH_A_RUN, *FACT_TABLES}


@pytest.mark.parametrize(
    ("today", "months", "first"),
    [
        (date(2026, 3, 2), 24, date(2024, 3, 2)),
        (date(2026, 3, 31), 1, date(2026, 2, 28)),
        (date(2024, 3, 31), 1, date(2024, 2, 29)),
        (date(2026, 1, 15), 1, date(2025, 12, 15)),
        (date(2026, 12, 31), 6, date(2026, 6, 30)),
    ],
)
def test_months_are_counted_back_to_the_same_day(today: date, months: int, first: date) -> None:
    assert expiry_day(today, months) == first


# ---- erasing


def test_an_erased_person_is_nobody_and_the_record_stays_whole(path: Path) -> None:
    with Record(path, KEY) as record:
        people = people_of(record)
        person = people.add("47110815", "Annabel Mossgrove", unit="North", rank="Sergeant")
        run = run_of(record, person.id)
        add_fact(record, "run_facts", run=run, officer=person.id)
        add_fact(record, "decision_facts", run=run, number=1, moment="door")
        people.dispute(run, 1, "wait", "47110815", "He did ask, and twice.")
        people.set_secret("47110815", "820417")
        [(sealed_key,)] = record.select("SELECT key FROM people")
        people.office.erase(person, "p-admin")
        assert people.person("47110815") is None
        left = people.person(person.id)
        assert left
        assert (left.name, left.badge, left.rank, left.unit, left.roles) == (
            person.pseudonym,
            "",
            "",
            "North",
            frozenset(),
        )
        assert people.everyone() == ()
        assert [dispute.words for dispute in people.disputes()] == [""]
        assert verify(record, [KEY.public]).clean
        disk = path.read_bytes() + path.with_name(path.name + "-wal").read_bytes()
        assert sealed_key not in disk
        assert person.id.encode() in disk
