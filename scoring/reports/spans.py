"""Which whole years, whole months and single days make up a stretch of days: so that sums are read, not runs (pure)."""

from __future__ import annotations

from datetime import date, timedelta
from typing import TypeAlias

Between: TypeAlias = tuple[str, str]  # the first and the last, both with it; NONE where there is none
NONE: Between = ("~", "")
DAY = timedelta(days=1)


def spans_of(first: date, last: date) -> tuple[Between, Between, Between, Between, Between]:
    """The years, the months before them, the months after them, the days before those months, and the days after.

    Every day of the stretch lies in one of them, and in no two.
    """
    begin = first if first.day == 1 else _next_month(first)  # the first whole month
    end = (last + DAY).replace(day=1)  # the month after the last whole one
    if begin >= end:
        return NONE, NONE, NONE, (str(first), str(last)), NONE
    years = _next_year(begin), end.replace(month=1)
    days = _between(first, begin - DAY), _between(end, last)
    if years[0] >= years[1]:
        return NONE, _months(begin, end), NONE, *days
    whole = f"{years[0]:%Y}", f"{years[1] - DAY:%Y}"
    return whole, _months(begin, years[0]), _months(years[1], end), *days


def _next_month(day: date) -> date:
    return (day.replace(day=1) + timedelta(days=31)).replace(day=1)


def _next_year(month: date) -> date:
    """The January on or after the first of a month."""
    return month if month.month == 1 else date(month.year + 1, 1, 1)


def _months(begin: date, end: date) -> Between:
    return (f"{begin:%Y-%m}", f"{end - DAY:%Y-%m}") if begin < end else NONE


def _between(first: date, last: date) -> Between:
    return (str(first), str(last)) if first <= last else NONE
