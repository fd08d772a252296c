"""The field: what is typed, painted as it is or as dots; and keys on the screen for those who have no keyboard at hand."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from pygame import Rect

from simulator.station.actions import Action, Type
from simulator.station.blocks import Words
from simulator.station.canvas import Canvas, Control
from simulator.station.theme import BODY, HEADING, SMALL, STRONG, Fill, Style, Tone

DOT = "•"
TAKE_BACK, NOTHING = "\b", "\0"
PAD = ("123", "456", "789", f"{NOTHING}0{TAKE_BACK}")
LETTERS = ("1234567890", "qwertyuiop", "asdfghjkl-", "zxcvbnm.,'", f" {TAKE_BACK}")
NAMES = {" ": "Space", TAKE_BACK: "Delete"}
GAP = 8  # between keys


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
    """Keys on the screen, as wide as there is room for."""

    rows: Sequence[str] = PAD
    press: Callable[[str], Action] = Type
    high: float = 52  # of a key

    def height(self, canvas: Canvas, width: int) -> int:
        return len(self.rows) * (self._high(canvas) + canvas.px(GAP)) - canvas.px(GAP)

    def paint(self, canvas: Canvas, box: Rect) -> None:
        high, gap = self._high(canvas), canvas.px(GAP)
        most = max(map(len, self.rows))
        wide = (box.width + gap) / most
        for at, row in enumerate(self.rows):
            x, y = float(box.left), box.top + at * (high + gap)
            for letter in row:
                span = wide * _span(letter, row, most)
                if letter != NOTHING:
                    self._paint_key(canvas, Rect(round(x), y, round(span) - gap, high), letter)
                x += span

    def _high(self, canvas: Canvas) -> int:
        return max(canvas.px(self.high), canvas.letters.height(STRONG) + canvas.px(12))

    def _paint_key(self, canvas: Canvas, box: Rect, letter: str) -> None:
        name = NAMES.get(letter, letter)
        control = Control(f"key {name}", self.press(letter), name)
        canvas.panel(box, Fill.LIT if canvas.is_hot(control) else Fill.RAISED, 10, edge=True)
        canvas.offer(control, box)
        if letter == TAKE_BACK:
            size = canvas.em(22)
            canvas.icon("back", (box.centerx - size // 2, box.centery - size // 2), size, Tone.TEXT)
        else:
            line = canvas.letters.height(STRONG)
            Words(name, STRONG, middle=True).paint(
                canvas, Rect(box.left, box.centery - line // 2, box.width, line)
            )
        if canvas.focus == control.id:
            canvas.ring(box, 10)


def _span(letter: str, row: str, most: int) -> int:
    """The space bar is as long as its row lets it."""
    return most - len(row) + 1 if letter == " " else 1
