"""Weighing: what the decisions of a run were worth, by taking every open choice once from where the run was."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Mapping
from dataclasses import replace
from typing import TYPE_CHECKING

import numpy as np

from simulator.model.outlook import (
    BestLine,
    ChoiceWorth,
    DecisionWorth,
    LineStep,
)
from simulator.model.scenario import ChoiceId
from simulator.prover.batch import Batch
from simulator.prover.explore import explore
from simulator.prover.explored import UNKNOWN
from simulator.prover.program import FIRST_ENDING
from simulator.prover.rows import EveryWay, Rows
from simulator.prover.solve import Solver, from_start
from simulator.prover.step import Arrived, Stepper, Stop
from simulator.prover.stops import layouts
from simulator.prover.walk import Taken
from simulator.prover.witness import Witness

if TYPE_CHECKING:
    from simulator.prover.proved import Proved

LONGEST_LINE = 60


MORE = 200_000  # situations explored on demand for what no run from the start can reach


class Weighing:
    """Weighs decisions by taking every open choice once, from the very situation that the run was in."""

    def __init__(self, proved: Proved) -> None:
        self.proved = proved
        self.program = proved.plan.program
        self.stepper = Stepper(proved.plan, EveryWay(), Witness())
        self.layouts = layouts(proved.plan)
        self.numbers = {place.id: place.number for place in self.program.places}
        self._sheets = proved.explored.sheets
        self._firsts = [sheet.first for sheet in self._sheets]
        self.known: dict[object, Mapping[ChoiceId, float]] = {}

    def losses(self, taken: Taken) -> Mapping[ChoiceId, float]:
        """The loss of every choice at its instant, without the rest of what `weighed` tells; empty where not known."""
        if taken.injected or not self.proved.proof.complete:
            return {}
        key = (taken.moment, taken.open_choices, taken.choice, taken.waited, *sorted(taken.columns.items()))
        if key not in self.known:
            worths = self._worths_at_choice(taken)
            best = max(worths[id] for id in taken.open_choices)
            self.known[key] = {id: choice.loss for id, choice in _with_losses(worths, best).items()}
        return self.known[key]

    def weighed(self, taken: Taken) -> DecisionWorth | None:
        if taken.injected or not self.proved.proof.complete:
            return None
        before = self._worths(taken, taken.opening, 0, taken.open_choices)
        worths = self._worths_at_choice(taken)
        menu = {id: worth for id, worth in worths.items() if id in taken.open_choices}
        return DecisionWorth(
            moment=taken.moment,
            choice=taken.choice,
            before=self._human(before.values()),
            at_choice=self._human(menu.values()),
            after=self._after(taken),
            choices={
                id: replace(choice, line=self._line_with(taken, id))
                for id, choice in _with_losses(worths, max(menu.values())).items()
            },
            best_line=self.best_line(taken, menu),
        )

    def _worths_at_choice(self, taken: Taken) -> dict[ChoiceId, float]:
        """What every open choice was worth at the choice's instant, and the time-out where it came."""
        late = () if taken.choice in taken.open_choices else (taken.choice,)
        return self._worths(taken, taken.columns, taken.waited, (*taken.open_choices, *late))

    def _worths(
        self, taken: Taken, columns: dict[int, int], now: int, choices: Iterable[ChoiceId]
    ) -> dict[ChoiceId, float]:
        return {id: self._worth(self._taking(taken, columns, now, id)) for id in choices}

    def _taking(self, taken: Taken, columns: dict[int, int], now: int, choice: ChoiceId) -> Arrived:
        place = self.program.places[self.numbers[taken.moment]]
        act = next(each for each in (*place.acts, place.time_out) if each and each.id == choice)
        return self.stepper.take(place, act, _row(columns), now)

    def _worth(self, arrived: Arrived) -> float:
        return sum(float(chance) * self._outlook(stop, row) for stop, row, chance in _each(arrived))

    def _outlook(self, stop: Stop, row: Rows) -> float:
        """The outlook where a row came to rest."""
        outlook = self.proved.values.outlook
        if stop[0] < 0:
            return float(outlook[stop[0]])
        number = self._number(stop, row)
        return float(outlook[number]) if number != UNKNOWN else self._explored_on_demand(stop, row)

    def _explored_on_demand(self, stop: Stop, row: Rows) -> float:
        """The outlook of what no run can reach, such as a choice at the very instant of the limit."""
        explored = explore(self.proved.plan, MORE, starts=[(stop, row)])
        values = Solver(self.program, explored).values(self.proved.proof.epsilon)
        return from_start(explored, values.outlook)

    def _human(self, worths: Iterable[float]) -> float:
        each = list(worths)
        epsilon = self.proved.proof.epsilon
        return (1 - epsilon) * max(each) + epsilon * sum(each) / len(each)

    def _after(self, taken: Taken) -> float:
        if taken.ending is not None:
            return float(self.proved.scenario.endings[taken.ending].worth) if taken.ending else 0.0
        if taken.following is None:
            return 0.0
        return self._human(
            self._worths(taken.following, taken.following.opening, 0, taken.following.open_choices).values()
        )

    # ---- the best line

    def best_line(self, taken: Taken, worths: Mapping[ChoiceId, float]) -> BestLine:
        """Follow the highest worth under the outlook, along the likeliest course."""
        return self._line_with(taken, max(worths, key=lambda id: worths[id]))

    def _line_with(self, taken: Taken, choice: ChoiceId) -> BestLine:
        """That choice, and then the highest worth."""
        stop, row, chance = max(
            _each(self._taking(taken, taken.columns, taken.waited, choice)), key=lambda each: each[2]
        )
        steps = [LineStep(taken.moment, choice, chance)]
        at = stop[0] if stop[0] < 0 else self._number(stop, row)
        seen: set[int] = set()
        while at >= 0 and at not in seen and len(steps) < LONGEST_LINE:
            seen.add(at)
            step, at = self._best_step(at)
            steps.append(step)
        known = at <= FIRST_ENDING
        return BestLine(tuple(steps), self.program.endings[FIRST_ENDING - at] if known else "")

    def _best_step(self, at: int) -> tuple[LineStep, int]:
        """The choice with the highest worth in a situation, and where it most likely leads."""
        explored = self.proved.explored
        batch = Batch(explored, np.array([at]))
        q = np.where(batch.talk, batch.worths(self.proved.values.outlook), -np.inf)
        best = int(np.argmax(q))
        which = np.flatnonzero(batch.outcome_actions() == best)
        likeliest = which[np.argmax(batch.outcome_chances()[which])]
        place = self.program.places[self._sheets[bisect_right(self._firsts, at) - 1].stop[0]]
        step = LineStep(
            place.id, place.acts[int(batch.action[best])].id, float(batch.outcome_chances()[likeliest])
        )
        return step, int(batch.outcome[likeliest])

    def _number(self, stop: Stop, row: Rows) -> int:
        known = self.proved.explored.known.get(stop)
        return int(known.find(self.layouts[stop].written(row.columns, 1))[0]) if known else UNKNOWN


def _with_losses(worths: Mapping[ChoiceId, float], best: float) -> dict[ChoiceId, ChoiceWorth]:
    """Losses against the best open choice; a time-out that is better than all of them has none."""
    return {id: ChoiceWorth(worth, max(0.0, best - worth)) for id, worth in worths.items()}


def _row(columns: Mapping[int, int]) -> Rows:
    return Rows({n: np.array([value], np.int32) for n, value in columns.items()}, np.zeros(1, np.int32))


def _each(arrived: Arrived) -> Iterable[tuple[Stop, Rows, float]]:
    """Every single row that came to rest, with its chance."""
    for stop, rows in arrived:
        for n in range(len(rows)):
            chance = 1.0 if rows.chance is None else float(rows.chance[n])
            yield stop, rows.at(np.array([n])), chance
