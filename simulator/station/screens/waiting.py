"""Waiting: what is being done, for anything that takes longer than a moment."""

from __future__ import annotations

from dataclasses import dataclass

from simulator.station.blocks import Words
from simulator.station.canvas import Canvas
from simulator.station.layout import centered
from simulator.station.theme import LEAD, Fill, Tone


@dataclass(frozen=True, slots=True)
class Waiting:
    """Something is on its way."""

    words: str

    name = "waiting"

    def paint(self, canvas: Canvas, now: float) -> None:
        canvas.fill(Fill.GROUND)
        words = Words(self.words, LEAD, Tone.SOFT, middle=True)
        width = canvas.box.width - 2 * canvas.px(40)
        words.paint(canvas, centered((width, words.height(canvas, width)), canvas.box))
