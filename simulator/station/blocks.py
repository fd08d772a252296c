"""Blocks: the station's few widgets. Each knows its height at a width and paints itself; nothing in them is ever cut."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Protocol

from pygame import Rect

from simulator.station.canvas import Canvas, Control
from simulator.station.layout import flow, split
from simulator.station.theme import BODY, LABEL, SMALL, STRONG, Fill, Style, Tone


class Block(Protocol):
    """Something that stands in a column."""

    def height(self, canvas: Canvas, width: int) -> int:
        """How high it is at that width."""
        ...

    def paint(self, canvas: Canvas, box: Rect) -> None:
        """Paint it into a box of that width and height."""
        ...


@dataclass(frozen=True, slots=True)
class Words:
    """A paragraph."""

    text: str
    style: Style = BODY
    tone: Tone = Tone.TEXT
    middle: bool = False

    def height(self, canvas: Canvas, width: int) -> int:
        return len(canvas.letters.lines(self.text, self.style, width)) * canvas.letters.height(self.style)

    def paint(self, canvas: Canvas, box: Rect) -> None:
        lines = canvas.letters.lines(self.text, self.style, box.width)
        if not self.middle:
            canvas.write(lines, self.style, self.tone, box.topleft)
            return
        y = box.top
        for line in lines:
            x = box.centerx - canvas.letters.width(line, self.style) // 2
            y = canvas.write([line], self.style, self.tone, (x, y))


def label(text: str, tone: Tone = Tone.ACCENT) -> Words:
    """A small heading."""
    return Words(text.upper(), LABEL, tone)


@dataclass(frozen=True, slots=True)
class Gap:
    """Room."""

    length: float

    def height(self, canvas: Canvas, width: int) -> int:
        return canvas.px(self.length)

    def paint(self, canvas: Canvas, box: Rect) -> None:
        pass


@dataclass(frozen=True, slots=True)
class Rule:
    """A thin line across."""

    def height(self, canvas: Canvas, width: int) -> int:
        return max(1, canvas.px(1))

    def paint(self, canvas: Canvas, box: Rect) -> None:
        canvas.panel(box, Fill.LINE, radius=0)


@dataclass(frozen=True, slots=True)
class Column:
    """Blocks, one under another."""

    blocks: Sequence[Block]
    gap: float = 0

    def height(self, canvas: Canvas, width: int) -> int:
        gaps = canvas.px(self.gap) * max(0, len(self.blocks) - 1)
        return gaps + sum(canvas.height_of(block, width) for block in self.blocks)

    def paint(self, canvas: Canvas, box: Rect) -> None:
        y = box.top
        for block in self.blocks:
            height = canvas.height_of(block, box.width)
            block.paint(canvas, Rect(box.left, y, box.width, height))
            y += height + canvas.px(self.gap)


@dataclass(frozen=True, slots=True)
class Row:
    """Blocks beside one another, by their shares of the width; one under another where that gets too narrow."""

    blocks: Sequence[Block]
    shares: Sequence[float] = ()
    gap: float = 24
    narrowest: float = 220  # of the first part, in pixels that grow with the letters

    def height(self, canvas: Canvas, width: int) -> int:
        if not self._fits(canvas, width):
            return Column(self.blocks, self.gap).height(canvas, width)
        widths = self._widths(canvas, width)
        return max(canvas.height_of(block, part) for block, part in zip(self.blocks, widths, strict=True))

    def paint(self, canvas: Canvas, box: Rect) -> None:
        if not self._fits(canvas, box.width):
            return Column(self.blocks, self.gap).paint(canvas, box)
        x = box.left
        for block, width in zip(self.blocks, self._widths(canvas, box.width), strict=True):
            block.paint(canvas, Rect(x, box.top, width, box.height))
            x += width + canvas.px(self.gap)
        return None

    def _widths(self, canvas: Canvas, width: int) -> tuple[int, ...]:
        return split(width, self.shares or [1] * len(self.blocks), canvas.px(self.gap))

    def _fits(self, canvas: Canvas, width: int) -> bool:
        return min(self._widths(canvas, width)) >= canvas.em(self.narrowest)


@dataclass(frozen=True, slots=True)
class Marked:
    """A block with an icon to its left."""

    icon: str
    block: Block
    tone: Tone = Tone.SOFT
    size: float = 20
    gap: float = 10

    def height(self, canvas: Canvas, width: int) -> int:
        return max(canvas.em(self.size), canvas.height_of(self.block, width - self._indent(canvas)))

    def paint(self, canvas: Canvas, box: Rect) -> None:
        size, indent = canvas.em(self.size), self._indent(canvas)
        first_line = min(box.height, canvas.em(26))
        canvas.icon(self.icon, (box.left, box.top + max(0, first_line - size) // 2), size, self.tone)
        self.block.paint(canvas, Rect(box.left + indent, box.top, box.width - indent, box.height))

    def _indent(self, canvas: Canvas) -> int:
        return canvas.em(self.size) + canvas.px(self.gap)


@dataclass(frozen=True, slots=True)
class Numbered:
    """A block with its key to the left."""

    number: int
    block: Block

    def height(self, canvas: Canvas, width: int) -> int:
        return canvas.height_of(self.block, width - canvas.em(32))

    def paint(self, canvas: Canvas, box: Rect) -> None:
        canvas.write([str(self.number)], STRONG, Tone.ACCENT, (box.left + canvas.px(4), box.top))
        indent = canvas.em(32)
        self.block.paint(canvas, Rect(box.left + indent, box.top, box.width - indent, box.height))


@dataclass(frozen=True, slots=True)
class Chip:
    """A few words with an icon."""

    icon: str
    text: str
    tone: Tone = Tone.SOFT


@dataclass(frozen=True, slots=True)
class Chips:
    """Chips in rows."""

    chips: Sequence[Chip]
    style: Style = SMALL

    def height(self, canvas: Canvas, width: int) -> int:
        rows = 1 + max((row for _, row in self._places(canvas, width)), default=0)
        return rows * canvas.letters.height(self.style) + (rows - 1) * canvas.px(4)

    def paint(self, canvas: Canvas, box: Rect) -> None:
        line = canvas.letters.height(self.style)
        for chip, (x, row) in zip(self.chips, self._places(canvas, box.width), strict=True):
            top = box.top + row * (line + canvas.px(4))
            canvas.icon(
                chip.icon, (box.left + x, top + (line - canvas.em(17)) // 2), canvas.em(17), chip.tone
            )
            canvas.write([chip.text], self.style, chip.tone, (box.left + x + canvas.em(23), top))

    def _places(self, canvas: Canvas, width: int) -> tuple[tuple[int, int], ...]:
        widths = [canvas.em(23) + canvas.letters.width(chip.text, self.style) for chip in self.chips]
        return flow(widths, width, canvas.px(20))


@dataclass(frozen=True, slots=True)
class Card:
    """A block on a surface of its own; with a control it can be pressed as a whole."""

    block: Block
    control: Control | None = None
    pad: float = 20
    fill: Fill = Fill.PANEL
    accent: Tone | None = None  # a mark along the left edge
    radius: float = 12

    def height(self, canvas: Canvas, width: int) -> int:
        pad = canvas.px(self.pad)
        return canvas.height_of(self.block, width - 2 * pad) + 2 * pad

    def paint(self, canvas: Canvas, box: Rect) -> None:
        hot = self.control is not None and canvas.is_hot(self.control)
        canvas.panel(box, Fill.LIT if hot else self.fill, self.radius, edge=self.control is not None)
        if self.accent:
            mark = Rect(box.left, box.top + canvas.px(self.radius), canvas.px(4), box.height)
            mark.height -= 2 * canvas.px(self.radius)
            canvas.pill(mark, self.accent)
        if self.control:
            canvas.offer(self.control, box)
        pad = canvas.px(self.pad)
        self.block.paint(canvas, box.inflate(-2 * pad, -2 * pad))
        if self.control and canvas.focus == self.control.id:
            canvas.ring(box, self.radius)
