"""A rehearsal: a run for its author's eyes. Begins at any moment, goes back step by step, outlives a change of the text.

It is recorded nowhere. What was done is kept as steps, and the run is played again from them whenever something changes.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cached_property

from simulator.engine import SEMANTICS, Awaiting, NotOpen, Run
from simulator.model.events import Event, InterruptFired, RunStarted
from simulator.model.scenario import (
    Branch,
    Choice,
    ChoiceId,
    Effect,
    Effects,
    FactSet,
    MeterSet,
    Milliseconds,
    Moment,
    MomentId,
    Outcome,
    Scenario,
    Target,
)
from simulator.model.situation import Situation
from simulator.views import Spoken, View, Words, view_of

ASIDE = "~"  # a scene that no author can name
OFFICER = "Morgan"


@dataclass(frozen=True, slots=True)
class Beginning:
    """Where a rehearsal begins: at a moment ("" is the scenario's start), after these effects."""

    moment: MomentId = ""
    effects: Effects = ()


@dataclass(frozen=True, slots=True)
class Reading:
    """The lines were read."""


@dataclass(frozen=True, slots=True)
class Answering:
    """The probe was answered."""

    answer: str


@dataclass(frozen=True, slots=True)
class Choosing:
    """A choice was taken."""

    choice: ChoiceId
    waited: Milliseconds


@dataclass(frozen=True, slots=True)
class Waiting:
    """Time passed until something was due."""

    waited: Milliseconds


@dataclass(frozen=True, slots=True)
class SettingOff:
    """An inject was set off."""

    inject: str
    waited: Milliseconds


Step = Reading | Answering | Choosing | Waiting | SettingOff


@dataclass(frozen=True, slots=True)
class Prospect:
    """What a choice would do from here: the effects that hold, then an interrupt, or where it leads with which chance."""

    choice: ChoiceId
    effects: Effects
    interrupt: str = ""
    targets: tuple[tuple[Target, int], ...] = ()  # with the percent of each; none where no branch holds


@dataclass(frozen=True)
class Rehearsal:
    """A scenario with the steps that were taken through it: each change gives a new rehearsal."""

    scenario: Scenario
    beginning: Beginning = Beginning()
    seed: int = 1
    steps: tuple[Step, ...] = ()

    # ---- what is shown

    @property
    def view(self) -> View:
        """What a face shows now."""
        run, events = self._played
        return view_of(run, events, OFFICER)

    @property
    def said(self) -> tuple[Spoken, ...]:
        """All that was said and done so far, in words."""
        return tuple(Words(self._run.scenario, OFFICER).all_said(self._played[1]))

    @property
    def situation(self) -> Situation:
        """All meters and facts now."""
        return self._run.situation

    @property
    def menus(self) -> int:
        """How many menus have opened: a new number is a new clock."""
        return self._run.menus_opened

    @property
    def prospects(self) -> tuple[Prospect, ...]:
        """What each choice of the open menu would do now, in the menu's order."""
        if self._run.awaiting is not Awaiting.CHOICE:
            return ()
        return tuple(self._prospect(self._run.moment.choice(item.choice)) for item in self._run.menu)

    @cached_property
    def _played(self) -> tuple[Run, tuple[Event, ...]]:
        scenario = begun_at(self.scenario, self.beginning)
        run = Run(scenario, RunStarted(scenario.id, "", "", SEMANTICS, self.seed))
        events = list(run.start())
        for step in self.steps:
            events += taken(run, step)
        return run, tuple(events)

    @property
    def _run(self) -> Run:
        return self._played[0]

    def _prospect(self, choice: Choice) -> Prospect:
        run = self._run
        held = tuple(each for each in choice.effects if run.situation.meets(each.when))
        after = run.situation.after(choice.effects)
        fired = {event.interrupt for event in self._played[1] if isinstance(event, InterruptFired)}
        for interrupt in run.scenario.interrupts_at(run.moment.id):
            if interrupt.id not in fired and after.meets(interrupt.when):
                return Prospect(choice.id, held, interrupt.id)
        return Prospect(choice.id, held, targets=tuple(_targets(choice.next, after)))

    # ---- what an author does

    def after(self, step: Step) -> Rehearsal:
        """One step on; the same rehearsal where that is not open now."""
        further = replace(self, steps=(*self.steps, step))
        try:
            _ = further._played
        except NotOpen:
            return self
        return further

    def back(self) -> Rehearsal:
        """Before the last thing that the author did; time that passed by itself goes with it."""
        steps = self.steps
        while steps and isinstance(steps[-1], Waiting):
            steps = steps[:-1]
        return replace(self, steps=steps[:-1])

    def again(self) -> Rehearsal:
        """From the beginning, with the same chances."""
        return replace(self, steps=())

    def other_chances(self) -> Rehearsal:
        """The same steps, as far as they go, where chance falls otherwise."""
        return replace(self, seed=self.seed + 1, steps=()).follow(self.steps)

    def rewritten(self, scenario: Scenario) -> Rehearsal:
        """The same place in a changed text: by the same steps, or else begun there as things stood; else at the start."""
        here, now = self._run.moment.id, self.situation
        followed = replace(self, scenario=scenario, steps=()).follow(self.steps)
        if followed._run.moment.id == here and len(followed.steps) == len(self.steps):
            return followed
        if any(moment.id == here for moment in scenario.moments):
            return Rehearsal(scenario, Beginning(here, _as_it_stood(now, scenario)), self.seed)
        return followed

    def follow(self, steps: Sequence[Step]) -> Rehearsal:
        """These steps, up to the first that is not open."""
        so_far = self
        for step in steps:
            further = so_far.after(step)
            if further is so_far:
                return so_far
            so_far = further
        return so_far


def begun_at(scenario: Scenario, beginning: Beginning) -> Scenario:
    """The scenario with a scene before it, which does the effects and leads to the moment."""
    if not beginning.moment and not beginning.effects:
        return scenario
    target = beginning.moment or scenario.start
    opening = Moment(f"{ASIDE}.opening", effects=beginning.effects, next=(Branch((Outcome(target),)),))
    scene = replace(scenario.scenes[target.partition(".")[0]], id=ASIDE, moments={opening.id: opening})
    return replace(scenario, start=opening.id, scenes={**scenario.scenes, ASIDE: scene})


def taken(run: Run, step: Step) -> tuple[Event, ...]:
    """What happens when a run is given this step; NotOpen where it cannot be."""
    match step:
        case Reading():
            return run.read()
        case Answering(answer):
            return run.answer(answer)
        case Choosing(choice, waited):
            return run.choose(choice, waited)
        case Waiting(waited):
            return run.tick(waited)
        case SettingOff(inject, waited):
            return run.set_off(inject, waited)


def _targets(way: Sequence[Branch], after: Situation) -> Iterator[tuple[Target, int]]:
    branch = next((each for each in way if after.meets(each.when)), None)
    for outcome in branch.outcomes if branch else ():
        if after.meets(outcome.when):
            yield outcome.target, outcome.chance


def _as_it_stood(now: Situation, scenario: Scenario) -> tuple[Effect, ...]:
    """Effects that bring about this situation, as far as the scenario still knows its meters and facts."""
    meters = (MeterSet(name, value) for name, value in now.meters.items() if name in scenario.meters)
    facts = (FactSet(name, True) for name in now.facts if name in scenario.facts)
    return (*meters, *facts)
