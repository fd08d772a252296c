"""What may be told of units: means and shares of which no cell that is kept back can be worked out. Pure.

A mean stands for 11 people or more, a share for 11 or more on each side of the line. What is left when the shown cells
are taken from the total is held to the same, and no cell in it may be *derivable*: its values that are feasible span no
more than ± 2, so that n × mean and the shown cells tell it. Here the reader is taken to know even how many people of
each hidden unit took part, and every shown figure without its rounding: who knows less can derive less.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from enum import Enum
from math import ceil, floor
from typing import TypeAlias

from scoring.wellness.quarters import Quarter
from scoring.wellness.trend import FigureId

Unit: TypeAlias = str

LEAST = 11  # people for a mean, and on each side of a line for a share
TOLERANCE = 2  # a hidden value that can lie within ± 2 only is as good as told
LONG_SCALE = 3  # on a long scale a hidden sum is as good as told within ± a third of the scale
FINE = 200  # tries for the sum of a hidden cell, at most
ROUNDING = 1e-9


class Reader(Enum):
    """Who reads a table."""

    OFFICER = "officer"
    TRAINER = "trainer"
    SUPERVISOR = "supervisor"


@dataclass(frozen=True, slots=True)
class Scale:
    """The ends of a figure's scores, and its line if it has one."""

    low: int
    high: int
    line: int | None = None

    @property
    def span(self) -> int:
        """How far apart the ends are."""
        return self.high - self.low

    @property
    def digits(self) -> int:
        """To how many places a mean is rounded: whole points on a long scale."""
        return 1 if self.span <= 30 else 0

    @property
    def tolerance(self) -> float:
        """Within ± how much a hidden sum of scores is as good as told."""
        return max(TOLERANCE, self.span / LONG_SCALE)


@dataclass(frozen=True, slots=True)
class UnitRow:
    """One line of a table; None is a figure that is not shown."""

    unit: Unit  # "" for all together
    people: int | None
    mean: float | None
    share: int | None  # per cent at or above the line


@dataclass(frozen=True, slots=True)
class UnitTable:
    """One figure of one quarter, by unit and together."""

    figure: FigureId
    quarter: Quarter
    rows: tuple[UnitRow, ...]
    together: UnitRow


def unit_table(
    figure: FigureId,
    quarter: Quarter,
    scale: Scale,
    scores: Mapping[Unit, Sequence[float]],
    units: Collection[Unit],
) -> UnitTable:
    """The table of a figure: one score an officer, over all units that there are (also those without any answer)."""
    cells = [_cell(unit, scores.get(unit, ()), scale) for unit in sorted({*units, *scores})]
    shown = _safe(cells, scale)
    rows = tuple(
        _row(cell, shown, cell.unit in shown.means, cell.unit in shown.shares, scale) for cell in cells
    )
    together = _row(_sum(cells), shown, shown.total_mean, shown.total_share, scale)
    return UnitTable(figure, quarter, rows, together)


def for_reader(table: UnitTable, reader: Reader) -> UnitTable:
    """The table as that reader may see it: shares are for supervisors."""
    if reader is Reader.SUPERVISOR:
        return table
    rows = tuple(replace(row, share=None) for row in table.rows)
    return replace(table, rows=rows, together=replace(table.together, share=None))


# ---- cells, and what is shown of them


@dataclass(frozen=True, slots=True)
class _Cell:
    """A unit's people, the sum of their scores above the scale's low end, and how many reach the line."""

    unit: Unit
    people: int
    total: float
    above: int

    @property
    def has_sides(self) -> bool:
        """True where enough people are on both sides of the line for either share to hide each of them."""
        return self.above >= LEAST and self.people - self.above >= LEAST


@dataclass(frozen=True, slots=True)
class _Shown:
    """Which cells of a table are shown."""

    means: frozenset[Unit] = frozenset()
    total_mean: bool = False
    shares: frozenset[Unit] = frozenset()
    total_share: bool = False


def _cell(unit: Unit, scores: Sequence[float], scale: Scale) -> _Cell:
    above = 0 if scale.line is None else sum(score >= scale.line for score in scores)
    return _Cell(unit, len(scores), sum(score - scale.low for score in scores), above)


def _sum(cells: Sequence[_Cell]) -> _Cell:
    return _Cell("", sum(c.people for c in cells), sum(c.total for c in cells), sum(c.above for c in cells))


def _row(cell: _Cell, shown: _Shown, with_mean: bool, with_share: bool, scale: Scale) -> UnitRow:
    if not with_mean:
        return UnitRow(cell.unit, None, None, None)
    mean = round(scale.low + cell.total / cell.people, scale.digits)
    return UnitRow(
        cell.unit, cell.people, mean, round(100 * cell.above / cell.people) if with_share else None
    )


def _safe(cells: Sequence[_Cell], scale: Scale) -> _Shown:
    """As much as can be shown: first the means, then, beside them, the shares."""
    means = {cell.unit for cell in cells if _has_mean(cell, scale)}
    shown = _most(
        cells, means, _has_mean(_sum(cells), scale), lambda units, total: _Shown(units, total), scale
    )
    if scale.line is None:
        return shown
    shares = {cell.unit for cell in cells if cell.unit in shown.means and cell.has_sides}
    total = shown.total_mean and _sum(cells).has_sides
    return _most(
        cells, shares, total, lambda units, total: replace(shown, shares=units, total_share=total), scale
    )


def _most(
    cells: Sequence[_Cell],
    units: Collection[Unit],
    total: bool,
    show: Callable[[frozenset[Unit], bool], _Shown],
    scale: Scale,
) -> _Shown:
    """All these units with the total if that tells nothing, else without the smallest; else without the total."""
    if total:
        by_size = [cell.unit for cell in sorted(cells, key=lambda cell: cell.people) if cell.unit in units]
        for hidden in range(max(1, len(by_size))):
            shown = show(frozenset(by_size[hidden:]), True)
            if not _tells(cells, shown, scale):
                return shown
    return show(frozenset(units), False)


def _has_mean(cell: _Cell, scale: Scale) -> bool:
    """True if the cell may have a mean: 11 people, and a mean that does not tell how many reach the line."""
    if cell.people < LEAST:
        return False
    if scale.line is None or cell.has_sides:
        return True
    fewest, most = _above(cell.people, cell.total, scale)
    return most - fewest > 2 * TOLERANCE


# ---- what a reader could work out


def _tells(cells: Sequence[_Cell], shown: _Shown, scale: Scale) -> bool:
    """True if what is shown tells of 1 to 10 people, or a cell that is kept back."""
    without_mean = [cell for cell in cells if cell.unit not in shown.means]
    without_share = [cell for cell in cells if cell.unit not in shown.shares]
    if shown.total_mean and _is_small(without_mean, sides=False):
        return True
    if shown.total_share and _is_small(without_share, sides=True):
        return True
    if shown.total_mean and without_mean and _is_nearly_all_one_way(cells, shown, scale):
        return True
    return any(
        _is_derivable(cell, cells, shown, scale) for cell in without_share if _is_private(cell, shown, scale)
    )


def _is_small(rest: Sequence[_Cell], *, sides: bool) -> bool:
    """True if the total minus the shown cells stands for one unit, or for too few people."""
    if not rest:
        return False
    left = _sum(rest)
    return len(rest) < 2 or left.people < LEAST or (sides and not left.has_sides)


def _is_nearly_all_one_way(cells: Sequence[_Cell], shown: _Shown, scale: Scale) -> bool:
    """True if hardly anybody in what is left can differ from the others: then each hidden cell is told with it."""
    merged = _sum([cell for cell in cells if cell.unit not in shown.means])
    room = min(merged.total, merged.people * scale.span - merged.total)
    if room <= 2 * scale.tolerance:
        return True
    if scale.line is None:
        return False
    known = replace(shown, means=shown.means | {merged.unit})
    shown_cells = [cell for cell in cells if cell.unit in shown.means]
    feasible = list(_feasible(merged, [merged, *shown_cells], known, scale))
    return not feasible or any(
        min(most, merged.people - fewest) <= 2 * TOLERANCE for _, fewest, most in feasible
    )


def _is_private(cell: _Cell, shown: _Shown, scale: Scale) -> bool:
    """True if the cell is kept back for its own sake, not to hide another."""
    if cell.people == 0:
        return False
    return not cell.has_sides if cell.unit in shown.means else not _has_mean(cell, scale)


def _is_derivable(cell: _Cell, cells: Sequence[_Cell], shown: _Shown, scale: Scale) -> bool:
    """True if the cell's sum, or its number of people above the line, can lie within ± the tolerance only."""
    feasible = list(_feasible(cell, cells, shown, scale))
    if not feasible:
        return True
    sums = [total for total, _, _ in feasible]
    spread = max(sums) - min(sums)
    told = (
        cell.unit not in shown.means and spread <= 2 * scale.tolerance and spread < cell.people * scale.span
    )
    if scale.line is None:
        return told
    width = max(most for _, _, most in feasible) - min(fewest for _, fewest, _ in feasible)
    return told or (width <= 2 * TOLERANCE and width < cell.people)


def _feasible(
    cell: _Cell, cells: Sequence[_Cell], shown: _Shown, scale: Scale
) -> Iterator[tuple[float, int, int]]:
    """Sums that the cell could have, each with the fewest and most people above the line: witnesses, not bounds."""
    others = [each for each in cells if each is not cell]
    hidden = _sum([each for each in others if each.unit not in shown.means])
    ranges = [
        _above(each.people, each.total, scale)
        for each in others
        if each.unit in shown.means and each.unit not in shown.shares
    ]
    above = _sum([each for each in cells if each.unit not in shown.shares]).above
    for total in _sums(cell, shown, scale):
        left = hidden.total + cell.total - total
        if shown.total_mean and not -ROUNDING <= left <= hidden.people * scale.span + ROUNDING:
            continue
        fewest, most = _above(cell.people, total, scale)
        if shown.total_share:
            rest = [*ranges, _above(hidden.people, left, scale)]
            fewest = max(fewest, above - sum(high for _, high in rest))
            most = min(most, above - sum(low for low, _ in rest))
        if fewest <= most:
            yield total, fewest, most


def _sums(cell: _Cell, shown: _Shown, scale: Scale) -> Sequence[float]:
    """The sums to try: the known one where the mean is shown, else from all low to all high."""
    if cell.unit in shown.means:
        return (cell.total,)
    top = cell.people * scale.span
    return range(0, top + 1, max(1, top // FINE))


def _above(people: int, total: float, scale: Scale) -> tuple[int, int]:
    """The fewest and the most of so many people who can reach the line with that sum (whole scores leave least room)."""
    if scale.line is None:
        return 0, people
    line = scale.line - scale.low
    fewest = ceil((total - people * (line - 1)) / (scale.span - line + 1) - ROUNDING)
    return max(0, fewest), min(people, floor(total / line + ROUNDING))
