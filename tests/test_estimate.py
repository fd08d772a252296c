"""The officer's estimate: weights by hand, the gate, bands, change, refresher, and what to practice next."""

from __future__ import annotations

import re
import subprocess
import sys
from dataclasses import replace
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy import integrate, special, stats

from scoring.change import Direction, Window, change, retest_change
from scoring.distributions import beta_cdf, beta_quantile, chance_greater, f_quantile, t_quantile
from scoring.estimate import Band, RunFigures, estimate, estimates, reasons, verdict
from scoring.practice import Need, Offer, practice_next, refresher
from tests.practiced import TODAY, in_order, played
from tests.small_runs import RUBRIC

MONTH = timedelta(days=365.25 / 12)
RIGHT, WRONG = (1.0,) * 8, (0.0,) * 8
EIGHT = 8 / 1.84  # eight opportunities of one run weigh as much as so many lone ones
PARAMETERS = st.floats(0.5, 500)


# ---- distributions, against scipy


@given(st.floats(0.001, 0.999), PARAMETERS, PARAMETERS)
def test_the_beta_distribution_is_scipys(x: float, a: float, b: float) -> None:
    assert beta_cdf(x, a, b) == pytest.approx(special.betainc(a, b, x), abs=1e-10)


@given(st.floats(0.001, 0.999), PARAMETERS, PARAMETERS)
def test_the_beta_quantile_is_scipys(mass: float, a: float, b: float) -> None:
    assert beta_quantile(mass, a, b) == pytest.approx(special.betaincinv(a, b, mass), rel=1e-8, abs=1e-12)


@given(st.floats(0.001, 0.999), st.floats(1, 300), st.floats(1, 300))
def test_the_quantiles_of_t_and_f_are_scipys(mass: float, above: float, below: float) -> None:
    assert t_quantile(mass, above) == pytest.approx(stats.t.ppf(mass, above), rel=1e-7, abs=1e-7)
    assert f_quantile(mass, above, below) == pytest.approx(stats.f.ppf(mass, above, below), rel=1e-7)


@pytest.mark.parametrize("first", [(2, 2), (3.7, 11), (40, 9), (2, 300)])
@pytest.mark.parametrize("second", [(2, 2), (12.5, 4), (2.1, 60), (150, 150)])
def test_the_chance_that_one_level_is_above_another_is_the_integral(
    first: tuple[float, float], second: tuple[float, float]
) -> None:
    def below(x: float) -> float:
        return float(stats.beta.pdf(x, *first) * special.betainc(*second, x))

    whole = integrate.quad(below, 0, 1, points=[stats.beta.mean(*first), stats.beta.mean(*second)], limit=500)
    assert chance_greater(*first, *second) == pytest.approx(whole[0], abs=1e-7)
    assert chance_greater(*first, *second) + chance_greater(*second, *first) == pytest.approx(1, abs=1e-10)


def test_distributions_beyond_their_range_are_none_or_all_and_broken_ones_are_refused() -> None:
    assert (beta_cdf(-1, 2, 2), beta_cdf(2, 2, 2), beta_quantile(0, 2, 2), beta_quantile(1, 2, 2)) == (
        0,
        1,
        0,
        1,
    )
    with pytest.raises(ValueError, match="above 0"):
        beta_cdf(0.5, 0, 2)


def test_an_estimate_needs_no_numpy() -> None:
    code = "import sys, scoring.practice, scoring.change; sys.exit('numpy' in sys.modules)"
    subprocess.run([sys.executable, "-c", code], check=True)


# ---- weights


def test_without_runs_there_is_the_prior_alone() -> None:
    found = estimate([], "listen", TODAY)
    assert (found.gained, found.missed, found.mean, found.opportunities) == (2, 2, 0.5, 0)
    assert found.low == pytest.approx(stats.beta.ppf(0.05, 2, 2))
    assert found.high == pytest.approx(stats.beta.ppf(0.95, 2, 2))
    assert reasons(found) == ("Not practiced yet.",)


def test_the_opportunities_of_one_run_weigh_less_together() -> None:
    found = estimate([played("a", 1, 1, 0)], "listen", TODAY)
    assert found.gained == pytest.approx(2 + 2 / 1.24)
    assert found.missed == pytest.approx(2 + 1 / 1.24)
    assert found.faced == 3


def test_each_further_play_of_a_scenario_weighs_a_quarter() -> None:
    found = estimate(
        [played("a", 1, play=1), played("a", 1, play=2), played("a", 1, play=3)], "listen", TODAY
    )
    assert found.opportunities == pytest.approx(1 + 0.25 + 0.0625)
    assert found.scenarios == 1


def test_evidence_is_half_as_much_after_six_and_a_half_months() -> None:
    found = estimate([played("a", 1, on=TODAY - 6.5 * MONTH)], "listen", TODAY)
    assert found.opportunities == pytest.approx(0.5, abs=0.002)
    assert (
        estimate([played("a", 1, on=TODAY - 6.5 * MONTH)], "listen", TODAY, ageing=False).opportunities == 1
    )


def test_an_estimate_of_a_day_knows_nothing_of_later_runs() -> None:
    assert estimate([played("a", 1, on=TODAY + timedelta(days=1))], "listen", TODAY).runs == ()


def test_runs_of_two_officers_are_refused() -> None:
    with pytest.raises(ValueError, match="one officer"):
        estimate([played("a", 1), played("b", 1, officer="kim")], "listen", TODAY)


@given(st.lists(st.lists(st.floats(0, 1), min_size=1, max_size=9), max_size=12), st.randoms())
def test_the_order_of_runs_changes_nothing_and_the_mean_lies_in_its_interval(
    scores: list[list[float]], random: object
) -> None:
    runs = in_order((f"s{number % 5}", its) for number, its in enumerate(scores))
    found, turned = estimate(runs, "listen", TODAY), estimate(runs[::-1], "listen", TODAY)
    assert found == turned
    assert 0 <= found.low < found.mean < found.high <= 1
    assert sum(found.masses.values()) == pytest.approx(1)


# ---- gate and bands


def test_one_play_never_makes_a_band() -> None:
    found = estimate([played("a", *(1.0,) * 200)], "listen", TODAY)
    assert found.band is None
    assert verdict(found) == "not enough yet"
    assert reasons(found)[0] == "One play never makes a band."


@pytest.mark.parametrize("scenarios", ["aab", "ab", "aaabbb"])
def test_no_band_below_three_different_scenarios(scenarios: str) -> None:
    found = estimate([played(each, *(1.0,) * 100) for each in scenarios], "listen", TODAY)
    assert found.opportunities >= 12
    assert not found.enough
    assert "2 of the 3 different scenarios" in reasons(found)[-1]


def test_no_band_below_twelve_weighted_opportunities() -> None:
    eleven = [played(str(number), 1) for number in range(11)]
    found = estimate(eleven, "listen", TODAY)
    assert not found.enough
    assert reasons(found)[0].startswith("11.0 of the 12 weighted opportunities")
    assert estimate([*eleven, played("x", 1)], "listen", TODAY).enough


def test_a_band_is_provisional_below_twenty_four() -> None:
    runs = [played(str(number), 1) for number in range(24)]
    few, many = estimate(runs[:23], "listen", TODAY), estimate(runs, "listen", TODAY)
    assert (few.band, few.provisional, verdict(few)) == (Band.STRONG, True, "strong, provisional")
    assert (many.band, many.provisional, verdict(many)) == (Band.STRONG, False, "strong")
    assert "24 make it firm" in reasons(few)[1]


@pytest.mark.parametrize(
    ("right", "of", "said"),
    [
        (3, 30, "developing"),
        (23, 30, "between solid and strong"),
        (14, 30, "between developing and solid"),
        (65, 100, "solid"),
        (29, 30, "strong"),
    ],
)
def test_a_band_is_named_only_where_most_of_the_mass_lies(right: int, of: int, said: str) -> None:
    runs = [played(str(number), float(number < right)) for number in range(of)]
    found = estimate(runs, "listen", TODAY)
    assert verdict(found) == said
    assert ("a band is named from 80%" in reasons(found)[0]) is said.startswith("between")


def test_a_band_fades_when_its_evidence_is_old() -> None:
    runs = [played(str(number), 1) for number in range(20)]
    assert verdict(estimate(runs, "listen", TODAY + 12 * MONTH)) == "not enough yet"


# ---- change


EARLY, LATE = Window(date(2026, 1, 1), date(2026, 2, 28)), Window(date(2026, 4, 1), date(2026, 6, 1))


def two_windows(before: tuple[float, ...], after: tuple[float, ...]) -> list[RunFigures]:
    return [played(name, *before, on=date(2026, 2, 1)) for name in "abc"] + [
        played(name, *after, on=date(2026, 5, 1)) for name in "def"
    ]


def test_a_clear_change_is_told_both_ways() -> None:
    up = change(two_windows(WRONG, RIGHT), "listen", EARLY, LATE)
    down = change(two_windows(RIGHT, WRONG), "listen", EARLY, LATE)
    assert up
    assert down
    assert (up.direction, down.direction) == (Direction.BETTER, Direction.WORSE)
    assert up.earlier.on == EARLY.last
    assert up.earlier.runs != up.later.runs


def test_the_chance_is_that_of_the_two_distributions() -> None:
    found = change(two_windows((1, 0), (1, 1)), "listen", EARLY, LATE)
    assert found
    drawn = (
        stats.beta(found.later.gained, found.later.missed),
        stats.beta(found.earlier.gained, found.earlier.missed),
    )
    random = [each.rvs(400_000, random_state=seed) for seed, each in enumerate(drawn)]
    assert found.chance == pytest.approx((random[0] > random[1]).mean(), abs=0.003)
    assert found.direction is Direction.SAME


def test_no_change_is_told_without_both_windows_and_windows_that_overlap_are_refused() -> None:
    assert change([played("a", 1, on=date(2026, 5, 1))], "listen", EARLY, LATE) is None
    with pytest.raises(ValueError, match="ends before"):
        change([], "listen", EARLY, Window(EARLY.last, LATE.last))


def test_the_retest_change_needs_thirty_officers_and_is_jacobsons_and_truaxs() -> None:
    earlier = [number / 40 for number in range(30)]
    later = [value + (0.1 if number % 3 else -0.1) for number, value in enumerate(earlier)]
    found = retest_change(earlier, later)
    assert found
    r = stats.pearsonr(earlier, later).statistic
    assert found.correlation == pytest.approx(r)
    assert found.least == pytest.approx(1.959964 * stats.tstd(earlier) * (2 * (1 - r)) ** 0.5)
    assert retest_change(earlier[:29], later[:29]) is None
    assert retest_change([0.5] * 30, later) is None
    with pytest.raises(ValueError, match="same officers"):
        retest_change(earlier, later[:3])


# ---- refresher


def learned(last: date = TODAY) -> list[RunFigures]:
    """Three weak runs, then ten that went well."""
    first = in_order([(name, (0.3,) * 8) for name in "abc"], last - timedelta(days=100))
    return [*first, *in_order([(name, (0.9,) * 8) for name in "defghijklm"], last)]


def test_a_level_relaxes_toward_the_first_estimate_by_half_in_six_and_a_half_months() -> None:
    found = refresher(learned(), "listen", TODAY)
    assert found
    assert found.first == pytest.approx((2 + 0.3 * 3 * EIGHT) / (4 + 3 * EIGHT))
    assert found.now == pytest.approx((2 + (0.3 * 3 + 0.9 * 10) * EIGHT) / (4 + 13 * EIGHT))
    assert found.predicted(TODAY) == found.now
    assert found.predicted(TODAY + 6.5 * MONTH) == pytest.approx((found.first + found.now) / 2, abs=0.001)


def test_a_refresher_is_due_on_the_first_day_when_falling_below_the_standard_is_likelier_than_not() -> None:
    found = refresher(learned(), "listen", TODAY)
    assert found
    assert found.due
    for day, due in ((found.due, True), (found.due - timedelta(days=1), False)):
        mean = found.predicted(day)
        below = stats.beta.cdf(0.6, mean * found.certainty, (1 - mean) * found.certainty)
        assert bool(below > 0.5) is due


def test_the_due_date_does_not_move_while_nothing_is_practiced() -> None:
    now, later = (refresher(learned(), "listen", TODAY + wait) for wait in (timedelta(0), 24 * MONTH))
    assert now
    assert now == later  # decay counts once


def test_what_always_was_strong_never_falls_due_and_what_is_weak_is_due_at_once() -> None:
    strong = refresher(in_order([(name, RIGHT) for name in "abcdef"]), "listen", TODAY)
    weak = refresher(in_order([(name, WRONG) for name in "abcdef"]), "listen", TODAY)
    assert strong
    assert weak
    assert (strong.due, weak.due) == (None, TODAY)


def test_practice_does_not_wait_to_make_anyone_better() -> None:
    fallen = [
        *in_order([(name, RIGHT) for name in "abc"], TODAY - MONTH),
        *in_order([(name, WRONG) for name in "defg"]),
    ]
    found = refresher(fallen, "listen", TODAY)
    assert found
    assert found.now < found.first
    assert found.predicted(TODAY + 24 * MONTH) == found.now


def test_there_is_no_refresher_without_enough_for_a_band() -> None:
    assert refresher([played("a", *RIGHT)], "listen", TODAY) is None


# ---- what to practice next


def offer(name: str, **opportunities: float) -> Offer:
    return Offer(name, f"The {name}", opportunities)


OFFERS = [
    offer("bridge", listen=8, care=3),
    offer("stop", listen=3, justice=9),
    offer("desk", justice=5),
    offer("visit", care=6, listen=1),
]


def both(name: str, listen: float, justice: float, on: date = TODAY) -> RunFigures:
    scores = {"listen": (listen,) * 6, "justice": (justice,) * 6, "care": (1.0,) * 6}
    return RunFigures(f"{name}-{on}", "lee", name, on, 1, scores)


def test_the_weakest_dimension_is_served_first_and_the_reason_says_so() -> None:
    runs = [both(name, listen=0.2, justice=0.95) for name in "abcdef"]
    found = practice_next(runs, RUBRIC.dimensions, OFFERS, TODAY)
    assert [each.offer.scenario for each in found] == ["bridge", "stop", "visit"]
    assert {each.dimension for each in found} == {"listen"}
    assert found[0].need is Need.WEAK
    assert (
        "Listening: the estimate is 25\N{NO-BREAK SPACE}%, and 99\N{NO-BREAK SPACE}% likely" in found[0].why
    )
    assert "“The bridge” gives about 8 opportunities for it, and was not played yet." in found[0].why


def test_what_was_just_played_is_not_suggested_while_something_else_serves() -> None:
    runs = [both(name, 0.2, 0.95, TODAY - MONTH) for name in "abcdef"] + [both("bridge", 0.2, 0.95)]
    found = practice_next(runs, RUBRIC.dimensions, OFFERS, TODAY)
    assert [each.offer.scenario for each in found] == ["stop", "visit"]
    alone = practice_next(runs, RUBRIC.dimensions, OFFERS[:1], TODAY)
    assert [each.offer.scenario for each in alone] == ["bridge"]
    assert "was played once" in alone[0].why


def test_a_scenario_played_before_gives_way_to_one_that_brings_more_evidence() -> None:
    old = [
        replace(both("bridge", 0.2, 0.95, TODAY - 3 * MONTH), play=play, run=str(play)) for play in (1, 2, 3)
    ]
    runs = old + [both(name, 0.2, 0.95, TODAY - MONTH) for name in "abcdef"]
    assert practice_next(runs, RUBRIC.dimensions, OFFERS, TODAY)[0].offer.scenario == "stop"


def test_a_dimension_that_was_left_alone_for_long_is_stale() -> None:
    old = [
        played(name, *(0.3 if name in "abc" else 0.95,) * 8, on=TODAY - 30 * MONTH, dimension="justice")
        for name in "abcdefghij"
    ]
    fresh = [played(name, *(0.95,) * 8, dimension="listen") for name in "klmnopqrst"]
    found = practice_next([*old, *fresh], RUBRIC.dimensions, [offer("stop", justice=9, listen=3)], TODAY)
    assert (found[0].dimension, found[0].need) == ("justice", Need.STALE)
    assert re.search(r"a refresher is due; it was last practiced on \w+ \d+, 2023\.", found[0].why)


def test_an_officer_without_runs_starts_with_what_brings_most() -> None:
    found = practice_next([], RUBRIC.dimensions, OFFERS, TODAY)
    assert (found[0].offer.scenario, found[0].need) == ("stop", Need.UNKNOWN)
    assert found[0].why.startswith("Justice: not practiced yet.")


def test_nothing_is_suggested_where_nothing_serves() -> None:
    assert practice_next([], RUBRIC.dimensions, [offer("empty")], TODAY) == ()


def test_several_dimensions_are_estimated_at_once() -> None:
    found = estimates([both("a", 1, 0)], RUBRIC.dimensions, TODAY)
    assert list(found) == list(RUBRIC.dimensions)
    assert found["listen"].mean > found["justice"].mean
