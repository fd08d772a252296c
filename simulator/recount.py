"""Recounting: the facts of many runs worked out from their events, in this process or in several.

Each process reads the record for itself. What is found comes back in the order in which it was asked, so that it is the
same however many there are; nothing is written here.
"""

from __future__ import annotations

import gc
import os
import signal
from collections import deque
from collections.abc import Callable, Iterable, Iterator, Sequence
from concurrent.futures import Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from contextlib import contextmanager
from dataclasses import dataclass
from multiprocessing import get_context
from pathlib import Path
from typing import Protocol, TypeAlias

from scoring.facts import Losses, facts_of
from scoring.facts_tables import FactRows
from scoring.kept import Digest, RunId
from scoring.opportunities import Key
from scoring.record import Record
from scoring.rubric_file import read_rubric
from scoring.settings import house_settings
from simulator.library.load import load_text
from simulator.model.events import Event
from simulator.model.scenario import Scenario

MANY = 2_000  # runs from which it pays to start other processes
MOST = 4  # processes: one that writes keeps no more of them busy, and each holds a proof
AHEAD = 2  # parcels asked of each process before the first of them is back


class KnowsLosses(Protocol):
    """A proof, or whatever else knows what each choice of a run lost."""

    def losses_of(self, runs: Sequence[Sequence[Event]]) -> Sequence[Losses]:
        """What each choice lost in each of the runs of these events."""


Prove: TypeAlias = Callable[[Scenario], KnowsLosses | None]  # None where a proof is not to be had


@dataclass(frozen=True, slots=True)
class Texts:
    """What runs were played on: which scenario, its text and the rubric's."""

    scenario: str
    digest: Digest
    rubric: Digest


@dataclass(frozen=True, slots=True)
class Parcel:
    """Runs on the same texts, so few that they can be held at once."""

    texts: Texts
    runs: tuple[RunId, ...]


Found: TypeAlias = Sequence[tuple[RunId, FactRows]] | None  # of each run; None where the texts cannot be read


@dataclass(frozen=True, slots=True)
class _Opened:
    """What was read of texts: the rubric's key to the scenario, and the scenario's proof."""

    key: Key
    proof: KnowsLosses | None


class Recount:
    """Works out the facts of parcels, one after the other."""

    def __init__(self, record: Record, prove: Prove) -> None:
        self._record = record
        self._prove = prove
        self._texts: Texts | None = None
        self._opened: _Opened | None = None

    def facts(self, parcel: Parcel) -> Found:
        """The facts of each of the runs; None where the texts cannot be read."""
        its = self._open(parcel.texts)
        if its is None:
            return None
        played = self._record.played(parcel.runs)
        losses = its.proof.losses_of([each.events for each in played]) if its.proof else [None] * len(played)
        return [
            (each.run.id, facts_of(each.run, its.key, each.events, each.at, each.play, lost))
            for each, lost in zip(played, losses, strict=True)
        ]

    def _open(self, texts: Texts) -> _Opened | None:
        if texts != self._texts:
            self._opened = None  # proofs are large: the last goes before the next one comes
            gc.collect()
            self._texts, self._opened = texts, self._opened_anew(texts)
        return self._opened

    def _opened_anew(self, texts: Texts) -> _Opened | None:
        scenario = load_text(self._record.text(texts.digest), texts.scenario).scenario
        rubric, _ = read_rubric(self._record.text(texts.rubric))
        if scenario is None or rubric is None:
            return None
        return _Opened(Key(scenario, rubric, house_settings()), self._prove(scenario))


class Stopped(Exception):
    """The work could not be done to its end; the sentence is for a person."""


def processes_for(runs: int) -> int:
    """How many processes are worth their start and their memory for so many runs."""
    return min(MOST, os.cpu_count() or 1) if runs >= MANY else 1


def recounted(
    record: Record, prove: Prove, parcels: Iterable[Parcel], processes: int = 1
) -> Iterator[tuple[Parcel, Found]]:
    """Each parcel with what was found. For several processes the record is in a file, and `prove` can be pickled."""
    if processes > 1 and record.path is not None:
        yield from _recounted_by(processes, record.path, prove, parcels)
    else:
        recount = Recount(record, prove)
        for parcel in parcels:
            with _no_search_for_cycles():
                found = recount.facts(parcel)
            yield parcel, found


@contextmanager
def _no_search_for_cycles() -> Iterator[None]:
    """Facts and what they are made of hold no cycles: to look for some among them took a sixth of all time."""
    was_on = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_on:
            gc.enable()


def _recounted_by(
    processes: int, path: Path, prove: Prove, parcels: Iterable[Parcel]
) -> Iterator[tuple[Parcel, Found]]:
    pool = ProcessPoolExecutor(processes, get_context("spawn"), _begin, (path, prove))
    waiting: deque[tuple[Parcel, Future[Found]]] = deque()
    try:
        for parcel in parcels:
            waiting.append((parcel, pool.submit(_facts, parcel)))
            if len(waiting) > AHEAD * processes:
                yield _next(waiting)
        while waiting:
            yield _next(waiting)
    except BrokenProcessPool as error:
        raise Stopped(
            "A process at work was ended from outside, perhaps for want of memory. Say the same again; what is done is kept."
        ) from error
    finally:
        pool.shutdown(cancel_futures=True)


def _next(waiting: deque[tuple[Parcel, Future[Found]]]) -> tuple[Parcel, Found]:
    parcel, found = waiting.popleft()
    return parcel, found.result()


# ---- in another process

_its: list[Recount] = []  # the process's own


def _begin(path: Path, prove: Prove) -> None:
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # whoever stops the work stops it in the first process
    _its.append(Recount(Record(path), prove))


def _facts(parcel: Parcel) -> Found:
    with _no_search_for_cycles():
        return _its[0].facts(parcel)
