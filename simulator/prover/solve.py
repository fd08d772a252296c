"""What each situation is worth: best, worst, outlook and random play, solved backward over everything explored.

A vector of values has one number for each situation and, behind them, a tail that outcomes below 0 index from the end: each
ending's worth, 0 where a run is stuck, and `unknown` where the budget ended. Groups of situations are taken last first. Where
a group cannot come back to itself one pass is exact. Elsewhere situations are peeled off from below as soon as all that
follows them is known, and from above as long as nothing leads to them; the *core* that is left lies on circles. There each
value belongs to a way of playing that surely ends; it is improved only strictly (Howard's policy iteration), so it goes on
ending, and is solved as a linear system whose residual, times the expected number of steps, bounds the error.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

from simulator.prover.compile import Program
from simulator.prover.explore import WAIT, Explored
from simulator.prover.linear import Chain, Vector, solved

Indices = NDArray[np.int64]
IMPROVED = 1e-9  # a choice replaces another only if it is worth this much more
ENOUGH = 1e-8  # a bound on the error above this is worth one refinement
NEVER = -1


@dataclass(frozen=True, slots=True, eq=False)
class Values:
    """The worth of each situation, with the tail of endings behind; and how far from exact they can be."""

    best: Vector
    worst: Vector
    outlook: Vector
    random: Vector
    error: float
    endless: int  # situations from which a run need never end


class Batch:
    """Some situations with their actions and outcomes side by side, so that numpy takes them in one stride."""

    def __init__(self, explored: Explored, ids: Indices) -> None:
        self.ids = ids
        counts = explored.action_from[ids + 1] - explored.action_from[ids]
        actions = _ranges(explored.action_from[ids], counts)
        self.first = _firsts(counts)
        self.actions = actions  # their numbers among all actions
        self.owner = np.repeat(np.arange(len(ids)), counts)
        self.action = explored.action[actions]
        self.chance: Vector | None = None
        self.outcome_first: Indices | None = None
        if explored.outcome_from is None:
            self.outcome = explored.outcome[actions]
        else:
            spread = explored.outcome_from[actions + 1] - explored.outcome_from[actions]
            outcomes = _ranges(explored.outcome_from[actions], spread)
            self.outcome, self.outcome_first = explored.outcome[outcomes], _firsts(spread)
            self.chance = explored.chance[outcomes] if explored.chance is not None else None
            self.spread = spread
        self.talk = self.action != WAIT
        self.all_talk = bool(self.talk.all())
        chosen = np.bincount(self.owner[self.talk], minlength=len(ids)) if not self.all_talk else counts
        self.share = 1.0 / chosen[self.owner]  # of one choice in random play
        self.talk_first = self.first if self.all_talk else _firsts(chosen)

    def worths(self, values: Vector) -> Vector:
        """What each action is worth."""
        flow = values[self.outcome]
        if self.chance is not None:
            flow = flow * self.chance
        return flow if self.outcome_first is None else np.add.reduceat(flow, self.outcome_first)

    def highest(self, q: Vector) -> Vector:
        """The highest of each situation's actions."""
        return np.maximum.reduceat(q, self.first)

    def lowest(self, q: Vector) -> Vector:
        """The lowest of each situation's actions."""
        return np.minimum.reduceat(q, self.first)

    def human(self, q: Vector, epsilon: float) -> Vector:
        """The outlook: mostly the best choice, sometimes any; nobody waits."""
        chosen = q if self.all_talk else q[self.talk]
        return (1 - epsilon) * np.maximum.reduceat(chosen, self.talk_first) + epsilon * self.any(q)

    def any(self, q: Vector) -> Vector:
        """The mean over the choices."""
        chosen = q * self.share if self.all_talk else (q * self.share)[self.talk]
        return np.add.reduceat(chosen, self.talk_first)

    def outcome_actions(self) -> Indices:
        """The action of each outcome."""
        if self.outcome_first is None:
            return np.arange(len(self.outcome))
        return np.repeat(np.arange(len(self.action)), self.spread)

    def outcome_chances(self) -> Vector:
        """The chance of each outcome within its action."""
        return np.ones(len(self.outcome)) if self.chance is None else self.chance


@dataclass(frozen=True, slots=True, eq=False)
class Order:
    """A group's situations in the order in which they can be solved: `below` in turn, the core at once, `above` in turn."""

    below: tuple[Indices, ...]
    core: Indices
    above: tuple[Indices, ...]
    waves: tuple[int, ...]


class Solver:
    """The explored situations in solving order; solves values backward and chances forward."""

    def __init__(self, program: Program, explored: Explored) -> None:
        self.explored = explored
        self.worths = program.worths
        self.orders = [_order(explored, group.waves) for group in explored.groups]
        self._cores: dict[int, Core] = {}

    def tail(self, endings: Vector, unknown: float = 0.0) -> Vector:
        """An empty vector of values with its tail filled; `endings` are what each ending and being stuck is worth."""
        return np.concatenate([np.zeros(self.explored.situations), endings[-2::-1], [endings[-1], unknown]])

    def values(self, epsilon: float, unknown: float = 0.0) -> Values:
        """Best, worst, outlook and random play."""
        best, worst, outlook, random = (self.tail(self.worths, unknown) for _ in range(4))
        error, endless = 0.0, 0
        for number, order in reversed(list(enumerate(self.orders))):
            for part in self._parts(order):
                if part is None:
                    core = self._core(number)
                    error = max(
                        error,
                        core.best(best, 1.0, 0.0, waits=True),
                        core.best(worst, -1.0, 0.0, waits=True),
                        core.best(outlook, 1.0, epsilon, waits=False),
                        core.mean(random),
                    )
                    endless += len(core.batch.ids)
                    continue
                best[part.ids] = part.highest(part.worths(best))
                worst[part.ids] = part.lowest(part.worths(worst))
                outlook[part.ids] = part.human(part.worths(outlook), epsilon)
                random[part.ids] = part.any(part.worths(random))
        return Values(best, worst, outlook, random, error, endless)

    def visits(self) -> Vector:
        """How often random play is expected to come to each situation; in the tail, each ending's chance."""
        mass = self.tail(np.zeros(len(self.worths)))
        np.add.at(mass, self.explored.start, self.explored.start_chance)
        for number, order in enumerate(self.orders):
            for part in reversed(list(self._parts(order))):
                if part is None:
                    self._core(number).flow(mass)
                else:
                    _push(part, mass, mass[part.ids])
        return mass

    def reaches(self, endings: Vector) -> NDArray[np.bool_]:
        """For each situation, whether an ending marked 1 can still be reached, waiting included."""
        values = self.tail(endings)
        for number, order in reversed(list(enumerate(self.orders))):
            for part in self._parts(order):
                if part is None:
                    self._core(number).reach(values)
                else:
                    values[part.ids] = part.highest(part.worths(values)) > 0
        return np.asarray(values[: self.explored.situations] > 0)

    def hopeless(self) -> Indices:
        """Situations from which no ending can be reached, nor even a dead end."""
        return np.flatnonzero(~self.reaches(np.ones(len(self.worths))))

    def _parts(self, order: Order) -> Iterator[Batch | None]:
        for ids in order.below:
            yield Batch(self.explored, ids)
        if len(order.core):
            yield None
        for ids in order.above:
            yield Batch(self.explored, ids)

    def _core(self, number: int) -> Core:
        if number not in self._cores:
            order = self.orders[number]
            self._cores[number] = Core(Batch(self.explored, order.core), order.waves)
        return self._cores[number]


def from_start(explored: Explored, values: Vector) -> float:
    """What the whole scenario is worth, before its first moment."""
    return float(values[explored.start] @ explored.start_chance)


def _push(part: Batch, mass: Vector, visits: Vector) -> None:
    """Random play goes on from these situations."""
    weight = np.where(part.talk, visits[part.owner] * part.share, 0.0)
    flow = weight[part.outcome_actions()] * part.outcome_chances()
    np.add.at(mass, part.outcome, flow)


# ---- situations on circles


@dataclass(slots=True)
class Core:
    """Situations that lie on circles, with what leads from each to the others."""

    batch: Batch
    waves: tuple[int, ...]
    inside: NDArray[np.bool_] = field(init=False)  # outcomes that stay
    to: Indices = field(init=False)  # where to, by place in the core
    by: Indices = field(init=False)  # by which action
    chance: Vector = field(init=False)
    _found: Indices | None = None  # the best actions found last, to begin from

    def __post_init__(self) -> None:
        ids = self.batch.ids
        place = np.minimum(np.searchsorted(ids, self.batch.outcome), len(ids) - 1)
        self.inside = ids[place] == self.batch.outcome
        self.to = place[self.inside]
        self.by = self.batch.outcome_actions()[self.inside]
        self.chance = self.batch.outcome_chances()[self.inside]

    def best(self, values: Vector, sense: float, epsilon: float, waits: bool) -> float:
        """Fill in the best (sense 1) or worst (−1) worth; gives a bound on the error."""
        allowed = np.ones(len(self.batch.action), dtype=bool) if waits else self.batch.talk
        action = self._surely_ending(allowed)
        alive = action != NEVER
        if epsilon and self._found is not None:
            action = np.where(
                alive & allowed[self._found], self._found, action
            )  # any will end: all is done at times
        outside = self._outside(values)
        x = np.zeros(len(alive))
        if not alive.any():
            values[self.batch.ids] = 0.0
            return 0.0
        for step, precision in ((1e-3, 1e-7), (IMPROVED, 1e-12)):
            better = alive
            while better.any():
                weight = self._weights(action, alive, epsilon)
                chain, b = self._chain(weight), self._sum(weight * outside)
                x = solved(chain, b, x, precision)
                q = np.where(allowed, sense * self._worths(outside, x), -np.inf)
                highest = np.maximum.reduceat(q, self.batch.first)
                chosen = q[np.where(alive, action, self.batch.first)]
                better = alive & (highest > chosen + step)
                action = np.where(better, self._first_best(q, highest), action)
        self._found = np.where(alive, action, self.batch.first) if sense > 0 else self._found
        values[self.batch.ids], error = _bounded(chain, b, x)
        return error

    def mean(self, values: Vector) -> float:
        """Fill in the worth of random play."""
        weight = np.where(self._alive()[self.batch.owner] & self.batch.talk, self.batch.share, 0.0)
        chain, b = self._chain(weight), self._sum(weight * self._outside(values))
        values[self.batch.ids], error = _bounded(chain, b, solved(chain, b))
        return error

    def reach(self, values: Vector) -> None:
        """Fill in 1 where what is marked 1 outside can be reached, else 0."""
        leads = self._outside(values) > 0
        reached = np.zeros(len(self.batch.ids), dtype=bool)
        while True:
            leads[self.by[reached[self.to]]] = True
            wider = np.logical_or.reduceat(leads, self.batch.first)
            if (wider == reached).all():
                break
            reached = wider
        values[self.batch.ids] = reached

    def flow(self, mass: Vector) -> None:
        """Random play passes through: from the visits that come in to all visits, and on to what lies outside."""
        alive = self._alive()
        weight = np.where(alive[self.batch.owner] & self.batch.talk, self.batch.share, 0.0)
        visits = solved(self._chain(weight).turned(), mass[self.batch.ids])
        outside = ~self.inside
        actions = self.batch.outcome_actions()
        flow = visits[self.batch.owner[actions]] * weight[actions] * self.batch.outcome_chances()
        np.add.at(mass, self.batch.outcome[outside], flow[outside])
        mass[self.batch.ids] = visits

    def _alive(self) -> NDArray[np.bool_]:
        alive: NDArray[np.bool_] = self._surely_ending(self.batch.talk) != NEVER
        return alive

    def _surely_ending(self, allowed: NDArray[np.bool_]) -> Indices:
        """For each situation an action on a shortest way out, or NEVER where there is none."""
        action = np.full(len(self.batch.ids), NEVER)
        leaves = np.zeros(len(self.batch.action), dtype=bool)
        leaves[self.batch.outcome_actions()[~self.inside]] = True
        order = np.argsort(self.to, kind="stable")
        arrivals = np.concatenate([[0], np.cumsum(np.bincount(self.to, minlength=len(action)))])
        by = self.by[order]
        ready = np.flatnonzero(leaves & allowed)
        while len(ready):
            owners, which = np.unique(self.batch.owner[ready], return_index=True)
            fresh = action[owners] == NEVER
            owners, chosen = owners[fresh], ready[which[fresh]]
            action[owners] = chosen
            before = by[_ranges(arrivals[owners], arrivals[owners + 1] - arrivals[owners])]
            ready = before[allowed[before] & (action[self.batch.owner[before]] == NEVER)]
        return action

    def _weights(self, action: Indices, alive: NDArray[np.bool_], epsilon: float) -> Vector:
        """How likely each action is taken."""
        weight = np.zeros(len(self.batch.action))
        if epsilon:
            weight += np.where(alive[self.batch.owner] & self.batch.talk, epsilon * self.batch.share, 0.0)
        weight[action[alive]] += 1 - epsilon
        return weight

    def _chain(self, weight: Vector) -> Chain:
        used = weight[self.by] > 0
        rows = self.batch.owner[self.by[used]]
        chances = weight[self.by[used]] * self.chance[used]
        edges = np.unique(np.searchsorted(self.batch.ids, self.waves))
        blocks = tuple(zip(edges[:-1].tolist(), edges[1:].tolist(), strict=True))
        return Chain(rows, self.to[used], chances, len(self.batch.ids), blocks[::-1])

    def _outside(self, values: Vector) -> Vector:
        """What each action is worth through the outcomes that leave."""
        actions = self.batch.outcome_actions()[~self.inside]
        worth = values[self.batch.outcome[~self.inside]] * self.batch.outcome_chances()[~self.inside]
        return np.bincount(actions, worth, minlength=len(self.batch.action)).astype(np.float64)

    def _worths(self, outside: Vector, x: Vector) -> Vector:
        return outside + np.bincount(self.by, self.chance * x[self.to], minlength=len(outside))

    def _sum(self, each_action: Vector) -> Vector:
        return np.add.reduceat(each_action, self.batch.first)

    def _first_best(self, q: Vector, highest: Vector) -> Indices:
        numbers = np.where(q == highest[self.batch.owner], np.arange(len(q)), len(q))
        return np.minimum.reduceat(numbers, self.batch.first)


def _bounded(chain: Chain, b: Vector, x: Vector) -> tuple[Vector, float]:
    """x, refined once where needed, and how far it can be from the solution: its residual times the expected steps."""
    steps = solved(chain, np.ones(chain.size), precision=1e-3)
    slack = float((steps - chain.times(steps)).min())
    longest = float(steps.max()) / slack if slack > 0 else np.inf
    residual = b + chain.times(x) - x
    most = float(np.abs(residual).max())
    if most * longest > ENOUGH:
        x = x + most * solved(chain, residual / most)
        most = float(np.abs(b + chain.times(x) - x).max())
    return x, most * longest


# ---- the order in which a group can be solved


def _order(explored: Explored, waves: tuple[int, ...]) -> Order:
    begin, end = waves[0], waves[-1]
    ids = np.arange(begin, end)
    if len(waves) == 2 and not _leads_inside(explored, begin, end):
        return Order((ids,), np.empty(0, np.int64), (), waves)
    batch = Batch(explored, ids)
    inside = (batch.outcome >= begin) & (batch.outcome < end)
    tails = batch.owner[batch.outcome_actions()[inside]]
    heads = batch.outcome[inside].astype(np.int64) - begin
    below, left = _peeled(tails, heads, np.ones(len(ids), dtype=bool))
    kept = left[tails] & left[heads]
    above, left = _peeled(heads[kept], tails[kept], left)
    return Order(
        tuple(part + begin for part in below),
        np.flatnonzero(left) + begin,
        tuple(part + begin for part in reversed(above)),
        waves,
    )


def _leads_inside(explored: Explored, begin: int, end: int) -> bool:
    low, high = explored.action_from[[begin, end]]
    if explored.outcome_from is not None:
        low, high = explored.outcome_from[[low, high]]
    outcome = explored.outcome[low:high]
    return bool(((outcome >= begin) & (outcome < end)).any())


def _peeled(
    tails: Indices, heads: Indices, left: NDArray[np.bool_]
) -> tuple[list[Indices], NDArray[np.bool_]]:
    """Take off, again and again, those with no arrow to one that is left (Kahn 1962)."""
    left = left.copy()
    size = len(left)
    waiting = np.bincount(tails, minlength=size)
    order = np.argsort(heads, kind="stable")
    arrivals = np.concatenate([[0], np.cumsum(np.bincount(heads, minlength=size))])
    before = tails[order]
    layers = []
    layer = np.flatnonzero(left & (waiting == 0))
    while len(layer):
        layers.append(layer)
        left[layer] = False
        freed = before[_ranges(arrivals[layer], arrivals[layer + 1] - arrivals[layer])]
        np.subtract.at(waiting, freed, 1)
        freed = np.unique(freed)
        layer = freed[(waiting[freed] == 0) & left[freed]]
    return layers, left


def _ranges(starts: Indices, counts: Indices) -> Indices:
    """The numbers starts[0] … starts[0] + counts[0] − 1, then those from starts[1] …"""
    total = int(counts.sum())
    return np.repeat(starts - _firsts(counts), counts) + np.arange(total)


def _firsts(counts: Indices) -> Indices:
    return np.cumsum(counts) - counts
