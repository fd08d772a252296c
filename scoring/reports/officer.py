"""The report on one officer: levels with intervals, change, decisions, what must not be averaged away, what to practice."""

from __future__ import annotations

from collections.abc import Iterator

from scoring.estimate import Band
from scoring.reports.asked import Asked
from scoring.reports.listed import gone
from scoring.reports.method import NOTE
from scoring.reports.officer_decisions import decisions_section, never_averaged_section, runs_section
from scoring.reports.officer_levels import (
    changes_section,
    justice_section,
    label_of,
    levels_section,
    over_time_section,
    practice_next_section,
)
from scoring.reports.officer_numbers import OfficerNumbers, officer_numbers
from scoring.reports.page import Report, Section
from scoring.reports.wording import file_name, listed, many


def officer_report(asked: Asked, officer: str) -> Report:
    """The report on one officer."""
    its = officer_numbers(asked, officer)
    scored = sum(run.decisions > 0 for run in its.runs)
    return Report(
        name=f"officer-{file_name(asked.called(officer))}",
        title=_levels_found(its, asked),
        about=" · ".join(filter(None, (f"Officer {asked.called(officer)}", its.rank, its.unit))),
        basis=f"{asked.days}: {many(len(its.runs), 'run')}, {scored} of them scored, {many(len(its.decisions), 'decision')}.{gone(asked, 'officer', officer)}",
        sections=tuple(_sections(its, asked)),
        method=NOTE,
        settings=asked.settings.text,
        demo=asked.is_demo,
    )


def _sections(its: OfficerNumbers, asked: Asked) -> Iterator[Section]:
    yield practice_next_section(its, asked)
    yield levels_section(its, asked)
    yield over_time_section(its, asked)
    yield changes_section(its, asked)
    yield justice_section(its, asked)
    if asked.shows_losses:
        yield decisions_section(its, asked)
    yield never_averaged_section(its, asked)
    yield runs_section(its, asked)


def _levels_found(its: OfficerNumbers, asked: Asked) -> str:
    def those(*bands: Band | None) -> list[str]:
        return [
            label_of(id, asked) for id, level in its.levels.items() if level.enough and level.band in bands
        ]

    enough = sum(level.enough for level in its.levels.values())
    if not enough:
        return "Not enough is known yet for a band in any dimension"
    found = [
        f"{band.value} in {listed(those(band))}"
        for band in (Band.STRONG, Band.SOLID, Band.DEVELOPING)
        if those(band)
    ]
    found += [f"between two bands in {len(those(None))} of {len(its.levels)}"] if those(None) else []
    unknown = len(its.levels) - enough
    found += [f"not enough data in {unknown}"] if unknown else []
    sentence = "; ".join(found)
    return sentence[0].upper() + sentence[1:]
