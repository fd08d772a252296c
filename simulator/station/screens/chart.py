"""Charts: figures as bars and curves, always with the number in words beside."""

from __future__ import annotations

from dataclasses import dataclass

from pygame import Rect

from simulator.station.canvas import Canvas
from simulator.station.theme import STRONG, Fill, Tone


@dataclass(frozen=True, slots=True)
class QualityBar:
    """A share of 0 to 1 as a bar, with its hundredths as a number."""

    share: float

    def height(self, canvas: Canvas, width: int) -> int:
        return canvas.letters.height(STRONG)

    def paint(self, canvas: Canvas, box: Rect) -> None:
        number = f"{self.share * 100:.0f}"
        room = canvas.letters.width("100", STRONG)
        x = box.right - canvas.letters.width(number, STRONG)
        canvas.write([number], STRONG, Tone.TEXT, (x, box.top))
        track = Rect(box.left, 0, box.width - room - canvas.px(14), canvas.px(10))
        track.centery = box.top + canvas.letters.height(STRONG) // 2
        canvas.panel(track, Fill.LINE, 5)
        filled = Rect(track.left, track.top, max(track.height, round(track.width * self.share)), track.height)
        canvas.pill(filled, Tone.GOOD)
