"""The tables of facts that reports read, and who is in which unit: their shape, and how rows come in. Knows no scoring.

Facts are derived: all of them can be dropped and computed again from the events. The spans are sums of the runs' facts
over an officer's months and years, so that a question about all officers reads few rows whatever days it asks for.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import TYPE_CHECKING, Any, TypeAlias

from scoring.kept import RunId

if TYPE_CHECKING:
    from sqlite_utils import Database

RUNS, DECISIONS, DIMENSIONS, SPANS = "run_facts", "decision_facts", "dimension_facts", "officer_spans"
FACT_TABLES = (DIMENSIONS, DECISIONS, RUNS)
SUMS = [
    "duration_ms",
    "decisions",
    "loss",
    "squares",
    "best",
    "sound",
    "weak",
    "poor",
    "grave",
    "disrespect",
    "flags",
]
FactRows: TypeAlias = Mapping[str, Sequence[Mapping[str, Any]]]  # the rows of one run, by table
NO_FACTS: FactRows = {}

MEMBERSHIPS = """
CREATE TABLE memberships (
    officer TEXT PRIMARY KEY REFERENCES officers (id),
    unit TEXT NOT NULL,
    rank TEXT NOT NULL
) STRICT, WITHOUT ROWID;
CREATE INDEX memberships_by_unit ON memberships (unit);
"""

FACTS = """
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

SUMMED = ", ".join(f"SUM({column})" for column in SUMS)
MONTH = (
    f"INSERT INTO officer_spans SELECT month, officer, kind, losses, COUNT(*), {SUMMED} FROM run_facts"
    " WHERE officer = ? AND month = ? AND injected = 0 GROUP BY officer, month, kind, losses"
)
MONTHS_OF = ", ".join(f"?2 || '-{month:02}'" for month in range(1, 13))
YEAR = (
    f"INSERT INTO officer_spans SELECT ?2, officer, kind, losses, SUM(runs), {SUMMED} FROM officer_spans"
    f" WHERE officer = ?1 AND span IN ({MONTHS_OF})"
    " GROUP BY officer, kind, losses"
)


def write_facts(db: Database, facts: FactRows) -> None:
    """Add the rows of one run, and its part to its officer's spans."""
    insert_facts(db, facts)
    sum_spans(db, ((each["officer"], each["month"]) for each in facts.get(RUNS, ())))


def replace_facts(db: Database, facts_by_run: Iterable[tuple[RunId, FactRows]]) -> None:
    """Put these rows in the place of whatever stood there for their runs; without rows a run is forgotten."""
    months: set[tuple[str, str]] = set()
    for run, facts in facts_by_run:
        months.update(db.execute("SELECT officer, month FROM run_facts WHERE run = ?", (run,)))
        for table in FACT_TABLES:
            db.execute(f"DELETE FROM {table} WHERE run = ?", (run,))
        insert_facts(db, facts)
        months.update((each["officer"], each["month"]) for each in facts.get(RUNS, ()))
    sum_spans(db, months)


def drop_facts(db: Database) -> None:
    """Forget all facts; the events know them."""
    for table in (*FACT_TABLES, SPANS):
        db.execute(f"DELETE FROM {table}")


def insert_facts(db: Database, facts: FactRows) -> None:
    """Add the rows of one run, without its part to the spans."""
    for table, rows in facts.items():
        if rows:
            places = ", ".join(f":{column}" for column in rows[0])
            db.conn.executemany(f"INSERT INTO {table} ({', '.join(rows[0])}) VALUES ({places})", rows)


def sum_spans(db: Database, months: Iterable[tuple[str, str]]) -> None:
    """Sum these months of officers, and the years that they are in, once more."""
    those = sorted(months)
    years = sorted({(officer, month[:4]) for officer, month in those})
    for spans, summed in ((those, MONTH), (years, YEAR)):
        db.conn.executemany("DELETE FROM officer_spans WHERE officer = ? AND span = ?", spans)
        db.conn.executemany(summed, spans)
