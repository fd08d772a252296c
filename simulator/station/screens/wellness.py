"""Wellness: what is protected and what is not, enrolment, one's own trend once the passphrase was typed, and where to turn."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date

import pygame
from pygame import Rect

from scoring.wellness.checkin import CheckIn
from scoring.wellness.support import Support
from scoring.wellness.trend import Series, Shift, Trend, Week
from simulator.station.actions import GoHome
from simulator.station.blocks import Block, Card, Column, Marked, Row, Words, label
from simulator.station.buttons import Button, Buttons
from simulator.station.canvas import Canvas, Control, Verb
from simulator.station.entry_actions import ShowWellness, TakeCheckIn, Wellbeing, Wish
from simulator.station.screens.library import notice
from simulator.station.screens.page import heading, paint_page, section
from simulator.station.theme import BODY, FIGURE, LEAD, SMALL, STRONG, TITLE, Fill, Tone

TITLE_WORDS = "Wellness: only you can read this"
PROTECTED = (
    "Each answer is sealed the moment you sign out. Only your passphrase opens it; it is not your PIN, and nobody can"
    " look it up or set it back.",
    "Nobody can see whether you took part: every sign-out leaves an envelope of the same size, answered or empty.",
    "No trainer, supervisor or administrator sees an answer. It has nothing to do with fitness for duty and alerts nobody.",
)
UNPROTECTED = (
    "Who controls this computer while you type could read along.",
    "A court order, or pressure, for your passphrase, recovery code or an export.",
    "A passphrase that can be guessed: who has a copy of the file can try as long as they like.",
    "Without passphrase and recovery code your answers are lost, for you as for everybody.",
)
CODE = (
    "This is your recovery code. Write it down or take a photograph now, and keep it at home: it is shown once. With it"
    " you can set a new passphrase if you forget yours. Who has it can do that too. A code from before opens nothing any"
    " more."
)
WEEKS = 6
TOGETHER = "Beside each other does not mean because of each other."


@dataclass(frozen=True, slots=True)
class WellnessScreen:
    """The way in: nothing of the officer's is shown here."""

    on_demand: tuple[tuple[int, CheckIn], ...] = ()  # with their numbers
    message: str = ""

    name = "wellness"

    def paint(self, canvas: Canvas, now: float) -> None:
        canvas.fill(Fill.GROUND)
        home = Control("home", GoHome(), "Back", verbs=(Verb.STOP, Verb.BACK))
        paint_page(
            canvas, heading(TITLE_WORDS), list(self._blocks()), [Button(home, "back", Verb.STOP)], 1000, 18
        )

    def _blocks(self) -> Iterator[Block]:
        if self.message:
            yield notice(self.message)
        opened = _wish(Wish.OPEN, "Open my answers", "lock", primary=True, first=True)
        change = _wish(Wish.CHANGE, "Change my passphrase", "resume")
        enrol = _wish(Wish.ENROL, "Enrol, or begin anew", "keep")
        forgot = _wish(Wish.RECOVER, "I forgot my passphrase", "question")
        turn = _wish(Wish.RESOURCES, "Where I can turn", "call")
        yield Buttons([opened, enrol, change, forgot, turn])
        protected = Column([label("What is protected"), *(_line("lock", each) for each in PROTECTED)], 10)
        unprotected = Column([label("What is not"), *(_line("warning", each) for each in UNPROTECTED)], 10)
        yield Row([Card(protected), Card(unprotected)], gap=18, narrowest=330)
        if self.on_demand:
            yield label("Look closer, when you want to")
            yield Buttons([_asked(number, each) for number, each in self.on_demand])


@dataclass(frozen=True, slots=True)
class CodeScreen:
    """The recovery code, shown once."""

    code: str

    name = "recovery code"

    def paint(self, canvas: Canvas, now: float) -> None:
        canvas.fill(Fill.GROUND)
        kept = Control("wellness", ShowWellness(), "I have written it down", verbs=(Verb.YES,))
        blocks: list[Block] = [Words(CODE, LEAD), Card(Words(self.code, TITLE, Tone.ACCENT))]
        paint_page(
            canvas,
            heading("Your recovery code"),
            blocks,
            [Button(kept, "check", Verb.YES, primary=True)],
            900,
            22,
        )


@dataclass(frozen=True, slots=True)
class TrendScreen:
    """The officer's own answers, opened."""

    trend: Trend
    support: Support
    unreadable: int = 0
    quarter: str = ""  # one that has closed, for which a row may be given
    coordinator: str = ""  # name and fingerprint of who would open it
    message: str = ""
    may_export: bool = True

    name = "trend"

    def paint(self, canvas: Canvas, now: float) -> None:
        canvas.fill(Fill.GROUND)
        close = Control("close", Wellbeing(Wish.CLOSE), "Close my answers", verbs=(Verb.STOP, Verb.BACK))
        buttons = [Button(close, "lock", Verb.STOP)]
        paint_page(canvas, heading(TITLE_WORDS, above="My answers"), list(self._blocks()), buttons, 1000, 18)

    def _blocks(self) -> Iterator[Block]:
        if self.message:
            yield notice(self.message)
        if self.unreadable:
            words = f"{self.unreadable} envelopes since your first one cannot be read: somebody has changed the file."
            yield notice(words)
        if not self.trend.series:
            yield Marked(
                "note", Words("Nothing is answered yet. The first check-in is at your next call.", BODY)
            )
        yield from _in_pairs([_series(each) for each in sorted(self.trend.series, key=_before_first)])
        if self.trend.shifts:
            yield section("Over a session", *(Words(_shift(each), BODY) for each in self.trend.shifts))
        if self.trend.weeks:
            yield section(
                "Training beside it",
                Words(TOGETHER, SMALL, Tone.SOFT),
                *map(_week, self.trend.weeks[-WEEKS:][::-1]),
            )
        if self.support.helps:
            yield section("What helps", *(_line("check", each) for each in self.support.helps))
        if self.quarter and self.coordinator:
            yield self._contribution()
        export = [_wish(Wish.EXPORT, "Write all into a file", "keep")] if self.may_export else []
        turn, erase = (
            _wish(Wish.RESOURCES, "Where I can turn", "call"),
            _wish(Wish.ERASE, "Erase for good", "cross"),
        )
        yield Buttons([turn, *export, erase])

    def _contribution(self) -> Block:
        words = (
            f"{self.quarter} has closed. You may give one row with your means, without name and date, for your unit's"
            f" figures; a figure stands for 11 people or more. Who opens it: {self.coordinator}. Compare the"
            " fingerprint with the one on the coordinator's card. A row that was given cannot be taken back."
        )
        give = Buttons([_wish(Wish.CONTRIBUTE, f"Give my row for {self.quarter}", "onward")])
        return Card(Column([label("For your unit, if you want"), Words(words, SMALL), give], 10))


@dataclass(frozen=True, slots=True)
class EraseScreen:
    """The question before everything is destroyed."""

    name = "erase"

    def paint(self, canvas: Canvas, now: float) -> None:
        canvas.fill(Fill.GROUND)
        erase = Control("erase now", Wellbeing(Wish.ERASE), "Erase for good")
        back = Control("wellness", ShowWellness(), "Keep my answers", verbs=(Verb.STOP, Verb.BACK, Verb.YES))
        words = (
            "Your key is destroyed. The sealed envelopes stay in the file, and nobody can ever open them again, you"
            " neither. Backups of the file from before still hold the old lock until they run out."
        )
        buttons = [Button(back, "back", Verb.STOP, primary=True), Button(erase, "cross")]
        paint_page(canvas, heading("Erase all your answers?"), [Words(words, LEAD)], buttons, 820, 22)


def _wish(wish: Wish, words: str, icon: str, primary: bool = False, first: bool = False) -> Button:
    return Button(Control(f"wish {wish.value}", Wellbeing(wish), words, first=first), icon, primary=primary)


def _asked(number: int, check_in: CheckIn) -> Button:
    return Button(Control(f"take {number}", TakeCheckIn(number), check_in.title), "note", quiet=True)


def _line(icon: str, text: str) -> Block:
    return Marked(icon, Words(text, SMALL), Tone.SOFT, 18)


def _in_pairs(cards: Sequence[Block]) -> Iterator[Block]:
    for at in range(0, len(cards), 2):
        pair = cards[at : at + 2]
        yield Row([*pair, Column([])][:2], gap=16, narrowest=330)


def _series(series: Series) -> Block:
    last = series.points[-1]
    usual = f"your usual: {series.usual:g}" if series.usual is not None else "too few for a usual yet"
    told: list[Block] = [
        label(series.title),
        Words(f"{last.score:g} of {series.span[1]}", FIGURE),
        Words(" · ".join(filter(None, (last.band, usual))), SMALL, Tone.SOFT),
        Sparkline(tuple(point.score for point in series.points), series.span, series.usual, series.line),
        Words(
            f"{spoken(series.points[0].day)} to {spoken(last.day)}, {len(series.points)} answers",
            SMALL,
            Tone.SOFT,
        ),
    ]
    return Card(Column(told, 4))


def _before_first(series: Series) -> tuple[str, bool]:
    instrument, _, when = series.figure.partition("/")
    return instrument, when == "after"


def spoken(day: date) -> str:
    """A day as a person says it."""
    return f"{day:%B} {day.day}"


def _shift(shift: Shift) -> str:
    way = "up" if shift.change > 0 else "down"
    moved = f"moves {way} by {abs(shift.change):.0f} points" if round(shift.change) else "stays where it is"
    return f"{shift.instrument.capitalize()} {moved}, on average over {shift.sessions} sessions."


def _week(week: Week) -> Block:
    runs = f"{week.runs} {'run' if week.runs == 1 else 'runs'}, {week.minutes} minutes"
    hard = f", {week.hard} of level 4 or 5" if week.hard else ""
    means = ", ".join(f"{figure.replace('/', ' ')} {mean:.0f}" for figure, mean in week.means.items())
    said = Words(f"{runs}{hard}", BODY), Words(means or "nothing answered", SMALL, Tone.SOFT)
    return Row([Words(f"Week of {spoken(week.start)}", STRONG), *said], (3, 3, 5), 16, 150)


@dataclass(frozen=True, slots=True)
class Sparkline:
    """Scores over time, the line of one's own usual, and the instrument's line."""

    scores: tuple[float, ...]
    span: tuple[int, int]
    usual: float | None
    line: int | None
    high: float = 74

    def height(self, canvas: Canvas, width: int) -> int:
        return canvas.px(self.high)

    def paint(self, canvas: Canvas, box: Rect) -> None:
        inner = box.inflate(-canvas.px(12), -canvas.px(12))
        for value, tone in ((self.usual, Tone.SOFT), (self.line, Tone.CAUTION)):
            if value is not None:
                y = self._y(inner, value)
                for x in range(inner.left, inner.right, canvas.px(8)):
                    canvas.rule(Rect(x, y, canvas.px(4), max(1, canvas.px(1))), tone)
        points = [(self._x(inner, at), self._y(inner, score)) for at, score in enumerate(self.scores)]
        if len(points) > 1:
            color = canvas.looks.theme.tones[Tone.GOOD]
            pygame.draw.lines(canvas.surface, color, False, points, max(1, canvas.px(2)))
        size = canvas.px(8)
        for x, y in points:
            canvas.pill(Rect(x - size // 2, y - size // 2, size, size), Tone.GOOD, 4)

    def _x(self, box: Rect, at: int) -> int:
        return box.centerx if len(self.scores) == 1 else box.left + box.width * at // (len(self.scores) - 1)

    def _y(self, box: Rect, value: float) -> int:
        low, high = self.span
        return box.bottom - round(box.height * (value - low) / (high - low))
