"""Officers among the bands, dimension by dimension: how many lie where, who changed, whose refresher is due (pure)."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import timedelta
from enum import Enum

import numpy as np

from scoring.change import Direction, RetestChange, Window, retest_change
from scoring.cohort import Effect, Mean, Share, hedges_g, mean_of, share_of
from scoring.distributions import beta_cdf
from scoring.many import Columns, Levels, Truths, directions, levels, refreshers_due, stacked, within
from scoring.reports.asked import Asked
from scoring.rubric import DimensionId


class Rung(Enum):
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
    rungs: Mapping[Rung, int] | None  # of those; None below the least number of officers
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
        rungs=_rungs(its, number, enough, asked) if banded >= least else None,
        below=share_of(below, banded, asked.settings) if banded >= least else None,
        due=due,
    )


def _rungs(its: Levels, number: int, enough: Truths, asked: Asked) -> Mapping[Rung, int]:
    pairs = zip(its.gained[enough, number].tolist(), its.missed[enough, number].tolist(), strict=True)
    counts = Counter(_rung(gained, missed, asked) for gained, missed in pairs)
    return {each: counts[each] for each in Rung}


def _rung(gained: float, missed: float, asked: Asked) -> Rung:
    """As `verdict` names it: a band where enough of the mass lies in it, else the two that share it."""
    bands = asked.settings.bands
    low, upto = beta_cdf(bands.solid, gained, missed), beta_cdf(bands.strong, gained, missed)
    for mass, rung in (
        (low, Rung.DEVELOPING),
        (upto - low, Rung.SOLID),
        (1 - upto, Rung.STRONG),
    ):
        if mass >= bands.mass:
            return rung
    return Rung.LOWER if low >= 1 - upto else Rung.UPPER


def unit_changes(columns: Columns, windows: tuple[Window, Window], asked: Asked) -> tuple[Changed, ...]:
    """Who became reliably better or worse from the one window to the other, in each dimension."""
    early, late = (within(columns, window, asked.settings) for window in windows)
    ways = directions(early, late, asked.settings)
    both = early.known & late.known
    # Of plain means, since levels with less evidence later would seem to have come down.
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
