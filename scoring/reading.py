"""Reading many runs at once, for what is computed from them: two queries, and each distinct event is made once.

Runs say the same things over and over. Events are frozen, so that all runs may share them.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, fields
from functools import lru_cache
from itertools import groupby
from operator import itemgetter
from typing import TypeAlias

from scoring.kept import RecordedRun, RunId
from scoring.rows import Row, event_told, run_of
from simulator.model.events import Event
from simulator.model.scenario import Milliseconds

DISTINCT = 1 << 15  # events that are remembered; what a scenario says again and again is a few thousand
Ask: TypeAlias = Callable[..., Sequence[Row]]  # a query, and its values after it

HAPPENED = "SELECT run, at, kind, version, body FROM events WHERE run IN ({ids}) ORDER BY run, seq"
PLAYS = (  # the how-manieth run of its scenario each is; exercises do not count, but for the run itself
    "WITH asked AS (SELECT officer, scenario FROM runs WHERE id IN ({ids})), counted AS (SELECT id,"
    " SUM(kind <> 'exercise') OVER (PARTITION BY officer, scenario ORDER BY started, id) + (kind = 'exercise')"
    " AS play FROM runs WHERE (officer, scenario) IN asked)"
    " SELECT {columns}, play FROM counted JOIN runs r USING (id) WHERE id IN ({ids}) ORDER BY id"
)


@dataclass(frozen=True, slots=True)
class PlayedRun:
    """A run with all that happened in it."""

    run: RecordedRun
    play: int  # the officer's how-manieth run of that scenario, from 1
    events: tuple[Event, ...]
    at: Milliseconds  # the run's own clock at its last event


class Reading:
    """Reads runs with all that happened in them."""

    def __init__(self, ask: Ask) -> None:
        self._ask = ask
        self._event = lru_cache(DISTINCT)(event_told)

    def played(self, ids: Sequence[RunId]) -> Iterator[PlayedRun]:
        """The runs of these ids that have events, by their ids. What UNREADABLE names is raised at one that cannot be read."""
        numbered = {f"?{number}": id for number, id in enumerate(ids, 1)}
        places = ", ".join(numbered)
        columns = ", ".join(f"r.{field.name}" for field in fields(RecordedRun))
        runs = {row[0]: row for row in self._ask(PLAYS.format(ids=places, columns=columns), *ids)}
        for id, rows in groupby(self._ask(HAPPENED.format(ids=places), *ids), itemgetter(0)):
            *run, play = runs[id]
            _, times, *told = zip(*rows, strict=True)
            yield PlayedRun(run_of(tuple(run)), play, tuple(map(self._event, *told)), times[-1])
