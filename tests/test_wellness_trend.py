"""An officer's own trend, and what a quarter comes to."""

from __future__ import annotations

from datetime import date
from itertools import pairwise

import pytest

from scoring.wellness.checkin import Answered, Occasion
from scoring.wellness.quarters import Quarter
from scoring.wellness.trend import LEAST_FOR_USUAL, TrainingDay, quarter_means, trend
from tests.checked_in import INSTRUMENTS, MONDAY, five, slider


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
