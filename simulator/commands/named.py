"""The scenario that a person named on the command line, or why it cannot be used, in a sentence."""

from __future__ import annotations

from pathlib import Path

from scoring.rubric_file import core_rubric
from simulator.library.catalogue import scenario_files, shipped_folder
from simulator.library.load import SCENARIO_FILE, load_file
from simulator.model.findings import did_you_mean
from simulator.model.scenario import Scenario
from simulator.shelf import vocabulary


class NoScenario(Exception):
    """There is no scenario to use there; the sentence is for a person."""


def none_in(path: Path) -> str:
    """What is said of a folder, or of several, without a scenario."""
    return f"No scenario in {path}: a scenario is a folder with {SCENARIO_FILE}."


def named_scenario(path: Path) -> Scenario:
    """The scenario at that path; NoScenario says whether nothing is there, or mistakes are."""
    if path.is_dir() and not (path / SCENARIO_FILE).exists():
        several = [file.parent.name for file in scenario_files(path)]
        raise NoScenario(f"{none_in(path)} {did_you_mean('', several)}".strip())
    loaded = load_file(path, vocabulary(core_rubric()))
    if loaded.scenario:
        return loaded.scenario
    if loaded.source.root is None and not path.is_file():
        first = loaded.findings[0]
        shipped = [file.parent.name for file in scenario_files(shipped_folder())]
        cure = did_you_mean(path.name, shipped) if path.parent == Path() else ""
        raise NoScenario(f"{path}: {first.message} {cure or first.cure}")
    raise NoScenario(f"{path} has mistakes: `levelhead check {path}` tells which.")
