"""Circles: what lies on them is worth what long sweeps say, however large they are and however hard to leave."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
import pytest
from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st

from simulator.prover import core, linear
from simulator.prover.batch import Batch, OwnWays, Vector
from simulator.prover.components import components
from simulator.prover.core import Core
from simulator.prover.returning import staying_parts, strong_parts
from simulator.prover.sweeping import steps_out

WORTHS = np.array([100.0, 60.0, 15.0, 0.0])  # what lies outside
WAIT = -1


def ways(size: int, seed: int, spread: int, leaving: float) -> OwnWays:
    """Random ways between so many situations; a few lead outside. Each has a choice, and some may wait."""
    dice = np.random.default_rng(seed)
    counts = dice.integers(1, 4, size)
    action = np.concatenate([np.arange(n) for n in counts]).astype(np.int16)
    action[(action > 0) & (dice.random(len(action)) < 0.2)] = WAIT
    outcomes = dice.integers(1, spread + 1, len(action))
    total = int(outcomes.sum())
    outcome = np.where(
        dice.random(total) < leaving,
        size + dice.integers(0, len(WORTHS), total),
        dice.integers(0, size, total),
    )
    weight = dice.random(total) + 0.01
    by = np.repeat(np.arange(len(action)), outcomes)
    chance = weight / np.bincount(by, weight)[by]
    starts = [np.concatenate([[0], np.cumsum(each)]) for each in (counts, outcomes)]
    if spread == 1:
        return OwnWays(starts[0], action, None, outcome.astype(np.int32), None)
    return OwnWays(starts[0], action, starts[1], outcome.astype(np.int32), chance)


def swept(batch: Batch, begin: Vector, rule: Callable[[Vector], Vector], times: int = 20_000) -> Vector:
    """Values after so many sweeps that nothing moves; examples that take too many are left out."""
    size = len(batch.ids)
    x = np.concatenate([begin, WORTHS])
    for _ in range(times):
        new = rule(batch.worths(x))
        moved = np.abs(new - x[:size]).max()
        x[:size] = new
        if moved < 1e-13:
            return x[:size]
    assume(False)
    raise AssertionError


def four_values(found: OwnWays, epsilon: float) -> tuple[list[Vector], list[Vector], list[float]]:
    """What the core finds, what sweeps find, and the bounds that the core gives; all where an ending can be reached."""
    size = len(found.action_from) - 1
    batch = Batch(found, np.arange(size))
    alive = steps_out(batch) >= 0
    values = np.concatenate([np.zeros(size), WORTHS])
    circling = Core(found, np.flatnonzero(alive))
    solve: list[Callable[[Core, Vector], float]] = [
        lambda each, x: each.best(x, 1.0),
        lambda each, x: each.best(x, -1.0),
        lambda each, x: each.outlook(x, epsilon),
        Core.mean,
    ]
    answers, errors = [], []
    for each in solve:
        filled = values.copy()
        errors.append(circling.fill(filled, each))
        answers.append(filled[:size])
    nothing = np.zeros(size)
    expected = [
        swept(batch, nothing, batch.highest),
        swept(batch, np.where(alive, 100.0, 0.0), lambda q: np.where(alive, batch.lowest(q), 0.0)),
        swept(batch, nothing, lambda q: batch.human(q, epsilon)),
        swept(batch, nothing, batch.any),
    ]
    return answers, expected, errors


@settings(max_examples=60, deadline=None, suppress_health_check=list(HealthCheck))
@given(
    st.integers(2, 40),
    st.integers(0, 10_000),
    st.integers(1, 3),
    st.sampled_from([0.03, 0.1, 0.4]),
    st.booleans(),
)
def test_circles_are_worth_what_long_sweeps_say(
    size: int, seed: int, spread: int, leaving: float, as_if_large: bool
) -> None:
    found = ways(size, seed, spread, leaving)
    if not (steps_out(Batch(found, np.arange(size))) >= 0).any():
        return
    with pytest.MonkeyPatch.context() as patch:
        if as_if_large:
            patch.setattr(core, "SMALL", 0)
            patch.setattr(linear, "SMALL", 1)
        answers, expected, errors = four_values(found, 0.3)
    for answer, value, error in zip(answers, expected, errors, strict=True):
        assert error < 1e-6
        assert answer == pytest.approx(value, abs=error + 1e-7)


@pytest.mark.parametrize("large", [False, True])
@pytest.mark.parametrize("luck", [0.1, 1e-3, 1e-5])
def test_a_circle_that_only_luck_leaves_is_bounded_as_well(
    luck: float, large: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    if large:
        monkeypatch.setattr(core, "SMALL", 0)
    found = OwnWays(  # from 0 on to 1, or out for 15; from 1 back to 0 or, with luck, out for 100
        np.array([0, 2, 3]),
        np.array([0, 1, 0], np.int16),
        np.array([0, 1, 2, 4]),
        np.array([1, 4, 0, 2], np.int32),
        np.array([1.0, 1.0, 1 - luck, luck]),
    )
    x = np.array([0.0, 0.0, *WORTHS])
    circling = Core(found, np.arange(2))
    error = circling.fill(x, lambda each, y: each.best(y, 1.0))
    assert error < 1e-6
    assert x[:2] == pytest.approx(100.0, abs=1e-6)
    error = circling.fill(x, lambda each, y: each.outlook(y, 0.3))
    assert error < 1e-6
    leave = 0.15  # half of the times that any choice will do
    expected = (leave * 15 + (1 - leave) * luck * 100) / (leave + (1 - leave) * luck)
    assert x[0] == pytest.approx(expected, abs=1e-6)


@settings(max_examples=60, deadline=None)
@given(st.integers(1, 60), st.integers(0, 10_000), st.floats(0.5, 2.5))
def test_strong_parts_are_those_of_a_walk_one_by_one(size: int, seed: int, dense: float) -> None:
    dice = np.random.default_rng(seed)
    tails, heads = dice.integers(0, size, (2, int(size * dense)))
    part = strong_parts(tails, heads, size)
    each = components({n: heads[tails == n].tolist() for n in range(size)})
    assert sorted(map(sorted, each)) == sorted(np.flatnonzero(part == p).tolist() for p in np.unique(part))


@settings(max_examples=40, deadline=None)
@given(st.integers(2, 30), st.integers(0, 10_000), st.integers(1, 3))
def test_in_a_staying_part_one_may_stay_and_reach_all_of_it(size: int, seed: int, spread: int) -> None:
    found = ways(size, seed, spread, 0.1)
    batch = Batch(found, np.arange(size))
    part = staying_parts(batch, size)
    by = batch.outcome_actions()
    for number in np.unique(part):
        members = np.flatnonzero(part == number)
        outside = ~np.isin(batch.outcome, members)
        stays = np.isin(batch.owner, members)
        stays[by[outside]] = False
        if len(members) > 1:
            assert set(batch.owner[stays]) == set(members)
            used = stays[by]
            joined = strong_parts(batch.owner[by[used]], batch.outcome[used].astype(np.int64), size)
            assert len(set(joined[members])) == 1
