"""Otherwise: what would have come right after each choice that was not taken. The engine takes it, at the same instant."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from simulator.engine import Awaiting, NotOpen, Run
from simulator.engine.replay import CannotReplay, replay
from simulator.model.decisions import Decision, course_of
from simulator.model.events import ChoiceMade, Event, InjectSetOff, LineShown, MenuOpened, RunEnded
from simulator.model.scenario import TIME_OUT, ChoiceId, Scenario
from simulator.seen import Aftermath
from simulator.views import Words


def before_decision(events: Sequence[Event], decision: int) -> tuple[Event, ...]:
    """What happened up to the opening of the menu at which that decision (from 1) was made."""
    made = [at for at, event in enumerate(events) if isinstance(event, ChoiceMade)][decision - 1]
    opened = max(at for at in range(made) if isinstance(events[at], MenuOpened))
    return tuple(events[: opened + 1])


def otherwise(
    scenario: Scenario, events: Sequence[Event], officer: str
) -> tuple[Mapping[ChoiceId, Aftermath], ...]:
    """For each decision, what each open choice that was not taken would have brought; empty where nobody can tell."""
    words, decisions = Words(scenario, officer), course_of(scenario, events).decisions
    if any(isinstance(event, InjectSetOff) for event in events):
        return ({},) * len(decisions)
    return tuple(
        dict(_aftermaths(scenario, before_decision(events, number), decision, words))
        for number, decision in enumerate(decisions, 1)
    )


def _aftermaths(
    scenario: Scenario, before: Sequence[Event], decision: Decision, words: Words
) -> Iterator[tuple[ChoiceId, Aftermath]]:
    late = decision.choice == TIME_OUT  # at the limit itself nothing is open
    for choice in decision.open_choices:
        if choice != decision.choice:
            try:
                run = replay(scenario, before)
                events = list(_taken(run, choice, decision.waited - late))
            except (CannotReplay, NotOpen):
                return
            yield choice, _aftermath(run, decision, events, words)


def _taken(run: Run, choice: ChoiceId, waited: int) -> Iterator[Event]:
    yield from run.choose(choice, waited)
    while run.awaiting is Awaiting.READING:
        yield from run.read()


def _aftermath(run: Run, decision: Decision, events: Sequence[Event], words: Words) -> Aftermath:
    now, before = run.situation.meters, decision.at_choice.meters
    ended = events[-1]
    ending = run.scenario.endings.get(ended.ending) if isinstance(ended, RunEnded) else None
    return Aftermath(
        said=tuple(words.spoken(event) for event in events if isinstance(event, LineShown)),
        moved={name: now[name] - value for name, value in before.items() if now[name] != value},
        ending=words.plain(ending.title, run.situation) if ending else "",
    )
