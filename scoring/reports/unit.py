"""The report on a unit: levels of its officers, the trend of decisions, change, units beside each other, hours trained."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import timedelta
from itertools import groupby

from scoring.change import Direction, Window, change
from scoring.cohort import Mean, Share, changes_of, mean_of
from scoring.estimate import RunFigures, estimate
from scoring.funnel import Funnel, Zone, funnel
from scoring.reports import queries
from scoring.reports.asked import Asked, NothingToReport, by_officer, figures_of
from scoring.reports.levels import band_marks
from scoring.reports.method import NOTE
from scoring.reports.page import Control, FunnelDrawn, Interval, Intervals, Report, Section, Shares, Table
from scoring.reports.wording import NOT_ENOUGH, between, hours, listed, many, percent, points, run_anchor
from scoring.rubric import DimensionId
from scoring.xmr import XmR, xmr

RUNS_LISTED = 300
POOLED = 10  # runs in a point of the trend: so many weeks as it takes, since a week of one run would look like a signal


@dataclass(frozen=True, slots=True)
class UnitLevel:
    """A dimension in a unit: the mean of its officers' levels, and how many have enough for a band."""

    dimension: DimensionId
    mean: Mean | None  # None below the least number of officers
    officers: int  # with an opportunity
    enough: int  # with enough for a band of their own


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
    """How much a unit practiced, and what is never averaged away."""

    unit: str
    officers: int
    runs: int
    duration_ms: int
    disrespect: int
    flags: int


@dataclass(frozen=True, slots=True)
class UnitNumbers:
    """Everything that the report on one unit tells."""

    unit: str
    members: int
    levels: tuple[UnitLevel, ...]
    changes: Mapping[DimensionId, Mapping[Direction, Share] | None]
    windows: tuple[Window, Window]
    weeks: tuple[Weeks, ...]  # the points of the trend
    trend: XmR
    units: Funnel | None
    times: tuple[UnitTime, ...]
    runs: tuple[tuple[str, str, str, str, str, int, int], ...]  # run, officer, scenario, day, kind, ms, flags


def unit_numbers(asked: Asked, unit: str) -> UnitNumbers:
    """The numbers of one unit; NothingToReport where it is unknown or no run may be seen."""
    members: dict[str, int] = dict(asked.select(queries.MEMBERS))
    if unit not in members:
        known = listed(sorted(members)) or "none"
        raise NothingToReport(f"There is no unit “{unit}” in this record. The units are: {known}.")
    runs = tuple(asked.rows(queries.UNIT_RUNS, unit))
    if not runs:
        raise NothingToReport(f"No officer of “{unit}” has a run that may be seen in these days.")
    weeks = tuple(_pooled(Weeks(row[0], *row) for row in asked.rows(queries.UNIT_WEEKS, unit)))
    officers = by_officer(figures_of(asked.rows(queries.UNIT_DIMENSIONS, unit)))
    middle = asked.first + (asked.last - asked.first) // 2
    windows = Window(asked.first, middle), Window(middle + timedelta(days=1), asked.last)
    return UnitNumbers(
        unit=unit,
        members=members[unit],
        levels=tuple(unit_level(id, officers, asked) for id in asked.rubric.dimensions),
        changes={id: _changes(id, officers, windows, asked) for id in asked.rubric.dimensions},
        windows=windows,
        weeks=weeks,
        trend=xmr([week.loss / week.decisions / 1000 for week in weeks], asked.settings),
        units=funnel(_losses(asked), asked.settings),
        times=tuple(UnitTime(*row) for row in asked.rows(queries.UNIT_TIME)),
        runs=runs,
    )


def unit_level(id: DimensionId, officers: Mapping[str, Sequence[RunFigures]], asked: Asked) -> UnitLevel:
    """The mean level of the officers with an opportunity in the dimension."""
    levels = [estimate(runs, id, asked.last, asked.settings) for runs in officers.values()]
    known = [level for level in levels if level.runs]
    enough = len(known) >= asked.settings.cohort.least
    mean = mean_of([level.mean for level in known], settings=asked.settings) if enough else None
    return UnitLevel(id, mean, len(known), sum(level.enough for level in known))


def unit_report(asked: Asked, unit: str) -> Report:
    """The report on one unit."""
    its = unit_numbers(asked, unit)
    return Report(
        name=f"unit-{unit.lower().replace(' ', '-')}",
        title=_trend_found(its),
        about=f"Unit {unit}",
        basis=f"{asked.days}: {many(len(its.runs), 'run')} of {len({run[1] for run in its.runs})} of {many(its.members, 'officer')}.",
        sections=tuple(_sections(its, asked)),
        method=NOTE,
        settings=asked.settings.text,
        demo=asked.is_demo,
    )


# ---- numbers


def _changes(
    id: DimensionId,
    officers: Mapping[str, Sequence[RunFigures]],
    windows: tuple[Window, Window],
    asked: Asked,
) -> Mapping[Direction, Share] | None:
    found = [change(runs, id, *windows, asked.settings) for runs in officers.values()]
    known = [each.direction for each in found if each]
    return changes_of(known, asked.settings) if len(known) >= asked.settings.cohort.least else None


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
    """The mean loss of a decision, in points, of each officer with enough runs to have one, by unit."""
    rows = asked.rows(queries.OFFICER_LOSSES)
    return {
        unit: [loss / decisions / 1000 for _, _, _, decisions, loss in its if decisions]
        for unit, its in groupby(rows, key=lambda row: row[0])
    }


# ---- findings


def _sections(its: UnitNumbers, asked: Asked) -> Iterator[Section]:
    yield _levels(its, asked)
    yield _trend(its)
    yield _changed(its, asked)
    yield _beside(its, asked)
    yield _time(its)
    yield _runs(its, asked)


def _label(id: DimensionId, asked: Asked) -> str:
    return asked.rubric.dimensions[id].label


def _trend_found(its: UnitNumbers) -> str:
    if its.trend.center is None:
        return f"{many(len(its.weeks), 'point')} of {POOLED} runs or more: too few to tell a trend"
    if not its.trend.signals:
        return (
            f"A steady {its.trend.center:.1f} points lost by a decision: no signal in {len(its.weeks)} points"
        )
    last = its.trend.signals[-1]
    way = "More" if last.up else "Less"
    return f"{way} was lost by decisions than usual, {its.weeks[last.first].first} to {its.weeks[last.last].last}"


def _levels(its: UnitNumbers, asked: Asked) -> Section:
    rows = tuple(
        (
            _label(each.dimension, asked),
            percent(each.mean.value) if each.mean else NOT_ENOUGH,
            between(each.mean.low, each.mean.high) if each.mean else "",
            str(each.officers),
            str(each.enough),
        )
        for each in its.levels
    )
    columns = ("Dimension", "Mean level", "95 % interval", "Officers", "With enough for a band")
    known = {each.dimension: each.mean for each in its.levels if each.mean}
    least = min(known, key=lambda id: known[id].value, default=None)
    title = (
        f"Lowest of the means is {_label(least, asked)}, at {percent(known[least].value)}"
        if least
        else "Not enough officers for a mean level"
    )
    said = f"One value an officer. No mean is shown below {asked.settings.cohort.least} officers."
    figure = Intervals(
        alt="Mean level of the unit's officers with 95 % interval, by dimension: "
        + "; ".join(f"{row[0]} {row[1]} {row[2]}" for row in rows),
        unit="mean level",
        rows=tuple(
            Interval(
                _label(each.dimension, asked),
                each.mean.value,
                each.mean.low,
                each.mean.high,
                f"n {each.mean.n} officers",
            )
            if each.mean
            else Interval(_label(each.dimension, asked), None, told=NOT_ENOUGH)
            for each in its.levels
        ),
        marks=band_marks(asked.settings.bands),
    )
    return Section("levels", title, (said,), (Table("levels", "Mean levels", columns, rows),), figure)


def _trend(its: UnitNumbers) -> Section:
    trend = its.trend
    rows = tuple(
        (
            f"{week.first} to {week.last}",
            str(week.runs),
            str(week.decisions),
            points(week.loss / week.decisions),
        )
        for week in its.weeks
    )
    table = Table(
        "weeks",
        "Mean loss of a decision by week, in points",
        ("Week", "Runs", "Decisions", "Mean loss"),
        rows,
        folded=True,
    )
    signals = tuple(
        (
            f"{its.weeks[each.first].first} to {its.weeks[each.last].last}",
            each.rule.value,
            "up" if each.up else "down",
        )
        for each in trend.signals
    )
    found = Table(
        "signals",
        "Signals, by the four rules of the NHS's Making Data Count",
        ("Weeks", "Rule", "Way"),
        signals,
    )
    points_of = sorted({n for each in trend.signals for n in range(each.first, each.last + 1)})
    limits = (
        ""
        if trend.low is None or trend.high is None
        else f", limits {max(0.0, trend.low):.1f} to {trend.high:.1f}"
    )
    alt = f"Mean loss of a decision over {many(len(its.weeks), 'point')}{limits}; {many(len(trend.signals), 'signal')}."
    values = tuple(trend.values)
    labels = tuple(week.first for week in its.weeks)
    figure = Control(
        alt,
        "points lost by a decision",
        labels,
        values,
        trend.center,
        trend.low,
        trend.high,
        tuple(points_of),
    )
    said = (
        f"An XmR chart. A point is as many weeks as it takes for {POOLED} runs. No limits below 12 points. Which calls were"
        " played also moves it."
    )
    title = f"{many(len(trend.signals), 'signal')} in {many(len(its.weeks), 'point')}"
    return Section("trend", title, (said,), (found, table) if signals else (table,), figure)


def _changed(its: UnitNumbers, asked: Asked) -> Section:
    known = {id: shares for id, shares in its.changes.items() if shares}
    rows = tuple(
        (
            _label(id, asked),
            *(f"{shares[way].count} ({between(shares[way].low, shares[way].high)})" for way in Direction),
            str(shares[Direction.SAME].n),
        )
        if shares
        else (_label(id, asked), NOT_ENOUGH, "", "", "")
        for id, shares in its.changes.items()
    )
    early, late = its.windows
    columns = ("Dimension", *(way.value.capitalize() for way in Direction), "Officers")
    table = Table(
        "changes",
        f"Officers (95 % interval of the share), {early.first} to {early.last} against {late.first} to {late.last}",
        columns,
        rows,
    )
    better = sum(shares[Direction.BETTER].count for shares in known.values())
    worse = sum(shares[Direction.WORSE].count for shares in known.values())
    pairs = sum(shares[Direction.SAME].n for shares in known.values())
    title = (
        f"Of {pairs} pairs of officer and dimension {better} became reliably better, {worse} worse"
        if known
        else "Not enough officers in both halves to tell change"
    )
    drawn = tuple(
        (_label(id, asked), tuple(shares[way].value for way in Direction)) for id, shares in known.items()
    )
    alt = "Shares of officers reliably better, the same and worse by dimension; the table has the numbers."
    figure = Shares(alt, tuple(way.value for way in Direction), drawn) if drawn else None
    said = "Up to 5 % of officers who did not change can be called better or worse by chance."
    return Section("change", title, (said,), (table,), figure)


def _beside(its: UnitNumbers, asked: Asked) -> Section:
    if its.units is None:
        said = f"Units are compared from {asked.settings.funnel.units} units on."
        return Section("units", "Too few units to compare", (said,), ())
    points_drawn = its.units.points
    own = next((point for point in points_drawn if point.unit == its.unit), None)
    outside = [point.unit for point in points_drawn if point.zone is not Zone.INSIDE]
    title = (
        f"{its.unit} lies {own.zone.value}"
        if own and own.zone is not Zone.INSIDE
        else f"{its.unit} lies where chance explains it"
    )
    title = title if own else f"{its.unit} has no run whose losses are known"
    rows = tuple((point.unit, str(point.n), f"{point.mean:.1f}", point.zone.value) for point in points_drawn)
    table = Table("units", "Units by name", ("Unit", "Officers", "Mean loss of a decision", "Place"), rows)
    largest = max(point.n for point in points_drawn)
    sizes = range(2, largest * 5 // 4 + 3)
    limits = ((n, its.units.limits(n)) for n in sizes)
    figure = FunnelDrawn(
        alt=f"Funnel of {many(len(rows), 'unit')}: mean loss of a decision by number of officers. Outside the limits: {listed(outside) or 'none'}.",
        unit="points lost by a decision",
        named=tuple(sorted({its.unit, *outside})),
        center=its.units.center,
        points=tuple((point.unit, point.n, point.mean) for point in points_drawn),
        limits=tuple((n, each.far_low, each.near_low, each.near_high, each.far_high) for n, each in limits),
    )
    said = f"Limits of 95 % and 99.8 %, one value an officer; over-dispersion φ is {its.units.dispersion:.2f}; above 1 it widens them. A funnel does not rank."
    return Section("units", title, (said,), (table,), figure)


def _time(its: UnitNumbers) -> Section:
    own = next(each for each in its.times if each.unit == its.unit)
    row = (str(own.officers), str(own.runs), hours(own.duration_ms), str(own.disrespect), str(own.flags))
    columns = ("Officers with runs", "Runs", "Hours trained", "Acts of disrespect", "Critical flags")
    title = (
        f"{hours(own.duration_ms)} hours trained, {hours(own.duration_ms // max(its.members, 1))} an officer"
    )
    return Section(
        "time", title, (), (Table("time", "Practice, and what is never averaged away", columns, (row,)),)
    )


def _runs(its: UnitNumbers, asked: Asked) -> Section:
    shown = its.runs[:RUNS_LISTED]
    rows = tuple(
        (day, asked.title_of(scenario), officer, kind, f"{ms / 60000:.1f}", str(flags))
        for _, officer, scenario, day, kind, ms, flags in shown
    )
    table = Table(
        "runs",
        f"The newest {len(shown)} of {len(its.runs)} runs",
        ("Day", "Scenario", "Officer", "Kind", "Minutes", "Flags"),
        rows,
        tuple(run_anchor(run[0]) for run in shown),
        folded=True,
    )
    plays = Counter(asked.title_of(run[2]) for run in its.runs)
    played = tuple((title, str(count)) for title, count in sorted(plays.items()))
    said = "Losses and labels of single decisions go to the officer and the trainer, not into this report."
    by_scenario = Table("played", "Runs by scenario", ("Scenario", "Runs"), played)
    return Section("runs", f"{many(len(its.runs), 'run')} behind the figures", (said,), (by_scenario, table))
