"""What an officer's own answers say over time, as numbers. Pure; shown to that officer and to nobody else."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from statistics import fmean, median
from types import MappingProxyType
from typing import TypeAlias

from scoring.wellness.checkin import Answered, Occasion
from scoring.wellness.instruments import Instrument, InstrumentId, LineKind, outcome
from scoring.wellness.quarters import Quarter

FigureId: TypeAlias = str  # "phq2", "energy/before", "tlx"; for a unit also "tlx/burglary_visit"

LEAST_FOR_USUAL = 3  # answers before the last one, to speak of an own usual


@dataclass(frozen=True, slots=True)
class Point:
    """One score on one day."""

    day: date
    score: float
    band: str
    scenario: str = ""


@dataclass(frozen=True, slots=True)
class Series:
    """One figure over time, with what a chart of it needs."""

    figure: FigureId
    title: str
    span: tuple[int, int]
    line: int | None
    line_is: LineKind | None
    points: tuple[Point, ...]  # oldest first
    usual: float | None  # the median of all scores before the last


@dataclass(frozen=True, slots=True)
class Shift:
    """How a slider moves over a session: the mean of after minus before."""

    instrument: InstrumentId
    sessions: int
    change: float


@dataclass(frozen=True, slots=True)
class TrainingDay:
    """What was trained on a day: from the training record, through whoever shows the trend to the officer."""

    day: date
    runs: int
    minutes: int
    hard: int  # runs of hard scenarios


@dataclass(frozen=True, slots=True)
class Week:
    """Training load and check-ins of one week, side by side: together is not because of."""

    start: date  # a Monday
    runs: int
    minutes: int
    hard: int
    means: Mapping[FigureId, float]


@dataclass(frozen=True, slots=True)
class Trend:
    """The officer's own report, in numbers."""

    series: tuple[Series, ...]
    shifts: tuple[Shift, ...]
    weeks: tuple[Week, ...]


def trend(
    answered: Sequence[Answered],
    instruments: Mapping[InstrumentId, Instrument],
    training: Sequence[TrainingDay] = (),
) -> Trend:
    """All that the answers say, with the training load beside it; instruments that are gone are left out."""
    known = [each for each in answered if each.instrument in instruments]
    return Trend(_series(known, instruments), _shifts(known), _weeks(known, instruments, training))


def quarter_means(
    answered: Iterable[Answered], instruments: Mapping[InstrumentId, Instrument], quarter: Quarter
) -> Mapping[FigureId, float]:
    """The officer's mean of each figure in that quarter: what a sealed row holds. Strain stands by scenario."""
    scores: defaultdict[FigureId, list[float]] = defaultdict(list)
    for each in answered:
        if each.instrument in instruments and Quarter.of(each.day) == quarter:
            figure = f"{each.instrument}/{each.scenario}" if each.scenario else figure_of(each)
            scores[figure].append(_score(each, instruments))
    return {figure: fmean(scores[figure]) for figure in sorted(scores)}


def figure_of(answered: Answered) -> FigureId:
    """What an answer counts toward: before and after a session are two figures."""
    if answered.occasion in (Occasion.BEFORE, Occasion.AFTER):
        return f"{answered.instrument}/{answered.occasion.value}"
    return answered.instrument


def _score(answered: Answered, instruments: Mapping[InstrumentId, Instrument]) -> float:
    return outcome(instruments[answered.instrument], answered.answers).score


def _series(
    answered: Sequence[Answered], instruments: Mapping[InstrumentId, Instrument]
) -> tuple[Series, ...]:
    points: defaultdict[FigureId, list[Point]] = defaultdict(list)
    for each in sorted(answered, key=lambda each: each.day):
        worth = outcome(instruments[each.instrument], each.answers)
        points[figure_of(each)].append(Point(each.day, worth.score, worth.band, each.scenario))
    return tuple(_one(figure, instruments[figure.split("/")[0]], points[figure]) for figure in sorted(points))


def _one(figure: FigureId, instrument: Instrument, points: Sequence[Point]) -> Series:
    before = [point.score for point in points[:-1]]
    usual = median(before) if len(before) >= LEAST_FOR_USUAL else None
    when = figure.partition("/")[2]
    title = f"{instrument.title}, {when} a session" if when else instrument.title
    return Series(figure, title, instrument.span, instrument.line, instrument.line_is, tuple(points), usual)


def _shifts(answered: Iterable[Answered]) -> tuple[Shift, ...]:
    """Each answer after a session is held against the last one before it on the same day."""
    before: dict[InstrumentId, Answered] = {}
    changes: defaultdict[InstrumentId, list[int]] = defaultdict(list)
    for each in answered:
        if each.occasion is Occasion.BEFORE:
            before[each.instrument] = each
        elif each.occasion is Occasion.AFTER:
            start = before.pop(each.instrument, None)
            if start and start.day == each.day:
                changes[each.instrument].append(each.answers[0] - start.answers[0])
    return tuple(Shift(each, len(changes[each]), fmean(changes[each])) for each in sorted(changes))


def _weeks(
    answered: Iterable[Answered],
    instruments: Mapping[InstrumentId, Instrument],
    training: Iterable[TrainingDay],
) -> tuple[Week, ...]:
    scores: defaultdict[date, defaultdict[FigureId, list[float]]] = defaultdict(lambda: defaultdict(list))
    loads: defaultdict[date, list[TrainingDay]] = defaultdict(list)
    for each in answered:
        scores[_monday(each.day)][figure_of(each)].append(_score(each, instruments))
    for day in training:
        loads[_monday(day.day)].append(day)
    return tuple(_week(start, loads[start], scores[start]) for start in sorted({*scores, *loads}))


def _week(start: date, days: Sequence[TrainingDay], scores: Mapping[FigureId, Sequence[float]]) -> Week:
    means = MappingProxyType({figure: fmean(scores[figure]) for figure in sorted(scores)})
    return Week(
        start,
        sum(day.runs for day in days),
        sum(day.minutes for day in days),
        sum(day.hard for day in days),
        means,
    )


def _monday(day: date) -> date:
    return day - timedelta(days=day.weekday())
