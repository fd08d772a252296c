"""levelhead check: every finding of every scenario that was named, and what the proof says."""

from __future__ import annotations

import json
import sys
from argparse import Namespace
from collections.abc import Iterator
from pathlib import Path

from scoring.rubric_file import core_rubric
from simulator.authoring.report import Checked, as_json, as_text, losses_told
from simulator.commands.house import cache_folder
from simulator.commands.named import none_in
from simulator.commands.progress import progress
from simulator.foresight import findings_of, foresee
from simulator.library.catalogue import scenario_files
from simulator.library.load import id_of, load_file
from simulator.library.reading import Vocabulary
from simulator.model.findings import Severity
from simulator.prover.scored import likely_losses
from simulator.shelf import vocabulary


def check(options: Namespace) -> int:
    """Check scenarios; 0 where every path has some and there are notes at most, else 1."""
    known = vocabulary(core_rubric())
    files = {path: tuple(scenario_files(path)) for path in options.paths}
    checked = [_checked(file, known, options) for those in files.values() for file in those]
    as_told = options.format == "text"
    if checked or not as_told:
        print(as_text(checked) if as_told else json.dumps(as_json(checked), indent=2, ensure_ascii=False))
    empty = [path for path, those in files.items() if not those]
    for path in empty:
        print(none_in(path), file=sys.stderr)
    return 1 if empty or any(_is_wrong(each) for each in checked) else 0


def _checked(file: Path, known: Vocabulary, options: Namespace) -> Checked:
    loaded = load_file(file, known)
    if not loaded.scenario:
        return Checked(id_of(file), file, loaded)
    with progress(f"Exploring {loaded.scenario.id}") as tell:
        proved = foresee(loaded.scenario, cache_folder(), options.budget, tell)
    found = loaded.placed(findings_of(loaded.scenario, proved, core_rubric()))
    losses: Iterator[str] = losses_told(likely_losses(proved)) if options.loss else iter(())
    return Checked(id_of(file), file, loaded, proved.proof, found, tuple(losses))


def _is_wrong(checked: Checked) -> bool:
    return any(finding.severity is not Severity.NOTE for finding in checked.findings)
