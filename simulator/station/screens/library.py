"""The choice of a call: runs to go on with, the shelf, and what on it cannot be played."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from pygame import Rect

from scoring.kept import RecordedRun
from simulator.library.catalogue import Entry
from simulator.model.findings import Finding, Severity
from simulator.model.scenario import Scenario
from simulator.station.actions import Brief, Leave, LetGo, Resume, ShowSettings
from simulator.station.blocks import (
    Block,
    Button,
    Buttons,
    Card,
    Chip,
    Chips,
    Column,
    Marked,
    Row,
    Words,
    label,
)
from simulator.station.canvas import Canvas, Control, Verb
from simulator.station.pictures import drawn_place
from simulator.station.screens.page import heading, paint_page, section
from simulator.station.shapes import with_round_top
from simulator.station.theme import BODY, HEADING, SMALL, STRONG, Fill, Tone

WIDE = 1120
THUMBNAIL = 132


@dataclass(frozen=True, slots=True)
class Library:
    """The calls that can be played, and the runs that were cut off."""

    officer: str
    entries: tuple[Entry, ...]
    unfinished: tuple[RecordedRun, ...] = ()
    titles: Mapping[str, str] = field(default_factory=dict)
    message: str = ""

    name = "library"

    def paint(self, canvas: Canvas, now: float) -> None:
        canvas.fill(Fill.GROUND)
        head = heading("Choose a call", above=f"Levelhead · {self.officer}")
        leave = Control("leave", Leave(), "Close the station", verbs=(Verb.STOP,))
        settings = Control("settings", ShowSettings(), "Settings")
        buttons = [Button(leave, "leave", Verb.STOP), Button(settings, "settings")]
        paint_page(canvas, head, list(self._blocks()), buttons, WIDE)

    def _blocks(self) -> Sequence[Block]:
        blocks: list[Block] = []
        if self.message:
            blocks.append(notice(self.message))
        blocks.extend(self._unfinished(run) for run in self.unfinished)
        playable = [entry.loaded.scenario for entry in self.entries if entry.loaded.scenario]
        cards = [scenario_card(scenario) for scenario in playable]
        blocks.extend(Row(pair, gap=20, narrowest=360) for pair in zip(cards[::2], cards[1::2], strict=False))
        if len(cards) % 2:
            blocks.append(
                Row([cards[-1], Column([])], gap=20, narrowest=360) if len(cards) > 1 else cards[-1]
            )
        if not cards:
            blocks.append(Words("There is no call here that can be played."))
        if refused := [entry for entry in self.entries if not entry.loaded.scenario]:
            blocks.append(section("Cannot be played", *map(refusal, refused)))
        return blocks

    def _unfinished(self, run: RecordedRun) -> Block:
        title = self.titles.get(run.scenario, run.scenario)
        words = Words(f"“{title}” was cut off. Your run is kept exactly as it stood.", STRONG)
        go_on = Control(f"resume {run.id}", Resume(run.id), "Go on where it stood")
        close = Control(f"let go {run.id}", LetGo(run.id), "Close it without a score")
        buttons = Buttons([Button(go_on, "resume", primary=True), Button(close)])
        return Card(Column([Marked("history", words, Tone.ACCENT), buttons], 14), fill=Fill.RAISED)


def notice(sentence: str) -> Block:
    """A calm sentence about something that did not work."""
    return Card(Marked("note", Words(sentence, BODY), Tone.CAUTION), fill=Fill.RAISED, accent=Tone.CAUTION)


def facts_of(scenario: Scenario) -> tuple[Chip, ...]:
    """Call, level and minutes."""
    return (
        Chip("call", scenario.call),
        Chip("level", f"Level {scenario.level} of 5"),
        Chip("time", f"{scenario.minutes} min"),
    )


def scenario_card(scenario: Scenario) -> Block:
    """A call on the shelf."""
    facts = Column(
        [
            Words(scenario.title, HEADING),
            Chips(facts_of(scenario)),
            Words(scenario.summary, SMALL, Tone.SOFT),
        ],
        6,
    )
    picture = Picture(scenario.scenes[scenario.start.partition(".")[0]].picture or scenario.id)
    control = Control(f"brief {scenario.id}", Brief(scenario.id), scenario.title)
    return Card(Column([picture, Padded(facts)]), control, pad=1)


def refusal(entry: Entry) -> Block:
    """A file that cannot be played, and why."""
    findings = entry.loaded.findings
    first = next((each for each in findings if each.severity is Severity.ERROR), None)
    blocks: list[Block] = [label(entry.id, Tone.CAUTION)]
    if first:
        blocks.append(Words(f"{_place(first)}{first.message}", SMALL))
        if first.cure:
            blocks.append(Words(first.cure, SMALL, Tone.SOFT))
    return Card(Marked("warning", Column(blocks, 2), Tone.CAUTION), pad=16)


def _place(finding: Finding) -> str:
    return f"Line {finding.position.line}: " if finding.position else ""


@dataclass(frozen=True, slots=True)
class Picture:
    """A strip of a place."""

    id: str
    high: float = THUMBNAIL

    def height(self, canvas: Canvas, width: int) -> int:
        return canvas.px(self.high)

    def paint(self, canvas: Canvas, box: Rect) -> None:
        picture = canvas.pictures.place(self.id, box.size) or drawn_place(self.id, box.size)
        canvas.surface.blit(with_round_top(picture, canvas.px(11)), box)


@dataclass(frozen=True, slots=True)
class Padded:
    """A block with room around it."""

    block: Block
    pad: float = 18

    def height(self, canvas: Canvas, width: int) -> int:
        pad = canvas.px(self.pad)
        return self.block.height(canvas, width - 2 * pad) + 2 * pad

    def paint(self, canvas: Canvas, box: Rect) -> None:
        self.block.paint(canvas, box.inflate(-2 * canvas.px(self.pad), -2 * canvas.px(self.pad)))
