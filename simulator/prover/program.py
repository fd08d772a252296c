"""A scenario in numbers: its variables, tests, deeds and ways, as the whole prover reads them."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from enum import Enum
from itertools import chain

import numpy as np

from simulator.model.scenario import (
    Milliseconds,
    Scenario,
)

TO_BACK = -1  # a way that returns to the moment an interrupt broke into


STUCK = -2  # a way that leads nowhere: worth 0


FIRST_ENDING = -3  # the n-th ending is FIRST_ENDING - n; a moment is its own number


class Kind(Enum):
    """What a variable stands for."""

    METER = "meter"
    FACT = "fact"
    TAKEN = "taken"
    FIRED = "fired"
    VISITED = "visited"
    FIRST = "first visit"
    FROZEN = "open when the menu opened"


@dataclass(frozen=True, slots=True)
class Variable:
    """Something that can change in a run: what it stands for, its range and where it starts."""

    kind: Kind
    name: str
    low: int = 0
    high: int = 1
    start: int = 0


@dataclass(frozen=True, slots=True)
class Term:
    """A variable compared with a number."""

    variable: int
    compare: np.ufunc
    number: int


@dataclass(frozen=True, slots=True, eq=False)
class Test:
    """A guard: in every clause one term must hold; `where` names the guard in findings."""

    clauses: tuple[tuple[Term, ...], ...]
    where: tuple[str, ...]

    @property
    def terms(self) -> Iterator[Term]:
        """Every comparison that the guard makes."""
        return chain.from_iterable(self.clauses)


@dataclass(frozen=True, slots=True, eq=False)
class Step:
    """One change of one variable: set to a value, moved by it (and clamped), or copied from what `source` was not."""

    variable: int
    value: int
    moves: bool = False
    test: Test | None = None
    chance: int = 100  # percent; below 100 the step may or may not come
    unless: int = -1  # a variable that must be 0 (a draw comes on the first visit alone)
    source: int = -1

    @property
    def sure(self) -> bool:
        """True if the step always comes."""
        return self.test is None and self.chance >= 100 and self.unless < 0


Deed = tuple[Step, ...]  # all together; sets before moves


@dataclass(frozen=True, slots=True, eq=False)
class Exit:
    """One target of a fork, with its weight among the exits that hold."""

    target: int
    chance: int
    test: Test | None


@dataclass(frozen=True, slots=True, eq=False)
class Fork:
    """A branch: its guard and its exits."""

    exits: tuple[Exit, ...]
    test: Test | None
    where: tuple[str, ...]


Way = tuple[Fork, ...]


@dataclass(frozen=True, slots=True, eq=False)
class Act:
    """A choice (or the time-out) of a moment."""

    number: int
    id: str
    test: Test | None
    taken: int  # the variable of its once-mark, −1 for none
    frozen: int  # the variable that remembers whether it was open, −1 where that cannot change while waiting
    wait: Milliseconds
    deed: Deed
    way: Way
    words: tuple[Test, ...]  # guards of lines and wordings, asked after its effects
    texts: tuple[Test, ...]  # guards of its own wordings, of `why` and of `felt`, asked as it is taken


@dataclass(frozen=True, slots=True, eq=False)
class Flow:
    """A drift: a step and its period."""

    step: Step
    every: Milliseconds


@dataclass(frozen=True, slots=True, eq=False)
class Place:
    """A moment in numbers."""

    number: int
    id: str
    acts: tuple[Act, ...]
    time_out: Act | None
    way: Way
    visited: int
    deed: Deed  # on every entry: first visit, visited, draws
    effects: Deed
    flows: tuple[Flow, ...]
    limit: Milliseconds | None
    interrupts: tuple[int, ...]
    instants: tuple[
        Milliseconds, ...
    ]  # when waiting makes a difference, up to the limit or one common period
    words: tuple[Test, ...]

    @property
    def phased(self) -> bool:
        """True if the exact instant of a choice matters beyond the drift steps before it."""
        return bool(self.flows) and any(act.wait for act in self.acts)


@dataclass(frozen=True, slots=True, eq=False)
class BreakIn:
    """An interrupt in numbers."""

    number: int
    id: str
    test: Test
    fired: int
    deed: Deed
    way: Way
    words: tuple[Test, ...]


@dataclass(frozen=True, slots=True, eq=False)
class Program:
    """A scenario in numbers."""

    scenario: Scenario
    variables: tuple[Variable, ...]
    places: tuple[Place, ...]
    interrupts: tuple[BreakIn, ...]
    endings: tuple[str, ...]
    start: int
    first: int  # the variable "this is the first visit"
    ending_words: tuple[tuple[Test, ...], ...]

    @property
    def worths(self) -> np.ndarray:
        """What each ending is worth, and 0 for the stuck ending after them."""
        worths = [ending.worth for ending in self.scenario.endings.values()]
        return np.array([*worths, 0], dtype=np.float64)
