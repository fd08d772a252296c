"""levelhead check: every finding of every scenario that was named, and what the proof says."""

from __future__ import annotations

import json
from argparse import Namespace
from pathlib import Path

from scoring.rubric_file import core_rubric
from simulator.authoring.report import Checked, as_json, as_text
from simulator.library.catalogue import scenario_files
from simulator.library.load import id_of, load_file
from simulator.library.reading import Vocabulary
from simulator.model.findings import Severity
from simulator.prover import prove
from simulator.shelf import vocabulary


def check(options: Namespace) -> int:
    """Check scenarios; 0 where there are notes at most, else 1."""
    known = vocabulary(core_rubric())
    files = [file for path in options.paths for file in scenario_files(path)]
    if not files:
        print(
            f"No scenario in {', '.join(map(str, options.paths))}: a scenario is a folder with scenario.yaml."
        )
        return 1
    checked = [_checked(file, known, options.budget) for file in files]
    print(
        json.dumps(as_json(checked), indent=2, ensure_ascii=False)
        if options.format == "json"
        else as_text(checked)
    )
    return 1 if any(_is_wrong(each) for each in checked) else 0


def _checked(file: Path, known: Vocabulary, budget: int) -> Checked:
    loaded = load_file(file, known)
    if not loaded.scenario:
        return Checked(id_of(file), file, loaded)
    proved = prove(loaded.scenario, budget=budget)
    return Checked(id_of(file), file, loaded, proved.proof)


def _is_wrong(checked: Checked) -> bool:
    return any(finding.severity is not Severity.NOTE for finding in checked.findings)
