"""Ahead: which pictures the next moments may need, so that they are there in time."""

from __future__ import annotations

from collections.abc import Iterator

from simulator.model.scenario import ENDING, Choice, Line, Moment, Next, Scenario
from simulator.station.screens.figures import MOODS, Figure, Scenery


def sceneries_ahead(scenario: Scenario, moment: Moment) -> tuple[Scenery, ...]:
    """What may be seen after the moment's next choice, and after its lines."""
    return tuple(dict.fromkeys(_sceneries(scenario, moment)))


def opening_scenery(scenario: Scenario) -> Scenery:
    """What is seen first."""
    return _scenery(scenario, scenario.moment(scenario.start))


def _sceneries(scenario: Scenario, moment: Moment) -> Iterator[Scenery]:
    choices = [*moment.choices, *([moment.on_time_out] if moment.on_time_out else [])]
    for choice in choices:
        yield Scenery("", tuple(_figures(scenario, choice.reply)))
    for target in _targets(moment.next, choices):
        yield _scenery(scenario, scenario.moment(target))


def _targets(onward: Next, choices: list[Choice]) -> Iterator[str]:
    for way in (onward, *(choice.next for choice in choices)):
        for branch in way:
            for outcome in branch.outcomes:
                if "." in outcome.target and not outcome.target.startswith(ENDING):
                    yield outcome.target


def _scenery(scenario: Scenario, moment: Moment) -> Scenery:
    return Scenery(scenario.scenes[moment.scene].picture or "", tuple(_figures(scenario, moment.lines)))


def _figures(scenario: Scenario, lines: tuple[Line, ...]) -> Iterator[Figure]:
    for line in lines:
        member = scenario.cast.get(line.speaker or "")
        if member and member.portrait:
            moods = (line.mood,) if line.mood in MOODS else ("calm", "wary")
            yield from (Figure(member.name, member.portrait, mood or "calm", 0) for mood in moods)
