"""Units beside each other in a funnel: what chance and common over-dispersion explain, and which unit lies outside (pure).

Nothing here ranks: units come back in the order in which they were given.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from enum import Enum
from math import sqrt
from statistics import NormalDist, fmean

import numpy as np

from scoring.cohort import Numbers, dispersed
from scoring.distributions import t_quantile
from scoring.settings import FunnelLimits, Settings, house_settings


class Zone(Enum):
    """Where a unit lies in the funnel."""

    INSIDE = "inside"
    BEYOND_NEAR = "beyond the inner limits"
    BEYOND_FAR = "beyond the outer limits"


@dataclass(frozen=True, slots=True)
class Limits:
    """The limits for a unit of one size, in the values' own unit."""

    far_low: float
    near_low: float
    near_high: float
    far_high: float


@dataclass(frozen=True, slots=True)
class UnitPoint:
    """A unit's mean, how many officers it rests on, and where it lies."""

    unit: str
    mean: float
    n: int
    zone: Zone


@dataclass(frozen=True, slots=True)
class Funnel:
    """The units with the center and the limits for any size of unit."""

    center: float  # the mean of all officers
    within: float  # the standard deviation of officers within units
    between: float  # τ: how far units differ (a standard deviation) beyond what chance explains; 0 is no over-dispersion
    dispersion: float  # φ: 1 where chance explains the differences, more where it does not
    near: float  # how many standard errors the inner limits stand from the center
    far: float
    points: tuple[UnitPoint, ...]

    def limits(self, n: int) -> Limits:
        """The limits for a unit of `n` officers."""
        error = sqrt(self.within**2 / n + self.between**2)
        near, far = self.near * error, self.far * error
        return Limits(self.center - far, self.center - near, self.center + near, self.center + far)


def funnel(units: Mapping[str, Sequence[float]], settings: Settings | None = None) -> Funnel | None:
    """The funnel of units, from one value an officer in each (Spiegelhalter 2005, Statistics in Medicine 24).

    Limits: center ± t √(s² / n + τ²), s² within units, τ² from winsorized z-values, which are corrected here for what
    winsorizing takes from a normal distribution's variance (uncorrected, one quiet unit in ten lay beyond the inner
    limits). None with fewer units than the settings ask for, or without spread within them. Empty units are left out.
    """
    its = (settings or house_settings()).funnel
    filled = {unit: values for unit, values in units.items() if values}
    freedom = sum(map(len, filled.values())) - len(filled)
    squares = sum(_squares(values) for values in filled.values())
    if len(filled) < its.units or freedom < 1 or not squares:
        return None
    means, sizes = _columns(filled)
    center, within = float((means * sizes).sum() / sizes.sum()), squares / freedom
    phi = _dispersion((means - center) / np.sqrt(within / sizes), its)
    found = Funnel(
        center=center,
        within=sqrt(within),
        between=sqrt(dispersed(phi * len(filled), sizes / within)),
        dispersion=phi,
        near=t_quantile((1 + its.near) / 2, freedom),
        far=t_quantile((1 + its.far) / 2, freedom),
        points=(),
    )
    return _with_points(found, filled)


def _squares(values: Sequence[float]) -> float:
    mean = fmean(values)
    return sum((value - mean) ** 2 for value in values)


def _columns(units: Mapping[str, Sequence[float]]) -> tuple[Numbers, Numbers]:
    means = np.array([fmean(values) for values in units.values()])
    return means, np.array([len(values) for values in units.values()], dtype=np.float64)


def _dispersion(z: Numbers, its: FunnelLimits) -> float:
    """φ: the mean square of the z-values, the outermost drawn in, so that one odd unit does not widen all limits."""
    low, high = np.quantile(z, [its.winsorized, 1 - its.winsorized])
    return float((np.clip(z, low, high) ** 2).mean()) / _kept_variance(its.winsorized)


def _kept_variance(share: float) -> float:
    """What is left of a standard normal variance when this share at either end is drawn in to its quantile."""
    if not share:
        return 1.0
    edge = NormalDist().inv_cdf(1 - share)
    return 1 - 2 * share - 2 * edge * NormalDist().pdf(edge) + 2 * share * edge**2


def _with_points(found: Funnel, units: Mapping[str, Sequence[float]]) -> Funnel:
    points = tuple(
        UnitPoint(unit, fmean(values), len(values), _zone(fmean(values), found.limits(len(values))))
        for unit, values in units.items()
    )
    return replace(found, points=points)


def _zone(mean: float, limits: Limits) -> Zone:
    if not limits.far_low <= mean <= limits.far_high:
        return Zone.BEYOND_FAR
    return Zone.INSIDE if limits.near_low <= mean <= limits.near_high else Zone.BEYOND_NEAR
