"""The debrief: every decision with what was open, what was chosen, what it did to the other, and why."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from scoring.judged import Label
from simulator.debrief import ChoiceSeen, DebriefView, FigureSeen, MomentSeen, Named, ProbeSeen
from simulator.model.events import HowEnded
from simulator.station.actions import GoHome
from simulator.station.blocks import Block, Button, Card, Chip, Chips, Column, Marked, Row, Rule, Words, label
from simulator.station.canvas import Canvas, Control, Verb
from simulator.station.screens.chart import QualityBar
from simulator.station.screens.dialogue import line_block
from simulator.station.screens.ending import KINDS
from simulator.station.screens.page import heading, paint_page, section
from simulator.station.theme import BODY, SMALL, STRONG, Fill, Tone

LABELS = {
    Label.BEST: ("best", Tone.GOOD),
    Label.SOUND: ("check", Tone.GOOD),
    Label.WEAK: ("down", Tone.CAUTION),
    Label.POOR: ("warning", Tone.BAD),
    Label.GRAVE: ("flag", Tone.BAD),
}
UNPROVEN = (
    "Each choice is compared with the best of its own menu; what it costs in the end is not computed yet."
)


@dataclass(frozen=True, slots=True)
class DebriefScreen:
    """What can be learned from the run."""

    debrief: DebriefView

    name = "debrief"

    def paint(self, canvas: Canvas, now: float) -> None:
        canvas.fill(Fill.GROUND)
        home = Control("home", GoHome(), "Back to the calls", verbs=(Verb.STOP, Verb.BACK, Verb.YES))
        buttons = [Button(home, "home", "Esc", primary=True)]
        head = heading(self.debrief.title, *self._how(), above="Debrief")
        paint_page(canvas, head, list(self._blocks()), buttons, 900, 22)

    def _how(self) -> Iterator[Chip]:
        debrief = self.debrief
        if debrief.how is HowEnded.STOPPED:
            yield Chip("calm", "Stopped, not scored")
        elif debrief.how is HowEnded.STUCK:
            yield Chip("warning", "Ended by a mistake in the scenario, not scored")
        elif debrief.kind:
            yield Chip(
                "check" if debrief.kind.peaceful else "flag", f"{debrief.ending} · {KINDS[debrief.kind]}"
            )
            yield Chip("level", f"{debrief.worth} of 100 on the scale of endings")

    def _blocks(self) -> Iterator[Block]:
        debrief = self.debrief
        yield from map(_flag, debrief.flags)
        if debrief.ended_with:
            yield Card(Column([label("How it ended"), *map(line_block, debrief.ended_with)], 8))
        if debrief.moments:
            yield section("Your decisions", *[Column([moment_card(each)]) for each in debrief.moments])
        if debrief.scored and any(figure.quality is not None for figure in debrief.figures):
            yield self._figures()
        if debrief.probes:
            yield section("What you had seen", *map(_probe, debrief.probes))
        if debrief.questions:
            asked = [Marked("question", Words(each), Tone.ACCENT) for each in debrief.questions]
            yield section("To think about", Card(Column(asked, 10)))

    def _figures(self) -> Block:
        shown = [figure for figure in self.debrief.figures if figure.quality is not None]
        blocks: list[Block] = [figure_row(figure) for figure in shown]
        if self.debrief.disrespect:
            blocks += [Rule(), *map(_disrespect, self.debrief.disrespect)]
        if not self.debrief.proven:
            blocks.append(Words(UNPROVEN, SMALL, Tone.SOFT))
        return section("How well you chose", Card(Column(blocks, 14)))


def moment_card(moment: MomentSeen) -> Block:
    """One decision."""
    return Card(Column(list(_moment(moment)), 12))


def _moment(moment: MomentSeen) -> Iterator[Block]:
    chips = [Chip("place", moment.place), Chip("time", f"after {moment.waited / 1000:.1f} s")]
    if moment.label:
        icon, tone = LABELS[moment.label]
        lost = f", {moment.loss:.0f} points lost" if moment.loss and moment.loss >= 0.5 else ""
        chips.append(Chip(icon, f"{moment.label.value.capitalize()}{lost}", tone))
    yield Column([Words(f"Moment {moment.number}", STRONG, Tone.ACCENT), Chips(chips)], 4)
    if moment.said:
        yield Column([*map(line_block, moment.said)], 8)
    yield chosen_block(moment.chosen)
    others = [choice for choice in moment.choices if not choice.chosen]
    if others:
        yield Column(
            [label("Also there" if len(others) > 1 else "The other way", Tone.SOFT), *map(_other, others)], 10
        )


def chosen_block(choice: ChoiceSeen) -> Block:
    """What was chosen, what it did, and why that matters."""
    blocks: list[Block] = [Marked(choice.kind.value, Words(choice.words, STRONG), Tone.TEXT)]
    for who, felt in choice.felt.items():
        if felt:
            name = f"{who}: " if who else ""
            blocks.append(Marked("felt", Words(f"{name}“{felt}”", BODY), Tone.BAD, 18))
    if choice.why:
        blocks.append(Marked("why", Words(choice.why, BODY), Tone.ACCENT, 18))
    if choice.shows:
        shown = ", ".join(f"{each.label} ({each.value:+d})" for each in choice.shows)
        blocks.append(Marked("showed", Words(shown, SMALL, Tone.SOFT), Tone.SOFT, 18))
    return Card(Column([label("You chose"), *blocks], 8), fill=Fill.RAISED, accent=Tone.ACCENT, pad=18)


def _other(choice: ChoiceSeen) -> Block:
    words = choice.words if choice.open else f"{choice.words} (not open)"
    blocks: list[Block] = [Words(words, BODY, Tone.TEXT if choice.open else Tone.SOFT)]
    if choice.why:
        blocks.append(Words(choice.why, SMALL, Tone.SOFT))
    return Marked(choice.kind.value if choice.open else "lock", Column(blocks, 2), Tone.SOFT, 18)


def _flag(flag: Named) -> Block:
    words = Column([Words(f"Review with a trainer: {flag.label}", STRONG), Words(flag.why, BODY)], 4)
    return Card(Marked("flag", words, Tone.BAD), fill=Fill.RAISED, accent=Tone.BAD)


def figure_row(figure: FigureSeen) -> Block:
    """Choice quality in one dimension, with the moments behind it."""
    assert figure.quality is not None
    counted = f"{figure.opportunities} moment{'s' if figure.opportunities != 1 else ''}: {numbers(figure.decisions)}"
    words = Column([Words(figure.label, BODY), Words(counted, SMALL, Tone.SOFT)])
    return Row([words, QualityBar(figure.quality)], (5, 6), gap=20, narrowest=200)


def _disrespect(named: Named) -> Block:
    return Marked("warning", Words(f"{named.label} (moment {numbers(named.decisions)})", BODY), Tone.BAD, 18)


def _probe(probe: ProbeSeen) -> Block:
    icon, tone = ("check", Tone.GOOD) if probe.is_right else ("cross", Tone.BAD)
    answer = f"You said: {probe.answer}" + ("" if probe.is_right else f" It was: {probe.right}")
    return Card(Marked(icon, Column([Words(probe.ask, BODY), Words(answer, SMALL, Tone.SOFT)], 2), tone))


def numbers(moments: tuple[int, ...]) -> str:
    """The numbers of moments, in words."""
    return ", ".join(map(str, moments))
