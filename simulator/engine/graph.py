"""The machine: a scenario's moments as states, its choices as triggers. The only module that knows `transitions`."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from transitions import EventData, Machine

from simulator.model.scenario import BACK, Interrupt, MomentId, Next, Outcome, Scenario, Target
from simulator.model.situation import Situation

Roll = Callable[[int], int]  # a whole number below the limit it is given
MACHINES = 32  # kept, of the scenarios that were played last


def choice_trigger(moment: MomentId, choice: str) -> str:
    """The name of the trigger that a choice pulls; the slash keeps it from clashing with the machine's own names."""
    return f"{moment}/{choice}"


def onward_trigger(moment: MomentId) -> str:
    """The name of the trigger for a moment's own `next`."""
    return f"{moment}>"


def interrupt_trigger(interrupt: str) -> str:
    """The name of the trigger that an interrupt pulls."""
    return f"!{interrupt}"


def pick(way: Next, situation: Situation, roll: Roll) -> Outcome | None:
    """The outcome to take: of the first branch that holds, drawn where chance decides; None where no branch holds."""
    for branch in way:
        if situation.meets(branch.when):
            holding = [outcome for outcome in branch.outcomes if situation.meets(outcome.when)]
            return holding[0] if len(holding) == 1 else _drawn(holding, roll)
    return None


def _drawn(outcomes: list[Outcome], roll: Roll) -> Outcome | None:
    left = roll(sum(outcome.chance for outcome in outcomes)) if outcomes else 0
    for outcome in outcomes:
        left -= outcome.chance
        if left < 0:
            return outcome
    return None


@dataclass(slots=True)
class Crossing:
    """One pull of a trigger: the outcome is picked when the first guard asks, and stays picked."""

    situation: Situation
    roll: Roll
    outcome: Outcome | None = None
    asked: bool = False

    def outcome_of(self, way: Next) -> Outcome | None:
        if not self.asked:
            self.outcome, self.asked = pick(way, self.situation, self.roll), True
        return self.outcome


class _Place:
    """The machine's bare model: all that it needs to stand somewhere."""


class Graph:
    """Where a run stands and where it may go: a place of its own on the machine that all runs of the scenario share."""

    def __init__(self, scenario: Scenario) -> None:
        self._machine, self._place = _machine(scenario), _Place()
        self._machine.set_state(scenario.start, self._place)

    @property
    def target(self) -> Target:
        """The moment or ending that the run stands at."""
        return str(self._machine.get_model_state(self._place).name)

    def follow(self, trigger: str, situation: Situation, roll: Roll) -> Target | None:
        """Pull the trigger; returns the target reached (BACK stays put), or None if no branch holds."""
        crossing = Crossing(situation, roll)
        if trigger not in self._machine.events:  # nothing leads on from here
            return None
        self._machine.events[trigger].trigger(self._place, crossing=crossing)
        return crossing.outcome.target if crossing.outcome else None


@lru_cache(maxsize=MACHINES)
def _machine(scenario: Scenario) -> Machine:
    """The machine of a scenario; it remembers no run. It is full of circles, which only the collector could free."""
    return Machine(
        model=None,
        states=[
            *(moment.id for moment in scenario.moments),
            *(f"ending.{ending}" for ending in scenario.endings),
        ],
        initial=scenario.start,
        transitions=list(_transitions(scenario)),
        auto_transitions=False,
        send_event=True,
        queued=False,
    )


def _transitions(scenario: Scenario) -> Iterator[dict[str, Any]]:
    for moment in scenario.moments:
        yield from _ways(onward_trigger(moment.id), [moment.id], moment.next)
        for choice in (*moment.choices, *((moment.on_time_out,) if moment.on_time_out else ())):
            yield from _ways(choice_trigger(moment.id, choice.id), [moment.id], choice.next)
    everywhere = [moment.id for moment in scenario.moments]
    yield from _interrupts(scenario.interrupts, everywhere)
    for scene in scenario.scenes.values():
        yield from _interrupts(scene.interrupts, list(scene.moments))


def _interrupts(interrupts: tuple[Interrupt, ...], sources: list[MomentId]) -> Iterator[dict[str, Any]]:
    for interrupt in interrupts:
        yield from _ways(interrupt_trigger(interrupt.id), sources, interrupt.next)


def _ways(trigger: str, sources: list[MomentId], way: Next) -> Iterator[dict[str, Any]]:
    for branch in way:
        for outcome in branch.outcomes:
            yield {
                "trigger": trigger,
                "source": sources,
                "dest": None if outcome.target == BACK else outcome.target,
                "conditions": _guard(way, outcome),
            }


def _guard(way: Next, outcome: Outcome) -> Callable[[EventData], bool]:
    def picked(event: EventData) -> bool:
        crossing: Crossing = event.kwargs["crossing"]
        return crossing.outcome_of(way) is outcome

    return picked
