"""The drawing of a scenario shows every moment, every way, and what is lost."""

from __future__ import annotations

from pathlib import Path
from xml.etree import ElementTree

import pytest

from simulator.__main__ import main
from simulator.authoring.chart import chart_of
from simulator.authoring.drawing import mermaid, shade, svg
from simulator.library.load import load_file
from simulator.model.scenario import Scenario
from tests.test_broken_scenarios import WELL_FORMED

LABELS = (("best", 0), ("sound", 1), ("weak", 4), ("poor", 10), ("grave", 20))


@pytest.fixture
def scenario() -> Scenario:
    scenario = load_file(WELL_FORMED).scenario
    assert scenario
    return scenario


def test_every_moment_and_ending_has_a_card_and_no_two_overlap(scenario: Scenario) -> None:
    cards = list(chart_of(scenario).cards.values())
    assert {card.id for card in cards} == {"hall.door", "hall.talk", "ending.well", "ending.harm"}
    for card in cards:
        for other in cards:
            apart = card.x != other.x or card.y + card.height <= other.y or other.y + other.height <= card.y
            assert card is other or apart


def test_the_svg_can_be_read_and_tells_each_way(scenario: Scenario) -> None:
    root = ElementTree.fromstring(svg(chart_of(scenario), LABELS))
    titles = [each.text for each in root.iter("{http://www.w3.org/2000/svg}title")]
    assert "talk → harm 10 %" in titles
    assert "door → talk if" in titles


def test_a_loss_is_told_by_sign_and_number_and_what_is_never_reached_is_marked(scenario: Scenario) -> None:
    drawn = svg(chart_of(scenario, {("hall.door", "wait"): 12.4}, {"ending.harm"}), LABELS)
    assert "−12" in drawn
    assert "never reached" in drawn
    assert [shade(loss, LABELS)[1] for loss in (None, 0, 3, 9, 19, 60)] == ["·", "●", "○", "△", "▲", "■"]


def test_mermaid_has_one_line_a_way(scenario: Scenario) -> None:
    lines = mermaid(chart_of(scenario)).splitlines()
    assert sum("-->" in line for line in lines) == 7


def test_the_command_writes_a_file(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["graph", str(WELL_FORMED), "--out", str(tmp_path / "g.svg")]) == 0
    drawn = (tmp_path / "g.svg").read_text(encoding="utf-8")
    assert drawn.startswith("<svg")
    assert "points of worth: " in drawn or "● best" in drawn
    assert "A knock" in capsys.readouterr().out
