"""Rows: ways that a run can be, column by column, and what chance does with them.

A row holds a column for each variable that still matters, the row of the wave it came from (`origin`) and, where chance had
a say, how likely it is.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Protocol

import numpy as np
from numpy.typing import NDArray

Column = NDArray[np.int32]
Mask = NDArray[np.bool_]
Columns = dict[int, Column]


@dataclass(slots=True)
class Rows:
    """Ways that a run can be, column by column."""

    columns: Columns
    origin: NDArray[np.int32]
    chance: NDArray[np.float64] | None = None  # None: all certain
    trail: dict[int, tuple[Column, ...]] = field(
        default_factory=dict
    )  # entries since the last menu, by moment

    def __len__(self) -> int:
        return len(self.origin)

    def where(self, mask: Mask) -> Rows:
        """The rows for which the mask is true."""
        return self if mask.all() else self.at(np.flatnonzero(mask))

    def at(self, index: NDArray[np.int64]) -> Rows:
        """The rows of these numbers."""
        return Rows(
            {variable: column.take(index) for variable, column in self.columns.items()},
            self.origin.take(index),
            None if self.chance is None else self.chance.take(index),
            {moment: tuple(key[index] for key in keys) for moment, keys in self.trail.items()},
        )

    def with_columns(self, columns: Columns) -> Rows:
        """The same rows with other columns."""
        return Rows(columns, self.origin, self.chance, self.trail)

    def times(self, chance: NDArray[np.float64]) -> Rows:
        """The same rows, each so much less likely."""
        return Rows(
            self.columns, self.origin, chance if self.chance is None else self.chance * chance, self.trail
        )


class Chance(Protocol):
    """What happens where chance decides."""

    def split(self, rows: Rows, weights: NDArray[np.float64]) -> Iterator[tuple[int, Rows]]:
        """For each way (a column of weights that sum to 1 in each row) the rows that take it."""


class EveryWay:
    """Take every way, with its chance: for exploring."""

    def split(self, rows: Rows, weights: NDArray[np.float64]) -> Iterator[tuple[int, Rows]]:
        for way in range(weights.shape[1]):
            taken = np.flatnonzero(weights[:, way] > 0)
            if len(taken):
                yield way, rows.at(taken).times(weights[taken, way])


class OneWay:
    """Draw one way for each row: for playing."""

    def __init__(self, dice: np.random.Generator) -> None:
        self._dice = dice

    def split(self, rows: Rows, weights: NDArray[np.float64]) -> Iterator[tuple[int, Rows]]:
        drawn = self._dice.random(len(rows))[:, None]
        chosen = np.minimum((np.cumsum(weights, axis=1) <= drawn).sum(axis=1), weights.shape[1] - 1)
        for way in range(weights.shape[1]):
            if (mask := chosen == way).any():
                yield way, rows.where(mask)


def joined(parts: list[Rows]) -> Rows:
    """The rows of all parts, one part after the other; all have the same columns."""
    if len(parts) == 1:
        return parts[0]
    first = parts[0]
    return Rows(
        {v: np.concatenate([part.columns[v] for part in parts]) for v in first.columns},
        np.concatenate([part.origin for part in parts]),
        None
        if first.chance is None
        else np.concatenate([part.chance for part in parts if part.chance is not None]),
        {
            m: tuple(map(np.concatenate, zip(*(part.trail[m] for part in parts), strict=True)))
            for m in first.trail
        },
    )
