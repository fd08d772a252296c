"""Progress: what an officer's own runs come to, read from the record's facts. For that officer's eyes."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from scoring.change import Change, Window, change
from scoring.estimate import DimensionEstimate, RunFigures, estimate, reasons, verdict
from scoring.kept import OfficerId, RunId, RunKind, RunState
from scoring.practice import Suggestion, practice_next, refresher
from scoring.record import Record
from scoring.reports import queries
from scoring.reports.asked import Asked, figures_of
from scoring.rubric import DimensionId, Rubric
from scoring.settings import house_settings
from scoring.wellness.trend import TrainingDay
from simulator.model.scenario import Scenario
from simulator.offers import offer_of

RECENT = timedelta(days=91)  # a change is told between these last days and so many before
LATELY = 12  # runs
HARD = 4  # the level from which a call counts as a hard one


@dataclass(frozen=True, slots=True)
class Level:
    """One dimension of an officer, as the officer sees it."""

    label: str
    estimate: DimensionEstimate
    verdict: str
    why: tuple[str, ...]
    due: date | None = None  # for a refresher
    change: Change | None = None


@dataclass(frozen=True, slots=True)
class RunSeen:
    """A run that was played, for a list."""

    id: RunId
    scenario: str
    title: str
    day: date
    kind: RunKind
    state: RunState
    ending_kind: str = ""


@dataclass(frozen=True, slots=True)
class Progress:
    """Where an officer stands, what was played lately, and what to practice next."""

    on: date
    levels: tuple[Level, ...] = ()
    runs: tuple[RunSeen, ...] = ()
    next: tuple[Suggestion, ...] = ()
    played: int = 0  # runs in all


@dataclass(frozen=True, slots=True)
class Moved:
    """What one run did to the estimate of a dimension."""

    label: str
    before: DimensionEstimate
    after: DimensionEstimate
    verdict: str


def progress_of(
    record: Record, rubric: Rubric, scenarios: Sequence[Scenario], officer: OfficerId, on: date
) -> Progress:
    """The officer's progress as seen on a day, with the scenarios that can be played now."""
    asked = _asked(record, rubric, scenarios, on)
    figures, runs = _figures(asked, officer), _runs(asked, officer)
    return Progress(
        on=on,
        levels=tuple(_level(id, asked, figures, on) for id in rubric.dimensions),
        runs=tuple(reversed(runs))[:LATELY],
        next=next_of(rubric, scenarios, figures, on),
        played=len(runs),
    )


def next_of(
    rubric: Rubric, scenarios: Sequence[Scenario], figures: Sequence[RunFigures], on: date
) -> tuple[Suggestion, ...]:
    """What to practice next, and why."""
    offers = [offer_of(each, rubric) for each in scenarios]
    return practice_next(figures, rubric.dimensions, offers, on)


def moved_by(record: Record, rubric: Rubric, officer: OfficerId, run: RunId, on: date) -> tuple[Moved, ...]:
    """What a run that is over did to the estimates; nothing where it does not count."""
    figures = _figures(_asked(record, rubric, (), on), officer)
    its = next((each for each in figures if each.run == run), None)
    others = [each for each in figures if each.run != run]
    return tuple(
        Moved(dimension.label, estimate(others, id, on), after, verdict(after))
        for id, dimension in rubric.dimensions.items()
        if its and its.scores.get(id)
        for after in (estimate(figures, id, on),)
    )


def _asked(record: Record, rubric: Rubric, scenarios: Sequence[Scenario], on: date) -> Asked:
    titles = {each.id: each.title for each in scenarios}
    return Asked(record.select, rubric, date.min, on, titles=titles)


def _level(id: DimensionId, asked: Asked, figures: Sequence[RunFigures], on: date) -> Level:
    known, its = estimate(figures, id, on), refresher(figures, id, on)
    windows = Window(on - 2 * RECENT, on - RECENT - timedelta(days=1)), Window(on - RECENT, on)
    return Level(
        label=asked.rubric.dimensions[id].label,
        estimate=known,
        verdict=verdict(known),
        why=reasons(known, house_settings()),
        due=its.due if its else None,
        change=change(figures, id, *windows),
    )


def _runs(asked: Asked, officer: OfficerId) -> tuple[RunSeen, ...]:
    """Every run of the officer's that is over, the earliest first."""
    return tuple(
        RunSeen(
            run,
            scenario,
            asked.title_of(scenario),
            date.fromisoformat(day),
            RunKind(kind),
            RunState(state),
            ending,
        )
        for run, scenario, day, kind, _, state, _, ending, *_ in asked.rows(queries.OFFICER_RUNS, officer)
    )


def _figures(asked: Asked, officer: OfficerId) -> tuple[RunFigures, ...]:
    known: Mapping[RunId, tuple[object, ...]] = {
        run: (officer, run, scenario, day, play)
        for run, scenario, day, _, play, *_ in asked.rows(queries.OFFICER_RUNS, officer)
    }
    rows = asked.rows(queries.OFFICER_DIMENSIONS, officer)
    return figures_of((*known[run], id, count, score) for run, id, part, count, score in rows if not part)


def training_days(
    record: Record, rubric: Rubric, scenarios: Sequence[Scenario], officer: OfficerId, on: date
) -> tuple[TrainingDay, ...]:
    """What the officer trained on which day: for beside the officer's own trend, and for nobody else."""
    levels = {each.id: each.level for each in scenarios}
    days: dict[date, list[tuple[int, bool]]] = defaultdict(list)
    rows = _asked(record, rubric, scenarios, on).rows(queries.OFFICER_RUNS, officer)
    for _, scenario, day, _, _, _, _, _, _, milliseconds, *_ in rows:
        days[date.fromisoformat(day)].append((milliseconds, levels.get(scenario, 0) >= HARD))
    return tuple(
        TrainingDay(
            day, len(runs), round(sum(took for took, _ in runs) / 60_000), sum(hard for _, hard in runs)
        )
        for day, runs in sorted(days.items())
    )
