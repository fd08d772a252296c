"""What happened in a run: how it ended, what could be expected of it, and how it went between the two."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from simulator.model.events import HowEnded
from simulator.seen import DebriefView, KeptBeside, Named
from simulator.station.blocks import Block, Card, Chip, Chips, Column, Marked, Words, label
from simulator.station.screens.chart import Course, Curve
from simulator.station.screens.dialogue import line_blocks
from simulator.station.theme import BODY, HEADING, SMALL, STRONG, Fill, Tone
from simulator.wording import HOW_IT_ENDED, HOW_IT_WENT, set_off_told

PROVED = "The worth, of 100, that a good officer who is only human would reach from there; by proof."
ESTIMATED = "The worth, of 100, that a good officer who is only human would reach from there; estimated by simulation."
CURVES: Mapping[str, tuple[str, Tone, bool]] = {
    "tension": ("Tension", Tone.BAD, True),
    "rapport": ("Trust", Tone.GOOD, False),
}


def what_happened(debrief: DebriefView, kept: KeptBeside) -> Iterator[Block]:
    """The description."""
    yield from map(_flag, debrief.flags)
    if words := set_off_told(debrief.injects):
        yield Card(Marked("note", Words(words, BODY)), fill=Fill.RAISED, accent=Tone.ACCENT)
    yield Card(Column([*_how_it_ended(debrief, kept)], 8))
    yield from _outlook(debrief)
    if debrief.moments:
        yield Card(Column([label("How it went between you"), _course(debrief)], 14))


def _flag(flag: Named) -> Block:
    words = Column([Words(f"Review with a trainer: {flag.label}", STRONG), Words(flag.why, BODY)], 4)
    return Card(Marked("flag", words, Tone.BAD), fill=Fill.RAISED, accent=Tone.BAD)


def _how_it_ended(debrief: DebriefView, kept: KeptBeside) -> Iterator[Block]:
    if debrief.how is HowEnded.STOPPED:
        yield Marked("calm", Words("You stopped this run. It is not scored.", BODY), Tone.GOOD)
    elif debrief.how is HowEnded.STUCK:
        yield Marked("warning", Words("This call ended by a mistake of its author. It is not scored.", BODY))
    elif debrief.kind:
        yield label("How it ended")
        yield Words(debrief.ending, HEADING)
        ended = HOW_IT_ENDED[debrief.kind]
        chips = [Chip("check" if debrief.kind.peaceful else "flag", ended, Tone.ACCENT)]
        chips.append(Chip("level", f"{debrief.worth} of 100 on the scale of endings"))
        if kept.own:
            chips.append(Chip("officer", f"You said: {HOW_IT_WENT[kept.own - 1]}"))
        yield Chips(chips)
    yield from line_blocks(debrief.ended_with)


def _outlook(debrief: DebriefView) -> Iterator[Block]:
    """What could be expected of the call, before the first decision and after each."""
    moments = debrief.moments
    known = [each.outlook_after for each in moments if each.outlook_after is not None]
    if moments and moments[0].outlook is not None and len(known) == len(moments):
        values = tuple(round(value) for value in (moments[0].outlook, *known))
        words = ESTIMATED if debrief.estimated else PROVED
        curve = Course([Curve("Outlook", Tone.ACCENT, values, mattered=debrief.mattered)])
        yield Card(Column([label("What could be expected"), Words(words, SMALL, Tone.SOFT), curve], 12))


def _course(debrief: DebriefView) -> Block:
    moments = debrief.moments
    curves = [
        Curve(name, tone, (moments[0].before[meter], *(each.after[meter] for each in moments)), is_round)
        for meter, (name, tone, is_round) in CURVES.items()
        if meter in moments[0].before
    ]
    return Course(curves) if curves else Words("This call has no meters to draw.", SMALL, Tone.SOFT)
