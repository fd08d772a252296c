"""The panel of a moment: as narrow as its words allow, so that as much as can be is seen of the person."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from pygame import Rect

from simulator.station.blocks import Block, Column
from simulator.station.canvas import Canvas
from simulator.station.layout import elastic
from simulator.station.screens.bar import MARGIN
from simulator.station.screens.menu import Countdown
from simulator.station.theme import Fill


@dataclass(frozen=True, slots=True)
class Content:
    """What is said, and what may be done about it below."""

    said: Block
    onward: Block
    gap: float
    is_menu: bool = True

    def height(self, canvas: Canvas, width: int) -> int:
        return self._column().height(canvas, width)

    def paint(self, canvas: Canvas, box: Rect) -> None:
        self._column().paint(canvas, box)

    def begins(self, canvas: Canvas, width: int, seen: int) -> int:
        """How far it is scrolled at first where so much is seen: as far as a menu needs, and no farther; reading begins above."""
        if not self.is_menu:
            return 0
        onward, whole = canvas.height_of(self.onward, width), canvas.height_of(self, width)
        return max(0, whole - max(onward, seen))

    def _column(self) -> Column:
        return Column([self.said, self.onward], self.gap)


@dataclass(frozen=True, slots=True)
class Shape:
    """A way to set the panel: its share of the window's width, and the room between and within things."""

    share: float
    gap: float = 6
    pad: float = 14
    card_pad: float = 6


SHAPES = (
    Shape(0.46, 10, 20, 10),
    *map(Shape, (0.46, 0.54, 0.64, 0.78, 0.955)),
)  # the first in which all fits


NARROW = SHAPES[:2]  # they leave room for something at the left, whatever must be said


def paint_panel(
    canvas: Canvas,
    top: int,
    countdown: Countdown | None,
    content: Callable[[Shape], Content],
    shapes: Sequence[Shape] = SHAPES,
) -> None:
    """Paint what is said and chosen at the lower right, below `top`; it scrolls where no shape is enough."""
    blocks = {shape: content(shape) for shape in shapes}
    room = canvas.box.height - top - canvas.px(MARGIN)
    shape = elastic(shapes, room, lambda shape: _needed(canvas, shape, blocks[shape], countdown))
    height = min(room, _needed(canvas, shape, blocks[shape], countdown))
    box = Rect(0, 0, int(canvas.box.width * shape.share), height)
    box.bottomright = canvas.box.right - canvas.px(MARGIN), canvas.box.bottom - canvas.px(MARGIN)
    canvas.panel(box, Fill.PANEL, 16, canvas.looks.theme.glass)
    inner = box.inflate(-2 * canvas.px(shape.pad), -2 * canvas.px(shape.pad))
    if countdown:
        countdown.paint(canvas, Rect(inner.left, inner.top, inner.width, countdown.height(canvas)))
        head = _head(canvas, shape, countdown)
        inner.top, inner.height = inner.top + head, inner.height - head
    _paint_content(canvas, inner, blocks[shape])


def _needed(canvas: Canvas, shape: Shape, content: Block, countdown: Countdown | None) -> int:
    pad = 2 * canvas.px(shape.pad)
    width = int(canvas.box.width * shape.share) - pad
    return canvas.height_of(content, width) + _head(canvas, shape, countdown) + pad


def _head(canvas: Canvas, shape: Shape, countdown: Countdown | None) -> int:
    return countdown.height(canvas) + canvas.px(shape.gap) if countdown else 0


def _paint_content(canvas: Canvas, inner: Rect, content: Content) -> None:
    height = canvas.height_of(content, inner.width)
    side = canvas.px(12)  # room for the ring of the focus
    begins = content.begins(canvas, inner.width, inner.height)
    with canvas.rolls(inner.inflate(2 * side, 2 * side), height + 2 * side, begins) as y:
        content.paint(canvas, Rect(inner.left, y + side, inner.width, height))
