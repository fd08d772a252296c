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
    walk = _Walk(program)
    for event in events:
        if taken := walk.step(event):
            yield taken


class _Walk:
    """What every variable is along one run; what a waiting menu remembers is not among it."""

    def __init__(self, program: Program) -> None:
        self._numbers = _numbers(program)
        self._first = program.first
        self._values: Values = array("i", (variable.start for variable in program.variables))
        self._opening = self._values
        self._moment, self._pace, self._injected = "", 100, False
        self._open: tuple[ChoiceId, ...] = ()

    def step(self, event: Event) -> Taken | None:
        """Take in what happened next; the decision, where it was one."""
        match event:
            case LineShown() | ProbeAsked() | ProbeAnswered() | RunEnded():
                pass
            case MeterChanged(meter, value):
                self._values[self._numbers[Kind.METER][meter]] = value
            case MomentEntered(moment, visit):
                self._moment = moment
                self._values[self._first] = visit == 1
                self._mark(Kind.VISITED, moment)
            case MenuOpened(items):
                self._open = tuple(item.choice for item in items if item.open)
                self._opening = self._values[:]
            case ChoiceMade(choice, waited):
                taken = self._taken(choice, waited)
                self._mark(Kind.TAKEN, f"{self._moment}/{choice}")
                return taken
            case FactChanged(fact, value):
                self._values[self._numbers[Kind.FACT][fact]] = value
            case FactDrawn(fact, came_true):
                if came_true:
                    self._values[self._numbers[Kind.FACT][fact]] = 1
            case InterruptFired(interrupt):
                self._mark(Kind.FIRED, interrupt)
            case InjectSetOff():
                self._injected = True
            case RunStarted():
                self._pace = event.pace
        return None

    def _taken(self, choice: ChoiceId, waited: int) -> Taken:
        at_full_pace = waited * 100 // self._pace if self._pace else 0
        return Taken(
            self._moment, choice, at_full_pace, self._open, self._opening, self._values[:], self._injected
        )

    def _mark(self, kind: Kind, name: str) -> None:
        """Only what a guard may ask for is a variable: a choice that may be taken again leaves no mark."""
        number = self._numbers[kind].get(name)
        if number is not None:
            self._values[number] = 1


@lru_cache(maxsize=8)
def _numbers(program: Program) -> Mapping[Kind, Mapping[str, int]]:
    """The number of each variable, by its kind and name."""
    numbered = list(enumerate(program.variables))
    return {kind: {each.name: n for n, each in numbered if each.kind is kind} for kind in Kind}
