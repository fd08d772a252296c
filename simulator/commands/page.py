"""levelhead page: writes a page for each scenario, for the class and for the file."""

from __future__ import annotations

from argparse import Namespace
from pathlib import Path

from scoring.rubric_file import core_rubric
from simulator.authoring.page import page as page_of
from simulator.commands.house import cache_folder, writing
from simulator.commands.progress import progress
from simulator.foresight import foresee
from simulator.library.catalogue import scenario_files
from simulator.library.load import load_file
from simulator.model.scenario import Scenario
from simulator.prover.scored import opportunities
from simulator.shelf import vocabulary


def page(options: Namespace) -> int:
    """Write the pages into a folder; 1 where a scenario could not be read."""
    with writing(options.out):
        options.out.mkdir(parents=True, exist_ok=True)
    known = vocabulary(core_rubric())
    loaded = [
        (file, load_file(file, known).scenario) for path in options.paths for file in scenario_files(path)
    ]
    for file, scenario in loaded:
        if scenario:
            _write(scenario, options.out / f"{scenario.id}.md")
        else:
            print(f"{file} has mistakes: `levelhead check {file}` tells which.")
    return 0 if loaded and all(scenario for _, scenario in loaded) else 1


def _write(scenario: Scenario, target: Path) -> None:
    rubric = core_rubric()
    with progress(f"Exploring {scenario.id}") as tell:
        proof = foresee(scenario, cache_folder(), progress=tell).proof
    behaviors = {each.id: (each.dimension, each.value) for each in rubric.behaviors.values()}
    labels = {each.id: each.label for each in rubric.dimensions.values()}
    told = page_of(scenario, proof, opportunities(scenario, behaviors), labels)
    with writing(target):
        target.write_text(told, encoding="utf-8")
    print(target)
