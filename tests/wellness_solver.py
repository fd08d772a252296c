"""A reader who tries to work out what unit tables keep back: exact linear programs over everything that is shown.

The reader knows the rules, the units, the scale and that scores are whole numbers, but not who or how many took part.
Many tables are solved at once, as blocks of one program.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from math import ceil, floor
from typing import Any

import numpy as np
from scipy.optimize import linprog
from scipy.sparse import csc_array

from scoring.wellness.unit import LEAST, TOLERANCE, Scale, UnitRow, UnitTable

MANY = 1000.0  # people, at most, in any unit
PEOPLE, TOTAL, ABOVE = range(
    3
)  # a unit's unknowns: people, sum of scores above the low end, people at the line


@dataclass(frozen=True)
class Question:
    """How small and how large one hidden value can be: its weights over the unknowns of one unit."""

    table: UnitTable
    scale: Scale
    unit: str
    what: str
    weights: tuple[int, int, int]
    told_within: float
    known_before: float = float("inf")  # how far apart its values can be without any table


@dataclass(frozen=True)
class Derived:
    """A hidden value that the reader has worked out."""

    question: Question
    low: float
    high: float


def derived(tables: Sequence[tuple[UnitTable, Scale]], batch: int = 400) -> Iterator[Derived]:
    """Every hidden value that can lie within its tolerance only."""
    questions = [question for table, scale in tables for question in _questions(table, scale)]
    for start in range(0, len(questions), batch):
        some = questions[start : start + batch]
        for question, low, high in zip(some, *_extremes(some), strict=True):
            if question.what != "sum":
                low, high = ceil(low - 1e-6), floor(high + 1e-6)
            if high - low <= 2 * question.told_within + 1e-6 and high - low < question.known_before - 1e-6:
                yield Derived(question, low, high)


def knowing_people(table: UnitTable, people: Mapping[str, int]) -> UnitTable:
    """The table for a reader who has heard how many people of each unit took part."""
    return replace(table, rows=tuple(replace(row, people=people[row.unit]) for row in table.rows))


def _questions(table: UnitTable, scale: Scale) -> Iterator[Question]:
    """What is kept back for its own sake; of units of which nothing is known one stands for all, they are alike."""
    unknown = [row for row in table.rows if row.people is None][:1]
    small = [row for row in table.rows if row.mean is None and row.people is not None and row.people < LEAST]
    for row in unknown:
        yield Question(table, scale, row.unit, "people", (1, 0, 0), TOLERANCE)
    for row in (*unknown, *small):
        most = float("inf") if row.people is None else row.people
        yield Question(table, scale, row.unit, "sum", (0, 1, 0), scale.tolerance, most * scale.span)
        if scale.line is not None:
            yield from _sides(table, scale, row, most)
    for row in table.rows:
        if scale.line is not None and row.mean is not None and row.share is None:
            yield from _sides(table, scale, row, float("inf"))


def _sides(table: UnitTable, scale: Scale, row: UnitRow, most: float) -> Iterator[Question]:
    yield Question(table, scale, row.unit, "above", (0, 0, 1), TOLERANCE, most)
    yield Question(table, scale, row.unit, "below", (1, 0, -1), TOLERANCE, most)


def _extremes(questions: Sequence[Question]) -> Iterator[list[float]]:
    """First the smallest values, then the largest."""
    costs: list[float] = []
    bounds: list[tuple[float, float]] = []
    weights: list[tuple[int, int, float]] = []  # of each inequality: row, column, weight
    limits: list[float] = []
    starts = []
    for question in questions:
        starts.append(len(bounds))
        rows, together = _connected(question)
        for row in rows:
            mine = row.unit == question.unit
            costs += question.weights if mine else (0, 0, 0)
            _describe(row, question.scale, len(bounds), bounds, weights, limits)
        _describe_total(together, question.scale, starts[-1], len(rows), weights, limits)
    places, columns, values = np.array(weights).T
    ends: Any = np.array(bounds)
    matrix: Any = csc_array(
        (values, (places.astype(int), columns.astype(int))), shape=(len(limits), len(bounds))
    )
    for sign in (1, -1):
        wanted = sign * np.array(costs)
        found = linprog(wanted, A_ub=matrix, b_ub=np.array(limits), bounds=ends, method="highs")
        assert found.status == 0, found.message
        yield [float(each) for each in np.add.reduceat(np.array(costs) * found.x, starts)]


def _connected(question: Question) -> tuple[Sequence[UnitRow], UnitRow]:
    """The units that can tell anything of the one asked about: itself alone where no total is shown.

    Other units of which nothing is known are taken together: of any two the reader knows the same as of one.
    """
    rows, together = question.table.rows, question.table.together
    mine = [row for row in rows if row.unit == question.unit]
    if together.people is None:
        return mine, together
    others = [row for row in rows if row.unit != question.unit]
    hidden = [row for row in others if row.people is None]
    return [*mine, *(row for row in others if row.people is not None), *hidden[:1]], together


def _describe(
    row: UnitRow,
    scale: Scale,
    at: int,
    bounds: list[tuple[float, float]],
    weights: list[tuple[int, int, float]],
    limits: list[float],
) -> None:
    """What is known of one unit: its own figures, and what scores there can be."""
    people = (0.0, MANY) if row.people is None else (row.people, row.people)
    above = (0.0, MANY) if row.share is None else _share(row)
    bounds += [people, _sum(row, scale) if row.mean is not None else (0.0, MANY * scale.span), above]

    def at_most_zero(*terms: tuple[int, float]) -> None:
        weights.extend((len(limits), at + which, weight) for which, weight in terms)
        limits.append(0.0)

    at_most_zero((ABOVE, 1), (PEOPLE, -1))
    at_most_zero((TOTAL, 1), (PEOPLE, -scale.span))
    if scale.line is not None:
        line = scale.line - scale.low
        at_most_zero((ABOVE, line), (TOTAL, -1))
        at_most_zero((TOTAL, 1), (ABOVE, -(scale.span - line + 1)), (PEOPLE, -(line - 1)))


def _describe_total(
    together: UnitRow,
    scale: Scale,
    first: int,
    units: int,
    weights: list[tuple[int, int, float]],
    limits: list[float],
) -> None:
    """What is known of all units together."""
    known: list[tuple[int, tuple[float, float]]] = []
    if together.people is not None:
        known += [(PEOPLE, (together.people, together.people)), (TOTAL, _sum(together, scale))]
    if together.share is not None:
        known.append((ABOVE, _share(together)))
    for which, (low, high) in known:
        for sign, limit in ((1, high), (-1, -low)):
            weights.extend((len(limits), first + 3 * unit + which, sign) for unit in range(units))
            limits.append(limit)


def _sum(row: UnitRow, scale: Scale) -> tuple[float, float]:
    """n × rounded mean, above the low end."""
    assert row.people is not None
    assert row.mean is not None
    half = 0.5 * 10**-scale.digits
    middle = row.mean - scale.low
    return max(0.0, row.people * (middle - half)), min(row.people * scale.span, row.people * (middle + half))


def _share(row: UnitRow) -> tuple[float, float]:
    assert row.people is not None
    assert row.share is not None
    return (
        ceil(row.people * (row.share - 0.5) / 100 - 1e-9),
        floor(row.people * (row.share + 0.5) / 100 + 1e-9),
    )
