"""The points of play and the passages between them: what the prover's analyses walk over, in the engine's own order.

A *point* is a step of the engine's work at a moment: ("enter", m), its draws done ("arrived", m), its effects done ("look", m),
its menu ("menu", m), the menu waiting ("await", m), a drift step done ("drifted", m), a drift step during a `wait` choice
("waiting", m, a), a choice's effects done ("acted", m, a), an interrupt's effects done ("broke", i, m).
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from heapq import heappop, heappush

import numpy as np

from simulator.prover.program import FIRST_ENDING, TO_BACK, Act, Deed, Place, Program, Step, Term, Test, Way

Point = tuple[str | int, ...]
Guards = tuple[tuple[Test, bool], ...]  # guards with the answers they must give
MOST_MAYBES = 6  # more conditional changes of one meter at once are not told apart


@dataclass(frozen=True, slots=True, eq=False)
class Passage:
    """From one point to another: under which guards, with which changes."""

    end: Point
    deed: Deed = ()
    guards: Guards = ()


@dataclass(slots=True)
class Points:
    """Every point of play: the guards read there and the passages out of it."""

    tests: dict[Point, list[Test]] = field(default_factory=lambda: defaultdict(list))
    reads: dict[Point, set[int]] = field(default_factory=lambda: defaultdict(set))  # read as they are, whole
    breaks: dict[Point, tuple[int, ...]] = field(default_factory=dict)  # the interrupts looked at there
    passages: dict[Point, list[Passage]] = field(default_factory=lambda: defaultdict(list))

    @property
    def all(self) -> list[Point]:
        """Every point, in a fixed order."""
        ends = [passage.end for passages in self.passages.values() for passage in passages]
        return list(dict.fromkeys([*self.passages, *ends, *self.tests, *self.reads]))

    def before(self) -> dict[Point, set[Point]]:
        """For each point, those with a passage to it."""
        before: dict[Point, set[Point]] = defaultdict(set)
        for point, passages in self.passages.items():
            for passage in passages:
                before[passage.end].add(point)
        return before


class Queue:
    """Points to look at again, each once, in a fixed order: with a good order few are looked at twice."""

    def __init__(self, points: Iterable[Point], order: dict[Point, int]) -> None:
        self._order = order
        self._waiting: set[Point] = set()
        self._heap: list[tuple[int, Point]] = []
        self.add(points)

    def __bool__(self) -> bool:
        return bool(self._heap)

    def add(self, points: Iterable[Point]) -> None:
        """Look at these, too."""
        for point in points:
            if point not in self._waiting:
                self._waiting.add(point)
                heappush(self._heap, (self._order[point], point))

    def pop(self) -> Point:
        """The next point to look at."""
        _, point = heappop(self._heap)
        self._waiting.discard(point)
        return point


def points_of(
    program: Program, words: Iterable[Test] = (), can_be: Callable[[Point, Passage], bool] | None = None
) -> Points:
    """The points of play. `words` are guards of lines that shall count as read; `can_be` tells which passages exist."""
    return _Surveyor(program, set(words), can_be or (lambda point, passage: True)).survey()


class _Surveyor:
    def __init__(self, program: Program, words: set[Test], can_be: Callable[[Point, Passage], bool]) -> None:
        self.program = program
        self.words = words
        self.can_be = can_be
        self.points = Points()
        self.breaking = {
            each.number: Test((*each.test.clauses, (Term(each.fired, np.equal, 0),)), each.test.where)
            for each in program.interrupts
        }

    def survey(self) -> Points:
        for place in self.program.places:
            self._moment(place)
        return self.points

    def _moment(self, place: Place) -> None:
        m = place.number
        self._go(("enter", m), ("arrived", m), place.deed)
        self._go(("arrived", m), ("look", m), place.effects)
        self._go(("look", m), ("menu", m), (), self._look(place, ("look", m)))
        self._read(("menu", m), [*(act.test for act in place.acts), *self._told(place.words)])
        self.points.reads["menu", m] |= {act.taken for act in place.acts if act.taken >= 0}
        if all(act.test or act.taken >= 0 for act in place.acts):
            shut: Guards = tuple((Test(_open(act), ()), False) for act in place.acts)
            self._follow(place, ("menu", m), place.way, shut)
        for number in place.interrupts:
            self._interrupt(place, number)
        for act in place.acts:
            self._act(place, act, ("menu", m), ((Test(_open(act), ()), True),))
        if place.instants:
            self._waiting(place)

    def _waiting(self, place: Place) -> None:
        m = place.number
        freezing: Deed = tuple(
            step
            for act in place.acts
            if act.frozen >= 0
            for step in (Step(act.frozen, 0), Step(act.frozen, 1, chance=50))
        )
        self._go(("menu", m), ("await", m), freezing)
        self._go(("await", m), ("drifted", m), _drifts(place))
        calm = self._look(place, ("drifted", m))
        self._go(("drifted", m), ("await", m), (), calm)
        self._read(("await", m), [act.test for act in place.acts if act.frozen < 0])
        self.points.reads["await", m] |= {act.frozen for act in place.acts if act.frozen >= 0}
        self.points.reads["await", m] |= {act.taken for act in place.acts if act.taken >= 0}
        for act in place.acts:
            self._act(place, act, ("await", m), () if act.frozen >= 0 else ((Test(_open(act), ()), True),))
        if place.time_out:
            self._act(place, place.time_out, ("drifted", m), calm)

    def _act(self, place: Place, act: Act, start: Point, guards: Guards) -> None:
        acted: Point = ("acted", place.number, act.number)
        self._read(start, self._told(act.texts))
        if act.wait and place.flows:
            waiting: Point = ("waiting", place.number, act.number)
            mark = tuple(step for step in act.deed if step.variable == act.taken)
            self._go(start, waiting, mark, guards)
            guards = self._look(place, waiting)
            self._go(waiting, waiting, _drifts(place), guards)
            start = waiting
        self._go(start, acted, act.deed, guards)
        self._read(acted, self._told(act.words))
        self._follow(place, acted, act.way, self._look(place, acted))

    def _interrupt(self, place: Place, number: int) -> None:
        interrupt = self.program.interrupts[number]
        broke: Point = ("broke", number, place.number)
        self._read(broke, self._told(interrupt.words))
        self._follow(place, broke, interrupt.way, self._look(place, broke))

    def _look(self, place: Place, point: Point) -> Guards:
        """Interrupts are looked at: passages into each; gives the guards of calm, when none breaks in."""
        calm: Guards = ()
        looked: list[int] = []
        for number in place.interrupts:
            interrupt = self.program.interrupts[number]
            passage = Passage(
                ("broke", number, place.number),
                (Step(interrupt.fired, 1), *interrupt.deed),
                (*calm, (self.breaking[number], True)),
            )
            if self.can_be(point, passage):
                looked.append(number)
                self._add(point, passage)
                self._read(point, [interrupt.test])
                self.points.reads[point].add(interrupt.fired)
                calm = (*calm, (self.breaking[number], False))
        self.points.breaks[point] = tuple(looked)
        return calm

    def _follow(self, place: Place, point: Point, way: Way, guards: Guards) -> None:
        for fork in way:
            self._read(point, [fork.test, *(each.test for each in fork.exits)])
            taken: Guards = (*guards, (fork.test, True)) if fork.test else guards
            for each in fork.exits:
                drawn: Guards = (*taken, (each.test, True)) if each.test else taken
                if each.target >= 0:
                    self._go(point, ("enter", each.target), (), drawn)
                elif each.target == TO_BACK:
                    self._go(point, ("menu", place.number), (), drawn)
                else:
                    self._read(point, self._told_at_end(each.target))
            if fork.test is None:
                return
            guards = (*guards, (fork.test, False))

    def _told_at_end(self, target: int) -> list[Test]:
        number = FIRST_ENDING - target
        return self._told(self.program.ending_words[number]) if number >= 0 else []

    def _told(self, words: tuple[Test, ...]) -> list[Test]:
        return [test for test in words if test in self.words]

    def _go(self, start: Point, end: Point, deed: Deed = (), guards: Guards = ()) -> None:
        passage = Passage(end, deed, guards)
        if self.can_be(start, passage):
            self._add(start, passage)

    def _add(self, start: Point, passage: Passage) -> None:
        self.points.passages[start].append(passage)
        self.points.passages[passage.end]

    def _read(self, point: Point, tests: Iterable[Test | None]) -> None:
        self.points.tests[point] += [test for test in tests if test]


def _open(act: Act) -> tuple[tuple[Term, ...], ...]:
    """The clauses of a choice being open."""
    taken = ((Term(act.taken, np.equal, 0),),) if act.taken >= 0 else ()
    return (*(act.test.clauses if act.test else ()), *taken)


def _drifts(place: Place) -> Deed:
    """The drift steps that may come at one instant."""
    return tuple(
        Step(flow.step.variable, flow.step.value, True, flow.step.test, chance=50) for flow in place.flows
    )
