"""Replay: a run brought back to where its events leave it, by giving the engine the same choices at the same times."""

from __future__ import annotations

from collections.abc import Sequence

from simulator.engine.run import NotOpen, Run
from simulator.engine.unfolding import Awaiting
from simulator.model.events import (
    ChoiceMade,
    Event,
    HowEnded,
    InjectSetOff,
    ProbeAnswered,
    RunEnded,
    RunStarted,
)
from simulator.model.scenario import TIME_OUT, Scenario


class CannotReplay(Exception):
    """The events were not made by this scenario under these semantics."""


def replay(scenario: Scenario, events: Sequence[Event]) -> Run:
    """The run as it stands after the events; raises CannotReplay where the engine would tell another story."""
    if not events or not isinstance(events[0], RunStarted):
        raise CannotReplay("The events do not begin with the start of a run.")
    run = Run(scenario, events[0])
    told, at = run.start(), 0
    while told and told == tuple(events[at : at + len(told)]):
        at += len(told)
        if at == len(events):
            return run
        told = _again(run, events[at])
    raise CannotReplay(f"Event {at + 1} does not follow from the ones before.")


def _again(run: Run, event: Event) -> tuple[Event, ...]:
    """What the engine tells when it is given what led to this event; nothing where nothing could have."""
    try:
        match event:
            case RunEnded(HowEnded.STOPPED):
                return run.stop()
            case _ if run.awaiting is Awaiting.READING:
                return run.read()
            case ProbeAnswered(_, answer):
                return run.answer(answer)
            case ChoiceMade(choice, waited) if choice != TIME_OUT:
                return run.choose(choice, waited)
            case InjectSetOff(inject, waited):
                return run.set_off(inject, waited)
            case _:
                return run.tick(getattr(event, "waited", 0))
    except NotOpen:
        return ()
