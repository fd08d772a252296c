"""The field: what is typed, painted as it is or as dots; and keys on the screen for those who have no keyboard at hand."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from pygame import Rect

from simulator.station.actions import Action, Type
from simulator.station.blocks import Words
from simulator.station.buttons import Button
from simulator.station.canvas import Canvas, Control
from simulator.station.theme import BODY, HEADING, SMALL, Fill, Style, Tone

DOT = "•"
PAD = ("123", "456", "789", " 0\b")
LETTERS = ("1234567890", "qwertyuiop", "asdfghjkl-", "zxcvbnm.,'", " \b")
TAKE_BACK = "\b"


@dataclass(frozen=True, slots=True)
class Field:
    """A field. A secret one knows only how many letters were typed, so that it can show and tell nothing else."""

    asks: str
    text: str = ""
    typed: int = 0  # letters of a secret
    secret: bool = False
    style: Style = BODY

    def height(self, canvas: Canvas, width: int) -> int:
        inner = width - 2 * canvas.px(16)
        return self._asked().height(canvas, width) + self._shown().height(canvas, inner) + canvas.px(28)

    def paint(self, canvas: Canvas, box: Rect) -> None:
        canvas.hears_text = Type
        asked = self._asked()
        asked.paint(canvas, box)
        top = box.top + asked.height(canvas, box.width) + canvas.px(4)
        line = Rect(box.left, top, box.width, box.bottom - top)
        canvas.panel(line, Fill.PANEL, 10, edge=True)
        canvas.ring(line.inflate(-canvas.px(6), -canvas.px(6)), 8)
        inner = line.inflate(-2 * canvas.px(16), -2 * canvas.px(12))
        self._shown().paint(canvas, inner)

    def _asked(self) -> Words:
        return Words(self.asks, SMALL, Tone.SOFT)

    def _shown(self) -> Words:
        shown = DOT * self.typed if self.secret else self.text
        return Words(f"{shown}|", HEADING if self.secret else self.style)


@dataclass(frozen=True, slots=True)
class Keyboard:
    """Keys on the screen."""

    rows: Sequence[str] = PAD
    press: Callable[[str], Action] = Type
    widest: float = 84  # of a key

    def height(self, canvas: Canvas, width: int) -> int:
        return len(self.rows) * (self._high(canvas) + canvas.px(8)) - canvas.px(8)

    def paint(self, canvas: Canvas, box: Rect) -> None:
        high, gap = self._high(canvas), canvas.px(8)
        most = max(map(len, self.rows))
        wide = min(canvas.em(self.widest), (box.width - (most - 1) * gap) // most)
        for at, row in enumerate(self.rows):
            y = box.top + at * (high + gap)
            for place, letter in enumerate(row):
                span = _span(letter, row, most)
                if letter == " " and most <= 3:
                    continue  # a pad has no use for a space
                x = box.left + (_place(row, place, most) * (wide + gap))
                _key(letter, self.press).paint(canvas, Rect(x, y, wide * span + gap * (span - 1), high))

    def _high(self, canvas: Canvas) -> int:
        return _key("0", self.press).height(canvas, canvas.em(self.widest))


def _span(letter: str, row: str, most: int) -> int:
    """The space bar is as long as the row lets it."""
    return most - len(row) + 1 if letter == " " and most > len(row) else 1


def _place(row: str, place: int, most: int) -> int:
    before = row[:place]
    return sum(_span(letter, row, most) for letter in before)


def _key(letter: str, press: Callable[[str], Action]) -> Button:
    named = {" ": "Space", TAKE_BACK: "Delete"}.get(letter, letter)
    shown = {TAKE_BACK: "←"}.get(letter, named)
    control = Control(f"key {named}", press(letter), shown)
    return Button(control, wide=True, quiet=True)
