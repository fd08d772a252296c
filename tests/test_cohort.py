"""Cohorts: means, shares, effects and shrinkage; funnels and XmR charts, against scipy or worked by hand."""

from __future__ import annotations

import math
import random
from itertools import pairwise
from statistics import fmean

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy import stats

from scoring.cohort import between_variance, hedges_g, mean_of, share_of, shrunk
from scoring.funnel import Zone, funnel
from scoring.settings import house_settings, read_settings
from scoring.xmr import Rule, Signal, xmr

VALUES = [0.31, 0.42, 0.44, 0.52, 0.55, 0.58, 0.6, 0.61, 0.7, 0.93]


# ---- means


def test_the_mean_has_its_n_and_an_interval_that_is_the_same_each_time() -> None:
    found = mean_of(VALUES)
    assert found
    assert found.n == 10
    assert found.value == pytest.approx(fmean(VALUES))
    assert found.low < found.value < found.high
    assert found == mean_of(VALUES)


def test_the_interval_is_scipys_percentile_bootstrap_at_the_expanded_confidence() -> None:
    found = mean_of(VALUES)
    assert found
    tail = stats.norm.cdf(math.sqrt(10 / 9) * stats.t.ppf(0.025, 9))
    reference = stats.bootstrap(
        (VALUES,), np.mean, confidence_level=1 - 2 * tail, method="percentile", n_resamples=50_000, rng=1
    ).confidence_interval
    assert found.low == pytest.approx(reference.low, abs=0.01)
    assert found.high == pytest.approx(reference.high, abs=0.01)


def test_weights_count_as_often_as_the_officer_had_opportunities() -> None:
    found = mean_of([0.2, 0.8, 0.5], [1, 3, 0])
    assert found
    assert found.value == pytest.approx((0.2 + 3 * 0.8) / 4)
    assert 0.2 <= found.low <= found.high <= 0.8 + 1e-12


def test_one_officer_has_no_interval_and_broken_weights_are_refused() -> None:
    assert mean_of([0.5]) is None
    for weights in ([1.0], [0.0, 0.0], [1.0, -1.0]):
        with pytest.raises(ValueError, match="Weights"):
            mean_of([0.1, 0.2], weights)


def test_a_large_cohort_is_resampled_in_parts() -> None:
    values = [random.Random(1).random() for _ in range(3000)]
    found = mean_of(values)
    assert found
    half = 1.96 * float(np.std(values)) / math.sqrt(3000)
    assert found.high - found.low == pytest.approx(2 * half, rel=0.1)


# ---- shares


@given(st.integers(1, 400), st.data())
def test_the_interval_of_a_share_is_wilsons(n: int, data: st.DataObject) -> None:
    count = data.draw(st.integers(0, n))
    found, reference = share_of(count, n), stats.binomtest(count, n).proportion_ci(method="wilson")
    assert found
    assert found.low == pytest.approx(reference.low, abs=1e-12)
    assert found.high == pytest.approx(reference.high)


def test_a_share_of_none_is_none_and_more_than_all_is_refused() -> None:
    assert share_of(0, 0) is None
    with pytest.raises(ValueError, match="3 of 2"):
        share_of(3, 2)


# ---- effects


def test_hedges_g_is_the_mean_difference_in_pooled_deviations_with_the_exact_correction() -> None:
    after = [value + 0.1 * (number % 3) for number, value in enumerate(VALUES)]
    found = hedges_g(VALUES, after)
    assert found
    d = (fmean(after) - fmean(VALUES)) / math.sqrt((np.var(VALUES, ddof=1) + np.var(after, ddof=1)) / 2)
    exact = math.gamma(4.5) / (math.sqrt(4.5) * math.gamma(4))
    assert found.g == pytest.approx(d * exact)
    assert exact == pytest.approx(1 - 3 / (4 * 9 - 1), abs=0.001)  # Hedges' own approximation
    r = stats.pearsonr(VALUES, after).statistic
    error = math.sqrt((1 / 10 + d * d / 20) * 2 * (1 - r)) * exact
    assert found.high - found.low == pytest.approx(2 * stats.t.ppf(0.975, 9) * error, rel=0.05)


def test_hedges_g_turns_with_the_direction_and_needs_spread_and_pairs() -> None:
    up, down = hedges_g([1, 2, 3, 4], [3, 3, 5, 6]), hedges_g([3, 3, 5, 6], [1, 2, 3, 4])
    assert up
    assert down
    assert up.g == pytest.approx(-down.g)
    assert hedges_g([1, 1, 1], [1, 1, 1]) is None
    assert hedges_g([1, 2], [2, 3]) is None
    with pytest.raises(ValueError, match="same officers"):
        hedges_g([1, 2, 3], [1, 2])


# ---- shrinkage


def test_between_variance_is_dersimonian_and_lairds_by_hand() -> None:
    values, errors = [0.5, 0.6, 0.9], [0.1, 0.1, 0.2]
    w = [100, 100, 25]
    center = (50 + 60 + 22.5) / 225
    q = sum(each * (value - center) ** 2 for each, value in zip(w, values, strict=True))
    assert between_variance(values, errors) == pytest.approx((q - 2) / (225 - (10000 + 10000 + 625) / 225))
    assert between_variance([0.5, 0.5, 0.5], errors) == 0


def test_the_less_certain_is_drawn_further_in_and_two_stand_as_they_are() -> None:
    found = shrunk([0.4, 0.5, 0.6, 0.7, 0.9, 0.9], [0.05, 0.05, 0.05, 0.05, 0.02, 0.2])
    assert found[5].own < found[0].own < found[4].own < 1
    assert found[5].value < found[4].value < 0.9
    assert all(each.low < each.value < each.high for each in found)
    assert [each.value for each in shrunk([0.2, 0.9], [0.1, 0.1])] == [0.2, 0.9]
    assert shrunk([], []) == ()
    with pytest.raises(ValueError, match="standard error"):
        shrunk([0.5], [0.0])


# ---- funnel


def units(*means: float, size: int = 10) -> dict[str, list[float]]:
    """Units with these means, whose officers differ all in the same way."""
    return {
        f"unit {number}": [mean + 0.1 * (-1) ** each for each in range(size)]
        for number, mean in enumerate(means)
    }


def test_units_that_chance_explains_have_no_over_dispersion_and_limits_by_hand() -> None:
    found = funnel(units(0.5, 0.52, 0.48, 0.51, 0.49))
    assert found
    assert found.between == 0
    assert found.center == pytest.approx(0.5)
    within = math.sqrt(50 * 0.01 / 45)
    assert found.within == pytest.approx(within)
    limits, near, far = found.limits(25), stats.t.ppf(0.975, 45), stats.t.ppf(0.999, 45)
    assert limits.near_high == pytest.approx(0.5 + near * within / 5)
    assert limits.far_low == pytest.approx(0.5 - far * within / 5)
    assert {point.zone for point in found.points} == {Zone.INSIDE}


def test_units_that_differ_widen_the_limits_and_the_funnel_says_by_how_much() -> None:
    found = funnel(units(0.3, 0.4, 0.5, 0.6, 0.7))
    assert found
    assert found.dispersion > 10
    assert 0.1 < found.between < 0.25
    assert found.limits(10).near_high > 0.5 + found.near * found.between


def test_one_odd_unit_lies_outside_and_does_not_widen_the_limits_to_hide_itself() -> None:
    found = funnel(units(*[0.48, 0.52, 0.5, 0.49, 0.51] * 4, 0.9))
    assert found
    assert found.points[-1].zone is Zone.BEYOND_FAR
    assert {point.zone for point in found.points[:-1]} == {Zone.INSIDE}


def test_units_stay_in_the_order_in_which_they_came() -> None:
    found = funnel(units(0.9, 0.1, 0.5, 0.3, 0.7) | {"empty": []})
    assert found
    assert [point.unit for point in found.points] == [f"unit {number}" for number in range(5)]


def test_a_funnel_of_few_units_or_without_spread_has_no_limits() -> None:
    assert funnel(units(0.1, 0.2, 0.3, 0.4)) is None
    assert funnel({str(number): [0.5, 0.5] for number in range(6)}) is None
    assert funnel({str(number): [0.5] for number in range(6)}) is None


def test_without_winsorizing_the_dispersion_is_the_plain_mean_square() -> None:
    plain = read_settings(house_settings().text.replace("winsorized = 0.1", "winsorized = 0.0"))
    found = funnel(units(0.4, 0.45, 0.5, 0.55, 0.6), plain)
    assert found
    z = [(mean - 0.5) / (found.within / math.sqrt(10)) for mean in (0.4, 0.45, 0.5, 0.55, 0.6)]
    assert found.dispersion == pytest.approx(fmean(each * each for each in z))


# ---- XmR

QUIET = [5, 6, 4, 5, 6, 5, 4, 6, 5, 4, 5, 6.0]


def test_there_are_no_limits_before_twelve_points() -> None:
    assert xmr(QUIET[:11]).center is None
    assert xmr([*QUIET[:10], 99]).signals == ()
    assert xmr(QUIET).center is not None


def test_the_limits_are_two_point_six_six_mean_moving_ranges_from_the_mean() -> None:
    found = xmr(QUIET)
    ranges = fmean(abs(later - earlier) for earlier, later in pairwise(QUIET))
    assert found.center == pytest.approx(fmean(QUIET))
    assert found.high == pytest.approx(fmean(QUIET) + 2.66 * ranges, abs=0.001)
    assert found.low == pytest.approx(fmean(QUIET) - 2.66 * ranges, abs=0.001)
    assert found.signals == ()


def test_a_point_outside_the_limits_is_a_signal() -> None:
    assert Signal(Rule.OUTSIDE, 12, 12, True) in xmr([*QUIET, 15, 5, 5, 6, 4, 5, 6]).signals


@pytest.mark.parametrize(("length", "fires"), [(6, False), (7, True), (8, True)])
def test_seven_in_a_row_on_one_side_of_the_mean_are_a_shift(length: int, fires: bool) -> None:
    high, low = [6.0, 7.0] * 4, [3.0, 4.0] * 3
    found = xmr([*low, *high[:length], 3.2, 6.3, 3.4])
    assert (Signal(Rule.SHIFT, 6, 5 + length, True) in found.signals) is fires
    assert any(signal.rule is Rule.SHIFT for signal in found.signals) is fires


@pytest.mark.parametrize(("points", "fires"), [(6, False), (7, True)])
def test_seven_points_that_fall_are_a_trend(points: int, fires: bool) -> None:
    falling = [8.0 - 0.5 * number for number in range(points)]
    found = xmr([5.0, 6.0, 5.0, 6.0, 5.0, *falling, 6.0, 5.0, 6.0])
    assert (Signal(Rule.TREND, 5, 4 + points, False) in found.signals) is fires
    assert any(signal.rule is Rule.TREND for signal in found.signals) is fires


def test_points_that_stay_equal_are_no_trend() -> None:
    found = xmr([1.0, 2.0, 3.0, 4.0, 4.0, 5.0, 6.0, 7.0, 1.0, 2.0, 1.0, 2.0])
    assert Rule.TREND not in {signal.rule for signal in found.signals}


@pytest.mark.parametrize(
    ("last", "fires"),
    [([7.9, 5.0, 7.9], True), ([7.9, 7.9], True), ([7.9, 5.0, 5.0, 7.9], False), ([7.9, 5.0, 2.1], False)],
)
def test_two_of_three_near_the_same_limit_are_a_signal(last: list[float], fires: bool) -> None:
    found = xmr([5.0, 6.0] * 4 + [5.0, 4.0] * 4 + last + [5.0, 4.0] * 3)
    near = [signal for signal in found.signals if signal.rule is Rule.NEAR_LIMIT]
    assert bool(near) is fires
    if fires:
        assert near == [Signal(Rule.NEAR_LIMIT, 16, 15 + len(last), True)]


def test_a_figure_that_never_moves_has_a_center_and_no_signal() -> None:
    found = xmr([0.1] * 20)
    assert (found.low, found.high, found.signals) == (found.center, found.center, ())


def test_of_many_officers_students_interval_takes_the_place_of_the_bootstrap_and_is_the_same_to_a_hair() -> (
    None
):
    random = np.random.default_rng(21)
    values, weights = random.beta(4, 2, 500).tolist(), random.integers(1, 30, 500).tolist()
    fewer = read_settings(house_settings().text.replace("resampled = 500", "resampled = 499"))
    for its in (None, weights):
        drawn, told = mean_of(values, its), mean_of(values, its, fewer)
        assert drawn
        assert told
        assert told.value == drawn.value
        assert told.high - told.low == pytest.approx(drawn.high - drawn.low, rel=0.05)
