"""The tables of facts that reports read, and who is in which unit: their shape, and how rows come in. Knows no scoring.

Facts are derived: all of them can be dropped and computed again from the events.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import TYPE_CHECKING, Any, TypeAlias

from scoring.kept import RunId

if TYPE_CHECKING:
    from sqlite_utils import Database

RUNS, DECISIONS, DIMENSIONS = "run_facts", "decision_facts", "dimension_facts"
FACT_TABLES = (DIMENSIONS, DECISIONS, RUNS)
FactRows: TypeAlias = Mapping[str, Sequence[Mapping[str, Any]]]  # the rows of one run, by table
NO_FACTS: FactRows = {}

TABLES = """
CREATE TABLE memberships (
    officer TEXT PRIMARY KEY REFERENCES officers (id),
    unit TEXT NOT NULL,
    rank TEXT NOT NULL
) STRICT, WITHOUT ROWID;
CREATE INDEX memberships_by_unit ON memberships (unit);

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
    losses TEXT NOT NULL CHECK (losses IN ('proved', 'unknown')),
    disrespect INTEGER NOT NULL,
    flags INTEGER NOT NULL,
    injected INTEGER NOT NULL
) STRICT, WITHOUT ROWID;
CREATE INDEX run_facts_by_officer ON run_facts (officer, local_date);
CREATE INDEX run_facts_by_scenario ON run_facts (scenario, local_date);

CREATE TABLE decision_facts (
    run TEXT NOT NULL REFERENCES runs (id),
    number INTEGER NOT NULL,
    moment TEXT NOT NULL,
    choice TEXT NOT NULL,
    standing TEXT NOT NULL,
    menu INTEGER NOT NULL,
    waited_ms INTEGER NOT NULL,
    loss INTEGER,
    label TEXT NOT NULL,
    quality INTEGER,
    disputed INTEGER NOT NULL,
    disrespect INTEGER NOT NULL,
    flags TEXT NOT NULL,
    PRIMARY KEY (run, number)
) STRICT, WITHOUT ROWID;

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
"""


def write_facts(db: Database, facts: FactRows) -> None:
    """Add the rows of one run."""
    for table, rows in facts.items():
        if rows:
            places = ", ".join(f":{column}" for column in rows[0])
            db.conn.executemany(f"INSERT INTO {table} ({', '.join(rows[0])}) VALUES ({places})", rows)


def replace_facts(db: Database, facts_by_run: Iterable[tuple[RunId, FactRows]]) -> None:
    """Put these rows in the place of whatever stood there for their runs."""
    for run, facts in facts_by_run:
        for table in FACT_TABLES:
            db.execute(f"DELETE FROM {table} WHERE run = ?", (run,))
        write_facts(db, facts)


def drop_facts(db: Database) -> None:
    """Forget all facts; the events know them."""
    for table in FACT_TABLES:
        db.execute(f"DELETE FROM {table}")
