"""Still there? A kiosk's minute of warning before it signs out."""

from __future__ import annotations

from dataclasses import dataclass
from math import ceil

from pygame import Rect

from simulator.station.blocks import Column, Words
from simulator.station.buttons import Button
from simulator.station.canvas import Canvas, Control, Verb
from simulator.station.entry_actions import SignOut, StillHere
from simulator.station.screens.page import heading, paint_page
from simulator.station.theme import FIGURE, LEAD, Fill, Tone


@dataclass(frozen=True, slots=True)
class StillThere:
    """Counts down to the time (seconds, monotonic) at which the seat is made free."""

    until: float
    warning: float  # seconds that it counts in all

    name = "still there"

    def paint(self, canvas: Canvas, now: float) -> None:
        canvas.fill(Fill.GROUND)
        left = max(0.0, self.until - now)
        words = Words(f"Signing out in {ceil(left)} s, so that nobody sees what is yours.", LEAD)
        kept = Words("A call that is open is kept exactly as it stands.", LEAD, Tone.SOFT)
        here = Control("here", StillHere(), "I am here", verbs=(Verb.YES, Verb.ONWARD, Verb.BACK))
        out = Control("sign out", SignOut(), "Sign out now", verbs=(Verb.STOP,))
        buttons = [Button(here, "check", Verb.YES, primary=True), Button(out, "leave", Verb.STOP)]
        paint_page(
            canvas,
            heading("Still there?"),
            [Column([words, kept], 6), Left(left / self.warning)],
            buttons,
            820,
            22,
        )
        canvas.again(now + 0.25)


@dataclass(frozen=True, slots=True)
class Left:
    """A bar that gets shorter."""

    share: float

    def height(self, canvas: Canvas, width: int) -> int:
        return canvas.letters.height(FIGURE)

    def paint(self, canvas: Canvas, box: Rect) -> None:
        line = Rect(box.left, box.top + canvas.px(8), box.width, canvas.px(12))
        canvas.panel(line, Fill.LIT, 6)
        line.width = max(canvas.px(12), round(line.width * min(1.0, self.share)))
        canvas.pill(line, Tone.ACCENT, 6)
