"""The prover agrees with a naive solver, with itself without its reduction, and with what can be worked out by hand."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from itertools import pairwise
from pathlib import Path
from random import Random

import numpy as np
import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from simulator.engine import Awaiting, Run
from simulator.engine.evidence import path_steps
from simulator.engine.transcript import TIMES
from simulator.library.load import load_file
from simulator.model.events import Event, RunEnded, RunStarted
from simulator.model.scenario import Scenario
from simulator.prover import prove
from simulator.prover.compile import compiled
from simulator.prover.explore import explore
from simulator.prover.paths import Paths
from simulator.prover.reduce import Plan, reduced, unreduced
from simulator.prover.rows import EveryWay, Rows
from simulator.prover.solve import Solver, from_start
from simulator.prover.step import Stepper
from simulator.prover.stops import layouts
from simulator.prover.walk import decisions_taken
from simulator.prover.ways_out import dead_ends
from simulator.prover.witness import Witness
from tests.generated import scenarios
from tests.naive_solver import Naive

SLOW = settings(
    max_examples=25,
    deadline=None,
    phases=(Phase.explicit, Phase.reuse, Phase.generate),
    suppress_health_check=list(HealthCheck),
)


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


def walked(scenario: Scenario, seed: int, most: int = 40) -> tuple[Event, ...]:
    """A random walk of the engine: choices at random times, and time-outs."""
    dice = Random(seed)
    run = Run(scenario, RunStarted("generated", "", "", 1, seed))
    events = list(run.start())
    for _ in range(most):
        while run.awaiting in (Awaiting.READING, Awaiting.ANSWER):
            events += run.read() if run.awaiting is Awaiting.READING else run.answer(next(iter(answers(run))))
        if run.awaiting is Awaiting.NOTHING:
            break
        choice = dice.choice([item.choice for item in run.menu if item.open])
        late = dice.choice([0, 0, 1, 2]) * dice.choice([500, 1000, 1500, 3000])
        timed = bool(run.moment.drift or run.time_limit)
        events += run.choose(choice, run.elapsed + late if timed else 0)
    return tuple(events)


def answers(run: Run) -> Mapping[str, str]:
    """The answers of the probe that the run waits for."""
    assert run.moment.probe
    return run.moment.probe.answers


@SLOW
@given(scenarios(), st.integers(0, 1000))
def test_engine_and_prover_see_the_same_menus_situations_and_endings(scenario: Scenario, seed: int) -> None:
    proved = prove(scenario, budget=50_000)
    if not proved.proof.complete:
        return
    events = walked(scenario, seed)
    layout, known = layouts(proved.plan), proved.explored.known
    numbers = {place.id: place for place in proved.plan.program.places}
    stepper = Stepper(proved.plan, EveryWay(), Witness())
    for taken in decisions_taken(proved.plan.program, events):
        place = numbers[taken.moment]
        rows = Rows({n: np.array([v], np.int32) for n, v in enumerate(taken.opening)}, np.zeros(1, np.int32))
        code = layout[place.number, 0].written(rows.columns, 1)
        assert known[place.number, 0].find(code)[0] >= 0
        open_ = {act.id for act, mask in zip(place.acts, stepper.open(place, rows), strict=True) if mask[0]}
        assert open_ == set(taken.open_choices)
    if isinstance(events[-1], RunEnded) and events[-1].ending:
        assert proved.proof.endings[events[-1].ending].reachable


@SLOW
@given(scenarios(), st.integers(0, 1000))
def test_every_decision_of_a_run_has_its_losses_and_the_outlook_is_that_of_its_menu(
    scenario: Scenario, seed: int
) -> None:
    proved = prove(scenario, budget=50_000)
    if not proved.proof.complete:
        return
    events = walked(scenario, seed)
    decisions = proved.decisions(events)
    taken = decisions_taken(proved.plan.program, events)
    layout = layouts(proved.plan)
    numbers = {place.id: place.number for place in proved.plan.program.places}
    for decision, fact in zip(decisions, taken, strict=True):
        assert decision is not None
        assert min(
            each.loss for id, each in decision.choices.items() if id in fact.open_choices
        ) == pytest.approx(0)
        stop = (numbers[fact.moment], 0)
        columns = {n: np.array([v], np.int32) for n, v in enumerate(fact.opening)}
        number = proved.explored.known[stop].find(layout[stop].written(columns, 1))[0]
        assert proved.values.outlook[number] == pytest.approx(decision.before, abs=1e-6)
    for one, two in pairwise(decisions):
        assert one is not None
        assert two is not None
        assert one.after == pytest.approx(two.before)


def follows(scenario: Scenario, path: Sequence[str], seed: int) -> Run | None:
    """The run that follows a path, or None where this seed does not bring what the path needs."""
    run = Run(scenario, RunStarted(scenario.id, "", "", 1, seed))
    run.start()
    for each in path_steps(path):
        read_on(run)
        if run.awaiting is not Awaiting.CHOICE or run.moment.id != each.moment:
            return None
        if each.step.name in TIMES:
            run.tick(each.step.waited)
        elif any(item.choice == each.step.name and item.open for item in run.menu):
            run.choose(each.step.name, each.step.waited)
        else:
            return None
    read_on(run)
    return run


def read_on(run: Run) -> None:
    """Read and answer until something can be chosen."""
    while run.awaiting in (Awaiting.READING, Awaiting.ANSWER):
        if run.awaiting is Awaiting.READING:
            run.read()
        else:
            run.answer(next(iter(answers(run))))


@SLOW
@given(scenarios())
def test_the_engine_can_follow_the_evidence_of_a_dead_end(scenario: Scenario) -> None:
    proved = prove(scenario, budget=50_000)
    if not proved.proof.complete:
        return
    for finding in dead_ends(Paths(proved.plan.program, proved.explored), proved):
        runs = (follows(scenario, finding.evidence, seed) for seed in range(20))
        certain = not any("chance" in line for line in finding.evidence)
        if certain and not any(moment.draw for moment in scenario.moments):
            assert any(run is not None and run.awaiting is Awaiting.NOTHING for run in runs)


SHIPPED = sorted(path.parent for path in Path("scenarios").glob("*/scenario.yaml"))


@SLOW
@given(scenarios(), st.lists(st.integers(0, 1000), min_size=1, max_size=4))
def test_many_runs_weighed_side_by_side_lose_what_each_loses_by_itself(
    scenario: Scenario, seeds: Sequence[int]
) -> None:
    proved = prove(scenario, budget=50_000)
    runs = [walked(scenario, seed) for seed in seeds]
    together = proved.losses_of(runs)
    assert together == [proved.losses(events) for events in runs]
    for events, losses in zip(runs, together, strict=True):
        for worth, by_choice in zip(proved.decisions(events), losses, strict=True):
            told = {id: each.loss for id, each in worth.choices.items()} if worth else {}
            assert by_choice == pytest.approx(told, abs=1e-8)


@pytest.mark.parametrize("folder", SHIPPED, ids=lambda folder: folder.name)
def test_engine_and_prover_agree_on_every_shipped_scenario(folder: Path) -> None:
    scenario = load_file(folder).scenario
    if scenario is None:
        pytest.skip("does not load")
    proved = prove(scenario)
    assert proved.proof.complete
    assert proved.proof.error < 1e-6
    layout, known = layouts(proved.plan), proved.explored.known
    numbers = {place.id: place for place in proved.plan.program.places}
    for seed in range(3):
        events = walked(scenario, seed, most=80)
        for taken, decision in zip(
            decisions_taken(proved.plan.program, events), proved.decisions(events), strict=True
        ):
            place = numbers[taken.moment]
            columns = {n: np.array([v], np.int32) for n, v in enumerate(taken.opening)}
            number = known[place.number, 0].find(layout[place.number, 0].written(columns, 1))[0]
            assert number >= 0
            assert decision is not None
            assert proved.values.outlook[number] == pytest.approx(decision.before, abs=1e-6)
        if isinstance(events[-1], RunEnded) and events[-1].ending:
            assert proved.proof.endings[events[-1].ending].reachable
