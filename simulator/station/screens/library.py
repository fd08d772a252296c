"""The choice of a call: runs to go on with, the shelf, and what on it cannot be played."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from pygame import Rect

from scoring.kept import RecordedRun
from simulator.library.catalogue import Entry
from simulator.model.findings import Finding, Severity
from simulator.model.scenario import Scenario, Scene
from simulator.station.actions import Brief, Leave, LetGo, Only, Resume, ShowSettings
from simulator.station.blocks import Block, Card, Chip, Chips, Column, Marked, Row, Words, label
from simulator.station.buttons import Button, Buttons
from simulator.station.canvas import Canvas, Control, Verb
from simulator.station.pictures import drawn_place
from simulator.station.screens.page import heading, paint_page, section
from simulator.station.shapes import with_round_top
from simulator.station.theme import BODY, HEADING, SMALL, STRONG, Fill, Tone

WIDE = 1120
NEW = "new"  # the filter for what was not played yet
THUMBNAIL = 132


@dataclass(frozen=True, slots=True)
class Library:
    """The calls that can be played, and the runs that were cut off."""

    officer: str
    entries: tuple[Entry, ...]
    unfinished: tuple[RecordedRun, ...] = ()
    played: Mapping[str, int] = field(default_factory=dict)  # how often each call was played to an end
    message: str = ""
    only: str = ""  # a kind of call, NEW, or "" for all

    @property
    def name(self) -> str:
        return f"library {self.only}"

    def paint(self, canvas: Canvas, now: float) -> None:
        canvas.fill(Fill.GROUND)
        head = heading("Choose a call", above=f"Levelhead · {self.officer}")
        leave = Control("leave", Leave(), "Close the station", verbs=(Verb.STOP,))
        settings = Control("settings", ShowSettings(), "Settings")
        buttons = [Button(leave, "leave", Verb.STOP), Button(settings, "settings")]
        paint_page(canvas, head, list(self._blocks()), buttons, WIDE)

    def _blocks(self) -> Iterator[Block]:
        if self.message:
            yield notice(self.message)
        yield from map(self._cut_off, self.unfinished)
        if self._next:
            yield self._suggestion(self._next)
        if len(kinds := self._kinds()) > 1:
            yield Buttons([self._filter(kind, words) for kind, words in kinds.items()])
        yield from in_pairs([scenario_card(each, self.played.get(each.id, 0)) for each in self._shown])
        if not self._playable:
            yield Words("There is no call here that can be played.")
        if refused := [entry for entry in self.entries if not entry.loaded.scenario]:
            yield section("Cannot be played", *map(refusal, refused))

    # ---- which calls

    @property
    def _playable(self) -> list[Scenario]:
        return [entry.loaded.scenario for entry in self.entries if entry.loaded.scenario]

    @property
    def _shown(self) -> list[Scenario]:
        if self.only == NEW:
            return [each for each in self._playable if each.id not in self.played]
        return [each for each in self._playable if self.only in ("", each.call)]

    @property
    def _next(self) -> Scenario | None:
        """The easiest call that is still new, once something was played."""
        new = [each for each in self._playable if each.id not in self.played]
        return min(new, key=lambda each: each.level, default=None) if self.played else None

    def _kinds(self) -> Mapping[str, str]:
        """What can be shown by itself: kinds of calls, and what is new."""
        calls = {each.call: each.call.capitalize() for each in self._playable}
        new = {NEW: "Not played yet"} if self.played and self._next else {}
        return {"": "All", **new, **calls} if len(calls) > 1 else {}

    def _filter(self, kind: str, words: str) -> Button:
        return Button(Control(f"only {kind}", Only(kind), words), quiet=True, primary=kind == self.only)

    # ---- what stands above the shelf

    def _suggestion(self, scenario: Scenario) -> Block:
        why = f"Next for you: “{scenario.title}”. It is new to you, and level {scenario.level} of 5."
        control = Control("next", Brief(scenario.id), why)
        return Card(Marked("target", Words(why, STRONG), Tone.ACCENT), control, pad=16, fill=Fill.RAISED)

    def _cut_off(self, run: RecordedRun) -> Block:
        titles = {each.id: each.title for each in self._playable}
        words = (
            f"“{titles.get(run.scenario, run.scenario)}” was cut off. Your run is kept exactly as it stood."
        )
        go_on = Control(f"resume {run.id}", Resume(run.id), "Go on where it stood")
        close = Control(f"let go {run.id}", LetGo(run.id), "Close it without a score")
        buttons = Buttons([Button(go_on, "resume", primary=True), Button(close)])
        return Card(
            Column([Marked("history", Words(words, STRONG), Tone.ACCENT), buttons], 14), fill=Fill.RAISED
        )


def in_pairs(cards: Sequence[Block]) -> Iterator[Block]:
    """Cards, two beside one another; the last alone keeps its half."""
    for at in range(0, len(cards), 2):
        pair = cards[at : at + 2]
        yield Row([*pair, Column([])][:2] if len(cards) > 1 else pair, gap=20, narrowest=360)


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


def scenario_card(scenario: Scenario, times: int = 0) -> Block:
    """A call on the shelf, with how often it was played to an end."""
    chips = facts_of(scenario)
    if times:
        chips = (*chips, Chip("check", "Played once" if times == 1 else f"Played {times} times", Tone.GOOD))
    facts = Column(
        [
            Words(scenario.title, HEADING),
            Chips(chips),
            Words(scenario.summary, SMALL, Tone.SOFT),
        ],
        6,
    )
    picture = Picture(main_scene(scenario).picture or scenario.id)
    control = Control(f"brief {scenario.id}", Brief(scenario.id), scenario.title)
    return Card(Column([picture, Padded(facts)]), control, pad=1)


def main_scene(scenario: Scenario) -> Scene:
    """The scene in which most happens."""
    return max(scenario.scenes.values(), key=lambda scene: len(scene.moments))


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
