"""Foresight: a scenario's proof, and what it says of a finished run. Slow the first time; the faces show the debrief before."""

from __future__ import annotations

from collections.abc import Sequence

from scoring.rubric import Rubric
from simulator.debrief import DebriefView, debrief_of
from simulator.model.events import Event
from simulator.model.scenario import Scenario
from simulator.prover import Proved


def debrief_with(
    proved: Proved, scenario: Scenario, rubric: Rubric, events: Sequence[Event], officer: str
) -> DebriefView:
    """The debrief with the outlook, the losses and the best lines in it."""
    worths = proved.decisions(events)
    return debrief_of(scenario, rubric, events, officer, worths, proved.proof.estimated)
