"""The officer's own wellness page: one file, no network, written where the officer says. Reads nothing and keeps nothing."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from scoring.wellness.instruments import Instrument, InstrumentId, LineKind
from scoring.wellness.support import Support
from scoring.wellness.trend import Series, Trend

WIDE, HIGH, SIDE = 560, 120, 14  # of a drawing, in its own units
KINDS = {
    LineKind.SCREENING: "The dashed orange line is the screening line.",
    LineKind.REFLECTION: "The dashed orange line is where that band begins.",
}


@dataclass(frozen=True, slots=True)
class Drawn:
    """A figure over time as the page shows it: words, a drawing, and the same as a table."""

    title: str
    finding: str
    note: str
    source: str
    alt: str
    points: tuple[tuple[float, float], ...]
    usual: float | None  # heights in the drawing
    line: float | None
    rows: tuple[tuple[str, str, str], ...]


def own_page(
    trend: Trend,
    instruments: Mapping[InstrumentId, Instrument],
    support: Support,
    titles: Mapping[str, str],
    written: date,
) -> str:
    """The page in HTML; `titles` are those of scenarios. The same answers on the same day give the same text."""
    from jinja2 import Environment, PackageLoader, StrictUndefined

    loader = PackageLoader("scoring.wellness", "templates")
    pages = Environment(
        loader=loader, autoescape=True, undefined=StrictUndefined, trim_blocks=True, lstrip_blocks=True
    )
    drawn = [_drawn(each, instruments[each.figure.split("/")[0]], titles) for each in _in_order(trend)]
    return pages.get_template("own.html.j2").render(
        drawn=drawn,
        shifts=[
            (each.instrument.capitalize(), each.sessions, f"{each.change:+.0f}") for each in trend.shifts
        ],
        weeks=trend.weeks,
        figures=sorted({figure for week in trend.weeks for figure in week.means}),
        support=support,
        written=written,
        wide=WIDE,
        high=HIGH,
        side=SIDE,
    )


def _in_order(trend: Trend) -> list[Series]:
    """Before a session stands before after it."""
    return sorted(
        trend.series, key=lambda each: (each.figure.partition("/")[0], each.figure.endswith("after"))
    )


def _drawn(series: Series, instrument: Instrument, titles: Mapping[str, str]) -> Drawn:
    scores = [point.score for point in series.points]
    heights = [_height(score, series.span) for score in scores]
    step = (WIDE - 2 * SIDE) / max(1, len(scores) - 1)
    middle = WIDE / 2 if len(scores) == 1 else None
    return Drawn(
        title=series.title,
        finding=_finding(series),
        note=" ".join(filter(None, (instrument.note, KINDS[series.line_is] if series.line_is else ""))),
        source=f"{instrument.source} License: {instrument.licence}",
        alt=f"{series.title}: {', '.join(f'{score:g}' for score in scores)}, of {series.span[1]}.",
        points=tuple((middle or round(SIDE + at * step, 1), height) for at, height in enumerate(heights)),
        usual=None if series.usual is None else _height(series.usual, series.span),
        line=None if series.line is None else _height(series.line, series.span),
        rows=tuple(
            (f"{point.day}", f"{point.score:g}", point.band or titles.get(point.scenario, point.scenario))
            for point in series.points
        ),
    )


def _finding(series: Series) -> str:
    last = series.points[-1]
    told = f"{last.score:g} of {series.span[1]} on {last.day:%B} {last.day.day}"
    if last.band:
        told = f"{told}: {last.band}"
    return told if series.usual is None else f"{told}. Your usual is {series.usual:g}."


def _height(score: float, span: tuple[int, int]) -> float:
    low, high = span
    return round(HIGH - SIDE - (HIGH - 2 * SIDE) * (score - low) / (high - low), 1)
