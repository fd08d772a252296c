"""Many officers at once: the sums of `estimate`, `change` and `refresher` in columns, for reports on units (pure).

For each officer the answers are those of the functions for one; where a number decides by a hair, they are asked.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from operator import itemgetter
from typing import Any, TypeAlias

import numpy as np
from numpy.typing import NDArray

from scoring.change import Direction, Window
from scoring.distributions import beta_cdf
from scoring.estimate import DAYS_A_MONTH
from scoring.greater import chances_greater
from scoring.kept import OfficerId
from scoring.rubric import DimensionId
from scoring.settings import Settings

Whole: TypeAlias = NDArray[np.int64]
Numbers: TypeAlias = NDArray[np.float64]
Truths: TypeAlias = NDArray[np.bool_]
SCENARIOS = 20  # bits for a scenario's number


@dataclass(frozen=True, slots=True)
class Columns:
    """What officers' runs brought, one row a run and dimension, by officer and dimension and the earliest first."""

    officers: tuple[OfficerId, ...]
    dimensions: tuple[DimensionId, ...]
    cell: Whole  # the officer's number · how many dimensions + the dimension's number
    scenario: Whole
    day: Whole  # its proleptic ordinal
    play: Whole
    faced: Whole  # opportunities
    score: Numbers  # the sum of their scores


@dataclass(frozen=True, slots=True)
class Levels:
    """The levels of officers (rows) in dimensions (columns); see `DimensionEstimate`."""

    gained: Numbers
    missed: Numbers
    faced: Whole
    scenarios: Whole
    prior: float

    @property
    def known(self) -> Truths:
        """Where there was an opportunity."""
        return self.faced > 0

    @property
    def mean(self) -> Numbers:
        """The means, 0 to 1."""
        return self.gained / (self.gained + self.missed)

    @property
    def plain(self) -> Numbers:
        """The means without the prior, 0 to 1, where an opportunity is known: scarce evidence draws them nowhere."""
        with np.errstate(invalid="ignore"):
            found: Numbers = (self.gained - self.prior) / self.opportunities
        return found

    @property
    def opportunities(self) -> Numbers:
        """The weighted opportunities."""
        return self.gained + self.missed - 2 * self.prior

    def enough(self, settings: Settings) -> Truths:
        """Where there is enough for a band."""
        bands = settings.bands
        return (self.opportunities >= bands.opportunities) & (self.scenarios >= bands.scenarios)


def columns_of(rows: Iterable[Sequence[Any]], dimensions: Iterable[DimensionId]) -> Columns:
    """Columns from rows of (officer, scenario, date, play, dimension, opportunities, Σ score in thousandths).

    The rows of each officer stand from the earliest on.
    """
    those = list(rows)
    officer, scenario, day, play, dimension, faced, score = (
        list(map(itemgetter(n), those)) for n in range(7)
    )
    names = tuple(dimensions)
    officers, scenarios, days = (_numbered(each) for each in (officer, scenario, day))
    column = _told(dimension, {id: names.index(id) if id in names else -1 for id in set(dimension)})
    cell = _told(officer, officers) * len(names) + column
    order = np.argsort(cell, kind="stable")
    order = order[column[order] >= 0]  # what this rubric does not know is left out
    return Columns(
        officers=tuple(officers),
        dimensions=names,
        cell=cell[order],
        scenario=_told(scenario, scenarios)[order],
        day=_told(day, {each: date.fromisoformat(each).toordinal() for each in days})[order],
        play=_whole(play)[order],
        faced=_whole(faced)[order],
        score=_whole(score)[order] / 1000,
    )


def levels(columns: Columns, on: date, settings: Settings, since: date = date.min) -> Levels:
    """The levels on a date, from what was played on the days since then."""
    within = (columns.day >= since.toordinal()) & (columns.day <= on.toordinal())
    cell, score, faced = columns.cell[within], columns.score[within], columns.faced[within]
    shape, prior = (len(columns.officers), len(columns.dimensions)), settings.estimate.prior
    e = _weights(columns, settings)[within] * _aged(on.toordinal() - columns.day[within], settings)
    apart = np.unique(_pairs(cell, columns.scenario[within])) >> SCENARIOS

    def summed(values: Numbers | Whole | None, cells: Whole = cell) -> Numbers:
        found: Numbers = np.bincount(cells, values, shape[0] * shape[1]).astype(np.float64)
        return found.reshape(shape)

    return Levels(
        gained=prior + summed(e * score),
        missed=prior + summed(e * (faced - score)),
        faced=summed(faced).astype(np.int64),
        scenarios=summed(None, apart).astype(np.int64),
        prior=prior,
    )


def directions(earlier: Levels, later: Levels, settings: Settings) -> Mapping[Direction, Truths]:
    """Where officers became reliably better or worse, or did not; nowhere where a window has no opportunity."""
    both, sure = earlier.known & later.known, settings.change.sure
    pairs = [each[both] for each in (later.gained, later.missed, earlier.gained, earlier.missed)]
    chance = np.full(both.shape, 0.5)
    chance[both] = chances_greater(np.column_stack(pairs), sure)
    better, worse = both & (chance >= sure), both & (1 - chance >= sure)
    return {Direction.BETTER: better, Direction.SAME: both & ~better & ~worse, Direction.WORSE: worse}


def refreshers_due(columns: Columns, on: date, settings: Settings) -> Truths:
    """Where a refresher is due on that date."""
    those = columns.day <= on.toordinal()
    cell, e = columns.cell[those], _weights(columns, settings)[those]
    gained, missed = e * columns.score[those], e * (columns.faced[those] - columns.score[those])
    due = np.zeros(len(columns.officers) * len(columns.dimensions), dtype=np.bool_)
    if not len(cell):
        return due.reshape(len(columns.officers), len(columns.dimensions))
    first = np.flatnonzero(np.diff(cell, prepend=-1))  # each cell's first row
    last = np.append(first[1:], len(cell)) - 1
    prior = settings.estimate.prior
    g, m = (prior + _so_far(values, first, last) for values in (gained, missed))
    apart = _so_far(_first_times(cell, columns.scenario[those]), first, last)
    enough = (g + m - 2 * prior >= settings.bands.opportunities) & (apart >= settings.bands.scenarios)
    with_enough, at = np.unique(cell[enough], return_index=True)
    began = (g / (g + m))[enough][at]
    end = last[np.searchsorted(cell[first], with_enough)]
    now, certainty = (g / (g + m))[end], (g + m)[end]
    kept = _aged(on.toordinal() - columns.day[those][end], settings)
    predicted = np.where(now <= began, now, began + (now - began) * kept)
    due[with_enough] = _median_below(predicted, certainty, settings)
    return due.reshape(len(columns.officers), len(columns.dimensions))


def within(columns: Columns, window: Window, settings: Settings) -> Levels:
    """The levels on a window's last day, from the window alone."""
    return levels(columns, window.last, settings, window.first)


def stacked(parts: Sequence[Levels]) -> Levels:
    """The levels of all parts' officers, which have the same dimensions and prior."""
    return Levels(
        gained=np.concatenate([part.gained for part in parts]),
        missed=np.concatenate([part.missed for part in parts]),
        faced=np.concatenate([part.faced for part in parts]),
        scenarios=np.concatenate([part.scenarios for part in parts]),
        prior=parts[0].prior,
    )


def _numbered(names: Iterable[str]) -> dict[str, int]:
    return {name: number for number, name in enumerate(dict.fromkeys(names))}


def _told(values: Sequence[str], numbers: Mapping[str, int]) -> Whole:
    """The number of each."""
    return np.fromiter(map(numbers.__getitem__, values), np.int64, len(values))


def _whole(values: Sequence[int]) -> Whole:
    return np.fromiter(values, np.int64, len(values))


def _weights(columns: Columns, settings: Settings) -> Numbers:
    """The evidence in each opportunity, as in `weight`, but for age."""
    its = settings.estimate
    weights: Numbers = its.repeat_weight ** (columns.play - 1.0) / (1 + (columns.faced - 1) * its.shared)
    return weights


def _aged(days: Whole, settings: Settings) -> Numbers:
    kept: Numbers = 0.5 ** (np.maximum(days, 0) / DAYS_A_MONTH / settings.estimate.half_life_months)
    return kept


def _so_far(values: Numbers, first: Whole, last: Whole) -> Numbers:
    """The running sum within each cell."""
    running = np.cumsum(values)
    before = np.where(first > 0, running[first - 1], 0.0)
    found: Numbers = running - np.repeat(before, last - first + 1)
    return found


def _pairs(cell: Whole, scenario: Whole) -> Whole:
    """A cell and a scenario in one number."""
    return (cell << SCENARIOS) + scenario


def _first_times(cell: Whole, scenario: Whole) -> Numbers:
    """1 where a cell meets a scenario for the first time."""
    found = np.zeros(len(cell))
    found[np.unique(_pairs(cell, scenario), return_index=True)[1]] = 1.0
    return found


def _median_below(mean: Numbers, certainty: Numbers, settings: Settings) -> Truths:
    """Where falling below the standard is likelier than allowed.

    At a half, that is where the median is: between mean and mode (Payton et al. 1989), so few must be computed.
    """
    standard, due = settings.refresher.standard, settings.refresher.due
    a, b = mean * certainty, (1 - mean) * certainty
    mode = np.where((a > 1) & (b > 1), (a - 1) / np.maximum(a + b - 2, 1e-9), mean)
    plain = (due == 0.5) & (a > 1) & (b > 1)
    below = plain & (mean < standard) & (mode < standard)
    settled = below | (plain & (mean > standard) & (mode > standard))
    for at in np.flatnonzero(~settled):
        below[at] = beta_cdf(standard, float(a[at]), float(b[at])) > due
    return below
