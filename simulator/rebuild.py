"""Rebuilding: the facts that reports read, computed again from the events, the kept texts and the proofs."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import TypeAlias

from scoring.facts import Losses
from scoring.kept import RecordedRun, RunId
from scoring.record import Record
from simulator.model.events import Event
from simulator.recount import Parcel, Prove, Recount, Texts, processes_for, recounted

AT_ONCE = 1_000  # runs in one transaction of a fifth of a second, so that a station that records meanwhile hardly waits

FINISHED = (
    "FROM runs r LEFT JOIN run_facts f ON f.run = r.id"
    " WHERE r.state <> 'open' AND r.id NOT IN (SELECT run FROM expired)"
)
LACKING = f"{FINISHED} AND (f.run IS NULL OR f.losses = 'unknown' AND f.decisions > 0)"
TEXTS = "SELECT r.scenario, r.digest, r.rubric, COUNT(*) {those} GROUP BY 1, 2, 3 ORDER BY 1, 2, 3"
NEXT = "SELECT r.id {those} AND r.scenario = ? AND r.digest = ? AND r.rubric = ? AND r.id > ? ORDER BY r.id LIMIT ?"

Told: TypeAlias = Callable[[int, int], None]  # runs done, of how many


@dataclass(frozen=True, slots=True)
class Rebuilt:
    """What became of the runs that were looked at."""

    runs: int
    unreadable: tuple[RunId, ...]  # their text cannot be read by this version: they have no facts


def rebuild(record: Record, prove: Prove, told: Told | None = None, processes: int | None = None) -> Rebuilt:
    """Drop all facts and compute them again: the same events, texts and proofs give the same bytes.

    Many runs are worked out by several processes, if not told otherwise; then the record is in a file, and `prove` can be
    pickled.
    """
    record.drop_facts()
    return _written(record, FINISHED, prove, told, processes)


def complete(record: Record, prove: Prove, told: Told | None = None, processes: int | None = None) -> Rebuilt:
    """Compute the facts that are missing, and those whose losses were not known when the run ended; as `rebuild`."""
    return _written(record, LACKING, prove, told, processes)


def fill_losses(record: Record, run: RecordedRun, losses: Losses) -> bool:
    """Write the facts of a finished run anew, now that its losses are known; False where its texts cannot be read."""
    recount = Recount(record, lambda scenario: _OfOneRun(losses))
    found = recount.facts(Parcel(Texts(run.scenario, run.digest, run.rubric), (run.id,)))
    record.replace_facts(found or ())
    return found is not None


@dataclass(frozen=True, slots=True)
class _OfOneRun:
    """What each choice of one run lost, worked out elsewhere."""

    known: Losses

    def losses_of(self, runs: Sequence[Sequence[Event]]) -> Sequence[Losses]:
        return [self.known for _ in runs]


def _written(record: Record, those: str, prove: Prove, told: Told | None, processes: int | None) -> Rebuilt:
    texts = {Texts(*its): count for *its, count in record.select(TEXTS.format(those=those))}
    done, of = 0, sum(texts.values())
    unreadable: list[RunId] = []
    for parcel, found in recounted(
        record, prove, _parcels(record, those, texts), processes or processes_for(of)
    ):
        if found is None:
            unreadable += parcel.runs
        else:
            record.replace_facts(found)
        done += len(parcel.runs)
        if told:
            told(done, of)
    return Rebuilt(done, tuple(unreadable))


def _parcels(record: Record, those: str, texts: Iterable[Texts]) -> Iterator[Parcel]:
    """The runs, asked for a few at a time: a record may hold more than fit into memory."""
    query = NEXT.format(those=those)
    for its in texts:
        last = ""
        while found := record.select(query, its.scenario, its.digest, its.rubric, last, AT_ONCE):
            runs = tuple(run for (run,) in found)
            yield Parcel(its, runs)
            last = runs[-1]
