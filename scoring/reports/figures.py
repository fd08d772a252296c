"""Figures of reports, as SVG text: the only module that knows matplotlib. The same numbers give the same bytes."""

from __future__ import annotations

import io
from collections.abc import Sequence
from importlib import resources
from pathlib import Path
from typing import Any

import matplotlib as mpl
from matplotlib import font_manager
from matplotlib.axes import Axes
from matplotlib.figure import Figure as Canvas

from scoring.reports.page import Control, Courses, Figure, FunnelDrawn, Interval, Intervals, Shares

INK, MUTED, LINE, BLUE, PALE, ORANGE = "#1a2530", "#55636f", "#d5dbe0", "#0b5394", "#c9dbec", "#a84300"
PARTS = ("#0b5394", "#6fa3cf", "#d9d9d9", "#e3a15c", "#a84300")  # color-blind safe, from best to worst
WIDTH = 7.2  # inches
FONT = "Atkinson Hyperlegible Next"
STYLE: Any = {
    "font.family": FONT,
    "font.size": 9.5,
    "text.color": INK,
    "axes.labelcolor": INK,
    "xtick.color": MUTED,
    "ytick.color": INK,
    "axes.edgecolor": LINE,
    "svg.fonttype": "path",
    "svg.hashsalt": "levelhead",
}


def draw(figure: Figure) -> str:
    """The figure as an SVG element, without a date."""
    _load_fonts()
    with mpl.rc_context(STYLE):
        match figure:
            case Intervals():
                canvas = _intervals(figure)
            case Courses():
                canvas = _courses(figure)
            case Control():
                canvas = _control(figure)
            case FunnelDrawn():
                canvas = _funnel(figure)
            case Shares():
                canvas = _shares(figure)
        written = io.BytesIO()
        canvas.savefig(written, format="svg", metadata={"Date": None, "Creator": None}, transparent=True)
    text = written.getvalue().decode()
    return text[text.index("<svg") :]


def _load_fonts() -> None:
    if FONT not in font_manager.get_font_names():
        for weight in ("regular", "bold"):
            name = f"fonts/atkinson-hyperlegible-next-{weight}.ttf"
            font_manager.fontManager.addfont(Path(str(resources.files("assets"))) / name)


def _canvas(height: float) -> tuple[Canvas, Axes]:
    canvas = Canvas(figsize=(WIDTH, height), layout="constrained")
    axes = canvas.add_subplot()
    _quiet(axes)
    return canvas, axes


def _quiet(axes: Axes) -> None:
    for side in ("top", "right", "left"):
        axes.spines[side].set_visible(False)
    axes.tick_params(length=0)


def _intervals(its: Intervals) -> Canvas:
    canvas, axes = _canvas(0.75 + 0.33 * len(its.rows))
    for place, row in enumerate(its.rows):
        axes.axhline(place, color=LINE, lw=0.6, zorder=0)
        if row.value is None:
            axes.text(
                its.start,
                place,
                f"  {row.told}",
                va="center",
                color=MUTED,
                fontsize=8.5,
                backgroundcolor="white",
            )
            continue
        axes.plot([row.low, row.high], [place, place], color=PALE, lw=7, solid_capstyle="round")
        axes.plot(row.value, place, "o", color=BLUE, ms=6.5)
        axes.annotate(
            row.told,
            (1.01, place),
            xycoords=("axes fraction", "data"),
            va="center",
            fontsize=8.5,
            color=MUTED,
        )
    _mark(axes, its.marks, vertical=True)
    axes.set_yticks(range(len(its.rows)), [row.label for row in its.rows])
    axes.set_ylim(len(its.rows) - 0.5, -0.75)
    axes.set_xlim(its.start, its.end)
    if its.percent:
        axes.xaxis.set_major_formatter(lambda value, _: f"{value * 100:.0f} %")
    else:
        axes.set_xlabel(its.unit)
    return canvas


def _mark(axes: Axes, marks: Sequence[tuple[float, str]], *, vertical: bool) -> None:
    for value, name in marks:
        (axes.axvline if vertical else axes.axhline)(value, color=MUTED, lw=0.8, ls=(0, (4, 3)), zorder=1)
        if vertical:
            axes.annotate(
                f" {name}",
                (value, 1.0),
                xycoords=("data", "axes fraction"),
                va="top",
                fontsize=8,
                color=MUTED,
            )


def _courses(its: Courses) -> Canvas:
    columns = 4
    rows = -(-len(its.panels) // columns)
    canvas = Canvas(figsize=(WIDTH, 1.65 * rows), layout="constrained")
    for number, panel in enumerate(its.panels):
        axes = canvas.add_subplot(rows, columns, number + 1)
        _quiet(axes)
        _mark(axes, its.marks, vertical=False)
        _course(axes, panel.values)
        axes.set_title(panel.label, fontsize=8.5, loc="left", color=INK)
        axes.set_ylim(0, 1)
        axes.set_yticks(
            [0, 0.5, 1], ["0", "50 %", "100 %"] if number % columns == 0 else ["", "", ""], fontsize=8
        )
        last = len(panel.values) - 1
        axes.set_xlim(-0.3, last + 0.3)
        shown = [panel.values[0].label[:7], panel.values[-1].label[:7]]
        axes.set_xticks([0, last], shown if number // columns == rows - 1 else ["", ""], fontsize=7.5)
        first, latest = axes.get_xticklabels()
        first.set_horizontalalignment("left")
        latest.set_horizontalalignment("right")
    return canvas


def _course(axes: Axes, values: Sequence[Interval]) -> None:
    known = [(place, each) for place, each in enumerate(values) if each.value is not None]
    if not known:
        axes.text(0.5, 0.5, "not practiced", transform=axes.transAxes, ha="center", color=MUTED, fontsize=8)
        return
    places = [place for place, _ in known]
    axes.fill_between(
        places, [each.low for _, each in known], [each.high for _, each in known], color=PALE, lw=0
    )
    axes.plot(places, [each.value or 0 for _, each in known], color=BLUE, lw=1.8)
    axes.plot(places[-1], known[-1][1].value or 0, "o", color=BLUE, ms=4)


def _control(its: Control) -> Canvas:
    canvas, axes = _canvas(2.7)
    places = range(len(its.values))
    if its.center is not None and its.low is not None and its.high is not None:
        axes.axhspan(max(its.low, 0), its.high, color=PALE, alpha=0.45, lw=0)
        axes.axhline(its.center, color=MUTED, lw=1)
        for value, name in ((its.center, "mean"), (its.high, "upper limit"), (its.low, "lower limit")):
            if value > 0:
                axes.annotate(f" {name} {value:.1f}", (1.0, value), xycoords=("axes fraction", "data"), va="center", fontsize=8, color=MUTED)  # fmt: skip
    axes.plot(places, its.values, color=BLUE, lw=1.2, marker="o", ms=3.5)
    axes.plot(its.signals, [its.values[n] for n in its.signals], "D", color=ORANGE, ms=6)
    step = max(1, len(its.labels) // 8)
    axes.set_xticks(list(places)[::step], its.labels[::step], fontsize=8)
    axes.set_ylim(bottom=0)
    axes.set_ylabel(its.unit, fontsize=8.5)
    return canvas


def _funnel(its: FunnelDrawn) -> Canvas:
    canvas, axes = _canvas(3.4)
    sizes = [limit[0] for limit in its.limits]
    for low, high, name, shade in ((1, 4, "99.8 %", 0.35), (2, 3, "95 %", 0.6)):
        lows, highs = [limit[low] for limit in its.limits], [limit[high] for limit in its.limits]
        axes.fill_between(sizes, lows, highs, color=PALE, alpha=shade, lw=0)
        axes.annotate(
            f" {name}", (sizes[-1], highs[-1]), va="center", fontsize=8, color=MUTED, annotation_clip=False
        )
    axes.axhline(its.center, color=MUTED, lw=1)
    for unit, n, value in its.points:
        axes.plot(n, value, "o", color=BLUE, ms=6)
        if unit in its.named:
            axes.annotate(
                unit, (n, value), xytext=(7, 0), textcoords="offset points", va="center", fontsize=8.5
            )
    axes.set_xlabel("officers with scored runs")
    axes.set_ylabel(its.unit, fontsize=8.5)
    axes.set_xlim(sizes[0], sizes[-1])
    return canvas


def _shares(its: Shares) -> Canvas:
    canvas, axes = _canvas(0.95 + 0.36 * len(its.rows))
    colors = PARTS if len(its.parts) == len(PARTS) else PARTS[::2]
    for place, (_, shares) in enumerate(its.rows):
        left = 0.0
        for number, share in enumerate(shares):
            color = colors[number]
            axes.barh(place, share, left=left, height=0.66, color=color, edgecolor="white")
            if share >= 0.07:
                ink = "white" if color in (PARTS[0], PARTS[-1]) else INK
                axes.text(
                    left + share / 2,
                    place,
                    f"{share * 100:.0f} %",
                    ha="center",
                    va="center",
                    fontsize=8,
                    color=ink,
                )
            left += share
    axes.set_yticks(range(len(its.rows)), [label for label, _ in its.rows])
    axes.set_ylim(len(its.rows) - 0.5, -0.5)
    axes.set_xlim(0, 1)
    axes.set_xticks([])
    axes.spines["bottom"].set_visible(False)
    handles = [mpl.patches.Patch(color=colors[n], label=name) for n, name in enumerate(its.parts)]
    canvas.legend(
        handles=handles, loc="outside upper left", ncols=len(its.parts), frameon=False, fontsize=8.5
    )
    return canvas
