"""Looks: the colors of the themes, the sizes of letters, and the words for both."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import Enum
from typing import TypeAlias

Color: TypeAlias = tuple[int, int, int]


class Tone(Enum):
    """What a color means."""

    TEXT = "text"
    SOFT = "soft"
    ACCENT = "accent"
    GOOD = "good"
    BAD = "bad"
    CAUTION = "caution"
    ON_ACCENT = "on_accent"


class Fill(Enum):
    """What a surface is."""

    GROUND = "ground"
    PANEL = "panel"
    RAISED = "raised"
    LIT = "lit"
    LINE = "line"


@dataclass(frozen=True, slots=True)
class Style:
    """Letters of one size, in pixels at 1280x720 and 100 %."""

    size: int
    bold: bool = False
    leading: float = 1.36

    @property
    def line_height(self) -> float:
        """From one line to the next."""
        return self.size * self.leading


TITLE = Style(38, bold=True, leading=1.18)
HEADING = Style(25, bold=True, leading=1.26)
LEAD = Style(22)
LEAD_BOLD = Style(22, bold=True)
BODY = Style(19)
STRONG = Style(19, bold=True)
SMALL = Style(16)
SMALL_BOLD = Style(16, bold=True)
LABEL = Style(14, bold=True)
FIGURE = Style(30, bold=True, leading=1.1)
STYLES = (
    BODY,
    LEAD,
    SMALL,
    SMALL_BOLD,
    LABEL,
    STRONG,
    HEADING,
    TITLE,
    LEAD_BOLD,
    FIGURE,
)  # the commonest first


@dataclass(frozen=True, slots=True)
class Theme:
    """The colors of one look."""

    name: str
    tones: Mapping[Tone, Color]
    fills: Mapping[Fill, Color]
    glass: int  # how far a panel over a picture covers it, of 255
    veil: int  # how far a picture is darkened (or lightened) behind words, of 255
    dim: int  # how far everything is covered under an overlay, of 255


DARK = Theme(
    "dark",
    {
        Tone.TEXT: (236, 240, 244),
        Tone.SOFT: (164, 178, 192),
        Tone.ACCENT: (240, 184, 88),
        Tone.GOOD: (112, 192, 222),
        Tone.BAD: (244, 142, 110),
        Tone.CAUTION: (240, 184, 88),
        Tone.ON_ACCENT: (24, 18, 6),
    },
    {
        Fill.GROUND: (14, 18, 24),
        Fill.PANEL: (22, 28, 36),
        Fill.RAISED: (32, 40, 51),
        Fill.LIT: (45, 56, 70),
        Fill.LINE: (58, 70, 86),
    },
    glass=226,
    veil=150,
    dim=228,
)

LIGHT = Theme(
    "light",
    {
        Tone.TEXT: (24, 30, 38),
        Tone.SOFT: (78, 90, 104),
        Tone.ACCENT: (132, 78, 0),
        Tone.GOOD: (0, 92, 132),
        Tone.BAD: (164, 50, 18),
        Tone.CAUTION: (132, 78, 0),
        Tone.ON_ACCENT: (255, 255, 255),
    },
    {
        Fill.GROUND: (240, 242, 244),
        Fill.PANEL: (252, 252, 253),
        Fill.RAISED: (238, 241, 244),
        Fill.LIT: (224, 230, 236),
        Fill.LINE: (176, 186, 196),
    },
    glass=240,
    veil=176,
    dim=238,
)

CONTRAST = Theme(
    "contrast",
    {
        Tone.TEXT: (255, 255, 255),
        Tone.SOFT: (224, 224, 224),
        Tone.ACCENT: (255, 214, 64),
        Tone.GOOD: (140, 222, 255),
        Tone.BAD: (255, 176, 148),
        Tone.CAUTION: (255, 214, 64),
        Tone.ON_ACCENT: (0, 0, 0),
    },
    {
        Fill.GROUND: (0, 0, 0),
        Fill.PANEL: (0, 0, 0),
        Fill.RAISED: (16, 16, 18),
        Fill.LIT: (48, 48, 54),
        Fill.LINE: (190, 190, 196),
    },
    glass=255,
    veil=210,
    dim=232,
)

THEMES: Mapping[str, Theme] = {theme.name: theme for theme in (DARK, LIGHT, CONTRAST)}
