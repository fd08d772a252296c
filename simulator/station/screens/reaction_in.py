"""The reaction in one dimension: the officer's own rating on the scale that trainers use, with the same words to it."""

from __future__ import annotations

from dataclasses import dataclass

from scoring.rating_sheet import HIGHEST, LOWEST, anchors
from scoring.rubric import Dimension
from simulator.station.actions import RateIn, RateNoMore
from simulator.station.blocks import Block, Card, Column, Numbered, Words
from simulator.station.buttons import Button
from simulator.station.canvas import Canvas, Control, Role, Verb
from simulator.station.screens.page import heading, paint_page
from simulator.station.theme import BODY, LEAD, Fill, Tone

BETWEEN = "Between the two"


@dataclass(frozen=True, slots=True)
class ReactionIn:
    """The officer rates one dimension of the run; `place` of so many, from 1."""

    title: str
    dimension: Dimension
    place: int
    count: int

    @property
    def name(self) -> str:
        return f"reaction in {self.dimension.id}"

    def paint(self, canvas: Canvas, now: float) -> None:
        canvas.fill(Fill.GROUND)
        onward = (Verb.ONWARD, Verb.YES)
        skip = Control("skip", RateIn(self.dimension.id, 0), "Rather not say", verbs=onward)
        enough = Control("enough", RateNoMore(), "On to the debrief", verbs=(Verb.STOP,))
        above = f"Before the debrief · {self.place} of {self.count}"
        blocks: list[Block] = [
            Words(f"{self.dimension.label}: where were you in this call?", LEAD),
            Column([self._rating(value) for value in range(LOWEST, HIGHEST + 1)], 6),
        ]
        buttons = [Button(skip, "onward", Verb.YES), Button(enough, "book", Verb.STOP)]
        paint_page(canvas, heading(self.title, above=above), blocks, buttons, 860, 14)

    def _rating(self, value: int) -> Block:
        looks = anchors().get(self.dimension.id, {}).get(value, "")
        name = f"{value}: {looks or BETWEEN}"
        control = Control(f"rate {value}", RateIn(self.dimension.id, value), name, Role.CHOICE, number=value)
        words = Words(looks or BETWEEN, BODY, Tone.TEXT if looks else Tone.SOFT)
        return Card(Numbered(value, words), control, pad=9, fill=Fill.RAISED, radius=10)
