"""What a choice is worth, taken from many situations at once: the outlook of wherever it may lead."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from simulator.prover.batch import Vector
from simulator.prover.explore import explore
from simulator.prover.explored import UNKNOWN
from simulator.prover.program import Act, Place
from simulator.prover.rows import EveryWay, Rows
from simulator.prover.solve import Solver, from_start
from simulator.prover.step import Stepper, Stop
from simulator.prover.stops import layouts
from simulator.prover.witness import Witness

if TYPE_CHECKING:
    from simulator.prover.proved import Proved

MORE = 200_000  # situations explored on demand for what no run from the start can reach


class Worths:
    """What choices are worth under the outlook, by taking each from the very situations that are asked about."""

    def __init__(self, proved: Proved) -> None:
        self.stepper = Stepper(proved.plan, EveryWay(), Witness())
        self.layouts = layouts(proved.plan)
        self._proved = proved

    def of(self, place: Place, act: Act, rows: Rows, now: int) -> Vector:
        """What the choice is worth so many milliseconds after the menu opened, for each of the rows."""
        worth = np.zeros(len(rows))
        for stop, there in self.stepper.take(place, act, rows, now):
            outlook = self._outlook(stop, there)
            likely = outlook if there.chance is None else outlook * there.chance
            worth += np.bincount(there.origin, likely, minlength=len(rows))
        return worth

    def number(self, stop: Stop, rows: Rows) -> np.ndarray:
        """The number of each row's situation; UNKNOWN where no run can come to it."""
        known = self._proved.explored.known.get(stop)
        if known is None:
            return np.full(len(rows), UNKNOWN)
        return known.find(self.layouts[stop].written(rows.columns, len(rows)))

    def _outlook(self, stop: Stop, rows: Rows) -> Vector:
        """The outlook where each row came to rest."""
        outlook = self._proved.values.outlook
        if stop[0] < 0:
            return np.full(len(rows), outlook[stop[0]])
        numbers = self.number(stop, rows)
        found: Vector = outlook[numbers]
        for n in np.flatnonzero(numbers == UNKNOWN):
            found[n] = self._explored_on_demand(stop, rows.at(np.array([n])))
        return found

    def _explored_on_demand(self, stop: Stop, row: Rows) -> float:
        """The outlook of what no run can reach, such as a choice at the very instant of the limit."""
        explored = explore(self._proved.plan, MORE, starts=[(stop, row)])
        values = Solver(self._proved.plan.program, explored).values(self._proved.proof.epsilon)
        return from_start(explored, values.outlook)
