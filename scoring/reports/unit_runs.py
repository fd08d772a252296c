"""What stands behind a unit's figures, as sections: hours, flags, officers, runs, and the moments of each run."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from operator import attrgetter

from scoring.reports.asked import Asked
from scoring.reports.listed import grouped, opens, run_tables, said_of
from scoring.reports.page import Cell, Link, Opens, Section, Table
from scoring.reports.unit_numbers import Played, UnitNumbers
from scoring.reports.wording import decision_anchor, hours, listed, many, table_anchor

OFFICERS = table_anchor("officers")


def time(its: UnitNumbers, asked: Asked) -> Section:
    """How much was trained, and what is never averaged away."""
    own = its.time
    row = (
        Link(str(own.officers), OFFICERS),
        Link(str(own.runs), table_anchor("runs")),
        hours(own.duration_ms),
        _disrespect(its, asked),
        Link(str(own.flags), table_anchor("flagged")) if its.flagged else str(own.flags),
    )
    columns = ("Officers with runs", "Runs", "Hours trained", "Acts of disrespect", "Critical flags")
    title = f"{hours(own.duration_ms)} hours trained by {many(own.officers, 'officer')} in {many(own.runs, 'run')}"
    tables = (Table("time", "Practice, and what is never averaged away", columns, (row,)),)
    said = "A flag asks for a review with a trainer, whatever the averages say."
    return Section("time", title, (said,), tables + ((_flagged(its, asked),) if its.flagged else ()))


def _disrespect(its: UnitNumbers, asked: Asked) -> Opens:
    """The acts of disrespect, which open into the runs in which there was one."""
    runs = [run for run in its.behind.runs if run.disrespect]
    older = its.time.disrespect - sum(run.disrespect for run in runs)
    links = opens(len(runs), runs, asked).runs
    return Opens(
        str(its.time.disrespect), links, f"{older:,} in older runs, not listed here" if older else ""
    )


def _flagged(its: UnitNumbers, asked: Asked) -> Table:
    shown = {run.run for run in its.behind.runs}
    rows = tuple(
        (
            listed(asked.rubric.flags[flag].label for flag in flags.split() if flag in asked.rubric.flags),
            Link(f"{day}, decision {number}", decision_anchor(run, number))
            if run in shown
            else f"{day}, run {run}",
            asked.title_of(scenario),
            asked.called(officer),
            kind,
            moment,
        )
        for run, number, officer, scenario, day, kind, moment, _, flags in its.flagged
    )
    columns = ("Flag", "Run", "Scenario", "Officer", "Kind", "Moment")
    return Table("flagged", f"The newest {many(len(rows), 'decision')} with a critical flag", columns, rows)


def runs(its: UnitNumbers, asked: Asked) -> Section:
    """Scenarios and officers with their runs, and each run with its moments."""
    said = (
        "Losses and labels of single decisions go to the officer and the trainer, not into this report.",
        *said_of(its.behind, its.time.runs),
    )
    listed_runs = run_tables(its.behind, its.time.runs, ("Officer", asked.called), asked)
    tables = (_played(its, asked), _officers(its, asked), *listed_runs)
    return Section("runs", f"{many(its.time.runs, 'run')} behind the figures", said, tables)


def _played(its: UnitNumbers, asked: Asked) -> Table:
    newest = grouped(its.behind.runs, attrgetter("scenario"))
    rows = tuple(
        (
            asked.title_of(scenario),
            opens(sum(each.runs for each in those), newest.get(scenario, ()), asked),
            str(len(those)),
            hours(sum(each.duration_ms for each in those)),
        )
        for scenario, those in _grouped(its.played, "scenario").items()
    )
    return Table("played", "Runs by scenario", ("Scenario", "Runs", "Officers", "Hours"), rows)


def _officers(its: UnitNumbers, asked: Asked) -> Table:
    newest = grouped(its.behind.runs, attrgetter("whose"))
    rows = tuple(
        (
            asked.called(officer),
            opens(sum(each.runs for each in those), newest.get(officer, ()), asked),
            hours(sum(each.duration_ms for each in those)),
            max(each.latest for each in those),
        )
        for officer, those in _grouped(its.played, "officer").items()
    )
    columns: tuple[str, ...] = ("Officer", "Runs", "Hours", "Latest run")
    ordered: tuple[tuple[Cell, ...], ...] = tuple(sorted(rows, key=lambda row: str(row[0])))
    return Table("officers", "Officers with runs, by name", columns, ordered, folded=True)


def _grouped(played: Sequence[Played], by: str) -> Mapping[str, Sequence[Played]]:
    found: dict[str, list[Played]] = {}
    for each in sorted(played, key=attrgetter(by)):
        found.setdefault(getattr(each, by), []).append(each)
    return found
