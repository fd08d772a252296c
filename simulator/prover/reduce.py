"""What can still matter where: the variables worth keeping at each point of play, and which meter values are as good as one.

Two analyses run backward over the points of play (points.py), after what can never be was taken out (possible.py):

- a variable is *live* at a point if a guard may still read it before something surely sets it anew;
- two values of a meter are *one* at a point if every guard there answers alike and every passage leads them to values that
  are one at the next point. It is the coarsest such partition, found by splitting until nothing splits.

Both err only toward keeping too much, so nothing that play could tell apart is ever merged.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import product

import numpy as np

from simulator.prover.components import circles
from simulator.prover.points import MOST_MAYBES, Passage, Point, Points, Queue, points_of
from simulator.prover.possible import Possible
from simulator.prover.program import Deed, Kind, Place, Program, Step, Term, Test
from simulator.prover.settling import settled

WIDEST = 1 << 14  # a meter with more values than this is not merged


@dataclass(frozen=True, slots=True)
class Reduction:
    """What to keep where. `classes[point][meter]` numbers the values of a meter that are one there."""

    live: dict[Point, frozenset[int]]
    classes: dict[Point, dict[int, np.ndarray]]
    breaks: dict[Point, tuple[int, ...]]  # the interrupts that can break in there
    looping: dict[
        int, tuple[int, ...]
    ]  # moments that a chain without choices may repeat: what to compare there


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
        for point, parts in _Merging(program, points, live, meter, smaller.at).parts().items():
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


# ---- meter values that are as good as one


class _Merging:
    """The coarsest partition of one meter's possible values, point by point."""

    def __init__(
        self,
        program: Program,
        points: Points,
        live: dict[Point, frozenset[int]],
        meter: int,
        possible: dict[Point, Possible],
    ) -> None:
        variable = program.variables[meter]
        self.meter, self.low, self.high = meter, variable.low, variable.high
        self.values = np.arange(variable.low, variable.high + 1)
        self.points, self.live = points, live
        self.at = {point for point, variables in live.items() if meter in variables and point in possible}
        self.never = {point: ~self._bits(possible[point][meter]) for point in self.at}

    def parts(self) -> dict[Point, np.ndarray]:
        """For each point the part that each value belongs to; −1 for values that never are."""
        if len(self.values) > WIDEST:
            return {}
        maps = {point: self._maps(point) for point in self.at}
        parts = {point: self._read_apart(point) for point in self.at}
        before = self.points.before()
        late_first = {point: -n for n, point in enumerate(self.points.all)}
        todo = Queue(self.at, late_first)
        while todo:
            point = todo.pop()
            split = self._joined(point, parts[point], (_led(parts[end], way) for end, way in maps[point]))
            if split.max() != parts[point].max():
                parts[point] = split
                todo.add(before[point] & self.at)
        return {point: _numbered(part, self.never[point]) for point, part in parts.items()}

    def _joined(self, point: Point, parts: np.ndarray, others: Iterable[np.ndarray]) -> np.ndarray:
        """The partition in which two values are one if they are one in all of these; values that never are go with any."""
        never = self.never[point]
        first = np.unique(parts, return_index=True)[1]
        for other in others:
            if ((other == other[first][parts]) | never).all():
                continue  # it tells nothing apart that was one
            both = parts * (int(other.max()) + 2) + other + 1
            both[never] = both[~never][0]
            _, first, parts = np.unique(both, return_index=True, return_inverse=True)
        return parts

    def _read_apart(self, point: Point) -> np.ndarray:
        parts = np.zeros(len(self.values), dtype=np.int64)
        if self.meter in self.points.reads[point] or self._too_many_maybes(point):
            return self._joined(point, parts, [np.arange(len(self.values))])
        tests = [*self.points.tests[point], *self._tests_on_the_way(point)]
        terms = {term for test in tests for term in test.terms if term.variable == self.meter}
        return self._joined(point, parts, (self._answers(term).astype(np.int64) for term in terms))

    def _tests_on_the_way(self, point: Point) -> Iterator[Test]:
        for passage in self.points.passages[point]:
            for step in passage.deed:
                if step.test and step.variable in self.live[passage.end]:
                    yield step.test

    def _maps(self, point: Point) -> list[tuple[Point, np.ndarray]]:
        """What may become of each value on the way to each next point, as indices of values; −1 where it cannot go."""
        if self._too_many_maybes(point):
            return []
        found: dict[tuple[Point, bytes], tuple[Point, np.ndarray]] = {}
        for passage in self.points.passages[point]:
            if passage.end in self.at:
                goes = self._goes(passage)
                for function in self._functions(passage.deed):
                    way = np.where(goes, function, -1)
                    found[passage.end, way.tobytes()] = (passage.end, way)
        return list(found.values())

    def _goes(self, passage: Passage) -> np.ndarray:
        """The values for which the passage's guards may hold."""
        goes = np.ones(len(self.values), dtype=bool)
        for test, answer in passage.guards:
            if answer:
                for clause in test.clauses:
                    if clause and all(term.variable == self.meter for term in clause):
                        goes &= np.any([self._answers(term) for term in clause], axis=0)
            elif len(test.clauses) == 1:
                for term in test.clauses[0]:
                    if term.variable == self.meter:
                        goes &= ~self._answers(term)
        return goes

    def _answers(self, term: Term) -> np.ndarray:
        return np.asarray(term.compare(self.values, term.number))

    def _too_many_maybes(self, point: Point) -> bool:
        return any(len(self._maybes(passage.deed)) > MOST_MAYBES for passage in self.points.passages[point])

    def _maybes(self, deed: Deed) -> list[Step]:
        """The steps of this meter that may come or not, whatever its own value."""
        return [
            step for step in deed if step.variable == self.meter and not step.sure and not self._own(step)
        ]

    def _own(self, step: Step) -> bool:
        """True if the meter's own value alone decides whether the step comes."""
        sure = step.chance >= 100 and step.unless < 0 and step.test is not None
        return sure and all(term.variable == self.meter for term in (step.test.terms if step.test else ()))

    def _functions(self, deed: Deed) -> Iterator[np.ndarray]:
        mine = [step for step in deed if step.variable == self.meter]
        maybes = self._maybes(deed)
        for comes in product((False, True), repeat=len(maybes)):
            left_out = {id(step) for step, come in zip(maybes, comes, strict=True) if not come}
            yield self._function([step for step in mine if id(step) not in left_out])

    def _function(self, steps: list[Step]) -> np.ndarray:
        values = self.values
        for step in steps:
            changed = values + step.value if step.moves else np.full_like(values, step.value)
            values = np.where(self._comes(step), changed, values) if self._own(step) else changed
        return np.clip(values, self.low, self.high) - self.low

    def _comes(self, step: Step) -> np.ndarray:
        """For each value before the change, whether the step's own guard holds."""
        comes = np.ones(len(self.values), dtype=bool)
        for clause in step.test.clauses if step.test else ():
            comes &= np.any([self._answers(term) for term in clause], axis=0) if clause else False
        return comes

    def _bits(self, possible: int) -> np.ndarray:
        return np.array([possible >> k & 1 for k in range(len(self.values))], dtype=bool)


def _numbered(parts: np.ndarray, never: np.ndarray) -> np.ndarray:
    """The parts numbered by their lowest value, −1 for values that never are: codes are kept, so each run must write the same."""
    numbered = np.full(len(parts), -1, dtype=np.int64)
    _, first, part = np.unique(parts[~never], return_index=True, return_inverse=True)
    numbered[~never] = np.argsort(np.argsort(first))[part]
    return numbered


def _led(parts: np.ndarray, way: np.ndarray) -> np.ndarray:
    """The part that each value is led to; −1 where it cannot go."""
    return np.where(way >= 0, parts[way], -1)


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
