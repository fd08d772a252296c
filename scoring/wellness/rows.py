"""Rows for the coordinator: one officer's means of a quarter, without name or time, as letters of one size."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from scoring.wellness.envelopes import padded, unpadded
from scoring.wellness.quarters import Quarter
from scoring.wellness.trend import FigureId

ROW_LETTER = 3840  # bytes: the check-ins' means, and the strain of some hundred scenarios
ROW = "levelhead wellness row 1"  # what every sealed row is bound to
PLACES = 3


@dataclass(frozen=True, slots=True)
class SealedRow:
    """What the coordinator's program reads of one officer; the coordinator sees the tables."""

    quarter: Quarter
    unit: str
    means: Mapping[FigureId, float]


def fold_row(row: SealedRow) -> bytes:
    """The letter that holds the row."""
    means = {figure: round(mean, PLACES) for figure, mean in row.means.items()}
    return padded([str(row.quarter), row.unit, means], ROW_LETTER)


def unfold_row(letter: bytes) -> SealedRow:
    """The row in a letter; ValueError if it holds none."""
    quarter, unit, means = unpadded(letter)
    return SealedRow(
        Quarter.read(quarter), str(unit), {str(each): float(mean) for each, mean in means.items()}
    )
