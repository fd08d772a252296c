"""What the statistics promise, measured on simulated officers whose truth is known.

Officers' log-odds of a right choice spread by .7 around .5; a scenario adds an effect of its own, drawn anew with a
standard deviation of 0, .5 or 1 logit. An officer's level is the chance of a right choice over all scenarios.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date, timedelta

import numpy as np
import pytest
from numpy.typing import NDArray

from scoring.change import Direction, Window, change
from scoring.cohort import hedges_g, mean_of, shrunk
from scoring.estimate import estimate
from scoring.funnel import Zone, funnel
from scoring.raters import Rating, agreement
from scoring.settings import house_settings, read_settings
from scoring.xmr import Rule, xmr
from tests.practiced import TODAY, in_order

Numbers = NDArray[np.float64]
EFFECTS = (0.0, 0.5, 1.0)  # of scenarios, in logits
OFFICERS = 1500
PAIRS = 1000  # of windows
NULL_COHORTS = 10_000
ALLOWED = 0.005  # over the nominal rate of a signal
POINTS, WEIGHTS = np.polynomial.hermite_e.hermegauss(41)


def chance(logits: Numbers) -> Numbers:
    odds: Numbers = 1 / (1 + np.exp(-logits))
    return odds


def level(logit: float, effect: float) -> float:
    """The chance of a right choice over all scenarios (Gauss and Hermite's quadrature)."""
    return float((WEIGHTS * chance(logit + effect * POINTS)).sum() / WEIGHTS.sum())


def practice(
    random: np.random.Generator, logit: float, effect: float, plays: Sequence[int], parts: int = 1
) -> Iterator[tuple[str, Sequence[float]]]:
    """Runs of so many scenarios, each played so often; a score has so many equal parts, all right or wrong in turn."""
    for scenario, often in enumerate(plays):
        right = float(chance(np.array(logit + effect * random.standard_normal())))
        for _ in range(often):
            opportunities = random.integers(3, 15)
            scores = random.binomial(parts, right, opportunities) / parts
            yield f"scenario {scenario}", scores.tolist()


def coverage(effect: float, plays: Sequence[int], parts: int = 1, logit: float | None = None) -> float:
    """How often the interval holds the level of officers who do not change."""
    random, inside = np.random.default_rng(5), 0
    for _ in range(OFFICERS):
        ability = 0.5 + 0.7 * random.standard_normal() if logit is None else logit
        found = estimate(in_order(practice(random, ability, effect, plays, parts)), "listen", TODAY)
        inside += found.low <= level(ability, effect) <= found.high
    return inside / OFFICERS


# ---- the officer's estimate


@pytest.mark.parametrize("effect", EFFECTS)
@pytest.mark.parametrize(
    "plays",
    [
        pytest.param([1] * 3, id="three calls"),
        pytest.param([1] * 12, id="twelve calls"),
        pytest.param([2, 2, 1, 1, 1, 1, 1, 1, 1], id="nine calls, two of them twice"),
        pytest.param([3] * 6, id="six calls three times over"),
        pytest.param([3] * 12, id="twelve calls three times over"),
        pytest.param([4, 3, 3, 2, 2, 2, 1, 1, 1, 1, 1, 1], id="twelve calls, the liked ones again"),
    ],
)
def test_the_interval_holds_the_level_of_officers_who_do_not_change(effect: float, plays: list[int]) -> None:
    assert 0.84 <= coverage(effect, plays) <= 0.99


@pytest.mark.parametrize("effect", EFFECTS)
def test_scores_between_right_and_wrong_make_the_interval_too_cautious_and_never_too_narrow(
    effect: float,
) -> None:
    assert coverage(effect, [1] * 12, parts=2) >= 0.84


def test_known_limit_the_prior_holds_back_the_best_until_there_is_enough_for_a_band() -> None:
    assert coverage(0.0, [1] * 3, logit=3.0) < 0.84 <= coverage(0.0, [1] * 12, logit=3.0)


# ---- change


def directions(effect: float, scenarios: int, gain: float = 0.0) -> Numbers:
    """The shares of better, same and worse of officers who gained so many logits between two windows."""
    random, counts = np.random.default_rng(6), dict.fromkeys(Direction, 0)
    split = TODAY - timedelta(days=180)
    early, late = Window(date(2020, 1, 1), split), Window(split + timedelta(days=1), TODAY)
    for _ in range(PAIRS):
        ability = 0.5 + 0.7 * random.standard_normal()
        before = in_order(practice(random, ability, effect, [1] * scenarios), split)
        after = in_order(practice(random, ability + gain, effect, [1] * scenarios), TODAY)
        found = change([*before, *after], "listen", early, late)
        assert found
        counts[found.direction] += 1
    return np.array([counts[each] for each in Direction]) / PAIRS


@pytest.mark.parametrize("effect", EFFECTS)
@pytest.mark.parametrize("scenarios", [1, 3, 8])
def test_hardly_anyone_who_did_not_change_is_called_reliably_better_or_worse(
    effect: float, scenarios: int
) -> None:
    better, _, worse = directions(effect, scenarios)
    assert better <= 0.05
    assert worse <= 0.05


def test_a_large_gain_is_found_in_most_who_made_it() -> None:
    assert directions(0.5, 8, gain=2.0)[0] >= 0.7


# ---- XmR


def months(random: np.random.Generator, effect: float, points: int) -> Numbers:
    """Monthly means of a unit that does not change: 20 officers, each with a run of one of the month's three calls."""
    logits = 0.5 + 0.7 * random.standard_normal((NULL_COHORTS, points, 20))
    calls = effect * random.standard_normal((NULL_COHORTS, points, 3))
    right = chance(logits + np.repeat(calls, 7, axis=2)[:, :, :20])
    means: Numbers = (random.binomial(8, right) / 8).mean(axis=2)
    return means


def nominal(rule: Rule, points: int) -> float:
    """How often a rule fires on so many normal values whose mean and standard deviation are known."""
    z = np.random.default_rng(7).standard_normal((100_000, points))
    match rule:
        case Rule.OUTSIDE:
            fires = np.abs(z) > 3
        case Rule.SHIFT:
            fires = stretches(z > 0, 7, 7) | stretches(z < 0, 7, 7)
        case Rule.TREND:
            steps = np.diff(z, axis=1)
            fires = stretches(steps > 0, 6, 6) | stretches(steps < 0, 6, 6)
        case Rule.NEAR_LIMIT:
            fires = stretches((z > 2) & (z <= 3), 3, 2) | stretches((z < -2) & (z >= -3), 3, 2)
    return float(fires.any(axis=1).mean())


def stretches(holds: NDArray[np.bool_], length: int, least: int) -> NDArray[np.bool_]:
    windows = np.lib.stride_tricks.sliding_window_view(holds, length, axis=1)
    return np.asarray(windows.sum(axis=2) >= least)


@pytest.mark.parametrize("effect", EFFECTS)
@pytest.mark.parametrize("points", [12, 24])
def test_each_rule_of_the_xmr_chart_fires_hardly_more_often_than_it_must(effect: float, points: int) -> None:
    charts = [xmr(values) for values in months(np.random.default_rng(8), effect, points).tolist()]
    fired = [{signal.rule for signal in chart.signals} for chart in charts]
    for rule in Rule:
        rate = sum(rule in rules for rules in fired) / NULL_COHORTS
        assert rate <= nominal(rule, points) + ALLOWED, rule


# ---- funnel


@pytest.mark.parametrize("effect", EFFECTS)
@pytest.mark.parametrize("units", [5, 12, 30])
def test_funnel_limits_are_crossed_hardly_more_often_than_they_must_be(effect: float, units: int) -> None:
    """Units whose officers are alike, though each unit practiced three calls of its own: over-dispersion, no signal."""
    random, zones = np.random.default_rng(9), list[Zone]()
    while len(zones) < NULL_COHORTS:
        found = funnel({str(number): unit(random, effect) for number in range(units)})
        assert found
        zones += [point.zone for point in found.points]
    beyond, far = (sum(zone in these for zone in zones) / len(zones) for these in (
        (Zone.BEYOND_NEAR, Zone.BEYOND_FAR), (Zone.BEYOND_FAR,)
    ))  # fmt: skip
    assert beyond <= 0.05 + ALLOWED
    assert far <= 0.002 + ALLOWED


def unit(random: np.random.Generator, effect: float, lead: float = 0.0) -> list[float]:
    """The officers' values in a unit of 5 to 40."""
    logits = 0.5 + lead + 0.7 * random.standard_normal((random.integers(5, 41), 1))
    right = chance(logits + effect * random.standard_normal(3))
    values: list[float] = (random.binomial(6, right) / 6).mean(axis=1).tolist()
    return values


def test_a_unit_that_is_far_ahead_lies_beyond_the_outer_limits_though_it_widens_them() -> None:
    random, found = np.random.default_rng(10), 0
    for _ in range(100):
        units = {str(number): unit(random, 0.0) for number in range(19)} | {
            "ahead": unit(random, 0.0, lead=3.0)
        }
        drawn = funnel(units)
        assert drawn
        found += drawn.points[-1].zone is Zone.BEYOND_FAR
    assert found >= 90


# ---- cohorts and raters


def test_the_bootstrap_interval_of_few_officers_holds_the_mean() -> None:
    random = np.random.default_rng(11)
    found = [mean_of(values.tolist()) for values in random.beta(4, 2, (600, 10))]
    assert 0.92 <= np.mean([each.low <= 4 / 6 <= each.high for each in found if each]) <= 0.98


def test_the_interval_of_hedges_g_holds_the_true_effect() -> None:
    random, hits = np.random.default_rng(12), 0
    for _ in range(1000):
        lasting = random.standard_normal(20)
        before, after = (lasting + 0.7 * random.standard_normal(20) for _ in range(2))
        found = hedges_g(before.tolist(), (after + 0.5).tolist())
        assert found
        hits += found.low <= 0.5 / np.sqrt(1 + 0.7**2) <= found.high
    assert 0.93 <= hits / 1000 <= 0.97


def test_shrunk_estimates_lie_nearer_to_the_truth_and_their_intervals_hold_it() -> None:
    random, nearer, hits = np.random.default_rng(13), 0, list[bool]()
    for _ in range(200):
        truth, errors = random.normal(0.6, 0.05, 30), random.uniform(0.03, 0.12, 30)
        values = truth + errors * random.standard_normal(30)
        found = shrunk(values.tolist(), errors.tolist())
        middle = np.array([each.value for each in found])
        nearer += ((middle - truth) ** 2).sum() < ((values - truth) ** 2).sum()
        hits += [each.low <= true <= each.high for each, true in zip(found, truth, strict=True)]
    assert nearer >= 190
    assert 0.9 <= np.mean(hits) <= 0.97


@pytest.mark.parametrize("raters", [2, 5])
def test_the_interval_of_the_raters_agreement_holds_the_truth(raters: int) -> None:
    """Two raters who rate all runs, or two of five for each run."""
    random, hits = np.random.default_rng(14), 0
    truth = 1 / (1 + 0.2 + 0.5)
    settings = read_settings(house_settings().text.replace("resamples = 2000", "resamples = 300"))
    for _ in range(200):
        of_run, of_rater = random.standard_normal(24), np.sqrt(0.2) * random.standard_normal(raters)
        table = of_run[:, None] + of_rater + np.sqrt(0.5) * random.standard_normal((24, raters))
        found = agreement(double_ratings(random, np.clip(np.round(4 + 1.2 * table), 1, 7)), settings)
        assert found
        hits += found.low <= truth <= found.high
    assert 0.9 <= hits / 200 <= 0.99


def double_ratings(random: np.random.Generator, table: Numbers) -> Iterator[Rating]:
    for number, row in enumerate(table):
        for rater in random.choice(len(row), 2, replace=False):
            yield Rating(f"run {number}", f"rater {rater}", int(row[rater]))
