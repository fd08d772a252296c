"""A run's decisions as the prover needs them: the situation with all the marks that the engine keeps beside it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache

from simulator.model.decisions import Decision, course_of
from simulator.model.events import (
    ChoiceMade,
    Event,
    InterruptFired,
    MomentEntered,
    RunEnded,
    RunStarted,
)
from simulator.model.scenario import ChoiceId, EndingId, MomentId, Scenario
from simulator.model.situation import Situation
from simulator.prover.compile import compiled
from simulator.prover.program import Kind, Program


@dataclass(frozen=True, slots=True)
class Taken:
    """One decision: the value of every variable as the menu opened and at the choice's instant."""

    moment: MomentId
    choice: ChoiceId
    waited: int  # milliseconds at pace 100
    open_choices: tuple[ChoiceId, ...]
    opening: dict[int, int]
    columns: dict[int, int]
    injected: bool
    ending: EndingId | None = None  # the run ended after it: with this ending, "" with none
    following: Taken | None = None


@dataclass(slots=True)
class _Marks:
    """What the engine keeps beside the situation."""

    taken: frozenset[str] = frozenset()
    fired: frozenset[str] = frozenset()
    visited: frozenset[str] = frozenset()


def decisions_taken(
    scenario: Scenario, events: Sequence[Event], program: Program | None = None
) -> tuple[Taken, ...]:
    """The decisions of a run in order, each knowing the next; with the scenario's program it need not be made again."""
    course = course_of(scenario, events)
    program = program or compiled(scenario)
    pace = next((event.pace for event in events if isinstance(event, RunStarted)), 100)
    marks = list(_marks_at_choices(events))
    taken = [
        _taken(program, decision, at, pace) for decision, at in zip(course.decisions, marks, strict=True)
    ]
    if taken and any(isinstance(event, RunEnded) for event in events):
        taken[-1] = replace(taken[-1], ending=course.ending)
    for n in range(len(taken) - 2, -1, -1):
        taken[n] = replace(taken[n], following=taken[n + 1])
    return tuple(taken)


def _taken(program: Program, decision: Decision, marks: _Marks, pace: int) -> Taken:
    return Taken(
        moment=decision.moment,
        choice=decision.choice,
        waited=decision.waited * 100 // pace if pace else 0,
        open_choices=decision.open_choices,
        opening=values_of(program, decision.at_opening, marks.taken, marks.fired, marks.visited),
        columns=values_of(program, decision.at_choice, marks.taken, marks.fired, marks.visited),
        injected=decision.injected,
    )


def _marks_at_choices(events: Iterable[Event]) -> Iterator[_Marks]:
    """The marks as each menu stood when a choice of it was made."""
    now, moment = _Marks(), ""
    for event in events:
        match event:
            case MomentEntered(entered):
                moment = entered
                now = replace(now, visited=now.visited | {entered})
            case InterruptFired(interrupt):
                now = replace(now, fired=now.fired | {interrupt})
            case ChoiceMade(choice):
                yield now
                now = replace(now, taken=now.taken | {f"{moment}/{choice}"})
            case _:
                pass


def values_of(
    program: Program,
    situation: Situation,
    taken: Iterable[str],
    fired: Iterable[str],
    visited: Iterable[str],
) -> dict[int, int]:
    """The value of every variable in a situation with these marks (but for what a waiting menu remembers)."""
    marks = {Kind.FACT: situation.facts, Kind.TAKEN: taken, Kind.FIRED: fired, Kind.VISITED: visited}
    values = {}
    for kind, its in _by_kind(program):
        if kind is Kind.METER:
            values.update({number: situation.meters[name] for number, name in its})
        elif kind is Kind.FIRST:
            values.update({number: int(situation.first_visit) for number, _ in its})
        else:
            those = marks[kind]
            values.update({number: int(name in those) for number, name in its})
    return values


@lru_cache(maxsize=8)
def _by_kind(program: Program) -> tuple[tuple[Kind, tuple[tuple[int, str], ...]], ...]:
    """The variables of each kind that a situation or its marks tell, with their numbers."""
    told = (Kind.METER, Kind.FIRST, Kind.FACT, Kind.TAKEN, Kind.FIRED, Kind.VISITED)
    numbered = tuple(enumerate(program.variables))
    return tuple((kind, tuple((n, each.name) for n, each in numbered if each.kind is kind)) for kind in told)
