"""An officer's levels as sections: what to practice, where levels lie, how they changed, the parts of justice."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import date

from scoring.change import Direction
from scoring.estimate import DimensionEstimate
from scoring.reports.asked import Asked
from scoring.reports.levels import (
    COLUMNS,
    Links,
    band_marks,
    level_figure,
    level_interval,
    level_row,
    runs_of,
)
from scoring.reports.officer_numbers import OfficerNumbers
from scoring.reports.page import Cell, Course, Courses, Link, Opens, Section, Table
from scoring.reports.wording import between, days_of, listed, percent, run_anchor, written_on
from scoring.rubric import DimensionId

FEW_DAYS = 70  # up to which dates beneath a figure have their day


def practice_next_section(its: OfficerNumbers, asked: Asked) -> Section:
    """What to practice next, and why."""
    rows = tuple((each.offer.title, each.reason if asked.assigned_only else each.why) for each in its.next)
    title = f"Practice next: {rows[0][0]}" if rows else "Nothing on the shelf serves what should be practiced"
    table = Table("next", "What to practice next, and why", ("Scenario", "Why"), rows)
    return Section("next", title, (), (table,) if rows else ())


def levels_section(its: OfficerNumbers, asked: Asked) -> Section:
    """Where the level lies in each dimension, and how sure that is."""
    links = run_links(its, asked)
    rows = tuple(level_row(label_of(id, asked), level, links) for id, level in its.levels.items())
    named = sum(level.band is not None for level in its.levels.values())
    bands = asked.settings.bands
    return Section(
        "levels",
        f"A band can be named in {named} of {len(its.levels)} dimensions",
        (
            f"The line is where the level lies with {percent(asked.settings.estimate.interval)} certainty, the point its mean."
            f" One play never makes a band: a band needs {bands.opportunities:g} weighted opportunities from"
            f" {bands.scenarios} scenarios, and {percent(bands.mass)} of what is likely inside it.",
        ),
        (Table("levels", "Levels by dimension", ("Dimension", *COLUMNS), rows),),
        level_figure({label_of(id, asked): level for id, level in its.levels.items()}, asked.settings.bands),
    )


def over_time_section(its: OfficerNumbers, asked: Asked) -> Section:
    """Levels at equal steps of time."""
    days = [each.on for each in next(iter(its.courses.values()))]
    panels = tuple(
        Course(label_of(id, asked), tuple(level_interval(_dated(each.on, days), each) for each in course))
        for id, course in its.courses.items()
    )
    rows: tuple[tuple[Cell, ...], ...] = tuple(
        (day.isoformat(), *_at(n, its), _runs_until(day, its, asked)) for n, day in enumerate(days)
    )
    columns = ("Date", *(panel.label for panel in panels), "Runs until then")
    table = Table("over-time", "Level with 90 % interval at each date", columns, rows, folded=True)
    alt = f"Level with 90 % interval, {days_of(days[0], days[-1])}, one panel a dimension; the table has the values."
    said = "Level with its 90 % interval, and where bands begin. Evidence ages: what is not practiced becomes less certain."
    figure = Courses(alt, panels, band_marks(asked.settings.bands))
    return Section("over-time", _certainty_found(its, asked), (said,), (table,), figure)


def _dated(day: date, days: Sequence[date]) -> str:
    """A date beneath the figure: a month, or where all lies within a few a day."""
    return f"{day:%b %Y}" if (days[-1] - days[0]).days > FEW_DAYS else f"{day:%b} {day.day}"


def _at(place: int, its: OfficerNumbers) -> Iterator[str]:
    """The level of each dimension at one of the dates."""
    for level in (course[place] for course in its.courses.values()):
        yield f"{percent(level.mean)} ({between(level.low, level.high)})" if level.runs else "not practiced"


def _runs_until(day: date, its: OfficerNumbers, asked: Asked) -> Opens:
    links = run_links(its, asked)
    runs = [run.run for run in its.runs if run.day <= day.isoformat()]
    return Opens(str(len(runs)), tuple(links[run] for run in reversed(runs)))


def _certainty_found(its: OfficerNumbers, asked: Asked) -> str:
    """The level that is known least surely, and how surely."""
    known = {id: course[-1] for id, course in its.courses.items() if course[-1].runs}
    if not known:
        return "No level is known yet"
    widest = max(known, key=lambda id: known[id].high - known[id].low)
    its_ends = between(known[widest].low, known[widest].high)
    return f"Levels over time: {label_of(widest, asked)} is known least surely, {its_ends}"


def changes_section(its: OfficerNumbers, asked: Asked) -> Section:
    """What changed reliably between the two halves of the days."""
    counts = {
        way: [label_of(id, asked) for id, each in its.changes.items() if each.direction is way]
        for way in Direction
    }
    better, worse = counts[Direction.BETTER], counts[Direction.WORSE]
    found = [f"Reliably better in {listed(better)}"] if better else []
    found += [f"{'reliably' if found else 'Reliably'} worse in {listed(worse)}"] if worse else []
    links = run_links(its, asked)
    rows = tuple(
        (
            label_of(id, asked),
            *_window(each.earlier, links),
            *_window(each.later, links),
            percent(each.chance),
            each.direction.value,
        )
        for id, each in its.changes.items()
    )
    early, late = its.windows
    table = Table(
        "change",
        f"{days_of(early.first, early.last)}, against {days_of(late.first, late.last)}: level, 90 % interval, opportunities",
        ("Dimension", "Earlier", "n then", "Later", "n later", "Chance that later is higher", "Change"),
        rows,
    )
    sure = f"{asked.settings.change.sure * 100:.1f}\N{NO-BREAK SPACE}%"
    said = f"A change is called reliable when it is likelier than {sure}; smaller ones are left unnamed."
    return Section("change", "; ".join(found) or "No reliable change in any dimension", (said,), (table,))


def _window(level: DimensionEstimate, links: Links) -> tuple[Cell, ...]:
    told = f"{percent(level.mean)} ({between(level.low, level.high)})"
    return told, Opens(str(level.faced), runs_of(level, links))


def justice_section(its: OfficerNumbers, asked: Asked) -> Section:
    """The parts of procedural justice, each with a level of its own."""
    indices = asked.rubric.dimensions["justice"].indices
    levels = {indices[id].label: level for id, level in its.parts.items()}
    title = f"Procedural justice: {_standing_out(levels)}"
    links = run_links(its, asked)
    rows = tuple(level_row(label, level, links) for label, level in levels.items())
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


def run_links(its: OfficerNumbers, asked: Asked) -> Links:
    """A link to each of the officer's runs on the page."""
    return {
        run.run: Link(f"{written_on(run.day)}, {asked.title_of(run.scenario)}", run_anchor(run.run))
        for run in its.runs
    }


def label_of(id: DimensionId, asked: Asked) -> str:
    """The dimension in words."""
    return asked.rubric.dimensions[id].label
