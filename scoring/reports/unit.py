"""The report on a unit: levels and how they spread, the trend of decisions, change, units beside each other, hours."""

from __future__ import annotations

from collections.abc import Iterator

from scoring.reports.asked import Asked
from scoring.reports.below import below_section
from scoring.reports.listed import gone
from scoring.reports.method import NOTE
from scoring.reports.page import Report, Section
from scoring.reports.unit_levels import changed, mean_levels, spread
from scoring.reports.unit_numbers import UnitNumbers, unit_numbers
from scoring.reports.unit_runs import OFFICERS, runs, time
from scoring.reports.unit_trend import beside, trend
from scoring.reports.wording import file_name, many, weeks_of


def unit_report(asked: Asked, unit: str) -> Report:
    """The report on one unit; NothingToReport where it is unknown or no run may be seen."""
    its = unit_numbers(asked, unit)
    seen = f"{many(its.time.runs, 'run')} of {its.time.officers} of {many(its.members, 'officer')}"
    return Report(
        name=f"unit-{file_name(unit)}",
        title=_found(its, asked),
        about=f"Unit {unit}",
        basis=f"{asked.days}: {seen}.{gone(asked, 'unit', unit)}",
        sections=tuple(_sections(its, asked)),
        method=NOTE,
        settings=asked.settings.text,
        demo=asked.is_demo,
    )


def _found(its: UnitNumbers, asked: Asked) -> str:
    if its.trend.center is None or its.time.officers < asked.settings.cohort.least:
        return f"{many(its.time.runs, 'run')} of {many(its.time.officers, 'officer')}: too few yet to tell a trend"
    usual = f"{its.trend.center:.1f} points a decision"
    if not its.trend.signals:
        return f"No more and no less was lost than the usual {usual}, over {many(its.time.runs, 'run')}"
    last = max(its.trend.signals, key=lambda each: (each.last, each.first))
    weeks = weeks_of(its.weeks[last.first].first, its.weeks[last.last].last)
    found = f"{'More' if last.up else 'Less'} was lost than the usual {usual} in {weeks}"
    return found if last.last == len(its.weeks) - 1 else f"{found}; no signal since"


def _sections(its: UnitNumbers, asked: Asked) -> Iterator[Section]:
    yield mean_levels(its, asked)
    yield spread(its, asked)
    yield below_section(its.levels, its.time.officers, asked, OFFICERS)
    yield trend(its, asked)
    yield changed(its, asked)
    yield beside(its, asked)
    yield time(its, asked)
    yield runs(its, asked)
