"""A figure over time as an XmR chart: its limits, and the patterns that four rules call a signal (pure).

The rules are those of the NHS's "Making Data Count" (NHS England 2019; NHSRplotthedots): a point outside the limits,
seven in a row on one side of the mean, seven in a row that rise or fall, two of three near the same limit.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from enum import Enum
from itertools import groupby, pairwise
from statistics import fmean

from scoring.settings import Settings, house_settings

PER_RANGE = (
    1.128  # d2: the mean moving range of two normal values, in their standard deviations (Wheeler 1993)
)
IN_A_ROW = 7
NEAR = 2.0  # from so many standard deviations on, up to the limits at
LIMIT = 3.0


class Rule(Enum):
    """What makes a signal."""

    OUTSIDE = "outside the limits"
    SHIFT = "seven or more in a row on one side of the mean"
    TREND = "seven or more in a row that rise or fall"
    NEAR_LIMIT = "two of three near a limit"


@dataclass(frozen=True, slots=True)
class Signal:
    """A pattern from one point to another (numbers from 0, both with it), and whether it points up."""

    rule: Rule
    first: int
    last: int
    up: bool


@dataclass(frozen=True, slots=True)
class XmR:
    """A figure over time; center, limits and signals only where there are points enough."""

    values: tuple[float, ...]
    center: float | None = None
    low: float | None = None
    high: float | None = None
    signals: tuple[Signal, ...] = ()


def xmr(values: Sequence[float], settings: Settings | None = None) -> XmR:
    """The chart of values at equal steps of time: mean ± 2.66 mean moving ranges (Wheeler and Chambers 1992).

    All points count for the limits: screening large ranges out would narrow them. The limits are not cut off at the
    ends of the values' scale. No limits and no signals with fewer points than the settings ask for.
    """
    known = tuple(values)
    if len(known) < (settings or house_settings()).xmr.points:
        return XmR(known)
    center = fmean(known)
    sigma = fmean(abs(later - earlier) for earlier, later in pairwise(known)) / PER_RANGE
    if not sigma:
        return XmR(known, center, center, center)
    signals = (
        *_outside(known, center, sigma),
        *_shifts(known, center),
        *_trends(known),
        *_near_limits(known, center, sigma),
    )
    ordered = tuple(sorted(signals, key=lambda signal: (signal.first, signal.last)))
    return XmR(known, center, center - LIMIT * sigma, center + LIMIT * sigma, ordered)


def _outside(values: Sequence[float], center: float, sigma: float) -> Iterator[Signal]:
    for number, value in enumerate(values):
        if abs(value - center) > LIMIT * sigma:
            yield Signal(Rule.OUTSIDE, number, number, value > center)


def _shifts(values: Iterable[float], center: float) -> Iterator[Signal]:
    for first, last, side in _runs([_side(value, center) for value in values]):
        if side and last - first + 1 >= IN_A_ROW:
            yield Signal(Rule.SHIFT, first, last, side > 0)


def _trends(values: Iterable[float]) -> Iterator[Signal]:
    for first, last, way in _runs([_side(later, earlier) for earlier, later in pairwise(values)]):
        if way and last - first + 2 >= IN_A_ROW:  # so many steps join one point more
            yield Signal(Rule.TREND, first, last + 1, way > 0)


def _near_limits(values: Sequence[float], center: float, sigma: float) -> Iterator[Signal]:
    for side in (1, -1):
        near = [NEAR * sigma < side * (value - center) <= LIMIT * sigma for value in values]
        found = [number for number, is_near in enumerate(near) if is_near]
        for first, last in pairwise(found):
            if last - first <= 2:
                yield Signal(Rule.NEAR_LIMIT, first, last, side > 0)


def _side(value: float, than: float) -> int:
    return (value > than) - (value < than)


def _runs(sides: Sequence[int]) -> Iterator[tuple[int, int, int]]:
    """First and last number of each stretch of equal sides, and the side."""
    start = 0
    for side, stretch in groupby(sides):
        length = len(list(stretch))
        yield start, start + length - 1, side
        start += length
