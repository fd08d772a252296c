"""Which situations lead back to each other: orders for solving, strongly connected parts, and parts where one may stay.

All are found by taking layers of situations off at once, so that numpy does the work. Arrows are given as tails and heads.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from simulator.prover.batch import Batch, Indices, Mask, Ways, ranges

PACKED = 32  # bits of a situation's number
LARGE = 8  # a part is worth a search of its own if it holds one situation in so many of those left


class Arrows:
    """Arrows between n situations, found by where they begin."""

    def __init__(self, tails: Indices, heads: Indices, size: int) -> None:
        self.size = size
        if len(tails) and (tails[1:] < tails[:-1]).any():
            heads = np.sort((tails << PACKED) | heads) & ((1 << PACKED) - 1)  # faster than by argsort
        self.heads = heads
        self.starts: Indices = np.concatenate([[0], np.cumsum(np.bincount(tails, minlength=size))])

    def count(self, within: Mask) -> Indices:
        """How many arrows lead from each to those within."""
        so_far: Indices = np.concatenate([[0], np.cumsum(within[self.heads])])
        counts: Indices = np.diff(so_far[self.starts])
        return counts

    def of(self, tails: Indices) -> Indices:
        """Where the arrows of these are kept."""
        return ranges(self.starts[tails], self.starts[tails + 1] - self.starts[tails])

    def reached(self, begin: Indices, within: Mask) -> Mask:
        """Everything within that can be reached from there, the beginning included."""
        found = np.zeros(self.size, dtype=bool)
        found[begin] = True
        while len(begin):
            heads = self.heads[self.of(begin)]
            begin = distinct(heads[within[heads] & ~found[heads]], self.size)
            found[begin] = True
        return found


def distinct(numbers: Indices, size: int) -> Indices:
    """The same numbers, each once, in order."""
    if len(numbers) * 16 < size:
        return np.unique(numbers)
    mark = np.zeros(size, dtype=bool)
    mark[numbers] = True
    return np.flatnonzero(mark)


@dataclass(frozen=True, slots=True, eq=False)
class Order:
    """A group's situations in the order in which they can be solved: `below` in turn, the core at once, `above` in turn."""

    below: tuple[Indices | range, ...]
    core: Indices
    above: tuple[Indices, ...]


def order_of(ways: Ways, begin: int, end: int, one_wave: bool = False) -> Order:
    """The order for the situations from `begin` to `end`, which may lead back to each other but to none after them."""
    if one_wave and not _leads_inside(ways, begin, end):
        return Order((range(begin, end),), np.empty(0, np.int64), ())
    ids = np.arange(begin, end)
    batch = Batch(ways, ids)
    inside = (batch.outcome >= begin) & (batch.outcome < end)
    tails = batch.owner[batch.outcome_actions()[inside]]
    heads = batch.outcome[inside].astype(np.int64) - begin
    ahead, back = Arrows(tails, heads, len(ids)), Arrows(heads, tails, len(ids))
    below, left = peeled(ahead, back, np.ones(len(ids), dtype=bool))
    above, left = peeled(back, ahead, left)
    return Order(
        tuple(part + begin for part in below),
        np.flatnonzero(left) + begin,
        tuple(part + begin for part in reversed(above)),
    )


def _leads_inside(ways: Ways, begin: int, end: int) -> bool:
    low, high = ways.action_from[[begin, end]]
    if ways.outcome_from is not None:
        low, high = ways.outcome_from[[low, high]]
    outcome = ways.outcome[low:high]
    return bool(((outcome >= begin) & (outcome < end)).any())


def peeled(ahead: Arrows, back: Arrows, left: Mask) -> tuple[list[Indices], Mask]:
    """Take off, again and again, those with no arrow ahead to one that is left (Kahn 1962)."""
    left = left.copy()
    waiting = ahead.count(left)
    layers = []
    layer = np.flatnonzero(left & (waiting == 0))
    while len(layer):
        layers.append(layer)
        left[layer] = False
        freed, times = np.unique(back.heads[back.of(layer)], return_counts=True)
        waiting[freed] -= times
        layer = freed[(waiting[freed] == 0) & left[freed]]
    return layers, left


# ---- parts that lead back to themselves


def strong_parts(tails: Indices, heads: Indices, size: int) -> Indices:
    """For each situation a number that it shares with those, and only those, that it leads to and back from."""
    part = np.arange(size)
    left = np.ones(size, dtype=bool)
    ahead, back = Arrows(tails, heads, size), Arrows(heads, tails, size)
    while True:
        _, left = peeled(ahead, back, left)
        _, left = peeled(back, ahead, left)
        if not left.any():
            return part
        pivot = np.flatnonzero(left)[:1]
        found = ahead.reached(pivot, left) & back.reached(pivot, left)
        if found.sum() * LARGE < left.sum():
            found = _colored(ahead, back, left, part)
        else:
            part[found] = pivot
        left &= ~found


def _colored(ahead: Arrows, back: Arrows, left: Mask, part: Indices) -> Mask:
    """Many parts at once: each color spreads forward, the highest wins; a part is what leads back to its color's root."""
    color = np.where(left, np.arange(ahead.size), -1)
    front = np.flatnonzero(left)
    while len(front):
        heads = ahead.heads[ahead.of(front)]
        colors = np.repeat(color[front], ahead.starts[front + 1] - ahead.starts[front])
        higher = colors > color[heads]
        np.maximum.at(color, heads[higher], colors[higher])
        front = distinct(heads[higher], ahead.size)
    found = np.zeros(ahead.size, dtype=bool)
    front = np.flatnonzero(left & (color == np.arange(ahead.size)))
    while len(front):
        found[front] = True
        part[front] = color[front]
        before = back.heads[back.of(front)]
        same = color[before] == np.repeat(color[front], back.starts[front + 1] - back.starts[front])
        front = distinct(before[same & ~found[before] & left[before]], ahead.size)
    return found


def staying_parts(batch: Batch, size: int) -> Indices:
    """The largest parts in which one may stay for ever, whatever chance brings (maximal end components), as above.

    Outcomes from `size` on lie outside.
    """
    by = batch.outcome_actions()
    inside = batch.outcome < size
    stays = np.ones(len(batch.action), dtype=bool)
    stays[by[~inside]] = False
    while True:
        used = stays[by]
        tails, heads = batch.owner[by[used]], batch.outcome[used].astype(np.int64)
        part = strong_parts(tails, heads, size)
        apart = part[tails] != part[heads]
        leaving = np.zeros(len(stays), dtype=bool)
        leaving[by[used][apart]] = True
        if not leaving.any():
            return part
        stays &= ~leaving
        if batch.spread is None:  # a single outcome that leaves holds nothing together
            return part
