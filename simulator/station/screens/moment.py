"""The moment: a place, who is in it, what was said, and what may be chosen while the time runs."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from enum import Enum

from pygame import Rect

from simulator.engine import Awaiting
from simulator.model.scenario import Milliseconds
from simulator.station.actions import AskStop, LookBack, Pause, Read, ShowEnding
from simulator.station.blocks import Block, Button, Column, Gap, Words
from simulator.station.canvas import Canvas, Control, Verb
from simulator.station.layout import elastic
from simulator.station.screens.dialogue import page_blocks
from simulator.station.screens.figures import paint_scenery, scenery_of
from simulator.station.screens.menu import Countdown, Meters, Passing, choice_cards
from simulator.station.screens.overlay import PAUSED, STOPPING, paint_backlog, paint_overlay, paint_probe
from simulator.station.theme import SMALL_BOLD, Fill, Tone
from simulator.station.told import Told
from simulator.views import View

WIDTHS = (0.46, 0.54, 0.64, 0.78, 0.955)  # of the window, for the panel: the first in which all fits
MARGIN = 28
PAD = 20
GAP = 10
COUNTS_EVERY = 0.1  # seconds between two looks of the countdown


class Over(Enum):
    """What lies over the moment."""

    NOTHING = "nothing"
    PAUSE = "pause"
    STOP = "stop"
    BACKLOG = "backlog"


@dataclass(frozen=True, slots=True)
class MomentScreen:
    """The run as it is told now."""

    told: Told
    over: Over = Over.NOTHING
    message: str = ""
    learning: bool = False  # the meters are shown
    passing: tuple[Milliseconds, float] | None = None  # a wait that passes now, and since when

    @property
    def name(self) -> str:
        view = self.told.view
        passing = "passing" if self.passing else ""
        return f"{view.moment} {view.awaiting.value} {len(self.told.said)} {self.over.value} {passing}"

    def paint(self, canvas: Canvas, now: float) -> None:
        view = self.told.view
        paint_scenery(canvas, scenery_of(self.told), now, view.meters.get("tension", 0))
        if self.over is Over.BACKLOG:
            paint_backlog(canvas, self.told.said)
        elif self.over is not Over.NOTHING:
            paint_overlay(canvas, PAUSED if self.over is Over.PAUSE else STOPPING)
        elif view.question:
            paint_probe(canvas, view.question)
        else:
            self._paint_open(canvas, now)

    def _paint_open(self, canvas: Canvas, now: float) -> None:
        bar = _Bar(_captioned(self.told.view, canvas.looks.captions))
        content = Column([*self._meters(), *page_blocks(self.told, self.message), *self._onward(now)], GAP)
        panel, countdown = self._panel(canvas, content, bar.height(canvas)), self._countdown(now)
        if countdown or self.passing:
            canvas.again(now + COUNTS_EVERY)
        if self.told.view.awaiting in (Awaiting.READING, Awaiting.NOTHING):
            anywhere = Control("anywhere", self._next, "Go on", focusable=False)
            canvas.offer(anywhere, canvas.box)
        self._paint_panel(canvas, panel, content, countdown)
        bar.paint(canvas)  # last, so that the focus comes to the choices first

    # ---- the panel

    def _panel(self, canvas: Canvas, content: Block, bar: int) -> Rect:
        margin, pad = canvas.px(MARGIN), canvas.px(PAD)
        room = canvas.box.height - bar - margin
        head = self._head(canvas)

        def needed(width: int) -> int:
            return content.height(canvas, width - 2 * pad) + head + 2 * pad

        width = elastic([int(canvas.box.width * share) for share in WIDTHS], room, needed)
        box = Rect(0, 0, width, min(room, needed(width)))
        box.bottomright = canvas.box.right - margin, canvas.box.bottom - margin
        return box

    def _head(self, canvas: Canvas) -> int:
        has_limit = self.told.view.time_limit is not None and not self.passing
        return Countdown.height(canvas) + canvas.px(GAP) if has_limit else 0

    def _countdown(self, now: float) -> Countdown | None:
        limit = self.told.view.time_limit
        return Countdown(limit, self.told.waited_at(now)) if limit and not self.passing else None

    def _paint_panel(self, canvas: Canvas, box: Rect, content: Block, countdown: Countdown | None) -> None:
        canvas.panel(box, Fill.PANEL, 16, canvas.looks.theme.glass)
        inner = box.inflate(-2 * canvas.px(PAD), -2 * canvas.px(PAD))
        if countdown:
            countdown.paint(canvas, Rect(inner.left, inner.top, inner.width, countdown.height(canvas)))
            head = self._head(canvas)
            inner.top, inner.height = inner.top + head, inner.height - head
        height = content.height(canvas, inner.width)
        side = canvas.px(12)  # room for the ring of the focus
        with canvas.rolls(inner.inflate(2 * side, 2 * side), height + 2 * side) as y:
            content.paint(canvas, Rect(inner.left, y + side, inner.width, height))

    def _meters(self) -> Sequence[Block]:
        return [Meters(self.told.view.meters)] if self.learning and self.told.view.meters else []

    def _onward(self, now: float) -> Sequence[Block]:
        """What stands below the lines: the way on, or the menu."""
        view = self.told.view
        if self.passing:
            wait, since = self.passing
            return [Gap(2), Passing(wait, now - since)]
        if view.awaiting is Awaiting.CHOICE:
            return [Gap(2), *choice_cards(view.menu)]
        words = "See how it ended" if view.ended else "Go on"
        go_on = Control("read", self._next, words, verbs=(Verb.ONWARD, Verb.YES))
        return [Gap(2), Button(go_on, "onward", Verb.ONWARD)]

    @property
    def _next(self) -> Read | ShowEnding:
        return ShowEnding() if self.told.view.ended else Read()


def _captioned(view: View, captions: bool) -> str:
    """Where this is, and what can be heard there."""
    return f"{view.place} · {view.sound.replace('_', ' ')}" if captions and view.sound else view.place


@dataclass(frozen=True, slots=True)
class _Bar:
    """The upper edge: where this is, pause and stop."""

    place: str

    def height(self, canvas: Canvas) -> int:
        return canvas.px(24) + max(
            self._words(canvas)[1], self._buttons()[0].height(canvas, canvas.box.width)
        )

    def paint(self, canvas: Canvas) -> None:
        canvas.shade_top(self.height(canvas) + canvas.px(30))
        top, x = canvas.px(12), canvas.box.right - canvas.px(MARGIN)
        for button in self._buttons():
            width = button.natural_width(canvas)
            x -= width
            button.paint(canvas, Rect(x, top, width, button.height(canvas, width)))
            x -= canvas.px(8)
        width, height = self._words(canvas)
        size, left = canvas.em(19), canvas.px(MARGIN)
        line = canvas.letters.height(SMALL_BOLD)
        written = canvas.letters.lines(self.place, SMALL_BOLD, width)
        longest = max(canvas.letters.width(each, SMALL_BOLD) for each in written)
        pad = canvas.px(7)
        sign = Rect(left - canvas.px(10), top, canvas.em(27) + longest + canvas.px(24), height + 2 * pad)
        canvas.panel(sign, Fill.PANEL, 10, canvas.looks.theme.glass)
        top += pad
        canvas.icon("place", (left, top + (line - size) // 2), size, Tone.ACCENT)
        Words(self.place, SMALL_BOLD).paint(canvas, Rect(left + canvas.em(27), top, width, height))

    def _buttons(self) -> tuple[Button, ...]:
        stop = Control("stop", AskStop(), "Stop", verbs=(Verb.STOP,))
        pause = Control("pause", Pause(), "Pause", verbs=(Verb.PAUSE,))
        said = Control("look_back", LookBack(), "What was said", verbs=(Verb.LOOK_BACK,))
        return (
            Button(stop, "stop", Verb.STOP, quiet=True),
            Button(pause, "pause", Verb.PAUSE, quiet=True),
            Button(said, "history", Verb.LOOK_BACK, quiet=True),
        )

    def _words(self, canvas: Canvas) -> tuple[int, int]:
        taken = sum(button.natural_width(canvas) for button in self._buttons()) + canvas.px(2 * MARGIN + 40)
        width = canvas.box.width - taken - canvas.em(27)
        return width, Words(self.place, SMALL_BOLD).height(canvas, width)
