"""A proved scenario: its proof, and answers about single situations and whole runs. The prover's public face.

proved = prove(scenario)                       # seconds at most; progress and budget can be passed
proved.proof                                   # simulator.model.outlook.Proof
proved.decisions(events)                       # DecisionWorth (or None) for each ChoiceMade of a run, in order
proved.losses(events)                          # the same as scoring takes it: one map a decision
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property

import numpy as np

from simulator.model.events import Event
from simulator.model.identity import digest
from simulator.model.outlook import (
    BUDGET,
    EPSILON,
    STRATEGIES,
    BestLine,
    ChoiceWorth,
    DecisionWorth,
    EndingProof,
    LineStep,
    Proof,
)
from simulator.model.scenario import ChoiceId, Scenario
from simulator.prover.batch import Batch
from simulator.prover.compile import FIRST_ENDING, Program, compiled
from simulator.prover.explore import Progress, explore, layouts
from simulator.prover.explored import UNKNOWN, WAIT, Explored
from simulator.prover.reduce import Plan, reduced, unreduced
from simulator.prover.solve import Solver, Values, from_start
from simulator.prover.step import Arrived, EveryWay, Rows, Stepper, Stop, Witness
from simulator.prover.strategies import strategies
from simulator.prover.walk import Taken, decisions_taken

LONGEST_LINE = 60
PRECISION = 1e-6  # what is called proved is no further from exact
SIMULATED = 4_000  # runs, where the budget was spent
MORE = 200_000  # situations explored on demand for what no run from the start can reach


@dataclass(frozen=True)
class Proved:
    """A scenario with everything that was found out about it."""

    scenario: Scenario
    proof: Proof
    explored: Explored
    values: Values
    witness: Witness
    reduce: bool = True

    @cached_property
    def plan(self) -> Plan:
        """The scenario in numbers, as it was explored."""
        program = compiled(self.scenario)
        return reduced(program) if self.reduce else unreduced(program)

    def decisions(self, events: Sequence[Event]) -> tuple[DecisionWorth | None, ...]:
        """What each decision of a run did to the outlook; None where that is not known (after an inject, or undecided)."""
        weighing = _Weighing(self)
        return tuple(weighing.weighed(taken) for taken in decisions_taken(self.scenario, events))

    def last_decision(self, events: Sequence[Event]) -> DecisionWorth | None:
        """The same for the last decision alone, where the others are not asked for."""
        return _Weighing(self).weighed(decisions_taken(self.scenario, events)[-1])

    def losses(self, events: Sequence[Event]) -> tuple[Mapping[ChoiceId, float], ...]:
        """For each decision of a run the loss of every open choice, in points of worth; empty where not known."""
        return tuple(
            self._weighing.losses(taken) for taken in decisions_taken(self.scenario, events, self._program)
        )

    @cached_property
    def _program(self) -> Program:
        return compiled(self.scenario)

    @cached_property
    def _weighing(self) -> _Weighing:
        """One for many runs: what it weighed before it knows again."""
        return _Weighing(self)


def prove(
    scenario: Scenario,
    *,
    epsilon: float = EPSILON,
    budget: int = BUDGET,
    progress: Progress | None = None,
    reduce: bool = True,
    count_raw: bool = False,
) -> Proved:
    """Explore and solve a scenario. `count_raw` also counts the situations without the reduction (within the budget).

    Beyond the budget the proof is not complete and says so: random play and the strategies are then estimated by seeded
    simulation, `best` and `worst` are bounds, and `within` tells how far the others can be trusted.
    """
    program = compiled(scenario)
    plan = reduced(program) if reduce else unreduced(program)
    witness = Witness()
    explored = explore(plan, budget, witness, progress)
    solver = Solver(plan.program, explored)
    if explored.complete:
        values = solver.values(epsilon)
        proof = _proof(scenario, explored, values, epsilon, strategies(scenario, solver))
        visits = solver.visits()
        endings = {
            id: EndingProof(_reached(explored, FIRST_ENDING - n), float(visits[FIRST_ENDING - n]))
            for n, id in enumerate(program.endings)
        }
        proof = replace(proof, endings=endings)
    else:
        values, proof = _estimated(scenario, explored, solver, epsilon)
    if count_raw:
        raw = explore(unreduced(program), budget)
        proof = replace(proof, raw_situations=raw.situations if raw.complete else None)
    proved = Proved(scenario, proof, explored, values, witness, reduce)
    proved.__dict__["plan"] = plan  # it need not be made again
    return proved


def _proof(
    scenario: Scenario, explored: Explored, values: Values, epsilon: float, earned: Mapping[str, float]
) -> Proof:
    return Proof(
        digest=digest(scenario),
        complete=explored.complete,
        estimated=not explored.complete or values.error > PRECISION,
        situations=explored.situations,
        raw_situations=None,
        choices=int((explored.action != WAIT).sum()),
        epsilon=epsilon,
        best=from_start(explored, values.best),
        worst=from_start(explored, values.worst),
        outlook=from_start(explored, values.outlook),
        random=from_start(explored, values.random),
        strategies=earned,
        endings={},
        endless=values.endless > 0,
        error=values.error,
    )


def _reached(explored: Explored, target: int) -> bool:
    return bool((explored.outcome == target).any() or (explored.start == target).any())


def _estimated(
    scenario: Scenario, explored: Explored, solver: Solver, epsilon: float
) -> tuple[Values, Proof]:
    """Values where the budget did not let us explore everything: bounds by what the rest could be worth, and simulation."""
    from simulator.prover.testplay import play  # it plays by what is proved here

    random = play(scenario, SIMULATED, seed=1)
    played = {name: play(scenario, SIMULATED, seed=1, strategy=name) for name in STRATEGIES}
    middle = solver.values(epsilon, unknown=random.worth)
    highest = solver.values(epsilon, unknown=float(solver.worths.max()))
    lowest = solver.values(epsilon, unknown=0.0)
    proof = _proof(scenario, explored, middle, epsilon, {name: each.worth for name, each in played.items()})
    reached = {id: True if count else None for id, count in random.endings.items()}
    for number, id in enumerate(random.endings):
        if _reached(explored, FIRST_ENDING - number):
            reached[id] = True
    outlook = from_start(explored, lowest.outlook), from_start(explored, highest.outlook)
    intervals = {name: each.interval for name, each in {**played, "random": random}.items()}
    return middle, replace(
        proof,
        best=from_start(explored, highest.best),
        worst=from_start(explored, lowest.worst),
        random=random.worth,
        within={"outlook": outlook, **intervals},
        endings={id: EndingProof(reached[id], count / random.runs) for id, count in random.endings.items()},
    )


class _Weighing:
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
