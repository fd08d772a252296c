"""Whether an officer changed: two windows of time beside each other, and the change that a group's retest can tell (pure)."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from enum import Enum
from math import sqrt
from statistics import NormalDist, correlation, stdev

from scoring.distributions import chance_greater
from scoring.estimate import DimensionEstimate, RunFigures, estimate
from scoring.rubric import DimensionId
from scoring.settings import Settings, house_settings


class Direction(Enum):
    """Which way an officer changed, as far as that is reliable."""

    BETTER = "reliably better"
    SAME = "no reliable change"
    WORSE = "reliably worse"


@dataclass(frozen=True, slots=True)
class Window:
    """The days from `first` to `last`, both with it."""

    first: date
    last: date

    def holds(self, day: date) -> bool:
        """True if the day lies in the window."""
        return self.first <= day <= self.last


@dataclass(frozen=True, slots=True)
class Change:
    """An officer's estimates in two windows, each from that window's runs alone and on its last day."""

    earlier: DimensionEstimate
    later: DimensionEstimate
    chance: float  # that the later level is above the earlier one, 0 to 1
    direction: Direction


@dataclass(frozen=True, slots=True)
class RetestChange:
    """The difference between two means that chance and unreliability explain, from officers who were seen twice."""

    least: float  # a reliable difference is larger, in the values' own unit
    correlation: float  # between the two times
    officers: int


def change(
    runs: Sequence[RunFigures],
    dimension: DimensionId,
    earlier: Window,
    later: Window,
    settings: Settings | None = None,
) -> Change | None:
    """One officer's change in a dimension; None where a window has no opportunity.

    P(later > earlier) of the two Beta distributions, taken as independent. ValueError unless `earlier` ends before
    `later` begins, or if the runs are of several officers.
    """
    settings = settings or house_settings()
    if not earlier.last < later.first:
        raise ValueError(
            "A change is told between two windows of which the first ends before the second begins."
        )
    before, after = (_within(runs, dimension, window, settings) for window in (earlier, later))
    if not (before.runs and after.runs):
        return None
    chance = chance_greater(after.gained, after.missed, before.gained, before.missed)
    return Change(before, after, chance, _direction(chance, settings.change.sure))


def retest_change(
    earlier: Sequence[float], later: Sequence[float], settings: Settings | None = None
) -> RetestChange | None:
    """The reliable-change index 1.96 · SD · √2 · √(1 - r) (Jacobson and Truax 1991), SD that of the earlier values.

    One value an officer at each time, in the same order; r is their correlation. None with fewer officers than the
    settings ask for, or where either time has no spread; ValueError if the lengths differ.
    """
    settings = settings or house_settings()
    if len(earlier) != len(later):
        raise ValueError(f"A retest needs the same officers twice: {len(earlier)} and {len(later)} values.")
    if len(earlier) < settings.change.officers or len(set(earlier)) < 2 or len(set(later)) < 2:
        return None
    r, z = correlation(earlier, later), NormalDist().inv_cdf(settings.change.sure)
    return RetestChange(z * stdev(earlier) * sqrt(2 * max(0.0, 1 - r)), r, len(earlier))


def _within(
    runs: Iterable[RunFigures], dimension: DimensionId, window: Window, settings: Settings
) -> DimensionEstimate:
    return estimate(
        (run for run in runs if window.holds(run.played)), dimension, on=window.last, settings=settings
    )


def _direction(chance: float, sure: float) -> Direction:
    if chance >= sure:
        return Direction.BETTER
    return Direction.WORSE if 1 - chance >= sure else Direction.SAME
