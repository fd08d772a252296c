"""Foresight: a scenario's proof, kept once it was made, with its findings and what it says of a finished run."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from pathlib import Path

from scoring.rubric import Rubric
from scoring.settings import house_settings
from simulator.debrief import DebriefView, debrief_of
from simulator.engine.evidence import realizes
from simulator.model.events import Event
from simulator.model.findings import Finding
from simulator.model.outlook import BUDGET
from simulator.model.scenario import Scenario
from simulator.prover import Proved, prove
from simulator.prover.cache import is_beyond, proved_once
from simulator.prover.explore import Progress
from simulator.prover.findings import examine


def foresee(
    scenario: Scenario, folder: Path | None = None, budget: int = BUDGET, progress: Progress | None = None
) -> Proved:
    """The scenario's proof: from the folder where it was kept, or made now and kept there."""
    epsilon = house_settings().losses.epsilon
    if folder is None:
        return prove(scenario, epsilon=epsilon, budget=budget, progress=progress)
    return proved_once(scenario, folder, epsilon=epsilon, budget=budget, progress=progress)


def foresee_losses(scenario: Scenario, folder: Path) -> Proved | None:
    """The scenario's proof for what its runs lost; None, at once, where it was tried before and lies beyond the budget."""
    beyond = is_beyond(scenario, folder, epsilon=house_settings().losses.epsilon)
    return None if beyond else foresee(scenario, folder)


def findings_of(scenario: Scenario, proved: Proved, rubric: Rubric) -> tuple[Finding, ...]:
    """What the proof finds wrong or worth a look, with evidence that can be followed."""
    behaviors = {each.id: (each.dimension, each.value) for each in rubric.behaviors.values()}
    return examine(scenario, proved, behaviors, partial(realizes, scenario))


def debrief_with(
    proved: Proved, scenario: Scenario, rubric: Rubric, events: Sequence[Event], officer: str
) -> DebriefView:
    """The debrief with the outlook, the losses and the best lines in it."""
    worths = proved.decisions(events)
    return debrief_of(scenario, rubric, events, officer, worths, proved.proof.estimated)
