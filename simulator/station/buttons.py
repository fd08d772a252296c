"""Buttons: a word that can be pressed, and rows of them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from pygame import Rect

from simulator.station.blocks import Words
from simulator.station.canvas import Canvas, Control, Verb
from simulator.station.layout import flow
from simulator.station.theme import SMALL, SMALL_BOLD, STRONG, Fill, Style, Tone


@dataclass(frozen=True, slots=True)
class Button:
    """A word that can be pressed; `key` is the key that does the same."""

    control: Control
    icon: str = ""
    key: Verb | str = ""
    primary: bool = False
    wide: bool = False  # as wide as the column, not as its words
    quiet: bool = False  # smaller, over a picture
    bare: bool = False  # icon and key alone, where words leave too little room

    def natural_width(self, canvas: Canvas) -> int:
        """How wide it would be in one line."""
        key = canvas.letters.width(self._key(canvas), SMALL) + canvas.px(24) if self.key else 0
        mark = canvas.em(20) + (0 if self.bare else canvas.px(10)) if self.icon else 0
        return canvas.letters.width(self._name, self._style) + mark + key + canvas.px(40) + 2

    def height(self, canvas: Canvas, width: int) -> int:
        return self._words().height(canvas, self._text_width(canvas, width)) + 2 * self._pad(canvas)

    def paint(self, canvas: Canvas, box: Rect) -> None:
        if not self.wide:
            box = Rect(box.left, box.top, min(box.width, self.natural_width(canvas)), box.height)
        self._paint_surface(canvas, box)
        canvas.offer(self.control, box)
        x, y = box.left + canvas.px(20), box.top + self._pad(canvas)
        line = canvas.letters.height(self._style)
        if self.icon:
            size = canvas.em(20)
            canvas.icon(self.icon, (x, y + (line - size) // 2), size, self._tone)
            x += size + canvas.px(10)
        self._words().paint(canvas, Rect(x, y, self._text_width(canvas, box.width), box.height))
        if self.key:
            self._paint_key(canvas, box)
        if canvas.focus == self.control.id:
            canvas.ring(box, 10)

    def _paint_surface(self, canvas: Canvas, box: Rect) -> None:
        if self.primary:
            canvas.pill(box, Tone.ACCENT, 10)
        else:
            canvas.panel(box, Fill.LIT if canvas.is_hot(self.control) else Fill.RAISED, 10, edge=True)

    def _paint_key(self, canvas: Canvas, box: Rect) -> None:
        key = self._key(canvas)
        width = canvas.letters.width(key, SMALL)
        height = canvas.letters.height(SMALL)
        place = (box.right - width - canvas.px(18), box.top + (box.height - height) // 2)
        canvas.write([key], SMALL, self._tone if self.primary else Tone.SOFT, place)

    def _key(self, canvas: Canvas) -> str:
        return canvas.looks.key_words[self.key] if isinstance(self.key, Verb) else self.key

    @property
    def _tone(self) -> Tone:
        return Tone.ON_ACCENT if self.primary else Tone.TEXT

    @property
    def _style(self) -> Style:
        return SMALL_BOLD if self.quiet else STRONG

    def _pad(self, canvas: Canvas) -> int:
        return canvas.px(7 if self.quiet else 11)

    def _words(self) -> Words:
        return Words(self._name, self._style, self._tone)

    @property
    def _name(self) -> str:
        return "" if self.bare else self.control.name

    def _text_width(self, canvas: Canvas, width: int) -> int:
        own = self.natural_width(canvas)
        used = own - canvas.letters.width(self._name, self._style) - 2
        return max(canvas.em(40), (width if self.wide else min(width, own)) - used)


@dataclass(frozen=True, slots=True)
class Buttons:
    """Buttons in rows."""

    buttons: Sequence[Button]

    def height(self, canvas: Canvas, width: int) -> int:
        """The height of all rows."""
        return max((y + height for _, y, _, height in self._boxes(canvas, width)), default=0)

    def paint(self, canvas: Canvas, box: Rect) -> None:
        for button, (x, y, width, height) in zip(self.buttons, self._boxes(canvas, box.width), strict=True):
            replace(button, wide=True).paint(canvas, Rect(box.left + x, box.top + y, width, height))

    def _boxes(self, canvas: Canvas, width: int) -> list[tuple[int, int, int, int]]:
        gap = canvas.px(12)
        widths = [min(width, button.natural_width(canvas)) for button in self.buttons]
        boxes: list[tuple[int, int, int, int]] = []
        y = row = row_height = 0
        for button, own, (x, in_row) in zip(self.buttons, widths, flow(widths, width, gap), strict=True):
            if in_row != row:
                y, row, row_height = y + row_height + gap, in_row, 0
            height = replace(button, wide=True).height(canvas, own)
            row_height = max(row_height, height)
            boxes.append((x, y, own, height))
        return boxes
