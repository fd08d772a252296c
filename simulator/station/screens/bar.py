"""The upper edge of a moment: where this is, what was said, pause and stop."""

from __future__ import annotations

from dataclasses import dataclass

from pygame import Rect

from simulator.station.actions import AskStop, LookBack, Pause
from simulator.station.blocks import Words
from simulator.station.buttons import Button
from simulator.station.canvas import Canvas, Control, Verb
from simulator.station.theme import SMALL_BOLD, Fill, Tone

MARGIN, PAD = 28, 7
MOST = 0.45  # of the window's width that buttons take with their words; beyond it they give them up for the place


@dataclass(frozen=True, slots=True)
class Bar:
    """The upper edge: where this is, pause and stop."""

    place: str

    def height(self, canvas: Canvas) -> int:
        return canvas.px(24) + max(
            self._words(canvas)[1], self._buttons(canvas)[0].height(canvas, canvas.box.width)
        )

    def paint(self, canvas: Canvas) -> None:
        canvas.shade_top(self.height(canvas) + canvas.px(30))
        top, x = canvas.px(12), canvas.box.right - canvas.px(MARGIN)
        for button in self._buttons(canvas):
            width = button.natural_width(canvas)
            x -= width
            button.paint(canvas, Rect(x, top, width, button.height(canvas, width)))
            x -= canvas.px(8)
        sign = self.sign(canvas)
        canvas.panel(sign, Fill.PANEL, 10, canvas.looks.theme.glass)
        (width, height), size, left = self._words(canvas), canvas.em(19), canvas.px(MARGIN)
        line, top = canvas.letters.height(SMALL_BOLD), sign.top + canvas.px(PAD)
        canvas.icon("place", (left, top + (line - size) // 2), size, Tone.ACCENT)
        Words(self.place, SMALL_BOLD).paint(canvas, Rect(left + canvas.em(27), top, width, height))

    def sign(self, canvas: Canvas) -> Rect:
        """What the place stands on, in the left corner."""
        width, height = self._words(canvas)
        written = canvas.letters.lines(self.place, SMALL_BOLD, width)
        longest = max(canvas.letters.width(each, SMALL_BOLD) for each in written)
        left, wide = canvas.px(MARGIN) - canvas.px(10), canvas.em(27) + longest + canvas.px(24)
        return Rect(left, canvas.px(12), wide, height + 2 * canvas.px(PAD))

    def _buttons(self, canvas: Canvas) -> tuple[Button, ...]:
        """With their words, unless large letters would leave the place too little room beside them."""
        buttons = _buttons(bare=False)
        wide = sum(button.natural_width(canvas) for button in buttons)
        return _buttons(bare=True) if wide > MOST * canvas.box.width else buttons

    def _words(self, canvas: Canvas) -> tuple[int, int]:
        taken = sum(button.natural_width(canvas) for button in self._buttons(canvas))
        width = canvas.box.width - taken - canvas.px(2 * MARGIN + 40) - canvas.em(27)
        return width, Words(self.place, SMALL_BOLD).height(canvas, width)


def _buttons(*, bare: bool) -> tuple[Button, ...]:
    stop = Control("stop", AskStop(), "Stop", verbs=(Verb.STOP,))
    pause = Control("pause", Pause(), "Pause", verbs=(Verb.PAUSE,))
    said = Control("look_back", LookBack(), "What was said", verbs=(Verb.LOOK_BACK,))
    return (
        Button(stop, "stop", Verb.STOP, quiet=True, bare=bare),
        Button(pause, "pause", Verb.PAUSE, quiet=True, bare=bare),
        Button(said, "history", Verb.LOOK_BACK, quiet=True, bare=bare),
    )
