"""The instruments word for word, scored as published, packs of an agency's own, and where to turn."""

from __future__ import annotations

import pytest
from hypothesis import given

from scoring.wellness.checkin import Answered, Occasion, check_ins
from scoring.wellness.instruments import InstrumentError, LineKind, instruments_from, outcome, read_instrument
from scoring.wellness.support import read_support, unfilled_support
from tests.checked_in import INSTRUMENTS, some_answered

# ---- instruments


def test_only_what_may_be_shipped_is_shipped() -> None:
    assert set(INSTRUMENTS) == {
        *("phq2", "gad2", "phq8", "gad7", "pcptsd5", "tlx", "burnout", "energy", "tension", "recovered")
    }
    assert all(each.source and each.licence for each in INSTRUMENTS.values())


@pytest.mark.parametrize(
    ("id", "questions", "span", "line"),
    [
        ("phq2", 2, (0, 6), 3),
        ("gad2", 2, (0, 6), 3),
        ("phq8", 8, (0, 24), 10),
        ("gad7", 7, (0, 21), 10),
        ("pcptsd5", 6, (0, 5), 3),
        ("tlx", 6, (0, 100), None),
        ("burnout", 1, (1, 5), 3),
        ("energy", 1, (0, 100), None),
    ],
)
def test_each_instrument_is_scored_as_published(
    id: str, questions: int, span: tuple[int, int], line: int | None
) -> None:
    instrument = INSTRUMENTS[id]
    assert (len(instrument.questions), instrument.span, instrument.line) == (questions, span, line)


def test_the_words_are_those_of_the_public_forms() -> None:
    """Each beginning was read beside the published form; the lowest anchor is "Not at all", not "Not at all sure"."""
    phq8, gad7, screen = INSTRUMENTS["phq8"], INSTRUMENTS["gad7"], INSTRUMENTS["pcptsd5"]
    frequency = ["Not at all", "Several days", "More than half the days", "Nearly every day"]
    for each in ("phq2", "gad2", "phq8", "gad7"):
        assert [anchor.label for anchor in INSTRUMENTS[each].anchors] == frequency
    assert INSTRUMENTS["phq2"].items == phq8.items[:2]
    assert INSTRUMENTS["gad2"].items == gad7.items[:2]
    assert phq8.items[7].text == (
        "Moving or speaking so slowly that other people could have noticed. Or the opposite — being so fidgety or "
        "restless that you have been moving around a lot more than usual"
    )
    assert gad7.items[6].text == "Feeling afraid as if something awful might happen"
    assert screen.gate
    assert screen.gate.text.endswith("Have you ever experienced this kind of event?")
    assert screen.items[2].text == "been constantly on guard, watchful, or easily startled?"
    assert not any("better off dead" in item.text for each in INSTRUMENTS.values() for item in each.items)


def test_performance_runs_from_perfect_to_failure_and_is_not_turned_around() -> None:
    tlx = INSTRUMENTS["tlx"]
    ends = {item.title: [anchor.label for anchor in tlx.anchors_of(item)] for item in tlx.items}
    assert ends.pop("Performance") == ["Perfect", "Failure"]
    assert all(labels == ["Very Low", "Very High"] for labels in ends.values())
    assert outcome(tlx, (0, 0, 0, 60, 0, 0)).score == 10


def test_no_exposure_scores_nothing_and_is_all_that_is_asked() -> None:
    screen = INSTRUMENTS["pcptsd5"]
    assert outcome(screen, (0,)).score == 0
    assert outcome(screen, (1, 1, 1, 0, 0, 0)).at_line is False
    sensitive, efficient = (outcome(screen, (1, 1, 1, 1, more, 0)) for more in (0, 1))
    assert sensitive.at_line
    assert (sensitive.band, efficient.band) == (
        "at or above the sensitive line",
        "at or above the efficient line",
    )
    with pytest.raises(InstrumentError, match="1 answers to give"):
        outcome(screen, (0, 1, 1, 1, 1, 1))


@pytest.mark.parametrize(
    ("id", "answers", "band"),
    [
        ("phq8", (1, 1, 1, 1, 0, 0, 0, 0), "below mild"),
        ("phq8", (1, 1, 1, 1, 1, 0, 0, 0), "mild"),
        ("phq8", (3, 3, 3, 1, 0, 0, 0, 0), "moderate"),
        ("phq8", (3, 3, 3, 3, 3, 0, 0, 0), "moderately severe"),
        ("phq8", (3, 3, 3, 3, 3, 3, 2, 0), "severe"),
        ("gad7", (3, 3, 3, 3, 2, 0, 0), "moderate"),
        ("gad7", (3, 3, 3, 3, 3, 0, 0), "severe"),
    ],
)
def test_bands_begin_where_they_were_published(id: str, answers: tuple[int, ...], band: str) -> None:
    assert outcome(INSTRUMENTS[id], answers).band == band


def test_burnout_has_bands_for_reflection_and_sliders_are_no_test() -> None:
    assert INSTRUMENTS["burnout"].line_is is LineKind.REFLECTION
    assert "bands for reflection" in INSTRUMENTS["burnout"].note
    for each in ("energy", "tension", "recovered"):
        assert INSTRUMENTS[each].line is None
        assert "Not a validated test" in INSTRUMENTS[each].note


@given(some_answered())
def test_every_score_lies_on_its_scale(answered: Answered) -> None:
    low, high = INSTRUMENTS[answered.instrument].span
    assert low <= outcome(INSTRUMENTS[answered.instrument], answered.answers).score <= high


@pytest.mark.parametrize(
    ("id", "answers"), [("phq2", (1,)), ("phq2", (1, 4)), ("phq2", (1, True)), ("tlx", (1, 0, 0, 0, 0, 0))]
)
def test_what_cannot_be_answered_is_refused(id: str, answers: tuple[int, ...]) -> None:
    with pytest.raises(InstrumentError):
        outcome(INSTRUMENTS[id], answers)


PACK = """
id = "ours"
version = 1
title = "Our own"
asks = "How was it?"
scoring = "sum"
low = 0
high = 2
note = "n"
source = "s"
licence = "l"
anchors = [{ value = 0, label = "bad" }, { value = 2, label = "good" }]
items = [{ id = "a", text = "The week?" }]
"""


def test_an_agency_adds_a_pack_without_code() -> None:
    known = {**INSTRUMENTS, **instruments_from([PACK])}
    assert check_ins(known)[-1].instruments[0].title == "Our own"


@pytest.mark.parametrize(
    ("was", "becomes", "says"),
    [
        ('licence = "l"\n', "", "needs: licence"),
        ('licence = "l"', 'licence = "l"\ncolour = "red"', "has no: colour"),
        ('scoring = "sum"', 'scoring = "total"', "must be one of"),
        ('scoring = "sum"', 'scoring = "gated sum"', "go together"),
        ("version = 1", 'version = "1"', "whole number"),
        ("value = 2", "value = 1", "both ends"),
        ("low = 0", "low = 0\nline = 1", "line_is"),
        (', text = "The week?"', "", "needs: text"),
        ("low = 0", "low = ", "no TOML"),
    ],
)
def test_a_pack_with_a_mistake_is_refused_in_words(was: str, becomes: str, says: str) -> None:
    assert was in PACK
    with pytest.raises(InstrumentError, match=says):
        read_instrument(PACK.replace(was, becomes))


def test_by_default_five_questions_a_month_three_sliders_and_the_strain_of_a_run() -> None:
    asked = {each.occasion: [one.id for one in each.instruments] for each in check_ins()[:4]}
    assert asked == {
        Occasion.BEFORE: ["energy", "tension", "recovered"],
        Occasion.RUN: ["tlx"],
        Occasion.AFTER: ["energy", "tension", "recovered"],
        Occasion.MONTHLY: ["phq2", "gad2", "burnout"],
    }
    monthly = check_ins()[3]
    assert sum(len(each.questions) for each in monthly.instruments) == 5


# ---- where to turn


def test_a_placeholder_names_nobody() -> None:
    support = unfilled_support()
    assert not support.filled_in
    assert support.words.startswith("Your agency has not filled this in.")
    assert not support.resources
    assert not support.helps


def test_an_agency_fills_in_its_own_resources() -> None:
    support = read_support(
        'filled_in = true\nwords = "Ask."\nhelps = ["Walk."]\n[[resources]]\nname = "Peer support"\n'
        'kind = "peer support"\nreach = "Room 4"\nprivate = "Nobody is told."\n'
    )
    assert support.resources[0].reach == "Room 4"
    with pytest.raises(ValueError, match="filled_in must be true"):
        read_support('filled_in = true\nwords = "Ask."\nhelps = []\nresources = []\n')
