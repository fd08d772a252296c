"""The briefing: what the call is, what is practiced, what may be hard to see, and how to pause and stop."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from scoring.people.person import Assignment
from simulator.model.scenario import Scenario
from simulator.station.actions import Begin, GoHome
from simulator.station.blocks import Block, Card, Column, Marked, Row, Words, label
from simulator.station.buttons import Button
from simulator.station.canvas import Canvas, Control, Verb
from simulator.station.screens.library import facts_of
from simulator.station.screens.page import heading, paint_page
from simulator.station.theme import BODY, LEAD, SMALL, Fill, Tone

HOW_TO = (
    ("time", "Read in your own time. A key or click opens the choices; only then does any clock run."),
    ("pause", "{pause} pauses. The clock stands still and the choices are hidden."),
    ("stop", "{stop} stops, at any moment and for any reason. Nothing is scored, and nobody asks why."),
)


@dataclass(frozen=True, slots=True)
class Briefing:
    """What an officer is told before the call."""

    scenario: Scenario
    assignment: Assignment | None = None  # because of which it is played

    name = "briefing"

    def paint(self, canvas: Canvas, now: float) -> None:
        canvas.fill(Fill.GROUND)
        head = heading(self.scenario.title, *facts_of(self.scenario), above="Briefing")
        take = Begin(self.scenario.id, self.assignment is not None)
        begin = Control("begin", take, "Take the call", verbs=(Verb.ONWARD, Verb.YES))
        back = Control("home", GoHome(), "Another call", verbs=(Verb.STOP, Verb.BACK))
        buttons = [Button(begin, "onward", Verb.YES, primary=True), Button(back, "back", Verb.STOP)]
        paint_page(canvas, head, list(self._blocks(canvas)), buttons, 1080, 22)

    def _blocks(self, canvas: Canvas) -> Iterator[Block]:
        if self.assignment:
            yield Card(Marked("flag", Words(seen_by(self.assignment), BODY), Tone.ACCENT), accent=Tone.ACCENT)
        yield Words(self.scenario.summary, LEAD)
        if self.scenario.content:
            note = f"This call may touch on: {', '.join(self.scenario.content)}."
            yield Marked("note", Words(note, BODY, Tone.SOFT))
        columns = [self._objectives()] if self.scenario.objectives else []
        yield Row([*columns, self._how_to(canvas)], gap=24, narrowest=330)

    def _objectives(self) -> Block:
        aims = [Marked("target", Words(aim, BODY), Tone.ACCENT, 18) for aim in self.scenario.objectives]
        return Card(Column([label("What you practice"), *aims], 10))

    def _how_to(self, canvas: Canvas) -> Block:
        words = canvas.looks.key_words
        named = [(icon, text.format(pause=words[Verb.PAUSE], stop=words[Verb.STOP])) for icon, text in HOW_TO]
        rows = [Marked(icon, Words(text, SMALL), Tone.SOFT, 18) for icon, text in named]
        return Card(Column([label("Pause and stop"), *rows], 10))


def seen_by(its: Assignment) -> str:
    """Who will see an assigned run, before it begins."""
    return f"Assigned for {its.class_name}, due {its.due:%B} {its.due.day}, {its.due.year}. Who will see this run: {its.seen_by}."
