"""Seals and verify: whatever is done to a real record file up to its last signed head is found."""

from __future__ import annotations

import json
import os
import shutil
import sqlite3
import stat
import subprocess
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager, suppress
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st

from scoring.checks import check_chain
from scoring.kept import WITHOUT_KEY, Covers, RecordedRun, RunKind
from scoring.opening import RecordError
from scoring.record import SIGN_EVERY, Record
from scoring.rows import columns, run_of
from scoring.seal import (
    SealError,
    StationKey,
    canonical,
    day_content,
    first_link,
    head_hash,
    is_signed_by,
    next_link,
    text_hash,
)
from scoring.verify import Verification, anchor, verify
from simulator.model.events import ChoiceMade, HowEnded, MenuItem, MenuOpened, RunEnded, RunStarted

MENU = MenuOpened((MenuItem("a", 0), MenuItem("b", 0)))
NOON = datetime(2026, 11, 20, 12, tzinfo=UTC)
SEALED = settings(
    deadline=None, max_examples=150, suppress_health_check=[HealthCheck.function_scoped_fixture]
)


@dataclass
class Wall:
    """A clock on the wall that a test moves."""

    now: datetime = NOON

    def __call__(self) -> datetime:
        self.now += timedelta(seconds=1)
        return self.now


@dataclass(frozen=True)
class Sealed:
    """A record file on which nothing is unsigned, and what it was sealed with."""

    path: Path
    key: StationKey
    runs: tuple[str, ...]

    def verified(self, path: Path, anchor: Path | None = None) -> Verification:
        """What verify says of a copy."""
        with closing(Record(path)) as record:
            return verify(record, [self.key.public], anchor)


def play(record: Record, scenario: str, choices: int, ended: bool = True, officer: str = "o-1") -> str:
    """A run with so many choices."""
    started = RunStarted(scenario, f"digest of {scenario}", "rubric", semantics=1, seed=len(record.runs()))
    texts = {"scenario_text": f"title: {scenario}", "rubric_text": "dimensions: []"}
    run = record.begin(officer, (started, MENU), 0, kind=RunKind.ASSIGNED, **texts).id
    for turn in range(choices):
        record.append(run, (ChoiceMade("ab"[turn % 2], 100 + turn), MENU), 1000 * turn)
    if ended:
        record.append(run, (ChoiceMade("b", 9), RunEnded(HowEnded.ENDING, "peace")), 1000 * choices)
    return run


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


@contextmanager
def tampering(path: Path) -> Iterator[sqlite3.Connection]:
    """A hand in the file that no trigger stops, and that leaves the triggers as they were."""
    with closing(sqlite3.connect(path)) as db:
        db.execute("PRAGMA synchronous = OFF")
        triggers = db.execute("SELECT name, sql FROM sqlite_schema WHERE type = 'trigger'").fetchall()
        for name, _ in triggers:
            db.execute(f"DROP TRIGGER {name}")
        db.execute("PRAGMA ignore_check_constraints = ON")
        yield db
        for _, sql in triggers:
            db.execute(sql)
        db.commit()


def codes(verification: Verification) -> set[str]:
    """The codes of all findings."""
    return {finding.code for finding in verification.findings}


def relink(db: sqlite3.Connection, run: str) -> None:
    """Make a run's chain fit again, as a forger who knows the program would; the forger cannot sign."""
    facts = run_of(db.execute(f"SELECT {columns(RecordedRun)} FROM runs WHERE id = ?", (run,)).fetchone())
    link = first_link(facts, dict(db.execute("SELECT digest, sha256 FROM texts")))
    rows = db.execute(
        "SELECT seq, kind, version, body, at FROM events WHERE run = ? ORDER BY seq", (run,)
    ).fetchall()
    for seq, *rest in rows:
        link = next_link(link, run, seq, *rest)
        db.execute("UPDATE events SET hash = ? WHERE run = ? AND seq = ?", (link, run, seq))


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


# ---- every tampering is found

HEAD_FIELDS = (
    "station",
    "number",
    "previous",
    "covers",
    "subject",
    "count",
    "content",
    "signed",
    "hash",
    "signature",
)
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


Tamper = Callable[[sqlite3.Connection, Sealed, st.DataObject], None]


def cut_off(db: sqlite3.Connection, sealed: Sealed, data: st.DataObject) -> None:
    """Take away a run's last events, and set its state to fit."""
    run, seq = _some_event(db, data)
    db.execute("DELETE FROM events WHERE run = ? AND seq >= ?", (run, seq))
    db.execute("UPDATE runs SET state = 'open' WHERE id = ?", (run,))


def cut_off_with_its_heads(db: sqlite3.Connection, sealed: Sealed, data: st.DataObject) -> None:
    """Take away a run's last events and every head that covers them."""
    run, seq = _some_event(db, data)
    db.execute("DELETE FROM events WHERE run = ? AND seq >= ?", (run, seq))
    db.execute("DELETE FROM heads WHERE subject = ? AND count >= ?", (run, seq))
    db.execute("UPDATE runs SET state = 'open' WHERE id = ?", (run,))


def take_out(db: sqlite3.Connection, sealed: Sealed, data: st.DataObject) -> None:
    """Take one event out, and close the gap."""
    run, seq = _some_event(db, data)
    db.execute("DELETE FROM events WHERE run = ? AND seq = ?", (run, seq))
    _renumber(db, run, f"seq > {seq}", -1)
    relink(db, run)


def put_in(db: sqlite3.Connection, sealed: Sealed, data: st.DataObject) -> None:
    """Put a choice in between."""
    run, seq = _some_event(db, data)
    _renumber(db, run, f"seq >= {seq}", 1)
    body = canonical({"choice": "b", "waited": 5})
    db.execute("INSERT INTO events VALUES (?, ?, 'ChoiceMade', 1, ?, 5, '')", (run, seq, body))
    relink(db, run)


def swap_two(db: sqlite3.Connection, sealed: Sealed, data: st.DataObject) -> None:
    """Let two events, of one run or of two, change places."""
    one, other = _some_event(db, data), _some_event(db, data)
    fields = "kind, version, body, at, hash"
    rows = [
        db.execute(f"SELECT {fields} FROM events WHERE run = ? AND seq = ?", at).fetchone()
        for at in (one, other)
    ]
    assume(rows[0][:-1] != rows[1][:-1])
    for place, row in ((one, rows[1]), (other, rows[0])):
        db.execute(
            f"UPDATE events SET ({fields}) = (?, ?, ?, ?, ?) WHERE run = ? AND seq = ?", (*row, *place)
        )


def rewrite(db: sqlite3.Connection, sealed: Sealed, data: st.DataObject) -> None:
    """Change what was chosen, and make the chain fit again."""
    run, seq = _some_event(db, data)
    db.execute("UPDATE events SET at = at + 1 WHERE run = ? AND seq = ?", (run, seq))
    relink(db, run)


def swap_runs(db: sqlite3.Connection, sealed: Sealed, data: st.DataObject) -> None:
    """Let two runs have each other's events, and make both chains fit again."""
    one, other = (data.draw(st.sampled_from(sealed.runs)) for _ in range(2))
    assume(one != other)
    for old, new in ((one, "x"), (other, one), ("x", other)):
        db.execute("UPDATE events SET run = ? WHERE run = ?", (new, old))
    relink(db, one)
    relink(db, other)


def give_to_another(db: sqlite3.Connection, sealed: Sealed, data: st.DataObject) -> None:
    """Let a run be another officer's, and make the chain fit again."""
    run = data.draw(st.sampled_from(sealed.runs))
    db.execute(
        "UPDATE runs SET officer = CASE officer WHEN 'o-1' THEN 'o-2' ELSE 'o-1' END WHERE id = ?", (run,)
    )
    relink(db, run)


def remove_run(db: sqlite3.Connection, sealed: Sealed, data: st.DataObject) -> None:
    """Take a run away, whole."""
    run = data.draw(st.sampled_from(sealed.runs))
    db.execute("DELETE FROM events WHERE run = ?", (run,))
    db.execute("DELETE FROM runs WHERE id = ?", (run,))
    if data.draw(st.booleans()):
        db.execute("DELETE FROM heads WHERE subject = ?", (run,))


def invent_run(db: sqlite3.Connection, sealed: Sealed, data: st.DataObject) -> None:
    """Put in a run that nobody played, with a chain that fits."""
    like = data.draw(st.sampled_from(sealed.runs))
    run = data.draw(st.sampled_from(["00000000-0000000000", "20261121-5555555555", "99999999-9999999999"]))
    facts = columns(RecordedRun).removeprefix("id, ")
    db.execute(f"INSERT INTO runs SELECT ?, {facts} FROM runs WHERE id = ?", (run, like))
    db.execute(
        "INSERT INTO events SELECT ?, seq, kind, version, body, at, hash FROM events WHERE run = ?",
        (run, like),
    )
    relink(db, run)


def lose_heads(db: sqlite3.Connection, sealed: Sealed, data: st.DataObject) -> None:
    """Take heads away, but not the newest."""
    last = db.execute("SELECT max(number) FROM heads").fetchone()[0]
    first = data.draw(st.integers(1, last - 1))
    db.execute(
        "DELETE FROM heads WHERE number BETWEEN ? AND ?", (first, data.draw(st.integers(first, last - 1)))
    )


def swap_heads(db: sqlite3.Connection, sealed: Sealed, data: st.DataObject) -> None:
    """Let two heads change places in their chain."""
    numbers = st.integers(1, db.execute("SELECT max(number) FROM heads").fetchone()[0])
    one, other = data.draw(numbers), data.draw(numbers)
    assume(one != other)
    for old, new in ((one, -1), (other, one), (-1, other)):
        db.execute("UPDATE heads SET number = ? WHERE number = ?", (new, old))


def change_text(db: sqlite3.Connection, sealed: Sealed, data: st.DataObject) -> None:
    """Change a kept text together with its hash, and make the chains fit again."""
    digest = data.draw(st.sampled_from(["digest of knife", "digest of visit", "rubric"]))
    db.execute("UPDATE texts SET text = 'kind', sha256 = ? WHERE digest = ?", (text_hash("kind"), digest))
    for run in sealed.runs:
        relink(db, run)


def pass_off_as_unsigned(db: sqlite3.Connection, sealed: Sealed, data: st.DataObject) -> None:
    """Let everything seem to come from a station that never had a key."""
    db.execute("DELETE FROM heads")
    db.execute("UPDATE stations SET (id, name, public_key) = (?, ?, '')", (WITHOUT_KEY.id, WITHOUT_KEY.name))
    db.execute("UPDATE runs SET station = ?", (WITHOUT_KEY.id,))
    for run in sealed.runs:
        relink(db, run)


def sign_it_all_oneself(db: sqlite3.Connection, sealed: Sealed, data: st.DataObject) -> None:
    """Change a run, and sign the whole record anew with a key of one's own."""
    forger = StationKey.new()
    rewrite(db, sealed, data)
    db.execute("UPDATE stations SET (id, public_key) = (?, ?)", (forger.station, forger.public))
    db.execute("UPDATE runs SET station = ?", (forger.station,))
    db.execute("DELETE FROM heads")
    last = None
    for run in sealed.runs:
        relink(db, run)
        tail = db.execute("SELECT seq, hash FROM events WHERE run = ? ORDER BY seq DESC", (run,)).fetchone()
        last = forger.head(last, Covers.RUN, run, tail[0], tail[1], NOON)
        values = [last.covers.value if field == "covers" else getattr(last, field) for field in HEAD_FIELDS]
        db.execute(
            f"INSERT INTO heads ({', '.join(HEAD_FIELDS)}) VALUES ({', '.join('?' * len(values))})", values
        )


TAMPERS: list[Tamper] = [
    cut_off,
    cut_off_with_its_heads,
    take_out,
    put_in,
    swap_two,
    rewrite,
    swap_runs,
    give_to_another,
    remove_run,
    invent_run,
    lose_heads,
    swap_heads,
    change_text,
    pass_off_as_unsigned,
    sign_it_all_oneself,
]


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


def _some_event(db: sqlite3.Connection, data: st.DataObject) -> tuple[str, int]:
    places = db.execute("SELECT run, seq FROM events ORDER BY run, seq").fetchall()
    run, seq = data.draw(st.sampled_from(places))
    return run, seq


def _renumber(db: sqlite3.Connection, run: str, where: str, by: int) -> None:
    """Move events up or down without two ever having one number."""
    db.execute(f"UPDATE events SET seq = -seq WHERE run = ? AND {where}", (run,))
    db.execute(f"UPDATE events SET seq = {by} - seq WHERE run = ? AND seq < 0", (run,))


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


# ---- keys and heads


def test_the_station_key_is_made_once_and_is_its_owners_alone(tmp_path: Path) -> None:
    path = tmp_path / "keys" / "station.pem"
    key = StationKey.load_or_create(path)
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert StationKey.load_or_create(path).public == key.public
    assert len(bytes.fromhex(key.public)) == 32


def test_a_key_that_others_can_read_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "station.pem"
    StationKey.load_or_create(path)
    os.chmod(path, 0o644)
    with pytest.raises(SealError, match=f"chmod 600 {path}"):
        StationKey.load_or_create(path)


@pytest.mark.parametrize(
    "content", [b"", b"\0\xff", b"-----BEGIN PRIVATE KEY-----\nAAAA\n-----END PRIVATE KEY-----\n"]
)
def test_a_file_that_holds_no_key_is_refused_in_words(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "station.pem"
    path.write_bytes(content)
    path.chmod(0o600)
    with pytest.raises(SealError, match="cannot be used: it holds no key"):
        StationKey.load_or_create(path)


def test_a_key_of_another_kind_is_refused_in_words(tmp_path: Path) -> None:
    from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey
    from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat

    path = tmp_path / "station.pem"
    key = X25519PrivateKey.generate()
    path.write_bytes(key.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption()))
    path.chmod(0o600)
    with pytest.raises(SealError, match="another kind"):
        StationKey.load(path)


def test_a_missing_key_or_a_folder_is_refused_in_words(tmp_path: Path) -> None:
    with pytest.raises(SealError, match="No such file"):
        StationKey.load(tmp_path / "none.pem")
    (tmp_path / "folder").mkdir(mode=0o700)
    with pytest.raises(SealError, match="Is a directory"):
        StationKey.load_or_create(tmp_path / "folder")


def test_a_head_is_signed_by_its_station_alone() -> None:
    key, other = StationKey.new(), StationKey.new()
    head = key.head(None, Covers.RUN, "r", 3, "link", NOON)
    assert is_signed_by(head, key.public)
    assert not is_signed_by(head, other.public)
    assert not is_signed_by(replace(head, hash=head_hash(replace(head, count=2))), key.public)
    assert not is_signed_by(head, "no key")
    assert not is_signed_by(replace(head, signature=head.signature.upper()), key.public)


def test_openssl_reads_the_key_and_agrees_with_the_signature(tmp_path: Path) -> None:
    if not shutil.which("openssl"):
        pytest.skip("openssl is not installed")
    key = StationKey.load_or_create(tmp_path / "key")
    head = key.head(None, Covers.RUN, "r", 3, "link", NOON)
    (tmp_path / "signed").write_text(f"levelhead head 1\n{head.hash}")
    (tmp_path / "signature").write_bytes(bytes.fromhex(head.signature))
    names = ("-inkey", "key", "-in", "signed", "-sigfile", "signature")
    subprocess.run(
        ["openssl", "pkeyutl", "-verify", "-rawin", *names], cwd=tmp_path, check=True, capture_output=True
    )


def test_the_day_covers_the_newest_head_of_each_run_of_that_day() -> None:
    key = StationKey.new()
    earlier = key.head(None, Covers.RUN, "a", 9, "old", NOON - timedelta(days=1))
    first = key.head(earlier, Covers.RUN, "a", 10, "mid", NOON)
    second = key.head(first, Covers.RUN, "b", 2, "b2", NOON)
    third = key.head(second, Covers.RUN, "a", 12, "new", NOON)
    count, content = day_content([third, second, first, earlier], "2026-11-20")
    assert count == 2
    assert content == text_hash(json.dumps([[["a", 12, "new"], ["b", 2, "b2"]]], separators=(",", ":")))


def test_the_first_head_of_a_day_follows_the_head_of_the_day_before(tmp_path: Path) -> None:
    wall, key = Wall(), StationKey.new()
    record = Record(key=key, now=wall)
    record.add_officer("o-1", "Ann Moss")
    play(record, "knife", 1)
    wall.now += timedelta(days=3)
    play(record, "knife", 1)
    with record.evidence() as evidence:
        told = [
            (head.covers, head.subject if head.covers is Covers.DAY else "")
            for head in evidence.heads_of(key.station)
        ]
    run, day = (Covers.RUN, ""), (Covers.DAY, "2026-11-20")
    assert told == [run, run, day, run, run]
