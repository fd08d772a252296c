"""A page: a column that scrolls between a head and a foot that stay."""

from __future__ import annotations

from collections.abc import Sequence

from pygame import Rect

from simulator.station.blocks import Block, Chip, Chips, Column, Words
from simulator.station.buttons import Button, Buttons
from simulator.station.canvas import Canvas
from simulator.station.theme import HEADING, SMALL, TITLE, Fill, Tone

READABLE = 860  # the width of a page's column, in pixels that grow with the letters
SIDE = 40


def paint_page(
    canvas: Canvas,
    head: Block | None,
    blocks: Sequence[Block],
    buttons: Sequence[Button] = (),
    width: float = READABLE,
    gap: float = 16,
) -> None:
    """Paint head, column and buttons; the column is centered and no wider than `width`."""
    box = _column(canvas, width)
    top = canvas.px(28)
    if head:
        height = head.height(canvas, box.width)
        if height <= box.height // 3:
            head.paint(canvas, Rect(box.left, top, box.width, height))
            top += height + canvas.px(20)
        else:
            blocks = [head, *blocks]
    row = Buttons(buttons)
    foot = row.height(canvas, box.width) + canvas.px(36) if buttons else 0
    _paint_column(canvas, Rect(box.left, top, box.width, box.bottom - foot - top), Column(blocks, gap))
    if buttons:
        _paint_foot(canvas, box, row, foot)


def heading(title: str, *chips: Chip, above: str = "") -> Block:
    """A page's title with a few facts below."""
    blocks: list[Block] = [Words(above.upper(), SMALL, Tone.ACCENT)] if above else []
    blocks.append(Words(title, TITLE))
    if chips:
        blocks.append(Chips(chips))
    return Column(blocks, 4)


def section(title: str, *blocks: Block) -> Block:
    """Blocks under a heading."""
    return Column([Words(title, HEADING), *blocks], 10)


def _column(canvas: Canvas, width: float) -> Rect:
    box = Rect(0, 0, min(canvas.em(width), canvas.box.width - 2 * canvas.px(SIDE)), canvas.box.height)
    box.centerx = canvas.box.centerx
    return box


def _paint_column(canvas: Canvas, view: Rect, column: Column) -> None:
    height = column.height(canvas, view.width) + canvas.px(28)
    rolling = view.inflate(2 * canvas.px(20), 0)
    with canvas.rolls(rolling, height) as y:
        column.paint(canvas, Rect(view.left, y + canvas.px(6), view.width, height))


def _paint_foot(canvas: Canvas, box: Rect, row: Buttons, height: int) -> None:
    foot = Rect(0, canvas.box.bottom - height, canvas.box.width, height)
    canvas.panel(foot, Fill.PANEL, radius=0)
    row.paint(canvas, Rect(box.left, foot.top + canvas.px(16), box.width, height - canvas.px(36)))
