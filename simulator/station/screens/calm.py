"""The calm screen: where the stop key leads, at once. No score, no reason asked, help named."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from pygame import Rect

from simulator.station.actions import GoHome, ShowDebrief
from simulator.station.blocks import Column, Gap, Words
from simulator.station.buttons import Button, Buttons
from simulator.station.canvas import Canvas, Control, Verb
from simulator.station.entry_actions import Wellbeing, Wish
from simulator.station.layout import centered
from simulator.station.theme import BODY, LEAD, TITLE, Fill, Tone

RESOURCES = (
    "If something from this call stays with you: talk to your peer support team or someone you trust. "
    "In the United States, call or text 988 at any hour."
)


@dataclass(frozen=True, slots=True)
class Calm:
    """The run was stopped."""

    resources: str = RESOURCES
    message: str = ""
    has_page: bool = False  # the agency's own resources can be shown

    name = "calm"

    @property
    def _turn(self) -> Sequence[Button]:
        """The way to the agency's own resources, where there is an agency."""
        turn = Control("resources", Wellbeing(Wish.RESOURCES), "Where I can turn")
        return [Button(turn, "call")] if self.has_page else []

    def paint(self, canvas: Canvas, now: float) -> None:
        canvas.fill(Fill.GROUND)
        home = Control("home", GoHome(), "Back to the calls", verbs=(Verb.ONWARD, Verb.YES))
        debrief = Control("debrief", ShowDebrief(), "Look at what was said", verbs=())
        column = Column(
            [
                Words("You stopped. That is always all right.", TITLE),
                Words("Nothing is scored, and nobody asks why.", LEAD, Tone.SOFT),
                Gap(8),
                Words(self.message or self.resources, BODY),
                Gap(12),
                Buttons([Button(home, "home", Verb.YES, primary=True), Button(debrief, "book"), *self._turn]),
            ],
            14,
        )
        width = min(canvas.em(720), canvas.box.width - 2 * canvas.px(40))
        height = column.height(canvas, width)
        if height > canvas.box.height - 2 * canvas.px(24):
            with canvas.rolls(canvas.box.inflate(0, -2 * canvas.px(16)), height + canvas.px(24)) as y:
                column.paint(canvas, Rect(canvas.px(40), y + canvas.px(12), width, height))
            return
        box = centered((width, height), canvas.box)
        size = canvas.px(44)
        if box.top > 2 * size:
            canvas.icon("calm", (box.left, box.top - size - canvas.px(20)), size, Tone.GOOD)
        column.paint(canvas, box)
