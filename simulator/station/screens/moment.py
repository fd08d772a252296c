"""The moment: a place, who is in it, what was said, and what may be chosen while the time runs."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from enum import Enum

from simulator.engine import Awaiting
from simulator.model.scenario import Milliseconds
from simulator.station.actions import Read, ShowEnding
from simulator.station.blocks import Block, Column, Gap
from simulator.station.buttons import Button
from simulator.station.canvas import Canvas, Control, Verb
from simulator.station.captions import captioned
from simulator.station.own_actions import ShowInjects
from simulator.station.screens.bar import Bar
from simulator.station.screens.dialogue import page_blocks
from simulator.station.screens.figures import paint_scenery, scenery_of
from simulator.station.screens.menu import Countdown, Meters, Passing, choice_cards
from simulator.station.screens.overlay import (
    PAUSED,
    STOPPING,
    paint_backlog,
    paint_injects,
    paint_overlay,
    paint_probe,
)
from simulator.station.screens.panel import SHAPES, Content, Shape, paint_panel
from simulator.station.told import Told

TRAINER = Control(
    "trainer", ShowInjects(), "For the trainer", verbs=(Verb.TRAINER,), focusable=False, aside=True
)
COUNTS_EVERY = 0.1  # seconds between two looks of the countdown


class Over(Enum):
    """What lies over the moment."""

    NOTHING = "nothing"
    PAUSE = "pause"
    STOP = "stop"
    BACKLOG = "backlog"
    INJECTS = "injects"


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
        paint_scenery(canvas, scenery_of(self.told), now, self.told.view.meters.get("tension", 0))
        self.paint_front(canvas, now)

    def paint_front(self, canvas: Canvas, now: float, shapes: Sequence[Shape] = SHAPES) -> None:
        """Everything that stands before the place and the people."""
        if self.over is Over.BACKLOG:
            paint_backlog(canvas, self.told.said)
        elif self.over is Over.INJECTS:
            paint_injects(canvas, self.told.view.injects)
        elif self.over is not Over.NOTHING:
            paint_overlay(canvas, PAUSED if self.over is Over.PAUSE else STOPPING)
        elif question := self.told.view.question:
            paint_probe(canvas, question)
        else:
            self._paint_open(canvas, now, shapes)

    def _paint_open(self, canvas: Canvas, now: float, shapes: Sequence[Shape]) -> None:
        view = self.told.view
        bar, countdown = Bar(captioned(view) if canvas.looks.captions else view.place), self._countdown(now)
        if countdown or self.passing:
            canvas.again(now + COUNTS_EVERY)
        if self.told.view.awaiting in (Awaiting.READING, Awaiting.NOTHING) and not self.passing:
            canvas.offer(Control("anywhere", self._next, "Go on", focusable=False), canvas.box)
        top = bar.height(canvas)
        paint_panel(canvas, top, countdown, lambda shape: self._content(shape, now), shapes)
        bar.paint(canvas)  # last, so that the focus comes to the choices first
        if self.told.view.injects and not self.passing:
            canvas.offer(TRAINER, bar.sign(canvas))

    # ---- the panel

    def _countdown(self, now: float) -> Countdown | None:
        limit = self.told.view.time_limit
        return Countdown(limit, self.told.waited_at(now)) if limit and not self.passing else None

    def _content(self, shape: Shape, now: float) -> Content:
        said = Column([*self._meters(), *page_blocks(self.told, self.message)], shape.gap)
        is_menu = self.told.view.awaiting is Awaiting.CHOICE
        return Content(said, Column(self._onward(shape, now), shape.gap), shape.gap, is_menu)

    def _meters(self) -> Sequence[Block]:
        return [Meters(self.told.view.meters)] if self.learning and self.told.view.meters else []

    def _onward(self, shape: Shape, now: float) -> Sequence[Block]:
        """What stands below the lines: the way on, or the menu."""
        view = self.told.view
        if self.passing:
            wait, since = self.passing
            return [Gap(2), Passing(wait, now - since)]
        if view.awaiting is Awaiting.CHOICE:
            return [Gap(2), *choice_cards(view.menu, shape.card_pad)]
        words = "See how it ended" if view.ended else "Go on"
        go_on = Control("read", self._next, words, verbs=(Verb.ONWARD, Verb.YES))
        return [Gap(2), Button(go_on, "onward", Verb.ONWARD)]

    @property
    def _next(self) -> Read | ShowEnding:
        return ShowEnding() if self.told.view.ended else Read()
