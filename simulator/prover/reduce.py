"""What can still matter where: the variables worth keeping at each point of play, and which meter values are as good as one.

Two analyses run backward over the points of play (points.py), after what can never be was taken out (possible.py). Here: a
variable is *live* at a point if a guard may still read it before something surely sets it anew. In merging.py: which values
of a meter are *one*. Both err only toward keeping too much, so nothing that play could tell apart is ever merged.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

import numpy as np

from simulator.prover.components import circles
from simulator.prover.merging import Merging
from simulator.prover.points import Passage, Point, Points, points_of
from simulator.prover.program import Kind, Place, Program, Test
from simulator.prover.settling import settled


@dataclass(frozen=True, slots=True)
class Reduction:
    """What to keep where. `classes[point][meter]` numbers the values of a meter that are one there."""

    live: dict[Point, frozenset[int]]
    classes: dict[Point, dict[int, np.ndarray]]
    breaks: dict[Point, tuple[int, ...]]  # the interrupts that can break in there
    looping: dict[int, tuple[int, ...]]  # what to compare at moments that a chain without choices may repeat


@dataclass(frozen=True, slots=True)
class Plan:
    """A program to explore, what to keep where, and what was settled about its guards beforehand."""

    program: Program
    reduction: Reduction
    always: frozenset[tuple[str, ...]] = frozenset()
    never: frozenset[tuple[str, ...]] = frozenset()
    words: frozenset[Test] = frozenset()  # the guards of lines that may be asked about


def reduced(program: Program, words: Iterable[Test] = ()) -> Plan:
    """The program without what can never be, keeping only what can still matter. `words`: guards of lines to keep."""
    words = frozenset(words)
    smaller = settled(program, words)
    program, points = smaller.program, smaller.points
    looping = looping_moments(program)
    for moment, compared in looping.items():
        points.reads["enter", moment] |= set(compared)
    live = _liveness(points)
    meters = [n for n, variable in enumerate(program.variables) if variable.kind is Kind.METER]
    classes: dict[Point, dict[int, np.ndarray]] = defaultdict(dict)
    for meter in meters:
        for point, parts in Merging(program, points, live, meter, smaller.at).parts().items():
            classes[point][meter] = parts
    reduction = Reduction(live, classes, points.breaks, looping)
    return Plan(program, reduction, frozenset(smaller.always), frozenset(smaller.never), words)


def playable(program: Program) -> Plan:
    """For playing: marks and facts only where they still matter, but every meter and line as the officer would see it."""
    meters = frozenset(n for n, variable in enumerate(program.variables) if variable.kind is Kind.METER)
    words = frozenset(words_of(program))
    points = points_of(program, words)
    looping = looping_moments(program)
    for moment, compared in looping.items():
        points.reads["enter", moment] |= set(compared)
    live = {point: variables | meters for point, variables in _liveness(points).items()}
    return Plan(program, Reduction(live, defaultdict(dict), points.breaks, looping), words=words)


def unreduced(program: Program) -> Plan:
    """Everything kept everywhere: the reference that the reduction must agree with."""
    points = points_of(program)
    everything = frozenset(n for n, v in enumerate(program.variables) if v.kind is not Kind.FROZEN)
    frozen = {
        place.number: frozenset(act.frozen for act in place.acts if act.frozen >= 0)
        for place in program.places
    }
    live = {
        point: everything | frozen[int(point[1])] if point[0] in ("await", "drifted") else everything
        for point in points.all
    }
    reduction = Reduction(live, defaultdict(dict), points.breaks, looping_moments(program))
    return Plan(program, reduction, words=frozenset(words_of(program)))


def words_of(program: Program) -> Iterator[Test]:
    """The guards of all lines, wordings and other texts."""
    for place in program.places:
        yield from place.words
        for act in (*place.acts, *((place.time_out,) if place.time_out else ())):
            yield from act.words
            yield from act.texts
    for interrupt in program.interrupts:
        yield from interrupt.words
    for words in program.ending_words:
        yield from words


# ---- liveness


def _liveness(points: Points) -> dict[Point, frozenset[int]]:
    every = set(points.all)
    before = points.before()
    live = {
        point: set(points.reads[point])
        | {term.variable for test in points.tests[point] for term in test.terms}
        for point in every
    }
    todo = set(every)
    while todo:
        point = todo.pop()
        needed = live[point].union(
            *(_needed(passage, live[passage.end]) for passage in points.passages[point])
        )
        if needed != live[point]:
            live[point] = needed
            todo |= before[point]
    return {point: frozenset(variables) for point, variables in live.items()}


def _needed(passage: Passage, after: set[int] | frozenset[int]) -> set[int]:
    needed = set(after)
    for step in passage.deed:
        if step.sure and not step.moves:
            needed.discard(step.variable)
    for step in passage.deed:
        if step.variable in after:
            needed |= {term.variable for term in step.test.terms} if step.test else set()
            needed |= {each for each in (step.unless, step.source) if each >= 0}
    return needed


# ---- chains without choices


def looping_moments(program: Program) -> dict[int, tuple[int, ...]]:
    """Moments that a chain without choices may come back to, and the variables that tell its entries apart."""
    onward = {place.number: _onward(place) for place in program.places}
    looping: dict[int, tuple[int, ...]] = {}
    for circle in circles(onward):
        changed = {
            step.variable
            for m in circle
            for step in program.places[m].deed + program.places[m].effects
            if program.variables[step.variable].kind in (Kind.METER, Kind.FACT)
        }
        looping |= {m: (program.places[m].visited, *sorted(changed)) for m in circle}
    return looping


def _onward(place: Place) -> list[int]:
    if any(act.test is None and act.taken < 0 for act in place.acts):
        return []
    return [each.target for fork in place.way for each in fork.exits if each.target >= 0]
