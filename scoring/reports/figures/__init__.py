"""Figures of reports, as SVG text: the only room that knows matplotlib. The same numbers give the same bytes."""

from __future__ import annotations

import io

from matplotlib.figure import Figure as Canvas

from scoring.reports.figures.canvas import Sheet, styled
from scoring.reports.figures.charts import draw_control, draw_funnel, draw_shares
from scoring.reports.figures.levels import draw_courses, draw_intervals
from scoring.reports.page import Control, Courses, Figure, FunnelDrawn, Intervals, Shares

BROAD, NARROW = Sheet(7.2, narrow=False), Sheet(3.7, narrow=True)  # a page, and a phone held upright


def draw(figure: Figure, *, narrow: bool = False) -> str:
    """The figure as an SVG element, without a date; narrow for a phone, with letters of the same size."""
    with styled():
        canvas = _canvas(figure, NARROW if narrow else BROAD)
        written = io.BytesIO()
        canvas.savefig(written, format="svg", metadata={"Date": None, "Creator": None}, transparent=True)
    text = written.getvalue().decode()
    return text[text.index("<svg") :]


def _canvas(figure: Figure, sheet: Sheet) -> Canvas:
    match figure:
        case Intervals():
            return draw_intervals(figure, sheet)
        case Courses():
            return draw_courses(figure, sheet)
        case Control():
            return draw_control(figure, sheet)
        case FunnelDrawn():
            return draw_funnel(figure, sheet)
        case Shares():
            return draw_shares(figure, sheet)
