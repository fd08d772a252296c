"""Ways to tamper with a record, and a sealed record to try them on."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path

from hypothesis import assume
from hypothesis import strategies as st

from scoring.kept import WITHOUT_KEY, Covers, RecordedRun, RunKind
from scoring.record import Record
from scoring.rows import columns, run_of
from scoring.seal import (
    StationKey,
    canonical,
    first_link,
    next_link,
    text_hash,
)
from scoring.verify import Verification, verify
from simulator.model.events import ChoiceMade, HowEnded, MenuItem, MenuOpened, RunEnded, RunStarted

MENU = MenuOpened((MenuItem("a", 0), MenuItem("b", 0)))
NOON = datetime(2026, 11, 20, 12, tzinfo=UTC)


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


def _some_event(db: sqlite3.Connection, data: st.DataObject) -> tuple[str, int]:
    places = db.execute("SELECT run, seq FROM events ORDER BY run, seq").fetchall()
    run, seq = data.draw(st.sampled_from(places))
    return run, seq


def _renumber(db: sqlite3.Connection, run: str, where: str, by: int) -> None:
    """Move events up or down without two ever having one number."""
    db.execute(f"UPDATE events SET seq = -seq WHERE run = ? AND {where}", (run,))
    db.execute(f"UPDATE events SET seq = {by} - seq WHERE run = ? AND seq < 0", (run,))
