"""Settling: the program without what never is.

A guard that holds for all, or for none, of the values that may come to it (possible.py) is settled here, and what only an
impossible passage could lead to no longer has to be kept apart.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field, replace

from simulator.prover.points import Point, Points, points_of
from simulator.prover.possible import Analysis, Possible, joined
from simulator.prover.program import (
    Act,
    BreakIn,
    Deed,
    Exit,
    Fork,
    Place,
    Program,
    Step,
    Test,
    Way,
)

NEVER = ((),)  # the clauses of a guard that never holds


@dataclass(slots=True)
class Settled:
    """The scenario without what can never be, and what was found out about guards on the way."""

    program: Program
    points: Points
    at: dict[Point, Possible]
    always: set[tuple[str, ...]] = field(default_factory=set)  # guards that hold whenever they are asked
    never: set[tuple[str, ...]] = field(default_factory=set)


def settled(program: Program, words: Iterable[Test] = ()) -> Settled:
    """Settle what can be settled without looking at more than one variable at a time."""
    words = tuple(words)
    analysis = Analysis(program, points_of(program))
    at = analysis.run()
    found = _Settling(program, analysis, at)
    smaller = found.program()
    points = points_of(
        smaller, words, lambda point, way: point in at and analysis.through(way, at[point]) is not None
    )
    return Settled(smaller, points, at, found.always, found.never)


class _Settling:
    """The same program with settled guards taken out."""

    def __init__(self, program: Program, analysis: Analysis, at: dict[Point, Possible]) -> None:
        self._program = program
        self._analysis = analysis
        self._at = at
        self._asked: dict[tuple[str, ...], set[bool | None]] = {}
        self.always: set[tuple[str, ...]] = set()
        self.never: set[tuple[str, ...]] = set()

    def program(self) -> Program:
        places = tuple(self._place(place) for place in self._program.places)
        interrupts = tuple(self._break_in(each) for each in self._program.interrupts)
        self.always = {where for where, answers in self._asked.items() if answers == {True}}
        self.never = {where for where, answers in self._asked.items() if answers == {False}}
        return replace(self._program, places=places, interrupts=interrupts)

    def _place(self, place: Place) -> Place:
        m = place.number
        menu, waiting = self._at.get(("menu", m)), self._at.get(("await", m))
        return replace(
            place,
            acts=tuple(self._act(place, act, menu, waiting) for act in place.acts),
            time_out=self._late(place),
            way=self._way(place.way, menu),
            effects=self._deed(place.effects, self._at.get(("arrived", m))),
            flows=tuple(
                replace(
                    flow,
                    step=self._step(flow.step, waiting) or replace(flow.step, test=_never(flow.step.test)),
                )
                for flow in place.flows
            )
            if not any(act.wait for act in place.acts)
            else place.flows,
            interrupts=tuple(n for n in place.interrupts if self._can_break(place, n)),
        )

    def _can_break(self, place: Place, number: int) -> bool:
        return ("broke", number, place.number) in self._at

    def _act(self, place: Place, act: Act, menu: Possible | None, waiting: Possible | None) -> Act:
        before = joined(menu, None if act.frozen >= 0 else waiting)
        during = joined(joined(menu, waiting), self._at.get(("waiting", place.number, act.number)))
        return replace(
            act,
            test=self._test(act.test, before),
            deed=self._deed(act.deed, during),
            way=self._way(act.way, self._at.get(("acted", place.number, act.number))),
        )

    def _late(self, place: Place) -> Act | None:
        act = place.time_out
        if act is None:
            return None
        before = joined(
            self._at.get(("drifted", place.number)), self._at.get(("waiting", place.number, act.number))
        )
        return replace(
            act,
            deed=self._deed(act.deed, before),
            way=self._way(act.way, self._at.get(("acted", place.number, act.number))),
        )

    def _break_in(self, interrupt: BreakIn) -> BreakIn:
        here: Possible | None = None
        for place in self._program.places:
            here = joined(here, self._at.get(("broke", interrupt.number, place.number)))
        return replace(interrupt, way=self._way(interrupt.way, here))

    def _deed(self, deed: Deed, possible: Possible | None) -> Deed:
        return tuple(step for each in deed if (step := self._step(each, possible)))

    def _step(self, step: Step, possible: Possible | None) -> Step | None:
        if step.test is None:
            return step
        test = self._test(step.test, possible)
        return None if test is not None and test.clauses == NEVER else replace(step, test=test)

    def _way(self, way: Way, possible: Possible | None) -> Way:
        forks: list[Fork] = []
        for fork in way:
            test = self._test(fork.test, possible)
            if test is None or test.clauses != NEVER:
                exits = tuple(self._exit(each, possible) for each in fork.exits)
                kept = tuple(each for each in exits if each.test is None or each.test.clauses != NEVER)
                forks.append(replace(fork, exits=exits if len(kept) != len(exits) else kept, test=test))
            if test is None:
                break
            if possible is not None and fork.test:
                possible = self._analysis.given(possible, fork.test, False)
        return tuple(forks)

    def _exit(self, exit: Exit, possible: Possible | None) -> Exit:
        return replace(exit, test=self._test(exit.test, possible))

    def _test(self, test: Test | None, possible: Possible | None) -> Test | None:
        """None where it always holds, NEVER where it never does."""
        if test is None:
            return None
        truth = self._analysis.truth(test, possible) if possible is not None else False
        self._asked.setdefault(test.where, set()).add(truth)
        return test if truth is None else None if truth else Test(NEVER, test.where)


def _never(test: Test | None) -> Test:
    return Test(NEVER, test.where if test else ())
