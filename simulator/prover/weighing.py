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
from simulator.model.scenario import ChoiceId, EndingId
from simulator.prover.batch import Batch
from simulator.prover.program import FIRST_ENDING, Act, Place
from simulator.prover.rows import Rows
from simulator.prover.step import Arrived, Stop
from simulator.prover.walk import Taken, Values
from simulator.prover.worths import Worths

if TYPE_CHECKING:
    from simulator.prover.proved import Proved

LONGEST_LINE = 60
Next = Taken | EndingId | None  # the next decision, the ending ("" without one), or nothing yet


class Weighing:
    """Weighs decisions by taking every open choice once, from the very situation that the run was in."""

    def __init__(self, proved: Proved, worths: Worths) -> None:
        self.proved = proved
        self.program = proved.plan.program
        self.worths = worths
        self.places = {place.id: place for place in self.program.places}
        self._sheets = proved.explored.sheets
        self._firsts = [sheet.first for sheet in self._sheets]

    def weighed(self, taken: Taken, following: Next) -> DecisionWorth | None:
        """What the decision did to the outlook; None where that is not known."""
        if taken.injected or not self.proved.proof.complete:
            return None
        late = () if taken.choice in taken.open_choices else (taken.choice,)
        before = self._worths(taken, taken.opening, 0, taken.open_choices)
        worths = self._worths(taken, taken.values, taken.waited, (*taken.open_choices, *late))
        menu = {id: worth for id, worth in worths.items() if id in taken.open_choices}
        return DecisionWorth(
            moment=taken.moment,
            choice=taken.choice,
            before=self._human(before.values()),
            at_choice=self._human(menu.values()),
            after=self._after(following),
            choices={
                id: replace(choice, line=self._line_with(taken, id))
                for id, choice in _with_losses(worths, max(menu.values())).items()
            },
            best_line=self.best_line(taken, menu),
        )

    def _worths(
        self, taken: Taken, values: Values, now: int, choices: Iterable[ChoiceId]
    ) -> dict[ChoiceId, float]:
        place, row = self.places[taken.moment], _row(values)
        return {id: float(self.worths.of(place, _act(place, id), row, now)[0]) for id in choices}

    def _human(self, worths: Iterable[float]) -> float:
        each = list(worths)
        epsilon = self.proved.proof.epsilon
        return (1 - epsilon) * max(each) + epsilon * sum(each) / len(each)

    def _after(self, following: Next) -> float:
        if following is None or following == "":
            return 0.0
        if isinstance(following, str):
            return float(self.proved.scenario.endings[following].worth)
        return self._human(self._worths(following, following.opening, 0, following.open_choices).values())

    # ---- the best line

    def best_line(self, taken: Taken, worths: Mapping[ChoiceId, float]) -> BestLine:
        """Follow the highest worth under the outlook, along the likeliest course."""
        return self._line_with(taken, max(worths, key=lambda id: worths[id]))

    def _line_with(self, taken: Taken, choice: ChoiceId) -> BestLine:
        """That choice, and then the highest worth."""
        place = self.places[taken.moment]
        arrived = self.worths.stepper.take(place, _act(place, choice), _row(taken.values), taken.waited)
        stop, row, chance = max(_each(arrived), key=lambda each: each[2])
        steps = [LineStep(taken.moment, choice, chance)]
        at = stop[0] if stop[0] < 0 else int(self.worths.number(stop, row)[0])
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


def _with_losses(worths: Mapping[ChoiceId, float], best: float) -> dict[ChoiceId, ChoiceWorth]:
    """Losses against the best open choice; a time-out that is better than all of them has none."""
    return {id: ChoiceWorth(worth, max(0.0, best - worth)) for id, worth in worths.items()}


def _act(place: Place, choice: ChoiceId) -> Act:
    return next(each for each in (*place.acts, place.time_out) if each and each.id == choice)


def _row(values: Values) -> Rows:
    return Rows({n: np.array([value], np.int32) for n, value in enumerate(values)}, np.zeros(1, np.int32))


def _each(arrived: Arrived) -> Iterable[tuple[Stop, Rows, float]]:
    """Every single row that came to rest, with its chance."""
    for stop, rows in arrived:
        for n in range(len(rows)):
            chance = 1.0 if rows.chance is None else float(rows.chance[n])
            yield stop, rows.at(np.array([n])), chance
