"""The report on one officer: levels with intervals, change, decisions, what must not be averaged away, what to practice."""

from __future__ import annotations

from collections.abc import Iterator

from scoring.estimate import Band
from scoring.reports.asked import Asked
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
from scoring.reports.page import (
    Report,
    Section,
)
from scoring.reports.wording import (
    listed,
    many,
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


def _sections(its: OfficerNumbers, asked: Asked) -> Iterator[Section]:
    yield practice_next_section(its)
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
    weak, strong = those(Band.DEVELOPING), those(Band.STRONG)
    found = [f"strong in {listed(strong)}"] if strong else []
    found += [f"developing in {listed(weak)}"] if weak else []
    found += [f"no more than “between” in {enough} dimensions"] if not found and not those(Band.SOLID) else []
    found = found or [f"solid in {listed(those(Band.SOLID))}"]
    sentence = "; ".join(found)
    return sentence[0].upper() + sentence[1:]
