"""Shortest ways through what was explored: evidence that a person, or `play --follow`, can replay.

A path is told line by line: `scene.moment/choice @seconds`, the time counted from the menu's opening; the choice is `time_out`
where time ran out, and `-` where an interrupt came while nobody chose. What chance must bring follows after ` # `.
"""

from __future__ import annotations

from bisect import bisect_right
from dataclasses import dataclass
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from simulator.model.scenario import TIME_OUT
from simulator.prover.batch import Batch
from simulator.prover.explored import WAIT, Explored
from simulator.prover.program import FIRST_ENDING, STUCK, Place, Program

UNSEEN = -1
BEGUN = -2


@dataclass(slots=True)
class _Found:
    action: NDArray[np.int64]  # the action that first came to each situation; BEGUN at the start
    depth: NDArray[np.int32]


class Paths:
    """Shortest paths, in choices and waits, from the start to anything explored."""

    def __init__(
        self, program: Program, explored: Explored, without: NDArray[np.bool_] | None = None
    ) -> None:
        self.program, self.explored = program, explored
        self._without = without  # actions that may not be taken
        self._firsts = [sheet.first for sheet in explored.sheets]

    @cached_property
    def found(self) -> _Found:
        """The shortest way to every situation, breadth first."""
        explored = self.explored
        action = np.full(explored.situations, UNSEEN, np.int64)
        depth = np.full(explored.situations, np.iinfo(np.int32).max, np.int32)
        layer = np.unique(explored.start[explored.start >= 0]).astype(np.int64)
        action[layer], depth[layer] = BEGUN, 0
        far = 0
        while len(layer):
            far += 1
            batch = Batch(explored, layer)
            outcome, by = batch.outcome, batch.actions[batch.outcome_actions()]
            fresh = (outcome >= 0) & (action[np.maximum(outcome, 0)] == UNSEEN)
            if self._without is not None:
                fresh &= ~self._without[by]
            layer, which = np.unique(outcome[fresh], return_index=True)
            layer = layer.astype(np.int64)
            action[layer], depth[layer] = by[fresh][which], far
        return _Found(action, depth)

    def owners(self, actions: NDArray[np.int64]) -> NDArray[np.int64]:
        """The situation that each action belongs to."""
        return np.asarray(np.searchsorted(self.explored.action_from, actions, side="right") - 1, np.int64)

    def actions_to(self, target: int) -> NDArray[np.int64]:
        """The actions with this outcome (an ending's target, or STUCK)."""
        outcomes = np.flatnonzero(self.explored.outcome == target)
        if self.explored.outcome_from is None:
            return outcomes
        return np.asarray(np.searchsorted(self.explored.outcome_from, outcomes, side="right") - 1, np.int64)

    def nearest(self, actions: NDArray[np.int64]) -> int | None:
        """Of these actions the one that comes first; None if there is none."""
        if not len(actions):
            return None
        depth = self.found.depth[self.owners(actions)]
        return int(actions[np.argmin(depth)]) if depth.min() < np.iinfo(np.int32).max else None

    def place_of(self, situation: int) -> tuple[Place, int]:
        """The moment that a situation is at, and the number of its instant."""
        moment, instant = self.explored.sheets[bisect_right(self._firsts, situation) - 1].stop
        return self.program.places[moment], instant

    def to_situation(self, situation: int) -> tuple[str, ...]:
        """The path to a situation."""
        actions: list[int] = []
        while (action := int(self.found.action[situation])) >= 0:
            actions.append(action)
            situation = int(self.owners(np.array([action]))[0])
        return self._told([*reversed(actions)], situation)

    def to_action(self, action: int, target: int | None = None) -> tuple[str, ...]:
        """The path up to and with an action, and, where given, on to an ending."""
        situation = int(self.owners(np.array([action]))[0])
        way = [action]
        while (before := int(self.found.action[situation])) >= 0:
            way.append(before)
            situation = int(self.owners(np.array([before]))[0])
        return self._told([*reversed(way)], situation, target)

    def _told(self, actions: list[int], begun: int, target: int | None = None) -> tuple[str, ...]:
        lines: list[str] = []
        if len(self.explored.start) > 1:
            lines.append(f"# begins by chance at {self.place_of(begun)[0].id}")
        for number, action in enumerate(actions):
            situation = int(self.owners(np.array([action]))[0])
            after = self._owner_of(actions, number)
            if line := self._line(situation, action, after, target if after is None else None):
                lines.append(line)
        return tuple(lines)

    def _owner_of(self, actions: list[int], number: int) -> int | None:
        return int(self.owners(np.array([actions[number + 1]]))[0]) if number + 1 < len(actions) else None

    def _line(self, situation: int, action: int, after: int | None, target: int | None) -> str:
        place, instant = self.place_of(situation)
        number = int(self.explored.action[action])
        if number == WAIT:
            return self._waited(place, after)
        seconds = place.instants[instant - 1] / 1000 if instant else 0
        return f"{place.id}/{place.acts[number].id} @{seconds:g}{self._chance(action, after, target)}"

    def _waited(self, place: Place, after: int | None) -> str:
        """Waiting is told with the choice that follows it, unless it left the menu."""
        if after is not None and self.place_of(after)[0] is place and self.place_of(after)[1]:
            return ""
        if place.limit is not None and place.time_out:
            return f"{place.id}/{TIME_OUT} @{place.limit / 1000:g}"
        return f"{place.id}/- @{place.instants[-1] / 1000:g}"

    def _chance(self, action: int, after: int | None, target: int | None) -> str:
        if self.explored.outcome_from is None or self.explored.chance is None:
            return ""
        begin, end = self.explored.outcome_from[action : action + 2]
        wanted = after if after is not None else target
        if end - begin < 2 or wanted is None:
            return ""
        which = self.explored.outcome[begin:end] == wanted
        chance = float(self.explored.chance[begin:end][which].sum())
        return f"  # by chance ({chance:.0%}) on to {self._name(wanted)}"

    def _name(self, target: int) -> str:
        if target >= 0:
            return self.place_of(target)[0].id
        return "a dead end" if target == STUCK else f"ending.{self.program.endings[FIRST_ENDING - target]}"
