"""Guards and changes, for many rows at once: which hold, and what a choice, a moment or an interrupt does to the numbers."""

from __future__ import annotations

import numpy as np

from simulator.prover.points import Point
from simulator.prover.program import Deed, Kind, Step, Test
from simulator.prover.reduce import Plan
from simulator.prover.rows import Chance, Columns, Mask, Rows, joined
from simulator.prover.witness import Witness


class Changes:
    """Makes changes and reads guards; the witness hears of every guard that was read."""

    def __init__(self, plan: Plan, chance: Chance, witness: Witness) -> None:
        self._variables = plan.program.variables
        self._live = plan.reduction.live
        self._chance = chance
        self._witness = witness

    def made(self, deed: Deed, rows: Rows, end: Point) -> Rows:
        """Make the changes, all together, and forget what no longer matters."""
        live = self._live[end]
        kept = {variable: column for variable, column in rows.columns.items() if variable in live}
        for step in deed:
            if step.variable not in live:
                continue
            if step.moves:
                change = np.int32(step.value)
                kept[step.variable] = kept[step.variable] + (
                    change if step.test is None else change * self.holds(step.test, rows)
                )
            elif step.source >= 0:
                kept[step.variable] = (rows.columns[step.source] == 0).astype(np.int32)
            elif step.unless >= 0:
                rows, kept = self._draw(step, rows, kept)
            elif step.test is None:
                kept[step.variable] = np.full(len(rows), step.value, np.int32)
            elif step.variable in kept:  # else a later step sets it for sure
                holds_now = self.holds(step.test, rows)
                kept[step.variable] = np.where(holds_now, np.int32(step.value), kept[step.variable])
        self._clamp({step.variable for step in deed} & live, kept)
        return rows.with_columns(kept)

    def holds(self, test: Test | None, rows: Rows) -> Mask:
        """For each row, whether the guard holds; no guard always does."""
        if test is None:
            return np.ones(len(rows), dtype=bool)
        answer = holds(test, rows.columns, len(rows))
        self._witness.asked(test, answer)
        return answer

    def _clamp(self, changed: set[int], kept: Columns) -> None:
        """Meters stay in their range."""
        for variable in changed:
            limits = self._variables[variable]
            if limits.kind is Kind.METER:
                kept[variable] = np.clip(kept[variable], limits.low, limits.high)

    def _draw(self, step: Step, rows: Rows, kept: Columns) -> tuple[Rows, Columns]:
        """A fact may come true on the first visit: rows may split in two."""
        if rows.columns[step.unless].all():
            return rows, kept
        comes = np.where(rows.columns[step.unless] == 0, step.chance / 100, 0.0)
        both = Rows(
            rows.columns | {-1 - v: column for v, column in kept.items()},
            rows.origin,
            rows.chance,
            rows.trail,
        )
        halves = [(way, half) for way, half in self._chance.split(both, np.stack([1 - comes, comes], axis=1))]
        for way, half in halves:
            if way:
                half.columns[-1 - step.variable] = np.ones(len(half), np.int32)
        whole = joined([half for _, half in halves])
        kept = {-1 - v: column for v, column in whole.columns.items() if v < 0}
        return whole.with_columns({v: column for v, column in whole.columns.items() if v >= 0}), kept


def holds(test: Test, columns: Columns, count: int) -> Mask:
    """For each row, whether the guard holds."""
    answer: Mask | None = None
    for clause in test.clauses:
        either: Mask | None = None
        for term in clause:
            one = term.compare(columns[term.variable], term.number)
            either = one if either is None else either | one
        if either is None:
            return np.zeros(count, dtype=bool)
        answer = either if answer is None else answer & either
    return np.ones(count, dtype=bool) if answer is None else answer
