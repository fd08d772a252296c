"""Transcripts: a run as a text that is script and answer at once. Its `>` and `!` lines replayed give the same text again."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

from simulator.engine.run import Run
from simulator.engine.unfolding import Awaiting
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
from simulator.model.scenario import ENDING, TIME_OUT, Line, Milliseconds, Scenario

TIME_PASSES = "time_passes"  # until an interrupt breaks in
UNTOLD = -1  # no run has that pace
TIMES = (TIME_OUT, TIME_PASSES)


@dataclass(frozen=True, slots=True)
class Step:
    """One line of a script: a choice (or TIME_OUT, or TIME_PASSES) with its time, or the answer to a probe."""

    name: str
    waited: Milliseconds = 0
    is_answer: bool = False


def transcript(scenario: Scenario, events: Iterable[Event], *, with_pace: bool = True) -> str:
    """The run told line by line, in the words of the field; ends with a line break.

    The pace, an accommodation, is left out where somebody else than the officer reads.
    """
    lines = _lines(scenario, events if with_pace else map(_paceless, events))
    return "".join(f"{line}\n" for line in lines)


def _paceless(event: Event) -> Event:
    return replace(event, pace=UNTOLD) if isinstance(event, RunStarted) else event


def _lines(scenario: Scenario, events: Iterable[Event]) -> Iterator[str]:
    menu_is_open = False
    for event in events:
        if menu_is_open and isinstance(event, InterruptFired):  # nobody chose: time alone closed the menu
            yield f"> {TIME_PASSES} {event.waited}"
        if isinstance(event, MenuOpened | ChoiceMade | InterruptFired):
            menu_is_open = isinstance(event, MenuOpened)
        yield from _told(scenario, event)


def script(text: str) -> tuple[Step, ...]:
    """The steps in a transcript: its `> choice 1200` and `! answer` lines."""
    return tuple(_step(line) for line in text.splitlines() if line[:2] in ("> ", "! "))


def _step(line: str) -> Step:
    name, _, waited = line[2:].partition(" ")
    return Step(name, int(waited or 0), line.startswith("!"))


def follow(run: Run, steps: Sequence[Step]) -> Iterator[tuple[Event, ...]]:
    """Walk the steps from where the run stands, reading what there is to read; ends early if the run does."""
    left = list(steps)
    while run.awaiting is not Awaiting.NOTHING and (left or run.awaiting is Awaiting.READING):
        if run.awaiting is Awaiting.READING:
            yield run.read()
        elif run.awaiting is Awaiting.ANSWER:
            yield run.answer(left.pop(0).name)
        else:
            yield _take(run, left.pop(0))


def _take(run: Run, step: Step) -> tuple[Event, ...]:
    return run.tick(step.waited) if step.name in TIMES else run.choose(step.name, step.waited)


def line_at(scenario: Scenario, event: LineShown) -> Line:
    """The line that an event shows."""
    kind, _, place = event.place.partition(" ")
    if kind == "moment":
        return scenario.moment(place).lines[event.line]
    if kind == "reply":
        moment, _, choice = place.partition("/")
        return scenario.moment(moment).choice(choice).reply[event.line]
    if kind == "interrupt":
        scene = scenario.scenes.get(place.partition(".")[0])
        interrupts = (*(scene.interrupts if scene else ()), *scenario.interrupts)
        return next(each for each in interrupts if each.id == place).lines[event.line]
    where = scenario.injects if kind == "inject" else scenario.endings
    return where[place].lines[event.line]


def _told(scenario: Scenario, event: Event) -> list[str]:
    match event:
        case RunStarted(seed=seed, pace=pace):
            told = "" if pace == UNTOLD else f" · pace {pace}"
            return [f"{scenario.id} · seed {seed}{told}"]
        case MomentEntered(moment, visit):
            return ["", f"{moment}{f' ({visit})' if visit > 1 else ''}"]
        case FactDrawn(fact, value):
            return [f"  drawn: {fact if value else f'not {fact}'}"]
        case MeterChanged(meter, value, waited):
            return [f"  {meter} = {value}{f' at {waited}' if waited else ''}"]
        case FactChanged(fact, value):
            return [f"  {fact if value else f'not {fact}'}"]
        case InterruptFired(interrupt, waited):
            return [f"  interrupt {interrupt}{f' at {waited}' if waited else ''}"]
        case LineShown():
            return [f"  {_spoken(line_at(scenario, event), event.variant)}"]
        case MenuOpened(items):
            return [f"  ? {' | '.join(each.choice if each.open else f'({each.choice})' for each in items)}"]
        case ProbeAsked():
            return []
        case ProbeAnswered(_, answer):
            return [f"! {answer}"]
        case ChoiceMade(choice, waited):
            return [f"> {choice} {waited}"]
        case InjectSetOff(inject, waited):
            return [f"  inject {inject} at {waited}"]
        case RunEnded(how, ending):
            return ["", f"{ENDING}{ending} ({_worth(scenario, ending)})" if ending else how.value]


def _spoken(line: Line, variant: int) -> str:
    text = line.text[variant].text
    mood = f" ({line.mood})" if line.mood else ""
    return f"{line.speaker}{mood}: {text}" if line.speaker else text


def _worth(scenario: Scenario, ending: str) -> str:
    reached = scenario.endings[ending]
    return f"{reached.kind.value}, {reached.worth}"
