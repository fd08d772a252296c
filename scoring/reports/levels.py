"""Levels as tables and figures, the same in every report."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TypeAlias

from scoring.estimate import DimensionEstimate, verdict
from scoring.kept import RunId
from scoring.reports.page import Cell, Interval, Intervals, Link, Opens
from scoring.reports.wording import NOT_ENOUGH, between, percent, run_anchor
from scoring.settings import Bands

Links: TypeAlias = Mapping[RunId, Link]  # to each run on the page

COLUMNS = ("Level", "90 % interval", "Opportunities", "Weighted", "Scenarios", "Band", "Latest run")


def level_row(label: str, level: DimensionEstimate, links: Links) -> tuple[Cell, ...]:
    """One level as the label and the cells of COLUMNS."""
    return (
        label,
        percent(level.mean) if level.runs else NOT_ENOUGH,
        between(level.low, level.high) if level.runs else "",
        Opens(str(level.faced), runs_of(level, links)),
        f"{level.opportunities:.1f}",
        str(level.scenarios),
        verdict(level),
        Link(str(level.latest), run_anchor(level.runs[-1])) if level.runs else "none",
    )


def runs_of(level: DimensionEstimate, links: Links) -> tuple[Link, ...]:
    """The runs that a level rests on, the newest first."""
    return tuple(links[run] for run in reversed(level.runs))


def level_figure(levels: Mapping[str, DimensionEstimate], bands: Bands) -> Intervals:
    """Levels beneath each other, with where bands begin."""
    rows = tuple(level_interval(label, level) for label, level in levels.items())
    told = "; ".join(
        f"{row.label} {percent(row.value)} ({between(row.low, row.high)})" for row in rows if row.value
    )
    return Intervals(
        alt=f"Level with 90 % interval. {told or 'No level is known'}.",
        unit="level",
        rows=rows,
        marks=band_marks(bands),
    )


def band_marks(bands: Bands) -> tuple[tuple[float, str], ...]:
    """Where bands begin, and their names."""
    return (bands.solid, "solid"), (bands.strong, "strong")


def level_interval(label: str, level: DimensionEstimate) -> Interval:
    """One level as it is drawn."""
    if not level.runs:
        return Interval(label, None, told="not practiced")
    return Interval(label, level.mean, level.low, level.high, f"{verdict(level)} · n {level.faced}")
