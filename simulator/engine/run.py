"""A run: one way through a scenario. Takes choices and times, returns what happened; knows no clock, disk or face."""

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
    InjectSetOff,
    InterruptFired,
    MenuItem,
    MenuOpened,
    MomentEntered,
    ProbeAnswered,
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

SEMANTICS = 1  # the version of the meaning of the format that this engine gives it


class Awaiting(Enum):
    """What a run waits for."""

    READING = "reading"  # read(): the lines have been read
    ANSWER = "answer"  # answer(): the moment's probe
    CHOICE = "choice"  # choose() or tick(): the menu is open
    NOTHING = "nothing"  # the run is over


class NotOpen(ValueError):
    """What was asked for is not open at this instant."""


class Run:
    """One run. Every method returns the events that it caused, in order; equal inputs give equal events.

    Times are whole milliseconds since the menu opened, on the officer's clock. `started.pace` scales the scenario's
    limits, drift periods and waits alike (percent); 0 stops limits and drift.
    """

    def __init__(self, scenario: Scenario, started: RunStarted) -> None:
        self.scenario = scenario
        self.started = started
        self.situation: Situation = opening(scenario)
        self.awaiting = Awaiting.READING
        self.menu: tuple[MenuItem, ...] = ()
        self.menus_opened = 0
        self.elapsed: Milliseconds = 0  # drift and limit are settled up to here
        self._graph = Graph(scenario)
        self._draws = Draws(started.seed)
        self._pace = Pace(started.pace)
        self._visits: Counter[MomentId] = Counter()
        self._taken: set[tuple[MomentId, ChoiceId]] = set()
        self._fired: set[str] = set()
        self._asked: set[MomentId] = set()
        self._set_off: set[str] = set()
        self._chain: set[object] = set()  # situations entered since the last menu
        self._lines_shown = False  # of this entry of the moment
        self._onward: str | None = None  # the trigger to pull once the lines have been read
        self._pulled: str | None = None  # the trigger to pull now
        self._events: list[Event] = []

    # ---- what a face may ask

    @property
    def moment(self) -> Moment:
        """The moment that the run is at, or ended in."""
        return self.scenario.moment(self._at)

    @property
    def time_limit(self) -> Milliseconds | None:
        """When the open menu times out, in milliseconds since it opened; None if it never does."""
        return self._pace.limit(self.moment)

    @property
    def next_due(self) -> Milliseconds | None:
        """When `tick` next has something to do, in milliseconds since the menu opened."""
        if self.awaiting is not Awaiting.CHOICE:
            return None
        due = (self._pace.next_step(self.moment.drift, self.elapsed), self.time_limit)
        return min((instant for instant in due if instant is not None), default=None)

    @property
    def open_injects(self) -> tuple[str, ...]:
        """What a trainer may set off now."""
        awaited = self.awaiting is Awaiting.CHOICE
        return tuple(id for id in self.scenario.injects if awaited and id not in self._set_off)

    # ---- what goes in

    def start(self) -> tuple[Event, ...]:
        """Begin: enter the first moment."""
        self._events.append(self.started)
        self._enter(self.scenario.start)
        return self._told()

    def read(self) -> tuple[Event, ...]:
        """The lines have been read: go on to the probe, the menu or the next moment."""
        self._expect(Awaiting.READING)
        if self._onward:
            self._go(self._onward)
        else:
            self._ask()
        return self._told()

    def answer(self, answer: str) -> tuple[Event, ...]:
        """Answer the probe; the menu opens."""
        self._expect(Awaiting.ANSWER)
        assert self.moment.probe
        if answer not in self.moment.probe.answers:
            raise NotOpen(f'"{answer}" is no answer here')
        self._events.append(ProbeAnswered(self._at, answer))
        self._open_menu()
        return self._told()

    def tick(self, waited: Milliseconds) -> tuple[Event, ...]:
        """Let time pass until `waited`: drifts, interrupts and the limit, each at its own instant."""
        self._expect(Awaiting.CHOICE)
        self._pass_time(waited)
        return self._told()

    def choose(self, choice: ChoiceId, waited: Milliseconds) -> tuple[Event, ...]:
        """Take a choice of the open menu. What fell due before comes first; if that closes the menu, the choice is not made."""
        self._expect(Awaiting.CHOICE)
        if not any(item.choice == choice and item.open for item in self.menu):
            raise NotOpen(f'"{choice}" is not open at {self._at}')
        if self._pass_time(waited):
            self._take(self.moment.choice(choice), waited)
        return self._told()

    def set_off(self, inject: str, waited: Milliseconds) -> tuple[Event, ...]:
        """A trainer's inject: effects, interrupts, lines; the menu is unchanged. What fell due before comes first."""
        self._expect(Awaiting.CHOICE)
        if inject in self._set_off or inject not in self.scenario.injects:
            raise NotOpen(f'"{inject}" cannot be set off now')
        if self._pass_time(waited):
            self._set_off.add(inject)
            self._events.append(InjectSetOff(inject, waited))
            fact = self.scenario.injects[inject]
            if self._change(fact.effects, waited):
                self._show(fact.lines, f"inject {inject}")
        return self._told()

    def stop(self) -> tuple[Event, ...]:
        """The officer stops the run."""
        if self.awaiting is not Awaiting.NOTHING:
            self._end(HowEnded.STOPPED)
        return self._told()

    # ---- entering, reading, choosing

    def _enter(self, moment: MomentId) -> None:
        self._at = moment
        self._visits[moment] += 1
        first = self._visits[moment] == 1
        self.situation = self.situation.visited(first)
        self._events.append(MomentEntered(moment, self._visits[moment]))
        if self._repeats():
            return self._end(HowEnded.STUCK)
        self._lines_shown = False
        if first:
            self._draw_facts(self.moment)
        if self._change(self.moment.effects):
            self._show_moment()

    def _show_moment(self) -> None:
        self._lines_shown = True
        self._page(self.moment.lines, f"moment {self._at}", onward=None)

    def _page(self, lines: tuple[Line, ...], place: str, onward: str | None) -> None:
        """Show lines, then go onward (None: to the probe and the menu) once they have been read."""
        self._onward = onward
        self.awaiting = Awaiting.READING
        if not self._show(lines, place):
            if onward:
                self._go(onward)
            else:
                self._ask()

    def _ask(self) -> None:
        probe = self.moment.probe
        if probe and self._at not in self._asked and self._open_choices():
            self._asked.add(self._at)
            self._events.append(ProbeAsked(self._at))
            self.awaiting = Awaiting.ANSWER
        else:
            self._open_menu()

    def _open_menu(self) -> None:
        open_choices = self._open_choices()
        if not open_choices:
            return self._go(onward_trigger(self._at))
        self.menu = menu(self.moment, open_choices, self.situation, self._draws)
        self.menus_opened += 1
        self.elapsed = 0
        self.awaiting = Awaiting.CHOICE
        self._chain.clear()
        self._events.append(MenuOpened(self.menu))

    def _open_choices(self) -> list[Choice]:
        return [
            choice
            for choice in self.moment.choices
            if not (choice.once and (self._at, choice.id) in self._taken)
            and self.situation.meets(choice.when)
        ]

    def _take(self, choice: Choice, waited: Milliseconds) -> None:
        self._taken.add((self._at, choice.id))
        self._events.append(ChoiceMade(choice.id, waited))
        if choice.wait and not self._pass_steps(waited + self._pace.scaled(choice.wait)):
            return
        if self._change(choice.effects, waited):
            trigger = choice_trigger(self._at, choice.id)
            self._page(choice.reply, f"reply {self._at}/{choice.id}", onward=trigger)

    def _go(self, trigger: str) -> None:
        """Pull this trigger once the work at hand is done (chains are walked in a loop, not by recursion)."""
        self._pulled = trigger

    def _follow(self, trigger: str) -> None:
        target = self._graph.follow(
            trigger, self.situation, lambda limit: self._draws.below(limit, "next", trigger)
        )
        if target is None:
            self._end(HowEnded.STUCK)
        elif target == BACK:
            self._go_back()
        else:
            self._arrive(target)

    def _arrive(self, target: Target) -> None:
        if not target.startswith(ENDING):
            return self._enter(target)
        ending = self.scenario.endings[target.removeprefix(ENDING)]
        self._show(ending.lines, f"ending {ending.id}")
        self._end(HowEnded.ENDING, ending.id)

    def _go_back(self) -> None:
        if self._lines_shown:
            self._open_menu()
        else:
            self._show_moment()

    def _end(self, how: HowEnded, ending: str = "") -> None:
        self.awaiting = Awaiting.NOTHING
        self.menu = ()
        self._events.append(RunEnded(how, ending))

    # ---- change and time

    def _change(self, effects: Effects, waited: Milliseconds = 0) -> bool:
        """Apply effects, then look at the interrupts; False if one broke in."""
        self._become(self.situation.after(effects), waited)
        for interrupt in self.scenario.interrupts_at(self._at):
            if interrupt.id not in self._fired and self.situation.meets(interrupt.when):
                self._break_in(interrupt, waited)
                return False
        return True

    def _break_in(self, interrupt: Interrupt, waited: Milliseconds) -> None:
        self._fired.add(interrupt.id)
        self._events.append(InterruptFired(interrupt.id, waited))
        if self._change(interrupt.effects, waited):
            self._page(interrupt.lines, f"interrupt {interrupt.id}", onward=interrupt_trigger(interrupt.id))

    def _become(self, after: Situation, waited: Milliseconds) -> None:
        self._events.extend(changes(self.situation, after, self.scenario.facts, waited))
        self.situation = after

    def _draw_facts(self, moment: Moment) -> None:
        for fact, percent in moment.draw.items():
            came_true = self._draws.below(100, "draw", f"{moment.id}:{fact}") < percent
            self._events.append(FactDrawn(fact, came_true))
            if came_true:
                self.situation = self.situation.after((FactSet(fact, True),))

    def _pass_time(self, waited: Milliseconds) -> bool:
        """Settle everything due until `waited`; False if the menu closed."""
        limit = self.time_limit
        until = waited if limit is None else min(waited, limit)
        if not self._pass_steps(until):
            return False
        if limit is not None and waited >= limit:
            assert self.moment.on_time_out
            self._take(self.moment.on_time_out, limit)
            return False
        return True

    def _pass_steps(self, until: Milliseconds) -> bool:
        """Apply the drift steps due until then, instant by instant; False if an interrupt broke in."""
        drifts = self.moment.drift
        while (instant := self._pace.next_step(drifts, self.elapsed)) is not None and instant <= until:
            self.elapsed = instant
            if not self._change(self._pace.due(drifts, instant), instant):
                return False
        self.elapsed = max(self.elapsed, until)
        return True

    # ---- small ones

    def _show(self, lines: tuple[Line, ...], place: str) -> bool:
        """Tell the lines that hold now; True if there was one."""
        before = len(self._events)
        self._events.extend(shown(lines, place, self.situation, self._draws))
        return len(self._events) > before

    def _repeats(self) -> bool:
        """True if the chain of moments since the last menu enters the same situation again."""
        here = (self._at, self.situation.key, frozenset(self._fired))
        repeated = here in self._chain
        self._chain.add(here)
        return repeated

    def _expect(self, awaited: Awaiting) -> None:
        if self.awaiting is not awaited:
            raise NotOpen(f"the run awaits {self.awaiting.value}, not {awaited.value}")

    def _told(self) -> tuple[Event, ...]:
        while self._pulled:
            trigger, self._pulled = self._pulled, None
            self._follow(trigger)
        told, self._events = tuple(self._events), []
        return told
