"""The report on a scenario: where officers lose most, what they choose, how long they take, how hard it is, how it ends."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from operator import attrgetter

from scoring.cohort import share_of
from scoring.judged import label_of
from scoring.reports.asked import Asked
from scoring.reports.listed import gone, grouped, opens, run_tables, said_of
from scoring.reports.method import NOTE
from scoring.reports.page import Cell, Link, Report, Section, Shares, Table
from scoring.reports.ratings import ratings_section
from scoring.reports.scenario_moments import (
    DRAWN,
    Decisions,
    MomentWords,
    choice_anchor,
    decisions_by,
    decisions_open,
    moments_section,
)
from scoring.reports.scenario_numbers import ChoiceTaken, ScenarioNumbers, Told, scenario_numbers
from scoring.reports.wording import LABELS, NOT_ENOUGH, between, decision_anchor, many, percent, points

PEACEFUL = ("resolved", "referred", "contained", "withdrawn", "cited")


@dataclass(frozen=True, slots=True)
class ScenarioWords:
    """What the report needs of a scenario's text and proof: choices in words, and what ways of playing earn."""

    choices: Mapping[tuple[str, str], str] = field(default_factory=dict)  # by moment and choice
    strategies: Mapping[str, float] = field(default_factory=dict)  # expected worth, by name
    moments: Mapping[str, MomentWords] = field(default_factory=dict)


def scenario_report(
    asked: Asked, scenario: str, words: ScenarioWords | None = None, told: Told | None = None
) -> Report:
    """The report on one scenario; tells how many officers' decisions of how many are read."""
    its, words = scenario_numbers(asked, scenario, told), words or ScenarioWords()
    others = f"; {many(its.left_out, 'run')} on other versions left out" if its.left_out else ""
    return Report(
        name=f"scenario-{scenario}",
        title=_found(its),
        about=f"Scenario “{asked.title_of(scenario)}”, version {its.digest[:12]}",
        basis=f"{asked.days}: {many(its.runs, 'run')} of {many(its.officers, 'officer')}{others}.{gone(asked, 'scenario', scenario)}",
        sections=tuple(_sections(its, words, asked)),
        method=NOTE,
        settings=asked.settings.text,
        demo=asked.is_demo,
    )


# ---- findings


def _found(its: ScenarioNumbers) -> str:
    most = next((each for each in its.moments if each.loss), None)
    if most is None or most.loss is None:
        return "Too few officers have played it to tell where most is lost"
    span = f"{points(most.loss.low)} to {points(most.loss.high)}, n {most.loss.n} officers"
    return f"Most is lost at {most.moment}: {points(most.loss.value)} points a decision ({span})"


def _sections(its: ScenarioNumbers, words: ScenarioWords, asked: Asked) -> Iterator[Section]:
    yield moments_section(its, words.moments, asked)
    yield _choices(its, words, asked)
    yield _costly(its, words)
    yield _endings(its, asked)
    yield from ratings_section(asked, its.digest)
    yield _strategies(words)
    yield _runs(its, asked)


def _choices(its: ScenarioNumbers, words: ScenarioWords, asked: Asked) -> Section:
    totals = {each.moment: each.decisions for each in its.moments}
    taken = decisions_by(its, lambda each: (each.moment, each.choice))
    rows = tuple(_choice_row(each, totals[each.moment], taken, words, asked) for each in its.choices)
    shown = [each.moment for each in its.moments if each.loss][:DRAWN]
    drawn = tuple((moment, _label_shares(moment, its, asked)) for moment in shown)
    alt = "Shares of decisions by label of the choice's mean loss, at the moments where most is lost; the table has the numbers."
    figure = Shares(alt, LABELS, drawn) if drawn else None
    columns = ("Moment", "Choice", "Taken", "Share", "95 % interval", "Officers", "Mean loss")
    anchors = tuple(choice_anchor(each.moment, each.choice) for each in its.choices)
    caption = "What was chosen, in the order of the moments' names"
    table = Table("choices", caption, columns, rows, anchors, folded=True)
    lost = sum(each.times for each in its.choices if each.loss >= asked.settings.losses.sound * 1000)
    share = share_of(lost, sum(totals.values()), asked.settings)
    title = "No decision has a known loss"
    if share:
        told = f"{percent(share.value)} ({between(share.low, share.high)})"
        title = f"{told} of {share.n:,} decisions took a choice that is weak or worse"
    said = (
        "A choice is labeled here by its mean loss, as it was taken. Means are of one value an officer, with their 95 % intervals; none is shown below"
        f" {asked.settings.cohort.least} officers. Shares are of decisions, several of one officer among them."
    )
    return Section("choices", title, (said,), (table,), figure)


def _choice_row(
    its: ChoiceTaken, of: int, taken: Decisions, words: ScenarioWords, asked: Asked
) -> tuple[Cell, ...]:
    share = share_of(its.times, of, asked.settings)
    said = words.choices.get((its.moment, its.choice))
    return (
        its.moment,
        f"{its.choice}: {said}" if said else its.choice,
        decisions_open(its.times, taken.get((its.moment, its.choice), ())),
        percent(share.value) if share else "",
        between(share.low, share.high) if share else "",
        str(its.officers),
        f"{points(its.mean.value)} ({points(its.mean.low)} to {points(its.mean.high)})"
        if its.mean
        else NOT_ENOUGH,
    )


def _label_shares(moment: str, its: ScenarioNumbers, asked: Asked) -> tuple[float, ...]:
    taken = [each for each in its.choices if each.moment == moment]
    total = sum(each.times for each in taken)
    names = [(label_of(each.loss / 1000, asked.settings.losses).value, each.times) for each in taken]
    return tuple(sum(times for name, times in names if name == label) / total for label in LABELS)


def _costly(its: ScenarioNumbers, words: ScenarioWords) -> Section:
    listed_runs = {run.run for run in its.behind.runs}
    rows = tuple(
        (
            each.moment,
            words.choices.get((each.moment, each.choice), each.choice),
            points(each.loss),
            Link(f"{each.run}, decision {each.number}", decision_anchor(each.run, each.number))
            if each.run in listed_runs
            else f"{each.run}, decision {each.number}",
            each.day,
            each.kind,
        )
        for each in its.costly
    )
    columns = ("Moment", "Choice", "Loss", "Run", "Day", "Kind")
    table = Table("costly", "Decisions that were weak or worse", columns, rows, folded=True)
    said = "At most five a moment, those that lost most. “levelhead record show RUN” tells a run from beginning to end."
    return Section("costly", f"{many(len(rows), 'decision')} to look at with a class", (said,), (table,))


def _endings(its: ScenarioNumbers, asked: Asked) -> Section:
    total = sum(each.runs for each in its.endings)
    enough = total >= asked.settings.cohort.least
    newest = grouped(its.behind.runs, attrgetter("whose"))
    rows = tuple(
        (
            each.ending,
            each.kind,
            str(each.worth),
            opens(each.runs, newest.get(each.ending, ()), asked),
            *(_share(each.runs, total, asked) if enough else (NOT_ENOUGH, "")),
        )
        for each in its.endings
    )
    columns = ("Ending", "Kind", "Worth", "Runs", "Share", "95 % interval")
    peaceful = sum(each.runs for each in its.endings if each.kind in PEACEFUL)
    share = f" ({_share(peaceful, total, asked)[1]})" if enough else ""
    title = f"{peaceful:,} of {many(total, 'run')} ended without arrest, force or harm{share}"
    stopped = its.runs - total
    said = f"The worth is of the ending; chance has its part in it. {many(stopped, 'run')} stopped before the end are not in it."
    table = Table("endings", f"How {many(total, 'run')} ended", columns, rows)
    return Section("endings", title, (said,), (table,))


def _share(count: int, n: int, asked: Asked) -> tuple[str, str]:
    share = share_of(count, n, asked.settings)
    return (percent(share.value), between(share.low, share.high)) if share else (NOT_ENOUGH, "")


def _runs(its: ScenarioNumbers, asked: Asked) -> Section:
    """Every run that is listed, and its moments."""
    tables = run_tables(its.behind, its.runs, ("Ending", str), asked)
    return Section(
        "runs", f"{many(its.runs, 'run')} behind the figures", said_of(its.behind, its.runs), tables
    )


def _strategies(words: ScenarioWords) -> Section:
    rows = tuple((name, f"{worth:.1f}") for name, worth in words.strategies.items())
    if not rows:
        return Section("strategies", "What ways of playing earn is not proved", (), ())
    best, random = words.strategies.get("best", 0), words.strategies.get("random", 0)
    title = f"Best play earns {best:.0f} points of worth, random play {random:.0f}"
    said = "Proved over every situation that can be reached. Where a simple way nearly earns what best play does, the scenario is no test."
    return Section(
        "strategies",
        title,
        (said,),
        (Table("strategies", "Expected worth", ("Way of playing", "Worth"), rows),),
    )
