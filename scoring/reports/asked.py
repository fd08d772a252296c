"""What a report was asked for, and the rows it may see: turns rows of facts into the figures of runs (pure)."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from itertools import groupby
from typing import TYPE_CHECKING, Any, TypeAlias

from scoring.estimate import RunFigures
from scoring.kept import DEMO_STATION, RunKind
from scoring.reports import queries
from scoring.reports.spans import spans_of, to_years_ends
from scoring.reports.wording import days_of
from scoring.rubric import Rubric
from scoring.settings import Settings, house_settings

if TYPE_CHECKING:
    from scoring.many import Columns

Row: TypeAlias = tuple[Any, ...]
Select: TypeAlias = Callable[..., Sequence[Row]]  # a query and its values → rows


ALL_RUNS = "run_facts"


class NothingToReport(Exception):
    """There is nothing to report on; the sentence is for a person."""


@dataclass(frozen=True, slots=True)
class Asked:
    """The days, what the reader may see of them, and what stands in words for ids."""

    select: Select
    rubric: Rubric
    first: date
    last: date
    assigned_only: bool = False
    titles: Mapping[str, str] = field(default_factory=dict)  # of scenarios
    settings: Settings = field(default_factory=house_settings)
    runs: str = ALL_RUNS  # the relation of the runs that the reader may see
    shows_losses: bool = True  # of single decisions: they go to the officer and the trainer
    called: Callable[[str], str] = str  # what an officer is called, by id

    def rows(self, query: str, *values: str) -> Sequence[Row]:
        """The rows of one of the queries over the runs that may be seen."""
        kind = RunKind.ASSIGNED if self.assigned_only else RunKind.PRACTICE
        within = query.replace(f"FROM {ALL_RUNS}", f"FROM {self.runs}")
        return self.select(within, self.first.isoformat(), self.last.isoformat(), kind.value, *values)

    def officer_losses(self) -> Sequence[Row]:
        """Rows of (unit, officer, runs, decisions, Σ loss) of every officer in a unit, from sums where there are any.

        Of all units, whoever reads: a unit can only be placed beside others; nothing of an officer is shown of them.
        """
        kind = RunKind.ASSIGNED if self.assigned_only else RunKind.PRACTICE
        [of_runs] = self.select(queries.SPAN)
        if None in of_runs:
            return ()
        days = to_years_ends(self.first, self.last, *map(date.fromisoformat, of_runs))
        edges = (edge for between in spans_of(*days) for edge in between)
        return self.select(queries.OFFICER_LOSSES, *edges, kind.value)

    def columns(self, unit: str) -> Columns:
        """What the runs of a unit's officers brought."""
        from scoring.many import columns_of  # it needs numpy, and an officer's own progress does not

        return columns_of(self.rows(queries.UNIT_DIMENSIONS, unit), self.rubric.dimensions)

    @property
    def is_demo(self) -> bool:
        """True where simulated officers played."""
        [(runs,)] = self.select(queries.DEMO, DEMO_STATION)
        return bool(runs)

    def title_of(self, scenario: str) -> str:
        """The scenario's title, or its id."""
        return self.titles.get(scenario, scenario)

    @property
    def days(self) -> str:
        """The days and kinds of run, in words."""
        kinds = "assigned runs only" if self.assigned_only else "assigned runs and practice"
        return f"{days_of(self.first, self.last)}, {kinds}"


def figures_of(rows: Iterable[Row]) -> tuple[RunFigures, ...]:
    """Figures from rows of (officer, run, scenario, date, play, dimension, opportunities, Σ score), run by run."""
    return tuple(
        RunFigures(
            run=run,
            officer=officer,
            scenario=scenario,
            played=date.fromisoformat(day),
            play=play,
            scores={id: (score / count / 1000,) * count for *_, id, count, score in its},
        )
        for (officer, run, scenario, day, play), its in groupby(rows, key=lambda row: row[:5])
    )
