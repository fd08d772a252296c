"""What each situation is worth: best, worst, outlook and random play, solved backward over everything explored.

A vector of values has one number for each situation and, behind them, a tail that outcomes below 0 index from the end: each
ending's worth, 0 where a run is stuck, and `unknown` where the budget ended. Groups of situations are taken last first. Where
a group cannot come back to itself one pass is exact. Elsewhere situations are peeled off from below as soon as all that
follows them is known, and from above as long as nothing leads to them; the *core* that is left lies on circles (core.py).
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np

from simulator.prover.batch import Batch, Indices, Mask, Vector
from simulator.prover.core import Core
from simulator.prover.explored import Explored
from simulator.prover.program import Program
from simulator.prover.returning import order_of
from simulator.prover.sweeping import steps_out


@dataclass(frozen=True, slots=True, eq=False)
class Values:
    """The worth of each situation, with the tail of endings behind; and how far from exact they can be."""

    best: Vector
    worst: Vector
    outlook: Vector
    random: Vector
    error: float
    endless: int  # situations from which a run need never end


class Solver:
    """The explored situations in solving order; solves values backward and chances forward."""

    def __init__(self, program: Program, explored: Explored) -> None:
        self.explored = explored
        self.worths = program.worths
        self.orders = [
            order_of(explored, group.waves[0], group.waves[-1], one_wave=not group.circling)
            for group in explored.groups
        ]
        self._cores: dict[int, Core | None] = {}

    def tail(self, endings: Vector, unknown: float = 0.0) -> Vector:
        """An empty vector of values with its tail filled; `endings` are what each ending and being stuck is worth."""
        return np.concatenate([np.zeros(self.explored.situations), endings[-2::-1], [endings[-1], unknown]])

    def values(self, epsilon: float, unknown: float = 0.0) -> Values:
        """Best, worst, outlook and random play."""
        best, worst, outlook, random = (self.tail(self.worths, unknown) for _ in range(4))
        error = 0.0
        for number in reversed(range(len(self.orders))):
            for part in self._parts(number):
                if isinstance(part, Core):
                    error += max(
                        part.fill(best, lambda core, x: core.best(x, 1.0)),
                        part.fill(worst, lambda core, x: core.best(x, -1.0)),
                        part.fill(random, Core.mean),
                        part.fill(outlook, lambda core, x: core.outlook(x, epsilon)),
                    )
                    continue
                best[part.ids] = part.highest(part.worths(best))
                worst[part.ids] = part.lowest(part.worths(worst))
                outlook[part.ids] = part.human(part.worths(outlook), epsilon)
                random[part.ids] = part.any(part.worths(random))
        return Values(best, worst, outlook, random, error, sum(len(order.core) for order in self.orders))

    def visits(self) -> Vector:
        """How often random play is expected to come to each situation; in the tail, each ending's chance."""
        mass = self.tail(np.zeros(len(self.worths)))
        np.add.at(mass, self.explored.start, self.explored.start_chance)
        for number in range(len(self.orders)):
            for part in reversed(list(self._parts(number))):
                if isinstance(part, Core):
                    part.pass_on(mass)
                else:
                    _push(part, mass)
        return mass

    def reaches(self, endings: Vector) -> Mask:
        """For each situation, whether an ending marked 1 can still be reached, waiting included."""
        values = self.tail(endings)
        for number in reversed(range(len(self.orders))):
            for part in self._parts(number):
                if isinstance(part, Core):
                    values[part.ids] = part.reaches(values > 0)
                else:
                    values[part.ids] = part.highest(part.worths(values)) > 0
        return np.asarray(values[: self.explored.situations] > 0)

    def hopeless(self) -> Indices:
        """Situations from which no ending can be reached, nor even a dead end."""
        return np.flatnonzero(~self.reaches(np.ones(len(self.worths))))

    def _parts(self, number: int) -> Iterator[Batch | Core]:
        order = self.orders[number]
        for ids in order.below:
            yield Batch(self.explored, np.arange(ids.start, ids.stop) if isinstance(ids, range) else ids)
        if core := self._core(number):
            yield core
        for ids in order.above:
            yield Batch(self.explored, ids)

    def _core(self, number: int) -> Core | None:
        """The core of a group, without what cannot leave it: that is worth nothing, and nothing passes through it."""
        if number not in self._cores:
            ids = self.orders[number].core
            if len(ids):
                ids = ids[steps_out(Batch(self.explored, ids)) >= 0]
            self._cores[number] = Core(self.explored, ids, self._from_last(ids)) if len(ids) else None
        return self._cores[number]

    def _from_last(self, ids: Indices) -> Indices:
        """Each situation's stop, counted from the last in the file: most ways lead on in the file's order."""
        sheets = self.explored.sheets
        stops = sorted({sheet.stop for sheet in sheets}, reverse=True)
        number = {stop: n for n, stop in enumerate(stops)}
        which = np.searchsorted([sheet.first for sheet in sheets], ids, side="right") - 1
        return np.array([number[sheet.stop] for sheet in sheets])[which]


def from_start(explored: Explored, values: Vector) -> float:
    """What the whole scenario is worth, before its first moment."""
    return float(values[explored.start] @ explored.start_chance)


def _push(part: Batch, mass: Vector) -> None:
    """Random play goes on from these situations."""
    weight = np.where(part.talk, np.repeat(mass[part.ids], part.counts) * part.share, 0.0)
    flow = weight[part.outcome_actions()] * part.outcome_chances()
    np.add.at(mass, part.outcome, flow)
