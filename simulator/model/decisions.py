"""The decisions of a run, read back from its events: what was open, what was chosen, and how things stood."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from functools import partial

from simulator.model.events import (
    ChoiceMade,
    Event,
    FactChanged,
    FactDrawn,
    HowEnded,
    InjectSetOff,
    InterruptFired,
    LineShown,
    MenuItem,
    MenuOpened,
    MeterChanged,
    MomentEntered,
    ProbeAnswered,
    ProbeAsked,
    RunEnded,
    RunStarted,
)
from simulator.model.scenario import ChoiceId, EndingId, Milliseconds, MomentId, Scenario
from simulator.model.situation import Situation, opening


@dataclass(frozen=True, slots=True)
class Decision:
    """One menu and what became of it."""

    moment: MomentId
    visit: int
    items: tuple[MenuItem, ...]  # in the order shown
    choice: ChoiceId  # TIME_OUT where time ran out
    waited: Milliseconds
    at_opening: Situation
    at_choice: Situation  # after the drift that came first, before the choice's effects
    after: Situation  # when the next menu opened, or the run ended
    injected: bool = False  # a trainer had intervened in the run by then

    @property
    def open_choices(self) -> tuple[ChoiceId, ...]:
        """The ids of the choices that could be taken, in the order shown."""
        return tuple([item.choice for item in self.items if item.open])


@dataclass(frozen=True, slots=True)
class ProbeTaken:
    """One probe as it was answered, and how things stood."""

    moment: MomentId
    answer: str
    at: Situation


@dataclass(frozen=True, slots=True)
class Course:
    """One run's way through a scenario, as its events tell it."""

    decisions: tuple[Decision, ...]
    probes: tuple[ProbeTaken, ...]
    how: HowEnded | None  # None while the run goes on
    ending: EndingId
    last: Situation
    pace: int = 100  # of its clock, in percent of the scenario's; 0 is off
    injected: bool = False  # a trainer intervened


def course_of(scenario: Scenario, events: Iterable[Event]) -> Course:
    """Fold a run's events into its course; needs no engine, so that old runs can be read for ever."""
    fold = _Fold(scenario)
    fold.follow(events)
    return fold.course()


def is_correct(scenario: Scenario, taken: ProbeTaken) -> bool:
    """True if the answer was the right one at that situation."""
    probe = scenario.moment(taken.moment).probe
    if probe is None:
        return False
    right = next((each.answer for each in probe.correct if taken.at.meets(each.when)), None)
    return right == taken.answer


class _Fold:
    """The state of one fold over a run's events."""

    def __init__(self, scenario: Scenario) -> None:
        self._now = opening(scenario)
        self._moment, self._visit = scenario.start, 0
        self._items: tuple[MenuItem, ...] = ()
        self._at_opening = self._now
        self._pace, self._injected = 100, False
        self._decisions: list[Decision] = []
        self._probes: list[ProbeTaken] = []
        self._unsettled: Callable[[Situation], Decision] | None = None
        self._how: HowEnded | None = None
        self._ending = ""

    def follow(self, events: Iterable[Event]) -> None:
        for event in events:
            match event:  # what happens most often comes first
                case LineShown():
                    pass
                case MeterChanged(meter, value):
                    self._now = self._now.with_meter(meter, value)
                case MomentEntered(moment, visit):
                    self._moment, self._visit = moment, visit
                    self._now = self._now.visited(visit == 1)
                case MenuOpened(items):
                    self._settle()
                    self._items, self._at_opening = items, self._now
                case ChoiceMade(choice, waited):
                    self._decide(choice, waited)
                case FactChanged(fact, value):
                    self._now = self._now.with_fact(fact, value)
                case FactDrawn(fact, came_true):
                    self._now = self._now.with_fact(fact, True) if came_true else self._now
                case ProbeAnswered(moment, answer):
                    self._probes.append(ProbeTaken(moment, answer, self._now))
                case InjectSetOff():
                    self._injected = True
                case RunStarted():
                    self._pace = event.pace
                case RunEnded(how, ending):
                    self._how, self._ending = how, ending
                case InterruptFired() | ProbeAsked():
                    pass

    def course(self) -> Course:
        self._settle()
        return Course(
            decisions=tuple(self._decisions),
            probes=tuple(self._probes),
            how=self._how,
            ending=self._ending,
            last=self._now,
            pace=self._pace,
            injected=self._injected,
        )

    def _decide(self, choice: ChoiceId, waited: Milliseconds) -> None:
        self._settle()
        self._unsettled = partial(
            Decision,
            self._moment,
            self._visit,
            self._items,
            choice,
            waited,
            self._at_opening,
            self._now,
            injected=self._injected,
        )

    def _settle(self) -> None:
        """What came of the last decision is known once the next menu opens."""
        if self._unsettled:
            self._decisions.append(self._unsettled(self._now))
            self._unsettled = None
