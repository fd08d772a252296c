"""The rubric: what comes with the program, what is refused and why, and what its digest stands for."""

from __future__ import annotations

from dataclasses import replace
from time import process_time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from scoring.rubric import Rubric
from scoring.rubric_file import core_rubric, read_rubric

SMALL = """\
version: 1.0.0
dimensions:
  listen: {label: Listening, definition: Lets be heard., source: FBI}
  justice:
    label: Justice
    definition: Is fair.
    source: Tyler
    indices:
      voice: {label: Voice, definition: Their side counts.}
behaviors:
  labels_feeling:
    label: Names the feeling
    dimension: listen
    value: +2
    definition: Says what the person seems to feel.
    example: You sound worn out.
    source: FBI
  cuts_off:
    label: Cuts off
    dimension: justice
    index: voice
    value: -2
    definition: Speaks over the person.
    example: Enough.
    source: Tyler
    disrespect: true
flags:
  retaliation: {label: Retaliation, definition: Treated worse., why: Nobody complains.}
"""


def read(text: str) -> Rubric:
    rubric, findings = read_rubric(text)
    assert rubric is not None, findings
    return rubric


def test_the_core_rubric_has_the_eight_dimensions_and_at_least_70_behaviors() -> None:
    rubric = core_rubric()
    assert list(rubric.dimensions) == [
        "assess", "options", "time", "listen", "justice", "self", "person", "care",
    ]  # fmt: skip
    assert list(rubric.dimensions["justice"].indices) == ["voice", "neutrality", "respect", "motives"]
    assert len(rubric.behaviors) >= 70


def test_every_dimension_and_index_of_the_core_rubric_can_be_done_well_and_badly() -> None:
    rubric = core_rubric()
    for dimension in rubric.dimensions.values():
        for index in ("", *dimension.indices):
            values = [
                each.value
                for each in rubric.behaviors.values()
                if each.dimension == dimension.id and index in ("", each.index)
            ]
            assert min(values) < 0 < max(values), (dimension.id, index)


def test_every_justice_behavior_of_the_core_rubric_belongs_to_one_index() -> None:
    behaviors = core_rubric().behaviors.values()
    assert all(bool(each.index) is (each.dimension == "justice") for each in behaviors)


def test_disrespect_is_never_worth_anything_good() -> None:
    assert all(each.value < 0 for each in core_rubric().behaviors.values() if each.disrespect)


def test_the_core_rubric_is_read_in_under_40_ms() -> None:
    text, times = core_rubric().text, []
    for _ in range(5):
        start = process_time()
        read_rubric(text)
        times.append(process_time() - start)
    assert min(times) < 0.04


def test_a_rubric_is_read_with_signs_indices_and_disrespect() -> None:
    rubric = read(SMALL)
    assert rubric.behaviors["labels_feeling"].value == 2
    assert rubric.behaviors["labels_feeling"].index == ""
    assert rubric.behaviors["cuts_off"].value == -2
    assert rubric.behaviors["cuts_off"].index == "voice"
    assert rubric.behaviors["cuts_off"].disrespect
    assert rubric.dimensions["justice"].indices["voice"].label == "Voice"
    assert rubric.flags["retaliation"].why == "Nobody complains."
    assert rubric.text == SMALL


@pytest.mark.parametrize(
    ("old", "new", "code", "where", "cure"),
    [
        ("dimension: listen", "dimension: listne", "unknown_dimension", "behaviors.labels_feeling.dimension", '"listen"'),
        ("index: voice", "index: vioce", "unknown_index", "behaviors.cuts_off.index", '"voice"'),
        ("dimension: justice\n", "dimension: listen\n", "unknown_index", "behaviors.cuts_off.index", ""),
        ("value: +2", "value: +4", "bad_value", "behaviors.labels_feeling.value", "-3 to +3"),
        ("value: +2", "value: high", "bad_value", "behaviors.labels_feeling.value", "-3 to +3"),
        ("value: +2", "value: [1]", "wrong_type", "behaviors.labels_feeling.value", "quotes"),
        ("disrespect: true", "disrespect: yes", "wrong_type", "behaviors.cuts_off.disrespect", "true or false"),
        ("    example: Enough.\n", "", "missing_key", "behaviors.cuts_off", "example"),
        ("example: Enough.", "exampel: Enough.", "unknown_key", "behaviors.cuts_off.exampel", '"example"'),
        ("cuts_off:", "Cuts off:", "bad_name", "behaviors.Cuts off", "underscores"),
        ("flags:", "flag:", "unknown_key", "flag", '"flags"'),
        ("version: 1.0.0\n", "", "missing_key", "", "version"),
        ("label: Voice, ", "", "missing_key", "dimensions.justice.indices.voice", "label"),
        ("why: Nobody complains.", "why: ''", "wrong_type", "flags.retaliation.why", "Write it"),
        ("  cuts_off:", "  labels_feeling:", "duplicate_key", "", "Rename"),
    ],
)  # fmt: skip
def test_a_broken_rubric_is_refused_with_where_and_what_instead(
    old: str, new: str, code: str, where: str, cure: str
) -> None:
    rubric, findings = read_rubric(SMALL.replace(old, new, 1))
    assert rubric is None
    found = next(each for each in findings if each.code == code)
    assert found.where == where
    assert cure in found.cure
    assert found.position is not None


def test_a_finding_stands_at_its_line() -> None:
    _, findings = read_rubric(SMALL.replace("value: -2", "value: -5"))
    assert findings[0].position is not None
    assert findings[0].position.text.strip() == "value: -5"


def test_all_findings_are_told_and_not_the_first() -> None:
    broken = SMALL.replace("value: +2", "value: +9").replace("index: voice", "index: vox")
    _, findings = read_rubric(broken)
    assert [each.code for each in findings] == ["bad_value", "unknown_index"]


@pytest.mark.parametrize(
    "text", ["", "- a\n- b\n", "words", "dimensions: words", "behaviors: {x: y}", "a: *b"]
)
def test_what_is_no_rubric_at_all_is_refused(text: str) -> None:
    rubric, findings = read_rubric(text)
    assert rubric is None
    assert findings


def test_comments_order_and_a_plus_sign_do_not_change_the_digest() -> None:
    head, _, flags = SMALL.partition("flags:")
    moved = f"# Another comment\nflags:{flags}{head}".replace("value: +2", "value: 2")
    assert read(moved).digest == read(SMALL).digest
    assert read(moved) == read(SMALL)


@pytest.mark.parametrize(
    ("old", "new"),
    [("+2", "+1"), ("worn out", "tired"), ("    disrespect: true\n", ""), ("index: voice", ""), ("1.0.0", "1.0.1")],
)  # fmt: skip
def test_a_word_or_a_value_changes_the_digest(old: str, new: str) -> None:
    assert read(SMALL.replace(old, new, 1)).digest != read(SMALL).digest


def test_the_digest_of_a_text_stays_what_runs_were_recorded_with() -> None:
    assert read(SMALL).digest == "e5cb3b5543a2c2083f7268718e88819139718df02d5f2760ba72b7c36d6c9e20"


@given(st.sampled_from(sorted(core_rubric().behaviors)), st.integers(-3, 3))
def test_the_digest_tells_every_behavior_and_value_apart(id: str, value: int) -> None:
    rubric = core_rubric()
    changed = replace(rubric.behaviors[id], value=value)
    other = replace(rubric, behaviors={**rubric.behaviors, id: changed})
    assert (other.digest == rubric.digest) is (value == rubric.behaviors[id].value)
