"""How far trainers who rated the same runs of a scenario agree, and whether their ratings may be used."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence

from scoring.opinions import NOT_OBSERVED
from scoring.raters import Agreement, Rating, agreement
from scoring.reports import queries
from scoring.reports.asked import Asked
from scoring.reports.page import Section, Table
from scoring.reports.wording import NOT_ENOUGH, many
from scoring.rubric import DimensionId

DO_NOT_USE = "do not use for decisions"
COLUMNS = (
    "Dimension",
    "Agreement ICC(2,1)",
    "95 % interval",
    "Runs rated twice",
    "Trainers",
    "Ratings",
    "Use",
)


def ratings_given(asked: Asked, digest: str) -> Mapping[DimensionId, Sequence[Rating]]:
    """The newest rating of each trainer on each run of a version that may be seen, by dimension."""
    newest = {
        (run, person): json.loads(given)
        for run, person, given in asked.rows(queries.SCENARIO_RATINGS, digest)
    }
    return {
        id: [
            Rating(run, person, None if given[id] == NOT_OBSERVED else given[id])
            for (run, person), given in newest.items()
            if id in given
        ]
        for id in asked.rubric.dimensions
    }


def ratings_section(asked: Asked, digest: str) -> Iterator[Section]:
    """One finding on the trainers' ratings; nothing where nobody rated."""
    given = {id: its for id, its in ratings_given(asked, digest).items() if its}
    if not given:
        return
    found = {id: agreement(its, asked.settings) for id, its in given.items()}
    usable = sum(its is not None and its.usable for its in found.values())
    settings = asked.settings.raters
    rows = tuple(
        _row(asked.rubric.dimensions[id].label, its, len([each for each in given[id] if each.value]))
        for id, its in found.items()
    )
    title = (
        f"Trainers agree well enough in {usable} of {many(len(found), 'dimension')}"
        if usable
        else f"Trainers' ratings: {DO_NOT_USE}"
    )
    said = (
        "The share of the ratings' variance that lies in the runs, not in who rated: absolute agreement of single ratings. "
        f"Where the lower end is below {settings.usable:.2f}, or fewer than {settings.runs} runs were rated twice: {DO_NOT_USE}.",
        "Low agreement speaks of the ratings, not of the officers: rate one run together, and talk about where you differ.",
    )
    yield Section("ratings", title, said, (Table("ratings", "Agreement by dimension", COLUMNS, rows),))


def _row(label: str, its: Agreement | None, ratings: int) -> tuple[str, ...]:
    if its is None:
        return (label, NOT_ENOUGH, "", "", "", str(ratings), DO_NOT_USE)
    use = "may be used" if its.usable else DO_NOT_USE
    interval = f"{its.low:.2f} to {its.high:.2f}"
    return (label, f"{its.icc:.2f}", interval, str(its.runs), str(its.raters), str(ratings), use)
