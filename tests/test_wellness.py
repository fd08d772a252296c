"""The wellness room: instruments word for word, and an officer who enrols, answers, reads, exports and erases."""

from __future__ import annotations

import json
import random
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from scoring.stretch import FIPS, STRONG, Profile, Stretch
from scoring.wellness.checkin import FIVE_QUESTIONS, Answered, Occasion, check_ins
from scoring.wellness.envelopes import LETTER, fold, unfold
from scoring.wellness.instruments import (
    Instrument,
    InstrumentError,
    LineKind,
    Scoring,
    house_instruments,
    instruments_from,
    outcome,
    read_instrument,
)
from scoring.wellness.keys import WellnessError, WrongSecret, new_key, new_lock
from scoring.wellness.quarters import Quarter
from scoring.wellness.store import Store
from scoring.wellness.support import read_support, unfilled_support
from scoring.wellness.trend import LEAST_FOR_USUAL, TrainingDay, quarter_means, trend
from scoring.wellness.vault import Wellness

QUICK = Stretch(Profile.ARGON2ID, rounds=1, memory=64, lanes=1)  # for tests: real ones take a second
PASSPHRASE = "four odd green lamps"
INSTRUMENTS = house_instruments()
MONDAY = date(2026, 11, 16)


@dataclass
class Calendar:
    """A calendar that a test turns."""

    day: date = MONDAY

    def __call__(self) -> date:
        return self.day


@pytest.fixture
def calendar() -> Calendar:
    return Calendar()


@pytest.fixture
def officer(tmp_path: Path, calendar: Calendar) -> Iterator[Wellness]:
    with Wellness(tmp_path / "wellness.db", "k7q2", stretch=QUICK, today=calendar) as room:
        yield room


def five(day: date = MONDAY, down: int = 1, burnout: int = 2) -> tuple[Answered, ...]:
    """The five monthly questions, answered."""
    answers = {"phq2": (1, down), "gad2": (0, 1), "burnout": (burnout,)}
    return tuple(Answered(each, 1, Occasion.MONTHLY, day, answers[each]) for each in FIVE_QUESTIONS)


def slider(which: str, occasion: Occasion, value: int, day: date = MONDAY) -> Answered:
    return Answered(which, 1, occasion, day, (value,))


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


def any_answers(instrument: Instrument) -> st.SearchStrategy[tuple[int, ...]]:
    values = st.sampled_from(range(instrument.low, instrument.high + 1, instrument.step))
    all_ = st.tuples(*[values] * len(instrument.items))
    if instrument.scoring is Scoring.GATED_SUM:
        return st.just((0,)) | all_.map(lambda answers: (1, *answers))
    return all_


def some_answered() -> st.SearchStrategy[Answered]:
    return st.sampled_from(list(INSTRUMENTS.values())).flatmap(
        lambda instrument: st.builds(
            Answered,
            st.just(instrument.id),
            st.just(1),
            st.sampled_from(Occasion),
            st.dates(date(2026, 1, 1), date(2027, 12, 31)),
            any_answers(instrument),
            st.sampled_from(["", "burglary_visit", "Ärger am Tor"]),
        )
    )


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


# ---- envelopes


@given(st.lists(some_answered(), max_size=12))
def test_a_letter_gives_back_what_was_put_and_is_always_as_long(answered: list[Answered]) -> None:
    letter = fold(answered)
    assert len(letter) == LETTER
    assert unfold(letter) == tuple(answered)


def test_more_than_an_envelope_holds_is_refused_in_words() -> None:
    with pytest.raises(WellnessError, match="more than one envelope holds"):
        fold(many_runs(400))
    assert unfold(fold(many_runs(60))) == tuple(many_runs(60))


def many_runs(count: int) -> list[Answered]:
    """Runs of as many scenarios, each with answers of its own."""
    draw = random.Random(5)
    values = range(0, 101, 5)
    return [
        Answered("tlx", 1, Occasion.RUN, MONDAY, tuple(draw.choices(values, k=6)), f"scenario {place}")
        for place in range(count)
    ]


# ---- an officer


def test_what_was_put_without_a_passphrase_is_read_with_it(officer: Wellness) -> None:
    officer.enrol(PASSPHRASE)
    officer.put(five())
    officer.put()
    officer.put([slider("energy", Occasion.BEFORE, 55)])
    vault = officer.open(PASSPHRASE)
    assert vault.answered() == (*five(), slider("energy", Occasion.BEFORE, 55))
    assert vault.unreadable() == 0


def test_without_the_passphrase_nothing_is_read(officer: Wellness) -> None:
    officer.enrol(PASSPHRASE)
    officer.put(five())
    for wrong in ("four odd green lamp", "", "k7q2", PASSPHRASE.upper()):
        with pytest.raises(WrongSecret, match="opens nothing here"):
            officer.open(wrong)


def test_a_passphrase_may_be_typed_on_another_keyboard(officer: Wellness) -> None:
    officer.enrol("cafe\u0301 am großen Tor")
    assert officer.open("caf\u00e9 am großen Tor").answered() == ()


@pytest.mark.parametrize("weak", ["4711", "123456789012", "lamps", "aaaaaaaaaaaa", "    lamps    "])
def test_a_pin_or_a_short_passphrase_is_refused(officer: Wellness, weak: str) -> None:
    with pytest.raises(WellnessError, match="passphrase"):
        officer.enrol(weak)


def test_who_has_not_enrolled_leaves_envelopes_that_nobody_opens(officer: Wellness) -> None:
    officer.put(five())
    with pytest.raises(WrongSecret):
        officer.open(PASSPHRASE)
    officer.enrol(PASSPHRASE)
    officer.put(five())
    vault = officer.open(PASSPHRASE)
    assert vault.answered() == five()
    assert vault.unreadable() == 0


def test_the_recovery_code_brings_back_a_forgotten_passphrase(officer: Wellness) -> None:
    code = officer.enrol(PASSPHRASE)
    officer.put(five())
    new_code = officer.recover(
        code.lower().replace("0", "o").replace("1", "l").replace("-", " "), "a new long one"
    )
    assert officer.open("a new long one").answered() == five()
    assert new_code != code
    for secret in (lambda: officer.open(PASSPHRASE), lambda: officer.recover(code, "yet another one")):
        with pytest.raises(WrongSecret):
            secret()


def test_a_new_passphrase_opens_what_was_there(officer: Wellness) -> None:
    officer.enrol(PASSPHRASE)
    officer.put(five())
    code = officer.open(PASSPHRASE).change_passphrase("a new long one")
    with pytest.raises(WrongSecret):
        officer.open(PASSPHRASE)
    officer.recover(code, "the third of them")
    assert officer.open("the third of them").answered() == five()


def test_answers_that_cannot_be_given_leave_no_envelope(officer: Wellness) -> None:
    with pytest.raises(InstrumentError):
        officer.put([slider("energy", Occasion.BEFORE, 101)])
    with pytest.raises(WellnessError, match="no instrument"):
        officer.put([slider("mood", Occasion.BEFORE, 5)])
    assert officer.monthly_is_offered()


def test_monthly_questions_are_offered_until_the_first_sign_out_of_a_month(
    officer: Wellness, calendar: Calendar
) -> None:
    assert officer.monthly_is_offered()
    officer.put()
    assert not officer.monthly_is_offered()
    calendar.day = date(2026, 12, 1)
    assert officer.monthly_is_offered()


def test_the_export_has_questions_and_answers_in_words(officer: Wellness, tmp_path: Path) -> None:
    officer.enrol(PASSPHRASE)
    officer.put([*five(), Answered("pcptsd5", 1, Occasion.ASKED, MONDAY, (0,))])
    there = tmp_path / "mine.json"
    officer.open(PASSPHRASE).export(there)
    first, *_, last = json.loads(there.read_text("utf-8"))
    assert first["questions"][1] == {
        "question": "Feeling down, depressed, or hopeless",
        "answer": 1,
        "means": "Several days",
    }
    assert (first["score"], first["band"]) == (2, "below the screening line")
    assert len(last["questions"]) == 1
    assert there.stat().st_mode & 0o077 == 0
    with pytest.raises(WellnessError, match="cannot be written"):
        officer.open(PASSPHRASE).export(there)


def test_erased_answers_open_with_nothing(officer: Wellness) -> None:
    code = officer.enrol(PASSPHRASE)
    officer.put(five())
    vault = officer.open(PASSPHRASE)
    vault.erase()
    for reading in (
        vault.answered,
        vault.trend,
        lambda: officer.open(PASSPHRASE),
        lambda: officer.recover(code, "yet another one"),
    ):
        with pytest.raises(WellnessError):
            reading()
    officer.put(five())  # and signing out goes on
    officer.enrol(PASSPHRASE)
    assert officer.open(PASSPHRASE).answered() == ()


@pytest.mark.parametrize("stretch", [STRONG, FIPS])
def test_both_profiles_open_what_they_locked(stretch: Stretch) -> None:
    private = new_key()
    lock, code = new_lock(private, PASSPHRASE, "k7q2", stretch)
    raw = private.private_bytes_raw()
    assert lock.opened_by_passphrase(PASSPHRASE, "k7q2").private_bytes_raw() == raw
    assert lock.opened_by_code(code, "k7q2").private_bytes_raw() == raw
    with pytest.raises(WrongSecret):
        lock.opened_by_code(code, "another officer")
    assert Stretch.read(lock.stretch) == stretch


def test_a_file_of_another_program_is_left_alone(tmp_path: Path) -> None:
    from scoring.record import Record

    path = tmp_path / "record.db"
    Record(path).close()
    before = path.read_bytes()
    with pytest.raises(WellnessError, match="another program"):
        Store(path)
    assert path.read_bytes() == before


# ---- the trend


def test_the_trend_is_sorted_banded_and_held_against_ones_own_usual() -> None:
    days = [date(2026, month, 3) for month in (9, 7, 8, 10)]
    answered = [each for down, day in enumerate(days) for each in five(day, down)]
    series = {each.figure: each for each in trend(answered, INSTRUMENTS).series}
    points = series["phq2"].points
    assert all(a.day < b.day for a, b in pairwise(points))
    assert [(point.score, point.band.split()[0]) for point in points] == [
        *((2, "below"), (3, "at"), (1, "below"), (4, "at"))
    ]
    assert series["phq2"].usual == 2  # the median of 2, 3 and 1
    assert len(points) - 1 == LEAST_FOR_USUAL
    assert trend(answered[:6], INSTRUMENTS).series[0].usual is None


def test_a_session_is_before_and_after_on_one_day() -> None:
    tuesday = date(2026, 11, 17)
    answered = [
        slider("tension", Occasion.BEFORE, 40),
        slider("tension", Occasion.AFTER, 60),
        slider("tension", Occasion.BEFORE, 50),  # left without another word
        slider("tension", Occasion.AFTER, 10, tuesday),
        slider("tension", Occasion.BEFORE, 30, tuesday),
        slider("tension", Occasion.AFTER, 40, tuesday),
    ]
    (shift,) = trend(answered, INSTRUMENTS).shifts
    assert (shift.sessions, shift.change) == (2, 15.0)


def test_training_load_stands_beside_the_check_ins_of_its_week() -> None:
    answered = [
        slider("energy", Occasion.BEFORE, value, date(2026, 11, 15 + value // 10)) for value in (10, 20, 90)
    ]
    training = [TrainingDay(MONDAY, 3, 40, 1), TrainingDay(date(2026, 11, 22), 1, 10, 0)]
    first, second = trend(answered, INSTRUMENTS, training).weeks
    assert (first.start, first.runs, first.minutes, first.hard) == (MONDAY, 4, 50, 1)
    assert first.means == {"energy/before": 15.0}
    assert (second.start, second.runs, second.means) == (date(2026, 11, 23), 0, {"energy/before": 90.0})


def test_a_quarter_has_a_mean_of_each_figure_and_strain_by_scenario() -> None:
    strain = [Answered("tlx", 1, Occasion.RUN, MONDAY, (value,) * 6, "burglary_visit") for value in (20, 40)]
    late = Answered("phq2", 1, Occasion.MONTHLY, date(2027, 1, 1), (3, 3))
    answered = [*five(), *five(date(2026, 10, 1), down=3), *strain, late]
    assert quarter_means(answered, INSTRUMENTS, Quarter(2026, 4)) == {
        "burnout": 2.0,
        "gad2": 1.0,
        "phq2": 3.0,
        "tlx/burglary_visit": 30.0,
    }


def test_a_quarter_is_closed_when_its_last_day_is_over() -> None:
    quarter = Quarter.read("2026-Q4")
    assert quarter == Quarter.of(MONDAY)
    assert not quarter.is_closed(date(2026, 12, 31))
    assert quarter.is_closed(date(2027, 1, 1))
    assert [Quarter.of(date(2026, month, 1)).number for month in range(1, 13)] == [
        1,
        1,
        1,
        2,
        2,
        2,
        3,
        3,
        3,
        4,
        4,
        4,
    ]
    with pytest.raises(ValueError, match="no quarter"):
        Quarter.read("2026-Q5")
