"""Curves for pages: values of 0 to 100 over a run's decisions, laid out as plain numbers that a template draws as SVG."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass

WIDTH, HEIGHT, LEFT, RIGHT, TOP, BOTTOM = 720, 240, 34, 16, 14, 30
CLOSEST = 22  # two numbers below the curve need this room


@dataclass(frozen=True, slots=True)
class Mark:
    """One value where it stands."""

    x: float
    y: float
    value: int
    number: int  # of the decision after which it stands; 0 is before the first
    mattered: bool
    numbered: bool  # there is room for its number


@dataclass(frozen=True, slots=True)
class Drawn:
    """One curve."""

    name: str
    style: str  # what its line and marks look like
    marks: tuple[Mark, ...]

    @property
    def points(self) -> str:
        """The line, as SVG takes it."""
        return " ".join(f"{mark.x:g},{mark.y:g}" for mark in self.marks)


@dataclass(frozen=True, slots=True)
class Plot:
    """Curves on one scale, with what is told instead where they cannot be seen."""

    id: str
    title: str
    told: str
    curves: tuple[Drawn, ...]
    width: int = WIDTH
    height: int = HEIGHT
    left: int = LEFT
    right: int = WIDTH - RIGHT

    @property
    def grid(self) -> tuple[tuple[int, float], ...]:
        """The lines of 0, 50 and 100, each with its height."""
        return tuple((value, _y(value)) for value in (0, 50, 100))


def drawn(name: str, style: str, values: Sequence[float], mattered: Collection[int] = ()) -> Drawn:
    """A curve of one value before the first decision and one after each; `mattered` are numbers of decisions."""
    step = (WIDTH - LEFT - RIGHT) / max(1, len(values) - 1)
    every = max(1, -(-CLOSEST // max(1, int(step))))
    return Drawn(
        name,
        style,
        tuple(
            Mark(
                x=round(LEFT + number * step, 1),
                y=_y(value),
                value=round(value),
                number=number,
                mattered=number in mattered,
                numbered=number > 0 and number % every == 0,
            )
            for number, value in enumerate(values)
        ),
    )


def _y(value: float) -> float:
    return round(TOP + (HEIGHT - TOP - BOTTOM) * (1 - value / 100), 1)
