"""Officers below the standard and refreshers that are due, as a section: the same for a unit and for all units."""

from __future__ import annotations

from collections.abc import Sequence

from scoring.reports.asked import Asked
from scoring.reports.page import Cell, Interval, Intervals, Link, Section, Table
from scoring.reports.unit_bands import UnitLevel
from scoring.reports.wording import NOT_ENOUGH, between, many, percent

COLUMNS = (
    "Dimension",
    "Below standard",
    "95 % interval of the share",
    "Refresher due",
    "Mean level",
    "95 % interval of the mean",
    "Officers",
)


def below_section(levels: Sequence[UnitLevel], officers: int, asked: Asked, behind: str) -> Section:
    """Who lies below the standard by dimension; the numbers of officers lead to the anchor `behind`."""
    rows = tuple(_row(each, asked, behind) for each in levels)
    standard = percent(asked.settings.refresher.standard)
    said = (
        f"Below standard: of the officers with enough evidence for a band today, those whose mean lies below {standard}. Nothing"
        f" is shown below {asked.settings.cohort.least} officers. Who they are is in the officers' own reports, not here.",
        "Refresher due: of all officers with evidence, those who once had enough for a band and since then have practiced too"
        " little: that they fall below the standard is likelier than not. So a refresher can be due where too few have enough"
        " for a band today.",
    )
    return Section(
        "needs",
        _found(levels, officers, asked),
        said,
        (Table("needs", "Needs by dimension", COLUMNS, rows),),
        _figure(levels, asked) if any(each.below for each in levels) else None,
    )


def _found(levels: Sequence[UnitLevel], officers: int, asked: Asked) -> str:
    shown = [each for each in levels if each.officers >= asked.settings.cohort.least]
    if not shown:
        return f"Fewer than {asked.settings.cohort.least} officers have evidence: too few to tell a need"
    due, least = sum(each.due for each in shown), asked.settings.cohort.least
    if not due and all(each.enough < least for each in shown):
        return f"Fewer than {least} officers have enough evidence in any dimension: too few to tell a need"
    return f"{many(due, 'refresher') if due else 'No refresher'} due among {many(officers, 'officer')} in {many(len(shown), 'dimension')}"


def _due(its: UnitLevel, asked: Asked) -> str:
    """That none is due is said only where there is enough to tell."""
    least = asked.settings.cohort.least
    known = its.officers >= least and (its.due or its.enough >= least)
    return f"{its.due} of {its.officers}" if known else NOT_ENOUGH


def _row(its: UnitLevel, asked: Asked, behind: str) -> tuple[Cell, ...]:
    return (
        asked.rubric.dimensions[its.dimension].label,
        f"{its.below.count} of {its.below.n}" if its.below else NOT_ENOUGH,
        between(its.below.low, its.below.high) if its.below else "",
        _due(its, asked),
        percent(its.mean.value) if its.mean else NOT_ENOUGH,
        between(its.mean.low, its.mean.high) if its.mean else "",
        Link(str(its.officers), behind),
    )


def _figure(levels: Sequence[UnitLevel], asked: Asked) -> Intervals:
    rows = tuple(_interval(each, asked) for each in levels)
    told = "; ".join(f"{row.label} {row.told}" for row in rows)
    return Intervals(
        alt=f"Share of officers below the standard with 95 % interval, by dimension: {told}.",
        unit="officers below the standard",
        rows=rows,
    )


def _interval(its: UnitLevel, asked: Asked) -> Interval:
    label, below = asked.rubric.dimensions[its.dimension].label, its.below
    if not below:
        return Interval(label, None, told=NOT_ENOUGH)
    return Interval(label, below.value, below.low, below.high, f"{below.count} of {below.n} officers")
