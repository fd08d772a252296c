"""Ways of playing without thinking: first or last in the file, longest or shortest text. A scenario they win is no test."""

from __future__ import annotations

from bisect import bisect_right
from collections import defaultdict
from collections.abc import Callable, Mapping

import numpy as np
from numpy.typing import NDArray

from simulator.model.outlook import STRATEGIES
from simulator.model.scenario import Choice, Moment, Scenario
from simulator.prover.explored import WAIT, Explored
from simulator.prover.solve import Solver

MOST_WORK = 300_000  # situations that one strategy is followed through
MOST_STEPS = 5_000  # a play longer than this never ends, as far as its worth goes
MOST_AT_ONCE = 20_000  # plays kept apart at one step; beyond it the least likely are given up
NEGLIGIBLE = 1e-12

Met = frozenset[tuple[int, int]]  # how often each situation on a circle was met


def length(choice: Choice) -> float:
    """A choice's length in letters: the mean over its wordings."""
    return sum(len(variant.text) for variant in choice.words) / len(choice.words) if choice.words else 0.0


RANKINGS: Mapping[str, Callable[[Moment], list[int]]] = {
    "first": lambda moment: list(range(len(moment.choices))),
    "last": lambda moment: list(range(len(moment.choices)))[::-1],
    "longest": lambda moment: _by_length(moment, -1),
    "shortest": lambda moment: _by_length(moment, 1),
}


def _by_length(moment: Moment, sense: int) -> list[int]:
    return sorted(range(len(moment.choices)), key=lambda n: sense * length(moment.choices[n]))


def strategies(scenario: Scenario, solver: Solver) -> dict[str, float]:
    """What each strategy can expect to earn from the start."""
    moments = list(scenario.moments)
    circling = np.zeros(solver.explored.situations, dtype=bool)
    for order in solver.orders:
        circling[order.core] = True
    return {
        name: _Play(solver, [RANKINGS[name](moment) for moment in moments], circling).worth()
        for name in STRATEGIES
    }


class _Play:
    """One strategy played in all its chances at once, step by step."""

    def __init__(self, solver: Solver, rankings: list[list[int]], circling: NDArray[np.bool_]) -> None:
        self.explored: Explored = solver.explored
        self.tail = solver.tail(solver.worths)
        self.rankings = rankings
        self.circling = circling
        self.moment_of = [(sheet.first, sheet.stop[0]) for sheet in self.explored.sheets]

    def worth(self) -> float:
        explored = self.explored
        earned = 0.0
        plays: dict[tuple[int, Met], float] = defaultdict(float)
        for id, chance in zip(explored.start.tolist(), explored.start_chance.tolist(), strict=True):
            plays[id, frozenset()] += chance
        worked = 0
        for _ in range(MOST_STEPS):
            worked += len(plays)
            if worked > MOST_WORK:  # on circles that hardly end; what is left by then counts as staying there
                break
            earned += sum(chance * float(self.tail[id]) for (id, _), chance in plays.items() if id < 0)
            plays = {key: chance for key, chance in plays.items() if key[0] >= 0}
            plays = self._alone(plays) if len(plays) == 1 else self._step(plays)
            if not plays:
                break
        return earned

    def _alone(self, plays: dict[tuple[int, Met], float]) -> dict[tuple[int, Met], float]:
        """A play that is alone goes on for as long as nothing is left to chance, at the cost of one."""
        (((id, met), chance),) = plays.items()
        times = dict(met)
        for _ in range(MOST_STEPS):
            action, count = self._choose(id, times.get(id, 0))
            ways = self._outcomes(action)
            if len(ways) > 1:
                return self._step({(id, frozenset(times.items())): chance})
            if count is not None:
                times[id] = count
            id = ways[0][0]
            if id < 0:
                return {(id, frozenset()): chance}
        return {}

    def _step(self, plays: dict[tuple[int, Met], float]) -> dict[tuple[int, Met], float]:
        following: dict[tuple[int, Met], float] = defaultdict(float)
        for (id, met), chance in plays.items():
            times = next((count for other, count in met if other == id), 0)
            action, count = self._choose(id, times)
            if count is not None:
                met = frozenset((*(each for each in met if each[0] != id), (id, count)))
            for target, share in self._outcomes(action):
                if chance * share > NEGLIGIBLE:
                    following[target, met] += chance * share
        if len(following) > MOST_AT_ONCE:
            likeliest = sorted(following.items(), key=lambda each: -each[1])[:MOST_AT_ONCE]
            return dict(likeliest)
        return following

    def _choose(self, id: int, times: int) -> tuple[int, int | None]:
        """The action that the strategy takes there, and what to count as met afterwards; None where nothing comes back."""
        begin, end = self.explored.action_from[id : id + 2].tolist()
        open_ = {
            int(self.explored.action[a]): a for a in range(begin, end) if self.explored.action[a] != WAIT
        }
        ranked = [open_[n] for n in self.rankings[self._moment(id)] if n in open_]
        if not self.circling[id]:
            return ranked[0], None
        return ranked[times], (times + 1) % len(ranked)

    def _outcomes(self, action: int) -> list[tuple[int, float]]:
        explored = self.explored
        if explored.outcome_from is None:
            return [(int(explored.outcome[action]), 1.0)]
        begin, end = explored.outcome_from[action : action + 2].tolist()
        chances = [1.0] * (end - begin) if explored.chance is None else explored.chance[begin:end].tolist()
        return list(zip(explored.outcome[begin:end].tolist(), chances, strict=True))

    def _moment(self, id: int) -> int:
        return self.moment_of[bisect_right(self.moment_of, (id, 1 << 30)) - 1][1]
