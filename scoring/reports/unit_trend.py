"""A unit's decisions as sections: over time with the limits of chance, and beside other units, never ranked."""

from __future__ import annotations

from datetime import date

from scoring.funnel import Funnel, UnitPoint, Zone
from scoring.reports.asked import Asked
from scoring.reports.listed import opens
from scoring.reports.page import Cell, Control, FunnelDrawn, Link, Section, Table
from scoring.reports.unit_numbers import POOLED, UnitNumbers, Weeks
from scoring.reports.unit_runs import OFFICERS
from scoring.reports.wording import NOT_ENOUGH, listed, many, monday_of, points
from scoring.xmr import IN_A_ROW, XmR


def trend(its: UnitNumbers, asked: Asked) -> Section:
    """The mean loss of a decision over time, as an XmR chart."""
    least = asked.settings.cohort.least
    if its.time.officers < least:
        said = (
            f"A mean loss is shown from {least} officers on: that of fewer would tell what one of them lost."
        )
        return Section("trend", "Too few officers to show losses over time", (said,), ())
    said = (
        f"An XmR chart. A point is as many weeks as it takes for {POOLED} runs. No limits below {asked.settings.xmr.points} points."
        f" A signal is {IN_A_ROW} points on one side of the mean or in one direction, two of three near a limit, or one outside:"
        " more than chance usually brings. Which calls were played also moves it."
    )
    tables = (_rules(its), _weeks(its, asked)) if its.trend.signals else (_weeks(its, asked),)
    figure = _chart(its, its.trend) if len(its.weeks) > 1 else None
    return Section("trend", _trend_found(its), (said,), tables, figure)


def _trend_found(its: UnitNumbers) -> str:
    shown = f"{many(len(its.weeks), 'point')} of the chart"
    if its.trend.center is None:
        return f"{shown} over time: too few for limits"
    signals = len(its.trend.signals)
    return f"Losses over time: {many(signals, 'signal') if signals else 'no signal'} in {shown}"


def _rules(its: UnitNumbers) -> Table:
    rows = tuple(
        (
            its.weeks[each.first].first,
            its.weeks[each.last].last,
            each.rule.value,
            "more was lost" if each.up else "less was lost",
        )
        for each in its.trend.signals
    )
    caption = "Signals, by the four rules of the NHS's Making Data Count"
    return Table("signals", caption, ("First week", "Last week", "Rule", "Way"), rows)


def _weeks(its: UnitNumbers, asked: Asked) -> Table:
    rows = tuple(_week_row(week, its, asked) for week in its.weeks)
    columns = ("First week", "Last week", "Runs", "Decisions", "Mean loss")
    return Table("weeks", "Mean loss of a decision by week, in points", columns, rows, folded=True)


def _week_row(week: Weeks, its: UnitNumbers, asked: Asked) -> tuple[Cell, ...]:
    runs = [run for run in its.behind.scored if week.first <= run.week <= week.last]
    return (
        week.first,
        week.last,
        opens(week.runs, runs, asked),
        str(week.decisions),
        points(week.loss / week.decisions),
    )


def _chart(its: UnitNumbers, found: XmR) -> Control:
    limits = "no limits yet"
    if found.low is not None and found.high is not None:
        limits = f"mean {found.center:.1f}, limits {max(0.0, found.low):.1f} to {found.high:.1f}"
    return Control(
        alt=f"Mean loss of a decision over {many(len(its.weeks), 'point')}, {limits}; {many(len(found.signals), 'signal')}.",
        unit="points lost by a decision",
        labels=tuple(_dated(monday_of(week.first)) for week in its.weeks),
        values=tuple(found.values),
        center=found.center,
        low=found.low,
        high=found.high,
        signals=tuple(sorted({n for each in found.signals for n in range(each.first, each.last + 1)})),
    )


def _dated(day: date) -> str:
    return f"{day:%b} {day.day}\n{day.year}"


def beside(its: UnitNumbers, asked: Asked) -> Section:
    """The unit among all units, with what chance explains."""
    if its.units is None:
        said = f"Units are compared from {asked.settings.funnel.units} units on."
        return Section("units", "Too few units to compare", (said,), ())
    least = asked.settings.cohort.least
    rows = tuple(_unit_row(point, its.unit, its.units, least) for point in its.units.points)
    columns = ("Unit", "Officers", "Mean loss of a decision", "95 % limits for its size", "Place")
    table = Table("units", "Units by name", columns, rows)
    said = (
        f"No mean is shown below {least} officers. Limits of 95 % and 99.8 %, one value an officer; over-dispersion φ is {its.units.dispersion:.2f}; above 1 it widens them."
        " A funnel does not rank: inside the limits, units differ no more than chance makes them."
    )
    return Section(
        "units", _beside_found(its, its.units, least), (said,), (table,), _funnel(its.unit, its.units, least)
    )


def _unit_row(point: UnitPoint, own: str, found: Funnel, least: int) -> tuple[Cell, ...]:
    if point.n < least:
        return (point.unit, str(point.n), NOT_ENOUGH, "", "")
    limits = found.limits(point.n)
    return (
        point.unit,
        Link(str(point.n), OFFICERS) if point.unit == own else str(point.n),
        f"{point.mean:.1f}",
        f"{max(0.0, limits.near_low):.1f} to {limits.near_high:.1f}",
        point.zone.value,
    )


def _beside_found(its: UnitNumbers, found: Funnel, least: int) -> str:
    own = next((point for point in found.points if point.unit == its.unit), None)
    if own is None:
        return f"{its.unit} has no run whose losses are known"
    if own.n < least:
        return f"{its.unit} has {many(own.n, 'officer')} with scored runs: too few to compare"
    near = found.limits(own.n)
    told = f"{own.mean:.1f} points lost by a decision, n {many(own.n, 'officer')}"
    if own.zone is Zone.INSIDE:
        return f"{its.unit} lies where chance explains it: {told}"
    way = "more" if own.mean > found.center else "less"
    limits = f"{max(0.0, near.near_low):.1f} to {near.near_high:.1f}"
    return f"{its.unit} lies {own.zone.value}: {way} is lost than chance explains ({told}; {limits})"


def _funnel(unit: str, found: Funnel, least: int) -> FunnelDrawn | None:
    shown = [point for point in found.points if point.n >= least]
    if not shown:
        return None
    outside = [point.unit for point in shown if point.zone is not Zone.INSIDE]
    largest = max(point.n for point in shown)
    sizes = range(2, largest * 5 // 4 + 3)
    limits = ((n, found.limits(n)) for n in sizes)
    return FunnelDrawn(
        alt=f"Funnel of {many(len(shown), 'unit')}: mean loss of a decision by number of officers."
        f" Outside the limits: {listed(outside) or 'none'}.",
        unit="points lost by a decision",
        named=tuple(sorted({unit, *outside})),
        center=found.center,
        points=tuple((point.unit, point.n, point.mean) for point in shown),
        limits=tuple((n, each.far_low, each.near_low, each.near_high, each.far_high) for n, each in limits),
    )
