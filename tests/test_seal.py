"""Seals and verify: whatever is done to a real record file up to its last signed head is found."""

from __future__ import annotations

import shutil
import sqlite3
from contextlib import closing, suppress
from datetime import timedelta
from pathlib import Path

import pytest
from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st

from scoring.chains import SIGN_EVERY
from scoring.checks import check_chain
from scoring.kept import Covers, RecordedRun
from scoring.opening import RecordError
from scoring.record import Record
from scoring.rows import columns
from scoring.seal import (
    StationKey,
    day_content,
)
from scoring.verify import Verification, anchor, verify
from simulator.model.events import ChoiceMade, HowEnded, RunEnded
from tests.tampering import HEAD_FIELDS, NOON, TAMPERS, Sealed, Tamper, Wall, play, tampering

SEALED = settings(
    deadline=None, max_examples=150, suppress_health_check=[HealthCheck.function_scoped_fixture]
)


@pytest.fixture(scope="module")
def sealed(tmp_path_factory: pytest.TempPathFactory) -> Sealed:
    """Two days of two officers: seven runs, one of them long, one open; closed, hence signed to the last event."""
    folder = tmp_path_factory.mktemp("sealed")
    path, key, wall = folder / "record.sqlite", StationKey.new(), Wall()
    runs: list[str] = []
    for _ in range(2):
        with Record(path, key, now=wall) as record:
            if not record.officers():
                record.add_officer("o-1", "Ann Moss")
                record.add_officer("o-2", "Bo Reyes")
            runs += [
                play(record, "knife", 3),
                play(record, "stop", 2, officer="o-2"),
                play(record, "knife", 3),
            ]
        wall.now += timedelta(days=1)
    with Record(path, key, now=wall) as record:
        runs += [play(record, "visit", SIGN_EVERY, ended=False)]
    return Sealed(path, key, tuple(runs))


@pytest.fixture
def copy(sealed: Sealed, tmp_path: Path) -> Path:
    """A copy of the sealed record to be tampered with."""
    return Path(shutil.copy(sealed.path, tmp_path / "copy.sqlite"))


def codes(verification: Verification) -> set[str]:
    """The codes of all findings."""
    return {finding.code for finding in verification.findings}


# ---- an honest record is clean


def test_an_honest_record_is_clean_and_signed_to_the_end(sealed: Sealed, copy: Path) -> None:
    verification = sealed.verified(copy)
    assert verification.findings == ()
    assert verification.unsigned == ()
    assert (verification.runs, verification.last_heads[0].covers) == (7, Covers.DAY)
    assert "no change found" in verification.summary()[0]


@given(st.lists(st.tuples(st.integers(0, 6), st.booleans(), st.integers(0, 40)), max_size=6), st.data())
@settings(deadline=None, max_examples=25)
def test_every_honest_record_is_clean(plays: list[tuple[int, bool, int]], data: st.DataObject) -> None:
    wall, key = Wall(), StationKey.new()
    record = Record(key=key, now=wall)
    record.add_officer("o-1", "Ann Moss")
    for choices, ended, hours in plays:
        play(record, "knife", choices, ended)
        wall.now += timedelta(hours=hours)
        assert verify(record, [key.public]).clean


def test_a_tail_that_is_not_signed_yet_is_told_and_is_no_finding(tmp_path: Path) -> None:
    key = StationKey.new()
    record = Record(tmp_path / "record.sqlite", key)
    record.add_officer("o-1", "Ann Moss")
    run = play(record, "knife", 3, ended=False)
    verification = verify(record, [key.public])
    assert verification.clean
    assert [(tail.run, tail.first, tail.last) for tail in verification.unsigned] == [(run, 3, 8)]
    assert f"Not signed: run {run}, events 3 to 8." in verification.summary()
    record.close()
    with Record(tmp_path / "record.sqlite", key) as record:
        assert verify(record, [key.public]).unsigned == ()


def test_long_runs_are_signed_on_the_way(tmp_path: Path) -> None:
    key = StationKey.new()
    record = Record(key=key)
    record.add_officer("o-1", "Ann Moss")
    play(record, "knife", SIGN_EVERY, ended=False)
    (tail,) = verify(record, [key.public]).unsigned
    assert tail.last - tail.first < SIGN_EVERY


def test_a_record_without_a_key_says_that_nothing_is_signed() -> None:
    record = Record()
    record.add_officer("o-1", "Ann Moss")
    play(record, "knife", 1)
    verification = verify(record)
    assert verification.clean
    assert verification.unsigned[0].first == 1
    assert verification.summary()[-1].startswith("Nothing is signed")


def test_a_run_may_go_on_at_a_station_with_another_key(tmp_path: Path) -> None:
    old, new = StationKey.new(), StationKey.new()
    with Record(tmp_path / "r", old) as record:
        record.add_officer("o-1", "Ann Moss")
        run = play(record, "knife", 2, ended=False)
    with Record(tmp_path / "r", new) as record:
        record.append(run, (ChoiceMade("a", 5), RunEnded(HowEnded.STOPPED)), 99)
        assert verify(record, [old.public, new.public]).clean
        assert codes(verify(record, [new.public])) == {"unknown_signer"}


CELLS = [
    *[("events", column) for column in ("run", "seq", "kind", "version", "body", "at", "hash")],
    *[("runs", column) for column in columns(RecordedRun).split(", ")],
    *[("heads", column) for column in HEAD_FIELDS],
    *[("texts", column) for column in ("digest", "text", "sha256")],
    *[("stations", column) for column in ("id", "public_key")],
    ("officers", "id"),
]


@given(cell=st.sampled_from(CELLS), data=st.data())
@SEALED
def test_any_edit_of_any_cell_is_found(
    sealed: Sealed, tmp_path: Path, cell: tuple[str, str], data: st.DataObject
) -> None:
    copy = Path(shutil.copy(sealed.path, tmp_path / "copy.sqlite"))
    table, column = cell
    with tampering(copy) as db:
        values = [value for (value,) in db.execute(f"SELECT {column} FROM {table}")]
        old = data.draw(st.sampled_from(values))
        new = data.draw(st.integers(-9, 99) if isinstance(old, int) else st.text("abc017 {}", max_size=20))
        new = data.draw(st.sampled_from([new, *(value for value in values if value != old)]))
        assume(new != old)
        try:
            db.execute(f"UPDATE {table} SET {column} = ? WHERE {column} = ?", (new, old))
        except sqlite3.IntegrityError:
            assume(False)
    assert not sealed.verified(copy).clean


@pytest.mark.parametrize("tamper", TAMPERS, ids=lambda tamper: tamper.__name__)
@given(data=st.data())
@settings(SEALED, max_examples=25)
def test_every_way_of_tampering_is_found(
    sealed: Sealed, tmp_path: Path, tamper: Tamper, data: st.DataObject
) -> None:
    copy = Path(shutil.copy(sealed.path, tmp_path / "copy.sqlite"))
    with tampering(copy) as db:
        tamper(db, sealed, data)
    verification = sealed.verified(copy)
    assert codes(verification) - {"shape_changed"}


@pytest.mark.parametrize(
    ("sql", "name"),
    [
        ("DROP TRIGGER events_never_delete", "events_never_delete"),
        ("DROP INDEX heads_by_subject", "heads_by_subject"),
        ("CREATE TRIGGER kinder AFTER INSERT ON events BEGIN SELECT 1; END", "kinder"),
    ],
)
def test_a_changed_shape_is_found(sealed: Sealed, copy: Path, sql: str, name: str) -> None:
    with closing(sqlite3.connect(copy)) as db:
        db.execute(sql)
        db.commit()
    (finding,) = sealed.verified(copy).findings
    assert (finding.code, finding.where) == ("shape_changed", name)


@given(place=st.integers(0, 10**6), mask=st.integers(1, 255))
@SEALED
def test_a_damaged_byte_ends_in_words_whatever_it_hits(
    sealed: Sealed, tmp_path: Path, place: int, mask: int
) -> None:
    damaged = bytearray(sealed.path.read_bytes())
    damaged[place % len(damaged)] ^= mask
    copy = tmp_path / "copy.sqlite"
    copy.write_bytes(damaged)
    with suppress(RecordError):
        assert sealed.verified(copy).summary()


@pytest.mark.parametrize(
    ("sql", "code", "where"),
    [
        ("UPDATE events SET at = 7 WHERE run = :run AND seq = 3", "event_changed", "run {run}, event 3"),
        ("DELETE FROM events WHERE run = :run AND seq = 3", "events_missing", "run {run}, event 4"),
        ("DELETE FROM events WHERE run = :run AND seq > 9", "events_missing", "run {run}"),
        ("DELETE FROM events WHERE run = :run", "events_missing", "run {run}"),
        ("UPDATE runs SET seed = 9 WHERE id = :run", "event_changed", "run {run}, event 1"),
        ("UPDATE runs SET state = 'open' WHERE id = :run", "state_changed", "run {run}"),
        ("UPDATE runs SET state = 'stopped' WHERE id = :run", "state_changed", "run {run}"),
        ("UPDATE runs SET kind = 'secret' WHERE id = :run", "unreadable", "run {run}"),
        ("DELETE FROM runs WHERE id = :run", "run_missing", "run {run}"),
        ("DELETE FROM heads WHERE number = 3", "heads_missing", "station {station}, head 4"),
        ("UPDATE heads SET count = 3 WHERE number = 3", "false_head", "station {station}, head 3"),
        ("UPDATE heads SET covers = 'all' WHERE number = 3", "unreadable", "station {station}"),
        ("UPDATE texts SET text = 'kind' WHERE digest = 'rubric'", "text_changed", "text rubric"),
        ("DELETE FROM texts WHERE digest = 'digest of stop'", "reference_broken", "runs"),
        ("UPDATE stations SET public_key = 'x'", "station_changed", "station {station}"),
    ],
)
def test_a_finding_says_what_was_done_and_where(
    sealed: Sealed, copy: Path, sql: str, code: str, where: str
) -> None:
    with tampering(copy) as db:
        db.execute(sql, {"run": sealed.runs[0]} if ":run" in sql else {})
    place = where.format(run=sealed.runs[0], station=sealed.key.station)
    assert (code, place) in {(finding.code, finding.where) for finding in sealed.verified(copy).findings}


def test_an_index_that_hides_a_row_is_found(sealed: Sealed, copy: Path) -> None:
    content = copy.read_bytes()
    assert b"o-2ended" in content
    copy.write_bytes(content.replace(b"o-2ended", b"o-1ended", 1))
    assert codes(sealed.verified(copy)) == {"file_damaged"}


def test_a_head_that_the_station_signed_on_another_copy_is_found() -> None:
    key = StationKey.new()
    here, there = (key.head(None, Covers.RUN, run, 3, "link", NOON) for run in ("a", "b"))
    after_here, after_there = (key.head(head, Covers.RUN, "c", 3, "link", NOON) for head in (here, there))
    assert check_chain(key.station, [here, after_here], key.public).findings == ()
    (finding,) = check_chain(key.station, [here, after_there], key.public).findings
    assert finding.message == "It does not follow the head before it."


def test_a_day_that_covers_other_runs_than_were_signed_is_found() -> None:
    key = StationKey.new()
    run = key.head(None, Covers.RUN, "r", 3, "link", NOON)
    honest = key.head(run, Covers.DAY, run.day, *day_content([run], run.day), NOON)
    forgetful = key.head(run, Covers.DAY, run.day, *day_content([], run.day), NOON)
    assert check_chain(key.station, [run, honest], key.public).findings == ()
    (finding,) = check_chain(key.station, [run, forgetful], key.public).findings
    assert finding.code == "day_differs"


def test_a_finding_says_where_what_and_what_to_do(sealed: Sealed, copy: Path) -> None:
    with tampering(copy) as db:
        db.execute("UPDATE events SET body = '{}' WHERE run = ? AND seq = 3", (sealed.runs[0],))
    (finding,) = sealed.verified(copy).findings
    assert (finding.code, finding.where) == ("event_changed", f"run {sealed.runs[0]}, event 3")
    assert finding.message.startswith("This event")
    assert finding.cure


# ---- what only an anchor can tell


def test_an_older_copy_of_the_record_is_told_apart_by_an_anchor_alone(sealed: Sealed, copy: Path) -> None:
    with Record(copy, sealed.key) as record:
        play(record, "knife", 1)
    kept_elsewhere = copy.with_suffix(".json")
    with Record(copy) as record:
        kept_elsewhere.write_text(anchor(record))
    compared = sealed.verified(copy, kept_elsewhere)
    assert compared.clean
    assert "compared with the anchor" in compared.summary()[-1]
    older = Path(shutil.copy(sealed.path, copy.with_name("older.sqlite")))
    assert sealed.verified(older).clean
    assert codes(sealed.verified(older, kept_elsewhere)) == {"heads_missing"}


def test_an_anchor_of_another_record_does_not_fit(sealed: Sealed, copy: Path) -> None:
    with Record(copy.with_name("other.sqlite"), sealed.key) as record:
        record.add_officer("o-1", "Ann Moss")
        play(record, "knife", 1)
        kept_elsewhere = copy.with_suffix(".json")
        kept_elsewhere.write_text(anchor(record))
    assert codes(sealed.verified(copy, kept_elsewhere)) == {"false_head"}


@pytest.mark.parametrize("text", ["", "[]", "{}", '{"heads": [1]}', "\0", None])
def test_an_anchor_that_is_none_is_refused_in_words(sealed: Sealed, copy: Path, text: str | None) -> None:
    path = copy.with_suffix(".json")
    if text is not None:
        path.write_text(text)
    with pytest.raises(RecordError, match="is no anchor"):
        sealed.verified(copy, path)


def test_verify_sees_one_instant_and_stops_nobody(sealed: Sealed, copy: Path) -> None:
    with Record(copy, sealed.key) as writer, Record(copy) as reader, reader.evidence() as evidence:
        before = len(evidence.run_ids())
        play(writer, "knife", 1)
        assert len(evidence.run_ids()) == before
