"""Findings about where runs go: dead ends, no way to an ending, runs that need never end, loops that can be farmed."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np
from numpy.typing import NDArray

from simulator.model.findings import Finding, Severity, choice_path, moment_path
from simulator.model.scenario import Scenario
from simulator.prover.explored import WAIT
from simulator.prover.paths import Paths
from simulator.prover.program import STUCK
from simulator.prover.proved import Proved
from simulator.prover.solve import Solver

GAIN = 0.5  # points of outlook that one round of a loop must bring to be worth farming
ROUNDS = 3


def findings(scenario: Scenario, proved: Proved) -> Iterator[Finding]:
    """How runs come, or do not come, to an end."""
    paths = Paths(proved.plan.program, proved.explored)
    yield from dead_ends(paths, proved)
    if proved.proof.complete:
        solver = Solver(proved.plan.program, proved.explored)
        yield from _hopeless(paths, solver)
        yield from _endless(paths, solver)
        yield from _farmed(paths, proved)


def dead_ends(paths: Paths, proved: Proved) -> Iterator[Finding]:
    """Where a run can be stuck, each place once, the nearest first."""
    if STUCK in proved.explored.start.tolist():
        start = proved.scenario.start
        yield Finding(
            "dead_end",
            Severity.ERROR,
            moment_path(start),
            "The run can be stuck before its first menu.",
            _OPEN_A_WAY,
        )
    told: set[str] = set()
    stuck = paths.actions_to(STUCK)
    while len(stuck) and len(told) < 20:
        action = paths.nearest(stuck)
        if action is None:
            return
        where = _where(paths, action)
        if where not in told:
            told.add(where)
            yield Finding(
                "dead_end",
                Severity.ERROR,
                where,
                "A run can be stuck after this: nothing is open and nothing follows. That ending is worth 0 and unscored.",
                _OPEN_A_WAY,
                evidence=paths.to_action(action, STUCK),
            )
        places = [_where(paths, int(each)) for each in stuck[:2000]]
        left = np.array([place not in told for place in places], dtype=bool)
        stuck = (
            np.concatenate([stuck[:2000][left], stuck[2000:]])
            if left.any() or len(stuck) > 2000
            else stuck[:0]
        )


_OPEN_A_WAY = (
    "Let the `next` that is taken end in a branch that always holds, and leave one choice open or a way on."
)


def _where(paths: Paths, action: int) -> str:
    situation = int(paths.owners(np.array([action]))[0])
    place, _ = paths.place_of(situation)
    number = int(paths.explored.action[action])
    return moment_path(place.id) if number == WAIT else choice_path(place.id, place.acts[number].id)


def _hopeless(paths: Paths, solver: Solver) -> Iterator[Finding]:
    hopeless = solver.hopeless()
    if len(hopeless):
        first = int(hopeless[np.argmin(paths.found.depth[hopeless])])
        yield Finding(
            "no_way_to_an_ending",
            Severity.ERROR,
            moment_path(paths.place_of(first)[0].id),
            "From here no ending can be reached any more, whatever is chosen; such situations are worth 0.",
            "Give the circle a way out that stays open.",
            evidence=paths.to_situation(first),
        )


def _endless(paths: Paths, solver: Solver) -> Iterator[Finding]:
    circling = np.concatenate([order.core for order in solver.orders] or [np.empty(0, np.int64)])
    if len(circling):
        first = int(circling[np.argmin(paths.found.depth[circling])])
        yield Finding(
            "endless_run",
            Severity.NOTE,
            moment_path(paths.place_of(first)[0].id),
            "A run need never end: from here the same situation can come back again and again.",
            "Nothing is wrong if the officer may repeat a step; `once: true` or a time limit would bound it.",
            evidence=paths.to_situation(first),
        )


def _farmed(paths: Paths, proved: Proved) -> Iterator[Finding]:
    """A choice that leads back to its own menu, better off each time."""
    explored, outlook = proved.explored, proved.values.outlook
    if explored.outcome_from is None:
        after, single = explored.outcome, np.ones(len(explored.outcome), dtype=bool)
    else:
        after = explored.outcome[explored.outcome_from[:-1]]
        single = np.diff(explored.outcome_from) == 1
    owner = np.repeat(np.arange(explored.situations), np.diff(explored.action_from))
    stops = np.repeat(np.arange(len(explored.sheets)), [len(sheet.codes) for sheet in explored.sheets])
    moments = np.array([sheet.stop[0] for sheet in explored.sheets], dtype=np.int64)[stops]
    inside = single & (after >= 0) & (explored.action != WAIT)
    at = np.maximum(after, 0)
    inside &= (moments[at] == moments[owner]) & (outlook[at] > outlook[owner] + GAIN)
    gains: set[tuple[int, int]] = set()
    for key in np.unique(moments[owner[inside]] * 1000 + explored.action[inside]).tolist():
        rounds = inside & (moments[owner] == key // 1000) & (explored.action == key % 1000)
        if (first := _round_and_round(np.flatnonzero(rounds), owner, at)) is not None:
            gains.add((first, int(key)))
    for action, key in sorted(gains):
        place = paths.program.places[key // 1000]
        yield Finding(
            "loop_can_be_farmed",
            Severity.WARNING,
            choice_path(place.id, place.acts[key % 1000].id),
            f"Taking this choice {ROUNDS} times in a row and more makes the outlook better each time.",
            "Let it pay once (`once: true`), or let it cost something.",
            evidence=paths.to_action(action),
        )


def _round_and_round(
    actions: NDArray[np.int64], owner: NDArray[np.int64], after: NDArray[np.int32]
) -> int | None:
    """The first action of a chain of ROUNDS of them, each beginning where the one before led."""
    chain = actions
    for _ in range(ROUNDS - 1):
        chain = actions[np.isin(after[actions], owner[chain])]
        if not len(chain):
            return None
    return int(chain[0])
