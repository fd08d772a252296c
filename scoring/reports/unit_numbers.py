"""The numbers of a report on a unit, before anything is said of them (pure, but for asking)."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby

from scoring.change import Window
from scoring.funnel import Funnel, funnel
from scoring.reports import queries
from scoring.reports.asked import Asked, NothingToReport
from scoring.reports.listed import Behind, behind
from scoring.reports.unit_bands import Changed, UnitLevel, halves, officers_of, unit_changes, unit_levels
from scoring.reports.wording import listed
from scoring.xmr import XmR, xmr

POOLED = 10  # runs in a point of the trend: so many weeks as it takes, since a week of one run would look like a signal


@dataclass(frozen=True, slots=True)
class Weeks:
    """What a unit's officers did in a week, or in several; the loss is in thousandths of a point."""

    first: str
    last: str
    runs: int
    decisions: int
    loss: int


@dataclass(frozen=True, slots=True)
class UnitTime:
    """How much a unit practiced, how its decisions are labeled, and what is never averaged away."""

    officers: int
    runs: int
    duration_ms: int
    disrespect: int
    flags: int
    labels: tuple[int, ...]  # decisions, as LABELS


@dataclass(frozen=True, slots=True)
class Played:
    """What an officer of the unit did in a scenario."""

    officer: str
    scenario: str
    runs: int
    duration_ms: int
    latest: str
    disrespect: int
    flags: int
    labels: tuple[int, ...]  # decisions, as LABELS


@dataclass(frozen=True, slots=True)
class UnitNumbers:
    """Everything that the report on one unit tells."""

    unit: str
    members: int
    levels: tuple[UnitLevel, ...]
    changes: tuple[Changed, ...]
    windows: tuple[Window, Window]
    weeks: tuple[Weeks, ...]  # the points of the trend
    trend: XmR
    units: Funnel | None
    time: UnitTime
    behind: Behind  # the newest runs
    flagged: tuple[tuple[str, int, str, str, str, str, str, str, str], ...]
    played: tuple[Played, ...]  # by officer and scenario


def unit_numbers(asked: Asked, unit: str) -> UnitNumbers:
    """The numbers of one unit; NothingToReport where it is unknown or no run may be seen."""
    members: dict[str, int] = dict(asked.select(queries.MEMBERS))
    if unit not in members:
        known = listed(sorted(members)) or "none"
        raise NothingToReport(f"There is no unit “{unit}” in this record. The units are: {known}.")
    newest = behind(asked, queries.UNIT_RUNS, unit)
    if not newest.runs:
        raise NothingToReport(f"No officer of “{unit}” has a run that may be seen in these days.")
    weeks = tuple(_pooled(Weeks(row[0], *row) for row in asked.rows(queries.UNIT_WEEKS, unit)))
    played = tuple(_played(*row) for row in asked.rows(queries.UNIT_PLAYED, unit))
    columns, windows = asked.columns(unit), halves(asked)
    return UnitNumbers(
        unit=unit,
        members=members[unit],
        levels=unit_levels(officers_of(columns, asked), asked),
        changes=unit_changes(columns, windows, asked),
        windows=windows,
        weeks=weeks,
        trend=xmr([week.loss / week.decisions / 1000 for week in weeks], asked.settings),
        units=funnel(_losses(asked), asked.settings),
        time=_time(played),
        behind=newest,
        flagged=tuple(asked.rows(queries.UNIT_FLAGGED, unit)),
        played=played,
    )


def _played(
    officer: str, scenario: str, runs: int, ms: int, latest: str, disrespect: int, flags: int, *labels: int
) -> Played:
    return Played(officer, scenario, runs, ms, latest, disrespect, flags, labels)


def _time(played: Sequence[Played]) -> UnitTime:
    return UnitTime(
        officers=len({each.officer for each in played}),
        runs=sum(each.runs for each in played),
        duration_ms=sum(each.duration_ms for each in played),
        disrespect=sum(each.disrespect for each in played),
        flags=sum(each.flags for each in played),
        labels=tuple(map(sum, zip(*(each.labels for each in played), strict=True))),
    )


def _pooled(weeks: Iterable[Weeks]) -> Iterator[Weeks]:
    """Weeks put together until there are runs enough for a point; what is left at the end makes none."""
    so_far: Weeks | None = None
    for week in weeks:
        so_far = _together(so_far, week) if so_far else week
        if so_far.runs >= POOLED:
            yield so_far
            so_far = None


def _together(early: Weeks, late: Weeks) -> Weeks:
    return Weeks(
        early.first,
        late.last,
        early.runs + late.runs,
        early.decisions + late.decisions,
        early.loss + late.loss,
    )


def _losses(asked: Asked) -> Mapping[str, list[float]]:
    """The mean loss of a decision, in points, of each officer with a run whose losses are known, by unit."""
    rows = asked.officer_losses()
    return {
        unit: [loss / decisions / 1000 for *_, decisions, loss in its if decisions]
        for unit, its in groupby(rows, key=lambda row: row[0])
    }
