"""A run's decisions as the prover needs them: every variable, with the marks that the engine keeps beside the situation."""

from __future__ import annotations

from array import array
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import TypeAlias

from simulator.model.events import (
    ChoiceMade,
    Event,
    FactChanged,
    FactDrawn,
    InjectSetOff,
    InterruptFired,
    LineShown,
    MenuOpened,
    MeterChanged,
    MomentEntered,
    ProbeAnswered,
    ProbeAsked,
    RunEnded,
    RunStarted,
)
from simulator.model.scenario import ChoiceId, MomentId
from simulator.prover.program import Kind, Program

Values: TypeAlias = "array[int]"  # one for each variable of the program, by its number


@dataclass(frozen=True, slots=True)
class Taken:
    """One decision: the value of every variable as the menu opened and at the choice's instant."""

    moment: MomentId
    choice: ChoiceId
    waited: int  # milliseconds at pace 100
    open_choices: tuple[ChoiceId, ...]
    opening: Values
    values: Values
    injected: bool


def decisions_taken(program: Program, events: Iterable[Event]) -> Iterator[Taken]:
    """The decisions of a run in order."""
    return _Walk(program).along(events)


class _Walk:
    """What every variable is along one run; what a waiting menu remembers is not among it."""

    def __init__(self, program: Program) -> None:
        numbers = _numbers(program)
        self._meters, self._facts = numbers[Kind.METER], numbers[Kind.FACT]
        self._visited, self._chosen = numbers[Kind.VISITED], numbers[Kind.TAKEN]
        self._fired = numbers[Kind.FIRED]
        self._first = program.first
        self._values: Values = array("i", (variable.start for variable in program.variables))
        self._opening = self._values
        self._moment, self._pace, self._injected = "", 100, False
        self._open: tuple[ChoiceId, ...] = ()

    def along(self, events: Iterable[Event]) -> Iterator[Taken]:
        """Take in what happened, and give each decision on the way."""
        for event in events:
            match event:  # what happens most often comes first
                case LineShown():
                    pass
                case MeterChanged(meter, value):
                    self._values[self._meters[meter]] = value
                case MomentEntered(moment, visit):
                    self._moment = moment
                    self._values[self._first] = visit == 1
                    self._mark(self._visited, moment)
                case MenuOpened(items):
                    self._open = tuple([item.choice for item in items if item.open])
                    self._opening = self._values[:]
                case ChoiceMade(choice, waited):
                    yield self._taken(choice, waited)
                    self._mark(self._chosen, f"{self._moment}/{choice}")
                case FactChanged(fact, value):
                    self._values[self._facts[fact]] = value
                case FactDrawn(fact, came_true):
                    self._values[self._facts[fact]] |= came_true
                case InterruptFired(interrupt):
                    self._mark(self._fired, interrupt)
                case InjectSetOff():
                    self._injected = True
                case RunStarted():
                    self._pace = event.pace
                case ProbeAsked() | ProbeAnswered() | RunEnded():
                    pass

    def _taken(self, choice: ChoiceId, waited: int) -> Taken:
        at_full_pace = waited * 100 // self._pace if self._pace else 0
        return Taken(
            self._moment, choice, at_full_pace, self._open, self._opening, self._values[:], self._injected
        )

    def _mark(self, numbers: Mapping[str, int], name: str) -> None:
        """Only what a guard may ask for is a variable: a choice that may be taken again leaves no mark."""
        if name in numbers:
            self._values[numbers[name]] = 1


@lru_cache(maxsize=8)
def _numbers(program: Program) -> Mapping[Kind, Mapping[str, int]]:
    """The number of each variable, by its kind and name."""
    numbered = list(enumerate(program.variables))
    return {kind: {each.name: n for n, each in numbered if each.kind is kind} for kind in Kind}
