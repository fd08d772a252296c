"""The debrief, in parts: what happened, what mattered, every decision, the other side, how well, and what to take along."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from simulator.seen import NOTHING_BESIDE, DebriefView, KeptBeside
from simulator.station.actions import GoHome, KeepPage, KeepStory, ShowChanged, ShowOwnRun, ShowPart
from simulator.station.blocks import Block, Card, Column, Marked, Words
from simulator.station.buttons import Button, Buttons
from simulator.station.canvas import Canvas, Control, Verb
from simulator.station.screens.decisions import decision_card
from simulator.station.screens.happened import what_happened
from simulator.station.screens.library import notice
from simulator.station.screens.other_side import other_side
from simulator.station.screens.page import paint_page
from simulator.station.screens.taken_along import for_the_trainer, taken_along
from simulator.station.screens.well import how_well
from simulator.station.theme import LEAD, SMALL, TITLE, Fill, Tone

EVEN = "No decision stands out: none of them cost more than another."
LATER = (
    "What each choice cost is being worked out. The decisions that mattered most come here when it is there."
)


@dataclass(frozen=True, slots=True)
class Offered:
    """What the officer may do here beside reading."""

    page: bool = False  # keep the debrief as a page
    story: bool = False
    dispute: bool = False
    notes: bool = False  # read the author's notes to trainers
    changes: bool = False  # see what the run did to the estimates
    own_run: bool = False  # go back to the run that this what-if departs from


@dataclass(frozen=True, slots=True)
class DebriefScreen:
    """What can be learned from a run; `part` is the number of the part that is open, from 1."""

    debrief: DebriefView
    part: int = 1
    kept: KeptBeside = NOTHING_BESIDE
    is_what_if: bool = False
    offered: Offered = Offered()
    timing: str = ""  # how exactly the run's times were taken
    message: str = ""

    @property
    def name(self) -> str:
        return f"debrief {self.part} {self.is_what_if}"

    def paint(self, canvas: Canvas, now: float) -> None:
        canvas.fill(Fill.GROUND)
        parts = self._parts()
        blocks = list(parts.values())[min(self.part, len(parts)) - 1]
        if self.message:
            blocks = [notice(self.message), *blocks]
        above = "What if · an exercise, in no score" if self.is_what_if else "Debrief"
        title = Column([Words(above.upper(), SMALL, Tone.ACCENT), Words(self.debrief.title, TITLE)], 4)
        head = Column([title, Buttons([self._tab(n, each) for n, each in enumerate(parts, 1)])], 16)
        paint_page(canvas, head, blocks, self._buttons(), 1060, 20)

    def _tab(self, number: int, name: str) -> Button:
        control = Control(f"part {number}", ShowPart(number), name, number=number)
        return Button(control, quiet=True, primary=number == self.part, key=str(number))

    def _buttons(self) -> list[Button]:
        buttons = []
        if self.offered.own_run:
            own = Control("own run", ShowOwnRun(), "Back to your own run", verbs=(Verb.YES,))
            buttons.append(Button(own, "back", Verb.YES, primary=True))
        home = Control("home", GoHome(), "Back to the calls", verbs=(Verb.STOP, Verb.BACK))
        buttons.append(Button(home, "home", Verb.STOP))
        if self.offered.changes:
            changed = Control("changed", ShowChanged(), "What this run changed", verbs=(Verb.YES,))
            buttons.append(Button(changed, "progress", Verb.YES))
        if self.offered.page:
            buttons.append(Button(Control("keep page", KeepPage(), "Keep as a page"), "keep"))
        if self.offered.story:
            buttons.append(Button(Control("keep story", KeepStory(), "Keep the story"), "note"))
        return buttons

    def _parts(self) -> Mapping[str, list[Block]]:
        """The parts that have something in them, in the order of a good talk (PEARLS)."""
        debrief, moments = self.debrief, self.debrief.moments
        may_retry, may_dispute = not self.is_what_if, self.offered.dispute
        cards = [decision_card(each, debrief.subject, may_retry, may_dispute) for each in moments]
        parts = {
            "What happened": list(what_happened(debrief, self.kept)),
            "What mattered": [cards[number - 1] for number in debrief.mattered] or _nothing_yet(debrief),
            "Decisions": cards,
            "Other side": list(other_side(debrief)),
            "How well": list(how_well(debrief, self.kept, self.timing)),
            "Take along": list(taken_along(debrief, self.kept)),
            "For the trainer": list(for_the_trainer(debrief)) if self.offered.notes else [],
        }
        return {name: blocks for name, blocks in parts.items() if blocks}


def _nothing_yet(debrief: DebriefView) -> list[Block]:
    """Why no decision stands out; the part is there all the same, so that the numbers of the others stay."""
    if not debrief.scored:
        return []
    return [
        Card(Marked("check" if debrief.proven else "time", Words(EVEN if debrief.proven else LATER, LEAD)))
    ]
