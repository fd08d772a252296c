"""The report on a scenario: where officers lose most, what they choose, how long they take, how hard it is, how it ends."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from scoring.judged import label_of
from scoring.reports.asked import Asked
from scoring.reports.method import NOTE
from scoring.reports.page import Interval, Intervals, Link, Report, Section, Shares, Table
from scoring.reports.ratings import ratings_section
from scoring.reports.scenario_numbers import ScenarioNumbers, Told, scenario_numbers
from scoring.reports.wording import LABELS, NOT_ENOUGH, between, many, percent, points, run_anchor

DRAWN = 10  # moments, those where most is lost
PEACEFUL = ("resolved", "referred", "contained", "withdrawn", "cited")


@dataclass(frozen=True, slots=True)
class ScenarioWords:
    """What the report needs of a scenario's text and proof: choices in words, and what ways of playing earn."""

    choices: Mapping[tuple[str, str], str] = field(default_factory=dict)  # by moment and choice
    strategies: Mapping[str, float] = field(default_factory=dict)  # expected worth, by name


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
        basis=f"{asked.days}: {many(its.runs, 'run')} of {many(its.officers, 'officer')}{others}.",
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
    yield _moments(its, asked)
    yield _choices(its, words, asked)
    yield _costly(its, words)
    yield _endings(its)
    yield from ratings_section(asked, its.digest)
    yield _strategies(words)


def _moments(its: ScenarioNumbers, asked: Asked) -> Section:
    known = [each for each in its.moments if each.loss]
    rows = tuple(
        (
            each.moment,
            points(each.loss.value) if each.loss else NOT_ENOUGH,
            f"{points(each.loss.low)} to {points(each.loss.high)}" if each.loss else "",
            str(each.officers),
            str(each.decisions),
            f"{percent(each.sound.value)} ({between(each.sound.low, each.sound.high)})"
            if each.sound
            else NOT_ENOUGH,
            f"{each.waited_ms / 1000:.1f}",
            "disputed" if each.disputed else "",
        )
        for each in its.moments
    )
    columns = (
        "Moment",
        "Mean loss",
        "95 % interval",
        "Officers",
        "Decisions",
        "Best or sound",
        "Mean seconds",
        "Key",
    )
    drawn = tuple(
        Interval(
            each.moment,
            each.loss.value / 1000,
            each.loss.low / 1000,
            each.loss.high / 1000,
            f"n {each.loss.n} officers",
        )
        for each in known[:DRAWN]
        if each.loss
    )
    told = "; ".join(f"{row.label} {row.value:.1f} ({row.low:.1f} to {row.high:.1f})" for row in drawn)
    end = max((row.high for row in drawn), default=1) * 1.1
    alt = f"Mean loss of a decision with 95 % interval, the {len(drawn)} moments where most is lost. {told}."
    figure = (
        Intervals(alt, "points of worth lost by a decision", drawn, 0, end, percent=False) if drawn else None
    )
    disputed = sum(each.disputed for each in its.moments)
    title = f"Losses are known at {len(known)} of {many(len(its.moments), 'moment')}; {disputed or 'no'} keys are disputed"
    said = f"One value an officer; no mean below {asked.settings.cohort.least} officers. Best or sound is how easy a moment is. Recovery, when a menu is faced again, is left out."
    return Section(
        "moments",
        title,
        (said, *_draw(its)),
        (Table("moments", "Moments, where most is lost first", columns, rows),),
        figure,
    )


def _draw(its: ScenarioNumbers) -> Iterator[str]:
    """What decisions the figures rest on, where that is not all of them."""
    if its.drawn < its.officers:
        yield (
            f"Moments, choices and costly decisions are those of {its.drawn:,} of the {its.officers:,} officers, drawn by"
            " chance: reading every decision would take minutes. The intervals tell how far the means may lie from those of"
            " all. Runs and endings are counted over all."
        )


def _choices(its: ScenarioNumbers, words: ScenarioWords, asked: Asked) -> Section:
    totals = {each.moment: each.decisions for each in its.moments}
    rows = tuple(
        (
            each.moment,
            words.choices.get((each.moment, each.choice), each.choice),
            f"{each.times} of {totals[each.moment]}",
            percent(each.times / totals[each.moment]),
            str(each.officers),
            points(each.loss),
        )
        for each in its.choices
    )
    shown = [each.moment for each in its.moments if each.loss][:DRAWN]
    drawn = tuple((moment, _label_shares(moment, its, asked)) for moment in shown)
    alt = "Shares of decisions by label of the choice's mean loss, at the moments where most is lost; the table has the numbers."
    figure = Shares(alt, LABELS, drawn) if drawn else None
    table = Table(
        "choices",
        "What was chosen, in the order of the moments' names",
        ("Moment", "Choice", "Taken", "Share", "Officers", "Mean loss"),
        rows,
        folded=True,
    )
    lost = sum(each.times for each in its.choices if each.loss >= asked.settings.losses.sound * 1000)
    count = sum(totals.values())
    title = (
        f"{percent(lost / count)} of {count} decisions took a choice that is weak or worse"
        if count
        else "No decision has a known loss"
    )
    said = "A choice is labeled here by its mean loss, as it was taken."
    return Section("choices", title, (said,), (table,), figure)


def _label_shares(moment: str, its: ScenarioNumbers, asked: Asked) -> tuple[float, ...]:
    taken = [each for each in its.choices if each.moment == moment]
    total = sum(each.times for each in taken)
    names = [(label_of(each.loss / 1000, asked.settings.losses).value, each.times) for each in taken]
    return tuple(sum(times for name, times in names if name == label) / total for label in LABELS)


def _costly(its: ScenarioNumbers, words: ScenarioWords) -> Section:
    rows = tuple(
        (
            each.moment,
            words.choices.get((each.moment, each.choice), each.choice),
            points(each.loss),
            Link(f"{each.run}, decision {each.number}", run_anchor(each.run)),
            each.day,
            each.kind,
        )
        for each in its.costly
    )
    runs = {each.run: each for each in its.costly}
    told = tuple(
        (run, each.day, each.kind, f"levelhead record show {run}") for run, each in sorted(runs.items())
    )
    columns = ("Moment", "Choice", "Loss", "Run", "Day", "Kind")
    said = "At most five a moment. `levelhead record show RUN` tells a run from beginning to end."
    tables = (
        Table("costly", "Decisions that were weak or worse", columns, rows, folded=True),
        Table(
            "runs",
            "The runs that these decisions are from",
            ("Run", "Day", "Kind", "To read it"),
            told,
            tuple(map(run_anchor, sorted(runs))),
            folded=True,
        ),
    )
    return Section("costly", f"{many(len(rows), 'decision')} to look at with a class", (said,), tables)


def _endings(its: ScenarioNumbers) -> Section:
    total = sum(each.runs for each in its.endings)
    peaceful = sum(each.runs for each in its.endings if each.kind in PEACEFUL)
    rows = tuple(
        (each.ending, each.kind, str(each.worth), f"{each.runs} of {total}", percent(each.runs / total))
        for each in its.endings
    )
    table = Table("endings", "How it ended", ("Ending", "Kind", "Worth", "Runs", "Share"), rows)
    title = f"{peaceful} of {total} runs ended without arrest, force or harm"
    return Section("endings", title, ("The worth is of the ending; chance has its part in it.",), (table,))


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
