"""The shape of the record's tables, and the steps that bring an older record to it. Decides nothing else.

A step, once released, is never changed: a new shape is a new step at the end.
"""

from __future__ import annotations

from functools import cache

from sqlite_utils import Database, Migrations

from scoring import people_tables
from scoring.facts_tables import (
    DECISIONS,
    DIMENSIONS,
    FACTS_BY_OFFICER,
    FACTS_BY_RUN,
    MEMBERSHIPS,
    RUNS,
    SPANS,
    sum_spans,
)
from scoring.opinions_table import OPINIONS

APPLICATION_ID = 0x4C56484C  # "LVHL" in the file's header: this database is a record of ours

steps = Migrations("levelhead")


@steps()
def spine(db: Database) -> None:
    """Officers, stations, texts, runs, events, clocks and signed heads."""
    db.execute(f"PRAGMA application_id = {APPLICATION_ID}")
    db.executescript(TABLES)
    for table in ("events", "heads", "texts"):
        _refuse(db, "UPDATE", table)
    for table in ("events", "heads", "texts", "runs"):
        _refuse(db, "DELETE", table)
    _refuse(db, f"UPDATE OF {RUN_FACTS}", "runs")


@steps()
def facts(db: Database) -> None:
    """Who is in which unit. (The first facts stood here, too; they are derived, and their shape is the newest.)"""
    db.executescript(MEMBERSHIPS)


@steps()
def people(db: Database) -> None:
    """Who may do what, with names sealed; what was assigned and disputed; the audit trail; runs that have expired."""
    db.executescript(people_tables.TABLES)
    for table in people_tables.ONLY_ADDED_TO:
        _refuse(db, "UPDATE", table)
        _refuse(db, "DELETE", table)
    db.execute("DROP TRIGGER events_never_delete")
    _refuse(db, "DELETE", "events", "WHEN NOT EXISTS (SELECT 1 FROM expired WHERE run = OLD.run)")


@steps()
def summed_facts(db: Database) -> None:
    """The first facts go: they are derived, and a later step makes those of today."""
    for table in (DIMENSIONS, DECISIONS, RUNS):
        db.execute(f"DROP TABLE IF EXISTS {table}")


@steps()
def opinions(db: Database) -> None:
    """What officers think of their own runs, and how trainers rate them."""
    db.executescript(OPINIONS)
    _refuse(db, "UPDATE", "opinions")
    _refuse(db, "DELETE", "opinions")


@steps()
def opinions_expire(db: Database) -> None:
    """The opinions on a run go when the run expires, and never otherwise."""
    db.execute("DROP TRIGGER opinions_never_delete")
    _refuse(db, "DELETE", "opinions", "WHEN NOT EXISTS (SELECT 1 FROM expired WHERE run = OLD.run)")


@steps()
def classes_end(db: Database) -> None:
    """Classes are closed, assignments withdrawn, members in a class from a day on; who the wellness coordinator is."""
    for change in people_tables.LATER:
        db.execute(change)


@steps()
def facts_by_officer(db: Database) -> None:
    """The facts that reports read, laid by officer. Those that are there move, since computing them again takes long."""
    if RUNS not in db.table_names():
        db.executescript(FACTS_BY_RUN + FACTS_BY_OFFICER)
        return
    for index in ("run_facts_by_officer", "run_facts_by_scenario"):
        db.execute(f"DROP INDEX {index}")
    for table in (RUNS, DIMENSIONS):
        db.execute(f"ALTER TABLE {table} RENAME TO old_{table}")
    db.execute(f"DROP TABLE {SPANS}")
    db.executescript(FACTS_BY_OFFICER)
    db.execute("INSERT INTO run_facts SELECT * FROM old_run_facts ORDER BY officer, local_date, run")
    db.execute(
        "INSERT INTO dimension_facts SELECT r.officer, d.* FROM run_facts r JOIN old_dimension_facts d ON d.run = r.run"
    )
    for table in (RUNS, DIMENSIONS):
        db.execute(f"DROP TABLE old_{table}")
    sum_spans(db, db.execute("SELECT DISTINCT officer, month FROM run_facts").fetchall())


RUN_FACTS = "id, officer, station, scenario, digest, rubric, semantics, seed, pace, kind, started, utc_offset"

TABLES = """
CREATE TABLE officers (
    id TEXT PRIMARY KEY,
    name TEXT NOT NULL
) STRICT;

CREATE TABLE stations (
    id TEXT PRIMARY KEY,
    name TEXT NOT NULL,
    public_key TEXT NOT NULL
) STRICT;

CREATE TABLE texts (
    digest TEXT PRIMARY KEY,
    text TEXT NOT NULL,
    sha256 TEXT NOT NULL
) STRICT;

CREATE TABLE runs (
    id TEXT PRIMARY KEY,
    officer TEXT NOT NULL REFERENCES officers (id),
    station TEXT NOT NULL REFERENCES stations (id),
    scenario TEXT NOT NULL,
    digest TEXT NOT NULL REFERENCES texts (digest),
    rubric TEXT NOT NULL REFERENCES texts (digest),
    semantics INTEGER NOT NULL,
    seed INTEGER NOT NULL,
    pace INTEGER NOT NULL,
    kind TEXT NOT NULL CHECK (kind IN ('practice', 'assigned', 'exercise')),
    started TEXT NOT NULL,
    utc_offset INTEGER NOT NULL,
    state TEXT NOT NULL CHECK (state IN ('open', 'ended', 'stopped', 'stuck'))
) STRICT;
CREATE INDEX runs_by_officer ON runs (officer, state);

CREATE TABLE events (
    run TEXT NOT NULL REFERENCES runs (id),
    seq INTEGER NOT NULL,
    kind TEXT NOT NULL,
    version INTEGER NOT NULL,
    body TEXT NOT NULL,
    at INTEGER NOT NULL,
    hash TEXT NOT NULL,
    PRIMARY KEY (run, seq)
) STRICT, WITHOUT ROWID;

CREATE TABLE clocks (
    run TEXT PRIMARY KEY REFERENCES runs (id),
    menu INTEGER NOT NULL,
    elapsed INTEGER NOT NULL
) STRICT, WITHOUT ROWID;

CREATE TABLE heads (
    station TEXT NOT NULL REFERENCES stations (id),
    number INTEGER NOT NULL,
    previous TEXT NOT NULL,
    covers TEXT NOT NULL CHECK (covers IN ('run', 'day')),
    subject TEXT NOT NULL,
    count INTEGER NOT NULL,
    content TEXT NOT NULL,
    signed TEXT NOT NULL,
    hash TEXT NOT NULL,
    signature TEXT NOT NULL,
    PRIMARY KEY (station, number)
) STRICT, WITHOUT ROWID;
CREATE INDEX heads_by_subject ON heads (subject);
"""


@cache
def known_steps() -> frozenset[str]:
    """The names of all steps that this program knows."""
    return frozenset(step.name for step in steps.pending(Database(memory=True, execute_plugins=False)))


def applied_steps(db: Database) -> frozenset[str]:
    """The names of the steps that brought the database to the shape it has."""
    if steps.migrations_table not in db.table_names():
        return frozenset()
    sql = f"SELECT name FROM {steps.migrations_table} WHERE migration_set = ?"
    return frozenset(name for (name,) in db.execute(sql, (steps.name,)))


def _refuse(db: Database, change: str, table: str, when: str = "") -> None:
    name = f"{table}_never_{change.split()[0].lower()}"
    db.execute(
        f"CREATE TRIGGER {name} BEFORE {change} ON {table} {when}"
        f"{' ' * bool(when)}BEGIN SELECT RAISE(ABORT, 'what is in {table} is never changed'); END"
    )
