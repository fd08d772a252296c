"""Decisions, seen afterward: what was said, what was chosen, what it did to the other, why, and what else was there."""

from __future__ import annotations

from collections.abc import Iterator

from scoring.judged import Label
from simulator.seen import ChoiceSeen, MomentSeen
from simulator.station.actions import WhatIf
from simulator.station.blocks import Block, Card, Chip, Chips, Column, Marked, Words, label
from simulator.station.buttons import Button
from simulator.station.canvas import Control
from simulator.station.screens.dialogue import line_block
from simulator.station.theme import BODY, SMALL, STRONG, Fill, Tone

LABELS = {
    Label.BEST: ("best", Tone.GOOD),
    Label.SOUND: ("check", Tone.GOOD),
    Label.WEAK: ("down", Tone.CAUTION),
    Label.POOR: ("warning", Tone.BAD),
    Label.GRAVE: ("flag", Tone.BAD),
}
STEPS_TOLD = 4  # of a best line
WORTH_A_WORD = 0.5  # points lost


def decision_card(moment: MomentSeen, *, may_retry: bool) -> Block:
    """One decision, whole."""
    blocks = [_head(moment)]
    if moment.said:
        blocks.append(Column([*map(line_block, moment.said)], 8))
    blocks.append(_chosen(moment))
    if moment.best_line and moment.loss is not None and moment.loss >= WORTH_A_WORD:
        line = [Words(words, SMALL) for words in moment.best_line[:STEPS_TOLD]]
        blocks.append(
            Column(
                [
                    label("The best way on from here"),
                    *(Marked("onward", each, Tone.GOOD, 16) for each in line),
                ],
                6,
            )
        )
    others = [choice for choice in moment.choices if not choice.chosen]
    if others:
        title = "Also there" if len(others) > 1 else "The other way"
        blocks.append(Column([label(title, Tone.SOFT), *map(_other, others)], 10))
    if may_retry:
        control = Control(f"what if {moment.number}", WhatIf(moment.number), "Try it differently from here")
        blocks.append(Button(control, "what_if", quiet=True))
    return Card(Column(blocks, 14))


def _head(moment: MomentSeen) -> Block:
    chips = [Chip("place", moment.place), Chip("time", f"after {moment.waited / 1000:.1f} s")]
    if moment.label:
        chips.append(_judged(moment.label, moment.loss or 0))
    chips.extend(_moved(moment))
    return Column([Words(f"Decision {moment.number}", STRONG, Tone.ACCENT), Chips(chips)], 4)


def _judged(judged: Label, loss: float) -> Chip:
    icon, tone = LABELS[judged]
    return Chip(
        icon, judged.value.capitalize() + (f", {loss:.0f} points lost" if loss >= WORTH_A_WORD else ""), tone
    )


def _moved(moment: MomentSeen) -> Iterator[Chip]:
    """What the meters did."""
    for meter, before in moment.before.items():
        if change := moment.after[meter] - before:
            yield Chip("progress", f"{meter.replace('_', ' ')} {change:+d}")


def _chosen(moment: MomentSeen) -> Block:
    choice = moment.chosen
    meant: list[Block] = [
        label("You chose"),
        Marked(choice.kind.value, Words(choice.words, STRONG), Tone.TEXT),
    ]
    meant += [Marked("felt", felt, Tone.BAD, 18) for felt in _felt(choice)]
    if choice.why:
        meant.append(Marked("why", Words(choice.why, BODY), Tone.ACCENT, 18))
    if choice.shows:
        shown = ", ".join(f"{each.label} ({each.value:+d})" for each in choice.shows)
        meant.append(Marked("showed", Words(shown, SMALL, Tone.SOFT), Tone.SOFT, 18))
    meant += [
        Marked("flag", Words(f"Review with a trainer: {flag}", BODY), Tone.BAD, 18) for flag in choice.flags
    ]
    return Card(Column(meant, 9), fill=Fill.RAISED, accent=Tone.ACCENT, pad=18)


def _felt(choice: ChoiceSeen) -> Iterator[Block]:
    """What the other heard and felt."""
    for who, felt in choice.felt.items():
        if felt:
            yield Words(f"{who}: “{felt}”" if who else f"“{felt}”", BODY)


def _other(choice: ChoiceSeen) -> Block:
    words = choice.words if choice.open else f"{choice.words} (not open)"
    blocks: list[Block] = [Words(words, BODY, Tone.TEXT if choice.open else Tone.SOFT)]
    if choice.label and choice.loss is not None:
        blocks.append(Chips([_judged(choice.label, choice.loss)]))
    if choice.why:
        blocks.append(Words(choice.why, SMALL, Tone.SOFT))
    return Marked(choice.kind.value if choice.open else "lock", Column(blocks, 2), Tone.SOFT, 18)
