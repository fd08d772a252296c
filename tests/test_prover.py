"""The prover agrees with a naive solver, with itself without its reduction, and with what can be worked out by hand."""

from __future__ import annotations

import pytest
from generated import scenarios
from hypothesis import HealthCheck, given, settings
from naive_solver import Naive

from simulator.model.scenario import Scenario
from simulator.prover.compile import compiled
from simulator.prover.explore import explore
from simulator.prover.reduce import Plan, reduced, unreduced
from simulator.prover.solve import Solver, from_start

SLOW = settings(max_examples=60, deadline=None, suppress_health_check=list(HealthCheck))


def values(scenario: Scenario, plan: Plan, epsilon: float = 0.3) -> list[float]:
    """Best, worst, outlook, random play, and each ending's chance under random play."""
    explored = explore(plan, 1_000_000)
    solver = Solver(plan.program, explored)
    found = solver.values(epsilon)
    assert found.error < 1e-6
    ends = solver.visits()[-3 : -3 - len(scenario.endings) : -1]
    return [*(from_start(explored, v) for v in (found.best, found.worst, found.outlook, found.random)), *ends]


@SLOW
@given(scenarios(most_moments=4))
def test_values_are_those_of_the_naive_solver_with_and_without_the_reduction(scenario: Scenario) -> None:
    try:
        naive = Naive(scenario, most=800)
    except OverflowError:
        return
    program = compiled(scenario)
    expected = [
        naive.from_start(v) for v in (naive.best(), naive.worst(), naive.outlook(0.3), naive.random())
    ]
    for ending in scenario.endings:
        chance = lambda life, ending=ending: float(life.at == f"ending.{ending}")  # noqa: E731
        expected.append(naive.from_start(naive.random(chance), chance))
    assert values(scenario, reduced(program)) == pytest.approx(expected, abs=1e-6)
    assert values(scenario, unreduced(program)) == pytest.approx(expected, abs=1e-6)
