"""What was explored: every situation found, and every way on from each, as flat arrays that grow as more is found.

For each situation the arrays hold its *actions* (the open choices by their place in the file, then waiting), and for each
action its *outcomes* with chances. An outcome below 0 is an ending (FIRST_ENDING − n), STUCK, or UNKNOWN where the budget
ended. A situation at a stop is a code (layout.py), and once found has a number.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from simulator.prover.layout import Codes
from simulator.prover.step import Stop

UNKNOWN = -1  # the outcome that the budget did not let us follow
WAIT = -1  # the action of letting time pass
NARROW = 2**31 - 1
ROOM = 1 << 12  # how many find room at first
Starts = NDArray[np.int32] | NDArray[np.int64]  # as narrow as their last number allows
Acts = NDArray[np.int8] | NDArray[np.int16]


@dataclass(frozen=True, slots=True, eq=False)
class Explored:
    """Every situation found, in flat arrays; see the module's first lines."""

    action_from: Starts  # situation → its first action; one more at the end
    action: Acts  # the choice's place in the file, or WAIT
    outcome_from: Starts | None  # action → its first outcome; None: each action has exactly one
    outcome: NDArray[np.int32]  # a situation's number, or below 0
    chance: NDArray[np.float64] | None  # None: all certain
    start: NDArray[np.int32]  # the first outcomes of all, and
    start_chance: NDArray[np.float64]
    sheets: tuple[Sheet, ...]  # which numbers stand for which codes, in order
    groups: tuple[Group, ...]
    known: dict[Stop, Known]
    endings: int
    complete: bool

    @property
    def situations(self) -> int:
        """How many situations were found."""
        return len(self.action_from) - 1


@dataclass(frozen=True, slots=True, eq=False)
class Sheet:
    """Situations found together at one stop: number `first` and on."""

    stop: Stop
    first: int
    codes: Codes


@dataclass(frozen=True, slots=True, eq=False)
class Group:
    """Situations that were explored together; `waves` are where each wave began, and the end. One wave: no way back."""

    waves: tuple[int, ...]

    @property
    def circling(self) -> bool:
        """True if its situations may lead to each other."""
        return len(self.waves) > 2


class Known:
    """The situations known at a stop: codes in a few sorted runs, with their numbers."""

    def __init__(self) -> None:
        self._runs: list[tuple[Codes, NDArray[np.int32] | int]] = []  # one number: from there on

    def add(self, codes: Codes, first: int) -> None:
        """Number these sorted, new codes from `first` on."""
        numbers: NDArray[np.int32] | int = first
        while self._runs and len(self._runs[-1][0]) < 2 * len(codes):
            other, others = self._runs.pop()
            numbers = np.concatenate([_numbers(other, others), _numbers(codes, numbers)])
            codes = np.concatenate([other, codes])
            order = np.argsort(codes, kind="stable")
            codes, numbers = codes[order], numbers[order]
        self._runs.append((codes, numbers))

    def find(self, codes: Codes) -> NDArray[np.int32]:
        """The number of each code, or UNKNOWN."""
        found = np.full(len(codes), UNKNOWN, dtype=np.int32)
        for run, numbers in self._runs:
            at = np.minimum(np.searchsorted(run, codes), len(run) - 1)
            here = at + numbers if isinstance(numbers, int) else numbers[at]
            found = np.where(run.take(at) == codes, here, found).astype(np.int32)
        return found


def _numbers(codes: Codes, numbers: NDArray[np.int32] | int) -> NDArray[np.int32]:
    if isinstance(numbers, int):
        return np.arange(numbers, numbers + len(codes), dtype=np.int32)
    return numbers


class Growing:
    """An array that grows at its end, in place where the system can: its memory is held once."""

    def __init__(self, kind: type) -> None:
        self._room: NDArray[Any] = np.empty(ROOM, kind)
        self.used = 0

    def add(self, values: NDArray[Any]) -> int:
        """More values; where they begin."""
        begin, self.used = self.used, self.used + len(values)
        if self.used > len(self._room):
            self._room.resize(max(self.used, len(self._room) * 3 // 2), refcheck=False)
        self._room[begin : self.used] = values
        return begin

    def put(self, at: NDArray[np.int64], values: NDArray[Any]) -> None:
        """Change what stands there."""
        self._room[at] = values

    def whole(self) -> NDArray[Any]:
        """All of it; nothing can be added afterwards."""
        self._room.resize(self.used, refcheck=False)
        return self._room


class Found:
    """The actions and outcomes found so far, situation after situation."""

    def __init__(self, most_choices: int) -> None:
        self.actions = Growing(np.int16)  # how many, of each situation
        self.action = Growing(np.int8 if most_choices < 127 else np.int16)
        self.outcome = Growing(np.int32)
        self._outcomes: Growing | None = None  # how many, of each action; None as long as each has one
        self._chance: Growing | None = None  # None as long as all are certain

    def add(
        self,
        actions: NDArray[np.int64],
        action: NDArray[np.int64],
        outcomes: NDArray[np.int64],
        chance: NDArray[np.float64] | None,
    ) -> int:
        """The ways on from more situations, whose outcomes are still UNKNOWN; where these begin."""
        if self._outcomes is None and len(outcomes) and outcomes.max() > 1:
            self._outcomes = _ones(np.int32, self.action.used)
        if self._chance is None and chance is not None:
            self._chance = _ones(np.float64, self.outcome.used)
        total = int(outcomes.sum())
        self.actions.add(actions)
        self.action.add(action)
        if self._outcomes:
            self._outcomes.add(outcomes)
        if self._chance:
            self._chance.add(np.ones(total) if chance is None else chance)
        return self.outcome.add(np.full(total, UNKNOWN, np.int32))

    def action_from(self) -> Starts:
        """Where each situation's actions begin; one more at the end."""
        return _starts(self.actions.whole(), self.action.used)

    def outcome_from(self) -> Starts | None:
        """Where each action's outcomes begin; None where each has exactly one."""
        return _starts(self._outcomes.whole(), self.outcome.used) if self._outcomes else None

    def chance(self) -> NDArray[np.float64] | None:
        """The chance of each outcome; None where all are certain."""
        return self._chance.whole() if self._chance else None


def _ones(kind: type, count: int) -> Growing:
    ones = Growing(kind)
    ones.add(np.ones(count, kind))
    return ones


def _starts(counts: NDArray[Any], total: int) -> Starts:
    size = len(counts) + 1
    starts: Starts = np.zeros(size, np.int32) if total <= NARROW else np.zeros(size, np.int64)
    np.cumsum(counts, out=starts[1:])
    return starts
