"""The report on training needs: every unit and dimension, where the level lies below the standard and how sure that is."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from operator import attrgetter
from statistics import NormalDist
from typing import TypeAlias

from scoring.cohort import Mean, shrunk
from scoring.reports import queries
from scoring.reports.asked import Asked, NothingToReport
from scoring.reports.below import below_section
from scoring.reports.listed import Behind, behind, gone, grouped, opens, run_tables, said_of
from scoring.reports.method import NOTE
from scoring.reports.page import Cell, Link, Report, Section, Table
from scoring.reports.unit_bands import Officers, UnitLevel, officers_of, together, unit_levels
from scoring.reports.wording import NOT_ENOUGH, between, file_name, many, percent, table_anchor
from scoring.rubric import DimensionId

Units: TypeAlias = Mapping[str, Sequence[UnitLevel]]
Told: TypeAlias = Callable[[int, int], None]  # units done, of how many
BEHIND = table_anchor("units")


@dataclass(frozen=True, slots=True)
class NeedsNumbers:
    """Everything that the report on training needs tells."""

    needs: tuple[UnitLevel, ...]  # of all officers
    units: Units  # their means drawn together
    seen: Mapping[str, tuple[int, int]]  # a unit's runs, and officers with runs
    behind: Behind  # the newest runs


def needs_numbers(asked: Asked, told: Told | None = None) -> NeedsNumbers:
    """The numbers of all units; NothingToReport where nobody belongs to one."""
    seen = {unit: (runs, officers) for unit, runs, officers in asked.rows(queries.UNITS)}
    if not seen:
        raise NothingToReport("No officer of a unit has a run that may be seen in these days.")
    parts: list[Officers] = []
    for number, unit in enumerate(seen, 1):
        parts.append(officers_of(asked.columns(unit), asked))
        if told:
            told(number, len(seen))
    units = {unit: unit_levels(part, asked) for unit, part in zip(seen, parts, strict=True)}
    return NeedsNumbers(
        needs=unit_levels(together(parts), asked),
        units=_drawn_together(units, asked),
        seen=seen,
        behind=behind(asked, queries.NEEDS_RUNS),
    )


def _drawn_together(units: Units, asked: Asked) -> Units:
    """The units with each mean drawn toward that of all, dimension by dimension, as far as its own error is large."""
    columns = [_shrunk(levels, asked) for levels in zip(*units.values(), strict=True)]
    return dict(zip(units, zip(*columns, strict=True), strict=True))


def _shrunk(levels: Sequence[UnitLevel], asked: Asked) -> Sequence[UnitLevel]:
    """The levels of units in one dimension; a mean without spread has no error to draw it by, and stands as it is."""
    z = NormalDist().inv_cdf((1 + asked.settings.cohort.interval) / 2)
    known = [each.mean for each in levels if each.mean and each.mean.high > each.mean.low]
    errors = [(mean.high - mean.low) / (2 * z) for mean in known]
    drawn = dict(zip(known, shrunk([mean.value for mean in known], errors, asked.settings), strict=True))
    return [
        replace(each, mean=Mean(its.value, max(0.0, its.low), min(1.0, its.high), each.mean.n))
        if each.mean and (its := drawn.get(each.mean))
        else each
        for each in levels
    ]


def needs_report(asked: Asked, told: Told | None = None) -> Report:
    """The report on training needs; tells how many units of how many are done."""
    its = needs_numbers(asked, told)
    runs, officers = (sum(counts) for counts in zip(*its.seen.values(), strict=True))
    return Report(
        name="training-needs",
        title=_found(its, asked),
        about="Training needs of all units",
        basis=f"{asked.days}: {many(runs, 'run')} of {many(officers, 'officer')} in {many(len(its.units), 'unit')}.{gone(asked, 'units')}",
        sections=(
            below_section(its.needs, officers, asked, BEHIND),
            _matrix(its, asked),
            _behind(its, asked),
        ),
        method=NOTE,
        settings=asked.settings.text,
        demo=asked.is_demo,
    )


def _found(its: NeedsNumbers, asked: Asked) -> str:
    """Where most officers lie below the standard, and whether that is surely more than elsewhere."""
    standard = percent(asked.settings.refresher.standard)
    known = {need.dimension: need.below for need in its.needs if need.below}
    if not known:
        return "Not enough officers have enough evidence to tell a need"
    most = max(known, key=lambda id: known[id].value)
    if not known[most].count:
        return f"No officer with enough evidence lies below the standard of {standard}"
    share = f"{known[most].count} of {known[most].n} officers lie below the standard of {standard}"
    return f"{_label(most, asked)}: {share} ({between(known[most].low, known[most].high)})"


def _label(id: DimensionId, asked: Asked) -> str:
    return asked.rubric.dimensions[id].label


def _matrix(its: NeedsNumbers, asked: Asked) -> Section:
    columns = ("Unit", *(_label(id, asked) for id in asked.rubric.dimensions))
    rows = tuple((Link(unit, _anchor(unit)), *map(_cell, levels)) for unit, levels in its.units.items())
    known = sum(level.mean is not None for levels in its.units.values() for level in levels)
    cells = sum(map(len, its.units.values()))
    said = (
        f"Mean level of the unit's officers with its 95 % interval and n, units by name; nothing below"
        f" {asked.settings.cohort.least} officers. From four units on each mean is drawn toward that of all, the more the less"
        " its own officers tell (empirical Bayes), so that chance makes a small unit first or last less easily; a unit's own report"
        " has its mean undrawn. Overlapping intervals are no difference."
    )
    return Section(
        "matrix",
        f"{known} of {cells} cells of the matrix have enough officers",
        (said,),
        (Table("matrix", "Units and dimensions", columns, rows),),
    )


def _cell(level: UnitLevel) -> Cell:
    if not level.mean:
        return f"{NOT_ENOUGH} (n {level.officers})"
    count = f"n\N{NO-BREAK SPACE}{level.mean.n}"
    return f"{percent(level.mean.value)}, {between(level.mean.low, level.mean.high)}, {count}"


def _anchor(unit: str) -> str:
    return f"unit-{file_name(unit)}"


def _behind(its: NeedsNumbers, asked: Asked) -> Section:
    """What the figures rest on, by unit; who is in a unit is told by that unit's report."""
    of = sum(runs for runs, _ in its.seen.values())
    newest = grouped(its.behind.runs, attrgetter("whose"))
    rows = tuple(
        (unit, str(officers), opens(runs, newest.get(unit, ()), asked), f'levelhead report unit "{unit}"')
        for unit, (runs, officers) in its.seen.items()
    )
    columns = ("Unit", "Officers with runs", "Runs", "Its own report")
    units = Table("units", "Units by name", columns, rows, tuple(map(_anchor, its.seen)))
    said = ("This report names no officer. A unit's own report does.", *said_of(its.behind, of))
    tables = (units, *run_tables(its.behind, of, ("Unit", str), asked))
    return Section("behind", f"{many(of, 'run')} behind the figures", said, tables)
