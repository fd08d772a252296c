"""The menu: choices with their key, kind and words, and the time that is left for them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from pygame import Rect

from simulator.model.scenario import ChoiceKind, MeterName, Milliseconds
from simulator.station.actions import Choose
from simulator.station.blocks import Block, Chip, Chips, Column, Words
from simulator.station.canvas import Canvas, Control, Role
from simulator.station.captions import PULSE, caption
from simulator.station.theme import BODY, LABEL, SMALL, SMALL_BOLD, STRONG, Fill, Tone
from simulator.views import MenuEntry

KIND_WORDS = {
    ChoiceKind.SAY: "Say",
    ChoiceKind.ACT: "Do",
    ChoiceKind.RADIO: "Radio",
    ChoiceKind.WAIT: "Wait",
}
NEARLY_OUT: Milliseconds = 5000
PASSES_FOR = 2.0  # seconds at most for which a wait is seen to pass


def choice_cards(menu: Sequence[MenuEntry], pad: float) -> list[Block]:
    """The menu's choices, each with so much room above and below its words."""
    return [ChoiceCard(entry, number, pad) for number, entry in enumerate(menu, 1)]


@dataclass(frozen=True, slots=True)
class ChoiceCard:
    """One choice: the key, what kind of act it is by icon and word, and its words."""

    entry: MenuEntry
    number: int
    pad: float = 10

    def height(self, canvas: Canvas, width: int) -> int:
        words = self._words().height(canvas, width - self._left(canvas) - canvas.px(16))
        return max(words, self._kind_height(canvas)) + 2 * canvas.px(self.pad)

    def paint(self, canvas: Canvas, box: Rect) -> None:
        control = self._control()
        hot = canvas.is_hot(control)
        canvas.panel(box, Fill.LIT if hot else Fill.RAISED, 10, edge=True)
        canvas.offer(control, box)
        self._paint_number(canvas, box)
        self._paint_kind(canvas, box)
        left = self._left(canvas)
        words = self._words()
        inner = Rect(box.left + left, box.top, box.width - left - canvas.px(16), box.height)
        height = words.height(canvas, inner.width)
        words.paint(canvas, Rect(inner.left, box.top + (box.height - height) // 2, inner.width, height))
        if canvas.focus == control.id:
            canvas.ring(box, 10)

    def _control(self) -> Control:
        entry = self.entry
        name = f"{self._kind_word}: {entry.words}" + (f" ({entry.reason})" if entry.reason else "")
        return Control(
            f"choice {entry.choice}",
            Choose(entry.choice),
            name,
            Role.CHOICE,
            number=self.number,
            enabled=entry.open,
        )

    @property
    def _kind_word(self) -> str:
        return KIND_WORDS[self.entry.kind]

    def _words(self) -> Block:
        if self.entry.open:
            return Words(self.entry.words, BODY)
        closed = [Words(self.entry.words, BODY, Tone.SOFT)]
        return Column(
            [*closed, Words(self.entry.reason, SMALL, Tone.CAUTION)] if self.entry.reason else closed
        )

    def _paint_number(self, canvas: Canvas, box: Rect) -> None:
        number = str(self.number)
        width, height = canvas.letters.width(number, STRONG), canvas.letters.height(STRONG)
        x = box.left + canvas.px(12) + (canvas.em(18) - width) // 2
        tone = Tone.ACCENT if self.entry.open else Tone.SOFT
        canvas.write([number], STRONG, tone, (x, box.top + (box.height - height) // 2))

    def _paint_kind(self, canvas: Canvas, box: Rect) -> None:
        size, line = canvas.em(20), canvas.letters.height(LABEL)
        left, width = box.left + canvas.px(12) + canvas.em(24), self._kind_width(canvas)
        top = box.top + (box.height - size - line) // 2
        icon = self.entry.kind.value if self.entry.open else "lock"
        canvas.icon(icon, (left + (width - size) // 2, top), size, Tone.SOFT)
        word = self._kind_word
        x = left + (width - canvas.letters.width(word, LABEL)) // 2
        canvas.write([word], LABEL, Tone.SOFT, (x, top + size))

    def _kind_height(self, canvas: Canvas) -> int:
        return canvas.em(20) + canvas.letters.height(LABEL)

    def _kind_width(self, canvas: Canvas) -> int:
        return max(canvas.letters.width(word, LABEL) for word in KIND_WORDS.values())

    def _left(self, canvas: Canvas) -> int:
        return canvas.px(12) + canvas.em(24) + self._kind_width(canvas) + canvas.px(16)


@dataclass(frozen=True, slots=True)
class Countdown:
    """The time that is left, as a bar that gets shorter and as seconds in words; near the end the bar gets higher too."""

    limit: Milliseconds
    waited: Milliseconds

    @staticmethod
    def height(canvas: Canvas) -> int:
        return max(canvas.letters.height(SMALL_BOLD), canvas.em(20))

    @property
    def left(self) -> Milliseconds:
        """How long there is still."""
        return max(0, self.limit - self.waited)

    def paint(self, canvas: Canvas, box: Rect) -> None:
        nearly_out = self.left <= NEARLY_OUT
        tone = Tone.BAD if nearly_out else Tone.ACCENT
        words = f"{-(-self.left // 1000)} s"
        if nearly_out and canvas.looks.captions:
            words = f"{caption(PULSE)} · {words}"
        room = canvas.letters.width(max(words, "000 s", key=len), SMALL_BOLD) + canvas.px(8)
        size = canvas.em(20)
        canvas.icon("warning" if nearly_out else "time", (box.left, box.centery - size // 2), size, tone)
        x = box.right - canvas.letters.width(words, SMALL_BOLD)
        canvas.write([words], SMALL_BOLD, tone, (x, box.centery - canvas.letters.height(SMALL_BOLD) // 2))
        track = Rect(box.left + size + canvas.px(10), 0, box.width - size - canvas.px(10) - room, 0)
        track.height = canvas.px(12 if nearly_out else 7)
        track.centery = box.centery
        canvas.panel(track, Fill.LINE, 6)
        track.width = round(track.width * self.left / self.limit)
        if track.width > track.height:
            canvas.pill(track, tone)


@dataclass(frozen=True, slots=True)
class Passing:
    """A wait that passes: seconds in words, and a bar that grows."""

    wait: Milliseconds
    since: float

    def height(self, canvas: Canvas, width: int) -> int:
        return canvas.letters.height(BODY) + canvas.px(24)

    def paint(self, canvas: Canvas, box: Rect) -> None:
        size = canvas.em(20)
        line = canvas.letters.height(BODY)
        canvas.icon("wait", (box.left, box.top + (line - size) // 2), size, Tone.ACCENT)
        words = f"{self.wait // 1000} seconds pass."
        canvas.write([words], BODY, Tone.TEXT, (box.left + size + canvas.px(10), box.top))
        track = Rect(box.left, box.top + line + canvas.px(10), box.width, canvas.px(7))
        canvas.panel(track, Fill.LINE, 6)
        track.width = round(track.width * min(1.0, self.since / min(self.wait / 1000, PASSES_FOR)))
        if track.width > track.height:
            canvas.pill(track, Tone.ACCENT)


@dataclass(frozen=True, slots=True)
class Meters:
    """The meters as they stand, for learning how they move."""

    values: Mapping[MeterName, int]

    def height(self, canvas: Canvas, width: int) -> int:
        return self._chips().height(canvas, width)

    def paint(self, canvas: Canvas, box: Rect) -> None:
        self._chips().paint(canvas, box)

    def _chips(self) -> Chips:
        return Chips(
            [Chip("progress", f"{name.replace('_', ' ')} {value}") for name, value in self.values.items()]
        )
