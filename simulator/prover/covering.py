"""Covering: few planned runs that together take every choice that can be taken."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from simulator.prover.explored import WAIT
from simulator.prover.paths import Paths
from simulator.prover.proved import Proved


@dataclass(frozen=True, slots=True)
class Covered:
    """Planned runs that together take what can be taken."""

    runs: tuple[tuple[str, ...], ...]  # each as a path that `play --follow` takes
    taken: int
    reachable: int


def cover(proved: Proved, most: int = 300) -> Covered:
    """Runs along shortest paths, each to the deepest choice that none before it has taken."""
    paths = Paths(proved.plan.program, proved.explored)
    wanted = _nearest_takings(proved, paths)
    depth = {
        key: int(paths.found.depth[paths.owners(np.array([action]))[0]]) for key, action in wanted.items()
    }
    left = dict(sorted(wanted.items(), key=lambda each: -depth[each[0]]))
    runs: list[tuple[str, ...]] = []
    while left and len(runs) < most:
        _, action = next(iter(left.items()))
        path = paths.to_action(action)
        runs.append(path)
        for line in path:
            left.pop(line.partition(" ")[0], None)
    return Covered(tuple(runs), len(wanted) - len(left), len(wanted))


def _nearest_takings(proved: Proved, paths: Paths) -> dict[str, int]:
    """For each choice that can be taken, the action that takes it after the fewest steps."""
    explored = proved.explored
    nearest: dict[str, tuple[int, int]] = {}
    for sheet in explored.sheets:
        place = proved.plan.program.places[sheet.stop[0]]
        begin, end = explored.action_from[[sheet.first, sheet.first + len(sheet.codes)]]
        numbers = explored.action[begin:end]
        depth = paths.found.depth[paths.owners(np.arange(begin, end))]
        for number in np.unique(numbers[numbers != WAIT]).tolist():
            which = np.flatnonzero(numbers == number)
            first = which[np.argmin(depth[which])]
            name = f"{place.id}/{place.acts[number].id}"
            nearest[name] = min(nearest.get(name, (1 << 30, 0)), (int(depth[first]), int(begin + first)))
    return {name: action for name, (_, action) in nearest.items()}
