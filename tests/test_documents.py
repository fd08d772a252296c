"""What the documents show is so: their YAML loads, their commands run, their tables are whole and their links lead somewhere."""

from __future__ import annotations

import io
import json
import re
import shlex
import subprocess
import sys
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

import pytest

from scoring.rubric_file import core_rubric
from simulator.__main__ import _parser, main
from simulator.library.choices import CHOICE, PROBE
from simulator.library.format import CAST, ENDINGS, INJECTS, INTERRUPTS, MOMENT, SCENARIO, SCENE
from simulator.library.load import load_text
from simulator.model.findings import Finding, Severity
from simulator.shelf import vocabulary
from tests.framed import Block, blocks, framed
from tests.test_broken_scenarios import FILES as BROKEN
from tests.test_broken_scenarios import FOLDER as BROKEN_FOLDER
from tests.test_broken_scenarios import WELL_FORMED

ROOT = Path(__file__).resolve().parent.parent
GUIDE = ROOT / "docs" / "authoring.md"
FINDINGS = ROOT / "docs" / "findings.md"
PAGES = sorted([*ROOT.glob("*.md"), *(ROOT / "docs").rglob("*.md")])
LINK = re.compile(r"\]\(([^)#\s]*)(?:#([^)\s]+))?\)")
CODE = re.compile(r"`([a-z0-9]+(?:_[a-z0-9]+)*)`")
WITHOUT_A_BROKEN_FILE = {  # findings that a file kept in a folder of texts cannot show, or that need another file to show them
    "no_such_file",
    "not_a_file",
    "unreadable_file",
    "file_too_large",
    "not_utf8",
    "bad_character",
    "unknown_cast_member",
    "unknown_portrait",
    "unknown_sound",
    "no_summary",
    "no_call",
    "no_objectives",
    "no_debrief",
}


def findings_in(text: str) -> tuple[Finding, ...]:
    return load_text(text, "fragment", vocabulary(core_rubric())).findings


YAML = [block for page in PAGES for block in blocks(page, "yaml")]


@pytest.mark.parametrize("block", [each for each in YAML if not each.refused], ids=str)
def test_what_is_shown_as_right_loads_with_notes_at_most(block: Block) -> None:
    text = framed(block)
    assert load_text(text, "fragment", vocabulary(core_rubric())).scenario
    worse = [(each.code, each.message) for each in findings_in(text) if each.severity is not Severity.NOTE]
    assert not worse


@pytest.mark.parametrize("block", [each for each in YAML if each.refused], ids=str)
def test_what_is_shown_as_wrong_is_refused_for_the_reason_given(block: Block) -> None:
    errors = {each.code for each in findings_in(framed(block)) if each.severity is Severity.ERROR}
    assert errors == {block.refused}


def test_the_guide_shows_scenarios_and_fragments_of_every_kind() -> None:
    frames = {block.frame for block in YAML if block.page == GUIDE}
    assert frames == {"", "top", "scenes", "moments", "moment", "lines", "choices", "choice"}


# ---- whole tables


def keys() -> Iterator[str]:
    """Every key of the format that has a fixed name."""
    for shape in (SCENARIO, SCENE, MOMENT, CHOICE, PROBE):
        yield from shape.shapes
    for map_of in (CAST, ENDINGS, INJECTS, INTERRUPTS):
        yield from map_of.schema()["additionalProperties"]["properties"]


@pytest.mark.parametrize("key", sorted(set(keys())))
def test_the_guide_explains_every_key(key: str) -> None:
    rows = re.findall(r"^\| ([^|]+) \|", GUIDE.read_text(encoding="utf-8"), re.MULTILINE)
    assert any(f"`{key}`" in row for row in rows) or f"`{key}` holds" in GUIDE.read_text(encoding="utf-8")


def told_findings() -> set[str]:
    rows = re.findall(r"^\| (`[^|]+) \|", FINDINGS.read_text(encoding="utf-8"), re.MULTILINE)
    return {code for row in rows for code in CODE.findall(row)}


def test_every_finding_that_a_broken_scenario_brings_is_explained() -> None:
    brought = {file.read_text(encoding="utf-8").splitlines()[0].removeprefix("# ") for file in BROKEN}
    assert brought <= told_findings()


def test_every_finding_that_is_explained_exists() -> None:
    brought = {file.read_text(encoding="utf-8").splitlines()[0].removeprefix("# ") for file in BROKEN}
    assert told_findings() <= brought | WITHOUT_A_BROKEN_FILE


def test_the_page_of_behaviors_is_the_rubrics() -> None:
    tool = [sys.executable, str(ROOT / "tools" / "write_behaviors.py")]
    made = subprocess.run(tool, capture_output=True, text=True, cwd=ROOT, check=True, encoding="utf-8")
    assert (ROOT / "docs" / "behaviors.md").read_text(encoding="utf-8") == made.stdout


# ---- commands


@pytest.mark.parametrize("page", [ROOT / "README.md", GUIDE], ids=lambda page: page.stem)
def test_the_commands_that_are_shown_run(
    page: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("LEVELHEAD_DATA", str(tmp_path / "data"))
    for display in ("DISPLAY", "WAYLAND_DISPLAY", "SDL_VIDEODRIVER"):
        monkeypatch.delenv(display, raising=False)
    commands = [line for block in blocks(page, "sh") for line in block.text.splitlines()]
    mine = [line.partition(" #")[0] for line in commands if line.startswith("levelhead ")]
    assert mine
    for line in mine:
        monkeypatch.setattr(sys, "stdin", io.StringIO("1\n\n\n"))  # begins a run, and leaves it
        assert main([_run_id(tmp_path) if word == "RUN" else word for word in shlex.split(line)[1:]]) == 0, (
            line
        )
    assert "Traceback" not in capsys.readouterr().err


@pytest.mark.parametrize("page", ["station.md", "wellness.md"])
def test_the_commands_that_the_pages_show_are_commands(page: str) -> None:
    text = (ROOT / "docs" / page).read_text("utf-8")
    lines = [line for line in text.splitlines() if line.startswith("levelhead ")]
    assert lines
    for line in lines:
        assert _parser().parse_args(shlex.split(line)[1:]).command


def test_the_mistake_that_the_guide_makes_is_told_as_it_shows(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(tmp_path)
    main(["new", "my_calls/barking_dog"])
    file = Path("my_calls/barking_dog/scenario.yaml")
    file.write_text(
        file.read_text(encoding="utf-8").replace("next: tells", "next: tels", 1), encoding="utf-8"
    )
    capsys.readouterr()
    assert main(["check", "my_calls/barking_dog"]) == 1
    (shown,) = (block.text for block in blocks(GUIDE, "text") if "[unknown_target]" in block.text)
    assert shown in capsys.readouterr().out


def test_a_new_scenario_brings_the_schema_that_its_first_line_names(tmp_path: Path) -> None:
    main(["new", str(tmp_path / "mine")])
    first, _, _ = (tmp_path / "mine" / "scenario.yaml").read_text(encoding="utf-8").partition("\n")
    assert f"{first}\n" in [block.text for block in blocks(GUIDE, "text")]
    schema = tmp_path / "mine" / first.rpartition("$schema=")[2]
    assert json.loads(schema.read_text(encoding="utf-8"))["title"] == "Levelhead scenario, format 1"


def _run_id(folder: Path) -> str:
    from scoring.record import Record

    with Record(folder / "data" / "record.db") as record:
        return record.runs()[0].id


def test_the_make_targets_that_are_shown_exist() -> None:
    targets = set(re.findall(r"^([a-z]+):", (ROOT / "Makefile").read_text(encoding="utf-8"), re.MULTILINE))
    shown = {
        name for page in PAGES for name in re.findall(r"`?make ([a-z]+)`", page.read_text(encoding="utf-8"))
    }
    assert shown
    assert shown <= targets


def test_the_report_for_programs_has_the_shape_that_the_guide_shows(
    capsys: pytest.CaptureFixture[str],
) -> None:
    shown, proof = (json.loads(block.text) for block in blocks(GUIDE, "json"))
    main(["check", str(BROKEN_FOLDER / "unknown_target.yaml"), str(WELL_FORMED), "--format", "json"])
    given = json.loads(capsys.readouterr().out)
    assert set(given) == set(shown)
    (scenario,) = shown["scenarios"]
    for each in given["scenarios"]:
        assert set(each) == set(scenario)
        assert each["proof"] is None or _kinds(each["proof"]) == _kinds(proof)
        for finding in each["findings"]:
            assert _kinds(finding) == _kinds(scenario["findings"][0])


def _kinds(plain: Mapping[str, Any]) -> dict[str, type]:
    return {key: type(value) for key, value in plain.items()}


# ---- links


def anchors(page: Path) -> set[str]:
    headings = re.findall(r"^#+ (.+)$", page.read_text(encoding="utf-8"), re.MULTILINE)
    return {re.sub(r"[^\w\- ]", "", heading.lower()).replace(" ", "-") for heading in headings}


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.stem)
def test_every_link_leads_somewhere(page: Path) -> None:
    for target, anchor in LINK.findall(page.read_text(encoding="utf-8")):
        if not target.startswith("http"):
            file = (page.parent / target).resolve() if target else page
            assert file.exists(), target
            assert not anchor or anchor in anchors(file), f"{target}#{anchor}"
