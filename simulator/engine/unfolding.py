"""Unfolding: what follows from what in a run: lines, menus, changes, what breaks in, and what time brings."""

from __future__ import annotations

from collections import Counter
from enum import Enum

from simulator.engine.draws import Draws
from simulator.engine.graph import Graph, choice_trigger, interrupt_trigger, onward_trigger
from simulator.engine.pace import Pace
from simulator.engine.telling import changes, menu, shown
from simulator.model.events import (
    ChoiceMade,
    Event,
    FactDrawn,
    HowEnded,
    InterruptFired,
    MenuItem,
    MenuOpened,
    MomentEntered,
    ProbeAsked,
    RunEnded,
    RunStarted,
)
from simulator.model.scenario import (
    BACK,
    ENDING,
    Choice,
    ChoiceId,
    Effects,
    FactSet,
    Interrupt,
    Line,
    Milliseconds,
    Moment,
    MomentId,
    Scenario,
    Target,
)
from simulator.model.situation import Situation, opening


class Awaiting(Enum):
    """What a run waits for."""

    READING = "reading"  # read(): the lines have been read
    ANSWER = "answer"  # answer(): the moment's probe
    CHOICE = "choice"  # choose() or tick(): the menu is open
    NOTHING = "nothing"  # the run is over


class Unfolding:
    """Where a run stands, and what comes next from there. Events gather until they are told."""

    def __init__(self, scenario: Scenario, started: RunStarted) -> None:
        self.scenario = scenario
        self.pace = Pace(started.pace)
        self.situation: Situation = opening(scenario)
        self.awaiting = Awaiting.READING
        self.menu: tuple[MenuItem, ...] = ()
        self.menus_opened = 0
        self.elapsed: Milliseconds = 0  # drift and limit are settled up to here
        self.events: list[Event] = []
        self._at: MomentId = scenario.start
        self._graph = Graph(scenario)
        self._draws = Draws(started.seed)
        self._visits: Counter[MomentId] = Counter()
        self._taken: set[tuple[MomentId, ChoiceId]] = set()
        self._fired: set[str] = set()
        self._asked: set[MomentId] = set()
        self._chain: set[object] = set()  # situations entered since the last menu
        self._lines_shown = False  # of this entry of the moment
        self._onward: str | None = None  # the trigger to pull once the lines have been read
        self._pulled: str | None = None  # the trigger to pull now

    @property
    def moment(self) -> Moment:
        """The moment that the run is at, or ended in."""
        return self.scenario.moment(self._at)

    @property
    def time_limit(self) -> Milliseconds | None:
        """When the open menu times out; None if it never does."""
        return self.pace.limit(self.moment)

    def told(self) -> tuple[Event, ...]:
        """All that has happened since it was last told; what still has to follow follows first."""
        while self._pulled:
            trigger, self._pulled = self._pulled, None
            self._follow(trigger)
        told, self.events = tuple(self.events), []
        return told

    # ---- entering, reading, choosing

    def enter(self, moment: MomentId) -> None:
        """Come to a moment."""
        self._at = moment
        self._visits[moment] += 1
        first = self._visits[moment] == 1
        self.situation = self.situation.visited(first)
        self.events.append(MomentEntered(moment, self._visits[moment]))
        if self._repeats():
            return self.end(HowEnded.STUCK)
        self._lines_shown = False
        if first:
            self._draw_facts(self.moment)
        if self.change(self.moment.effects):
            self._show_moment()

    def go_on(self) -> None:
        """What was shown has been read: to the probe, the menu or the next moment."""
        if self._onward:
            self._go(self._onward)
        else:
            self._ask()

    def open_menu(self) -> None:
        """Offer what is open here; go on where nothing is."""
        open_choices = self._open_choices()
        if not open_choices:
            return self._go(onward_trigger(self._at))
        self.menu = menu(self.moment, open_choices, self.situation, self._draws)
        self.menus_opened += 1
        self.elapsed = 0
        self.awaiting = Awaiting.CHOICE
        self._chain.clear()
        self.events.append(MenuOpened(self.menu))

    def take(self, choice: Choice, waited: Milliseconds) -> None:
        """Take a choice at that instant."""
        self._taken.add((self._at, choice.id))
        self.events.append(ChoiceMade(choice.id, waited))
        if choice.wait and not self._pass_steps(waited + self.pace.scaled(choice.wait)):
            return
        if self.change(choice.effects, waited):
            trigger = choice_trigger(self._at, choice.id)
            self._page(choice.reply, f"reply {self._at}/{choice.id}", onward=trigger)

    def end(self, how: HowEnded, ending: str = "") -> None:
        """Nothing more comes."""
        self.awaiting = Awaiting.NOTHING
        self.menu = ()
        self.events.append(RunEnded(how, ending))

    def _show_moment(self) -> None:
        self._lines_shown = True
        self._page(self.moment.lines, f"moment {self._at}", onward=None)

    def _page(self, lines: tuple[Line, ...], place: str, onward: str | None) -> None:
        """Show lines, then go onward (None: to the probe and the menu) once they have been read."""
        self._onward = onward
        self.awaiting = Awaiting.READING
        if not self.show(lines, place):
            self.go_on()

    def _ask(self) -> None:
        probe = self.moment.probe
        if probe and self._at not in self._asked and self._open_choices():
            self._asked.add(self._at)
            self.events.append(ProbeAsked(self._at))
            self.awaiting = Awaiting.ANSWER
        else:
            self.open_menu()

    def _open_choices(self) -> list[Choice]:
        return [
            choice
            for choice in self.moment.choices
            if not (choice.once and (self._at, choice.id) in self._taken)
            and self.situation.meets(choice.when)
        ]

    def _go(self, trigger: str) -> None:
        """Pull this trigger once the work at hand is done (chains are walked in a loop, not by recursion)."""
        self._pulled = trigger

    def _follow(self, trigger: str) -> None:
        target = self._graph.follow(
            trigger, self.situation, lambda limit: self._draws.below(limit, "next", trigger)
        )
        if target is None:
            self.end(HowEnded.STUCK)
        elif target == BACK:
            self._go_back()
        else:
            self._arrive(target)

    def _arrive(self, target: Target) -> None:
        if not target.startswith(ENDING):
            return self.enter(target)
        ending = self.scenario.endings[target.removeprefix(ENDING)]
        self.show(ending.lines, f"ending {ending.id}")
        self.end(HowEnded.ENDING, ending.id)

    def _go_back(self) -> None:
        if self._lines_shown:
            self.open_menu()
        else:
            self._show_moment()

    # ---- change and time

    def change(self, effects: Effects, waited: Milliseconds = 0) -> bool:
        """Apply effects, then look at the interrupts; False if one broke in."""
        self._become(self.situation.after(effects), waited)
        for interrupt in self.scenario.interrupts_at(self._at):
            if interrupt.id not in self._fired and self.situation.meets(interrupt.when):
                self._break_in(interrupt, waited)
                return False
        return True

    def pass_time(self, waited: Milliseconds) -> bool:
        """Settle everything due until `waited`; False if the menu closed."""
        limit = self.time_limit
        until = waited if limit is None else min(waited, limit)
        if not self._pass_steps(until):
            return False
        if limit is not None and waited >= limit:
            assert self.moment.on_time_out
            self.take(self.moment.on_time_out, limit)
            return False
        return True

    def _break_in(self, interrupt: Interrupt, waited: Milliseconds) -> None:
        self._fired.add(interrupt.id)
        self.events.append(InterruptFired(interrupt.id, waited))
        if self.change(interrupt.effects, waited):
            self._page(interrupt.lines, f"interrupt {interrupt.id}", onward=interrupt_trigger(interrupt.id))

    def _become(self, after: Situation, waited: Milliseconds) -> None:
        self.events.extend(changes(self.situation, after, self.scenario.facts, waited))
        self.situation = after

    def _draw_facts(self, moment: Moment) -> None:
        for fact, percent in moment.draw.items():
            came_true = self._draws.below(100, "draw", f"{moment.id}:{fact}") < percent
            self.events.append(FactDrawn(fact, came_true))
            if came_true:
                self.situation = self.situation.after((FactSet(fact, True),))

    def _pass_steps(self, until: Milliseconds) -> bool:
        """Apply the drift steps due until then, instant by instant; False if an interrupt broke in."""
        drifts = self.moment.drift
        while (instant := self.pace.next_step(drifts, self.elapsed)) is not None and instant <= until:
            self.elapsed = instant
            if not self.change(self.pace.due(drifts, instant), instant):
                return False
        self.elapsed = max(self.elapsed, until)
        return True

    # ---- small ones

    def show(self, lines: tuple[Line, ...], place: str) -> bool:
        """Tell the lines that hold now; True if there was one."""
        before = len(self.events)
        self.events.extend(shown(lines, place, self.situation, self._draws))
        return len(self.events) > before

    def _repeats(self) -> bool:
        """True if the chain of moments since the last menu enters the same situation again."""
        here = (self._at, self.situation.key, frozenset(self._fired))
        repeated = here in self._chain
        self._chain.add(here)
        return repeated
