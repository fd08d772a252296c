"""How far trainers who rate the same run agree: the intraclass correlation ICC(2,1) with its interval (pure)."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import TypeAlias

import numpy as np

from scoring.cohort import Numbers
from scoring.distributions import f_quantile
from scoring.kept import RunId
from scoring.settings import Settings, house_settings

RaterId: TypeAlias = str


@dataclass(frozen=True, slots=True)
class Rating:
    """What one rater gave a run in one dimension, 1 to 7; None is "not observed"."""

    run: RunId
    rater: RaterId
    value: int | None
    comment: str = ""


@dataclass(frozen=True, slots=True)
class Agreement:
    """Which share of the ratings' variance lies in the runs (1 is perfect agreement), with its interval."""

    icc: float
    low: float
    high: float
    runs: int  # rated by two or more
    raters: int
    usable: bool  # False is "do not use for decisions"


@dataclass(frozen=True, slots=True)
class _Layout:
    """Who rated what: for each rating, one row with a 1 under its run, and one with a 1 under its rater."""

    runs: Numbers
    raters: Numbers

    @property
    def complete(self) -> bool:
        """True if every rater rated every run."""
        return bool(len(self.runs) == self.runs.shape[1] * self.raters.shape[1])


@dataclass(frozen=True, slots=True)
class _Variances:
    """What runs, raters and all else contribute to a rating's variance; below 0 where chance has it so."""

    run: float
    rater: float
    rest: float

    @property
    def icc(self) -> float:
        """The share of a rating's variance that is the run's own."""
        return self.run / (self.run + self.rater + self.rest)

    @property
    def tells_runs_apart(self) -> bool:
        """False where every rater gave every run the same."""
        return self.run + self.rater + self.rest > 0 and (self.run > 0 or self.rest > 0)


def agreement(ratings: Iterable[Rating], settings: Settings | None = None) -> Agreement | None:
    """ICC(2,1): absolute agreement of single ratings, runs and raters both drawn at random (Shrout and Fleiss 1979).

    Not every rater need have rated every run: the variances come from mean squared differences within runs, within
    raters and across both (Koch 1967), which on a complete table are those of the analysis of variance. The interval is
    that of McGraw and Wong (1996) on a complete table, else a parametric bootstrap in the same layout.
    None with fewer runs rated twice than the settings ask for, or where nothing tells runs apart; ValueError if a rater
    rated a run twice.
    """
    settings = settings or house_settings()
    observed = _rated_twice(ratings)
    runs, raters = {each.run for each in observed}, {each.rater for each in observed}
    values = np.array([[float(each.value or 0) for each in observed]])
    if len(runs) < settings.raters.runs or len(raters) < 2 or np.ptp(values) == 0:
        return None
    layout = _Layout(_columns([each.run for each in observed]), _columns([each.rater for each in observed]))
    found = _Variances(*(float(each[0]) for each in _variances(values, layout)))
    if not found.tells_runs_apart:
        return None
    low, high = (_exact if layout.complete else _resampled)(found, layout, settings)
    return Agreement(found.icc, low, high, len(runs), len(raters), low >= settings.raters.usable)


def _rated_twice(ratings: Iterable[Rating]) -> Sequence[Rating]:
    """The ratings that were observed, of runs that have two or more."""
    observed = [each for each in ratings if each.value is not None]
    if len({(each.run, each.rater) for each in observed}) < len(observed):
        raise ValueError("A rater rates a run once: some run has two ratings by the same rater.")
    counts = Counter(each.run for each in observed)
    return [each for each in observed if counts[each.run] > 1]


def _columns(names: Sequence[str]) -> Numbers:
    order = {name: number for number, name in enumerate(dict.fromkeys(names))}
    return np.eye(len(order))[[order[name] for name in names]]


def _variances(values: Numbers, layout: _Layout) -> tuple[Numbers, Numbers, Numbers]:
    """Of runs, of raters and of the rest, for each row of values. Half of a mean squared difference is a variance."""
    whole = np.ones((values.shape[1], 1))
    (within_run, run_pairs), (within_rater, rater_pairs), (all_squares, all_pairs) = (
        _differences(values, groups) for groups in (layout.runs, layout.raters, whole)
    )
    total = (all_squares - within_run - within_rater) / (2 * (all_pairs - run_pairs - rater_pairs))
    of_run = total - within_run / (2 * run_pairs)
    of_rater = total - within_rater / (2 * rater_pairs) if rater_pairs else np.zeros_like(total)
    return of_run, of_rater, total - of_run - of_rater


def _differences(values: Numbers, groups: Numbers) -> tuple[Numbers, float]:
    """The sum of squared differences of all pairs within groups, for each row of values, and how many pairs there are."""
    sizes = groups.sum(axis=0)
    squares = ((values**2) @ groups) * sizes - (values @ groups) ** 2
    return squares.sum(axis=1), float((sizes * (sizes - 1)).sum() / 2)


def _exact(found: _Variances, layout: _Layout, settings: Settings) -> tuple[float, float]:
    """McGraw and Wong's (1996, table 7) interval for ICC(A,1), from the mean squares of a complete table."""
    n, k = layout.runs.shape[1], layout.raters.shape[1]
    if found.icc >= 1:
        return 1.0, 1.0
    rest, mass = found.rest, (1 + settings.raters.interval) / 2
    runs, raters = k * found.run + rest, n * found.rater + rest
    a, b = _shares(max(found.icc, 0.0), n, k)
    freedom = (a * raters + b * rest) ** 2 / (
        (a * raters) ** 2 / (k - 1) + (b * rest) ** 2 / ((n - 1) * (k - 1))
    )
    other = k * raters + (k * n - k - n) * rest
    upper, lower = f_quantile(mass, n - 1, freedom), f_quantile(mass, freedom, n - 1)
    low = n * (runs - upper * rest) / (upper * other + n * runs)
    return low, n * (lower * runs - rest) / (other + n * lower * runs)


def _shares(icc: float, n: int, k: int) -> tuple[float, float]:
    a = k * icc / (n * (1 - icc))
    return a, 1 + a * (n - 1)


def _resampled(found: _Variances, layout: _Layout, settings: Settings) -> tuple[float, float]:
    """The percentiles of ratings drawn from the same variances in the same layout."""
    random = np.random.default_rng(settings.cohort.seed)
    drawn = sum(
        (
            np.sqrt(max(variance, 0.0))
            * random.standard_normal((settings.cohort.resamples, groups.shape[1]))
            @ groups.T
            for variance, groups in (
                (found.run, layout.runs),
                (found.rater, layout.raters),
                (found.rest, np.eye(len(layout.runs))),
            )
        ),
        start=np.zeros((settings.cohort.resamples, len(layout.runs))),
    )
    run, rater, rest = _variances(drawn, layout)
    tail = (1 - settings.raters.interval) / 2
    low, high = np.quantile(run / (run + rater + rest), [tail, 1 - tail])
    return float(low), float(high)
