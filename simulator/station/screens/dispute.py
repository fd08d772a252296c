"""The dispute: why the key is wrong at a decision, in a few words of the officer's own."""

from __future__ import annotations

from dataclasses import dataclass, replace

from simulator.seen import MomentSeen
from simulator.station.actions import DropDispute, KeepDispute
from simulator.station.blocks import Block, Card, Column, Marked, Words, label
from simulator.station.buttons import Button
from simulator.station.canvas import Canvas, Control, Verb
from simulator.station.field import LETTERS, Field, Keyboard
from simulator.station.screens.page import heading, paint_page
from simulator.station.theme import BODY, SMALL, STRONG, Fill, Tone

ASK = "Why is the key wrong here? A few words will do."
READ_BY = "The author of the call reads it. It changes no score by itself; it is sealed, and goes with you if you are erased."


@dataclass(frozen=True, slots=True)
class DisputeScreen:
    """One decision, and a field for what speaks against its key."""

    moment: MomentSeen
    typed: str = ""
    message: str = ""

    name = "dispute"

    def with_typed(self, typed: str) -> DisputeScreen:
        """The same with this in its field."""
        return replace(self, typed=typed, message="")

    def paint(self, canvas: Canvas, now: float) -> None:
        canvas.fill(Fill.GROUND)
        chosen = self.moment.chosen
        keep = Control(
            "keep dispute", KeepDispute(), "Keep it", verbs=(Verb.YES,), enabled=bool(self.typed.strip())
        )
        drop = Control("drop dispute", DropDispute(), "Back to the debrief", verbs=(Verb.STOP,))
        what: list[Block] = [
            label("You chose"),
            Marked(chosen.kind.value, Words(chosen.words, STRONG), Tone.TEXT),
        ]
        if chosen.why:
            what.append(Marked("why", Words(chosen.why, BODY), Tone.ACCENT, 18))
        blocks: list[Block] = [
            Field(ASK, self.typed),
            Words(READ_BY, SMALL, Tone.SOFT),
            Card(Column(what, 9)),
        ]
        blocks.append(Keyboard(LETTERS))
        if self.message:
            blocks.insert(0, Marked("warning", Words(self.message, BODY), Tone.BAD))
        paint_page(
            canvas,
            heading(f"Decision {self.moment.number}", above="The key is wrong here"),
            blocks,
            [Button(keep, "keep", Verb.YES, primary=True), Button(drop, "back", Verb.STOP)],
            820,
        )
