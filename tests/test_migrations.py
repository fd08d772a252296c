"""Older records: brought to today's shape with everything that is in them."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from pathlib import Path

from scoring.facts_tables import FACT_TABLES, SPANS
from scoring.migrations import steps
from scoring.opening import new_shape, open_database, shape
from scoring.record import Record
from scoring.rubric_file import core_rubric
from scoring.seal import StationKey
from simulator.demo import Call, demo_officers, play_demo
from simulator.prover import prove
from simulator.rebuild import rebuild
from tests.test_reports import CALL, LAST

FACTS_BY_RUN = """
CREATE TABLE run_facts (
    run TEXT PRIMARY KEY REFERENCES runs (id),
    officer TEXT NOT NULL,
    scenario TEXT NOT NULL,
    digest TEXT NOT NULL,
    rubric TEXT NOT NULL,
    kind TEXT NOT NULL,
    play INTEGER NOT NULL,
    local_date TEXT NOT NULL,
    iso_week TEXT NOT NULL,
    month TEXT NOT NULL,
    state TEXT NOT NULL,
    ending TEXT NOT NULL,
    ending_kind TEXT NOT NULL,
    worth INTEGER,
    duration_ms INTEGER NOT NULL,
    decisions INTEGER NOT NULL,
    loss INTEGER,
    squares INTEGER,
    best INTEGER NOT NULL,
    sound INTEGER NOT NULL,
    weak INTEGER NOT NULL,
    poor INTEGER NOT NULL,
    grave INTEGER NOT NULL,
    losses TEXT NOT NULL CHECK (losses IN ('proved', 'unknown')),
    disrespect INTEGER NOT NULL,
    flags INTEGER NOT NULL,
    injected INTEGER NOT NULL
) STRICT, WITHOUT ROWID;
CREATE INDEX run_facts_by_officer ON run_facts (officer, local_date);
CREATE INDEX run_facts_by_scenario ON run_facts (scenario, local_date);

CREATE TABLE dimension_facts (
    run TEXT NOT NULL REFERENCES runs (id),
    dimension TEXT NOT NULL,
    part TEXT NOT NULL,
    opportunities INTEGER NOT NULL,
    score INTEGER NOT NULL,
    squares INTEGER NOT NULL,
    weight INTEGER NOT NULL,
    weighted INTEGER NOT NULL,
    PRIMARY KEY (run, dimension, part)
) STRICT, WITHOUT ROWID;

CREATE TABLE officer_spans (
    span TEXT NOT NULL,
    officer TEXT NOT NULL,
    kind TEXT NOT NULL,
    losses TEXT NOT NULL,
    runs INTEGER NOT NULL,
    duration_ms INTEGER NOT NULL,
    decisions INTEGER NOT NULL,
    loss INTEGER,
    squares INTEGER,
    best INTEGER NOT NULL,
    sound INTEGER NOT NULL,
    weak INTEGER NOT NULL,
    poor INTEGER NOT NULL,
    grave INTEGER NOT NULL,
    disrespect INTEGER NOT NULL,
    flags INTEGER NOT NULL,
    PRIMARY KEY (span, officer, kind, losses)
) STRICT, WITHOUT ROWID;
"""


def all_facts(path: Path) -> dict[str, list[tuple[object, ...]]]:
    with Record(path) as record:
        return {name: record.select(f"SELECT * FROM {name}") for name in (*FACT_TABLES, SPANS)}


def set_back(path: Path) -> None:
    """Lay the facts as the version before did."""
    with closing(sqlite3.connect(path)) as db:
        runs = db.execute("SELECT * FROM run_facts").fetchall()
        dimensions = db.execute("SELECT * FROM dimension_facts").fetchall()
        for table in ("run_facts", "dimension_facts", "officer_spans"):
            db.execute(f"DROP TABLE {table}")
        db.executescript(FACTS_BY_RUN)
        db.executemany(f"INSERT INTO run_facts VALUES ({', '.join('?' * 27)})", runs)
        db.executemany(
            "INSERT INTO dimension_facts VALUES (?, ?, ?, ?, ?, ?, ?, ?)", [row[1:] for row in dimensions]
        )
        db.execute(f"DELETE FROM {steps.migrations_table} WHERE name = 'facts_by_officer'")
        db.commit()


def test_a_record_of_the_version_before_keeps_its_facts(tmp_path: Path) -> None:
    path, rubric = tmp_path / "record.db", core_rubric()
    assert CALL.scenario
    proof = prove(CALL.scenario)
    play_demo(path, StationKey.new(), rubric, [Call(CALL, proof)], demo_officers(4, rubric), LAST, months=2)
    before = all_facts(path)
    assert all(before.values())
    set_back(path)
    assert all_facts(path) == before
    with closing(open_database(path)) as db:
        assert shape(db) == new_shape()
    with Record(path) as record:
        rebuild(record, lambda _: proof)
    assert all_facts(path) == before
