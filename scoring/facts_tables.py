"""The tables of facts that reports read, and who is in which unit: their shape, and how rows come in. Knows no scoring.

Facts are derived: all of them can be dropped and computed again from the events. They lie by officer, as reports ask for
them. The spans are sums of the runs' facts over an officer's months, halves of years and years, so that a question about all
officers reads few rows whatever days it asks for.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import TYPE_CHECKING, Any, TypeAlias

from scoring.kept import RunId

if TYPE_CHECKING:
    from sqlite_utils import Database

RUNS, DECISIONS, DIMENSIONS, SPANS = "run_facts", "decision_facts", "dimension_facts", "officer_spans"
FACT_TABLES = (DIMENSIONS, DECISIONS, RUNS)
FactRows: TypeAlias = Mapping[str, Sequence[Any]]  # the rows of one run by table, named tuples of its columns
NO_FACTS: FactRows = {}

MEMBERSHIPS = """
CREATE TABLE memberships (
    officer TEXT PRIMARY KEY REFERENCES officers (id),
    unit TEXT NOT NULL,
    rank TEXT NOT NULL
) STRICT, WITHOUT ROWID;
CREATE INDEX memberships_by_unit ON memberships (unit);
"""

FACTS_BY_RUN = """
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
"""

# An index holds all that is asked of it, so that no row is looked up.
FACTS_BY_OFFICER = """
CREATE TABLE run_facts (
    run TEXT NOT NULL REFERENCES runs (id),
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
    injected INTEGER NOT NULL,
    PRIMARY KEY (officer, local_date, run)
) STRICT, WITHOUT ROWID;
CREATE INDEX run_facts_by_run ON run_facts (run, losses, decisions);
CREATE INDEX run_facts_by_date ON run_facts (local_date, kind, losses, injected, decisions, loss);
CREATE INDEX run_facts_by_scenario
    ON run_facts (scenario, local_date, digest, kind, injected, state, ending, ending_kind, worth);

CREATE TABLE dimension_facts (
    officer TEXT NOT NULL,
    run TEXT NOT NULL REFERENCES runs (id),
    dimension TEXT NOT NULL,
    part TEXT NOT NULL,
    opportunities INTEGER NOT NULL,
    score INTEGER NOT NULL,
    squares INTEGER NOT NULL,
    weight INTEGER NOT NULL,
    weighted INTEGER NOT NULL,
    PRIMARY KEY (officer, run, dimension, part)
) STRICT, WITHOUT ROWID;

CREATE TABLE officer_spans (
    span TEXT NOT NULL CHECK (span IN ('month', 'half', 'year')),
    first TEXT NOT NULL,
    officer TEXT NOT NULL,
    kind TEXT NOT NULL,
    runs INTEGER NOT NULL,
    decisions INTEGER NOT NULL,
    loss INTEGER NOT NULL,
    PRIMARY KEY (span, first, officer, kind)
) STRICT, WITHOUT ROWID;
"""

SUMMED = (  # of the runs whose losses are known, without those in which a trainer took part
    "INSERT INTO officer_spans SELECT ?1, ?2, officer, kind, COUNT(*), SUM(decisions), SUM(loss) FROM run_facts"
    " WHERE officer = ?4 AND local_date >= ?2 AND local_date <= ?3 AND losses = 'proved' AND injected = 0"
    " GROUP BY officer, kind"
)


def write_facts(db: Database, facts: FactRows) -> None:
    """Add the rows of one run, and its part to its officer's spans."""
    insert_facts(db, facts)
    sum_spans(db, ((each.officer, each.month) for each in facts.get(RUNS, ())))


def replace_facts(db: Database, facts_by_run: Iterable[tuple[RunId, FactRows]]) -> None:
    """Put these rows in the place of whatever stood there for their runs; without rows a run is forgotten."""
    months: set[tuple[str, str]] = set()
    for run, facts in facts_by_run:
        months.update(_forget(db, run))
        insert_facts(db, facts)
        months.update((each.officer, each.month) for each in facts.get(RUNS, ()))
    sum_spans(db, months)


def drop_facts(db: Database) -> None:
    """Forget all facts; the events know them."""
    for table in (*FACT_TABLES, SPANS):
        db.execute(f"DELETE FROM {table}")


def insert_facts(db: Database, facts: FactRows) -> None:
    """Add the rows of one run, without its part to the spans."""
    for table, rows in facts.items():
        if rows:
            columns = rows[0]._fields
            places = ", ".join("?" * len(columns))
            db.conn.executemany(f"INSERT INTO {table} ({', '.join(columns)}) VALUES ({places})", rows)


def sum_spans(db: Database, months: Iterable[tuple[str, str]]) -> None:
    """Sum these months of officers once more, and the halves and years that they are in."""
    spans = sorted({(*span, officer) for officer, month in months for span in _spans_around(month)})
    db.conn.executemany(
        "DELETE FROM officer_spans WHERE span = ? AND first = ? AND officer = ?",
        ((span, first, officer) for span, first, _, officer in spans),
    )
    db.conn.executemany(SUMMED, spans)


def _forget(db: Database, run: RunId) -> Sequence[tuple[str, str]]:
    """Delete what stands there for a run; whose it was, and of which month."""
    stood = db.execute("SELECT officer, month FROM run_facts WHERE run = ?", (run,)).fetchall()
    for officer, _ in stood:
        db.execute("DELETE FROM dimension_facts WHERE officer = ? AND run = ?", (officer, run))
        for table in (DECISIONS, RUNS):
            db.execute(f"DELETE FROM {table} WHERE run = ?", (run,))
    return stood


def _spans_around(month: str) -> Iterator[tuple[str, str, str]]:
    """The spans that a month is in, each with its first day and a day that nothing in it is after."""
    year, half = month[:4], ("01", "06") if month[5:] <= "06" else ("07", "12")
    for span, (begin, end) in (("month", (month[5:],) * 2), ("half", half), ("year", ("01", "12"))):
        yield span, f"{year}-{begin}-01", f"{year}-{end}-31"
