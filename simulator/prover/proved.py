"""A proved scenario: its proof, and answers about single situations and whole runs. The prover's public face.

proved = prove(scenario)                       # seconds at most; progress and budget can be passed
proved.proof                                   # simulator.model.outlook.Proof
proved.decisions(events)                       # DecisionWorth (or None) for each ChoiceMade of a run, in order
proved.losses_of(runs)                         # the same of many runs at once, as scoring takes it: one map a decision
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property

from simulator.model.events import Event, RunEnded
from simulator.model.identity import digest
from simulator.model.outlook import (
    BUDGET,
    EPSILON,
    STRATEGIES,
    DecisionWorth,
    EndingProof,
    Proof,
)
from simulator.model.scenario import ChoiceId, EndingId, Scenario
from simulator.prover.compile import compiled
from simulator.prover.explore import Progress, explore
from simulator.prover.explored import WAIT, Explored
from simulator.prover.losses import Losses
from simulator.prover.program import FIRST_ENDING
from simulator.prover.reduce import Plan, reduced, unreduced
from simulator.prover.solve import Solver, Values, from_start
from simulator.prover.strategies import strategies
from simulator.prover.walk import decisions_taken
from simulator.prover.weighing import Weighing
from simulator.prover.witness import Witness
from simulator.prover.worths import Worths

PRECISION = 1e-6  # what is called proved is no further from exact
SIMULATED = 4_000  # runs, where the budget was spent


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
        taken = tuple(decisions_taken(self.plan.program, events))
        weighing = Weighing(self, self._worths)
        return tuple(map(weighing.weighed, taken, (*taken[1:], _ended(events))))

    def losses(self, events: Sequence[Event]) -> tuple[Mapping[ChoiceId, float], ...]:
        """For each decision of a run the loss of every open choice, in points of worth; empty where not known."""
        return self.losses_of([events])[0]

    def losses_of(self, runs: Sequence[Sequence[Event]]) -> Sequence[tuple[Mapping[ChoiceId, float], ...]]:
        """The same for each of many runs, which takes far less time than one by one; empty where nothing was proved."""
        if not self.proof.complete:
            return [tuple({} for _ in decisions_taken(self.plan.program, events)) for events in runs]
        return Losses(self.plan.program, self._worths).of(runs)

    @cached_property
    def _worths(self) -> Worths:
        return Worths(self.plan, self.explored, self.values.outlook, self.proof.epsilon)


def _ended(events: Sequence[Event]) -> EndingId | None:
    """How a run ended; None where it goes on."""
    return next((event.ending for event in reversed(events) if isinstance(event, RunEnded)), None)


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
