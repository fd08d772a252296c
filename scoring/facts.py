"""Facts for reports: a run, its decisions and its dimensions as flat rows of whole numbers and texts (pure).

Shares and points of worth are in thousandths, times in milliseconds, so that sums are exact in any database. A run that
was stopped or got stuck has a row of its own and nothing else. Everything can be computed again from the events.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from typing import NamedTuple

from scoring.estimate import local_date
from scoring.facts_tables import DECISIONS, DIMENSIONS, RUNS, FactRows
from scoring.judged import Label
from scoring.kept import STATE_AFTER, Digest, OfficerId, RecordedRun, RunId
from scoring.opportunities import Key, Scale, Standing, Sums, thousandths
from scoring.rubric import DimensionId, IndexId
from scoring.scorecard import unscored_of
from scoring.weighed import Weighed, weighed_in
from simulator.model.decisions import Course, course_of
from simulator.model.events import Event, HowEnded
from simulator.model.scenario import ChoiceId, Milliseconds, Scenario

Losses = Sequence[Mapping[ChoiceId, float]]


class RunFact(NamedTuple):
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


class DecisionFact(NamedTuple):
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


class DimensionFact(NamedTuple):
    """What the counted opportunities of one run came to in a dimension, or in a part of it."""

    officer: OfficerId
    run: RunId
    dimension: DimensionId
    part: IndexId  # an index of the dimension, or "" for all of it
    opportunities: int
    score: int  # Σ score, thousandths
    squares: int  # Σ score², millionths
    weight: int  # Σ weight, thousandths
    weighted: int  # Σ weight · score, millionths


def facts_of(
    run: RecordedRun,
    key: Key,
    events: Sequence[Event],
    duration: Milliseconds,
    play: int,
    losses: Losses | None = None,
) -> FactRows:
    """The rows of a finished run, by table, under the rubric's key to its scenario.

    ValueError if the run goes on; otherwise as `score`.
    """
    course = course_of(key.scenario, events)
    if course.how is None:
        raise ValueError(f"Run {run.id} goes on: facts are of finished runs.")
    weighed = () if unscored_of(course) else tuple(weighed_in(key, course, losses))
    return {
        RUNS: (_run_fact(run, key.scenario, course, weighed, duration, play),),
        DECISIONS: tuple(_decisions(run.id, weighed)),
        DIMENSIONS: tuple(_dimensions(run, key, weighed)),
    }


def _run_fact(
    run: RecordedRun,
    scenario: Scenario,
    course: Course,
    weighed: Sequence[Weighed],
    duration: Milliseconds,
    play: int,
) -> RunFact:
    day = local_date(run.started, run.utc_offset)
    year, week, _ = day.isocalendar()
    losses = [thousandths(each.judged.loss) for each in weighed if each.judged.loss is not None]
    labels = Counter(each.judged.label for each in weighed)
    known = bool(losses) and len(losses) == len(weighed)
    ending = scenario.endings[course.ending] if course.how is HowEnded.ENDING else None
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
        ending_kind=ending.kind.value if ending else "",
        worth=ending.worth if ending else None,
        duration_ms=duration,
        decisions=len(weighed),
        loss=sum(losses) if known else None,
        squares=sum(loss * loss for loss in losses) if known else None,
        **{label.value: labels[label] for label in Label},
        losses="proved" if known else "unknown",
        disrespect=sum(len(each.worth.disrespect) for each in weighed),
        flags=sum(len(each.faced.chosen.flags) for each in weighed),
        injected=int(ending is not None and course.injected),
    )


def _decisions(run: RunId, weighed: Sequence[Weighed]) -> Iterator[DecisionFact]:
    for each in weighed:
        its, worth = each.judged, each.worth
        yield DecisionFact(
            run=run,
            number=its.number + 1,
            moment=each.faced.moment.id,
            choice=each.faced.chosen.id,
            standing=its.standing.value,
            menu=len(each.faced.open),
            waited_ms=its.waited,
            loss=None if its.loss is None else thousandths(its.loss),
            label=its.label.value if its.label else "",
            quality=None if worth.quality is None else thousandths(worth.quality),
            disputed=int(worth.disputed),
            disrespect=len(worth.disrespect),
            flags=" ".join(sorted(each.faced.chosen.flags)),
        )


def _dimensions(run: RecordedRun, key: Key, weighed: Sequence[Weighed]) -> Iterator[DimensionFact]:
    counted: dict[Scale, list[Sums]] = {scale: [] for scale in key.scales}
    for each in weighed:
        if each.judged.standing is Standing.COUNTED:
            for scale, opportunity in each.worth.opportunities.items():
                counted[scale].append(opportunity.sums)
    for scale, those in counted.items():
        if those:
            yield DimensionFact(
                run.officer, run.id, scale.dimension, scale.part, *map(sum, zip(*those, strict=True))
            )
