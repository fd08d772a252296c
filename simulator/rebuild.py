"""Rebuilding: the facts that reports read, computed again from the events, the kept texts and the proofs."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Protocol, TypeAlias

from scoring.facts import Losses, facts_of
from scoring.facts_tables import FactRows
from scoring.kept import Digest, RecordedRun, RunId
from scoring.opportunities import Key
from scoring.record import Record
from scoring.rubric import Rubric
from scoring.rubric_file import read_rubric
from scoring.settings import house_settings
from simulator.model.events import Event
from simulator.model.scenario import Scenario
from simulator.session import CannotResume, kept_scenario

AT_ONCE = 200  # runs in one transaction, so that a station that records meanwhile hardly waits

FINISHED = (  # by officer, so that the sums over an officer's months are made in few transactions
    "SELECT id FROM runs WHERE state <> 'open' AND id NOT IN (SELECT run FROM expired) ORDER BY officer, started, id"
)
LACKING = (
    "SELECT r.id FROM runs r LEFT JOIN run_facts f ON f.run = r.id WHERE r.state <> 'open'"
    " AND (f.run IS NULL OR f.losses = 'unknown' AND f.decisions > 0)"
    " AND r.id NOT IN (SELECT run FROM expired) ORDER BY r.officer, r.started, r.id"
)

Told: TypeAlias = Callable[[int, int], None]  # runs done, of how many


class KnowsLosses(Protocol):
    """A proof, or whatever else knows what each choice of a run lost."""

    def losses(self, events: Sequence[Event]) -> Losses:
        """What each choice of the run of these events lost."""


Prove: TypeAlias = Callable[[Scenario], KnowsLosses | None]  # None where a proof is not to be had


@dataclass(frozen=True, slots=True)
class Rebuilt:
    """What became of the runs that were looked at."""

    runs: int
    unreadable: tuple[RunId, ...]  # their text cannot be read by this version: they have no facts


def rebuild(record: Record, prove: Prove, told: Told | None = None) -> Rebuilt:
    """Drop all facts and compute them again: the same events, texts and proofs give the same bytes."""
    record.drop_facts()
    return _written(record, _ids(record.select(FINISHED)), prove, told)


def complete(record: Record, prove: Prove, told: Told | None = None) -> Rebuilt:
    """Compute the facts that are missing, and those whose losses were not known when the run ended."""
    return _written(record, _ids(record.select(LACKING)), prove, told)


def _ids(rows: Sequence[tuple[RunId]]) -> Sequence[RunId]:
    return [run for (run,) in rows]


@dataclass(frozen=True, slots=True)
class OfOneRun:
    """What each choice of one run lost, worked out elsewhere."""

    known: Losses

    def losses(self, events: Sequence[Event]) -> Losses:
        """The same, whatever is asked."""
        return self.known


def fill_losses(record: Record, run: RecordedRun, proof: KnowsLosses) -> bool:
    """Write the facts of a finished run anew, now that its losses are known; False where its texts cannot be read."""
    facts = _Reading(record, lambda scenario: proof).facts(run)
    if facts is not None:
        record.replace_facts([(run.id, facts)])
    return facts is not None


def _written(record: Record, runs: Sequence[RunId], prove: Prove, told: Told | None) -> Rebuilt:
    reading = _Reading(record, prove)
    unreadable: list[RunId] = []
    for start in range(0, len(runs), AT_ONCE):
        found: list[tuple[RunId, FactRows]] = []
        for number, run in enumerate(runs[start : start + AT_ONCE], start + 1):
            facts = reading.facts(record.run(run))
            if facts is None:
                unreadable.append(run)
            else:
                found.append((run, facts))
            if told:
                told(number, len(runs))
        record.replace_facts(found)
    return Rebuilt(len(runs), tuple(unreadable))


class _Reading:
    """Texts that were read and proofs that were made once, for the many runs on them."""

    def __init__(self, record: Record, prove: Prove) -> None:
        self._record = record
        self._prove = prove
        self._scenarios: dict[Digest, tuple[Scenario, KnowsLosses | None] | None] = {}
        self._rubrics: dict[Digest, Rubric | None] = {}
        self._keys: dict[tuple[Digest, Digest], Key] = {}

    def facts(self, run: RecordedRun) -> FactRows | None:
        """The facts of a finished run; None where its texts cannot be read."""
        proved, rubric = self._proved(run), self._rubric(run.rubric)
        if proved is None or rubric is None:
            return None
        scenario, proof = proved
        events = self._record.events(run.id)
        losses = proof.losses(events) if proof else None
        play = self._record.plays_up_to(run)
        key = self._keys.setdefault((run.digest, run.rubric), Key(rubric, house_settings()))
        at = self._record.last_at(run.id)
        return facts_of(run, scenario, rubric, events, at, play, losses, key=key)

    def _proved(self, run: RecordedRun) -> tuple[Scenario, KnowsLosses | None] | None:
        if run.digest not in self._scenarios:
            try:
                scenario = kept_scenario(self._record, run)
                self._scenarios[run.digest] = scenario, self._prove(scenario)
            except CannotResume:
                self._scenarios[run.digest] = None
        return self._scenarios[run.digest]

    def _rubric(self, digest: Digest) -> Rubric | None:
        if digest not in self._rubrics:
            self._rubrics[digest], _ = read_rubric(self._record.text(digest))
        return self._rubrics[digest]
