"""Circling situations numbered anew, in the order in which they are swept, with what lies outside behind them."""

from __future__ import annotations

from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

from simulator.prover.batch import Batch, Indices, OwnWays, Ways
from simulator.prover.returning import Arrows

NEVER = -1


def in_sweeping_order(batch: Batch, kinds: Indices | None) -> tuple[Indices, list[tuple[int, int]]]:
    """The situations kind by kind, and where each kind begins and ends."""
    kind = steps_out(batch) if kinds is None else np.unique(kinds, return_inverse=True)[1]
    edges = [0, *np.cumsum(np.bincount(kind)).tolist()]
    return batch.ids[np.argsort(kind, kind="stable")], list(pairwise(edges))


def steps_out(batch: Batch) -> Indices:
    """How many steps each is away from the nearest way out, or NEVER where there is none."""
    tails, heads = inner(batch)
    back = Arrows(heads, tails, len(batch.ids))
    stays = np.bincount(tails, minlength=len(batch.ids))
    outcomes = np.bincount(batch.owner[batch.outcome_actions()], minlength=len(batch.ids))
    far = np.full(len(batch.ids), NEVER)
    front = np.flatnonzero(stays < outcomes)
    steps = 0
    while len(front):
        far[front] = steps
        steps += 1
        before = back.heads[back.of(front)]
        front = np.unique(before[far[before] == NEVER])
    return far


def inner(batch: Batch) -> tuple[Indices, Indices]:
    """Which leads to which, by place in the batch, whose numbers ascend."""
    place = np.minimum(np.searchsorted(batch.ids, batch.outcome), len(batch.ids) - 1)
    inside = batch.ids[place] == batch.outcome
    return batch.owner[batch.outcome_actions()[inside]], place[inside]


def renumbered(ways: Ways, ids: Indices) -> tuple[OwnWays, Indices]:
    """The ways on from these, each numbered by its place here; behind them, what lies outside."""
    batch = Batch(ways, ids)
    size = len(ids)
    order = np.argsort(ids)
    at = np.minimum(np.searchsorted(ids, batch.outcome, sorter=order), size - 1)
    inside = ids[order[at]] == batch.outcome
    outside, number = np.unique(batch.outcome[~inside], return_inverse=True)
    outcome = np.empty(len(batch.outcome), np.int32)
    outcome[inside] = order[at[inside]]
    outcome[~inside] = size + number
    spread = None if batch.spread is None else starts_of(batch.spread)
    return OwnWays(starts_of(batch.counts), batch.action, spread, outcome, batch.chance), outside.astype(
        np.int64
    )


def starts_of(counts: Indices) -> NDArray[np.int64]:
    return np.concatenate([[0], np.cumsum(counts)]).astype(np.int64)
