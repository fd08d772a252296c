"""A scenario's moments as a section: what is lost at each, how easy it is, how long it takes, and the decisions behind."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import TypeAlias

from scoring.cohort import Mean, share_of
from scoring.reports.asked import Asked
from scoring.reports.listed import ListedDecision
from scoring.reports.page import Cell, Interval, Intervals, Link, Opens, Section, Table
from scoring.reports.scenario_numbers import ScenarioMoment, ScenarioNumbers
from scoring.reports.wording import (
    NOT_ENOUGH,
    between,
    decision_anchor,
    listed,
    many,
    percent,
    points,
    written_on,
)

DRAWN = 10  # moments, those where most is lost
COLUMNS = (
    "Moment",
    "Mean loss",
    "95 % interval",
    "Officers",
    "Decisions",
    "Best or sound",
    "Mean seconds",
    "Key",
)
Decisions: TypeAlias = Mapping[tuple[str, str], Sequence[tuple[str, ListedDecision]]]  # with the day of each


@dataclass(frozen=True, slots=True)
class MomentWords:
    """A moment for who does not know its id: where it is, and what is said or told before the choice."""

    place: str
    said: str


def moments_section(its: ScenarioNumbers, words: Mapping[str, MomentWords], asked: Asked) -> Section:
    """The moments, where most is lost first."""
    known = [each for each in its.moments if each.loss]
    faced = decisions_by(its, lambda each: (each.moment, ""))
    rows = tuple(_row(each, faced, words, asked) for each in its.moments)
    disputed = [each.moment for each in its.moments if each.disputed]
    said = (
        f"One value an officer; no mean below {asked.settings.cohort.least} officers. Best or sound is how easy a moment is."
        " Recovery, when a menu is faced again, is left out. Intervals are of 95 %."
    )
    return Section(
        "moments",
        f"Losses are known at {len(known)} of {many(len(its.moments), 'moment')}; {_disputed(disputed)}",
        (said, *_draw(its)),
        (Table("moments-met", "Moments, where most is lost first", COLUMNS, rows), *_in_words(its, words)),
        _figure(known[:DRAWN]) if known else None,
    )


def _draw(its: ScenarioNumbers) -> Iterator[str]:
    """What decisions the figures rest on, where that is not all of them."""
    if its.drawn < its.officers:
        yield (
            f"Moments, choices and costly decisions are those of {its.drawn:,} of the {its.officers:,} officers, drawn by"
            " chance: reading every decision would take minutes. The intervals tell how far the means may lie from those of"
            " all. Runs and endings are counted over all."
        )


def _disputed(moments: Sequence[str]) -> str:
    return f"the key is disputed at {listed(moments)}" if moments else "no key is disputed"


def _in_words(its: ScenarioNumbers, words: Mapping[str, MomentWords]) -> Iterator[Table]:
    met = sorted(each.moment for each in its.moments if each.moment in words)
    rows = tuple((id, words[id].place, words[id].said) for id in met)
    columns = ("Moment", "Place", "Before the choice")
    if rows:
        yield Table(
            "moments-told", "These moments in words", columns, rows, tuple(map(_anchor, met)), folded=True
        )


def _anchor(moment: str) -> str:
    return f"moment-{moment}"


def _row(
    its: ScenarioMoment, faced: Decisions, words: Mapping[str, MomentWords], asked: Asked
) -> tuple[Cell, ...]:
    return (
        Link(its.moment, _anchor(its.moment)) if its.moment in words else its.moment,
        points(its.loss.value) if its.loss else NOT_ENOUGH,
        _ends(its.loss) if its.loss else "",
        str(its.officers),
        decisions_open(its.decisions, faced.get((its.moment, ""), ())),
        _sound(its, asked),
        f"{its.waited.value / 1000:.1f} ({_ends(its.waited)})" if its.waited else NOT_ENOUGH,
        "disputed" if its.disputed else "",
    )


def _ends(mean: Mean) -> str:
    return f"{points(mean.low)} to {points(mean.high)}" if mean.low < mean.high else "all alike"


def _sound(its: ScenarioMoment, asked: Asked) -> str:
    """How easy a moment is; where all officers are alike, resampling them knows no interval, and Wilson's is taken."""
    if not its.sound:
        return NOT_ENOUGH
    low, high = its.sound.low, its.sound.high
    if low == high and (share := share_of(round(low) * its.officers, its.officers, asked.settings)):
        low, high = share.low, share.high
    return f"{percent(its.sound.value)} ({between(low, high)})"


def _figure(known: Sequence[ScenarioMoment]) -> Intervals:
    rows = tuple(
        Interval(
            each.moment,
            each.loss.value / 1000,
            each.loss.low / 1000,
            each.loss.high / 1000,
            f"n {each.loss.n} officers",
        )
        for each in known
        if each.loss
    )
    told = "; ".join(f"{row.label} {row.value:.1f} ({row.low:.1f} to {row.high:.1f})" for row in rows)
    alt = f"Mean loss of a decision with 95 % interval, the {len(rows)} moments where most is lost. {told}."
    end = max(row.high for row in rows) * 1.1
    return Intervals(alt, "points of worth lost by a decision", rows, 0, end or 1, percent=False)


def decisions_by(its: ScenarioNumbers, by: Callable[[ListedDecision], tuple[str, str]]) -> Decisions:
    """The decisions of the listed runs that the figures count, by what they are told apart by."""
    found: dict[tuple[str, str], list[tuple[str, ListedDecision]]] = {}
    for run in its.behind.runs:
        for each in its.behind.moments.get(run.run, ()):
            if each.standing == "counted":
                found.setdefault(by(each), []).append((run.day, each))
    return found


def decisions_open(of: int, decisions: Sequence[tuple[str, ListedDecision]]) -> Opens:
    """A number of decisions that opens into those in the listed runs."""
    links = tuple(
        Link(f"{written_on(day)}, {each.choice}", decision_anchor(each.run, each.number))
        for day, each in decisions
    )
    older = max(0, of - len(links))
    return Opens(str(of), links, f"{older:,} more in runs that are not listed here" if older else "")


def choice_anchor(moment: str, choice: str) -> str:
    """Where a choice stands on the page."""
    return f"choice-{moment}-{choice}"
