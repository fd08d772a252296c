"""The scenario that a person named on the command line, or why it cannot be used, in a sentence."""

from __future__ import annotations

from pathlib import Path

from scoring.rubric_file import core_rubric
from simulator.library.load import load_file
from simulator.model.scenario import Scenario
from simulator.shelf import vocabulary


class NoScenario(Exception):
    """There is no scenario to use there; the sentence is for a person."""


def named_scenario(path: Path) -> Scenario:
    """The scenario at that path; NoScenario says whether nothing is there, or mistakes are."""
    loaded = load_file(path, vocabulary(core_rubric()))
    if loaded.scenario:
        return loaded.scenario
    if loaded.source.root is None and not path.is_file():
        first = loaded.findings[0]
        raise NoScenario(f"{path}: {first.message} {first.cure}")
    raise NoScenario(f"{path} has mistakes: `levelhead check {path}` tells which.")
