"""The record: keeps every event of every run for good. With what lies beneath it, alone writes the database.

Events are only ever added. Those of one choice go in together, and are on the disk when `append` returns; a write may
therefore take milliseconds, and no frame may wait for it. Any thread may call: one lock guards the one connection.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path
from threading import RLock
from typing import TYPE_CHECKING, Any, Self

from scoring.audit import Act, AuditTrail, trail
from scoring.chains import Chains, insert
from scoring.evidence import Evidence
from scoring.facts_tables import NO_FACTS, FactRows, drop_facts, replace_facts, write_facts
from scoring.heads import HeadChain
from scoring.kept import (
    WITHOUT_KEY,
    AuditEntry,
    Digest,
    ExpiredRun,
    KeptEvent,
    Membership,
    Officer,
    OfficerId,
    RecordedRun,
    RunId,
    RunKind,
    RunState,
    Station,
)
from scoring.opening import RecordError, in_words, open_database, writing
from scoring.reading import PlayedRun, Reading
from scoring.retention import expired_runs
from scoring.rows import UNREADABLE, VERIFY, Row, columns, event_of, fact, new_run, run_of
from scoring.seal import StationKey
from simulator.model.events import Event
from simulator.model.scenario import Milliseconds

if TYPE_CHECKING:
    from sqlite_utils import Database

__all__ = ["Record", "RecordError"]

OFFICER_ID = re.compile(r"[A-Za-z0-9][A-Za-z0-9._-]{0,63}")


def local_time() -> datetime:
    """Now, by this machine's clock and zone."""
    return datetime.now().astimezone()


class Record:
    """A record in a file, or in memory for tests. Every method may raise RecordError, which is for a person to read.

    The station's key signs heads of the runs; without one they stay unsigned, and `verify` says so.
    """

    def __init__(
        self,
        path: Path | None = None,
        key: StationKey | None = None,
        *,
        station_name: str = "",
        now: Callable[[], datetime] = local_time,
    ) -> None:
        self.path = path  # None in memory
        self._now = now
        self._station = Station(key.station, station_name or key.station, key.public) if key else WITHOUT_KEY
        self._unsigned: set[RunId] = set()  # runs with events that this object added and has not signed yet
        self._lock = RLock()
        self._db = open_database(path)
        heads = HeadChain(self._db, key, now) if key else None
        self._chains = Chains(self._db, self._station, heads)
        self._trail = AuditTrail(self._db, key, now)
        self._reading = Reading(self._rows)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def close(self) -> None:
        """Sign what is not signed yet, and the day; then let go of the file."""
        with self._lock:
            try:
                if self._station is not WITHOUT_KEY:
                    with self._writing():
                        self._chains.sign(sorted(self._unsigned))
            finally:
                self._db.close()

    # ---- people

    def add_officer(self, id: OfficerId, name: str) -> Officer:
        """A new officer; the id stands in runs, the name nowhere else."""
        if not OFFICER_ID.fullmatch(id):
            raise RecordError(f'"{id}" cannot be an id. Use 1 to 64 letters, digits, ".", "_" or "-".')
        if not name.strip() or not name.isprintable():
            raise RecordError(f"{name!r} cannot be a name. Use letters that can be seen.")
        with self._writing():
            if self.officer(id):
                raise RecordError(f'There is an officer "{id}" already. Choose another id.')
            insert(self._db, "officers", [Officer(id, name)])
        return Officer(id, name)

    def officer(self, id: OfficerId) -> Officer | None:
        """The officer of that id, if there is one."""
        return next(
            (fact(Officer, row) for row in self._rows("SELECT id, name FROM officers WHERE id = ?", id)), None
        )

    def officers(self) -> tuple[Officer, ...]:
        """All officers, by name."""
        return tuple(
            fact(Officer, row) for row in self._rows("SELECT id, name FROM officers ORDER BY name, id")
        )

    def assign(self, membership: Membership) -> None:
        """Put an officer into a unit, out of any other."""
        with self._writing():
            self._db.execute("DELETE FROM memberships WHERE officer = ?", (membership.officer,))
            insert(self._db, "memberships", [membership])

    # ---- what a run writes

    def begin(
        self,
        officer: OfficerId,
        events: Sequence[Event],
        at: Milliseconds,
        *,
        scenario_text: str,
        rubric_text: str,
        kind: RunKind = RunKind.PRACTICE,
    ) -> RecordedRun:
        """A new run: its facts, the texts it is played on and its first events (RunStarted leads), in one go."""
        run = new_run(officer, self._station.id, events[0], kind, self._now())
        texts = {run.digest: scenario_text, run.rubric: rubric_text}
        with self._writing():
            if not self.officer(officer):
                raise RecordError(f'There is no officer "{officer}" in this record. Add the officer first.')
            self._chains.begin(run, texts, events, at)
        return run

    def append(
        self,
        run: RunId,
        events: Sequence[Event],
        at: Milliseconds,
        *,
        after: int | None = None,
        facts: FactRows = NO_FACTS,
    ) -> None:
        """Keep what happened, at that time of the run's own clock: on the disk when this returns, all or nothing.

        A RunEnded at the end closes the run and signs its head in the same transaction. With `after`, the number of
        events that the caller knows of, it is refused where the run was meanwhile continued elsewhere. The facts of a
        run that ends here go in with its end.
        """
        if not events:
            return
        with self._writing():
            signed = self._chains.append(run, events, at, after)
            write_facts(self._db, facts)
        (self._unsigned.discard if signed else self._unsigned.add)(run)

    def mark_clock(self, run: RunId, elapsed: Milliseconds) -> None:
        """Note how long the run's last menu has been open; for resuming only, hence no part of the chain."""
        with self._writing():
            self._db.execute(
                "INSERT OR REPLACE INTO clocks (run, menu, elapsed) SELECT run, seq, ? FROM events"
                " WHERE run = ? AND kind = 'MenuOpened' ORDER BY seq DESC LIMIT 1",
                (elapsed, run),
            )

    # ---- what a run reads

    def run(self, beginning: str) -> RecordedRun:
        """The run of that id; a beginning that no other run has is enough."""
        found = self._rows(
            f"SELECT {columns(RecordedRun)} FROM runs WHERE id BETWEEN ? AND ? LIMIT 2",
            beginning,
            beginning + "~",
        )
        if len(found) != 1 or not beginning:
            many = "There is more than one run" if found else "There is no run"
            raise RecordError(f'{many} "{beginning}" in this record. `levelhead record list` shows all.')
        return run_of(found[0])

    def runs(
        self, officer: OfficerId | None = None, state: RunState | None = None
    ) -> tuple[RecordedRun, ...]:
        """The runs of all officers or one, in any state or one, newest first."""
        wanted = {"officer": officer, "state": state and state.value}
        given = {column: value for column, value in wanted.items() if value is not None}
        where = " AND ".join(f"{column} = ?" for column in given) or "TRUE"
        sql = f"SELECT {columns(RecordedRun)} FROM runs WHERE {where} ORDER BY started DESC, id DESC"
        return tuple(run_of(row) for row in self._rows(sql, *given.values()))

    def open_runs(self, officer: OfficerId) -> tuple[RecordedRun, ...]:
        """The officer's runs that can be resumed, newest first."""
        return self.runs(officer, RunState.OPEN)

    def events(self, run: RunId) -> tuple[Event, ...]:
        """All that happened in a run, in today's shapes."""
        return tuple(event_of(kept) for kept in self.kept_events(run))

    def kept_events(self, run: RunId) -> tuple[KeptEvent, ...]:
        """The run's events as they are kept."""
        sql = f"SELECT {columns(KeptEvent)} FROM events WHERE run = ? ORDER BY seq"
        return tuple(fact(KeptEvent, row) for row in self._rows(sql, run))

    def elapsed(self, run: RunId) -> Milliseconds:
        """How long the run's last menu had been open when that was last noted; 0 if it was not."""
        sql = (
            "SELECT elapsed FROM clocks WHERE run = ?1 AND menu = "
            "(SELECT seq FROM events WHERE run = ?1 AND kind = 'MenuOpened' ORDER BY seq DESC LIMIT 1)"
        )
        return next((elapsed for (elapsed,) in self._rows(sql, run)), 0)

    def text(self, digest: Digest) -> str:
        """The exact text that was kept for a digest, a scenario's or a rubric's."""
        for (text,) in self._rows("SELECT text FROM texts WHERE digest = ?", digest):
            return str(text)
        raise RecordError(
            f"No text of digest {digest} is kept here. `levelhead record verify` tells what is missing."
        )

    def last_at(self, run: RunId) -> Milliseconds:
        """The run's own clock at its last event."""
        sql = "SELECT at FROM events WHERE run = ? ORDER BY seq DESC LIMIT 1"
        return next((at for (at,) in self._rows(sql, run)), 0)

    # ---- what reports read

    def plays_up_to(self, run: RecordedRun) -> int:
        """How many runs of its scenario the officer had begun with this one, whatever became of them.

        Exercises do not count: they begin in the middle, and nothing is estimated from them.
        """
        sql = (
            "SELECT count(*) FROM runs WHERE officer = ? AND scenario = ? AND (kind <> 'exercise' OR id = ?)"
            " AND (started < ? OR started = ? AND id <= ?)"
        )
        [(plays,)] = self._rows(sql, run.officer, run.scenario, run.id, run.started, run.started, run.id)
        return int(plays)

    def played(self, runs: Sequence[RunId]) -> tuple[PlayedRun, ...]:
        """These runs with all that happened in them, by their ids: many at once are read far quicker than one by one."""
        try:
            played = tuple(self._reading.played(runs))
        except UNREADABLE:
            for run in runs:
                self.events(run)  # tells in words which one it is, and why
            raise
        if empty := set(runs) - {each.run.id for each in played}:
            raise RecordError(f"Nothing is kept of what happened in run {min(empty)}. {VERIFY}")
        return played

    def replace_facts(self, facts_by_run: Iterable[tuple[RunId, FactRows]]) -> None:
        """Put the facts of some runs in the place of what stood there, all or nothing."""
        with self._writing():
            replace_facts(self._db, facts_by_run)

    def drop_facts(self) -> None:
        """Forget all facts; they can be computed again from the events."""
        with self._writing():
            drop_facts(self._db)

    def select(self, query: str, *values: str | int) -> list[Row]:
        """The rows of a query that a report asks; a query that would change anything is refused."""
        with self._lock, in_words(self.path):
            self._db.execute("PRAGMA query_only = ON")
            try:
                return list(self._db.execute(query, values))
            finally:
                self._db.execute("PRAGMA query_only = OFF")

    @contextmanager
    def changing(self) -> Iterator[Database]:
        """One transaction of a room that keeps tables of its own in this record: all of it, or nothing."""
        with self._writing():
            yield self._db

    def note(self, person: OfficerId, act: Act, about: str = "") -> None:
        """An entry in the audit trail: within `changing` it goes in with the change, or not at all."""
        with self._writing():
            self._trail.add(person, act, about)

    def audited(self) -> tuple[AuditEntry, ...]:
        """The audit trail, oldest entry first."""
        with self._lock, in_words(self.path):
            return tuple(trail(self._db))

    def expired(self) -> Mapping[RunId, ExpiredRun]:
        """The runs of which only the facts that identify them are left."""
        with self._lock, in_words(self.path):
            return expired_runs(self._db)

    def forget(self, *, everywhere: bool = False) -> None:
        """Take what was overwritten or deleted out of the write-ahead file; `everywhere` also out of old pages."""
        with self._lock, in_words(self.path):
            if everywhere:
                self._db.execute("VACUUM")
            busy, *_ = self._db.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchone()
        if busy:
            raise RecordError(
                "Another program is reading this record, and the file still holds what was erased. Close it, and "
                "say the same again."
            )

    @contextmanager
    def evidence(self) -> Iterator[Evidence]:
        """Within, every row can be read as it stood when the first was, whoever writes meanwhile."""
        with self._lock, in_words(self.path):
            self._db.execute("BEGIN")
            try:
                yield Evidence(self._db, self.path)
            finally:
                self._db.rollback()

    # ---- inside

    @contextmanager
    def _writing(self) -> Iterator[None]:
        """One transaction, or a part of the one that is under way."""
        with self._lock, in_words(self.path):
            if self._db.conn.in_transaction:
                yield
            else:
                with writing(self._db):
                    yield

    def _rows(self, sql: str, *values: Any) -> list[Row]:
        with self._lock, in_words(self.path):
            return list(self._db.execute(sql, values))
