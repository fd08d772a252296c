"""Agreement of raters: published figures, the analysis of variance as oracle, and tables with holes."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from random import Random

import numpy as np
import pytest
from hypothesis import assume, given
from hypothesis import strategies as st
from scipy import stats

from scoring.raters import Rating, agreement
from scoring.rating_sheet import needs_comment
from scoring.settings import house_settings, read_settings

FEW = read_settings(house_settings().text.replace("runs = 10 ", "runs = 3 "))
SHROUT_AND_FLEISS = [[9, 2, 5, 8], [6, 1, 3, 2], [8, 4, 6, 8], [7, 1, 2, 6], [10, 5, 6, 9], [6, 2, 4, 7]]


def ratings(table: Iterable[Sequence[int | None]]) -> list[Rating]:
    return [Rating(f"r{n}", f"t{k}", value) for n, row in enumerate(table) for k, value in enumerate(row)]


def agreeing(runs: int, off: int = 0) -> list[Rating]:
    """Two raters who give 1 to 7 in turn, the second so much higher where that is possible."""
    return ratings((1 + n % 6, 1 + n % 6 + off) for n in range(runs))


def test_the_published_figures_come_out() -> None:
    """Shrout and Fleiss 1979, table 4: ICC(2,1) = .29; interval as R's psych 2.4 prints it for these data."""
    found = agreement(ratings(SHROUT_AND_FLEISS), FEW)
    assert found
    assert (round(found.icc, 2), round(found.low, 3), round(found.high, 3)) == (0.29, 0.019, 0.761)
    assert (found.runs, found.raters, found.usable) == (6, 4, False)


@given(st.lists(st.lists(st.integers(1, 7), min_size=3, max_size=3), min_size=4, max_size=12))
def test_on_a_complete_table_it_is_the_analysis_of_variance(table: list[list[int]]) -> None:
    x = np.array(table, dtype=float)
    n, k = x.shape
    runs = k * ((x.mean(axis=1) - x.mean()) ** 2).sum() / (n - 1)
    raters = n * ((x.mean(axis=0) - x.mean()) ** 2).sum() / (k - 1)
    rest = (((x - x.mean(axis=1, keepdims=True) - x.mean(axis=0) + x.mean()) ** 2).sum()) / (
        (n - 1) * (k - 1)
    )
    assume(rest > 1e-9)
    found = agreement(ratings(table), FEW)
    assert found
    assert found.icc == pytest.approx((runs - rest) / (runs + (k - 1) * rest + k * (raters - rest) / n))
    assert found.low - 1e-9 <= found.icc <= found.high + 1e-9


def test_the_interval_of_a_large_table_is_mcgraw_and_wongs() -> None:
    """Their formula written out a second time, with scipy's F."""
    random = np.random.default_rng(1)
    x = np.round(
        4
        + random.standard_normal((40, 1))
        + 0.3 * random.standard_normal(3)
        + 0.6 * random.standard_normal((40, 3))
    )
    found = agreement(ratings(x.astype(int).tolist()))
    assert found
    n, k = x.shape
    msr, msc = k * x.mean(axis=1).var(ddof=1), n * x.mean(axis=0).var(ddof=1)
    mse = ((x - x.mean(axis=1, keepdims=True) - x.mean(axis=0) + x.mean()) ** 2).sum() / ((n - 1) * (k - 1))
    a = k * found.icc / (n * (1 - found.icc))
    b = 1 + k * found.icc * (n - 1) / (n * (1 - found.icc))
    v = (a * msc + b * mse) ** 2 / ((a * msc) ** 2 / (k - 1) + (b * mse) ** 2 / ((n - 1) * (k - 1)))
    upper, lower = stats.f.ppf(0.975, n - 1, v), stats.f.ppf(0.975, v, n - 1)
    rest = k * msc + (k * n - k - n) * mse
    assert found.low == pytest.approx(n * (msr - upper * mse) / (upper * rest + n * msr))
    assert found.high == pytest.approx(n * (lower * msr - mse) / (rest + n * lower * msr))


def test_raters_who_agree_are_usable_and_a_steady_difference_between_them_counts_against_them() -> None:
    same, higher = agreement(agreeing(12)), agreement(agreeing(12, off=1))
    assert same
    assert higher
    assert (same.icc, same.low, same.usable) == (1, 1, True)
    assert higher.icc < 1
    assert not higher.usable


def test_two_of_five_raters_for_each_run_are_enough() -> None:
    random = Random(3)
    truth, strict = [random.gauss(4, 1.3) for _ in range(60)], [random.gauss(0, 0.3) for _ in range(5)]
    double = [
        Rating(f"r{n}", f"t{k}", min(7, max(1, round(level + strict[k] + random.gauss(0, 0.5)))))
        for n, level in enumerate(truth)
        for k in random.sample(range(5), 2)
    ]
    found = agreement(double)
    assert found
    assert (found.runs, found.raters) == (60, 5)
    assert found.low < 1.69 / (1.69 + 0.09 + 0.25) < found.high
    assert found == agreement(double)


def test_what_was_not_observed_or_rated_once_stays_out() -> None:
    whole = ratings(SHROUT_AND_FLEISS)
    more = [Rating("once", "t1", 7), Rating("unseen", "t1", None), Rating("unseen", "t2", 3)]
    assert agreement([*whole, *more], FEW) == agreement(whole, FEW)


def test_there_is_no_agreement_of_few_runs_or_where_nothing_differs() -> None:
    assert agreement(agreeing(9)) is None
    assert agreement(agreeing(10)) is not None
    assert agreement(ratings([(4, 4)] * 12)) is None
    assert agreement(ratings([(3, 4)] * 12)) is None
    assert agreement([]) is None


def test_a_rater_who_rates_a_run_twice_is_refused() -> None:
    twice = agreeing(12)
    with pytest.raises(ValueError, match="rates a run once"):
        agreement([*twice, replace(twice[0], value=7)])


def test_the_lowest_and_the_highest_ratings_need_a_comment() -> None:
    assert [value for value in range(1, 8) if needs_comment(value)] == [1, 2, 6, 7]
