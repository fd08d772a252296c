"""Charts: figures as bars and curves, always with the number in words beside."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

import pygame
from pygame import Rect, Surface

from simulator.station.canvas import Canvas
from simulator.station.theme import LABEL, SMALL_BOLD, STRONG, Color, Fill, Tone

FINER = 2  # a curve is drawn so many times larger, then shrunk


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


@dataclass(frozen=True, slots=True)
class Curve:
    """Values of 0 to 100, one before the first decision and one after each."""

    name: str
    tone: Tone
    values: tuple[int, ...]
    round_points: bool = True  # square ones else: no curve is told by its color alone
    mattered: tuple[int, ...] = ()  # the numbers of the decisions that are ringed


@dataclass(frozen=True, slots=True)
class Course:
    """Curves over a run's decisions, each with its name and last value in words at its end."""

    curves: Sequence[Curve]
    high: float = 170

    def height(self, canvas: Canvas, width: int) -> int:
        return canvas.px(self.high) + canvas.letters.height(LABEL) + canvas.px(6)

    def paint(self, canvas: Canvas, box: Rect) -> None:
        room = max(canvas.letters.width(self._words(curve), SMALL_BOLD) for curve in self.curves) + canvas.px(
            16
        )
        plot = Rect(box.left, box.top, box.width - room, canvas.px(self.high))
        for share in (0.0, 0.5, 1.0):
            y = plot.top + round((plot.height - 1) * share)
            canvas.panel(Rect(plot.left, y, plot.width, 1), Fill.LINE, 0)
        for curve in self.curves:
            points = self._points(curve, plot)
            tone = canvas.looks.theme.tones[curve.tone]
            drawn = _curve(points, plot.size, canvas.px(3), tone, curve.round_points)
            canvas.surface.blit(drawn, plot.move(-canvas.px(8), -canvas.px(8)))
            for number in curve.mattered:
                x, y = points[number]
                mark = Rect(0, 0, canvas.px(14), canvas.px(14))
                mark.center = plot.left + x, plot.top + y
                canvas.ring(mark, 99)
        self._name_curves(canvas, plot)
        self._number_decisions(canvas, plot)

    def _words(self, curve: Curve) -> str:
        return f"{curve.name} {curve.values[-1]}"

    def _points(self, curve: Curve, plot: Rect) -> tuple[tuple[int, int], ...]:
        step = plot.width / max(1, len(curve.values) - 1)
        return tuple(
            (round(n * step), round(plot.height * (1 - value / 100))) for n, value in enumerate(curve.values)
        )

    def _name_curves(self, canvas: Canvas, plot: Rect) -> None:
        """Each curve's name at its end, moved apart where they would lie on one another."""
        line = canvas.letters.height(SMALL_BOLD)
        below = plot.top - line
        for curve in sorted(self.curves, key=lambda curve: -curve.values[-1]):
            y = plot.top + round(plot.height * (1 - curve.values[-1] / 100)) - line // 2
            below = max(y, below + line)
            canvas.write([self._words(curve)], SMALL_BOLD, curve.tone, (plot.right + canvas.px(16), below))

    def _number_decisions(self, canvas: Canvas, plot: Rect) -> None:
        count = len(self.curves[0].values)
        step, widest = plot.width / max(1, count - 1), canvas.letters.width(f" {count} ", LABEL)
        every = max(1, -(-widest // max(1, int(step))))
        for number in range(every, count, every):
            x = plot.left + round(number * step) - canvas.letters.width(str(number), LABEL) // 2
            canvas.write([str(number)], LABEL, Tone.SOFT, (x, plot.bottom + canvas.px(6)))


@lru_cache(maxsize=8)
def _curve(
    points: tuple[tuple[int, int], ...], size: tuple[int, int], width: int, color: Color, round_points: bool
) -> Surface:
    """A line through points with a mark on each; the surface stands over by a little on every side."""
    margin = 8 * width // 3
    large = Surface(((size[0] + 2 * margin) * FINER, (size[1] + 2 * margin) * FINER), pygame.SRCALPHA)
    large.fill((*color, 0))
    places = [((x + margin) * FINER, (y + margin) * FINER) for x, y in points]
    if len(places) > 1:
        pygame.draw.lines(large, color, False, places, width * FINER)
    for x, y in places:
        mark = Rect(0, 0, 10 * width * FINER // 3, 10 * width * FINER // 3)
        mark.center = x, y
        (pygame.draw.ellipse if round_points else pygame.draw.rect)(large, color, mark)
    return pygame.transform.smoothscale(large, (size[0] + 2 * margin, size[1] + 2 * margin))
