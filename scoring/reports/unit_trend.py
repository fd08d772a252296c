"""A unit's decisions as sections: over time with the limits of chance, and beside other units, never ranked."""

from __future__ import annotations

from collections.abc import Mapping

from scoring.funnel import Funnel, Zone
from scoring.reports.asked import Asked
from scoring.reports.page import Cell, Control, FunnelDrawn, Link, Section, Table
from scoring.reports.unit_numbers import POOLED, UnitNumbers, Weeks
from scoring.reports.wording import listed, many, points, run_anchor
from scoring.xmr import IN_A_ROW, XmR


def trend(its: UnitNumbers) -> Section:
    """The mean loss of a decision over time, as an XmR chart."""
    found = its.trend
    newest = {run.week: run.run for run in its.runs}
    rows = tuple(_week_row(week, newest) for week in its.weeks)
    weeks = Table(
        "weeks",
        "Mean loss of a decision by week, in points",
        ("Week", "Runs", "Decisions", "Mean loss", "Runs listed below"),
        rows,
        folded=True,
    )
    signals = tuple(
        (
            f"{its.weeks[each.first].first} to {its.weeks[each.last].last}",
            each.rule.value,
            "more was lost" if each.up else "less was lost",
        )
        for each in found.signals
    )
    rules = Table(
        "signals",
        "Signals, by the four rules of the NHS's Making Data Count",
        ("Weeks", "Rule", "Way"),
        signals,
    )
    said = (
        f"An XmR chart. A point is as many weeks as it takes for {POOLED} runs. No limits below 12 points. A signal is {IN_A_ROW} points"
        " on one side of the mean or in one direction, two of three near a limit, or one outside: more than chance usually"
        " brings. Which calls were played also moves it."
    )
    title = f"{many(len(signals), 'signal')} in {many(len(its.weeks), 'point')}"
    title = title if found.center is not None else f"{title}: too few for limits"
    return Section("trend", title, (said,), (rules, weeks) if signals else (weeks,), _chart(its, found))


def _week_row(week: Weeks, newest: Mapping[str, str]) -> tuple[Cell, ...]:
    listed_run = next((run for name, run in newest.items() if week.first <= name <= week.last), None)
    return (
        f"{week.first} to {week.last}",
        str(week.runs),
        str(week.decisions),
        points(week.loss / week.decisions),
        Link("to them", run_anchor(listed_run)) if listed_run else "older than those listed",
    )


def _chart(its: UnitNumbers, found: XmR) -> Control:
    limits = "no limits yet"
    if found.low is not None and found.high is not None:
        limits = f"mean {found.center:.1f}, limits {max(0.0, found.low):.1f} to {found.high:.1f}"
    return Control(
        alt=f"Mean loss of a decision over {many(len(its.weeks), 'point')}, {limits}; {many(len(found.signals), 'signal')}.",
        unit="points lost by a decision",
        labels=tuple(week.first for week in its.weeks),
        values=tuple(found.values),
        center=found.center,
        low=found.low,
        high=found.high,
        signals=tuple(sorted({n for each in found.signals for n in range(each.first, each.last + 1)})),
    )


def beside(its: UnitNumbers, asked: Asked) -> Section:
    """The unit among all units, with what chance explains."""
    if its.units is None:
        said = f"Units are compared from {asked.settings.funnel.units} units on."
        return Section("units", "Too few units to compare", (said,), ())
    its_points = its.units.points
    rows = tuple((point.unit, str(point.n), f"{point.mean:.1f}", point.zone.value) for point in its_points)
    table = Table("units", "Units by name", ("Unit", "Officers", "Mean loss of a decision", "Place"), rows)
    said = (
        f"Limits of 95 % and 99.8 %, one value an officer; over-dispersion φ is {its.units.dispersion:.2f}; above 1 it widens them."
        " A funnel does not rank: inside the limits, units differ no more than chance makes them."
    )
    return Section("units", _beside_found(its, its.units), (said,), (table,), _funnel(its.unit, its.units))


def _beside_found(its: UnitNumbers, found: Funnel) -> str:
    own = next((point for point in found.points if point.unit == its.unit), None)
    if own is None:
        return f"{its.unit} has no run whose losses are known"
    if own.zone is Zone.INSIDE:
        return f"{its.unit} lies where chance explains it"
    way = "more" if own.mean > found.center else "less"
    return f"{its.unit} lies {own.zone.value}: {way} is lost than in units together"


def _funnel(unit: str, found: Funnel) -> FunnelDrawn:
    outside = [point.unit for point in found.points if point.zone is not Zone.INSIDE]
    largest = max(point.n for point in found.points)
    sizes = range(2, largest * 5 // 4 + 3)
    limits = ((n, found.limits(n)) for n in sizes)
    return FunnelDrawn(
        alt=f"Funnel of {many(len(found.points), 'unit')}: mean loss of a decision by number of officers."
        f" Outside the limits: {listed(outside) or 'none'}.",
        unit="points lost by a decision",
        named=tuple(sorted({unit, *outside})),
        center=found.center,
        points=tuple((point.unit, point.n, point.mean) for point in found.points),
        limits=tuple((n, each.far_low, each.near_low, each.near_high, each.far_high) for n, each in limits),
    )
