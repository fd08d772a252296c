"""A run: one way through a scenario. Takes choices and times, returns what happened; knows no clock, disk or face."""

from __future__ import annotations

from simulator.engine.unfolding import Awaiting, Unfolding
from simulator.model.events import Event, HowEnded, InjectSetOff, MenuItem, ProbeAnswered, RunStarted
from simulator.model.scenario import ChoiceId, Milliseconds, Moment, Scenario
from simulator.model.situation import Situation

SEMANTICS = 1  # the version of the meaning of the format that this engine gives it


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
        self._now = Unfolding(scenario, started)
        self._set_off: set[str] = set()

    # ---- what a face may ask

    @property
    def moment(self) -> Moment:
        """The moment that the run is at, or ended in."""
        return self._now.moment

    @property
    def situation(self) -> Situation:
        """All meters and facts now."""
        return self._now.situation

    @property
    def awaiting(self) -> Awaiting:
        """What may be put in next."""
        return self._now.awaiting

    @property
    def menu(self) -> tuple[MenuItem, ...]:
        """What the officer sees to choose from."""
        return self._now.menu

    @property
    def menus_opened(self) -> int:
        """How many menus there were so far."""
        return self._now.menus_opened

    @property
    def elapsed(self) -> Milliseconds:
        """Up to when drift and limit of the open menu are settled."""
        return self._now.elapsed

    @property
    def time_limit(self) -> Milliseconds | None:
        """When the open menu times out, in milliseconds since it opened; None if it never does."""
        return self._now.time_limit

    @property
    def next_due(self) -> Milliseconds | None:
        """When `tick` next has something to do, in milliseconds since the menu opened."""
        if self.awaiting is not Awaiting.CHOICE:
            return None
        due = (self._now.pace.next_step(self.moment.drift, self.elapsed), self.time_limit)
        return min((instant for instant in due if instant is not None), default=None)

    @property
    def open_injects(self) -> tuple[str, ...]:
        """What a trainer may set off now."""
        awaited = self.awaiting is Awaiting.CHOICE
        return tuple(id for id in self.scenario.injects if awaited and id not in self._set_off)

    # ---- what goes in

    def start(self) -> tuple[Event, ...]:
        """Begin: enter the first moment."""
        self._now.events.append(self.started)
        self._now.enter(self.scenario.start)
        return self._now.told()

    def read(self) -> tuple[Event, ...]:
        """The lines have been read: go on to the probe, the menu or the next moment."""
        self._expect(Awaiting.READING)
        self._now.go_on()
        return self._now.told()

    def answer(self, answer: str) -> tuple[Event, ...]:
        """Answer the probe; the menu opens."""
        self._expect(Awaiting.ANSWER)
        assert self.moment.probe
        if answer not in self.moment.probe.answers:
            raise NotOpen(f'"{answer}" is no answer here')
        self._now.events.append(ProbeAnswered(self.moment.id, answer))
        self._now.open_menu()
        return self._now.told()

    def tick(self, waited: Milliseconds) -> tuple[Event, ...]:
        """Let time pass until `waited`: drifts, interrupts and the limit, each at its own instant."""
        self._expect(Awaiting.CHOICE)
        self._now.pass_time(waited)
        return self._now.told()

    def choose(self, choice: ChoiceId, waited: Milliseconds) -> tuple[Event, ...]:
        """Take a choice of the open menu. What fell due before comes first; if that closes the menu, the choice is not made."""
        self._expect(Awaiting.CHOICE)
        if not any(item.choice == choice and item.open for item in self.menu):
            raise NotOpen(f'"{choice}" is not open at {self.moment.id}')
        if self._now.pass_time(waited):
            self._now.take(self.moment.choice(choice), waited)
        return self._now.told()

    def set_off(self, inject: str, waited: Milliseconds) -> tuple[Event, ...]:
        """A trainer's inject: effects, interrupts, lines; the menu is unchanged. What fell due before comes first."""
        self._expect(Awaiting.CHOICE)
        if inject in self._set_off or inject not in self.scenario.injects:
            raise NotOpen(f'"{inject}" cannot be set off now')
        if self._now.pass_time(waited):
            self._set_off.add(inject)
            self._now.events.append(InjectSetOff(inject, waited))
            fact = self.scenario.injects[inject]
            if self._now.change(fact.effects, waited):
                self._now.show(fact.lines, f"inject {inject}")
        return self._now.told()

    def stop(self) -> tuple[Event, ...]:
        """The officer stops the run."""
        if self.awaiting is not Awaiting.NOTHING:
            self._now.end(HowEnded.STOPPED)
        return self._now.told()

    def _expect(self, awaited: Awaiting) -> None:
        if self.awaiting is not awaited:
            raise NotOpen(f"the run awaits {self.awaiting.value}, not {awaited.value}")
