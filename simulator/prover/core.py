"""Situations on circles: what they are worth, bounded from both sides.

A core is numbered anew, so that a sweep over its *blocks* in turn carries worth backward along most ways at once: what is
nearer to a way out comes first. All values are approached from below: by sweeps (Gauss and Seidel), and by solving the way of
playing found so far as a linear system. A value v is only accepted with a proof: where a sweep over v + δ raises no value,
the optimum is no higher (optimistic value iteration, Hartmanns and Kaminski 2020). That needs every way of playing to end. The
outlook does, since its officer takes every choice at times. For best and worst, the parts in which one could stay for ever are
drawn together into one situation first: what is worth anything there is the ways out of the whole.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import cached_property
from typing import Self

import numpy as np

from simulator.prover.batch import Batch, Indices, Mask, OwnWays, Vector, Ways, ranges
from simulator.prover.linear import SMALL, Chain, bounded, solved
from simulator.prover.returning import Arrows, Order, order_of, staying_parts
from simulator.prover.sweeping import NEVER, in_sweeping_order, renumbered, starts_of

MARGINS = (1e-9, 1e-8, 4e-7)  # δ, tried in turn
ROUNDING = 2e-13  # a rise that is no more than rounding
SETTLED = 1e-8  # a large system whose sweeps change less than this may be near enough
SWEEPS = 24  # between two looks at how it goes
SLOW = 0.96  # sweeps that shrink changes less than this are left for solving the way of playing as a system
STRICT = 1e-9  # a choice replaces another in a way of playing only if it is worth this much more
ROUNDS = 40

Rule = Callable[[Batch, Vector], Vector]  # what situations are worth, by what their actions are


class Circling:
    """Some situations that may lead back to each other, numbered anew in sweeping order, and what lies outside."""

    def __init__(self, ways: Ways, ids: Indices, kinds: Indices | None = None) -> None:
        """Situations of one kind are swept at once, kind 0 first; without kinds, those that are as near to a way out."""
        self.ids, self.blocks = in_sweeping_order(Batch(ways, ids), kinds)
        self.ways, self.outside = renumbered(ways, self.ids)
        self.size = len(self.ids)

    @cached_property
    def batch(self) -> Batch:
        """All of them at once."""
        return Batch(self.ways, np.arange(self.size))

    @cached_property
    def parts(self) -> list[Batch]:
        """Block after block."""
        return [Batch(self.ways, np.arange(low, high)) for low, high in self.blocks]

    @cached_property
    def _by(self) -> Indices:
        return self.batch.outcome_actions()

    @cached_property
    def _inside(self) -> Mask:
        return np.asarray(self.batch.outcome < self.size)

    def fill(self, values: Vector, solve: Callable[[Self, Vector], float]) -> float:
        """Solve these situations, given the values outside, and fill theirs in; gives a bound on the error."""
        x = np.concatenate([np.zeros(self.size), values[self.outside]])
        error = solve(self, x)
        values[self.ids] = x[: self.size]
        return error

    # ---- ways out

    def way_out(self, allowed: Mask) -> Indices:
        """For each situation an action on a shortest way out, or NEVER where there is none."""
        batch, by = self.batch, self._by
        arrivals = Arrows(
            batch.outcome[self._inside].astype(np.int64), by[self._inside], max(self.size, len(allowed))
        )
        leaves = np.zeros(len(allowed), dtype=bool)
        leaves[by[~self._inside]] = True
        action = np.full(self.size, NEVER)
        ready = np.flatnonzero(leaves & allowed)
        while len(ready):
            owners, which = np.unique(batch.owner[ready], return_index=True)
            action[owners] = ready[which]
            before = arrivals.heads[arrivals.of(owners)]
            ready = before[allowed[before] & (action[batch.owner[before]] == NEVER)]
        return action

    @cached_property
    def _first_action(self) -> Indices:
        return self.way_out(self.batch.talk)

    # ---- the best there is

    def optimum(self, x: Vector, rule: Rule, epsilon: float, waits: bool) -> float:
        """Fill in the highest worth under the rule, from below; gives a bound on the error.

        The way of playing behind the rule takes the best action (waiting too, if `waits`) and, so often as ε, any choice.
        """
        action = self.way_out(np.ones(len(self.batch.action), dtype=bool)) if waits else self._first_action
        alive = action != NEVER
        lowest = float(x[self.size :].min(initial=np.inf if alive.all() else 0.0))
        x[: self.size] = np.where(alive, lowest, 0.0)
        little = SETTLED if self.size > SMALL else ROUNDING  # a small system is solved at once
        for _ in range(ROUNDS):
            rises = self._sweeps(x, rule, little)
            if rises[-1] <= little:
                if (margin := self._margin(x, rule, alive, rises[-1])) is not None:
                    return margin
                little = max(little / 30, ROUNDING)
            if self.size <= SMALL or rises[-1] > rises[0] * SLOW ** len(rises):
                action = self._improved(x, action, alive, waits)
                self._play(x, action, alive, epsilon)
        return np.inf

    def _sweeps(self, x: Vector, rule: Rule, little: float) -> list[float]:
        """Sweep for as long as it brings much; by how much values rose at most, each time."""
        rises: list[float] = []
        while not rises or (rises[-1] > little and len(rises) < SWEEPS):
            rises.append(self._sweep(x, rule))
        return rises

    def _sweep(self, x: Vector, rule: Rule) -> float:
        """Renew every value from those at hand; by how much they rose at most."""
        rose = 0.0
        for (low, high), part in zip(self.blocks, self.parts, strict=True):
            new = rule(part, part.worths(x))
            rose = max(rose, float((new - x[low:high]).max()))
            x[low:high] = new
        return rose

    def _margin(self, x: Vector, rule: Rule, alive: Mask, rise: float) -> float | None:
        """A margin such that no value can be higher than this one and the margin; None if none is found."""
        for margin in MARGINS:
            if rise <= margin / 30:
                above = x.copy()
                above[: self.size][alive] += margin
                if self._falls(above, rule):
                    return margin
        return None

    def _falls(self, above: Vector, rule: Rule) -> bool:
        """Whether there comes a sweep that raises nothing, while the rises shrink fast."""
        last = np.inf
        for _ in range(SWEEPS):
            rises = [self._sweep(above, rule) for _ in range(4)]
            if rises[-1] <= ROUNDING:
                return True
            if rises[-1] > last * SLOW**4:
                return False
            last = rises[-1]
        return False

    def _improved(self, x: Vector, action: Indices, alive: Mask, waits: bool) -> Indices:
        """The same way of playing, with another action where that is worth more by far enough."""
        q = self.batch.worths(x)
        if not waits:
            q[~self.batch.talk] = -np.inf
        highest = self.batch.highest(q)
        better = alive & (highest > q[np.where(alive, action, self.batch.first)] + STRICT)
        numbers = np.where(q == highest[self.batch.owner], np.arange(len(q)), len(q))
        return np.where(better, np.minimum.reduceat(numbers, self.batch.first), action)

    def _play(self, x: Vector, action: Indices, alive: Mask, epsilon: float) -> None:
        """Raise values to what this way of playing surely earns."""
        weight = epsilon * self.random(alive) if epsilon else np.zeros(len(self.batch.action))
        weight[action[alive]] += 1 - epsilon
        earned, error = self.earned(weight, x)
        if np.isfinite(error):
            raised = np.maximum(x[: self.size], earned - error)
            x[: self.size] = np.where(alive, raised, 0.0)

    # ---- fixed ways of playing

    def random(self, alive: Mask) -> Vector:
        """How likely random play takes each action."""
        batch = self.batch
        return np.where(batch.talk & np.repeat(alive, batch.counts), batch.share, 0.0)

    def earned(self, weight: Vector, x: Vector) -> tuple[Vector, float]:
        """What a way of playing earns, which takes each action with this weight; and how far from exact that can be."""
        outside = ~self._inside
        flow = x[self.batch.outcome[outside]] * self._chances(weight, outside)
        b = np.bincount(self.batch.owner[self._by[outside]], flow, minlength=self.size).astype(np.float64)
        return bounded(self._chain(weight), b, x[: self.size])

    def mean(self, x: Vector) -> float:
        """Fill in the worth of random play; gives a bound on the error."""
        x[: self.size], error = self.earned(self.random(self._first_action != NEVER), x)
        return error

    def _chain(self, weight: Vector) -> Chain:
        used = self._inside & (weight[self._by] > 0)
        return Chain(
            self.batch.owner[self._by[used]],
            self.batch.outcome[used].astype(np.int64),
            self._chances(weight, used),
            self.size,
            tuple(self.blocks),
        )

    def _chances(self, weight: Vector, outcomes: Mask) -> Vector:
        chances = weight[self._by[outcomes]]
        return chances if self.batch.chance is None else chances * self.batch.chance[outcomes]


@dataclass(frozen=True, slots=True, eq=False)
class Drawn:
    """Circling situations with every part in which one may stay drawn together into one."""

    ways: OwnWays
    label: Indices  # of each situation
    order: Order
    circling: Circling | None  # what still lies on circles, which chance alone prolongs

    def highest(self, x: Vector) -> float:
        """Fill in the highest worth; gives a bound on the error."""
        for ids in map(np.asarray, self.order.below):
            x[ids] = _highest(Batch(self.ways, ids), x)
        error = 0.0
        if self.circling:
            error = self.circling.fill(x, lambda each, y: each.optimum(y, Batch.highest, 0.0, waits=True))
        for ids in self.order.above:
            x[ids] = _highest(Batch(self.ways, ids), x)
        return error


class Core(Circling):
    """The situations of a group that lie on circles and from which an ending can be reached."""

    def best(self, x: Vector, sense: float) -> float:
        """Fill in the best (sense 1) or worst (−1) worth of play that ends; gives a bound on the error."""
        drawn = self._drawn
        count = len(drawn.ways.action_from) - 1
        y = np.concatenate([np.zeros(count), sense * x[self.size :]])
        error = drawn.highest(y)
        x[: self.size] = sense * y[drawn.label]
        return error

    def outlook(self, x: Vector, epsilon: float) -> float:
        """Fill in the outlook; gives a bound on the error."""
        return self.optimum(x, lambda part, q: part.human(q, epsilon), epsilon, waits=False)

    def pass_on(self, mass: Vector) -> None:
        """Random play passes through: from the visits that come in to all visits, and on to what lies outside."""
        weight = self.random(self._first_action != NEVER)
        visits = solved(self._chain(weight).turned(), mass[self.ids])
        outside = ~self._inside
        flow = visits[self.batch.owner[self._by[outside]]] * self._chances(weight, outside)
        np.add.at(mass, self.outside[self.batch.outcome[outside] - self.size], flow)
        mass[self.ids] = visits

    def reaches(self, marked: Mask) -> Mask:
        """Which of these can reach what is marked outside, waiting included."""
        outside = ~self._inside
        tails = self.batch.owner[self._by]
        leads = marked[self.outside[self.batch.outcome[outside] - self.size]]
        back = Arrows(self.batch.outcome[self._inside].astype(np.int64), tails[self._inside], self.size)
        return back.reached(tails[outside][leads], np.ones(self.size, dtype=bool))

    @cached_property
    def _drawn(self) -> Drawn:
        batch = self.batch
        part = staying_parts(batch, self.size)
        kept, label = np.unique(part, return_inverse=True)
        ways = _drawn_together(batch, label, len(kept), self.size)
        order = order_of(ways, 0, len(kept))
        circling = Circling(ways, order.core) if len(order.core) else None
        return Drawn(ways, label, order, circling)


def _highest(part: Batch, x: Vector) -> Vector:
    return part.highest(part.worths(x))


def _drawn_together(batch: Batch, label: Indices, count: int, size: int) -> OwnWays:
    """The ways out of each part: the actions of its situations that may leave it."""
    by, owner = batch.outcome_actions(), label[batch.owner]
    outcome = np.where(
        batch.outcome < size, label[np.minimum(batch.outcome, size - 1)], batch.outcome - size + count
    )
    leaves = np.zeros(len(batch.action), dtype=bool)
    leaves[by[outcome != owner[by]]] = True
    order = np.flatnonzero(leaves)
    order = order[np.argsort(owner[order], kind="stable")]
    counts = np.bincount(owner[order], minlength=count)
    starts, outcomes, spread = starts_of(counts), order, None
    if batch.spread is not None:
        outcomes = ranges(batch.outcome_first[order], batch.spread[order])
        spread = starts_of(batch.spread[order])
    chance = None if batch.chance is None else batch.chance[outcomes]
    return OwnWays(starts, batch.action[order], spread, outcome[outcomes].astype(np.int32), chance)
