"""levelhead page: writes a page for each scenario, for the class and for the file."""

from __future__ import annotations

import sys
from argparse import Namespace
from pathlib import Path

from scoring.rubric_file import core_rubric
from simulator.authoring.page import page as page_of
from simulator.commands.house import cache_folder, writing
from simulator.commands.named import NoScenario, named_scenario
from simulator.commands.progress import progress
from simulator.foresight import foresee
from simulator.library.catalogue import scenario_files
from simulator.model.scenario import Scenario
from simulator.prover.scored import opportunities


def page(options: Namespace) -> int:
    """Write the pages into a folder; 1 where a scenario could not be read."""
    with writing(options.out):
        options.out.mkdir(parents=True, exist_ok=True)
    written = [
        _written(file, options.out)
        for path in options.paths
        for file in tuple(scenario_files(path)) or (path,)
    ]
    return 0 if all(written) else 1


def _written(file: Path, folder: Path) -> bool:
    try:
        scenario = named_scenario(file)
    except NoScenario as error:
        print(error, file=sys.stderr)
        return False
    _write(scenario, folder / f"{scenario.id}.md")
    return True


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
