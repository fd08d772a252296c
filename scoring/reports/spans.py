"""Which whole years, halves, months and single days make up a stretch of days: so that sums are read, not runs (pure)."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from typing import TypeAlias

Between: TypeAlias = tuple[date, date]
DAY = timedelta(days=1)
SPANS = {"year": 12, "half": 6, "month": 1}  # months in each, the longest first
NONE = ("~", "")  # no day lies between


def spans_of(first: date, last: date) -> tuple[tuple[str, str], ...]:
    """The first and last days of the years, the halves, the months and then the single days: two stretches of each.

    Every day lies in one of them, and in no two. Where a stretch is not needed NONE stands in its place.
    """
    found: list[tuple[str, str]] = []
    left = [(first, last + DAY)]
    for months in SPANS.values():
        parts = [_parted(between, months) for between in left]
        found += _written([whole for whole, _ in parts])
        left = [edge for _, edges in parts for edge in edges if edge[0] < edge[1]]
    return (*found, *_written(left))


def to_years_ends(first: date, last: date, earliest: date, latest: date) -> Between:
    """The first and the last day, put at a year's end where no run lies beyond: sums of years are the fewest to read."""
    end = latest.replace(month=12, day=31) if last >= latest else last
    begin = earliest.replace(month=1, day=1) if first <= earliest else first
    return min(begin, end + DAY), end


def _parted(between: Between, months: int) -> tuple[Between, tuple[Between, ...]]:
    """All whole spans of so many months that lie between, and what is left before and after; an end is the day after."""
    first, end = between
    begin, stop = _begun(first, months), _begun(end, months)
    begin = begin if begin == first else _begun(begin + timedelta(days=31 * months), months)
    if begin >= stop:
        return (first, first), (between,)
    return (begin, stop), ((first, begin), (stop, end))


def _begun(day: date, months: int) -> date:
    """The first day of the span of so many months that a day lies in."""
    return date(day.year, (day.month - 1) // months * months + 1, 1)


def _written(stretches: list[Between]) -> Iterator[tuple[str, str]]:
    """Two stretches by their first and last days."""
    kept = [(str(first), str(end - DAY)) for first, end in stretches if first < end]
    yield from (*kept, NONE, NONE)[:2]
