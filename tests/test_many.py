"""Many officers at once: the same answers as for one at a time."""

from __future__ import annotations

from datetime import date, timedelta
from itertools import groupby
from random import Random
from statistics import NormalDist

import numpy as np
import pytest

from scoring.change import Direction, Window, change
from scoring.distributions import chance_greater
from scoring.estimate import RunFigures, estimate
from scoring.greater import ROUGH, UNSURE, by_grid, spreads_apart
from scoring.many import Columns, columns_of, directions, levels, refreshers_due, within
from scoring.practice import refresher
from scoring.reports.asked import figures_of
from scoring.settings import house_settings
from tests.practiced import TODAY

DIMENSIONS = ("listen", "justice", "care")
SETTINGS = house_settings()
Rows = list[tuple[str, str, str, str, int, str, int, int]]


def practiced_by(officers: int, runs: int, seed: int = 3) -> Rows:
    """Rows of officers who practice at random over two years, some of them never in a dimension."""
    random, rows = Random(seed), Rows()
    for officer in range(officers):
        first, last, plays = random.random(), random.random(), dict.fromkeys(range(5), 0)
        for number in range(random.randrange(1, runs)):
            scenario, day = random.randrange(5), TODAY - timedelta(days=random.randrange(730))
            plays[scenario] += 1
            level = last if TODAY - day < timedelta(days=300) else first
            for id in DIMENSIONS[: 2 + (officer % 3 > 0)]:
                faced = random.randrange(1, 12)
                score = sum(1000 * (random.random() < level) for _ in range(faced))
                run = f"r{random.randrange(1_000_000):06}-{number:03}"
                rows.append(
                    (
                        f"o{officer}",
                        run,
                        f"s{scenario}",
                        str(day),
                        plays[scenario],
                        id,
                        faced,
                        score,
                    )
                )
    return sorted(rows, key=lambda row: (row[0], row[3], row[1]))


ROWS = practiced_by(90, 30)
FIGURES = {officer: tuple(its) for officer, its in groupby(figures_of(ROWS), lambda run: run.officer)}
PAIRS = np.exp(np.random.default_rng(4).uniform(np.log(SETTINGS.estimate.prior), np.log(400), (600, 4)))
COLUMNS = columns_of(([row[0], row[2], row[3], *row[4:]] for row in ROWS), DIMENSIONS)


def one_by_one() -> list[tuple[int, int, str, tuple[RunFigures, ...]]]:
    return [
        (n, m, id, FIGURES[officer])
        for n, officer in enumerate(COLUMNS.officers)
        for m, id in enumerate(DIMENSIONS)
    ]


def test_levels_are_those_of_each_officer() -> None:
    found = levels(COLUMNS, TODAY, SETTINGS)
    enough = found.enough(SETTINGS)
    for n, m, id, runs in one_by_one():
        its = estimate(runs, id, TODAY)
        assert (found.gained[n, m], found.missed[n, m]) == pytest.approx((its.gained, its.missed))
        assert (found.faced[n, m], found.scenarios[n, m]) == (its.faced, its.scenarios)
        assert found.opportunities[n, m] == pytest.approx(its.opportunities)
        assert bool(enough[n, m]) is its.enough
        assert bool(found.known[n, m]) is bool(its.runs)


def test_changes_are_those_of_each_officer() -> None:
    split = TODAY - timedelta(days=300)
    early, late = Window(date(2020, 1, 1), split), Window(split + timedelta(days=1), TODAY)
    found = directions(within(COLUMNS, early, SETTINGS), within(COLUMNS, late, SETTINGS), SETTINGS)
    seen = set()
    for n, m, id, runs in one_by_one():
        its = change(runs, id, early, late)
        assert [way for way in Direction if found[way][n, m]] == ([its.direction] if its else [])
        seen.add(its and its.direction)
    assert seen == {None, *Direction}


def test_scarcer_evidence_draws_a_level_to_the_middle_and_leaves_the_plain_mean() -> None:
    days = [TODAY - timedelta(days=300 - 10 * number) for number in range(12)]
    rows = [("o1", "s1", str(day), 1 + n, "listen", 10, 8000) for n, day in enumerate(days)]
    found = columns_of(((r[0], *r[1:]) for r in rows), DIMENSIONS)
    early, late = (
        within(found, window, SETTINGS) for window in (Window(days[0], days[2]), Window(days[3], TODAY))
    )
    assert late.opportunities[0, 0] < early.opportunities[0, 0]
    assert late.mean[0, 0] < early.mean[0, 0]
    assert late.plain[0, 0] == pytest.approx(early.plain[0, 0]) == pytest.approx(0.8)


def test_refreshers_are_due_for_those_who_need_one() -> None:
    for on in (TODAY, TODAY + timedelta(days=400), TODAY - timedelta(days=200)):
        found = refreshers_due(COLUMNS, on, SETTINGS)
        for n, m, id, runs in one_by_one():
            its = refresher(runs, id, on)
            assert bool(found[n, m]) is bool(its and its.due and its.due <= on)
    assert found.any()
    assert not found.all()


def test_the_grid_tells_a_probability_to_less_than_what_is_computed_again() -> None:
    exact = [chance_greater(*map(float, pair)) for pair in PAIRS]
    assert abs(by_grid(PAIRS) - exact).max() < UNSURE / 2


def test_what_no_grid_is_needed_for_is_far_from_sure() -> None:
    exact = [chance_greater(*map(float, pair)) for pair in PAIRS]
    rough = [NormalDist().cdf(apart) for apart in spreads_apart(PAIRS)]
    assert abs(np.array(rough) - exact).max() < ROUGH


def test_nobody_gives_empty_columns() -> None:
    nobody: Columns = columns_of([], DIMENSIONS)
    assert levels(nobody, TODAY, SETTINGS).mean.shape == (0, 3)
    assert refreshers_due(nobody, TODAY, SETTINGS).shape == (0, 3)
