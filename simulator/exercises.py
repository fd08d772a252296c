"""What if: a run taken up again at one of its menus, as an exercise of its own in the record, and what came of those.

An exercise begins with the events of the run that it departs from, up to the menu. It is kept, verified and resumed like
any run; estimates, plays and reports leave it out.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import zip_longest

from scoring.kept import RecordedRun, RunKind
from scoring.record import Record
from simulator.model.decisions import course_of
from simulator.model.events import ChoiceMade, Event
from simulator.model.scenario import Scenario
from simulator.otherwise import before_decision
from simulator.seen import Tried
from simulator.session import LiveRun, Session
from simulator.views import Words


def what_if(session: Session, live: LiveRun, decision: int) -> LiveRun:
    """A new exercise that stands where the menu of that decision (from 1) opened; raises CannotResume."""
    record, origin = session.record, live.recorded
    exercise = record.begin(
        session.officer.id,
        before_decision(live.events, decision),
        0,
        scenario_text=record.text(origin.digest),
        rubric_text=record.text(origin.rubric),
        kind=RunKind.EXERCISE,
    )
    return session.resume(exercise)


def origin_of(record: Record, exercise: RecordedRun) -> RecordedRun | None:
    """The run that a what-if departs from; None where that is not kept, or the run is no what-if."""
    if exercise.kind is not RunKind.EXERCISE:
        return None
    earlier = (run for run in _same_draws(record, exercise) if run.started <= exercise.started)
    return next((run for run in earlier if run.kind is not RunKind.EXERCISE), None)


def tried(record: Record, origin: RecordedRun, scenario: Scenario, officer: str) -> tuple[Tried, ...]:
    """The what-ifs that were played from a run, the first begun first."""
    own, words = record.events(origin.id), Words(scenario, officer)
    exercises = [run for run in _same_draws(record, origin) if run.kind is RunKind.EXERCISE]
    return tuple(
        each
        for run in reversed(exercises)
        for each in _tried(run, own, record.events(run.id), scenario, words)
    )


def _same_draws(record: Record, run: RecordedRun) -> Iterator[RecordedRun]:
    """The other runs of the officer on the same text with the same seed: chance alone gives no two the same."""
    for each in record.runs(run.officer):
        if each.id != run.id and (each.digest, each.seed) == (run.digest, run.seed):
            yield each


def _tried(
    run: RecordedRun, own: Sequence[Event], events: Sequence[Event], scenario: Scenario, words: Words
) -> Iterator[Tried]:
    pairs = zip_longest(_choices(own), _choices(events))
    departs = next((n for n, (before, now) in enumerate(pairs) if now is not None and now != before), None)
    if departs is None:
        return
    course = course_of(scenario, events)
    taken = course.decisions[departs]
    variant = next((item.variant for item in taken.items if item.choice == taken.choice), 0)
    ending = scenario.endings.get(course.ending)
    yield Tried(
        run=run.id,
        decision=departs + 1,
        words=words.choice(scenario.moment(taken.moment).choice(taken.choice), variant),
        ending=words.plain(ending.title, course.last) if ending else "",
        kind=ending.kind if ending else None,
        worth=ending.worth if ending else None,
    )


def _choices(events: Sequence[Event]) -> list[str]:
    return [event.choice for event in events if isinstance(event, ChoiceMade)]
