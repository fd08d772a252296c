"""The format's own example, with everything the format has in it, reads as it should."""

from __future__ import annotations

from pathlib import Path

from scoring.rubric_file import core_rubric
from simulator.library.load import load_file, load_text
from simulator.model.findings import Severity
from simulator.model.identity import digest
from simulator.model.scenario import Branch, ChoiceKind, FactIs, Outcome, Scenario
from simulator.shelf import vocabulary

EXAMPLE = Path(__file__).parent / "format_example.yaml"


def example() -> Scenario:
    scenario = load_file(EXAMPLE, vocabulary(core_rubric())).scenario
    assert scenario
    return scenario


def test_the_formats_example_has_no_finding_worse_than_a_note() -> None:
    findings = load_file(EXAMPLE, vocabulary(core_rubric())).findings
    assert all(finding.severity is Severity.NOTE for finding in findings), findings


def test_names_are_resolved_and_times_are_milliseconds() -> None:
    door = example().moment("hallway.door")
    assert door.time_limit == 20_000
    assert (door.drift[0].change, door.drift[0].every) == (1, 4_000)
    assert door.choice("introduce").next == (Branch((Outcome("hallway.talks"),)),)
    assert door.choice("listen").kind is ChoiceKind.WAIT
    assert door.choice("listen").wait == 8_000
    assert door.choice("close_in").next[0].when == (FactIs("partner_has_cover", False),)
    assert [branch.outcomes for branch in door.choice("order").next][1] == (
        Outcome("hallway.talks", 70),
        Outcome("hallway.door", 30),
    )


def test_a_comment_changes_no_digest_and_a_word_or_a_number_does() -> None:
    text = EXAMPLE.read_text(encoding="utf-8")

    def digest_of(changed: str) -> str:
        scenario = load_text(changed).scenario
        assert scenario
        return digest(scenario)

    same = text.replace("title: A knife in the kitchen", "title: A knife in the kitchen    # a comment")
    assert digest_of(same) == digest_of(text)
    assert digest_of(text.replace("Leave me alone.", "Leave me be.")) != digest_of(text)
    assert digest_of(text.replace("tension: 65", "tension: 64")) != digest_of(text)


def test_a_default_that_is_written_out_changes_no_digest() -> None:
    text = EXAMPLE.read_text(encoding="utf-8")
    written = load_text(text.replace("time_critical: false", "ordered: false")).scenario
    assert written
    assert digest(written) == digest(example())
