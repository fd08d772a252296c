"""The numbers of a report on one officer, before anything is said of them (pure, but for asking)."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import TypeVar

from scoring.change import Change, Window, change
from scoring.cohort import Mean, mean_of
from scoring.estimate import DimensionEstimate, RunFigures, estimate, estimates
from scoring.practice import Offer, Suggestion, practice_next
from scoring.reports import queries
from scoring.reports.asked import Asked, NothingToReport, figures_of
from scoring.rubric import DimensionId

LEAST_RUNS = 3  # for the mean loss of a scenario
MONTHS = 12


@dataclass(frozen=True, slots=True)
class OfficerRun:
    """One run as its officer may see it."""

    run: str
    scenario: str
    day: str
    kind: str
    play: int
    state: str
    ending: str
    ending_kind: str
    worth: int | None
    duration_ms: int
    decisions: int
    loss: int | None
    disrespect: int
    flags: int


@dataclass(frozen=True, slots=True)
class OfficerDecision:
    """One decision as its officer may see it."""

    run: str
    number: int
    moment: str
    choice: str
    standing: str
    waited_ms: int
    loss: int | None
    label: str
    flags: str


ItsFact = TypeVar("ItsFact", OfficerRun, OfficerDecision)


@dataclass(frozen=True, slots=True)
class OfficerNumbers:
    """Everything that the report on one officer tells."""

    officer: str
    unit: str
    rank: str
    runs: tuple[OfficerRun, ...]
    decisions: tuple[OfficerDecision, ...]
    levels: Mapping[DimensionId, DimensionEstimate]
    parts: Mapping[str, DimensionEstimate]  # of procedural justice
    courses: Mapping[DimensionId, tuple[DimensionEstimate, ...]]
    changes: Mapping[DimensionId, Change]
    windows: tuple[Window, Window]
    losses: Mapping[
        str, tuple[int, Mean | None]
    ]  # by scenario: decisions, and the mean loss of one in thousandths
    loss: Mean | None
    next: tuple[Suggestion, ...]


def officer_numbers(asked: Asked, officer: str) -> OfficerNumbers:
    """The numbers of one officer; NothingToReport where there is no run that may be seen."""
    runs = tuple(_shown(OfficerRun(*row), asked) for row in asked.rows(queries.OFFICER_RUNS, officer))
    if not runs:
        raise NothingToReport(
            f"There is no finished run of “{officer}” in these days. Look at `levelhead record list`."
        )
    figures, parts = _figures(asked, officer, runs)
    middle = asked.first + (asked.last - asked.first) // 2
    windows = Window(asked.first, middle), Window(middle + timedelta(days=1), asked.last)
    changes = {id: change(figures, id, *windows, asked.settings) for id in asked.rubric.dimensions}
    [(rank, unit)] = asked.select(queries.RANKS, officer) or [("", "")]
    return OfficerNumbers(
        officer=officer,
        unit=unit,
        rank=rank,
        runs=runs,
        decisions=tuple(
            _shown(OfficerDecision(*row), asked) for row in asked.rows(queries.OFFICER_DECISIONS, officer)
        ),
        levels=estimates(figures, asked.rubric.dimensions, asked.last, asked.settings),
        parts=estimates(parts, asked.rubric.dimensions["justice"].indices, asked.last, asked.settings),
        courses={
            id: tuple(estimate(figures, id, day, asked.settings) for day in _month_ends(asked))
            for id in asked.rubric.dimensions
        },
        changes={id: found for id, found in changes.items() if found},
        windows=windows,
        losses=_losses(runs, asked),
        loss=_mean_loss(runs, asked),
        next=practice_next(figures, asked.rubric.dimensions, _offers(asked), asked.last, asked.settings),
    )


def _shown(fact: ItsFact, asked: Asked) -> ItsFact:
    """As the reader may see it: with its loss, or without."""
    if asked.shows_losses:
        return fact
    if isinstance(fact, OfficerDecision):
        return replace(fact, loss=None, label="")
    return replace(fact, loss=None)


def _figures(
    asked: Asked, officer: str, runs: Sequence[OfficerRun]
) -> tuple[tuple[RunFigures, ...], tuple[RunFigures, ...]]:
    """The figures of each run: by dimension, and by part of procedural justice."""
    known = {run.run: (officer, run.run, run.scenario, run.day, run.play) for run in runs}
    rows = asked.rows(queries.OFFICER_DIMENSIONS, officer)
    whole = [(*known[run], id, count, score) for run, id, part, count, score in rows if not part]
    parts = [
        (*known[run], part, count, score) for run, id, part, count, score in rows if part and id == "justice"
    ]
    return figures_of(whole), figures_of(parts)


def _month_ends(asked: Asked) -> tuple[date, ...]:
    """Up to twelve days at equal steps, the last one being the report's."""
    days = (asked.last - asked.first).days
    return tuple(asked.last - timedelta(days=days * step // MONTHS) for step in range(MONTHS - 1, -1, -1))


def _offers(asked: Asked) -> tuple[Offer, ...]:
    """The scenarios on the shelf that were played, with the opportunities of a usual run."""
    rows = {id: asked.rows(queries.OFFER, id) for id in asked.titles}
    return tuple(
        Offer(id, asked.title_of(id), {dimension: count / runs for runs, dimension, count in its})
        for id, its in rows.items()
        if its
    )


def _losses(runs: Sequence[OfficerRun], asked: Asked) -> Mapping[str, tuple[int, Mean | None]]:
    scenarios = sorted({run.scenario for run in runs if run.loss is not None})
    its = {id: [run for run in runs if run.scenario == id and run.loss is not None] for id in scenarios}
    return {
        id: (
            sum(run.decisions for run in those),
            _mean_loss(those, asked) if len(those) >= LEAST_RUNS else None,
        )
        for id, those in its.items()
    }


def _mean_loss(runs: Sequence[OfficerRun], asked: Asked) -> Mean | None:
    """The mean loss of a decision in thousandths, with whole runs resampled."""
    known = [
        (run.loss / run.decisions, run.decisions) for run in runs if run.loss is not None and run.decisions
    ]
    return mean_of([loss for loss, _ in known], [count for _, count in known], asked.settings)
