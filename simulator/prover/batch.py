"""Situations with their actions and outcomes side by side, so that numpy takes many of them in one stride.

The arrays are those of explored.py: from each situation to its actions, from each action to its outcomes with their chances.
A vector of values has one number for each situation and a tail behind, which outcomes below 0 index from the end.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import Protocol

import numpy as np
from numpy.typing import NDArray

from simulator.prover.explored import WAIT, Acts, Starts

Indices = NDArray[np.int64]
Mask = NDArray[np.bool_]
Vector = NDArray[np.float64]


class Ways(Protocol):
    """The ways on from some situations; Explored is one."""

    @property
    def action_from(self) -> Starts: ...

    @property
    def action(self) -> Acts: ...

    @property
    def outcome_from(self) -> Starts | None: ...  # None: each action has exactly one outcome

    @property
    def outcome(self) -> NDArray[np.int32]: ...

    @property
    def chance(self) -> Vector | None: ...  # None: all certain


@dataclass(frozen=True, slots=True, eq=False)
class OwnWays:
    """Ways on from situations that were numbered anew."""

    action_from: Starts
    action: Acts
    outcome_from: Starts | None
    outcome: NDArray[np.int32]
    chance: Vector | None


class Batch:
    """Some situations, and all that may follow each."""

    def __init__(self, ways: Ways, ids: Indices) -> None:
        self.ids = ids
        self.counts, self._actions = _behind(ways.action_from, ids)
        self.first = firsts(self.counts)
        self.action = ways.action[self._actions]
        self.spread: Indices | None = None
        outcomes = self._actions
        if ways.outcome_from is not None:
            self.spread, outcomes = _behind(ways.outcome_from, self._actions)
            self.outcome_first = firsts(self.spread)
        self.outcome = ways.outcome[outcomes]
        self.chance = None if ways.chance is None else ways.chance[outcomes]
        self.talk = self.action != WAIT
        self.all_talk = bool(self.talk.all())

    @cached_property
    def actions(self) -> Indices:
        """The numbers of the actions among all there are."""
        if isinstance(self._actions, slice):
            return np.arange(self._actions.start, self._actions.stop)
        return self._actions

    @cached_property
    def owner(self) -> Indices:
        """Whose each action is, by place in the batch."""
        return np.repeat(np.arange(len(self.ids)), self.counts)

    @cached_property
    def chosen(self) -> Indices:
        """How many choices each situation has, waiting apart."""
        if self.all_talk:
            return self.counts
        return np.bincount(self.owner[self.talk], minlength=len(self.ids))

    @cached_property
    def talk_first(self) -> Indices:
        """Where each situation's choices begin among the choices alone."""
        return self.first if self.all_talk else firsts(self.chosen)

    @property
    def share(self) -> Vector:
        """How likely random play takes each action, waiting apart."""
        return np.repeat(1.0 / self.chosen, self.counts)

    def worths(self, values: Vector) -> Vector:
        """What each action is worth."""
        flow = values.take(self.outcome)
        if self.chance is not None:
            flow *= self.chance
        return flow if self.spread is None else np.add.reduceat(flow, self.outcome_first)

    def highest(self, q: Vector) -> Vector:
        """The highest of each situation's actions."""
        return np.maximum.reduceat(q, self.first)

    def lowest(self, q: Vector) -> Vector:
        """The lowest of each situation's actions."""
        return np.minimum.reduceat(q, self.first)

    def human(self, q: Vector, epsilon: float) -> Vector:
        """The outlook: mostly the best choice, sometimes any; nobody waits. Never above the best, rounding included."""
        chosen = q if self.all_talk else q[self.talk]
        highest = np.maximum.reduceat(chosen, self.talk_first)
        short = np.repeat(highest, self.chosen)
        short -= chosen
        return highest - np.add.reduceat(short, self.talk_first) * (epsilon / self.chosen)

    def any(self, q: Vector) -> Vector:
        """The mean over the choices."""
        chosen = q if self.all_talk else q[self.talk]
        return np.add.reduceat(chosen, self.talk_first) / self.chosen

    def outcome_actions(self) -> Indices:
        """The action of each outcome."""
        if self.spread is None:
            return np.arange(len(self.outcome))
        return np.repeat(np.arange(len(self.action)), self.spread)

    def outcome_chances(self) -> Vector:
        """The chance of each outcome within its action."""
        return np.ones(len(self.outcome)) if self.chance is None else self.chance


def _behind(starts: Starts, of: Indices | slice) -> tuple[Indices, Indices | slice]:
    """How many stand behind each of these, and which: a slice where they are neighbors, which costs no copy."""
    if isinstance(of, slice) or _neighbors(of):
        low, high = (of.start, of.stop) if isinstance(of, slice) else (int(of[0]), int(of[-1]) + 1)
        return np.diff(starts[low : high + 1]).astype(np.int64), slice(int(starts[low]), int(starts[high]))
    begins = starts[of].astype(np.int64)
    counts = starts[of + 1] - begins
    return counts, ranges(begins, counts)


def _neighbors(numbers: Indices) -> bool:
    ends_fit = len(numbers) > 0 and numbers[-1] - numbers[0] + 1 == len(numbers)
    return bool(ends_fit and (np.diff(numbers) == 1).all())


def ranges(starts: Indices, counts: Indices) -> Indices:
    """The numbers starts[0] … starts[0] + counts[0] − 1, then those from starts[1] …"""
    total = int(counts.sum())
    return np.repeat(starts - firsts(counts), counts) + np.arange(total)


def firsts(counts: Indices) -> Indices:
    """Where each begins, laid end to end."""
    return np.cumsum(counts) - counts
