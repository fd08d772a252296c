"""The author's preview: the moment as an officer would see it, and beside it what only its author sees."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from pygame import Rect

from simulator.model.findings import Finding, Severity
from simulator.model.scenario import Effect, FactSet, MeterChange, MeterName, MeterSet
from simulator.rehearsal import Prospect
from simulator.station.author_actions import BeginAgain, OtherChances, StepBack, TurnNotes
from simulator.station.blocks import Block, Column, Gap, Words, label
from simulator.station.buttons import Button, Buttons
from simulator.station.canvas import Canvas, Control, Verb
from simulator.station.screens.bar import MARGIN
from simulator.station.screens.figures import paint_scenery, scenery_of
from simulator.station.screens.moment import MomentScreen
from simulator.station.screens.panel import NARROW
from simulator.station.theme import SMALL, SMALL_BOLD, Fill, Tone
from simulator.wording import signed

WIDTH = 400  # of the author's strip, in pixels that grow with the letters
SHARE = 0.46  # of the window that it may take
TONES = {Severity.ERROR: Tone.BAD, Severity.WARNING: Tone.CAUTION, Severity.NOTE: Tone.SOFT}


@dataclass(frozen=True, slots=True)
class Insight:
    """What the author sees of the place: where it stands in the file, how things stand, what each choice would do."""

    place: str
    line: int
    seed: int
    meters: tuple[tuple[MeterName, int], ...]
    facts: tuple[str, ...]
    prospects: tuple[Prospect, ...] = ()
    findings: tuple[Finding, ...] = ()
    is_stale: bool = False  # the text on the disk has mistakes: this is the last one without
    is_proving: bool = False
    is_hidden: bool = False


@dataclass(frozen=True, slots=True)
class PreviewScreen:
    """A moment, and the insight into it."""

    moment: MomentScreen
    insight: Insight

    @property
    def name(self) -> str:
        return f"preview {self.moment.name}"

    def paint(self, canvas: Canvas, now: float) -> None:
        told = self.moment.told
        paint_scenery(canvas, scenery_of(told), now, told.view.meters.get("tension", 0))
        if not self.insight.is_hidden:
            self._paint_strip(canvas)
        self.moment.paint_front(canvas, now, NARROW)
        _paint_buttons(canvas, self.insight.is_hidden)

    def _paint_strip(self, canvas: Canvas) -> None:
        top, pad = canvas.px(84), canvas.px(16)
        width = min(canvas.em(WIDTH), int(canvas.box.width * SHARE))
        room = (
            canvas.box.height
            - top
            - canvas.px(MARGIN)
            - _buttons().height(canvas, int(canvas.box.width * SHARE))
            - pad
        )
        column = _as_much_as_fits(canvas, list(told_to_author(self.insight)), width - 2 * pad, room - 2 * pad)
        height = column.height(canvas, width - 2 * pad) + 2 * pad
        box = Rect(canvas.px(MARGIN), top, width, min(room, height))
        canvas.panel(box, Fill.PANEL, 14, canvas.looks.theme.glass)
        column.paint(canvas, box.inflate(-2 * pad, -2 * pad))


def told_to_author(insight: Insight) -> Iterator[Block]:
    """The strip's lines, from what is asked most to what may be left out."""
    yield label(f"Line {insight.line} · {insight.place}" if insight.line else insight.place)
    if insight.is_stale:
        yield Words("The file has mistakes. This is its last text without.", SMALL_BOLD, Tone.BAD)
    yield from (_finding(each) for each in insight.findings if each.severity is Severity.ERROR)
    yield Words(" · ".join(f"{name} {value}" for name, value in insight.meters), SMALL)
    yield Words(f"True: {', '.join(insight.facts) or 'nothing yet'}", SMALL, Tone.SOFT)
    for number, prospect in enumerate(insight.prospects, 1):
        yield Gap(2)
        yield Words(f"{number}  {prospect.choice}: {leads(prospect)}", SMALL_BOLD)
        if changes := ", ".join(map(change, prospect.effects)):
            yield Words(changes, SMALL, Tone.SOFT)
    yield Gap(4)
    others = [each for each in insight.findings if each.severity is not Severity.ERROR]
    yield Words(_counted(others, insight.is_proving), SMALL_BOLD)
    yield from map(_finding, sorted(others, key=lambda each: each.severity is Severity.NOTE))


def leads(prospect: Prospect) -> str:
    """Where a choice would lead, in words."""
    if prospect.interrupt:
        return f"“{prospect.interrupt}” breaks in"
    chances = (f"{target} {chance} %" if chance < 100 else target for target, chance in prospect.targets)
    return ", ".join(chances) or "nowhere: no branch holds"


def change(effect: Effect) -> str:
    """An effect as it is written in the file."""
    match effect:
        case MeterChange(meter, by):
            return f"{meter} {signed(by)}"
        case MeterSet(meter, value):
            return f"{meter} ={value}"
        case FactSet(fact, value):
            return fact if value else f"not {fact}"


def _finding(finding: Finding) -> Block:
    line = f"{finding.position.line}: " if finding.position else ""
    return Words(f"{line}{finding.message}", SMALL, TONES[finding.severity])


def _counted(findings: Sequence[Finding], is_proving: bool) -> str:
    told = f"{len(findings)} finding{'' if len(findings) == 1 else 's'}" if findings else "No findings"
    return f"{told}; still exploring …" if is_proving else told


def _as_much_as_fits(canvas: Canvas, blocks: list[Block], width: int, room: int) -> Column:
    """The blocks up to the last that fits, and how many more there are; `levelhead check` tells them all."""
    left_out = 0
    while True:
        more = [Words(f"… and {left_out} more lines", SMALL, Tone.SOFT)] if left_out else []
        column = Column([*blocks, *more], 3)
        if not blocks or column.height(canvas, width) <= room:
            return column
        blocks, left_out = blocks[:-1], left_out + 1


def _buttons(is_hidden: bool = False) -> Buttons:
    back = Control("step_back", StepBack(), "Step back", verbs=(Verb.BACK,))
    again = Control("again", BeginAgain(), "Begin again")
    others = Control("other_chances", OtherChances(), "Other chances")
    notes = Control("notes", TurnNotes(), "Show notes" if is_hidden else "Hide notes")
    return Buttons(
        [
            Button(back, "back", Verb.BACK, quiet=True),
            Button(again, "history", quiet=True),
            Button(others, "what_if", quiet=True),
            Button(notes, "note", quiet=True),
        ]
    )


def _paint_buttons(canvas: Canvas, is_hidden: bool) -> None:
    row, width = _buttons(is_hidden), int(canvas.box.width * SHARE)
    height = row.height(canvas, width)
    row.paint(
        canvas, Rect(canvas.px(MARGIN), canvas.box.bottom - height - canvas.px(MARGIN // 2), width, height)
    )
