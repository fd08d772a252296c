"""Home: what was assigned, what was cut off, and what to practice next and why; from here everything of one's own."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date

from scoring.kept import RecordedRun
from scoring.people.person import Assignment
from scoring.practice import Suggestion
from simulator.model.scenario import Scenario
from simulator.progress import Progress
from simulator.station.actions import Brief, ShowLibrary, ShowProgress, ShowSettings
from simulator.station.blocks import Block, Card, Chip, Chips, Column, Marked, Row, Words, label
from simulator.station.buttons import Button
from simulator.station.canvas import Canvas, Control, Verb
from simulator.station.entry_actions import ShowWellness, SignOut
from simulator.station.screens.library import Picture, cut_off, facts_of, main_scene, notice
from simulator.station.screens.page import heading, paint_page
from simulator.station.screens.progress import spoken_date
from simulator.station.theme import BODY, HEADING, SMALL, STRONG, Fill, Tone

WIDE = 1120
LATER = 2  # suggestions beside the first


@dataclass(frozen=True, slots=True)
class HomeScreen:
    """Where an officer begins."""

    officer: str
    today: date
    assigned: tuple[Assignment, ...] = ()
    unfinished: tuple[RecordedRun, ...] = ()
    progress: Progress | None = None
    shelf: Mapping[str, Scenario] = field(default_factory=dict)
    has_check_ins: bool = True
    message: str = ""

    name = "home"

    def paint(self, canvas: Canvas, now: float) -> None:
        canvas.fill(Fill.GROUND)
        head = heading(f"Welcome, {self.officer}", above="Levelhead")
        paint_page(canvas, head, list(self._blocks()), list(self._buttons()), WIDE, 18)

    def _buttons(self) -> Iterator[Button]:
        yield Button(Control("calls", ShowLibrary(), "All calls"), "book")
        yield Button(Control("progress", ShowProgress(), "My progress"), "progress")
        if self.has_check_ins:
            yield Button(Control("wellness", ShowWellness(), "Wellness"), "lock")
        yield Button(Control("settings", ShowSettings(), "Settings"), "settings")
        yield Button(Control("sign out", SignOut(), "Sign out", verbs=(Verb.STOP,)), "leave", Verb.STOP)

    def _blocks(self) -> Iterator[Block]:
        if self.message:
            yield notice(self.message)
        for at, run in enumerate(self.unfinished):
            title = self.shelf[run.scenario].title if run.scenario in self.shelf else run.scenario
            yield cut_off(run, title, first=at == 0)
        if self.assigned:
            yield label("Assigned to you")
            yield from (self._assignment(each) for each in self.assigned)
        yield from self._next()

    # ---- what is assigned, and what is next

    def _assignment(self, its: Assignment) -> Block:
        scenario = self.shelf[its.scenario]
        late = its.due < self.today
        due = f"{'Was due' if late else 'Due'} {spoken_date(its.due, self.today)}"
        chips = (
            Chip("time", due, Tone.CAUTION if late else Tone.ACCENT),
            Chip("officer", its.class_name),
            *facts_of(scenario),
        )
        told = Column(
            [
                Words(scenario.title, HEADING),
                Chips(chips),
                Words(f"Who will see this run: {its.seen_by}.", SMALL, Tone.SOFT),
            ],
            6,
        )
        name = f"Assigned: {scenario.title}, {due}"
        is_first = its is self.assigned[0] and not self.unfinished
        control = Control(
            f"assigned {its.scenario} {its.class_name}", Brief(its.scenario, its), name, first=is_first
        )
        return Card(Marked("flag", told, Tone.ACCENT), control, pad=16, fill=Fill.RAISED, accent=Tone.ACCENT)

    def _next(self) -> Iterator[Block]:
        assigned = {each.scenario for each in self.assigned}
        suggested = self.progress.next if self.progress else ()
        offered = self.shelf.keys() - assigned
        found = [each for each in suggested if each.offer.scenario in offered]
        if not found:
            return
        yield label("Practice next")
        first = not self.unfinished and not self.assigned
        yield self._suggested(found[0], first)
        if others := found[1 : 1 + LATER]:
            yield Row([self._other(each) for each in others], gap=16, narrowest=320)

    def _suggested(self, suggestion: Suggestion, first: bool) -> Block:
        scenario = self.shelf[suggestion.offer.scenario]
        told = Column(
            [
                Words(scenario.title, HEADING),
                Chips(facts_of(scenario)),
                Marked("target", Words(suggestion.why, BODY), Tone.ACCENT, 18),
            ],
            8,
        )
        verbs = (Verb.ONWARD, Verb.YES) if first else ()
        name = f"Practice next: {scenario.title}. {suggestion.why}"
        control = Control("next", Brief(scenario.id), name, verbs=verbs, first=first)
        picture = Picture(main_scene(scenario).picture or scenario.id, 150)
        return Card(Row([picture, told], (4, 7), 20, 200), control, pad=16)

    def _other(self, suggestion: Suggestion) -> Block:
        scenario = self.shelf[suggestion.offer.scenario]
        told = Column([Words(f"Or: {scenario.title}", STRONG), Chips(facts_of(scenario))], 4)
        control = Control(f"or {scenario.id}", Brief(scenario.id), f"Or practice {scenario.title}")
        return Card(told, control, pad=14)
