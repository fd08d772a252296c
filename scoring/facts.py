"""Facts for reports: a run, its decisions and its dimensions as flat rows of whole numbers and texts (pure).

Shares and points of worth are in thousandths, times in milliseconds, so that sums are exact in any database. A run that
was stopped or got stuck has a row of its own and nothing else. Everything can be computed again from the events.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from scoring.estimate import local_date
from scoring.facts_tables import DECISIONS, DIMENSIONS, RUNS, FactRows
from scoring.judged import Judged, Label
from scoring.kept import STATE_AFTER, Digest, OfficerId, RecordedRun, RunId
from scoring.opportunities import Key, Opportunity
from scoring.rubric import DimensionId, IndexId, Rubric
from scoring.scorecard import Figure, Scorecard, scored
from scoring.settings import Settings, house_settings
from simulator.model.decisions import Course, course_of
from simulator.model.events import Event
from simulator.model.scenario import ChoiceId, Milliseconds, Scenario

WHOLE = ""  # the part of a dimension that is all of it
Losses = Sequence[Mapping[ChoiceId, float]]


@dataclass(frozen=True, slots=True)
class RunFact:
    """One finished run."""

    run: RunId
    officer: OfficerId
    scenario: str
    digest: Digest
    rubric: Digest
    kind: str
    play: int  # the officer's how-manieth run of that scenario, from 1
    local_date: str  # where the station stands: "2026-03-09"
    iso_week: str  # "2026-W11"
    month: str  # "2026-03"
    state: str
    ending: str  # "" where no ending was reached, as the next one
    ending_kind: str
    worth: int | None  # of the ending, in points
    duration_ms: int
    decisions: int
    loss: int | None  # of all decisions, in thousandths of a point; NULL where the loss of one is not known
    squares: int | None  # the sum of the losses' squares, in millionths
    best: int  # how many decisions are called so, as the next four
    sound: int
    weak: int
    poor: int
    grave: int
    losses: str  # "proved" where the loss of every decision is known, else "unknown"
    disrespect: int
    flags: int
    injected: int  # 1 where a trainer intervened: the run stays out of estimates


@dataclass(frozen=True, slots=True)
class DecisionFact:
    """One decision of a scored run."""

    run: RunId
    number: int  # from 1
    moment: str
    choice: ChoiceId
    standing: str
    menu: int  # choices that were open
    waited_ms: int
    loss: int | None  # thousandths of a point; NULL where it is not known
    label: str  # of the loss; "" where it is not known
    quality: int | None  # the mean score over the dimensions, in thousandths; NULL without an opportunity
    disputed: int  # 1 where raters dispute the key here
    disrespect: int
    flags: str  # ids, with a space between


@dataclass(frozen=True, slots=True)
class DimensionFact:
    """What the counted opportunities of one run came to in a dimension, or in a part of it."""

    officer: OfficerId
    run: RunId
    dimension: DimensionId
    part: IndexId  # WHOLE, or an index of the dimension
    opportunities: int
    score: int  # Σ score, thousandths
    squares: int  # Σ score², millionths
    weight: int  # Σ weight, thousandths
    weighted: int  # Σ weight · score, millionths


def facts_of(
    run: RecordedRun,
    scenario: Scenario,
    rubric: Rubric,
    events: Sequence[Event],
    duration: Milliseconds,
    play: int,
    losses: Losses | None = None,
    settings: Settings | None = None,
    key: Key | None = None,
) -> FactRows:
    """The rows of a finished run, by table. ValueError if the run goes on; otherwise as `score`."""
    course = course_of(scenario, events)
    if course.how is None:
        raise ValueError(f"Run {run.id} goes on: facts are of finished runs.")
    card = scored(scenario, rubric, course, losses, settings or house_settings(), key)
    return {
        RUNS: (_plain(_run_fact(run, course, card, duration, play)),),
        DECISIONS: tuple(_plain(each) for each in _decisions(run.id, course, card)),
        DIMENSIONS: tuple(_plain(each) for each in _dimensions(run, card)),
    }


def _plain(fact: Any) -> dict[str, Any]:
    return {name: getattr(fact, name) for name in fact.__slots__}


def thousandths(value: float) -> int:
    """The value as a whole number of thousandths."""
    return round(value * 1000)


def _run_fact(
    run: RecordedRun, course: Course, card: Scorecard, duration: Milliseconds, play: int
) -> RunFact:
    day = local_date(run.started, run.utc_offset)
    year, week, _ = day.isocalendar()
    losses = [each.loss for each in card.decisions if each.loss is not None]
    known = bool(losses) and len(losses) == len(card.decisions)
    return RunFact(
        run=run.id,
        officer=run.officer,
        scenario=run.scenario,
        digest=run.digest,
        rubric=run.rubric,
        kind=run.kind.value,
        play=play,
        local_date=day.isoformat(),
        iso_week=f"{year}-W{week:02}",
        month=f"{day:%Y-%m}",
        state=STATE_AFTER[course.how].value if course.how else "",
        ending=course.ending,
        ending_kind=card.ending.kind.value if card.ending else "",
        worth=card.ending.worth if card.ending else None,
        duration_ms=duration,
        decisions=len(card.decisions),
        loss=sum(map(thousandths, losses)) if known else None,
        squares=sum(thousandths(loss) ** 2 for loss in losses) if known else None,
        **{label.value: sum(each.label is label for each in card.decisions) for label in Label},
        losses="proved" if known else "unknown",
        disrespect=card.disrespect_count,
        flags=sum(map(len, card.flags.values())),
        injected=int(card.injected),
    )


def _decisions(run: RunId, course: Course, card: Scorecard) -> Iterator[DecisionFact]:
    opportunities = _by_decision(card)
    for taken, its in zip(course.decisions, card.decisions, strict=False):
        found = opportunities.get(its.number, ())
        yield DecisionFact(
            run=run,
            number=its.number + 1,
            moment=taken.moment,
            choice=taken.choice,
            standing=its.standing.value,
            menu=len(taken.open_choices),
            waited_ms=taken.waited,
            loss=None if its.loss is None else thousandths(its.loss),
            label=its.label.value if its.label else "",
            quality=thousandths(sum(each.score for each in found) / len(found)) if found else None,
            disputed=int(any(each.disputed for each in found)),
            disrespect=sum(its.number in those for those in card.disrespect.values()),
            flags=_flags(its, card),
        )


def _flags(its: Judged, card: Scorecard) -> str:
    return " ".join(sorted(flag for flag, those in card.flags.items() if its.number in those))


def _by_decision(card: Scorecard) -> Mapping[int, Sequence[Opportunity]]:
    """The opportunities of every standing, by the number of their decision."""
    found: dict[int, list[Opportunity]] = {}
    for figure in card.figures.values():
        for each in (*figure.counted, *figure.recovery, *figure.after_inject):
            found.setdefault(each.decision, []).append(each)
    return found


def _dimensions(run: RecordedRun, card: Scorecard) -> Iterator[DimensionFact]:
    for id, figure in card.figures.items():
        for part, counted in _parts(figure):
            if counted:
                yield _summed(run, id, part, counted)


def _parts(figure: Figure) -> Iterable[tuple[IndexId, Sequence[Opportunity]]]:
    yield WHOLE, figure.counted
    for index, its in figure.indices.items():
        yield index, its.counted


def _summed(
    run: RecordedRun, id: DimensionId, part: IndexId, counted: Sequence[Opportunity]
) -> DimensionFact:
    scores = [thousandths(each.score) for each in counted]
    weights = [thousandths(each.weight) for each in counted]
    return DimensionFact(
        officer=run.officer,
        run=run.id,
        dimension=id,
        part=part,
        opportunities=len(scores),
        score=sum(scores),
        squares=sum(score * score for score in scores),
        weight=sum(weights),
        weighted=sum(weight * score for weight, score in zip(weights, scores, strict=True)),
    )
