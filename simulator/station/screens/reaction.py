"""The reaction: how the run was for the officer, in their own view, before the key is shown."""

from __future__ import annotations

from dataclasses import dataclass

from simulator.station.actions import Rate
from simulator.station.blocks import Block, Card, Column, Numbered, Words
from simulator.station.buttons import Button
from simulator.station.canvas import Canvas, Control, Role, Verb
from simulator.station.screens.page import heading, paint_page
from simulator.station.theme import BODY, LEAD, Fill, Tone
from simulator.wording import HOW_IT_WENT

ASK = "How did it go, as you see it? Say it before you look at the key: the gap is where you learn."


@dataclass(frozen=True, slots=True)
class Reaction:
    """The officer rates the run."""

    title: str

    name = "reaction"

    def paint(self, canvas: Canvas, now: float) -> None:
        canvas.fill(Fill.GROUND)
        skip = Control("skip", Rate(0), "Rather not say", verbs=(Verb.ONWARD, Verb.YES, Verb.STOP))
        blocks: list[Block] = [Words(ASK, LEAD), Column([*map(_rating, range(1, 6))], 10)]
        paint_page(
            canvas,
            heading(self.title, above="Before the debrief"),
            blocks,
            [Button(skip, "onward", Verb.YES)],
            760,
            22,
        )


def _rating(value: int) -> Block:
    control = Control(f"rate {value}", Rate(value), HOW_IT_WENT[value - 1], Role.CHOICE, number=value)
    row = Numbered(value, Words(HOW_IT_WENT[value - 1], BODY, Tone.TEXT))
    return Card(row, control, pad=14, fill=Fill.RAISED, radius=10)
