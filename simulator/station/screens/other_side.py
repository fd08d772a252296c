"""The other side: the same call as the person met heard and felt it, with what the officer did to it below."""

from __future__ import annotations

from collections.abc import Iterator

from simulator.seen import DebriefView, MomentSeen
from simulator.station.blocks import Block, Card, Chip, Chips, Column, Marked, Words
from simulator.station.theme import LEAD, SMALL, Tone
from simulator.wording import YOU, meter_called, signed


def other_side(debrief: DebriefView) -> Iterator[Block]:
    """One card for each decision that was felt; nothing where no felt line is written."""
    felt = [moment for moment in debrief.moments if any(moment.chosen.felt.values())]
    if felt:
        name = debrief.subject or "the other person"
        yield Words(f"The same call, as {name} heard and felt it. Read it as if you stood there.", LEAD)
        yield from (_card(moment, debrief.subject) for moment in felt)


def _card(moment: MomentSeen, subject: str) -> Block:
    chosen = moment.chosen
    felt = [
        Words(f"{who}: “{words}”" if who and who != subject else f"“{words}”", LEAD)
        for who, words in chosen.felt.items()
        if words
    ]
    done = Words(f"{moment.number}. {YOU[chosen.kind]}: {chosen.words}", SMALL, Tone.SOFT)
    blocks: list[Block] = [*felt, done]
    moved = [
        Chip("progress", f"{meter_called(name)} {signed(change)}") for name, change in moment.moved.items()
    ]
    if moved:
        blocks.append(Chips(moved))
    return Card(Marked("felt", Column(blocks, 6), Tone.BAD))
