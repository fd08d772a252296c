"""What can be at all: the values that each variable may have at each point of play, and the program without what never is.

A forward analysis. For each point and variable it keeps a set of values (the bits of a whole number), joined over every way to
the point and filtered by the guards on the way. It looks at each variable by itself, so it may think possible what is not, but
never the reverse. A guard that holds for all, or for none, of the values that may come to it is settled here, and what only
an impossible passage could lead to no longer has to be kept apart.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from itertools import product

from simulator.prover.compile import (
    Act,
    BreakIn,
    Deed,
    Exit,
    Fork,
    Place,
    Program,
    Step,
    Term,
    Test,
    Variable,
    Way,
)
from simulator.prover.points import MOST_MAYBES, Passage, Point, Points, Queue, points_of

Clause = tuple[Term, ...]
Possible = list[int]  # for each variable the values it may have: bit k stands for low + k
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
    analysis = _Analysis(program, points_of(program))
    at = analysis.run()
    found = _Settling(program, analysis, at)
    smaller = found.program()
    points = points_of(
        smaller, words, lambda point, way: point in at and analysis.through(way, at[point]) is not None
    )
    return Settled(smaller, points, at, found.always, found.never)


class _Analysis:
    def __init__(self, program: Program, points: Points) -> None:
        self.variables = program.variables
        self.points = points
        self.start: Point = ("enter", program.start)
        self._masks: dict[Term, int] = {}

    def run(self) -> dict[Point, Possible]:
        at: dict[Point, Possible] = {self.start: [1 << (v.start - v.low) for v in self.variables]}
        todo = Queue([self.start], {point: n for n, point in enumerate(self.points.all)})
        while todo:
            point = todo.pop()
            for passage in self.points.passages[point]:
                after = self.through(passage, at[point])
                if after is None:
                    continue
                before = at.get(passage.end)
                joined = after if before is None else [a | b for a, b in zip(before, after, strict=True)]
                if joined != before:
                    at[passage.end] = joined
                    todo.add([passage.end])
        return at

    def through(self, passage: Passage, possible: Possible) -> Possible | None:
        """What is possible after the passage; None if it cannot be taken."""
        for test, answer in passage.guards:
            narrower = self.given(possible, test, answer)
            if narrower is None:
                return None
            possible = narrower
        return self.after(possible, passage.deed) if passage.deed else possible

    # ---- guards

    def given(self, possible: Possible, test: Test, answer: bool) -> Possible | None:
        """What remains possible once the guard has answered so; None if it cannot."""
        truths = [self._truth(clause, possible) for clause in test.clauses]
        if answer:
            if False in truths:
                return None
            return self._narrowed(
                possible, [c for c, t in zip(test.clauses, truths, strict=True) if t is None], False
            )
        if all(truths):
            return None
        open_ = [clause for clause, truth in zip(test.clauses, truths, strict=True) if truth is not True]
        return self._narrowed(possible, open_, True) if len(open_) == 1 else possible

    def truth(self, test: Test, possible: Possible) -> bool | None:
        """True or False where the guard always answers so, else None."""
        truths = [self._truth(clause, possible) for clause in test.clauses]
        return False if False in truths else True if all(truths) else None

    def _truth(self, clause: Clause, possible: Possible) -> bool | None:
        by_variable: dict[int, int] = {}
        for term in clause:
            by_variable[term.variable] = by_variable.get(term.variable, 0) | self._mask(term)
        if any(not possible[v] & ~mask for v, mask in by_variable.items()):
            return True
        return None if any(possible[v] & mask for v, mask in by_variable.items()) else False

    def _narrowed(self, possible: Possible, clauses: Iterable[Clause], refused: bool) -> Possible | None:
        narrow = list(possible)
        for clause in clauses:
            if refused:
                for term in clause:
                    narrow[term.variable] &= ~self._mask(term)
            elif len({term.variable for term in clause}) == 1:
                narrow[clause[0].variable] &= self._either(clause)
        return narrow if all(narrow) else None

    def _either(self, clause: Clause) -> int:
        mask = 0
        for term in clause:
            mask |= self._mask(term)
        return mask

    def _mask(self, term: Term) -> int:
        if term not in self._masks:
            self._masks[term] = mask_of(self.variables[term.variable], term)
        return self._masks[term]

    # ---- changes

    def after(self, possible: Possible, deed: Deed) -> Possible:
        """What is possible after the changes."""
        narrow = list(possible)
        for variable in dict.fromkeys(step.variable for step in deed):
            steps = [(step, self._comes(step, possible)) for step in deed if step.variable == variable]
            narrow[variable] = self._changed(
                variable, [pair for pair in steps if pair[1] is not False], possible
            )
        return narrow

    def _comes(self, step: Step, possible: Possible) -> bool | None:
        if step.unless >= 0 and not possible[step.unless] & 1:
            return False
        truth = True if step.test is None else self.truth(step.test, possible)
        return None if truth and (step.chance < 100 or step.unless >= 0) else truth

    def _changed(self, variable: int, steps: list[tuple[Step, bool | None]], possible: Possible) -> int:
        """The values that a variable may have afterwards: its own values taken apart where a step's guard asks for them."""
        after = 0
        for bits, sure in self._apart(variable, steps, possible[variable]):
            after |= self._moved(variable, bits, sure, possible)
        return after

    def _apart(
        self, variable: int, steps: list[tuple[Step, bool | None]], before: int
    ) -> list[tuple[int, list[tuple[Step, bool | None]]]]:
        groups: list[tuple[int, list[tuple[Step, bool | None]]]] = [(before, [])]
        for step, comes in steps:
            mask = (
                self._own(variable, step.test)
                if comes is None and step.chance == 100 and step.unless < 0
                else None
            )
            if mask is None:
                groups = [(bits, [*sure, (step, comes)]) for bits, sure in groups]
            else:
                with_step = [(bits & mask, [*sure, (step, True)]) for bits, sure in groups]
                groups = [
                    each for each in (*with_step, *((b & ~mask, sure) for b, sure in groups)) if each[0]
                ]
        return groups

    def _own(self, variable: int, test: Test | None) -> int | None:
        """The values for which a guard that asks for this variable alone holds; None for other guards."""
        if test is None or any(term.variable != variable for term in test.terms):
            return None
        mask = -1
        for clause in test.clauses:
            mask &= self._either(clause)
        return mask

    def _moved(
        self, variable: int, before: int, steps: list[tuple[Step, bool | None]], possible: Possible
    ) -> int:
        limits = self.variables[variable]
        maybes = sum(comes is None for _, comes in steps)
        if maybes > MOST_MAYBES:
            return (1 << (limits.high - limits.low + 1)) - 1
        after = 0
        for chosen in product((False, True), repeat=maybes):
            coming = iter(chosen)
            bits, move = before, 0
            for step in [step for step, comes in steps if comes or next(coming)]:
                if step.moves:
                    move += step.value
                elif step.source >= 0:
                    bits = _swapped(possible[step.source])
                else:
                    bits = 1 << max(limits.low, min(limits.high, step.value)) - limits.low
            after |= _shifted(bits, move, limits.high - limits.low + 1)
        return after


def mask_of(variable: Variable, term: Term) -> int:
    """The values of a variable for which the term holds, as bits."""
    values = range(variable.high - variable.low + 1)
    return sum(1 << k for k in values if term.compare(variable.low + k, term.number))


def _swapped(bits: int) -> int:
    return (bits & 1) << 1 | bits >> 1


def _shifted(bits: int, move: int, size: int) -> int:
    """The values moved by so much, and kept in their range."""
    if move > 0:
        over = bits >> max(0, size - move)
        return bits << move & (1 << size) - 1 | (1 << size - 1 if over else 0)
    if move < 0:
        return bits >> -move | (1 if bits & (1 << min(-move, size)) - 1 else 0)
    return bits


class _Settling:
    """The same program with settled guards taken out."""

    def __init__(self, program: Program, analysis: _Analysis, at: dict[Point, Possible]) -> None:
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
        before = _joined(menu, None if act.frozen >= 0 else waiting)
        during = _joined(_joined(menu, waiting), self._at.get(("waiting", place.number, act.number)))
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
        before = _joined(
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
            here = _joined(here, self._at.get(("broke", interrupt.number, place.number)))
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


def _joined(one: Possible | None, other: Possible | None) -> Possible | None:
    if one is None or other is None:
        return one or other
    return [a | b for a, b in zip(one, other, strict=True)]
