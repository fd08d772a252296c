"""Geometry: where things go, from sizes alone. Knows no screen, no letters and no display."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from typing import TypeAlias, TypeVar

from pygame import Rect

Size: TypeAlias = tuple[int, int]
Measure: TypeAlias = Callable[[str], int]  # the width of a text in pixels

Shape = TypeVar("Shape")

DESIGNED_FOR: Size = (1280, 720)
SMALLEST_SCALE = 0.6


def scale_of(size: Size) -> float:
    """How much larger than designed everything is drawn in a window of that size."""
    return max(SMALLEST_SCALE, min(size[0] / DESIGNED_FOR[0], size[1] / DESIGNED_FOR[1]))


def wrap(text: str, width: int, measure: Measure) -> tuple[str, ...]:
    """The text in lines no wider than `width`; a word that is wider than a line is broken, never cut."""
    return tuple(line for part in text.split("\n") for line in _filled(part.split(), width, measure))


def _filled(words: Sequence[str], width: int, measure: Measure) -> Iterator[str]:
    line = ""
    for word in (piece for each in words for piece in _pieces(each, width, measure)):
        longer = f"{line} {word}" if line else word
        if line and measure(longer) > width:
            yield line
            line = word
        else:
            line = longer
    yield line


def _pieces(word: str, width: int, measure: Measure) -> Iterator[str]:
    """The word in pieces that fit; always at least one letter a piece."""
    while len(word) > 1 and measure(word) > width:
        fits = next((n for n in range(len(word) - 1, 1, -1) if measure(word[:n]) <= width), 1)
        yield word[:fits]
        word = word[fits:]
    yield word


def cover(picture: Size, box: Size) -> Rect:
    """Where a picture goes that fills a box whole, centered, cut where it stands over."""
    scale = max(box[0] / picture[0], box[1] / picture[1])
    width, height = round(picture[0] * scale), round(picture[1] * scale)
    return Rect((box[0] - width) // 2, (box[1] - height) // 2, width, height)


def split(width: int, shares: Sequence[float], gap: int) -> tuple[int, ...]:
    """A width in parts by their shares; what rounding leaves over goes to the last."""
    free = max(0, width - gap * (len(shares) - 1))
    parts = [int(free * share / sum(shares)) for share in shares]
    parts[-1] += free - sum(parts)
    return tuple(parts)


def flow(widths: Sequence[int], width: int, gap: int) -> tuple[tuple[int, int], ...]:
    """Where things of these widths go that stand in rows: (x, row) for each."""
    places: list[tuple[int, int]] = []
    x = row = 0
    for each in widths:
        if x and x + each > width:
            x, row = 0, row + 1
        places.append((x, row))
        x += each + gap
    return tuple(places)


def centered(size: Size, box: Rect) -> Rect:
    """A rectangle of that size in the middle of a box; as large as the box at the most."""
    rect = Rect(0, 0, min(size[0], box.width), min(size[1], box.height))
    rect.center = box.center
    return rect


def elastic(shapes: Sequence[Shape], room: int, needed: Callable[[Shape], int]) -> Shape:
    """The first of the shapes in which what is needed fits the room in height; else the last."""
    return next((shape for shape in shapes if needed(shape) <= room), shapes[-1])


def scroll_to_show(scroll: int, view: Rect, target: Rect, margin: int) -> int:
    """The scroll at which the target (as painted now) is in view; unchanged where it is."""
    if target.top < view.top + margin:
        return scroll - (view.top + margin - target.top)
    if target.bottom > view.bottom - margin:
        return scroll + min(target.bottom - view.bottom + margin, target.top - view.top - margin)
    return scroll
