"""An interval, drawn: where a level most likely is, where it very likely is, and where the bands begin."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from pygame import Rect

from simulator.station.canvas import Canvas
from simulator.station.theme import SMALL, Fill, Tone

SIDE = 9  # room for the dot at either end


@dataclass(frozen=True, slots=True)
class IntervalBar:
    """A scale of 0 to 1 with an interval and its middle; `ghost` is the one before, drawn faintly above."""

    low: float
    middle: float
    high: float
    marks: tuple[float, ...] = ()
    ghost: tuple[float, float, float] | None = None
    known: bool = True  # False: the scale alone

    def height(self, canvas: Canvas, width: int) -> int:
        return canvas.px(46 if self.ghost else 30)

    def paint(self, canvas: Canvas, box: Rect) -> None:
        line = Rect(box.left + canvas.px(SIDE), 0, box.width - 2 * canvas.px(SIDE), canvas.px(2))
        line.centery = box.bottom - canvas.px(15)
        canvas.panel(line, Fill.LINE, radius=0)
        for mark in self.marks:
            x = line.left + round(line.width * mark)
            canvas.panel(
                Rect(x, line.top - canvas.px(11), max(1, canvas.px(1.5)), canvas.px(24)), Fill.LINE, 0
            )
        if self.ghost:
            above = line.move(0, -canvas.px(18))
            _paint(canvas, above, *self.ghost, Tone.SOFT, 3, 5)
        if self.known:
            _paint(canvas, line, self.low, self.middle, self.high, Tone.GOOD, 6, 8)


def _paint(
    canvas: Canvas, line: Rect, low: float, middle: float, high: float, tone: Tone, thick: float, dot: float
) -> None:
    left, right = (line.left + round(line.width * end) for end in (low, high))
    bar = Rect(left, 0, max(canvas.px(2), right - left), canvas.px(thick))
    bar.centery = line.centery
    canvas.pill(bar, tone, thick / 2)
    size = canvas.px(2 * dot)
    disc = Rect(0, 0, size, size)
    disc.center = line.left + round(line.width * middle), line.centery
    canvas.panel(disc.inflate(canvas.px(4), canvas.px(4)), Fill.PANEL, dot + 2)
    canvas.pill(disc, tone, dot)


@dataclass(frozen=True, slots=True)
class Scale:
    """The names of the bands, each over its part of the scale."""

    bands: Mapping[str, float]  # where each begins

    def height(self, canvas: Canvas, width: int) -> int:
        return canvas.letters.height(SMALL)

    def paint(self, canvas: Canvas, box: Rect) -> None:
        inner = box.width - 2 * canvas.px(SIDE)
        for at, (name, start) in enumerate(self.bands.items()):
            x = box.left + canvas.px(SIDE) + round(inner * start)
            room = self._room(at, inner)
            if canvas.letters.width(name, SMALL) <= room:
                canvas.write([name], SMALL, Tone.SOFT, (x, box.top))

    def _room(self, at: int, inner: int) -> int:
        starts = [*self.bands.values(), 1.0]
        return round(inner * (starts[at + 1] - starts[at]))
