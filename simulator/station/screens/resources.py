"""Where to turn: the private, local resources that the agency has filled in. Always reachable, and noted nowhere."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from scoring.wellness.support import Resource, Support
from simulator.station.actions import Action
from simulator.station.blocks import Block, Card, Column, Marked, Words
from simulator.station.buttons import Button
from simulator.station.canvas import Canvas, Control, Verb
from simulator.station.screens.page import heading, paint_page
from simulator.station.theme import BODY, HEADING, SMALL, Fill, Tone

ANYWHERE = "In the United States: call or text 988 at any hour, and press 1 if you are a veteran."
NOBODY = "That you opened this page is noted nowhere."


@dataclass(frozen=True, slots=True)
class ResourcesScreen:
    """The page of resources; `back` is where it came from."""

    support: Support
    back: Action

    name = "resources"

    def paint(self, canvas: Canvas, now: float) -> None:
        canvas.fill(Fill.GROUND)
        back = Control("back", self.back, "Back", verbs=(Verb.STOP, Verb.BACK, Verb.YES, Verb.ONWARD))
        blocks = [
            *resource_blocks(self.support),
            Marked("lock", Words(NOBODY, SMALL, Tone.SOFT), Tone.SOFT, 18),
        ]
        paint_page(canvas, heading("Where you can turn"), blocks, [Button(back, "back", Verb.STOP)], 820, 16)


def resource_blocks(support: Support) -> Iterator[Block]:
    """What the agency says, each resource, and what is there for everybody."""
    yield Words(support.words, BODY)
    yield from map(_resource, support.resources)
    yield Marked("call", Words(ANYWHERE, BODY), Tone.ACCENT, 20)


def _resource(its: Resource) -> Block:
    told = [Words(its.name, HEADING), Words(its.reach, BODY), Words(its.private, SMALL, Tone.SOFT)]
    return Card(Column(told, 4), pad=16)
