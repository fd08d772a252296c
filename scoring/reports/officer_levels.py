"""An officer's levels as sections: what to practice, where levels lie, how they changed, the parts of justice."""

from __future__ import annotations

from collections.abc import Mapping

from scoring.change import Direction
from scoring.estimate import DimensionEstimate
from scoring.reports.asked import Asked
from scoring.reports.levels import COLUMNS, band_marks, level_figure, level_interval, level_row
from scoring.reports.officer_numbers import OfficerNumbers
from scoring.reports.page import (
    Course,
    Courses,
    Section,
    Table,
)
from scoring.reports.wording import (
    listed,
    percent,
)
from scoring.rubric import DimensionId


def practice_next_section(its: OfficerNumbers) -> Section:
    """What to practice next, and why."""
    rows = tuple((each.offer.title, each.why) for each in its.next)
    title = f"Practice next: {rows[0][0]}" if rows else "Nothing on the shelf serves what should be practiced"
    table = Table("next", "What to practice next, and why", ("Scenario", "Why"), rows)
    return Section("next", title, (), (table,) if rows else ())


def levels_section(its: OfficerNumbers, asked: Asked) -> Section:
    """Where the level lies in each dimension, and how sure that is."""
    rows = tuple(level_row(label_of(id, asked), level) for id, level in its.levels.items())
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
    labels = [str(each.on) for each in next(iter(its.courses.values()))]
    panels = tuple(
        Course(label_of(id, asked), tuple(level_interval(str(each.on), each) for each in course))
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


def changes_section(its: OfficerNumbers, asked: Asked) -> Section:
    """What changed reliably between the two halves of the days."""
    counts = {
        way: [label_of(id, asked) for id, each in its.changes.items() if each.direction is way]
        for way in Direction
    }
    better, worse = counts[Direction.BETTER], counts[Direction.WORSE]
    found = [f"Reliably better in {listed(better)}"] if better else []
    found += [f"{'reliably' if found else 'Reliably'} worse in {listed(worse)}"] if worse else []
    rows = tuple(
        (
            label_of(id, asked),
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
    said = f"A change is called reliable when it is likelier than {asked.settings.change.sure:.1%}; smaller ones are left unnamed."
    return Section("change", "; ".join(found) or "No reliable change in any dimension", (said,), (table,))


def justice_section(its: OfficerNumbers, asked: Asked) -> Section:
    """The parts of procedural justice, each with a level of its own."""
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


def label_of(id: DimensionId, asked: Asked) -> str:
    """The dimension in words."""
    return asked.rubric.dimensions[id].label
