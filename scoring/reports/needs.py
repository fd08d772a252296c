"""The report on training needs: every unit and dimension, where the level lies below the standard and how sure that is."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby

from scoring.cohort import Share, share_of
from scoring.estimate import RunFigures, estimate
from scoring.practice import refresher
from scoring.reports import queries
from scoring.reports.asked import Asked, NothingToReport, by_officer, figures_of
from scoring.reports.method import NOTE
from scoring.reports.page import Interval, Intervals, Report, Section, Table
from scoring.reports.unit import UnitLevel, unit_level
from scoring.reports.wording import NOT_ENOUGH, between, many, percent
from scoring.rubric import DimensionId

Officers = Mapping[str, Sequence[RunFigures]]


@dataclass(frozen=True, slots=True)
class Need:
    """A dimension over all officers: whose level lies below the standard, who is due for a refresher."""

    dimension: DimensionId
    level: UnitLevel
    below: Share | None  # officers with enough evidence whose mean lies below the standard
    due: int  # officers whose refresher is due


@dataclass(frozen=True, slots=True)
class NeedsNumbers:
    """Everything that the report on training needs tells."""

    needs: tuple[Need, ...]
    units: Mapping[str, tuple[UnitLevel, ...]]
    officers: int


def needs_numbers(asked: Asked) -> NeedsNumbers:
    """The numbers of all units; NothingToReport where nobody belongs to one."""
    rows = asked.rows(queries.NEEDS)
    units = {
        unit: by_officer(figures_of(row[1:] for row in its))
        for unit, its in groupby(rows, key=lambda row: row[0])
    }
    if not units:
        raise NothingToReport("No officer of a unit has a run that may be seen in these days.")
    everyone = {officer: runs for its in units.values() for officer, runs in its.items()}
    dimensions = asked.rubric.dimensions
    return NeedsNumbers(
        needs=tuple(_need(id, everyone, asked) for id in dimensions),
        units={unit: tuple(unit_level(id, its, asked) for id in dimensions) for unit, its in units.items()},
        officers=len(everyone),
    )


def needs_report(asked: Asked, _: str = "") -> Report:
    """The report on training needs."""
    its = needs_numbers(asked)
    return Report(
        name="training-needs",
        title=_found(its, asked),
        about="Training needs of all units",
        basis=f"{asked.days}: {many(its.officers, 'officer')} of {many(len(its.units), 'unit')}.",
        sections=tuple(_sections(its, asked)),
        method=NOTE,
        settings=asked.settings.text,
        demo=asked.is_demo,
    )


def _need(id: DimensionId, officers: Officers, asked: Asked) -> Need:
    levels = [estimate(runs, id, asked.last, asked.settings) for runs in officers.values()]
    known = [level for level in levels if level.enough]
    below = sum(level.mean < asked.settings.refresher.standard for level in known)
    refreshers = (refresher(runs, id, asked.last, asked.settings) for runs in officers.values())
    due = sum(each is not None and each.due is not None and each.due <= asked.last for each in refreshers)
    enough = len(known) >= asked.settings.cohort.least
    return Need(
        dimension=id,
        level=unit_level(id, officers, asked),
        below=share_of(below, len(known), asked.settings) if enough else None,
        due=due,
    )


def _found(its: NeedsNumbers, asked: Asked) -> str:
    known = [need for need in its.needs if need.below]
    most = max(known, key=lambda need: need.below.value if need.below else 0, default=None)
    if most is None or most.below is None:
        return "Not enough officers have enough evidence to tell a need"
    if not most.below.count:
        return f"No officer with enough evidence lies below the standard of {percent(asked.settings.refresher.standard)}"
    return (
        f"{_label(most.dimension, asked)}: {most.below.count} of {most.below.n} officers lie below the standard"
        f" of {percent(asked.settings.refresher.standard)}"
    )


def _label(id: DimensionId, asked: Asked) -> str:
    return asked.rubric.dimensions[id].label


def _sections(its: NeedsNumbers, asked: Asked) -> Iterator[Section]:
    yield _shares(its, asked)
    yield _matrix(its, asked)


def _shares(its: NeedsNumbers, asked: Asked) -> Section:
    rows = tuple(
        (
            _label(need.dimension, asked),
            f"{need.below.count} of {need.below.n}" if need.below else NOT_ENOUGH,
            between(need.below.low, need.below.high) if need.below else "",
            str(need.due),
            percent(need.level.mean.value) if need.level.mean else NOT_ENOUGH,
            between(need.level.mean.low, need.level.mean.high) if need.level.mean else "",
            str(need.level.officers),
        )
        for need in its.needs
    )
    columns = (
        "Dimension",
        "Below standard",
        "95 % interval",
        "Refresher due",
        "Mean level",
        "95 % interval",
        "Officers",
    )
    figure = Intervals(
        alt="Share of officers below the standard with 95 % interval, by dimension: "
        + "; ".join(f"{row[0]} {row[1]} {row[2]}" for row in rows),
        unit="officers below the standard",
        rows=tuple(
            Interval(row[0], need.below.value, need.below.low, need.below.high, f"{row[1]} officers")
            if need.below
            else Interval(row[0], None, told=NOT_ENOUGH)
            for need, row in zip(its.needs, rows, strict=True)
        ),
    )
    due = sum(need.due for need in its.needs)
    said = (
        "Of the officers with enough evidence for a band. Who they are is in the officers' own reports, not here. A refresher is"
        " due when falling below the standard is likelier than not."
    )
    return Section(
        "needs",
        f"{many(due, 'refresher')} due among {many(its.officers, 'officer')} in {len(its.needs)} dimensions",
        (said,),
        (Table("needs", "Needs by dimension", columns, rows),),
        figure,
    )


def _matrix(its: NeedsNumbers, asked: Asked) -> Section:
    columns = ("Unit", *(_label(id, asked) for id in asked.rubric.dimensions))
    rows = tuple((unit, *(_cell(level) for level in levels)) for unit, levels in its.units.items())
    known = sum(level.mean is not None for levels in its.units.values() for level in levels)
    cells = sum(map(len, its.units.values()))
    said = (
        f"Mean level of the unit's officers with its 95 % interval and n, units by name; nothing below"
        f" {asked.settings.cohort.least} officers. Overlapping intervals are no difference."
    )
    return Section(
        "matrix",
        f"{known} of {cells} cells of the matrix have enough officers",
        (said,),
        (Table("matrix", "Units and dimensions", columns, rows),),
    )


def _cell(level: UnitLevel) -> str:
    if not level.mean:
        return f"{NOT_ENOUGH} (n {level.officers})"
    count = f"n\N{NO-BREAK SPACE}{level.mean.n}"
    return f"{percent(level.mean.value)}, {between(level.mean.low, level.mean.high)}, {count}"
