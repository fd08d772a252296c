"""What lies over the moment: the pause, the question of the stop key, and a probe. The menu is hidden beneath."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from pygame import Rect

from simulator.station.actions import Answer, AskStop, GoOn, Stop
from simulator.station.blocks import Block, Card, Column, Gap, Numbered, Words, label
from simulator.station.buttons import Button, Buttons
from simulator.station.canvas import Canvas, Control, Role, Verb
from simulator.station.layout import centered
from simulator.station.own_actions import SetOff
from simulator.station.screens.dialogue import line_block, own_part
from simulator.station.screens.page import paint_page
from simulator.station.theme import BODY, HEADING, LEAD, Fill, Tone
from simulator.views import Question, Spoken


@dataclass(frozen=True, slots=True)
class Overlay:
    """A few words and what may be pressed."""

    title: str
    words: str
    buttons: tuple[Button, ...]


def _button(id: str, action: GoOn | Stop | AskStop, words: str, icon: str, key: Verb, *verbs: Verb) -> Button:
    return Button(Control(id, action, words, verbs=verbs), icon, key)


MARKS = (
    "The clock stands still. It marks the run: what is decided from here on is in no score and no estimate."
)
PAUSED = Overlay(
    "Paused",
    "The clock stands still. Take the time you need.",
    (
        _button("go_on", GoOn(), "Go on", "play", Verb.PAUSE, Verb.PAUSE, Verb.ONWARD, Verb.YES),
        _button("ask_stop", AskStop(), "Stop this run", "stop", Verb.STOP, Verb.STOP),
    ),
)
STOPPING = Overlay(
    "Stop this run?",
    "Nothing is scored, and nobody asks why.",
    (
        _button("stop_now", Stop(), "Stop", "stop", Verb.YES, Verb.YES),
        _button("go_on", GoOn(), "Go on with the run", "play", Verb.STOP, Verb.STOP, Verb.BACK),
    ),
)


def paint_overlay(canvas: Canvas, overlay: Overlay) -> None:
    """Paint it in the middle, over a covered picture."""
    canvas.dim()
    blocks: list[Block] = [
        Words(overlay.title, HEADING),
        Words(overlay.words, BODY, Tone.SOFT),
        Gap(6),
        Buttons(overlay.buttons),
    ]
    _paint_card(canvas, blocks, 560)


def paint_probe(canvas: Canvas, question: Question) -> None:
    """A freeze question with its answers."""
    canvas.dim()
    answers = [_answer(number, id, words) for number, (id, words) in enumerate(question.answers.items(), 1)]
    freeze = Words("The clock stands still. Your answer changes nothing in the call.", BODY, Tone.SOFT)
    _paint_card(canvas, [label("Freeze"), Words(question.ask, LEAD), freeze, Gap(4), *answers], 680)


def paint_injects(canvas: Canvas, injects: Mapping[str, str]) -> None:
    """What the trainer at the station may set off, with what that means for the run."""
    canvas.dim()
    listed = [
        numbered_card(number, Control(f"inject {id}", SetOff(id), words, Role.CHOICE, number=number))
        for number, (id, words) in enumerate(injects.items(), 1)
    ]
    go_on = _button("go_on", GoOn(), "Go on without", "play", Verb.STOP, Verb.STOP, Verb.TRAINER, Verb.BACK)
    head = Words("Set something off in this call?", HEADING)
    _paint_card(
        canvas,
        [label("For the trainer"), head, Words(MARKS, BODY, Tone.SOFT), *listed, Buttons([go_on])],
        680,
    )


def paint_backlog(canvas: Canvas, said: Sequence[Spoken]) -> None:
    """All that was said and done so far, the latest first."""
    canvas.dim()
    go_on = Control(
        "go_on", GoOn(), "Go on", verbs=(Verb.LOOK_BACK, Verb.ONWARD, Verb.YES, Verb.STOP, Verb.PAUSE)
    )
    blocks = [own_part(each) if each.kind else line_block(each) for each in reversed(said)]
    head = Words("What was said, the latest first. The clock stands still.", HEADING)
    paint_page(canvas, head, blocks, [Button(go_on, "play", Verb.ONWARD)], 760)


def _answer(number: int, id: str, words: str) -> Block:
    return numbered_card(number, Control(f"answer {id}", Answer(id), words, Role.CHOICE, number=number))


def numbered_card(number: int, control: Control) -> Block:
    """Something to be chosen by its number."""
    row = Numbered(number, Words(control.name, BODY))
    return Card(row, control, pad=14, fill=Fill.RAISED, radius=10)


def _paint_card(canvas: Canvas, blocks: Sequence[Block], width: float) -> None:
    column, pad = Column(blocks, 10), canvas.px(28)
    wide = min(canvas.em(width), canvas.box.width - 2 * canvas.px(32))
    height = column.height(canvas, wide - 2 * pad)
    box = centered((wide, height + 2 * pad), canvas.box.inflate(0, -2 * canvas.px(16)))
    canvas.panel(box, Fill.PANEL, 16, edge=True)
    inner = box.inflate(-2 * pad, -2 * pad)
    side = canvas.px(12)
    with canvas.rolls(inner.inflate(2 * side, 2 * side), height + 2 * side) as y:
        column.paint(canvas, Rect(inner.left, y + side, inner.width, height))
