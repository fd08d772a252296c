"""A situation: all meters and facts now. The only place that says when conditions hold and what effects do."""

from __future__ import annotations

import operator
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

from simulator.model.scenario import (
    AnyOf,
    Comparison,
    Condition,
    Conditions,
    Effects,
    FactIs,
    FactName,
    FactSet,
    FirstVisit,
    Meter,
    MeterChange,
    MeterIs,
    MeterName,
    MeterSet,
    Scenario,
    Text,
)

COMPARE: Mapping[Comparison, Callable[[int, int], bool]] = {
    Comparison.BELOW: operator.lt,
    Comparison.AT_MOST: operator.le,
    Comparison.EQUAL: operator.eq,
    Comparison.AT_LEAST: operator.ge,
    Comparison.ABOVE: operator.gt,
}


@dataclass(frozen=True, slots=True)
class Situation:
    """All meters and facts at one instant, and whether the moment is visited for the first time."""

    meters: Mapping[MeterName, int]
    facts: frozenset[FactName] = frozenset()  # those that are true
    first_visit: bool = True
    ranges: Mapping[MeterName, Meter] = field(default_factory=dict, compare=False, repr=False)

    def meets(self, conditions: Conditions) -> bool:
        """True if all the conditions hold."""
        return all(self._holds(condition) for condition in conditions)

    def after(self, effects: Effects) -> Situation:
        """The situation after the effects, all together: sets first, then changes, then the range."""
        if not effects:
            return self
        due = [effect for effect in effects if not effect.when or self.meets(effect.when)]
        meters, facts = dict(self.meters), set(self.facts)
        for effect in sorted(due, key=lambda effect: isinstance(effect, MeterChange)):
            match effect:
                case MeterSet(meter, value):
                    meters[meter] = value
                case MeterChange(meter, change):
                    meters[meter] += change
                case FactSet(fact, value):
                    (facts.add if value else facts.discard)(fact)
        for effect in due:
            if not isinstance(effect, FactSet):
                meters[effect.meter] = self._clamped(effect.meter, meters[effect.meter])
        return Situation(meters, frozenset(facts), self.first_visit, self.ranges)

    def with_meter(self, meter: MeterName, value: int) -> Situation:
        """The same situation with that meter at the value, kept in its range; KeyError if there is no such meter."""
        meters = {**self.meters, meter: self._clamped(meter, value)}
        return Situation(meters, self.facts, self.first_visit, self.ranges)

    def with_fact(self, fact: FactName, value: bool) -> Situation:
        """The same situation in which that fact is true, or is not."""
        facts = self.facts | {fact} if value else self.facts - {fact}
        return Situation(self.meters, facts, self.first_visit, self.ranges)

    def visited(self, first: bool) -> Situation:
        """The same situation in a moment that is, or is not, visited for the first time."""
        if self.first_visit is first:
            return self
        return Situation(self.meters, self.facts, first, self.ranges)

    @property
    def key(self) -> tuple[object, ...]:
        """A hashable form, equal for equal situations of one scenario."""
        return (*self.meters.values(), self.facts, self.first_visit)

    def open_variants(self, text: Text) -> tuple[int, ...]:
        """The numbers of the wordings that may be drawn now: conditional ones that hold go before plain ones."""
        holding = tuple(n for n, variant in enumerate(text) if variant.when and self.meets(variant.when))
        return holding or tuple(n for n, variant in enumerate(text) if not variant.when)

    def _holds(self, condition: Condition) -> bool:
        match condition:
            case FactIs(fact, value):
                return (fact in self.facts) is value
            case MeterIs(meter, comparison, number):
                return COMPARE[comparison](self.meters[meter], number)
            case FirstVisit():
                return self.first_visit
            case AnyOf(conditions):
                return any(self._holds(each) for each in conditions)

    def _clamped(self, meter: MeterName, value: int) -> int:
        limits = self.ranges[meter]
        return max(limits.min, min(limits.max, value))


def opening(scenario: Scenario) -> Situation:
    """The situation in which every run of the scenario begins."""
    meters = {name: meter.start for name, meter in scenario.meters.items()}
    return Situation(meters=meters, ranges=scenario.meters)
