"""Offers: what a scenario gives to practice on a usual way through, found by playing it; once a scenario."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from statistics import fmean

from scoring.practice import Offer
from scoring.rubric import DimensionId, Rubric
from scoring.scorecard import score
from simulator.engine import SEMANTICS, Awaiting, Run
from simulator.model.events import Event, RunStarted
from simulator.model.identity import digest
from simulator.model.scenario import Choice, Scenario

PLAYS = 3  # with different chances
STEPS = 500  # of a play: more would be a circle
WAITED = 3000  # milliseconds, at each menu


_known: dict[tuple[str, str, str], Offer] = {}


def offer_of(scenario: Scenario, rubric: Rubric) -> Offer:
    """The opportunities in each dimension that an officer meets who takes what shows the most."""
    key = scenario.id, digest(scenario), rubric.digest
    if key not in _known:
        _known[key] = Offer(scenario.id, scenario.title, _usual(scenario, rubric))
    return _known[key]


def _usual(scenario: Scenario, rubric: Rubric) -> Mapping[DimensionId, float]:
    counts: Counter[DimensionId] = Counter()
    for seed in range(1, PLAYS + 1):
        card = score(scenario, rubric, _played(scenario, rubric, seed))
        counts.update({id: len(figure.counted) for id, figure in card.figures.items()})
    return {id: count / PLAYS for id, count in counts.items() if count}


def _played(scenario: Scenario, rubric: Rubric, seed: int) -> tuple[Event, ...]:
    run = Run(scenario, RunStarted(scenario.id, digest(scenario), rubric.digest, SEMANTICS, seed, 0))
    events, taken = list(run.start()), Counter[str]()
    for _ in range(STEPS):
        match run.awaiting:
            case Awaiting.READING:
                events += run.read()
            case Awaiting.ANSWER:
                assert run.moment.probe
                events += run.answer(next(iter(run.moment.probe.answers)))
            case Awaiting.CHOICE:
                choice = _telling(run, rubric, taken)
                taken[choice.id] += 1
                events += run.choose(choice.id, WAITED)
            case _:
                return tuple(events)
    return (*events, *run.stop())


def _telling(run: Run, rubric: Rubric, taken: Counter[str]) -> Choice:
    """The open choice that shows the most of what is wanted; one that was taken before only if nothing is left."""
    shown = {item.choice for item in run.menu if item.open}
    open_ones = [each for each in run.moment.choices if each.id in shown]
    return max(open_ones, key=lambda each: (-taken[each.id], _worth(each, rubric)))


def _worth(choice: Choice, rubric: Rubric) -> float:
    values = [rubric.behaviors[each].value for each in choice.shows if each in rubric.behaviors]
    return fmean(values) if values else 0.0
