"""A scenario's page tells a trainer what the YAML and the proof say."""

from __future__ import annotations

from pathlib import Path

import pytest

from simulator.__main__ import main
from simulator.library.catalogue import scenario_files, shipped_folder
from simulator.library.load import load_file
from tests.test_broken_scenarios import FOLDER, WELL_FORMED

PAGES = Path(__file__).parent.parent / "docs" / "scenarios"


def test_the_page_has_objectives_bounds_endings_and_a_lesson(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("LEVELHEAD_DATA", str(tmp_path / "data"))
    assert main(["page", str(WELL_FORMED), "--out", str(tmp_path)]) == 0
    told = (tmp_path / "well_formed.md").read_text(encoding="utf-8")
    for part in (
        "# A knock",
        "- Listen first",
        "| Well | resolved | 90 |",
        "   - What did you know?",
        "Best play",
    ):
        assert part in told
    assert main(["page", str(FOLDER / "empty.yaml"), "--out", str(tmp_path)]) == 1
    assert "has mistakes" in capsys.readouterr().err


def test_every_shipped_scenario_has_its_page_of_this_version() -> None:
    for file in scenario_files(shipped_folder()):
        scenario = load_file(file).scenario
        assert scenario
        told = (PAGES / f"{scenario.id}.md").read_text(encoding="utf-8")
        assert told.startswith(f"# {scenario.title}\n")
        assert f"Version {scenario.version} ·" in told
        assert all(f"- {objective}" in told for objective in scenario.objectives)
