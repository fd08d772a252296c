"""A slider: a question that is answered by a place on a line, by keys, by mouse, or by gamepad."""

from __future__ import annotations

from dataclasses import dataclass

from pygame import Rect

from scoring.wellness.instruments import Instrument, Item
from simulator.station.blocks import Words
from simulator.station.canvas import Canvas, Control, Role, Scale
from simulator.station.entry_actions import Give
from simulator.station.theme import SMALL, STRONG, Fill, Tone

KNOB = 13


@dataclass(frozen=True, slots=True)
class Slider:
    """One question; nothing is chosen for the officer, so that no answer is suggested."""

    number: int  # of the question
    instrument: Instrument
    item: Item
    value: int | None = None
    first: bool = False

    def height(self, canvas: Canvas, width: int) -> int:
        return self._asked().height(canvas, width) + canvas.px(50) + self._ends_height(canvas, width)

    def paint(self, canvas: Canvas, box: Rect) -> None:
        asked = self._asked()
        asked.paint(canvas, box)
        line = Rect(box.left + canvas.px(KNOB), 0, box.width - 2 * canvas.px(KNOB), canvas.px(8))
        line.centery = box.top + asked.height(canvas, box.width) + canvas.px(24)
        self._offer(canvas, box, line)
        canvas.panel(line, Fill.LIT, 4)
        if self.value is not None:
            self._paint_knob(canvas, line)
        if canvas.focus == self._id:
            canvas.ring(line.inflate(2 * canvas.px(KNOB), canvas.px(24)), 16)
        self._paint_ends(canvas, box, line.centery + canvas.px(25))

    @property
    def _id(self) -> str:
        return f"slider {self.number}"

    @property
    def _places(self) -> range:
        return range(self.instrument.low, self.instrument.high + 1, self.instrument.step)

    def _offer(self, canvas: Canvas, box: Rect, line: Rect) -> None:
        """The whole for keys and readers, and a place each for the mouse."""
        scale = Scale(
            self.instrument.low, self.instrument.high, self.instrument.step, self.value, self._giving
        )
        whole = Rect(box.left, line.top - canvas.px(16), box.width, line.height + canvas.px(32))
        name = self._asked().text
        canvas.offer(
            Control(self._id, scale.moved(0), name, Role.SLIDER, first=self.first, scale=scale), whole
        )
        wide = line.width / (len(self._places) - 1)
        for at, value in enumerate(self._places):
            left, right = line.left + round((at - 0.5) * wide), line.left + round((at + 0.5) * wide)
            place = Rect(left, whole.top, right - left, whole.height).clip(whole)
            canvas.offer(
                Control(f"{self._id} {value}", self._giving(value), str(value), focusable=False), place
            )

    def _giving(self, value: int) -> Give:
        return Give(self.number, value)

    def _paint_knob(self, canvas: Canvas, line: Rect) -> None:
        assert self.value is not None
        low, high = self.instrument.low, self.instrument.high
        x = line.left + round(line.width * (self.value - low) / (high - low))
        canvas.pill(Rect(line.left, line.top, max(canvas.px(8), x - line.left), line.height), Tone.ACCENT, 4)
        knob = Rect(0, 0, 2 * canvas.px(KNOB), 2 * canvas.px(KNOB))
        knob.center = x, line.centery
        canvas.pill(knob, Tone.ACCENT, KNOB)

    def _asked(self) -> Words:
        title = f"{self.item.title}: " if self.item.title else ""
        return Words(f"{title}{self.item.text}", STRONG)

    # ---- what the ends are called

    def _ends(self) -> tuple[Words, Words]:
        anchors = self.instrument.anchors_of(self.item)
        return Words(anchors[0].label, SMALL, Tone.SOFT), Words(anchors[-1].label, SMALL, Tone.SOFT)

    def _ends_height(self, canvas: Canvas, width: int) -> int:
        return max(each.height(canvas, width // 2 - canvas.px(8)) for each in self._ends())

    def _paint_ends(self, canvas: Canvas, box: Rect, top: int) -> None:
        half = box.width // 2 - canvas.px(8)
        left, right = self._ends()
        left.paint(canvas, Rect(box.left, top, half, box.height))
        lines = canvas.letters.lines(right.text, SMALL, half)
        y = top
        for line in lines:
            y = canvas.write([line], SMALL, Tone.SOFT, (box.right - canvas.letters.width(line, SMALL), y))
