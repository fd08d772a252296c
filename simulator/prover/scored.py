"""Findings about a scenario as a test: strategies that win, choices nobody would take, opportunities, when peace is closed."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from simulator.model.findings import Finding, Severity, choice_path
from simulator.model.scenario import ChoiceId, MomentId, Scenario
from simulator.prover.batch import Batch
from simulator.prover.explored import WAIT
from simulator.prover.paths import Paths
from simulator.prover.proved import Proved
from simulator.prover.solve import Solver

NEARLY = 0.9  # of best play ◊
GRAVE = 20.0  # points ◊
FEW = 2
FEW_MENUS = 8  # ◊ below so many moments with choices a scenario is a sketch
EARLY = 0.75  # of unflagged situations should leave a peaceful ending open ◊

Behaviors = Mapping[str, tuple[str, int]]


@dataclass(frozen=True, slots=True)
class LikelyLoss:
    """A choice's loss at its most likely situation, and how often random play comes to that situation."""

    moment: MomentId
    choice: ChoiceId
    loss: float
    least: float  # over all situations in which it is open
    visits: float


def findings(scenario: Scenario, proved: Proved, behaviors: Behaviors) -> Iterator[Finding]:
    """What would make the scenario a poor test, or poor training."""
    yield from _opportunities(scenario, behaviors)
    if not proved.proof.complete:
        return
    yield from _strategies(proved)
    for each in likely_losses(proved):
        if each.least >= GRAVE:
            yield Finding(
                "choice_always_grave",
                Severity.NOTE,
                choice_path(each.moment, each.choice),
                f'The choice "{each.choice}" costs at least {each.least:.0f} points wherever it is open.',
                "Make it tempting, or fairer: a choice that nobody would take teaches nothing.",
            )
    yield from _peace(scenario, proved)


def likely_losses(proved: Proved) -> tuple[LikelyLoss, ...]:
    """For each choice its loss at its most likely situation, in file order: what `check --loss` lists."""
    visits = Solver(proved.plan.program, proved.explored).visits()
    found: dict[tuple[int, int], list[tuple[float, float, float]]] = defaultdict(list)
    for sheet in proved.explored.sheets:
        if sheet.stop[1] == 0:
            ids = np.arange(sheet.first, sheet.first + len(sheet.codes))
            batch = Batch(proved.explored, ids)
            q = np.where(batch.talk, batch.worths(proved.values.outlook), -np.inf)
            loss = batch.highest(q)[batch.owner] - q
            for number in np.unique(batch.action[batch.talk]).tolist():
                which = np.flatnonzero(batch.action == number)
                likely = which[np.argmax(visits[ids[batch.owner[which]]])]
                at = float(visits[ids[batch.owner[likely]]])
                found[sheet.stop[0], number].append((at, float(loss[likely]), float(loss[which].min())))
    places = proved.plan.program.places
    return tuple(
        LikelyLoss(places[m].id, places[m].acts[n].id, max(each)[1], min(e[2] for e in each), max(each)[0])
        for (m, n), each in sorted(found.items())
    )


def _strategies(proved: Proved) -> Iterator[Finding]:
    proof = proved.proof
    menus = sum(bool(moment.choices) for moment in proved.scenario.moments)
    severity = Severity.NOTE if menus < FEW_MENUS else Severity.WARNING  # a sketch is no test anyway
    for name, worth in {**proof.strategies, "random": proof.random}.items():
        if proof.best > 0 and worth >= NEARLY * proof.best:
            yield Finding(
                "strategy_wins",
                severity,
                "",
                f"Always taking the {_DOING[name]} earns {worth:.0f} of the {proof.best:.0f} that best play earns.",
                "Let good practice be short at times and not always in the same place, and let long or polite choices fail.",
            )


_DOING = {
    "first": "first choice in the file",
    "last": "last choice in the file",
    "longest": "longest choice",
    "shortest": "shortest choice",
    "random": "choice that a coin picks",
}


def opportunities(scenario: Scenario, behaviors: Behaviors) -> Mapping[str, int]:
    """For each dimension the number of moments whose choices differ in it: there it can be practiced."""
    counts: dict[str, int] = defaultdict(int)
    for moment in scenario.moments:
        shown = [_by_dimension(choice.shows, behaviors) for choice in moment.choices]
        for dimension in {name for each in shown for name in each}:
            values = {each.get(dimension, 0) for each in shown}
            counts[dimension] += len(values) > 1
    return counts


def _opportunities(scenario: Scenario, behaviors: Behaviors) -> Iterator[Finding]:
    """A dimension that the objectives promise should be practiced more than once."""
    counts = opportunities(scenario, behaviors)
    for dimension in scenario.dimensions if behaviors else ():
        if (count := counts.get(dimension, 0)) < FEW:
            yield Finding(
                "few_opportunities",
                Severity.WARNING,
                "dimensions",
                f'The dimension "{dimension}" has {count or "no"} {"opportunity" if count == 1 else "opportunities"}: '
                "moments whose choices differ in it.",
                f"Give it {FEW} or more, or do not promise it in the objectives.",
            )


def _by_dimension(shows: Sequence[str], behaviors: Behaviors) -> dict[str, int]:
    values: dict[str, int] = defaultdict(int)
    for behavior in shows:
        if behavior in behaviors:
            dimension, value = behaviors[behavior]
            values[dimension] += value
    return values


def peace_kept(scenario: Scenario, proved: Proved) -> float:
    """The share of the situations reached without a flagged choice from which a peaceful ending is still open."""
    return _Peace(scenario, proved).share


class _Peace:
    """Where a peaceful ending is open, among the situations that are reached without a flagged choice."""

    def __init__(self, scenario: Scenario, proved: Proved) -> None:
        self.flagged = _flagged(scenario, proved)
        self.paths = Paths(proved.plan.program, proved.explored, without=self.flagged)
        self.unflagged = self.paths.found.depth < np.iinfo(np.int32).max
        self.solver = Solver(proved.plan.program, proved.explored)
        self.peaceful = np.array([*(float(each.kind.peaceful) for each in scenario.endings.values()), 0.0])
        self.open = self.solver.reaches(self.peaceful)

    @property
    def share(self) -> float:
        """1 where no situation is reached without a flag."""
        return float(self.open[self.unflagged].mean()) if self.unflagged.any() else 1.0


def _peace(scenario: Scenario, proved: Proved) -> Iterator[Finding]:
    """Negative training: how long a peaceful ending stays open while nothing flagged was done, and what closes it first."""
    explored, peace = proved.explored, _Peace(scenario, proved)
    if peace.share == 1.0:
        return
    flagged, paths, unflagged, open_, share = (
        peace.flagged,
        peace.paths,
        peace.unflagged,
        peace.open,
        peace.share,
    )
    leads = Batch(explored, np.arange(explored.situations)).worths(
        np.concatenate([open_, peace.solver.tail(peace.peaceful)[len(open_) :]])
    )
    owner = np.repeat(np.arange(explored.situations), np.diff(explored.action_from))
    closing = np.flatnonzero(
        (leads == 0) & open_[owner] & unflagged[owner] & ~flagged & (explored.action != WAIT)
    )
    action = paths.nearest(closing)
    where, words = "", ""
    evidence: tuple[str, ...] = ()
    if action is not None:
        place, _ = paths.place_of(int(paths.owners(np.array([action]))[0]))
        choice = place.acts[int(explored.action[action])].id
        where, evidence = choice_path(place.id, choice), paths.to_action(action)
        words = f' The first choice that can close it is "{place.id}/{choice}".'
    yield Finding(
        "peace_closed_early",
        Severity.WARNING if share < EARLY else Severity.NOTE,
        where,
        f"In {share:.0%} of the situations reached without a flagged choice a peaceful ending is still open.{words}",
        "Let there be a way back to a peaceful ending for as long as the officer does nothing that is flagged.",
        evidence=evidence,
    )


def _flagged(scenario: Scenario, proved: Proved) -> np.ndarray:
    """The actions that carry a critical flag."""
    explored = proved.explored
    flagged = np.zeros(len(explored.action), dtype=bool)
    moments = list(scenario.moments)
    for sheet in explored.sheets:
        numbers = [n for n, choice in enumerate(moments[sheet.stop[0]].choices) if choice.flags]
        if numbers:
            begin, end = explored.action_from[[sheet.first, sheet.first + len(sheet.codes)]]
            flagged[begin:end] = np.isin(explored.action[begin:end], numbers)
    return flagged
