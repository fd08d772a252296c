"""What stands behind a unit's figures, as sections: hours, flags, officers, runs, and the moments of each run."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from operator import attrgetter

from scoring.reports.asked import Asked
from scoring.reports.page import Cell, Link, Section, Table
from scoring.reports.unit_numbers import Played, UnitNumbers, UnitRun
from scoring.reports.wording import decision_anchor, hours, listed, many, run_anchor, table_anchor

OFFICERS = table_anchor("officers")


def time(its: UnitNumbers, asked: Asked) -> Section:
    """How much was trained, and what is never averaged away."""
    own = its.time
    row = (
        Link(str(own.officers), OFFICERS),
        Link(str(own.runs), table_anchor("runs")),
        hours(own.duration_ms),
        str(own.disrespect),
        Link(str(own.flags), table_anchor("flagged")) if its.flagged else str(own.flags),
    )
    columns = ("Officers with runs", "Runs", "Hours trained", "Acts of disrespect", "Critical flags")
    title = (
        f"{hours(own.duration_ms)} hours trained, {hours(own.duration_ms // max(its.members, 1))} an officer"
    )
    tables = (Table("time", "Practice, and what is never averaged away", columns, (row,)),)
    said = "A flag asks for a review with a trainer, whatever the averages say."
    return Section("time", title, (said,), tables + ((_flagged(its, asked),) if its.flagged else ()))


def _flagged(its: UnitNumbers, asked: Asked) -> Table:
    shown = {run.run for run in its.runs}
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
    """Officers by name, scenarios, the newest runs, and each of their moments."""
    said = (
        "Losses and labels of single decisions go to the officer and the trainer, not into this report."
        " `levelhead record show RUN` tells a run from beginning to end, and --from and --to list older ones."
    )
    tables = (_played(its, asked), _officers(its, asked), _newest(its, asked), _moments(its))
    return Section("runs", f"{many(its.time.runs, 'run')} behind the figures", (said,), tables)


def _played(its: UnitNumbers, asked: Asked) -> Table:
    rows = tuple(
        (
            asked.title_of(scenario),
            str(sum(each.runs for each in those)),
            str(len(those)),
            hours(sum(each.duration_ms for each in those)),
        )
        for scenario, those in _grouped(its.played, "scenario").items()
    )
    return Table("played", "Runs by scenario", ("Scenario", "Runs", "Officers", "Hours"), rows)


def _officers(its: UnitNumbers, asked: Asked) -> Table:
    newest = {run.officer: run for run in reversed(its.runs)}
    rows = tuple(
        (
            asked.called(officer),
            str(sum(each.runs for each in those)),
            hours(sum(each.duration_ms for each in those)),
            _latest(max(each.latest for each in those), newest.get(officer)),
        )
        for officer, those in _grouped(its.played, "officer").items()
    )
    columns = ("Officer", "Runs", "Hours", "Latest run")
    return Table("officers", "Officers with runs, by id", columns, rows, folded=True)


def _grouped(played: Sequence[Played], by: str) -> Mapping[str, Sequence[Played]]:
    found: dict[str, list[Played]] = {}
    for each in sorted(played, key=attrgetter(by)):
        found.setdefault(getattr(each, by), []).append(each)
    return found


def _latest(day: str, run: UnitRun | None) -> Cell:
    return Link(day, run_anchor(run.run)) if run else day


def _newest(its: UnitNumbers, asked: Asked) -> Table:
    rows = tuple(
        (
            run.day,
            asked.title_of(run.scenario),
            asked.called(run.officer),
            run.kind,
            f"{run.duration_ms / 60000:.1f}",
            str(run.disrespect),
            str(run.flags),
            Link("moments", decision_anchor(run.run, 1)),
        )
        for run in its.runs
    )
    columns = ("Day", "Scenario", "Officer", "Kind", "Minutes", "Disrespect", "Flags", "")
    caption = f"The newest {len(rows)} of {many(its.time.runs, 'run')}"
    return Table("runs", caption, columns, rows, tuple(run_anchor(run.run) for run in its.runs), folded=True)


def _moments(its: UnitNumbers) -> Table:
    rows = tuple(
        (Link(run, run_anchor(run)), str(number), moment, choice, f"{ms / 1000:.1f}", "flag" if flags else "")
        for run, number, moment, choice, ms, flags in its.moments
    )
    anchors = tuple(decision_anchor(run, number) for run, number, *_ in its.moments)
    columns = ("Run", "Decision", "Moment", "Choice", "Seconds", "")
    return Table("moments", "The moments of these runs", columns, rows, anchors, folded=True)
