"""The choice of a call: runs to go on with, the shelf, and what on it cannot be played."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace

from pygame import Rect

from scoring.kept import RecordedRun, RunKind
from simulator.library.catalogue import Entry
from simulator.model.findings import Finding, Severity
from simulator.model.scenario import Scenario, Scene
from simulator.station.actions import Brief, GoHome, LetGo, Resume, ShowSettings
from simulator.station.blocks import Block, Card, Chip, Chips, Column, Marked, Numbered, Row, Words, label
from simulator.station.buttons import Button, Buttons
from simulator.station.canvas import Canvas, Control, Verb
from simulator.station.entry_actions import Leave, ShowSignIn, SignOut
from simulator.station.filter import ALL, Filter
from simulator.station.pictures import drawn_place
from simulator.station.screens.filters import filter_blocks
from simulator.station.screens.page import heading, paint_page, section
from simulator.station.shapes import with_round_top
from simulator.station.theme import BODY, HEADING, SMALL, STRONG, Fill, Tone

WIDE = 1120
NONE_LEFT = "No call is like that. “Show all” brings them back."
KEYS = 9  # calls that have a key of their own
THUMBNAIL = 132


@dataclass(frozen=True, slots=True)
class Library:
    """The calls that can be played, and the runs that were cut off."""

    officer: str
    entries: tuple[Entry, ...]
    unfinished: tuple[RecordedRun, ...] = ()
    played: Mapping[str, int] = field(default_factory=dict)  # how often each call was played to an end
    message: str = ""
    filter: Filter = ALL
    has_home: bool = False  # the officer came from there
    may_sign_in: bool = False
    is_kiosk: bool = False

    @property
    def name(self) -> str:
        return f"library {replace(self.filter, open='')}"

    def paint(self, canvas: Canvas, now: float) -> None:
        canvas.fill(Fill.GROUND)
        head = heading("Choose a call", above=f"Levelhead · {self.officer}")
        paint_page(canvas, head, list(self._blocks()), list(self._buttons()), WIDE)

    def _buttons(self) -> Iterator[Button]:
        if self.has_home:
            yield Button(Control("home", GoHome(), "Back", verbs=(Verb.STOP, Verb.BACK)), "back", Verb.STOP)
        elif self.may_sign_in and self.is_kiosk:
            yield Button(Control("sign out", SignOut(), "I am done", verbs=(Verb.STOP,)), "leave", Verb.STOP)
        else:
            yield Button(
                Control("leave", Leave(), "Close the station", verbs=(Verb.STOP,)), "leave", Verb.STOP
            )
            if self.may_sign_in:
                yield Button(Control("sign in", ShowSignIn(), "Sign in"), "officer")
        yield Button(Control("settings", ShowSettings(), "Settings"), "settings")

    def _blocks(self) -> Iterator[Block]:
        if self.message:
            yield notice(self.message)
        if not self.has_home:
            for at, run in enumerate(self.unfinished):
                yield cut_off(run, self._title(run.scenario), first=at == 0)
            if self._next:
                yield self._suggestion(self._next)
        yield from filter_blocks(self.filter, self._playable, self.played)
        shown = self._shown
        cards = [scenario_card(each, self.played.get(each.id, 0), at) for at, each in enumerate(shown, 1)]
        yield from in_pairs(cards)
        if not shown:
            yield Words("There is no call here that can be played." if not self._playable else NONE_LEFT)
        if refused := [entry for entry in self.entries if not entry.loaded.scenario]:
            yield section("Cannot be played", *map(refusal, refused))

    # ---- which calls

    @property
    def _playable(self) -> list[Scenario]:
        return [entry.loaded.scenario for entry in self.entries if entry.loaded.scenario]

    @property
    def _shown(self) -> list[Scenario]:
        return [each for each in self._playable if self.filter.lets(each, self.played.get(each.id, 0))]

    @property
    def _next(self) -> Scenario | None:
        """The easiest call that is still new, once something was played."""
        new = [each for each in self._playable if each.id not in self.played]
        return min(new, key=lambda each: each.level, default=None) if self.played else None

    def _title(self, id: str) -> str:
        return next((each.title for each in self._playable if each.id == id), id)

    def _suggestion(self, scenario: Scenario) -> Block:
        why = f"Next for you: “{scenario.title}”. It is new to you, and level {scenario.level} of 5."
        control = Control("next", Brief(scenario.id), why)
        return Card(Marked("target", Words(why, STRONG), Tone.ACCENT), control, pad=16, fill=Fill.RAISED)


def cut_off(run: RecordedRun, title: str, first: bool) -> Block:
    """A run that was cut off, with what can become of it; the first is what Enter takes."""
    words = f"“{title}” was cut off. Your run is kept exactly as it stood."
    if run.kind is RunKind.EXERCISE:
        words = f"You were trying “{title}” differently. That stands as you left it, and is in no score."
    verbs = (Verb.ONWARD, Verb.YES) if first else ()
    go_on = Control(f"resume {run.id}", Resume(run.id), "Go on where it stood", verbs=verbs, first=first)
    close = Control(f"let go {run.id}", LetGo(run.id), "Close it without a score")
    buttons = Buttons([Button(go_on, "resume", Verb.YES if first else "", primary=True), Button(close)])
    return Card(Column([Marked("history", Words(words, STRONG), Tone.ACCENT), buttons], 14), fill=Fill.RAISED)


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


def scenario_card(scenario: Scenario, times: int = 0, place: int = 0) -> Block:
    """A call on the shelf, with how often it was played to an end; `place` is its key, from 1."""
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
    number = place if place <= KEYS else 0
    control = Control(
        f"brief {scenario.id}", Brief(scenario.id), scenario.title, number=number, first=place == 1
    )
    told = Numbered(number, facts) if number else facts
    return Card(Column([picture, Padded(told)]), control, pad=1)


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
