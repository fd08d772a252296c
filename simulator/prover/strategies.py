"""Ways of playing without thinking: first or last in the file, longest or shortest text. A scenario they win is no test."""

from __future__ import annotations

from bisect import bisect_right
from collections import defaultdict
from collections.abc import Callable, Mapping

from simulator.model.outlook import STRATEGIES
from simulator.model.scenario import Choice, Moment, Scenario
from simulator.prover.explore import WAIT, Explored
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
    circling = {int(id) for order in solver.orders for id in order.core}
    return {
        name: _Play(solver, [RANKINGS[name](moment) for moment in moments], circling).worth()
        for name in STRATEGIES
    }


class _Play:
    """One strategy played in all its chances at once, step by step."""

    def __init__(self, solver: Solver, rankings: list[list[int]], circling: set[int]) -> None:
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
            plays = self._step({key: chance for key, chance in plays.items() if key[0] >= 0})
            if not plays:
                break
        return earned

    def _step(self, plays: dict[tuple[int, Met], float]) -> dict[tuple[int, Met], float]:
        following: dict[tuple[int, Met], float] = defaultdict(float)
        for (id, met), chance in plays.items():
            action, met = self._choose(id, met)
            for target, share in self._outcomes(action):
                if chance * share > NEGLIGIBLE:
                    following[target, met] += chance * share
        if len(following) > MOST_AT_ONCE:
            likeliest = sorted(following.items(), key=lambda each: -each[1])[:MOST_AT_ONCE]
            return dict(likeliest)
        return following

    def _choose(self, id: int, met: Met) -> tuple[int, Met]:
        """The action that the strategy takes there, and what it has met afterwards."""
        begin, end = self.explored.action_from[id : id + 2].tolist()
        open_ = {
            int(self.explored.action[a]): a for a in range(begin, end) if self.explored.action[a] != WAIT
        }
        ranked = [open_[n] for n in self.rankings[self._moment(id)] if n in open_]
        if id not in self.circling:
            return ranked[0], met
        times = next((count for other, count in met if other == id), 0)
        met = frozenset((*(each for each in met if each[0] != id), (id, (times + 1) % len(ranked))))
        return ranked[times], met

    def _outcomes(self, action: int) -> list[tuple[int, float]]:
        explored = self.explored
        if explored.outcome_from is None:
            return [(int(explored.outcome[action]), 1.0)]
        begin, end = explored.outcome_from[action : action + 2].tolist()
        chances = [1.0] * (end - begin) if explored.chance is None else explored.chance[begin:end].tolist()
        return list(zip(explored.outcome[begin:end].tolist(), chances, strict=True))

    def _moment(self, id: int) -> int:
        return self.moment_of[bisect_right(self.moment_of, (id, 1 << 30)) - 1][1]
