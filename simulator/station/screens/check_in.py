"""A check-in: its questions, a page of sliders or one question at a time, and what may be passed over with one key."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace

from scoring.wellness.checkin import CheckIn, Occasion
from scoring.wellness.instruments import Instrument, Item, Outcome
from scoring.wellness.support import Support
from simulator.station.blocks import Block, Card, Column, Marked, Numbered, Words, label
from simulator.station.buttons import Button
from simulator.station.canvas import Canvas, Control, Role, Verb
from simulator.station.entry_actions import Give, PassOver, TurnPage
from simulator.station.screens.page import heading, paint_page, section
from simulator.station.screens.resources import resource_blocks
from simulator.station.screens.slider import Slider
from simulator.station.theme import BODY, HEADING, LEAD, SMALL, Fill, Tone

ONLY_YOU = "Only you can read your answers, with your passphrase. You can pass this over: nothing is noted."
NOT_AGAIN = "Then nothing more is asked until you sign in again."
NOT_ENROLLED = "Nothing is kept before you have enrolled, under Wellness."
PRIVATE = "Nobody else sees this, and nobody is told."


@dataclass(frozen=True, slots=True)
class Question:
    """One question with the instrument it is of."""

    number: int  # within the check-in, from 0
    instrument: Instrument
    item: Item

    @property
    def is_gate(self) -> bool:
        """True if its answer decides whether the others are asked."""
        return self.item is self.instrument.gate


@dataclass(frozen=True, slots=True)
class CheckInScreen:
    """The page that is open, and what was answered so far."""

    check_in: CheckIn
    answers: Mapping[int, int] = field(default_factory=dict)
    page: int = 0

    @property
    def name(self) -> str:
        return f"check-in {self.check_in.title} {self.page}"

    def with_answer(self, question: int, value: int) -> CheckInScreen:
        """The same with this answered."""
        return replace(self, answers={**self.answers, question: value})

    @property
    def pages(self) -> list[list[Question]]:
        """Sliders stand together; any other question has a page for itself, if its gate lets it through."""
        asked = [each for each in questions_of(self.check_in) if self._is_asked(each)]
        sliders = [each for each in asked if each.instrument.is_slider]
        return ([sliders] if sliders else []) + [[each] for each in asked if not each.instrument.is_slider]

    def is_complete(self, instrument: Instrument) -> bool:
        """True if every question of it that is asked has an answer: half of one is worth nothing."""
        its = [each for each in questions_of(self.check_in) if each.instrument is instrument]
        return all(each.number in self.answers for each in its if self._is_asked(each))

    def _is_asked(self, question: Question) -> bool:
        gates = (
            each
            for each in questions_of(self.check_in)
            if each.instrument is question.instrument and each.is_gate
        )
        gate = next(gates, None)
        return gate is None or gate.number == question.number or self.answers.get(gate.number) == 1

    # ---- painting

    def paint(self, canvas: Canvas, now: float) -> None:
        canvas.fill(Fill.GROUND)
        page = self.pages[self.page]
        above = "Check-in" if len(self.pages) == 1 else f"Check-in · {self.page + 1} of {len(self.pages)}"
        paint_page(
            canvas,
            heading(self.check_in.title, above=above),
            list(self._blocks(page)),
            self._buttons(page),
            820,
            20,
        )

    def _buttons(self, page: Sequence[Question]) -> list[Button]:
        verbs = (Verb.STOP, Verb.BACK, Verb.ONWARD)
        is_untouched = page[0].instrument.is_slider and not self.answers
        skip = Control(
            "pass over", PassOver(), "Pass this over", verbs=(*verbs, Verb.YES) if is_untouched else verbs
        )
        over = Button(skip, "onward", Verb.YES if is_untouched else Verb.STOP)
        if not page[0].instrument.is_slider:
            return [over]
        ready = any(map(self.is_complete, self.check_in.instruments))
        done = Control("turn", TurnPage(), "Go on", verbs=() if is_untouched else (Verb.YES,), enabled=ready)
        return [Button(done, "check", "" if is_untouched else Verb.YES, primary=ready), over]

    def _blocks(self, page: Sequence[Question]) -> Iterator[Block]:
        promised = [ONLY_YOU, *([] if is_told(self.check_in.occasion) else [NOT_AGAIN]), NOT_ENROLLED]
        yield Marked("lock", Words(" ".join(promised), SMALL, Tone.SOFT), Tone.SOFT, 18)
        if page[0].instrument.is_slider:
            for at, each in enumerate(page):
                yield Slider(each.number, each.instrument, each.item, self.answers.get(each.number), at == 0)
            return
        question = page[0]
        if question.instrument.asks and not question.is_gate:
            yield Words(question.instrument.asks, BODY, Tone.SOFT)
        yield Words(question.item.text, LEAD)
        anchors = (
            [(0, "No"), (1, "Yes")]
            if question.is_gate
            else [(each.value, each.label) for each in question.instrument.anchors_of(question.item)]
        )
        yield Column(
            [_answer(question, at, value, words) for at, (value, words) in enumerate(anchors, 1)], 10
        )


def _answer(question: Question, key: int, value: int, words: str) -> Block:
    control = Control(
        f"answer {value}", Give(question.number, value), words, Role.CHOICE, number=key, first=key == 1
    )
    return Card(Numbered(key, Words(words, BODY)), control, pad=14, fill=Fill.RAISED, radius=10)


def questions_of(check_in: CheckIn) -> list[Question]:
    """All questions of a check-in, numbered."""
    pairs = [(instrument, item) for instrument in check_in.instruments for item in instrument.questions]
    return [Question(number, instrument, item) for number, (instrument, item) in enumerate(pairs)]


@dataclass(frozen=True, slots=True)
class OutcomeScreen:
    """What a screening came to, for the officer alone, with where one can turn where it reaches a line."""

    title: str
    outcomes: tuple[tuple[Instrument, Outcome], ...]
    support: Support

    name = "outcome"

    @property
    def reaches_a_line(self) -> bool:
        """True if help is to be named first."""
        return any(worth.at_line for _, worth in self.outcomes)

    def paint(self, canvas: Canvas, now: float) -> None:
        canvas.fill(Fill.GROUND)
        done = Control("turn", TurnPage(), "Done", verbs=(Verb.YES, Verb.ONWARD, Verb.STOP))
        head = heading(self.title, above="Check-in · only you see this")
        paint_page(
            canvas, head, list(self._blocks()), [Button(done, "check", Verb.YES, primary=True)], 820, 20
        )

    def _blocks(self) -> Iterator[Block]:
        yield Column([_outcome(instrument, worth) for instrument, worth in self.outcomes], 12)
        if self.reaches_a_line:
            yield section("Where you can turn", *resource_blocks(self.support))
        yield Marked("lock", Words(PRIVATE, BODY, Tone.SOFT), Tone.SOFT, 18)


def _outcome(instrument: Instrument, worth: Outcome) -> Block:
    figure = Words(f"{worth.score:g} of {instrument.span[1]} · {worth.band or 'no band'}", HEADING)
    told = [label(instrument.title), figure, Words(instrument.note, SMALL, Tone.SOFT)]
    return Card(Column(told, 4), accent=Tone.CAUTION if worth.at_line else None)


def is_told(occasion: Occasion) -> bool:
    """True where the officer is told at once what the answers came to: sliders speak for themselves."""
    return occasion in (Occasion.MONTHLY, Occasion.ASKED)
