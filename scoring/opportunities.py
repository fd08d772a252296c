"""What each choice of a run was worth on a scale against what else was open: the arithmetic of choice quality (pure)."""

from __future__ import annotations

from collections.abc import Collection, Hashable, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from enum import Enum
from statistics import median
from typing import NamedTuple, TypeAlias

from scoring.rubric import Behavior, DimensionId, IndexId, Rubric
from scoring.settings import Panel, Settings
from simulator.model.decisions import Decision
from simulator.model.scenario import BehaviorId, Choice, ChoiceId, Moment, Scenario

ByChoice: TypeAlias = Mapping[ChoiceId, float]


class Standing(Enum):
    """What a decision counts for."""

    COUNTED = "counted"
    RECOVERY = "recovery"  # the same menu had been faced before in this run
    AFTER_INJECT = "after_inject"  # a trainer had intervened


class Top(Enum):
    """What the best of a menu was taken over."""

    SOUND = "sound"  # its choices with a loss below the limit of "sound"
    MENU = "menu"  # all its choices, since their losses are not known


class Scale(NamedTuple):
    """A dimension, or one index of it."""

    dimension: DimensionId
    part: IndexId = ""  # an index of it, or "" for all of it

    def holds(self, behavior: Behavior) -> bool:
        """True if the behavior counts on this scale."""
        return behavior.dimension == self.dimension and self.part in ("", behavior.index)


@dataclass(frozen=True, slots=True)
class Faced:
    """What was open in a decision, and what was chosen."""

    moment: Moment
    chosen: Choice
    open: tuple[Choice, ...]  # in the order shown
    menu: frozenset[ChoiceId]


class Sums(NamedTuple):
    """Opportunities summed, in whole numbers: sums of sums are exact."""

    opportunities: int
    score: int  # Σ score, thousandths
    squares: int  # Σ score², millionths
    weight: int  # Σ weight, thousandths
    weighted: int  # Σ weight · score, millionths


@dataclass(frozen=True, slots=True)
class Opportunity:
    """Where a choice stood on one scale between the least and the top of its menu, and how much that weighs."""

    value: float
    least: float
    top: float
    score: float  # from 0, the least that was open, to 1, the top
    weight: float
    disputed: bool
    sums: Sums
    decision: int = 0  # its number in the course, from 0

    def at(self, decision: int) -> Opportunity:
        """The same in that decision."""
        return replace(self, decision=decision)


@dataclass(frozen=True, slots=True)
class Worth:
    """What a choice was worth against what else was open, on each scale on which something was better than the least."""

    opportunities: Mapping[Scale, Opportunity]
    quality: float | None  # the mean score over the dimensions; None without an opportunity
    disputed: bool  # raters dispute the key on one of the dimensions
    disrespect: tuple[BehaviorId, ...]  # that the choice shows


class Key:
    """A rubric's key to a scenario: what a choice is worth among those open, worked out once for many runs."""

    def __init__(self, scenario: Scenario, rubric: Rubric, settings: Settings) -> None:
        self.settings = settings
        self.scenario = scenario
        self._rubric = rubric
        self._faced: dict[tuple[Hashable, ...], Faced] = {}
        self._worths: dict[tuple[Hashable, ...], Worth] = {}
        self.scales = tuple(
            Scale(dimension.id, index)
            for dimension in rubric.dimensions.values()
            for index in ("", *dimension.indices)
        )

    def faced(self, decision: Decision) -> Faced:
        """What was open, and what was chosen; KeyError if that is not of this scenario."""
        place = (decision.moment, decision.choice, decision.open_choices)
        if place not in self._faced:
            moment = self.scenario.moment(decision.moment)
            open_ = tuple(moment.choice(id) for id in decision.open_choices)
            chosen = moment.choice(decision.choice)
            self._faced[place] = Faced(moment, chosen, open_, frozenset(decision.open_choices))
        return self._faced[place]

    def worth(self, faced: Faced, losses: ByChoice) -> Worth:
        """What the choice was worth, against the sound ones of the menu where the losses are known."""
        sound = self.settings.losses.sound
        best = faced.menu if not losses else frozenset(id for id in faced.menu if losses[id] < sound)
        place = (faced.moment.id, faced.chosen.id, faced.menu, best)  # in whatever order they were shown
        if place not in self._worths:
            self._worths[place] = self._worth_of(faced, best)
        return self._worths[place]

    def _worth_of(self, faced: Faced, best: Collection[ChoiceId]) -> Worth:
        weighed = (
            (each, _opportunity(faced, best, each, self._rubric, self.settings)) for each in self.scales
        )
        found = {scale: each for scale, each in weighed if each}
        whole = [each for scale, each in found.items() if not scale.part]
        return Worth(
            opportunities=found,
            quality=sum(each.score for each in whole) / len(whole) if whole else None,
            disputed=any(each.disputed for each in whole),
            disrespect=tuple(each.id for each in shown(faced.chosen, self._rubric) if each.disrespect),
        )


def _opportunity(
    faced: Faced, best: Collection[ChoiceId], scale: Scale, rubric: Rubric, settings: Settings
) -> Opportunity | None:
    """What the decision was worth on the scale; None where nothing open was better than the least."""
    worth = {each.id: _worth(each, scale, rubric, settings.panel) for each in faced.open}
    least = min(worth.values(), default=0)
    top = max((worth[id] for id in best), default=least)
    if top <= least:
        return None
    value = _worth(faced.chosen, scale, rubric, settings.panel)
    score = min(1.0, max(0.0, (value - least) / (top - least)))
    disputed = any(_disputed(each, scale, rubric, settings.panel) for each in (faced.chosen, *faced.open))
    weight = faced.moment.weight * (settings.panel.disputed_weight if disputed else 1)
    return Opportunity(value, least, top, score, weight, disputed, _summed(score, weight))


def _summed(score: float, weight: float) -> Sums:
    whole, heavy = thousandths(score), thousandths(weight)
    return Sums(1, whole, whole * whole, heavy, heavy * whole)


def thousandths(value: float) -> int:
    """The value as a whole number of thousandths."""
    return round(value * 1000)


def shown(choice: Choice, rubric: Rubric) -> Iterator[Behavior]:
    """The behaviors that the choice shows and the rubric knows."""
    return (rubric.behaviors[id] for id in choice.shows if id in rubric.behaviors)


def _worth(choice: Choice, scale: Scale, rubric: Rubric, panel: Panel) -> float:
    return sum(_value(choice, each, panel) for each in shown(choice, rubric) if scale.holds(each))


def _value(choice: Choice, behavior: Behavior, panel: Panel) -> float:
    ratings = choice.ratings.get(behavior.id, ())
    return median(ratings) if len(ratings) >= panel.raters else behavior.value


def _disputed(choice: Choice, scale: Scale, rubric: Rubric, panel: Panel) -> bool:
    rated = (choice.ratings.get(each.id, ()) for each in shown(choice, rubric) if scale.holds(each))
    return any(map(panel.agreement.is_disputed, rated))


def mean_score(opportunities: Iterable[Opportunity]) -> float | None:
    """The weighted mean of the scores; None where there was no opportunity."""
    weighed = [(each.weight, each.score) for each in opportunities]
    total = sum(weight for weight, _ in weighed)
    return sum(weight * score for weight, score in weighed) / total if total else None
