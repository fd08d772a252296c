"""Many officers together: means, shares, effects and shrinkage, each with its n and its interval (pure).

Every sequence holds one value an officer (or a unit), since the runs of one officer are not independent.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from math import exp, lgamma, sqrt
from statistics import NormalDist, fmean, variance
from typing import TypeAlias

import numpy as np
from numpy.typing import NDArray

from scoring.distributions import t_quantile
from scoring.settings import Cohort, Settings, house_settings

Numbers: TypeAlias = NDArray[np.float64]
AT_ONCE = 2_000_000  # resampled values in memory: 16 MB an array


@dataclass(frozen=True, slots=True)
class Mean:
    """A mean in the values' own unit, with its interval."""

    value: float
    low: float
    high: float
    n: int


@dataclass(frozen=True, slots=True)
class Share:
    """How many of how many, with the interval of the proportion (0 to 1)."""

    count: int
    n: int
    low: float
    high: float

    @property
    def value(self) -> float:
        """The proportion, 0 to 1."""
        return self.count / self.n


@dataclass(frozen=True, slots=True)
class Effect:
    """A standardized difference (in standard deviations, above 0 where the later is larger) with its interval."""

    g: float
    low: float
    high: float
    n: int


@dataclass(frozen=True, slots=True)
class Shrunk:
    """One estimate drawn toward the center of all, as far as its own error makes it unreliable."""

    value: float
    low: float
    high: float
    own: float  # the share of its own estimate in the value, 0 to 1


def mean_of(
    values: Sequence[float], weights: Sequence[float] | None = None, settings: Settings | None = None
) -> Mean | None:
    """The mean, weighted if there are weights (such as each officer's opportunities), with its bootstrap interval.

    Whole officers are resampled. The percentile interval is expanded as Hesterberg (2015, The American Statistician 69)
    has it, since it is too narrow for few. Of more officers than the settings have resampled the interval is Student's,
    which is then the same to a hair. None below 2 values; ValueError if the lengths differ or no weight is above 0.
    """
    its = (settings or house_settings()).cohort
    if len(values) < 2:
        return None
    x = np.asarray(values, dtype=np.float64)
    w = np.ones_like(x) if weights is None else np.asarray(weights, dtype=np.float64)
    if w.shape != x.shape or (w < 0).any() or not w.sum() > 0:
        raise ValueError("Weights go with the values, one each, none below 0 and not all of them 0.")
    if len(x) > its.resampled:
        return _by_student(x, w, its.interval)
    tail = _expanded_tail(len(x), its.interval)
    low, high = np.quantile(_resampled_means(x, w, its), [tail, 1 - tail])
    return Mean(float((x * w).sum() / w.sum()), float(low), float(high), len(x))


def share_of(count: int, n: int, settings: Settings | None = None) -> Share | None:
    """A proportion with Wilson's score interval (Wilson 1927); None where n is 0, ValueError unless 0 <= count <= n."""
    if not 0 <= count <= n:
        raise ValueError(f"{count} of {n} is no share.")
    if n == 0:
        return None
    z = NormalDist().inv_cdf((1 + (settings or house_settings()).cohort.interval) / 2)
    p, spread = count / n, 1 + z * z / n
    center = (p + z * z / (2 * n)) / spread
    half = z * sqrt(p * (1 - p) / n + z * z / (4 * n * n)) / spread
    return Share(count, n, max(0.0, center - half), min(1.0, center + half))


def hedges_g(
    before: Sequence[float], after: Sequence[float], settings: Settings | None = None
) -> Effect | None:
    """Hedges' g of the same officers before and after, in the same order, in the pooled standard deviation of both.

    With the exact correction for few (Hedges 1981); interval from the variance of a matched design (Borenstein et al.
    2009, 4.28). None below 3 officers or without spread; ValueError if the lengths differ.
    """
    if len(before) != len(after):
        raise ValueError(f"Before and after need the same officers: {len(before)} and {len(after)} values.")
    n = len(before)
    if n < 3 or not (pooled := (variance(before) + variance(after)) / 2):
        return None
    differences = [late - early for early, late in zip(before, after, strict=True)]
    d, correction = fmean(differences) / sqrt(pooled), _correction(n - 1)
    lasting = variance(differences) / pooled  # 2 (1 - r)
    error = correction * sqrt((1 / n + d * d / (2 * n)) * lasting)
    half = t_quantile((1 + (settings or house_settings()).cohort.interval) / 2, n - 1) * error
    g = correction * d
    return Effect(g, g - half, g + half, n)


def shrunk(
    values: Sequence[float], errors: Sequence[float], settings: Settings | None = None
) -> tuple[Shrunk, ...]:
    """Empirical Bayes: each value drawn toward the center of all, the more the larger its standard error (Morris 1983).

    The share that is not its own is (k - 3) / (k - 1) · error² / (error² + τ²) for k values, with τ² as in
    `between_variance`; the interval allows for what is not known of center and τ². Fewer than 4 values stand as they
    are. ValueError if the lengths differ or an error is not above 0.
    """
    z = NormalDist().inv_cdf((1 + (settings or house_settings()).cohort.interval) / 2)
    x, squared = _with_errors(values, errors)
    k, whole = len(x), squared + between_variance(values, errors)
    center = (x / whole).sum() / (1 / whole).sum() if k else 0.0
    drawn = (k - 3) / (k - 1) * squared / whole if k > 3 else np.zeros_like(x)
    unsure = 2 / (k - 3) * drawn**2 * (x - center) ** 2 * whole.mean() / whole if k > 3 else 0.0
    half = z * np.sqrt(squared * (1 - drawn * (k - 1) / max(k, 1)) + unsure)
    middle = drawn * center + (1 - drawn) * x
    return tuple(
        Shrunk(float(m), float(m - h), float(m + h), float(1 - d))
        for m, h, d in zip(middle, half, drawn, strict=True)
    )


def between_variance(values: Sequence[float], errors: Sequence[float]) -> float:
    """τ²: how far the true values differ beyond their standard errors, by DerSimonian and Laird (1986); at least 0."""
    x, squared = _with_errors(values, errors)
    if len(x) < 2:
        return 0.0
    w = 1 / squared
    center = (w * x).sum() / w.sum()
    return dispersed(float((w * (x - center) ** 2).sum()), w)


def dispersed(q: float, w: Numbers) -> float:
    """τ² from Cochran's Q and the weights 1 / error²: (Q - (k - 1)) / (Σw - Σw² / Σw), at least 0."""
    return max(0.0, float((q - (len(w) - 1)) / (w.sum() - (w**2).sum() / w.sum())))


def _with_errors(values: Sequence[float], errors: Sequence[float]) -> tuple[Numbers, Numbers]:
    x, squared = np.asarray(values, dtype=np.float64), np.asarray(errors, dtype=np.float64) ** 2
    if x.shape != squared.shape or not (squared > 0).all():
        raise ValueError("Each value needs a standard error above 0.")
    return x, squared


def _by_student(x: Numbers, w: Numbers, interval: float) -> Mean:
    """The mean with Student's interval; of a weighted mean by its linearized variance (Cochran 1977, 6.13)."""
    n, mean = len(x), float((x * w).sum() / w.sum())
    error = sqrt(n / (n - 1) * float(((w * (x - mean)) ** 2).sum())) / float(w.sum())
    half = t_quantile((1 + interval) / 2, n - 1) * error
    return Mean(mean, mean - half, mean + half, n)


def _resampled_means(x: Numbers, w: Numbers, its: Cohort) -> Numbers:
    random = np.random.default_rng(its.seed)
    rows = max(1, AT_ONCE // len(x))
    means = []
    for start in range(0, its.resamples, rows):
        drawn = random.integers(0, len(x), (min(rows, its.resamples - start), len(x)))
        weights = w[drawn]
        with np.errstate(invalid="ignore"):
            means.append((x[drawn] * weights).sum(axis=1) / weights.sum(axis=1))
    all_means: Numbers = np.concatenate(means)
    return all_means[~np.isnan(all_means)]  # a draw of nothing but zero weights has no mean


def _expanded_tail(n: int, interval: float) -> float:
    """The share of resamples to leave out at either end."""
    return NormalDist().cdf(sqrt(n / (n - 1)) * t_quantile((1 - interval) / 2, n - 1))


def _correction(freedom: int) -> float:
    """Γ(m/2) / (√(m/2) Γ((m-1)/2))."""
    return exp(lgamma(freedom / 2) - lgamma((freedom - 1) / 2)) / sqrt(freedom / 2)
