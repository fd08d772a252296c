"""What each choice of a run was worth on a scale against what else was open: the arithmetic of choice quality (pure)."""

from __future__ import annotations

from collections.abc import Collection, Hashable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import Enum
from statistics import median

from scoring.rubric import Behavior, DimensionId, IndexId, Rubric
from scoring.settings import Panel, Settings
from simulator.model.decisions import Decision
from simulator.model.scenario import Choice, ChoiceId, Milliseconds, Moment, Scenario


class Standing(Enum):
    """What a decision counts for."""

    COUNTED = "counted"
    RECOVERY = "recovery"  # the same menu had been faced before in this run
    AFTER_INJECT = "after_inject"  # a trainer had intervened


class Top(Enum):
    """What the best of a menu was taken over."""

    SOUND = "sound"  # its choices with a loss below the limit of "sound"
    MENU = "menu"  # all its choices, since their losses are not known


@dataclass(frozen=True, slots=True)
class Scale:
    """A dimension, or one index of it."""

    dimension: DimensionId
    index: IndexId = ""

    def holds(self, behavior: Behavior) -> bool:
        """True if the behavior counts on this scale."""
        return behavior.dimension == self.dimension and self.index in ("", behavior.index)


@dataclass(frozen=True, slots=True)
class Faced:
    """One decision with what was open in it; `losses` is empty where they are not known for the whole menu."""

    number: int  # of the decision in its course, from 0
    moment: Moment
    chosen: Choice
    open: tuple[Choice, ...]
    waited: Milliseconds
    standing: Standing
    losses: Mapping[ChoiceId, float]

    @property
    def top(self) -> Top:
        """What the best of this menu is taken over."""
        return Top.SOUND if self.losses else Top.MENU


@dataclass(frozen=True, slots=True)
class Opportunity:
    """Where a choice stood on one scale between the least and the top of its menu, and how much that weighs."""

    decision: int
    value: float
    least: float
    top: float
    weight: float
    disputed: bool = False

    def at(self, decision: int) -> Opportunity:
        """The same in another decision."""
        return Opportunity(decision, self.value, self.least, self.top, self.weight, self.disputed)

    @property
    def score(self) -> float:
        """From 0, the least that was open, to 1, the top."""
        return min(1.0, max(0.0, (self.value - self.least) / (self.top - self.least)))


def faced_in(
    scenario: Scenario,
    decisions: Sequence[Decision],
    losses: Sequence[Mapping[ChoiceId, float]] | None = None,
) -> Iterator[Faced]:
    """The decisions with what was open in them; ValueError unless there are losses for each, or none at all."""
    seen: set[tuple[str, frozenset[ChoiceId]]] = set()
    known = [{}] * len(decisions) if losses is None else losses
    for number, (decision, its_losses) in enumerate(zip(decisions, known, strict=True)):
        moment, menu = scenario.moment(decision.moment), frozenset(decision.open_choices)
        standing = _standing(decision, (decision.moment, menu) in seen)
        seen.add((decision.moment, menu))
        yield Faced(
            number=number,
            moment=moment,
            chosen=moment.choice(decision.choice),
            open=tuple(moment.choice(id) for id in decision.open_choices),
            waited=decision.waited,
            standing=standing,
            losses=its_losses if standing is not Standing.AFTER_INJECT and menu <= its_losses.keys() else {},
        )


def _standing(decision: Decision, again: bool) -> Standing:
    if decision.injected:
        return Standing.AFTER_INJECT
    return Standing.RECOVERY if again else Standing.COUNTED


class Key:
    """A rubric's key to a scenario: what a choice is worth among those open, worked out once for many runs."""

    def __init__(self, rubric: Rubric, settings: Settings) -> None:
        self._rubric = rubric
        self._settings = settings
        self._known: dict[tuple[Hashable, ...], Mapping[Scale, Opportunity]] = {}
        self._scales = tuple(
            Scale(dimension.id, index)
            for dimension in rubric.dimensions.values()
            for index in ("", *dimension.indices)
        )

    def opportunities(self, faced: Faced) -> Mapping[Scale, Opportunity]:
        """What the decision was worth on each scale on which something open was better than the least."""
        eligible = _eligible(faced, self._settings.losses.sound)
        open_ids = sorted(each.id for each in faced.open)  # a menu is shuffled, which changes nothing here
        place = (faced.moment.id, faced.chosen.id, *open_ids, "", *sorted(eligible))
        if place not in self._known:
            self._known[place] = dict(self._weighed(faced, eligible))
        return {scale: found.at(faced.number) for scale, found in self._known[place].items()}

    def _weighed(self, faced: Faced, eligible: Collection[ChoiceId]) -> Iterator[tuple[Scale, Opportunity]]:
        for scale in self._scales:
            if found := _opportunity(faced, eligible, scale, self._rubric, self._settings):
                yield scale, found


def _opportunity(
    faced: Faced, eligible: Collection[ChoiceId], scale: Scale, rubric: Rubric, settings: Settings
) -> Opportunity | None:
    """What the decision was worth on the scale; None where nothing open was better than the least."""
    worth = {each.id: _worth(each, scale, rubric, settings.panel) for each in faced.open}
    least = min(worth.values(), default=0)
    top = max((worth[id] for id in eligible), default=least)
    if top <= least:
        return None
    disputed = any(_disputed(each, scale, rubric, settings.panel) for each in (faced.chosen, *faced.open))
    return Opportunity(
        decision=faced.number,
        value=_worth(faced.chosen, scale, rubric, settings.panel),
        least=least,
        top=top,
        weight=faced.moment.weight * (settings.panel.disputed_weight if disputed else 1),
        disputed=disputed,
    )


def _eligible(faced: Faced, sound: float) -> Collection[ChoiceId]:
    """The choices that the top is taken over; a time-out is never one."""
    ids = [each.id for each in faced.open]
    return [id for id in ids if faced.losses[id] < sound] if faced.losses else ids


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
