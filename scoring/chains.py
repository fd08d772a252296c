"""The chains of events: each is linked to the one before, and signed when it is time. Runs inside the record's transactions."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import TYPE_CHECKING, Any

from scoring.heads import HeadChain
from scoring.kept import STATE_AFTER, Digest, KeptText, Link, RecordedRun, RunId, RunState, Station
from scoring.opening import RecordError
from scoring.rows import linked, row
from scoring.seal import first_link, text_hash
from simulator.model.events import Event, RunEnded
from simulator.model.scenario import Milliseconds

if TYPE_CHECKING:
    from sqlite_utils import Database

SIGN_EVERY = 64  # events; a run's first and last events are signed at once


class Chains:
    """The events of all runs in one database; `heads` are of the station that adds to them, None if it has no key."""

    def __init__(self, db: Database, station: Station, heads: HeadChain | None) -> None:
        self._db = db
        self._station = station
        self._heads = heads

    def begin(
        self, run: RecordedRun, texts: Mapping[Digest, str], events: Sequence[Event], at: Milliseconds
    ) -> None:
        """A new run on these texts, with its first events."""
        insert(self._db, "stations", [self._station], ignore=True)
        hashes = self._keep(texts)
        insert(self._db, "runs", [run])
        self._add(run.id, 0, first_link(run, hashes), events, at)

    def append(self, run: RunId, events: Sequence[Event], at: Milliseconds, after: int | None) -> bool:
        """More events of an open run, after as many as the caller knows of; True if they are signed now."""
        state, seq, previous = self._tail(run)
        if state is not RunState.OPEN:
            raise RecordError(f"Run {run} is over ({state.value}): nothing can be added to it.")
        if after not in (None, seq):
            raise RecordError(f"Run {run} was meanwhile continued elsewhere. Resume it from there.")
        return self._add(run, seq, previous, events, at)

    def sign(self, runs: Iterable[RunId]) -> None:
        """Sign these runs as they are now, and the day."""
        if self._heads:
            for run in runs:
                _, seq, link = self._tail(run)
                self._sign(run, seq, link)
            self._heads.sign_day()

    def _keep(self, texts: Mapping[Digest, str]) -> dict[Digest, str]:
        """Keep the texts whose digests are new; the hashes of those that are then kept."""
        kept = [KeptText(digest, text, text_hash(text)) for digest, text in texts.items()]
        insert(self._db, "texts", kept, ignore=True)
        places = ", ".join("?" * len(texts))
        return dict(
            self._db.execute(f"SELECT digest, sha256 FROM texts WHERE digest IN ({places})", [*texts])
        )

    def _tail(self, run: RunId) -> tuple[RunState, int, Link]:
        """The run's state, and the number and hash of its last event."""
        for state, seq, link in self._db.execute(TAIL, (run,)).fetchall():
            return RunState(state), seq, link
        raise RecordError(f'There is no run "{run}" in this record. `levelhead record list` shows all.')

    def _add(self, run: RunId, seq: int, previous: Link, events: Sequence[Event], at: Milliseconds) -> bool:
        """Link the events to what was there, and sign if it is time to: True if that was done."""
        kept = list(linked(run, seq, previous, events, at))
        insert(self._db, "events", kept)
        last, end = kept[-1], events[-1]
        if isinstance(end, RunEnded):
            self._db.execute("UPDATE runs SET state = ? WHERE id = ?", (STATE_AFTER[end.how].value, run))
        due = seq == 0 or isinstance(end, RunEnded) or last.seq // SIGN_EVERY > seq // SIGN_EVERY
        if due:
            self._sign(run, last.seq, last.hash)
        return due

    def _sign(self, run: RunId, count: int, link: Link) -> None:
        if self._heads:
            insert(self._db, "stations", [self._station], ignore=True)
            self._heads.sign(run, count, link)


TAIL = "SELECT state, seq, hash FROM runs JOIN events ON run = id WHERE id = ? ORDER BY seq DESC LIMIT 1"


def insert(db: Database, table: str, facts: Iterable[Any], *, ignore: bool = False) -> None:
    """Add these facts as rows; with `ignore`, those alone that are not there."""
    db.table(table).insert_all((row(fact) for fact in facts), ignore=ignore)
