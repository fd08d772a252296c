"""Decisions, seen afterward: what was said, what was chosen, what it did to the other, why, and what else was there."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from scoring.judged import Label
from simulator.seen import ChoiceSeen, MomentSeen
from simulator.station.actions import AskDispute, WhatIf
from simulator.station.blocks import Block, Card, Chip, Chips, Column, Marked, Row, Words, label
from simulator.station.buttons import Button, Buttons
from simulator.station.canvas import Control
from simulator.station.screens.dialogue import line_blocks
from simulator.station.theme import BODY, SMALL, STRONG, Fill, Tone
from simulator.wording import YOU, meter_called, moved_told, points_lost, promptness_told, signed

LABELS = {
    Label.BEST: ("best", Tone.GOOD),
    Label.SOUND: ("check", Tone.GOOD),
    Label.WEAK: ("down", Tone.CAUTION),
    Label.POOR: ("warning", Tone.BAD),
    Label.GRAVE: ("flag", Tone.BAD),
}
STEPS_TOLD = 4  # of a best line
WORTH_A_WORD = 0.5  # points lost


def decision_card(moment: MomentSeen, subject: str, may_retry: bool, may_dispute: bool) -> Block:
    """One decision, whole."""
    blocks = [_head(moment)]
    if moment.said:
        blocks.append(Column([*line_blocks(moment.said)], 8))
    blocks.append(_chosen(moment, subject))
    if moment.best_line and moment.loss is not None and moment.loss >= WORTH_A_WORD:
        steps = [
            Marked("onward", Words(words, SMALL), Tone.GOOD, 16) for words in moment.best_line[:STEPS_TOLD]
        ]
        blocks.append(Column([label("The best way on from here"), *steps], 6))
    others = [choice for choice in moment.choices if not choice.chosen]
    if others:
        title = "Also there" if len(others) > 1 else "The other way"
        blocks.append(Column([label(title, Tone.SOFT), *(_other(each, subject) for each in others)], 12))
    if buttons := _buttons(moment.number, may_retry, may_dispute):
        blocks.append(Buttons(buttons))
    return Card(Column(blocks, 14))


def _buttons(number: int, may_retry: bool, may_dispute: bool) -> list[Button]:
    retry = Control(f"what if {number}", WhatIf(number), "Try it differently from here")
    dispute = Control(f"dispute {number}", AskDispute(number), "The key is wrong here")
    offered = [(retry, "what_if", may_retry), (dispute, "question", may_dispute)]
    return [Button(control, icon, quiet=True) for control, icon, may in offered if may]


def _head(moment: MomentSeen) -> Block:
    quick = "" if moment.promptness is None else f", {promptness_told(moment.promptness)}"
    chips = [Chip("place", moment.place), Chip("time", f"after {moment.waited / 1000:.1f} s{quick}")]
    if moment.label:
        chips.append(_judged(moment.label, moment.loss or 0))
    chips.extend(_moved(moment.moved))
    return Column([Words(f"Decision {moment.number}", STRONG, Tone.ACCENT), Chips(chips)], 4)


def _judged(judged: Label, loss: float) -> Chip:
    icon, tone = LABELS[judged]
    lost = f", {points_lost(loss)}" if loss >= WORTH_A_WORD else ""
    return Chip(icon, judged.value.capitalize() + lost, tone)


def _moved(moved: Mapping[str, int]) -> list[Chip]:
    """What the meters did."""
    return [Chip("progress", f"{meter_called(name)} {signed(change)}") for name, change in moved.items()]


def _chosen(moment: MomentSeen, subject: str) -> Block:
    """What the officer did and meant, beside what the other heard and felt; then why."""
    choice = moment.chosen
    meant: list[Block] = [
        label(YOU[choice.kind]),
        Marked(choice.kind.value, Words(choice.words, STRONG), Tone.TEXT),
    ]
    if choice.shows:
        shown = ", ".join(f"{each.label} ({signed(each.value)})" for each in choice.shows)
        meant.append(Marked("showed", Words(shown, SMALL, Tone.SOFT), Tone.SOFT, 18))
    heard = [*_felt(choice, subject)]
    both: Block = (
        Row([Column(meant, 9), Column(heard, 9)], gap=28, narrowest=240) if heard else Column(meant, 9)
    )
    blocks: list[Block] = [both]
    if choice.why:
        blocks.append(Marked("why", Words(choice.why, BODY), Tone.ACCENT, 18))
    for flag in choice.flags:
        blocks.append(Marked("flag", Words(f"Review with a trainer: {flag}", BODY), Tone.BAD, 18))
    return Card(Column(blocks, 12), fill=Fill.RAISED, accent=Tone.ACCENT, pad=18)


def _felt(choice: ChoiceSeen, subject: str) -> Iterator[Block]:
    """What the other heard and felt."""
    for who, felt in choice.felt.items():
        if felt:
            yield label(f"{who or subject or 'The other'} heard and felt")
            yield Marked("felt", Words(f"“{felt}”", BODY), Tone.BAD, 18)


def _other(choice: ChoiceSeen, subject: str) -> Block:
    """A choice that was not taken, what it would have brought, and where it would have led."""
    words = choice.words if choice.open else f"{choice.words} (not open)"
    blocks: list[Block] = [Words(words, BODY, Tone.TEXT if choice.open else Tone.SOFT)]
    if choice.label and choice.loss is not None:
        blocks.append(Chips([_judged(choice.label, choice.loss)]))
    if choice.why:
        blocks.append(Words(choice.why, SMALL, Tone.SOFT))
    for who, felt in choice.felt.items():
        if felt:
            blocks.append(Words(f"{who or subject or 'The other'}: “{felt}”", SMALL))
    if led := " ".join(_led(choice)):
        blocks.append(Words(led, SMALL, Tone.SOFT))
    return Marked(choice.kind.value if choice.open else "lock", Column(blocks, 2), Tone.SOFT, 18)


def _led(choice: ChoiceSeen) -> Iterator[str]:
    """Where it would have led, in sentences."""
    if after := choice.after:
        if after.said:
            first = after.said[0]
            yield f"Next: {first.name}: “{first.text}”" if first.speaker else f"Next: {first.text}"
        if after.moved:
            yield f"{moved_told(after.moved).capitalize()}."
        if after.ending:
            yield f"There it would have ended: {after.ending}."
    if choice.outlook is not None:
        yield f"{choice.outlook:.0f} could be expected from there."
        if choice.leads_to and not (choice.after and choice.after.ending):
            yield f"Good play would most likely have led to “{choice.leads_to}”."
