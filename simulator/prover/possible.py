"""What can be at all: the values that each variable may have at each point of play.

A forward analysis. For each point and variable it keeps a set of values (the bits of a whole number), joined over every way to
the point and filtered by the guards on the way. It looks at each variable by itself, so it may think possible what is not, but
never the reverse.
"""

from __future__ import annotations

from collections.abc import Iterable
from itertools import product

from simulator.prover.points import MOST_MAYBES, Passage, Point, Points, Queue
from simulator.prover.program import (
    Deed,
    Program,
    Step,
    Term,
    Test,
    Variable,
)

Clause = tuple[Term, ...]
Possible = list[int]  # for each variable the values it may have: bit k stands for low + k


class Analysis:
    """The values that may come to each point."""

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
                    kept = max(limits.low, min(limits.high, step.value))
                    bits, move = 1 << kept - limits.low, step.value - kept  # kept in range once all have come
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


def joined(one: Possible | None, other: Possible | None) -> Possible | None:
    if one is None or other is None:
        return one or other
    return [a | b for a, b in zip(one, other, strict=True)]
