"""What a run was worth, computed from its events alone (pure). There is no overall number."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from enum import Enum
from math import fsum

from scoring.judged import Judged, mattered
from scoring.opportunities import ByChoice, Key, Opportunity, Scale, Standing, Top, mean_score
from scoring.rubric import Dimension, DimensionId, FlagId, IndexId, Rubric
from scoring.settings import Settings, house_settings
from scoring.weighed import Weighed, weighed_in
from simulator.model.decisions import Course, course_of, is_correct
from simulator.model.events import Event, HowEnded
from simulator.model.scenario import BehaviorId, ProbeLevel, Scenario


class Unscored(Enum):
    """Why a run has no score."""

    GOING_ON = "going_on"
    STOPPED = "stopped"
    STUCK = "stuck"


@dataclass(frozen=True, slots=True)
class Figure:
    """Choice quality in one dimension or index, with the opportunities behind it."""

    counted: tuple[Opportunity, ...]
    recovery: tuple[Opportunity, ...] = ()  # menus faced again
    indices: Mapping[IndexId, Figure] = field(default_factory=dict)

    @property
    def quality(self) -> float | None:
        """The weighted mean of the counted scores, 0 to 1; None where there was no opportunity."""
        return mean_score(self.counted)

    @property
    def decisions(self) -> tuple[int, ...]:
        """The numbers of the decisions that the quality rests on."""
        return tuple(each.decision for each in self.counted)


@dataclass(frozen=True, slots=True)
class Tally:
    """How many probes were answered rightly, of how many."""

    right: int
    asked: int


@dataclass(frozen=True, slots=True)
class Scorecard:
    """What a run was worth; all empty where it is unscored. Numbers of decisions count from 0 in the run's course."""

    unscored: Unscored | None
    figures: Mapping[DimensionId, Figure] = field(default_factory=dict)  # in the rubric's order
    decisions: tuple[Judged, ...] = ()
    disrespect: Mapping[BehaviorId, tuple[int, ...]] = field(default_factory=dict)  # in which decisions
    flags: Mapping[FlagId, tuple[int, ...]] = field(default_factory=dict)  # in which decisions
    probes: Mapping[ProbeLevel, Tally] = field(default_factory=dict)
    mattered: tuple[int, ...] = ()  # the decisions that lost most, the largest loss first

    @property
    def promptness(self) -> float | None:
        """The mean promptness of the counted decisions that were time-critical; None where none was."""
        counted = [each.promptness for each in self.decisions if each.standing is Standing.COUNTED]
        prompt = [each for each in counted if each is not None]
        return fsum(prompt) / len(prompt) if prompt else None

    @property
    def proven(self) -> bool:
        """True where every counted menu's top was taken over its sound choices."""
        tops = {each.top for each in self.decisions if each.standing is Standing.COUNTED}
        return tops == {Top.SOUND}


def score(
    scenario: Scenario,
    rubric: Rubric,
    events: Iterable[Event],
    losses: Sequence[ByChoice] | None = None,
    settings: Settings | None = None,
) -> Scorecard:
    """Score a run. `losses` are the prover's, one map a decision, in points of worth by choice (TIME_OUT too where known).

    ValueError if the losses do not fit the decisions; KeyError if the events are not of this scenario.
    """
    course = course_of(scenario, events)
    if unscored := unscored_of(course):
        return Scorecard(unscored)
    key = Key(scenario, rubric, settings or house_settings())
    weighed = tuple(weighed_in(key, course, losses))
    decisions = tuple(each.judged for each in weighed)
    return Scorecard(
        unscored=None,
        figures={each.id: _dimension(each, weighed) for each in rubric.dimensions.values()},
        decisions=decisions,
        disrespect=_by_name((each.judged.number, each.worth.disrespect) for each in weighed),
        flags=_by_name((each.judged.number, each.faced.chosen.flags) for each in weighed),
        probes=_probes(scenario, course),
        mattered=mattered(decisions, key.settings.losses),
    )


def unscored_of(course: Course) -> Unscored | None:
    """Why a run of that course has no score; None where it has one."""
    match course.how:
        case None:
            return Unscored.GOING_ON
        case HowEnded.STOPPED:
            return Unscored.STOPPED
        case HowEnded.STUCK:
            return Unscored.STUCK
        case HowEnded.ENDING:
            return None


def _dimension(dimension: Dimension, weighed: Sequence[Weighed]) -> Figure:
    indices = {id: _figure(Scale(dimension.id, id), weighed) for id in dimension.indices}
    return _figure(Scale(dimension.id), weighed, indices)


def _figure(
    scale: Scale, weighed: Sequence[Weighed], indices: Mapping[IndexId, Figure] | None = None
) -> Figure:
    by_standing: dict[Standing, list[Opportunity]] = {standing: [] for standing in Standing}
    for each in weighed:
        if found := each.worth.opportunities.get(scale):
            by_standing[each.judged.standing].append(found.at(each.judged.number))
    return Figure(
        counted=tuple(by_standing[Standing.COUNTED]),
        recovery=tuple(by_standing[Standing.RECOVERY]),
        indices=indices or {},
    )


def _by_name(named: Iterable[tuple[int, Iterable[str]]]) -> Mapping[str, tuple[int, ...]]:
    """The numbers of the decisions under each name that came up in them."""
    numbers: dict[str, list[int]] = {}
    for number, names in named:
        for name in names:
            numbers.setdefault(name, []).append(number)
    return {name: tuple(those) for name, those in numbers.items()}


def _probes(scenario: Scenario, course: Course) -> Mapping[ProbeLevel, Tally]:
    rights: dict[ProbeLevel, list[bool]] = {}
    for taken in course.probes:
        if probe := scenario.moment(taken.moment).probe:
            rights.setdefault(probe.level, []).append(is_correct(scenario, taken))
    return {level: Tally(sum(rights[level]), len(rights[level])) for level in ProbeLevel if level in rights}
