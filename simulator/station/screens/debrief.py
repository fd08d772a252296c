"""The debrief, in parts: what happened, the moments that mattered, every decision, how well, and what to think about."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from simulator.seen import ChoiceSeen, DebriefView, FigureSeen, Named, ProbeSeen
from simulator.model.events import HowEnded
from simulator.station.actions import GoHome, ShowOwnRun, ShowPart
from simulator.station.blocks import Block, Card, Chip, Chips, Column, Marked, Row, Rule, Words, label
from simulator.station.buttons import Button, Buttons
from simulator.station.canvas import Canvas, Control, Verb
from simulator.station.screens.chart import Course, Curve, QualityBar
from simulator.station.screens.decisions import decision_card
from simulator.station.screens.dialogue import line_block
from simulator.station.screens.ending import KINDS
from simulator.station.screens.page import paint_page, section
from simulator.station.screens.reaction import RATINGS
from simulator.station.theme import BODY, HEADING, LEAD, SMALL, STRONG, TITLE, Fill, Tone

UNPROVEN = (
    "Each choice is compared with the best of its own menu; what it costs in the end is not computed yet."
)
PROVED = "The worth, of 100, that a good officer who is only human would reach from there; by proof."
ESTIMATED = "The worth, of 100, that a good officer who is only human would reach from there; estimated by simulation."
CURVES: Mapping[str, tuple[str, Tone, bool]] = {
    "tension": ("Tension", Tone.BAD, True),
    "rapport": ("Trust", Tone.GOOD, False),
}


@dataclass(frozen=True, slots=True)
class DebriefScreen:
    """What can be learned from a run; `part` is the number of the part that is open, from 1."""

    debrief: DebriefView
    part: int = 1
    rating: int = 0  # the officer's own, before the key
    is_what_if: bool = False
    timing: str = ""  # how exactly the run's times were taken

    @property
    def name(self) -> str:
        return f"debrief {self.part} {self.is_what_if}"

    def paint(self, canvas: Canvas, now: float) -> None:
        canvas.fill(Fill.GROUND)
        parts = self._parts()
        blocks = list(parts.values())[min(self.part, len(parts)) - 1]
        above = "What if · an exercise, in no score" if self.is_what_if else "Debrief"
        title = Column([Words(above.upper(), SMALL, Tone.ACCENT), Words(self.debrief.title, TITLE)], 4)
        head = Column([title, Buttons([self._tab(n, each) for n, each in enumerate(parts, 1)])], 16)
        paint_page(canvas, head, blocks, self._buttons(), 960, 20)

    def _tab(self, number: int, name: str) -> Button:
        control = Control(f"part {number}", ShowPart(number), name, number=number)
        return Button(control, quiet=True, primary=number == self.part, key=str(number))

    def _buttons(self) -> list[Button]:
        home = Control("home", GoHome(), "Back to the calls", verbs=(Verb.STOP, Verb.BACK))
        if not self.is_what_if:
            return [Button(home, "home", Verb.STOP)]
        own = Control("own run", ShowOwnRun(), "Back to your own run", verbs=(Verb.YES,))
        return [Button(own, "back", Verb.YES, primary=True), Button(home, "home", Verb.STOP)]

    def _parts(self) -> Mapping[str, list[Block]]:
        """The parts that have something in them."""
        parts = {
            "What happened": list(self._what_happened()),
            "What mattered": list(self._what_mattered()),
            "Every decision": [
                decision_card(each, may_retry=not self.is_what_if) for each in self.debrief.moments
            ],
            "How well": list(self._how_well()),
            "To think about": list(self._to_think_about()),
        }
        return {name: blocks for name, blocks in parts.items() if blocks}

    # ---- what happened

    def _what_happened(self) -> Iterator[Block]:
        debrief = self.debrief
        yield from map(_flag, debrief.flags)
        yield Card(Column([*self._how_it_ended()], 8))
        yield from self._outlook()
        if debrief.moments:
            yield Card(Column([label("How it went between you"), self._course()], 14))
        if best := best_line(debrief):
            words = [label("Your best line"), Words(f"“{best.words}”", LEAD)]
            words += [Words(", ".join(each.label for each in best.shows), SMALL, Tone.SOFT)]
            yield Card(Marked("best", Column(words, 4), Tone.ACCENT))

    def _how_it_ended(self) -> Iterator[Block]:
        debrief = self.debrief
        if debrief.how is HowEnded.STOPPED:
            yield Marked("calm", Words("You stopped this run. It is not scored.", BODY), Tone.GOOD)
        elif debrief.how is HowEnded.STUCK:
            yield Marked(
                "warning", Words("This call ended by a mistake of its author. It is not scored.", BODY)
            )
        elif debrief.kind:
            yield label("How it ended")
            yield Words(debrief.ending, HEADING)
            chips = [Chip("check" if debrief.kind.peaceful else "flag", KINDS[debrief.kind], Tone.ACCENT)]
            chips.append(Chip("level", f"{debrief.worth} of 100 on the scale of endings"))
            if self.rating:
                chips.append(Chip("officer", f"You said: {RATINGS[self.rating - 1]}"))
            yield Chips(chips)
        yield from map(line_block, debrief.ended_with)

    def _outlook(self) -> Iterator[Block]:
        """What could be expected of the call, before the first decision and after each."""
        moments = self.debrief.moments
        known = [each.outlook_after for each in moments if each.outlook_after is not None]
        if moments and moments[0].outlook is not None and len(known) == len(moments):
            values = tuple(round(value) for value in (moments[0].outlook, *known))
            words = ESTIMATED if self.debrief.estimated else PROVED
            curve = Course([Curve("Outlook", Tone.ACCENT, values)])
            yield Card(Column([label("What could be expected"), Words(words, SMALL, Tone.SOFT), curve], 12))

    def _course(self) -> Block:
        moments = self.debrief.moments
        curves = [
            Curve(name, tone, (moments[0].before[meter], *(each.after[meter] for each in moments)), is_round)
            for meter, (name, tone, is_round) in CURVES.items()
            if meter in moments[0].before
        ]
        return Course(curves) if curves else Words("This call has no meters to draw.", SMALL, Tone.SOFT)

    # ---- what mattered, how well, and what to think about

    def _what_mattered(self) -> Iterator[Block]:
        for number in self.debrief.mattered:
            yield decision_card(self.debrief.moments[number - 1], may_retry=not self.is_what_if)

    def _how_well(self) -> Iterator[Block]:
        debrief = self.debrief
        shown = [figure for figure in debrief.figures if figure.quality is not None]
        if debrief.scored and shown:
            rows: list[Block] = [*map(_figure, shown)]
            if debrief.disrespect:
                rows += [Rule(), *map(_disrespect, debrief.disrespect)]
            if not debrief.proven:
                rows.append(Words(UNPROVEN, SMALL, Tone.SOFT))
            yield Card(Column(rows, 16))
        if debrief.probes:
            yield section("What you had seen", *map(_probe, debrief.probes))
        if self.timing and debrief.moments:
            yield Words(self.timing, SMALL, Tone.SOFT)

    def _to_think_about(self) -> Iterator[Block]:
        for question in self.debrief.questions:
            yield Card(Marked("question", Words(question, LEAD), Tone.ACCENT))
        if self.debrief.notes:
            yield section(
                "From the author to the trainer",
                *(Words(note, BODY, Tone.SOFT) for note in self.debrief.notes),
            )


def best_line(debrief: DebriefView) -> ChoiceSeen | None:
    """What the officer chose that showed most, if it showed anything good."""
    chosen = [moment.chosen for moment in debrief.moments]
    best = max(chosen, key=_shown, default=None)
    return best if best and _shown(best) > 0 else None


def _shown(choice: ChoiceSeen) -> int:
    return sum(each.value for each in choice.shows)


def _flag(flag: Named) -> Block:
    words = Column([Words(f"Review with a trainer: {flag.label}", STRONG), Words(flag.why, BODY)], 4)
    return Card(Marked("flag", words, Tone.BAD), fill=Fill.RAISED, accent=Tone.BAD)


def _figure(figure: FigureSeen) -> Block:
    """Choice quality in one dimension, with the decisions behind it."""
    assert figure.quality is not None
    many = "s" if figure.opportunities != 1 else ""
    counted = f"{figure.opportunities} opportunit{'ies' if many else 'y'}: decision{many} {_numbers(figure.decisions)}"
    words = Column([Words(figure.label, BODY), Words(counted, SMALL, Tone.SOFT)])
    return Row([words, QualityBar(figure.quality)], (5, 6), gap=20, narrowest=200)


def _disrespect(named: Named) -> Block:
    return Marked(
        "warning", Words(f"{named.label} (decision {_numbers(named.decisions)})", BODY), Tone.BAD, 18
    )


def _probe(probe: ProbeSeen) -> Block:
    icon, tone = ("check", Tone.GOOD) if probe.is_right else ("cross", Tone.BAD)
    answer = f"You said: {probe.answer}" + ("" if probe.is_right else f". It was: {probe.right}")
    return Card(Marked(icon, Column([Words(probe.ask, BODY), Words(answer, SMALL, Tone.SOFT)], 2), tone))


def _numbers(decisions: tuple[int, ...]) -> str:
    return ", ".join(map(str, decisions))
