"""What all figures share: colors, letters, and a sheet as wide as what it is read on."""

from __future__ import annotations

from contextlib import AbstractContextManager
from dataclasses import dataclass
from functools import cache
from importlib import resources
from typing import Any

import matplotlib as mpl
from matplotlib import font_manager
from matplotlib.axes import Axes
from matplotlib.figure import Figure as Canvas
from matplotlib.ft2font import FT2Font

INK, MUTED, LINE, BLUE, PALE, ORANGE = "#1a2530", "#55636f", "#d5dbe0", "#0b5394", "#c9dbec", "#a84300"
SMALL, SMALLEST = 8.5, 8.0  # points
FONTS = {  # by their files; the second has the letters that the first has not
    "Atkinson Hyperlegible Next": "atkinson-hyperlegible-next",
    "Noto Sans": "noto-sans",
}
STYLE: Any = {
    "font.family": list(FONTS),
    "font.size": 9.5,
    "text.color": INK,
    "axes.labelcolor": INK,
    "xtick.color": MUTED,
    "ytick.color": INK,
    "axes.edgecolor": LINE,
    "svg.fonttype": "path",
    "svg.hashsalt": "levelhead",
}


@dataclass(frozen=True, slots=True)
class Sheet:
    """What a figure is drawn on: inches of width, and whether labels stand above their rows for want of room."""

    width: float
    narrow: bool

    def canvas(self, height: float) -> tuple[Canvas, Axes]:
        """A canvas of so many inches with one quiet pair of axes."""
        canvas = self.bare(height)
        axes = canvas.add_subplot()
        quieten(axes)
        return canvas, axes

    def bare(self, height: float) -> Canvas:
        """A canvas without axes."""
        return Canvas(figsize=(self.width, height), layout="constrained")


def styled() -> AbstractContextManager[None]:
    """Our letters and colors, for as long as a figure is drawn."""
    known = font_manager.get_font_names()
    for file in (file for name, file in FONTS.items() if name not in known):
        for weight in ("regular", "bold"):
            font_manager.fontManager.addfont(_path(f"{file}-{weight}"))
    context: AbstractContextManager[None] = mpl.rc_context(STYLE)
    return context


@cache
def letters_known() -> frozenset[str]:
    """Every letter that our fonts have; a PDF refuses all others."""
    charmaps = (FT2Font(_path(f"{file}-regular")).get_charmap() for file in FONTS.values())
    return frozenset(chr(code) for charmap in charmaps for code in charmap)


def _path(font: str) -> str:
    return str(resources.files("assets") / "fonts" / f"{font}.ttf")


def quieten(axes: Axes) -> None:
    """Axes without a frame but for the line beneath."""
    for side in ("top", "right", "left"):
        axes.spines[side].set_visible(False)
    axes.tick_params(length=0)


def label_rows(axes: Axes, labels: list[str], sheet: Sheet, above: float) -> None:
    """The rows' names: beside them, or `above` them where the sheet is narrow."""
    if not sheet.narrow:
        axes.set_yticks(range(len(labels)), labels, va="center")
        axes.tick_params(axis="y", pad=8)
        return
    axes.set_yticks([])
    for place, label in enumerate(labels):
        across = axes.get_yaxis_transform()
        axes.text(0, place - above, label, transform=across, va="bottom", fontsize=SMALL)
