"""An officer's decisions as sections: what they cost, what is never averaged away, and every run behind the figures."""

from __future__ import annotations

from scoring.reports.asked import Asked
from scoring.reports.officer_levels import run_links
from scoring.reports.officer_numbers import LEAST_RUNS, OfficerNumbers
from scoring.reports.page import (
    Cell,
    Figure,
    Interval,
    Intervals,
    Link,
    Opens,
    Section,
    Table,
)
from scoring.reports.wording import (
    NOT_ENOUGH,
    decision_anchor,
    listed,
    many,
    points,
    run_anchor,
)

COSTLIEST = 8


def decisions_section(its: OfficerNumbers, asked: Asked) -> Section:
    """What decisions cost, by scenario, and the costliest."""
    links = run_links(its, asked)
    rows = tuple(
        (
            asked.title_of(id),
            Opens(str(count), tuple(links[run.run] for run in its.runs if run.scenario == id)),
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
    title = "Too few runs yet to tell what decisions cost"
    if (loss := its.loss) and loss.n >= LEAST_RUNS:
        span = f"{points(loss.low)} to {points(loss.high)}, n {loss.n} runs"
        title = f"A decision costs {points(loss.value)} points of worth on average ({span})"
    return Section(
        "decisions",
        title,
        (f"A mean is shown from {LEAST_RUNS} runs on, and of a scenario from {LEAST_RUNS} of its runs.",),
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


def never_averaged_section(its: OfficerNumbers, asked: Asked) -> Section:
    """Critical flags and acts of disrespect, beside every average."""
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
    flags = Table("flags", "Critical flags", ("Flag", "Run", "Moment", "Choice"), rows)
    acts = _disrespect(its, asked)
    return Section("flags", title, (said,), tuple(table for table in (flags, acts) if table.rows))


def _disrespect(its: OfficerNumbers, asked: Asked) -> Table:
    links = run_links(its, asked)
    rows = tuple((links[run.run], str(run.disrespect)) for run in its.runs if run.disrespect)
    return Table("disrespect", "Runs with acts of disrespect", ("Run", "Acts of disrespect"), rows)


def runs_section(its: OfficerNumbers, asked: Asked) -> Section:
    """Every run, and every decision in it."""
    title = f"{many(len(its.runs), 'run')} and every decision behind the figures"
    said = (
        () if asked.shows_losses else ("Losses and labels of decisions go to the officer and the trainer.",)
    )
    return Section("runs", title, said, (_runs(its, asked), _every_decision(its, asked)))


def _runs(its: OfficerNumbers, asked: Asked) -> Table:
    rows: tuple[tuple[Cell, ...], ...] = tuple(
        (
            run.day,
            asked.title_of(run.scenario),
            run.kind,
            *([] if asked.assigned_only else [str(run.play)]),
            run.ending_kind or run.state,
            "" if run.worth is None else str(run.worth),
            *([_lost(run.loss)] if asked.shows_losses else []),
            Link(str(run.decisions), decision_anchor(run.run, 1)) if run.decisions else "0",
            run.run,
        )
        for run in its.runs
    )
    losses = ("Loss",) if asked.shows_losses else ()
    plays = () if asked.assigned_only else ("Play",)  # practice counts in it, and is the officer's alone
    columns = ("Day", "Scenario", "Kind", *plays, "Ended", "Worth", *losses, "Decisions", "Run")
    return Table("runs", "Runs", columns, rows, tuple(run_anchor(run.run) for run in its.runs))


def _every_decision(its: OfficerNumbers, asked: Asked) -> Table:
    rows: tuple[tuple[Cell, ...], ...] = tuple(
        (
            Link(each.run, run_anchor(each.run)),
            str(each.number),
            each.moment,
            each.choice,
            f"{each.waited_ms / 1000:.1f}",
            *([_lost(each.loss), each.label] if asked.shows_losses else []),
            each.standing,
        )
        for each in its.decisions
    )
    losses = ("Loss", "Label") if asked.shows_losses else ()
    columns = ("Run", "Decision", "Moment", "Choice", "Seconds", *losses, "Standing")
    anchors = tuple(decision_anchor(each.run, each.number) for each in its.decisions)
    return Table("every-decision", "Every decision", columns, rows, anchors, folded=True)


def _lost(loss: int | None) -> str:
    return "" if loss is None else points(loss)
