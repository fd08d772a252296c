"""Meter values that are as good as one: where nothing that lies ahead can tell them apart.

Two values of a meter are *one* at a point of play if every guard there answers alike and every passage leads them to values
that are one at the next point. It is the coarsest such partition, found by splitting until nothing splits.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import product

import numpy as np

from simulator.prover.points import MOST_MAYBES, Passage, Point, Points, Queue
from simulator.prover.possible import Possible
from simulator.prover.program import Deed, Program, Step, Term, Test

WIDEST = 1 << 14  # a meter with more values than this is not merged


class Merging:
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
