"""My progress: where the officer stands in each dimension and how sure that is, what was played, and what a run changed."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date

from scoring.change import Direction
from scoring.kept import RunKind, RunState
from scoring.reports.wording import between, percent
from scoring.settings import house_settings
from simulator.progress import Level, Moved, Progress, RunSeen
from simulator.station.actions import GoHome, OpenDebrief, ShowDebrief
from simulator.station.blocks import Block, Card, Chip, Chips, Column, Marked, Row, Rule, Words
from simulator.station.buttons import Button
from simulator.station.canvas import Canvas, Control, Verb
from simulator.station.screens.interval import IntervalBar, Scale
from simulator.station.screens.page import heading, paint_page, section
from simulator.station.theme import BODY, SMALL, STRONG, Fill, Tone

HOW_TO_READ = (
    "The dot is where you most likely stand; the bar is where you stand with 90 chances of 100."
    " More practice makes it shorter. One play never makes a band."
)
NOTHING_YET = "Here you will see where you stand in each dimension, once you have played a call to its end."
UNCHANGED = "This run counts for no estimate: it was stopped, a trainer took part, or it is an exercise."
CHANGES: Mapping[Direction, tuple[str, Tone]] = {
    Direction.BETTER: ("Reliably better than in the three months before", Tone.GOOD),
    Direction.WORSE: ("Reliably weaker than in the three months before", Tone.BAD),
}
STATES = {RunState.STOPPED: "Stopped", RunState.STUCK: "Not scored", RunState.OPEN: "Cut off"}
SHARES = (5, 6)


@dataclass(frozen=True, slots=True)
class ProgressScreen:
    """The officer's own progress."""

    officer: str
    progress: Progress

    name = "progress"

    def paint(self, canvas: Canvas, now: float) -> None:
        canvas.fill(Fill.GROUND)
        home = Control("home", GoHome(), "Back", verbs=(Verb.STOP, Verb.BACK))
        head = heading("My progress", above=f"Levelhead · {self.officer} · only you see this page")
        paint_page(canvas, head, list(self._blocks()), [Button(home, "back", Verb.STOP)], 1000, 18)

    def _blocks(self) -> Iterator[Block]:
        its = self.progress
        if not its.played:
            yield Marked("progress", Words(NOTHING_YET, BODY), Tone.ACCENT)
            return
        yield Marked("note", Words(HOW_TO_READ, BODY, Tone.SOFT))
        yield Card(Column([_scale(), *_ruled([_level_row(each, its.on) for each in its.levels])], 12))
        if its.next:
            yield section(
                "Next", *(Marked("target", Words(each.why, BODY), Tone.ACCENT) for each in its.next[:1])
            )
        yield section("Played lately", *map(_run_row, its.runs))


@dataclass(frozen=True, slots=True)
class ChangedScreen:
    """What the run that was just played changed."""

    title: str
    moved: tuple[Moved, ...]

    name = "changed"

    def paint(self, canvas: Canvas, now: float) -> None:
        canvas.fill(Fill.GROUND)
        home = Control("home", GoHome(), "Home", verbs=(Verb.STOP,))
        back = Control("debrief", ShowDebrief(), "Back to the debrief", verbs=(Verb.BACK, Verb.YES))
        buttons = [Button(back, "back", Verb.YES, primary=True), Button(home, "home", Verb.STOP)]
        paint_page(
            canvas,
            heading("What this run changed", above=self.title),
            list(self._blocks()),
            buttons,
            1000,
            18,
        )

    def _blocks(self) -> Iterator[Block]:
        if not self.moved:
            yield Marked("note", Words(UNCHANGED, BODY), Tone.SOFT)
            return
        told = "Thin and above: before this run. Thick: with it. One play never makes a band."
        yield Marked("note", Words(told, BODY, Tone.SOFT))
        yield Card(Column([_scale(), *_ruled([_moved_row(each) for each in self.moved])], 12))


def _marks() -> tuple[float, ...]:
    bands = house_settings().bands
    return bands.solid, bands.strong


def _scale() -> Block:
    solid, strong = _marks()
    return Row(
        [Words("", SMALL), Scale({"developing": 0.0, "solid": solid, "strong": strong})], SHARES, 24, 200
    )


def _ruled(rows: list[Block]) -> Iterator[Block]:
    for row in rows:
        yield Rule()
        yield row


def _level_row(level: Level, on: date) -> Block:
    its = level.estimate
    bar = IntervalBar(its.low, its.mean, its.high, _marks(), known=bool(its.runs))
    told: list[Block] = [Words(level.label, STRONG), Words(_verdict(level), SMALL, Tone.SOFT)]
    chips = list(_level_chips(level, on))
    return Row([Column(told), Column([bar, Chips(chips)] if chips else [bar], 4)], SHARES, 24, 200)


def _verdict(level: Level) -> str:
    if not level.estimate.runs:
        return "Not practiced yet"
    its, verdict = level.estimate, f"{level.verdict[0].upper()}{level.verdict[1:]}"
    return f"{verdict} · {percent(its.mean)} ({between(its.low, its.high)})"


def _level_chips(level: Level, on: date) -> Iterator[Chip]:
    if level.change and level.change.direction in CHANGES:
        words, tone = CHANGES[level.change.direction]
        yield Chip("progress", words, tone)
    if level.due:
        late = level.due <= on
        words = "Refresher due" if late else f"Refresher by {spoken_date(level.due, on)}"
        yield Chip("time", words, Tone.CAUTION if late else Tone.SOFT)


def _run_row(run: RunSeen) -> Block:
    words = [run.day.strftime("%A, %B ") + str(run.day.day)]
    if run.kind is not RunKind.PRACTICE:
        words.append(run.kind.value.capitalize())
    if run.state in STATES:
        words.append(STATES[run.state])
    told = Row([Words(run.title, STRONG), Words(" · ".join(words), SMALL, Tone.SOFT)], (3, 2), 16, 200)
    control = Control(f"run {run.id}", OpenDebrief(run.id), f"Debrief of {run.title}, {words[0]}")
    return Card(Marked("history", told), control, pad=13, fill=Fill.RAISED, radius=10)


def _moved_row(moved: Moved) -> Block:
    before, after = moved.before, moved.after
    ghost = (before.low, before.mean, before.high) if before.runs else None
    bar = IntervalBar(after.low, after.mean, after.high, _marks(), ghost)
    verdict = moved.verdict[0].upper() + moved.verdict[1:]
    told = [Words(moved.label, STRONG), Words(verdict, SMALL, Tone.SOFT)]
    if not before.runs:
        told.append(Words("Practiced for the first time", SMALL, Tone.SOFT))
    return Row([Column(told), bar], SHARES, 24, 200)


def spoken_date(day: date, today: date) -> str:
    """A date as a person says it, with the year where it is another one."""
    written = f"{day:%B} {day.day}"
    return written if day.year == today.year else f"{written}, {day.year}"
