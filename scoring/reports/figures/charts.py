"""Units and decisions: over time with limits, beside each other, and as shares of a whole."""

from __future__ import annotations

from matplotlib.axes import Axes
from matplotlib.figure import Figure as Canvas
from matplotlib.patches import Patch

from scoring.reports.figures.canvas import BLUE, INK, MUTED, ORANGE, PALE, SMALL, SMALLEST, Sheet, label_rows
from scoring.reports.page import Control, FunnelDrawn, Shares

PARTS = ("#0b5394", "#6fa3cf", "#d9d9d9", "#e3a15c", "#a84300")  # color-blind safe, from best to worst
LETTERS = "ABCDE"  # what a part is called in the picture, so that its color need not be known


def draw_control(its: Control, sheet: Sheet) -> Canvas:
    """The figure over time, its limits, and the points that belong to a signal as diamonds."""
    canvas, axes = sheet.canvas(2.7)
    places = range(len(its.values))
    if its.center is not None and its.low is not None and its.high is not None:
        axes.axhspan(max(its.low, 0), its.high, color=PALE, alpha=0.45, lw=0)
        axes.axhline(its.center, color=MUTED, lw=1)
        for value, name in ((its.center, "mean"), (its.high, "upper limit"), (its.low, "lower limit")):
            if value > 0:
                _name_line(axes, value, f"{name} {value:.1f}", sheet)
    axes.plot(places, its.values, color=BLUE, lw=1.2, marker="o", ms=3.5)
    axes.plot(its.signals, [its.values[n] for n in its.signals], "D", color=ORANGE, ms=6, clip_on=False)
    step = max(1, -(-len(its.labels) // (4 if sheet.narrow else 9)))
    axes.set_xticks(list(places)[::step], its.labels[::step], fontsize=SMALLEST)
    axes.set_ylim(bottom=0)
    axes.set_ylabel(its.unit, fontsize=SMALL)
    return canvas


def _name_line(axes: Axes, value: float, name: str, sheet: Sheet) -> None:
    """The name of a line, at its right end: outside, or above it where the sheet is narrow."""
    across, ends = axes.get_yaxis_transform(), ("right", "bottom") if sheet.narrow else ("left", "center")
    axes.text(
        1.0, value, f" {name}", transform=across, ha=ends[0], va=ends[1], fontsize=SMALLEST, color=MUTED
    )


def draw_funnel(its: FunnelDrawn, sheet: Sheet) -> Canvas:
    """Units by their size between the limits of each size."""
    canvas, axes = sheet.canvas(3.4)
    sizes = [limit[0] for limit in its.limits]
    for low, high, name, shade in ((1, 4, "99.8 %", 0.35), (2, 3, "95 %", 0.6)):
        lows, highs = [limit[low] for limit in its.limits], [limit[high] for limit in its.limits]
        axes.fill_between(sizes, lows, highs, color=PALE, alpha=shade, lw=0)
        end = (
            sizes[-1],
            highs[-1] if name == "99.8 %" else lows[-1],
        )  # at either edge, so that they never meet
        axes.annotate(f" {name}", end, va="center", fontsize=SMALLEST, color=MUTED, annotation_clip=False)
    axes.axhline(its.center, color=MUTED, lw=1)
    for unit, n, value in its.points:
        axes.plot(n, value, "o", color=ORANGE if unit in its.named else BLUE, ms=6)
        if unit in its.named:
            axes.annotate(
                unit, (n, value), xytext=(0, 9), textcoords="offset points", ha="center", fontsize=SMALL
            )
    axes.set_xlabel("officers with scored runs", fontsize=SMALL)
    axes.set_ylabel(its.unit, fontsize=SMALL)
    axes.set_xlim(sizes[0], sizes[-1])
    return canvas


def draw_shares(its: Shares, sheet: Sheet) -> Canvas:
    """One bar a whole; each part has its color and its letter, in the order of the legend."""
    canvas, axes = sheet.canvas(0.95 + (0.55 if sheet.narrow else 0.36) * len(its.rows))
    colors = PARTS if len(its.parts) == len(PARTS) else PARTS[::2]
    for place, (_, shares) in enumerate(its.rows):
        _bar(axes, place, shares, colors, sheet)
    label_rows(axes, [label for label, _ in its.rows], sheet, above=0.28)
    axes.set_ylim(len(its.rows) - 0.5, -0.75 if sheet.narrow else -0.5)
    axes.set_xlim(0, 1)
    axes.set_xticks([])
    axes.spines["bottom"].set_visible(False)
    names = [f"{letter} {name}" for letter, name in zip(LETTERS, its.parts, strict=False)]
    handles = [Patch(color=color, label=name) for color, name in zip(colors, names, strict=True)]
    columns = 2 if sheet.narrow else len(names)
    canvas.legend(handles=handles, loc="outside upper left", ncols=columns, frameon=False, fontsize=SMALL)
    return canvas


def _bar(axes: Axes, place: int, shares: tuple[float, ...], colors: tuple[str, ...], sheet: Sheet) -> None:
    left, least = 0.0, 0.13 if sheet.narrow else 0.08
    for letter, color, share in zip(LETTERS, colors, shares, strict=False):
        axes.barh(
            place, share, left=left, height=0.44 if sheet.narrow else 0.66, color=color, edgecolor="white"
        )
        ink = "white" if color in (PARTS[0], PARTS[-1]) else INK
        told = f"{letter} {share * 100:.0f} %" if share >= least else letter if share >= least / 4 else ""
        axes.text(left + share / 2, place, told, ha="center", va="center", fontsize=SMALLEST, color=ink)
        left += share
