"""What `verify` reads of a record: every row as it stands, whatever was done to it. Changes nothing."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any

from scoring.kept import (
    AuditEntry,
    ExpiredRun,
    Head,
    KeptEvent,
    KeptOpinion,
    KeptText,
    RecordedRun,
    RunId,
    Station,
    StationId,
)
from scoring.opening import RecordError, in_words, new_shape, shape
from scoring.retention import expired_runs
from scoring.rows import Row, columns, fact, head_of, run_of

if TYPE_CHECKING:
    from sqlite_utils import Database


class Evidence:
    """A record as it stood at one instant; readings raise RecordError where a row cannot be read."""

    def __init__(self, db: Database, path: Path | None) -> None:
        self._db = db
        self._path = path

    def damage(self) -> str:
        """What the database itself finds wrong with its pages and indexes; "" if nothing."""
        [(first,)] = self._rows("PRAGMA integrity_check(1)")
        return "" if first == "ok" else str(first)

    def broken_references(self) -> tuple[str, ...]:
        """The tables with rows that point to nothing."""
        return tuple(sorted({str(table) for table, *_ in self._rows("PRAGMA foreign_key_check")}))

    def altered_shape(self) -> tuple[str, ...]:
        """The tables, indexes and triggers that are not, or not only, what this program makes."""
        with in_words(self._path):
            return tuple(sorted({name for name, _ in shape(self._db) ^ new_shape()}))

    def stations(self) -> tuple[Station, ...]:
        """The stations that have recorded here."""
        return tuple(
            fact(Station, row) for row in self._rows(f"SELECT {columns(Station)} FROM stations ORDER BY id")
        )

    def signers(self) -> tuple[StationId, ...]:
        """The ids under which heads are kept."""
        return tuple(id for (id,) in self._rows("SELECT DISTINCT station FROM heads ORDER BY station"))

    def auditors(self) -> frozenset[StationId]:
        """The stations that have signed entries of the audit trail."""
        return frozenset(id for (id,) in self._rows("SELECT DISTINCT station FROM audit"))

    def texts(self) -> Iterator[KeptText]:
        """Every kept text, one after the other."""
        return (
            fact(KeptText, row)
            for row in self._each(f"SELECT {columns(KeptText)} FROM texts ORDER BY digest")
        )

    def run_ids(self) -> tuple[RunId, ...]:
        """The ids of all runs."""
        return tuple(id for (id,) in self._rows("SELECT DISTINCT id FROM runs ORDER BY id"))

    def audit_length(self) -> int:
        """How many entries the audit trail has."""
        [(entries,)] = self._rows("SELECT COUNT(*) FROM audit")
        return int(entries)

    def lost_runs(self) -> tuple[RunId, ...]:
        """The ids that events or heads speak of, and that no run has."""
        return tuple(
            id
            for (id,) in self._rows(
                "SELECT run FROM events WHERE run NOT IN (SELECT id FROM runs) UNION "
                "SELECT subject FROM heads WHERE covers = 'run' AND subject NOT IN (SELECT id FROM runs)"
            )
        )

    def run(self, id: RunId) -> RecordedRun:
        """The facts of one run."""
        for row in self._rows(f"SELECT {columns(RecordedRun)} FROM runs WHERE id = ?", id):
            return run_of(row)
        raise RecordError(f"The index of the runs speaks of {id}, and the runs do not.")

    def events(self, run: RunId) -> tuple[KeptEvent, ...]:
        """The run's events as they are kept."""
        sql = f"SELECT {columns(KeptEvent)} FROM events WHERE run = ? ORDER BY seq"
        return tuple(fact(KeptEvent, row) for row in self._rows(sql, run))

    def expired(self) -> Mapping[RunId, ExpiredRun]:
        """The runs of which only a signed stone is left."""
        with in_words(self._path):
            return expired_runs(self._db)

    def opinions(self) -> Iterator[KeptOpinion]:
        """What people thought of runs, oldest first."""
        sql = f"SELECT {columns(KeptOpinion)} FROM opinions ORDER BY number"
        return (fact(KeptOpinion, row) for row in self._each(sql))

    def audited(self) -> Iterator[AuditEntry]:
        """The audit trail, oldest entry first."""
        sql = f"SELECT {columns(AuditEntry)} FROM audit ORDER BY number"
        return (fact(AuditEntry, row) for row in self._each(sql))

    def heads_of(self, station: StationId) -> Iterator[Head]:
        """A station's heads, in the order of their numbers."""
        sql = f"SELECT {columns(Head)} FROM heads WHERE station = ? ORDER BY number"
        return (head_of(row) for row in self._each(sql, station))

    def last_head(self, station: StationId) -> tuple[Head, ...]:
        """A station's newest head; () if it has none."""
        sql = f"SELECT {columns(Head)} FROM heads WHERE station = ? ORDER BY number DESC LIMIT 1"
        return tuple(head_of(row) for row in self._rows(sql, station))

    def heads_on(self, run: RunId) -> tuple[Head, ...]:
        """The heads that cover a run."""
        sql = f"SELECT {columns(Head)} FROM heads WHERE subject = ? AND covers = 'run' ORDER BY count"
        return tuple(head_of(row) for row in self._rows(sql, run))

    def _rows(self, sql: str, *values: Any) -> list[Row]:
        return list(self._each(sql, *values))

    def _each(self, sql: str, *values: Any) -> Iterator[Row]:
        with in_words(self._path):
            for row in self._db.execute(sql, values):  # noqa: UP028  `yield from` would close a cursor too late
                yield row
