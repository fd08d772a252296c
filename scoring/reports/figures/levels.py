"""Values with their intervals: beneath each other, and over time."""

from __future__ import annotations

from collections.abc import Sequence

from matplotlib.axes import Axes
from matplotlib.figure import Figure as Canvas

from scoring.reports.figures.canvas import (
    BLUE,
    INK,
    LINE,
    MUTED,
    PALE,
    SMALL,
    SMALLEST,
    Sheet,
    label_rows,
    quieten,
)
from scoring.reports.page import Courses, Interval, Intervals


def draw_intervals(its: Intervals, sheet: Sheet) -> Canvas:
    """One row a value: its interval as a bar, its mean as a point, and what is told of it."""
    canvas, axes = sheet.canvas(0.75 + (0.56 if sheet.narrow else 0.33) * len(its.rows))
    for place, row in enumerate(its.rows):
        axes.axhline(place, color=LINE, lw=0.6, zorder=0)
        if row.value is not None:
            axes.plot([row.low, row.high], [place, place], color=PALE, lw=7, solid_capstyle="butt")
            axes.plot(row.value, place, "o", color=BLUE, ms=6.5, clip_on=False)
        _tell(axes, row, place, sheet)
    _mark(axes, its.marks, names=True)
    label_rows(axes, [row.label for row in its.rows], sheet, above=0.16)
    axes.set_ylim(len(its.rows) - 0.5, -0.75)
    axes.set_xlim(its.start, its.end)
    if its.percent:
        axes.xaxis.set_major_formatter(lambda value, _: f"{value * 100:.0f} %")
    axes.set_xlabel(its.unit, fontsize=SMALL)
    return canvas


def _tell(axes: Axes, row: Interval, place: float, sheet: Sheet) -> None:
    """What is said of a row: beside it, or beneath it where the sheet is narrow; in its place where there is no value."""
    across = axes.get_yaxis_transform()
    if sheet.narrow:
        clear = {"facecolor": "white", "edgecolor": "none", "pad": 0.5}  # of the lines that mark bands
        axes.text(
            0, place + 0.14, row.told, transform=across, va="top", fontsize=SMALLEST, color=MUTED, bbox=clear
        )
    elif row.value is None:
        axes.text(0, place, f"  {row.told}", transform=across, va="center", fontsize=SMALL, color=MUTED, backgroundcolor="white")  # fmt: skip
    else:
        axes.text(1.02, place, row.told, transform=across, va="center", fontsize=SMALL, color=MUTED)


def draw_courses(its: Courses, sheet: Sheet) -> Canvas:
    """One panel a value over time."""
    columns = 2 if sheet.narrow else 4
    rows = -(-len(its.panels) // columns)
    canvas = sheet.bare(1.65 * rows)
    for number, panel in enumerate(its.panels):
        axes = canvas.add_subplot(rows, columns, number + 1)
        quieten(axes)
        _mark(axes, its.marks, names=False)
        _course(axes, panel.values)
        axes.set_title(panel.label, fontsize=SMALL, loc="left", color=INK)
        axes.set_ylim(0, 1)
        axes.set_yticks([0, 0.5, 1], ["0", "50 %", "100 %"] if number % columns == 0 else ["", "", ""], fontsize=SMALLEST)  # fmt: skip
        _date(axes, panel.values, shown=number // columns == rows - 1)
    return canvas


def _course(axes: Axes, values: Sequence[Interval]) -> None:
    known = [(place, each) for place, each in enumerate(values) if each.value is not None]
    if not known:
        axes.text(
            0.5, 0.5, "not practiced", transform=axes.transAxes, ha="center", color=MUTED, fontsize=SMALLEST
        )
        return
    places = [place for place, _ in known]
    axes.fill_between(
        places, [each.low for _, each in known], [each.high for _, each in known], color=PALE, lw=0
    )
    axes.plot(places, [each.value or 0 for _, each in known], color=BLUE, lw=1.8)
    axes.plot(places[-1], known[-1][1].value or 0, "o", color=BLUE, ms=4)


def _date(axes: Axes, values: Sequence[Interval], *, shown: bool) -> None:
    """The first and the latest date beneath a panel."""
    last = len(values) - 1
    axes.set_xlim(-0.3, last + 0.3)
    axes.set_xticks([0, last], [values[0].label, values[-1].label] if shown else ["", ""], fontsize=SMALLEST)
    first, latest = axes.get_xticklabels()
    first.set_horizontalalignment("left")
    latest.set_horizontalalignment("right")


def _mark(axes: Axes, marks: Sequence[tuple[float, str]], *, names: bool) -> None:
    """Where bands begin: across, with their names, or from side to side in a panel."""
    for value, name in marks:
        line = axes.axvline if names else axes.axhline
        line(value, color=MUTED, lw=0.8, ls=(0, (4, 3)), zorder=1)
        if names:
            down = axes.get_xaxis_transform()
            axes.text(value, 1.0, f" {name}", transform=down, va="top", fontsize=SMALLEST, color=MUTED)
