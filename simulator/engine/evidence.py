"""Evidence: a path of choices that the prover tells, walked by the engine. Lines are `scene.moment/choice @seconds`.

`time_out` is time that ran out, `-` time that passed until an interrupt broke in; what follows # is for people.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from simulator.engine.run import NotOpen, Run
from simulator.engine.transcript import TIME_PASSES, TIMES, Step
from simulator.engine.unfolding import Awaiting
from simulator.model.events import RunStarted
from simulator.model.scenario import MomentId, Scenario

NOBODY_CHOSE = "-"
LONGEST = 24 * 60 * 60 * 1000  # a step waits a day at most: time is walked drift by drift


class BadPath(ValueError):
    """A line that is no step of a path; the sentence is for a person."""


@dataclass(frozen=True, slots=True)
class PathStep:
    """A step, and the moment at which it is to be taken."""

    moment: MomentId
    step: Step


def path_steps(lines: Iterable[str]) -> Iterator[PathStep]:
    """The steps that the lines tell; comments and empty lines are passed over. Raises BadPath."""
    for line in lines:
        told = line.partition("#")[0].strip()
        if told:
            yield _step(told)


def _step(told: str) -> PathStep:
    where, _, seconds = told.partition(" @")
    moment, slash, choice = where.partition("/")
    try:
        waited = round(float(seconds or 0) * 1000)
    except (ValueError, OverflowError):
        waited = -1
    if not slash or not 0 <= waited <= LONGEST:
        raise BadPath(f"“{told}” is no step of a path. Write scene.moment/choice @seconds.")
    return PathStep(moment, Step(TIME_PASSES if choice == NOBODY_CHOSE else choice, waited))


def realizes(scenario: Scenario, lines: Iterable[str], seed: int) -> bool:
    """True if a run with this seed can take every step: chance leads it to each of the moments."""
    run = Run(scenario, RunStarted(scenario.id, "", "", 1, seed))
    run.start()
    try:
        return all(_taken(run, each) for each in path_steps(lines))
    except NotOpen:
        return False


def _taken(run: Run, path: PathStep) -> bool:
    while run.awaiting in (Awaiting.READING, Awaiting.ANSWER):
        if run.awaiting is Awaiting.READING:
            run.read()
        elif run.moment.probe:
            run.answer(next(iter(run.moment.probe.answers)))
    if run.awaiting is Awaiting.NOTHING or run.moment.id != path.moment:
        return False
    if path.step.name in TIMES:
        run.tick(path.step.waited)
    else:
        run.choose(path.step.name, path.step.waited)
    return True
