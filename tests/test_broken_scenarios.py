"""One broken scenario a mistake: its first line names the finding that must come, and where it stands must be told."""

from __future__ import annotations

from pathlib import Path

import pytest

from scoring.rubric_file import core_rubric
from simulator.library.load import load_file
from simulator.model.findings import Severity
from simulator.shelf import vocabulary

FOLDER = Path(__file__).parent / "broken_scenarios"
FILES = sorted(FOLDER.glob("*.yaml"))
WELL_FORMED = Path(__file__).parent / "well_formed.yaml"


@pytest.mark.parametrize("file", FILES, ids=lambda file: file.stem)
def test_the_mistake_is_found_and_told(file: Path) -> None:
    expected = file.read_text(encoding="utf-8").splitlines()[0].removeprefix("# ")
    findings = load_file(file, vocabulary(core_rubric())).findings
    found = [finding for finding in findings if finding.code == expected]
    assert found, f"expected {expected}, found {[finding.code for finding in findings]}"
    assert found[0].message.endswith((".", "?"))
    assert found[0].cure
    assert found[0].position is not None


@pytest.mark.parametrize("file", FILES, ids=lambda file: file.stem)
def test_a_mistake_brings_no_second_error_of_another_kind(file: Path) -> None:
    findings = load_file(file, vocabulary(core_rubric())).findings
    assert len({finding.code for finding in findings if finding.severity is Severity.ERROR}) <= 1


def test_the_scenario_that_they_were_broken_from_has_no_finding() -> None:
    loaded = load_file(WELL_FORMED, vocabulary(core_rubric()))
    assert loaded.scenario
    assert not loaded.findings


def test_all_mistakes_in_one_file_are_found_at_once() -> None:
    text = WELL_FORMED.read_text(encoding="utf-8")
    broken = text.replace("worth: 90", "worth: 900").replace("time_limit: 20s", "time_limit: soon")
    from simulator.library.load import load_text

    codes = {finding.code for finding in load_text(broken).findings}
    assert {"out_of_range", "bad_duration"} <= codes
