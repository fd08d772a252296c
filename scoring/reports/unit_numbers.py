"""The numbers of a report on a unit, before anything is said of them (pure, but for asking)."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import timedelta
from enum import Enum
from itertools import groupby

import numpy as np

from scoring.change import Direction, RetestChange, Window, retest_change
from scoring.cohort import Effect, Mean, Share, hedges_g, mean_of, share_of
from scoring.distributions import beta_cdf
from scoring.funnel import Funnel, funnel
from scoring.many import Columns, Levels, Truths, directions, levels, refreshers_due, stacked, within
from scoring.reports import queries
from scoring.reports.asked import Asked, NothingToReport
from scoring.reports.listed import Behind, behind
from scoring.reports.wording import listed
from scoring.rubric import DimensionId
from scoring.xmr import XmR, xmr

POOLED = 10  # runs in a point of the trend: so many weeks as it takes, since a week of one run would look like a signal


class Standing(Enum):
    """Where an officer's level lies among the bands."""

    STRONG = "strong"
    UPPER = "solid or strong"
    SOLID = "solid"
    LOWER = "developing or solid"
    DEVELOPING = "developing"


@dataclass(frozen=True, slots=True)
class UnitLevel:
    """A dimension among officers: their levels, who has enough for a band, and who lies below the standard."""

    dimension: DimensionId
    mean: Mean | None  # None below the least number of officers
    officers: int  # with an opportunity
    enough: int  # with enough for a band of their own
    standings: Mapping[Standing, int] | None  # of those; None below the least number of officers
    below: Share | None  # of those, whose mean lies below the standard; None as before
    due: int  # officers whose refresher is due


@dataclass(frozen=True, slots=True)
class Officers:
    """What is known of each officer in each dimension."""

    dimensions: tuple[DimensionId, ...]
    levels: Levels
    due: Truths  # for a refresher


@dataclass(frozen=True, slots=True)
class Changed:
    """A dimension in the two halves of the days: who became reliably better or worse."""

    dimension: DimensionId
    shares: Mapping[Direction, Share] | None  # None below the least number of officers
    retest: RetestChange | None  # None with fewer officers than a retest needs
    beyond: Mapping[Direction, int] | None  # officers by the reliable-change index
    effect: Effect | None  # of the later half against the earlier; None as the shares


@dataclass(frozen=True, slots=True)
class Weeks:
    """What a unit's officers did in a week, or in several; the loss is in thousandths of a point."""

    first: str
    last: str
    runs: int
    decisions: int
    loss: int


@dataclass(frozen=True, slots=True)
class UnitTime:
    """How much a unit practiced, how its decisions are labeled, and what is never averaged away."""

    officers: int
    runs: int
    duration_ms: int
    disrespect: int
    flags: int
    labels: tuple[int, ...]  # decisions, as LABELS


@dataclass(frozen=True, slots=True)
class Played:
    """What an officer of the unit did in a scenario."""

    officer: str
    scenario: str
    runs: int
    duration_ms: int
    latest: str
    disrespect: int
    flags: int
    labels: tuple[int, ...]  # decisions, as LABELS


@dataclass(frozen=True, slots=True)
class UnitNumbers:
    """Everything that the report on one unit tells."""

    unit: str
    members: int
    levels: tuple[UnitLevel, ...]
    changes: tuple[Changed, ...]
    windows: tuple[Window, Window]
    weeks: tuple[Weeks, ...]  # the points of the trend
    trend: XmR
    units: Funnel | None
    time: UnitTime
    behind: Behind  # the newest runs
    flagged: tuple[tuple[str, int, str, str, str, str, str, str, str], ...]
    played: tuple[Played, ...]  # by officer and scenario


def unit_numbers(asked: Asked, unit: str) -> UnitNumbers:
    """The numbers of one unit; NothingToReport where it is unknown or no run may be seen."""
    members: dict[str, int] = dict(asked.select(queries.MEMBERS))
    if unit not in members:
        known = listed(sorted(members)) or "none"
        raise NothingToReport(f"There is no unit “{unit}” in this record. The units are: {known}.")
    newest = behind(asked, queries.UNIT_RUNS, unit)
    if not newest.runs:
        raise NothingToReport(f"No officer of “{unit}” has a run that may be seen in these days.")
    weeks = tuple(_pooled(Weeks(row[0], *row) for row in asked.rows(queries.UNIT_WEEKS, unit)))
    played = tuple(_played(*row) for row in asked.rows(queries.UNIT_PLAYED, unit))
    columns, windows = asked.columns(unit), halves(asked)
    return UnitNumbers(
        unit=unit,
        members=members[unit],
        levels=unit_levels(officers_of(columns, asked), asked),
        changes=_changes(columns, windows, asked),
        windows=windows,
        weeks=weeks,
        trend=xmr([week.loss / week.decisions / 1000 for week in weeks], asked.settings),
        units=funnel(_losses(asked), asked.settings),
        time=_time(played),
        behind=newest,
        flagged=tuple(asked.rows(queries.UNIT_FLAGGED, unit)),
        played=played,
    )


def _played(
    officer: str, scenario: str, runs: int, ms: int, latest: str, disrespect: int, flags: int, *labels: int
) -> Played:
    return Played(officer, scenario, runs, ms, latest, disrespect, flags, labels)


def _time(played: Sequence[Played]) -> UnitTime:
    return UnitTime(
        officers=len({each.officer for each in played}),
        runs=sum(each.runs for each in played),
        duration_ms=sum(each.duration_ms for each in played),
        disrespect=sum(each.disrespect for each in played),
        flags=sum(each.flags for each in played),
        labels=tuple(map(sum, zip(*(each.labels for each in played), strict=True))),
    )


def halves(asked: Asked) -> tuple[Window, Window]:
    """The days in two windows of equal length."""
    middle = asked.first + (asked.last - asked.first) // 2
    return Window(asked.first, middle), Window(middle + timedelta(days=1), asked.last)


def officers_of(columns: Columns, asked: Asked) -> Officers:
    """The officers' levels on the last day, and whose refresher is due."""
    return Officers(
        columns.dimensions,
        levels(columns, asked.last, asked.settings),
        refreshers_due(columns, asked.last, asked.settings),
    )


def together(parts: Sequence[Officers]) -> Officers:
    """The officers of all parts."""
    return Officers(
        parts[0].dimensions,
        stacked([part.levels for part in parts]),
        np.concatenate([part.due for part in parts]),
    )


def unit_levels(its: Officers, asked: Asked) -> tuple[UnitLevel, ...]:
    """The levels of the officers in each dimension."""
    due = its.due.sum(axis=0).tolist()
    return tuple(
        _unit_level(id, its.levels, number, due[number], asked) for number, id in enumerate(its.dimensions)
    )


def _unit_level(id: DimensionId, its: Levels, number: int, due: int, asked: Asked) -> UnitLevel:
    known, enough = its.known[:, number], its.enough(asked.settings)[:, number]
    means, least = its.mean[:, number], asked.settings.cohort.least
    banded = int(enough.sum())
    below = int((means[enough] < asked.settings.refresher.standard).sum())
    return UnitLevel(
        dimension=id,
        mean=mean_of(means[known].tolist(), settings=asked.settings) if known.sum() >= least else None,
        officers=int(known.sum()),
        enough=banded,
        standings=_standings(its, number, enough, asked) if banded >= least else None,
        below=share_of(below, banded, asked.settings) if banded >= least else None,
        due=due,
    )


def _standings(its: Levels, number: int, enough: Truths, asked: Asked) -> Mapping[Standing, int]:
    pairs = zip(its.gained[enough, number].tolist(), its.missed[enough, number].tolist(), strict=True)
    counts = Counter(_standing(gained, missed, asked) for gained, missed in pairs)
    return {each: counts[each] for each in Standing}


def _standing(gained: float, missed: float, asked: Asked) -> Standing:
    """As `verdict` names it: a band where enough of the mass lies in it, else the two that share it."""
    bands = asked.settings.bands
    low, upto = beta_cdf(bands.solid, gained, missed), beta_cdf(bands.strong, gained, missed)
    for mass, standing in (
        (low, Standing.DEVELOPING),
        (upto - low, Standing.SOLID),
        (1 - upto, Standing.STRONG),
    ):
        if mass >= bands.mass:
            return standing
    return Standing.LOWER if low >= 1 - upto else Standing.UPPER


def _changes(columns: Columns, windows: tuple[Window, Window], asked: Asked) -> tuple[Changed, ...]:
    early, late = (within(columns, window, asked.settings) for window in windows)
    ways = directions(early, late, asked.settings)
    both = (
        early.known & late.known
    )  # plain means: levels with less evidence later would seem to have come down
    return tuple(
        _changed(
            id,
            {way: int(ways[way][:, number].sum()) for way in Direction},
            early.plain[both[:, number], number].tolist(),
            late.plain[both[:, number], number].tolist(),
            asked,
        )
        for number, id in enumerate(columns.dimensions)
    )


def _changed(
    id: DimensionId, counts: Mapping[Direction, int], early: list[float], late: list[float], asked: Asked
) -> Changed:
    n, retest = len(early), retest_change(early, late, asked.settings)
    enough = n >= asked.settings.cohort.least
    shares = {way: share_of(count, n, asked.settings) for way, count in counts.items()}
    return Changed(
        dimension=id,
        shares={way: share for way, share in shares.items() if share} if enough else None,
        retest=retest,
        beyond=_beyond(retest, early, late) if retest else None,
        effect=hedges_g(early, late, asked.settings) if enough else None,
    )


def _beyond(retest: RetestChange, early: Sequence[float], late: Sequence[float]) -> Mapping[Direction, int]:
    gains = [after - before for before, after in zip(early, late, strict=True)]
    better, worse = (sum(way * gain > retest.least for gain in gains) for way in (1, -1))
    return {Direction.BETTER: better, Direction.SAME: len(gains) - better - worse, Direction.WORSE: worse}


def _pooled(weeks: Iterable[Weeks]) -> Iterator[Weeks]:
    """Weeks put together until there are runs enough for a point; what is left at the end makes none."""
    so_far: Weeks | None = None
    for week in weeks:
        so_far = _together(so_far, week) if so_far else week
        if so_far.runs >= POOLED:
            yield so_far
            so_far = None


def _together(early: Weeks, late: Weeks) -> Weeks:
    return Weeks(
        early.first,
        late.last,
        early.runs + late.runs,
        early.decisions + late.decisions,
        early.loss + late.loss,
    )


def _losses(asked: Asked) -> Mapping[str, list[float]]:
    """The mean loss of a decision, in points, of each officer with a run whose losses are known, by unit."""
    rows = asked.officer_losses()
    return {
        unit: [loss / decisions / 1000 for *_, decisions, loss in its if decisions]
        for unit, its in groupby(rows, key=lambda row: row[0])
    }
