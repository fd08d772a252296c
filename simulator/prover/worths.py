"""What a choice is worth, taken from many situations at once: the outlook of wherever it may lead."""

from __future__ import annotations

import numpy as np

from simulator.prover.batch import Vector
from simulator.prover.explore import explore
from simulator.prover.explored import UNKNOWN, Explored
from simulator.prover.program import Act, Place
from simulator.prover.reduce import Plan
from simulator.prover.rows import EveryWay, Rows
from simulator.prover.solve import Solver, from_start
from simulator.prover.step import Stepper, Stop
from simulator.prover.stops import layouts
from simulator.prover.witness import Witness

MORE = 200_000  # situations explored on demand for what no run from the start can reach


class Worths:
    """What choices are worth under the outlook, by taking each from the very situations that are asked about."""

    def __init__(self, plan: Plan, explored: Explored, outlook: Vector, epsilon: float) -> None:
        self.stepper = Stepper(plan, EveryWay(), Witness())
        self.layouts = layouts(plan)
        self._plan = plan
        self._known = explored.known
        self._of_each = outlook
        self._epsilon = epsilon

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
        known = self._known.get(stop)
        if known is None:
            return np.full(len(rows), UNKNOWN)
        return known.find(self.layouts[stop].written(rows.columns, len(rows)))

    def _outlook(self, stop: Stop, rows: Rows) -> Vector:
        """The outlook where each row came to rest."""
        if stop[0] < 0:
            return np.full(len(rows), self._of_each[stop[0]])
        numbers = self.number(stop, rows)
        found: Vector = self._of_each[numbers]
        for n in np.flatnonzero(numbers == UNKNOWN):
            found[n] = self._explored_on_demand(stop, rows.at(np.array([n])))
        return found

    def _explored_on_demand(self, stop: Stop, row: Rows) -> float:
        """The outlook of what no run can reach, such as a choice at the very instant of the limit."""
        explored = explore(self._plan, MORE, starts=[(stop, row)])
        values = Solver(self._plan.program, explored).values(self._epsilon)
        return from_start(explored, values.outlook)
