"""The report on one officer: levels with intervals, change, decisions, what must not be averaged away, what to practice."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import TypeVar

from scoring.change import Change, Direction, Window, change
from scoring.cohort import Mean, mean_of
from scoring.estimate import Band, DimensionEstimate, RunFigures, estimate, estimates
from scoring.practice import Offer, Suggestion, practice_next
from scoring.reports import queries
from scoring.reports.asked import Asked, NothingToReport, figures_of
from scoring.reports.levels import COLUMNS, band_marks, level_figure, level_interval, level_row
from scoring.reports.method import NOTE
from scoring.reports.page import (
    Course,
    Courses,
    Figure,
    Interval,
    Intervals,
    Link,
    Report,
    Section,
    Table,
)
from scoring.reports.wording import (
    NOT_ENOUGH,
    decision_anchor,
    listed,
    many,
    percent,
    points,
    run_anchor,
)
from scoring.rubric import DimensionId

COSTLIEST = 8
LEAST_RUNS = 3  # for the mean loss of a scenario
MONTHS = 12


@dataclass(frozen=True, slots=True)
class OfficerRun:
    """One run as its officer may see it."""

    run: str
    scenario: str
    day: str
    kind: str
    play: int
    state: str
    ending: str
    ending_kind: str
    worth: int | None
    duration_ms: int
    decisions: int
    loss: int | None
    disrespect: int
    flags: int


@dataclass(frozen=True, slots=True)
class OfficerDecision:
    """One decision as its officer may see it."""

    run: str
    number: int
    moment: str
    choice: str
    standing: str
    waited_ms: int
    loss: int | None
    label: str
    flags: str


ItsFact = TypeVar("ItsFact", OfficerRun, OfficerDecision)


@dataclass(frozen=True, slots=True)
class OfficerNumbers:
    """Everything that the report on one officer tells."""

    officer: str
    unit: str
    rank: str
    runs: tuple[OfficerRun, ...]
    decisions: tuple[OfficerDecision, ...]
    levels: Mapping[DimensionId, DimensionEstimate]
    parts: Mapping[str, DimensionEstimate]  # of procedural justice
    courses: Mapping[DimensionId, tuple[DimensionEstimate, ...]]
    changes: Mapping[DimensionId, Change]
    windows: tuple[Window, Window]
    losses: Mapping[
        str, tuple[int, Mean | None]
    ]  # by scenario: decisions, and the mean loss of one in thousandths
    loss: Mean | None
    next: tuple[Suggestion, ...]


def officer_numbers(asked: Asked, officer: str) -> OfficerNumbers:
    """The numbers of one officer; NothingToReport where there is no run that may be seen."""
    runs = tuple(_shown(OfficerRun(*row), asked) for row in asked.rows(queries.OFFICER_RUNS, officer))
    if not runs:
        raise NothingToReport(
            f"There is no finished run of “{officer}” in these days. Look at `levelhead record list`."
        )
    figures, parts = _figures(asked, officer, runs)
    middle = asked.first + (asked.last - asked.first) // 2
    windows = Window(asked.first, middle), Window(middle + timedelta(days=1), asked.last)
    changes = {id: change(figures, id, *windows, asked.settings) for id in asked.rubric.dimensions}
    [(rank, unit)] = asked.select(queries.RANKS, officer) or [("", "")]
    return OfficerNumbers(
        officer=officer,
        unit=unit,
        rank=rank,
        runs=runs,
        decisions=tuple(
            _shown(OfficerDecision(*row), asked) for row in asked.rows(queries.OFFICER_DECISIONS, officer)
        ),
        levels=estimates(figures, asked.rubric.dimensions, asked.last, asked.settings),
        parts=estimates(parts, asked.rubric.dimensions["justice"].indices, asked.last, asked.settings),
        courses={
            id: tuple(estimate(figures, id, day, asked.settings) for day in _month_ends(asked))
            for id in asked.rubric.dimensions
        },
        changes={id: found for id, found in changes.items() if found},
        windows=windows,
        losses=_losses(runs, asked),
        loss=_mean_loss(runs, asked),
        next=practice_next(figures, asked.rubric.dimensions, _offers(asked), asked.last, asked.settings),
    )


def officer_report(asked: Asked, officer: str) -> Report:
    """The report on one officer."""
    its = officer_numbers(asked, officer)
    scored = sum(run.decisions > 0 for run in its.runs)
    return Report(
        name=f"officer-{asked.called(officer)}",
        title=_levels_found(its, asked),
        about=" · ".join(filter(None, (f"Officer {asked.called(officer)}", its.rank, its.unit))),
        basis=f"{asked.days}: {many(len(its.runs), 'run')}, {scored} of them scored, {many(len(its.decisions), 'decision')}.",
        sections=tuple(_sections(its, asked)),
        method=NOTE,
        settings=asked.settings.text,
        demo=asked.is_demo,
    )


# ---- numbers


def _shown(fact: ItsFact, asked: Asked) -> ItsFact:
    """As the reader may see it: with its loss, or without."""
    if asked.shows_losses:
        return fact
    if isinstance(fact, OfficerDecision):
        return replace(fact, loss=None, label="")
    return replace(fact, loss=None)


def _figures(
    asked: Asked, officer: str, runs: Sequence[OfficerRun]
) -> tuple[tuple[RunFigures, ...], tuple[RunFigures, ...]]:
    """The figures of each run: by dimension, and by part of procedural justice."""
    known = {run.run: (officer, run.run, run.scenario, run.day, run.kind, run.play) for run in runs}
    rows = asked.rows(queries.OFFICER_DIMENSIONS, officer)
    whole = [(*known[run], id, count, score) for run, id, part, count, score in rows if not part]
    parts = [
        (*known[run], part, count, score) for run, id, part, count, score in rows if part and id == "justice"
    ]
    return figures_of(whole), figures_of(parts)


def _month_ends(asked: Asked) -> tuple[date, ...]:
    """Up to twelve days at equal steps, the last one being the report's."""
    days = (asked.last - asked.first).days
    return tuple(asked.last - timedelta(days=days * step // MONTHS) for step in range(MONTHS - 1, -1, -1))


def _offers(asked: Asked) -> tuple[Offer, ...]:
    """The scenarios on the shelf that were played, with the opportunities of a usual run."""
    rows = {id: asked.rows(queries.OFFER, id) for id in asked.titles}
    return tuple(
        Offer(id, asked.title_of(id), {dimension: count / runs for runs, dimension, count in its})
        for id, its in rows.items()
        if its
    )


def _losses(runs: Sequence[OfficerRun], asked: Asked) -> Mapping[str, tuple[int, Mean | None]]:
    scenarios = sorted({run.scenario for run in runs if run.loss is not None})
    its = {id: [run for run in runs if run.scenario == id and run.loss is not None] for id in scenarios}
    return {
        id: (
            sum(run.decisions for run in those),
            _mean_loss(those, asked) if len(those) >= LEAST_RUNS else None,
        )
        for id, those in its.items()
    }


def _mean_loss(runs: Sequence[OfficerRun], asked: Asked) -> Mean | None:
    """The mean loss of a decision in thousandths, with whole runs resampled."""
    known = [
        (run.loss / run.decisions, run.decisions) for run in runs if run.loss is not None and run.decisions
    ]
    return mean_of([loss for loss, _ in known], [count for _, count in known], asked.settings)


# ---- findings


def _sections(its: OfficerNumbers, asked: Asked) -> Iterator[Section]:
    yield _next(its)
    yield _levels(its, asked)
    yield _over_time(its, asked)
    yield _changes(its, asked)
    yield _justice(its, asked)
    if asked.shows_losses:
        yield _decisions(its, asked)
    yield _never_averaged(its, asked)
    yield _runs(its, asked)


def _levels_found(its: OfficerNumbers, asked: Asked) -> str:
    def those(*bands: Band | None) -> list[str]:
        return [_label(id, asked) for id, level in its.levels.items() if level.enough and level.band in bands]

    enough = sum(level.enough for level in its.levels.values())
    if not enough:
        return "Not enough is known yet for a band in any dimension"
    weak, strong = those(Band.DEVELOPING), those(Band.STRONG)
    found = [f"strong in {listed(strong)}"] if strong else []
    found += [f"developing in {listed(weak)}"] if weak else []
    found += [f"no more than “between” in {enough} dimensions"] if not found and not those(Band.SOLID) else []
    found = found or [f"solid in {listed(those(Band.SOLID))}"]
    sentence = "; ".join(found)
    return sentence[0].upper() + sentence[1:]


def _label(id: DimensionId, asked: Asked) -> str:
    return asked.rubric.dimensions[id].label


def _next(its: OfficerNumbers) -> Section:
    rows = tuple((each.offer.title, each.why) for each in its.next)
    title = f"Practice next: {rows[0][0]}" if rows else "Nothing on the shelf serves what should be practiced"
    table = Table("next", "What to practice next, and why", ("Scenario", "Why"), rows)
    return Section("next", title, (), (table,) if rows else ())


def _levels(its: OfficerNumbers, asked: Asked) -> Section:
    rows = tuple(level_row(_label(id, asked), level) for id, level in its.levels.items())
    named = sum(level.band is not None for level in its.levels.values())
    return Section(
        "levels",
        f"A band can be named in {named} of {len(its.levels)} dimensions",
        (
            "The line is where the level lies with 90 % certainty, the point its mean. One play never makes a band: a band"
            " needs 12 weighted opportunities from 3 scenarios, and 80 % of what is likely inside it.",
        ),
        (Table("levels", "Levels by dimension", ("Dimension", *COLUMNS), rows),),
        level_figure({_label(id, asked): level for id, level in its.levels.items()}, asked.settings.bands),
    )


def _over_time(its: OfficerNumbers, asked: Asked) -> Section:
    labels = [str(each.on) for each in next(iter(its.courses.values()))]
    panels = tuple(
        Course(_label(id, asked), tuple(level_interval(str(each.on), each) for each in course))
        for id, course in its.courses.items()
    )
    rows = tuple(
        (label, *(percent(course[n].mean) if course[n].runs else "" for course in its.courses.values()))
        for n, label in enumerate(labels)
    )
    table = Table(
        "over-time", "Level at each date", ("Date", *(panel.label for panel in panels)), rows, folded=True
    )
    alt = f"Level with 90 % interval from {labels[0]} to {labels[-1]}, one panel a dimension; the table has the values."
    widths = [course[-1].high - course[-1].low for course in its.courses.values() if course[-1].runs]
    wide = f"{sum(widths) / len(widths) * 50:.0f}" if widths else ""
    title = f"Levels are known to within {wide} percentage points" if widths else "No level is known yet"
    said = "Levels over time. Evidence ages: what is not practiced becomes less certain."
    figure = Courses(alt, panels, band_marks(asked.settings.bands))
    return Section("over-time", title, (said,), (table,), figure)


def _changes(its: OfficerNumbers, asked: Asked) -> Section:
    counts = {
        way: [_label(id, asked) for id, each in its.changes.items() if each.direction is way]
        for way in Direction
    }
    better, worse = counts[Direction.BETTER], counts[Direction.WORSE]
    found = [f"Reliably better in {listed(better)}"] if better else []
    found += [f"{'reliably' if found else 'Reliably'} worse in {listed(worse)}"] if worse else []
    rows = tuple(
        (
            _label(id, asked),
            f"{percent(each.earlier.mean)} (n {each.earlier.faced})",
            f"{percent(each.later.mean)} (n {each.later.faced})",
            percent(each.chance),
            each.direction.value,
        )
        for id, each in its.changes.items()
    )
    early, late = its.windows
    table = Table(
        "change",
        f"{early.first} to {early.last} against {late.first} to {late.last}",
        ("Dimension", "Earlier", "Later", "Chance that later is higher", "Change"),
        rows,
    )
    said = "A change is called reliable when it is likelier than 97.5 %."
    return Section("change", "; ".join(found) or "No reliable change in any dimension", (said,), (table,))


def _justice(its: OfficerNumbers, asked: Asked) -> Section:
    indices = asked.rubric.dimensions["justice"].indices
    levels = {indices[id].label: level for id, level in its.parts.items()}
    title = f"Procedural justice: {_standing_out(levels)}"
    rows = tuple(level_row(label, level) for label, level in levels.items())
    table = Table("justice", "The parts of procedural justice", ("Part", *COLUMNS), rows)
    return Section("justice", title, (), (table,), level_figure(levels, asked.settings.bands))


def _standing_out(levels: Mapping[str, DimensionEstimate]) -> str:
    """The part that is surely lowest, if one is."""
    known = {label: level for label, level in levels.items() if level.enough}
    if not known:
        return "not enough data for its parts"
    least = min(known, key=lambda label: known[label].mean)
    if all(known[least].high < level.low for label, level in known.items() if label != least):
        return f"{least.lower()} is lowest, at {percent(known[least].mean)}"
    return "none of its parts stands out"


def _decisions(its: OfficerNumbers, asked: Asked) -> Section:
    rows = tuple(
        (
            asked.title_of(id),
            str(count),
            points(mean.value) if mean else NOT_ENOUGH,
            f"{points(mean.low)} to {points(mean.high)}" if mean else "",
        )
        for id, (count, mean) in its.losses.items()
    )
    table = Table(
        "losses",
        "Mean loss of a decision by scenario, in points of worth",
        ("Scenario", "Decisions", "Mean loss", "95 % interval"),
        rows,
    )
    title = "What decisions cost is not known yet"
    if loss := its.loss:
        span = f"{points(loss.low)} to {points(loss.high)}, n {loss.n} runs"
        title = f"A decision costs {points(loss.value)} points of worth on average ({span})"
    return Section(
        "decisions",
        title,
        (f"A mean is shown from {LEAST_RUNS} runs of a scenario on.",),
        (table, _costliest(its, asked)),
        _loss_figure(its, asked),
    )


def _loss_figure(its: OfficerNumbers, asked: Asked) -> Figure | None:
    rows = tuple(
        Interval(asked.title_of(id), mean.value / 1000, mean.low / 1000, mean.high / 1000, f"n {mean.n} runs")
        for id, (_, mean) in its.losses.items()
        if mean
    )
    told = "; ".join(f"{row.label} {row.value:.1f} ({row.low:.1f} to {row.high:.1f})" for row in rows)
    end = max((row.high for row in rows), default=0) * 1.1
    alt = f"Mean loss of a decision in points with 95 % interval, by scenario. {told}."
    return (
        Intervals(alt, "points of worth lost by a decision", rows, 0, max(end, 2), percent=False)
        if rows
        else None
    )


def _costliest(its: OfficerNumbers, asked: Asked) -> Table:
    scenarios = {run.run: run for run in its.runs}
    costly = sorted(
        (each for each in its.decisions if each.loss), key=lambda each: (-(each.loss or 0), each.run)
    )
    rows = tuple(
        (
            asked.title_of(scenarios[each.run].scenario),
            Link(
                f"{scenarios[each.run].day}, decision {each.number}", decision_anchor(each.run, each.number)
            ),
            each.moment,
            each.choice,
            points(each.loss or 0),
            each.label,
        )
        for each in costly[:COSTLIEST]
    )
    return Table(
        "costliest",
        "The decisions that cost most",
        ("Scenario", "Run", "Moment", "Choice", "Loss", "Label"),
        rows,
    )


def _never_averaged(its: OfficerNumbers, asked: Asked) -> Section:
    flagged = [each for each in its.decisions if each.flags]
    disrespect = sum(run.disrespect for run in its.runs)
    days = {run.run: run.day for run in its.runs}
    rows = tuple(
        (
            listed(
                asked.rubric.flags[flag].label for flag in each.flags.split() if flag in asked.rubric.flags
            ),
            Link(f"{days[each.run]}, decision {each.number}", decision_anchor(each.run, each.number)),
            each.moment,
            each.choice,
        )
        for each in flagged
    )
    title = f"{many(len(flagged), 'decision')} with a critical flag, {many(disrespect, 'act')} of disrespect"
    said = f"In {many(len(its.runs), 'run')}. They stand beside every average and are never netted off. A flag asks for a review with a trainer."
    table = Table("flags", "Critical flags", ("Flag", "Run", "Moment", "Choice"), rows)
    return Section("flags", title, (said,), (table,) if rows else ())


def _runs(its: OfficerNumbers, asked: Asked) -> Section:
    runs = tuple(
        (
            run.day,
            asked.title_of(run.scenario),
            run.kind,
            str(run.play),
            run.ending_kind or run.state,
            "" if run.worth is None else str(run.worth),
            "" if run.loss is None else points(run.loss),
            str(run.decisions),
            Link("decisions", decision_anchor(run.run, 1)) if run.decisions else "",
        )
        for run in its.runs
    )
    columns = ("Day", "Scenario", "Kind", "Play", "Ended", "Worth", "Loss", "Decisions", "")
    decisions = tuple(
        (
            Link(each.run, run_anchor(each.run)),
            str(each.number),
            each.moment,
            each.choice,
            f"{each.waited_ms / 1000:.1f}",
            "" if each.loss is None else points(each.loss),
            each.label,
            each.standing,
        )
        for each in its.decisions
    )
    named = ("Run", "Decision", "Moment", "Choice", "Seconds", "Loss", "Label", "Standing")
    return Section(
        "runs",
        f"{many(len(its.runs), 'run')} and every decision behind the figures",
        (),
        (
            Table("runs", "Runs", columns, runs, tuple(run_anchor(run.run) for run in its.runs)),
            Table(
                "every-decision",
                "Every decision",
                named,
                decisions,
                tuple(decision_anchor(each.run, each.number) for each in its.decisions),
                folded=True,
            ),
        ),
    )
