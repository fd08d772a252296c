"""How a situation is written as a code: the variables that matter at a stop, packed into whole numbers.

A code is one word, of 32 bits or 64, where the variables fit, and otherwise several words kept as big-endian bytes, which numpy sorts,
compares and searches just as well. A meter is written by the number of its class (values that are as good as one), and read
back as the lowest value of that class.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from simulator.prover.program import Kind, Variable
from simulator.prover.rows import Columns

Codes = NDArray[Any]  # uint32 or uint64, or S16, S24 … for wider ones; sorted and compared alike
WORD, NARROW = 64, 32


@dataclass(frozen=True, slots=True, eq=False)
class Field:
    """Where a variable stands in a code, and how its values are written."""

    variable: int
    word: int
    shift: int
    bits: int
    low: int
    classes: NDArray[np.int64] | None  # value − low → what is written; None: value − low itself
    values: NDArray[np.int32] | None  # what is written → a value


class Layout:
    """How the situations of one stop are written."""

    def __init__(
        self, variables: tuple[Variable, ...], live: Iterable[int], classes: Mapping[int, NDArray[np.int64]]
    ) -> None:
        self.fields: list[Field] = []
        used = [0]
        for variable in sorted(live):
            field = _field(variable, variables[variable], classes.get(variable))
            if used[-1] + field.bits > WORD:
                used.append(0)
            self.fields.append(
                Field(variable, len(used) - 1, used[-1], field.bits, field.low, field.classes, field.values)
            )
            used[-1] += field.bits
        self.words = len(used)
        self._kind: type[np.unsignedinteger[Any]] = (
            np.uint32 if used[0] <= NARROW and self.words == 1 else np.uint64
        )

    def written(self, columns: Columns, count: int) -> Codes:
        """The codes of these rows."""
        words = np.zeros((count, self.words), dtype=self._kind)
        for field in self.fields:
            if field.bits:
                value = columns[field.variable] - field.low if field.low else columns[field.variable]
                written = value if field.classes is None else field.classes[value]
                words[:, field.word] |= written.astype(self._kind) << self._kind(field.shift)
        if self.words == 1:
            return words[:, 0].copy()
        return words.astype(">u8").view(f"S{8 * self.words}").ravel()

    def read(self, codes: Codes) -> Columns:
        """The rows of these codes."""
        count = len(codes)
        words = (
            codes[:, None]
            if self.words == 1
            else codes.view(">u8").reshape(count, self.words).astype(np.uint64)
        )
        return {field.variable: _value(field, words[:, field.word]) for field in self.fields}


def _field(number: int, variable: Variable, classes: NDArray[np.int64] | None) -> Field:
    if variable.kind is not Kind.METER:
        return Field(number, 0, 0, 1, 0, None, None)
    if classes is None:
        return Field(number, 0, 0, (variable.high - variable.low).bit_length(), variable.low, None, None)
    parts, first = np.unique(classes, return_index=True)
    first = first[parts >= 0]  # −1 marks values that never are
    return Field(
        number,
        0,
        0,
        (len(first) - 1).bit_length(),
        variable.low,
        classes,
        (first + variable.low).astype(np.int32),
    )


def _value(field: Field, word: Codes) -> NDArray[np.int32]:
    kind = word.dtype.type
    written: NDArray[np.int32] = ((word >> kind(field.shift)) & kind((1 << field.bits) - 1)).astype(np.int32)
    if field.values is not None:
        return field.values[written]
    return written + np.int32(field.low) if field.low else written
