"""Letters: measures, wraps and draws text, and finds for each script a font that has it."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache, lru_cache
from importlib import resources
from itertools import groupby

import pygame
from pygame import Surface

from simulator.station.layout import wrap
from simulator.station.theme import STYLES, Color, Style

FAMILIES = ("atkinson-hyperlegible-next", "noto-sans")  # the first that has a letter draws it
RENDERED = 512  # pieces of text kept drawn
NO_LETTER = "\uffff"
USUAL = "".join(map(chr, range(33, 127))) + "’‘“”–—…·×°é•"
FEW = 6
LARGE = 120  # pixels, at which no two letters measure the same by chance


class Letters:
    """The station's letters at one scale: that of the window times that of the officer's text size."""

    def __init__(self, scale: float) -> None:
        self.scale = scale

    def height(self, style: Style) -> int:
        """The height of one line."""
        return round(style.line_height * self.scale)

    def width(self, text: str, style: Style) -> int:
        """The width of a text in one line."""
        return _width(text, self._pixels(style), style.bold)

    def lines(self, text: str, style: Style, width: int) -> tuple[str, ...]:
        """The text in lines that fit the width."""
        return _lines(text, self._pixels(style), style.bold, max(1, width))

    def paint(self, surface: Surface, line: str, style: Style, color: Color, place: tuple[int, int]) -> None:
        """Draw one line whose box begins at that place."""
        pixels, (x, top) = self._pixels(style), place
        baseline = top + (self.height(style) + round(pixels * 0.7)) // 2
        for family, run in _runs(line):
            drawn = _drawn(family, style.bold, pixels, run, color)
            surface.blit(drawn, (x, baseline - _ascent(family, style.bold, pixels)))
            x += drawn.get_width()

    def warmed(self) -> Iterator[None]:
        """Draw the usual letters of each style once, a few a step: a letter's first time costs as much as 50 others."""
        for style in STYLES:
            for at in range(0, len(USUAL), FEW):
                pixels = self._pixels(style)
                font = _font(FAMILIES[0], style.bold, pixels * _finer(pixels))
                font.render(USUAL[at : at + FEW], True, (255, 255, 255))
                yield

    def _pixels(self, style: Style) -> int:
        return max(8, round(style.size * self.scale))


@lru_cache(maxsize=64)
def _font(family: str, bold: bool, pixels: int) -> pygame.font.Font:
    name = f"{family}-{'bold' if bold else 'regular'}.ttf"
    return pygame.font.Font(str(resources.files("assets") / "fonts" / name), pixels)


@lru_cache(maxsize=4096)
def _family(letter: str) -> str:
    """The first family that has the letter; a letter that is missing measures like one that cannot be there."""
    for family in FAMILIES:
        if letter.isascii() or _measures(family, letter) != _missing(family):
            return family
    return FAMILIES[0]


def _measures(family: str, letter: str) -> object:
    return _font(family, False, LARGE).metrics(letter)


@cache
def _missing(family: str) -> object:
    return _measures(family, NO_LETTER)


def _runs(text: str) -> Iterator[tuple[str, str]]:
    """The text in runs of one family each; a space goes with what is before it."""
    if text.isascii():
        yield FAMILIES[0], text
        return
    for family, letters in groupby(text, _family):
        yield family, "".join(letters)


@lru_cache(maxsize=8192)
def _width(text: str, pixels: int, bold: bool) -> int:
    finer = _finer(pixels)
    return sum(-(-_font(family, bold, pixels * finer).size(run)[0] // finer) for family, run in _runs(text))


@lru_cache(maxsize=2048)
def _lines(text: str, pixels: int, bold: bool, width: int) -> tuple[str, ...]:
    return wrap(text, width, lambda piece: _width(piece, pixels, bold))


@lru_cache(maxsize=RENDERED)
def _drawn(family: str, bold: bool, pixels: int, run: str, color: Color) -> Surface:
    finer = _finer(pixels)
    large = _font(family, bold, pixels * finer).render(run, True, color)
    return pygame.transform.smoothscale(
        large, (-(-large.get_width() // finer), -(-large.get_height() // finer))
    )


def _ascent(family: str, bold: bool, pixels: int) -> int:
    finer = _finer(pixels)
    return round(_font(family, bold, pixels * finer).get_ascent() / finer)


def _finer(pixels: int) -> int:
    """How many times larger letters are drawn before they are shrunk: small ones would stand unevenly otherwise."""
    return 4 if pixels <= 26 else 2 if pixels <= 60 else 1
