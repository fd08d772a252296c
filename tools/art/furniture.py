"""Furniture and fittings: doors, windows, sofas, tables, shelves, lamps."""

from __future__ import annotations

import math
import random
from collections.abc import Callable, Sequence

import materials
from materials import Color, mottled
from props import Material, Place, Spot, _made, ball, metal, paint, sheet


def wood(color: Color = (0.20, 0.10, 0.045)) -> Material:
    """Varnished wood."""
    return _made(_wood, tuple(color))


def _wood(color: Color) -> Material:
    return mottled("wood", color, 0.4, spread=0.3, scale=5, relief=0.05, stretch=(1, 6, 1))


def fabric(color: Color) -> Material:
    """Upholstery."""
    return _made(_fabric, tuple(color))


def _fabric(color: Color) -> Material:
    return mottled("fabric", color, 0.95, spread=0.18, scale=70, relief=0.25, sheen_weight=0.4)


def door(
    spot: Spot,
    color: Color,
    width: float = 0.92,
    height: float = 2.06,
    panels: bool = True,
    knob: bool = True,
) -> None:
    """A door in a wall; the spot's -y is the side it is seen from."""
    leaf, frame = paint(color, 0.45), paint((0.72, 0.70, 0.66), 0.5)
    spot.box((0, 0.0, height / 2), (width, 0.05, height), leaf, 0.006)
    for side in (-1, 1):
        spot.box(
            (side * (width / 2 + 0.05), -0.005, height / 2 + 0.02), (0.1, 0.09, height + 0.1), frame, 0.008
        )
    spot.box((0, -0.005, height + 0.06), (width + 0.2, 0.08, 0.1), frame, 0.008)
    if panels:
        for z, tall in ((height * 0.27, height * 0.36), (height * 0.72, height * 0.38)):
            for side in (-1, 1):
                spot.box((side * width * 0.22, -0.026, z), (width * 0.34, 0.012, tall), leaf, 0.008)
    if knob:
        brass = metal((0.65, 0.5, 0.25), 0.25)
        spot.tube((width * 0.42, -0.05, height * 0.48), 0.012, 0.06, brass, (math.pi / 2, 0, 0))
        ball(spot.at(width * 0.42, -0.085, height * 0.48), 0.03, brass)
        spot.tube((width * 0.42, -0.03, height * 0.55), 0.025, 0.012, brass, (math.pi / 2, 0, 0))


def window(spot: Spot, width: float, height: float, outside: Material, bars: int = 2) -> None:
    """A window on a wall that faces the spot's -y: a bright pane, frame and sill."""
    white = paint((0.78, 0.77, 0.73), 0.4)
    spot.box((0, 0.0, 0), (width, 0.02, height), outside, 0)
    for part in range(bars + 1):
        spot.box((-width / 2 + part * width / bars, -0.03, 0), (0.05, 0.05, height + 0.05), white, 0.006)
    for z in (-height / 2, 0, height / 2):
        spot.box((0, -0.028, z), (width + 0.05, 0.044, 0.05), white, 0.006)
    spot.box((0, -0.09, -height / 2 - 0.03), (width + 0.2, 0.2, 0.04), white, 0.008)


def curtain(x: float, y: float, width: float, low: float, high: float, color: Color) -> None:
    """Cloth in folds, hanging along x."""
    count = 60
    top = [(x + width * k / count, y + 0.045 * math.sin(k * 0.85), high) for k in range(count + 1)]
    foot = [
        (px + 0.01 * math.sin(k), y + 0.06 * math.sin(k * 0.85 + 0.2), low)
        for k, (px, _, _) in enumerate(top)
    ]
    faces = [(k, k + 1, count + 2 + k, count + 1 + k) for k in range(count)]
    sheet(top + foot, faces, fabric(color), thick=0.006)


def sofa(spot: Spot, color: Color, accents: Sequence[Color], width: float = 2.2) -> None:
    """A sofa facing the spot's -y."""
    cover = fabric(color)
    spot.box((0, 0, 0.26), (width, 0.95, 0.26), cover, 0.05)
    spot.box((0, 0.36, 0.62), (width, 0.26, 0.72), cover, 0.09)
    for side in (-1, 1):
        spot.box((side * (width / 2 - 0.03), -0.02, 0.46), (0.26, 0.98, 0.52), cover, 0.08)
        spot.box((side * width * 0.22, -0.1, 0.47), (width * 0.43, 0.78, 0.2), cover, 0.07)
        spot.box(
            (side * width * 0.22, 0.2, 0.74),
            (width * 0.42, 0.22, 0.48),
            cover,
            0.09,
            (math.radians(-10), 0, 0),
        )
    for side, accent in zip((-1, 1), accents, strict=False):
        spot.box(
            (side * width * 0.33, 0.0, 0.76),
            (0.43, 0.15, 0.41),
            fabric(accent),
            0.07,
            (math.radians(-18), side * -0.12, side * -0.22),
        )


def table(spot: Spot, size: Place, color: Color = (0.20, 0.10, 0.045)) -> None:
    """A table of (length, depth, height)."""
    length, depth, height = size
    spot.box((0, 0, height - 0.02), (length, depth, 0.04), wood(color), 0.012)
    for x in (-1, 1):
        for y in (-1, 1):
            spot.box(
                (x * (length / 2 - 0.06), y * (depth / 2 - 0.06), height / 2 - 0.02),
                (0.055, 0.055, height - 0.04),
                wood(color),
                0.006,
            )


def chair(spot: Spot, color: Color, seat: float = 0.46) -> None:
    """A plain chair whose back is at the spot's +y."""
    made = wood(color)
    spot.box((0, 0, seat), (0.42, 0.42, 0.035), made, 0.01)
    for x in (-1, 1):
        spot.box((x * 0.18, -0.18, seat / 2), (0.035, 0.035, seat), made, 0.005)
        spot.box((x * 0.18, 0.19, 0.46), (0.035, 0.035, 0.92), made, 0.005)
    for z in (0.62, 0.75, 0.88):
        spot.box((0, 0.19, z), (0.38, 0.02, 0.07), made, 0.006)


def books(spot: Spot, width: float, chance: random.Random, tall: float = 0.3) -> None:
    """A row of books along x, backs to -y."""
    colors = [
        (0.3, 0.06, 0.05),
        (0.06, 0.13, 0.24),
        (0.08, 0.18, 0.1),
        (0.4, 0.32, 0.18),
        (0.2, 0.2, 0.22),
        (0.5, 0.48, 0.42),
        (0.33, 0.15, 0.05),
    ]
    x = -width / 2
    while x < width / 2 - 0.05:
        thick, high = chance.uniform(0.02, 0.05), chance.uniform(0.62, 1.0) * tall
        if chance.random() < 0.85:
            spot.box(
                (x + thick / 2, chance.uniform(0, 0.02), high / 2),
                (thick * 0.94, chance.uniform(0.17, 0.22), high),
                paint(chance.choice(colors), 0.7),
                0.003,
            )
        x += thick if chance.random() < 0.9 else 0.1


def shelf(
    spot: Spot,
    width: float,
    height: float,
    depth: float,
    rows: int,
    color: Color,
    fill: Callable[[Spot, float, float], None] | None = None,
) -> None:
    """A bookcase or store shelf whose front faces the spot's -y; `fill` puts things on each board."""
    made = wood(color) if color[0] - color[2] > 0.1 else paint(color)
    for side in (-1, 1):
        spot.box((side * width / 2, 0, height / 2), (0.03, depth, height), made, 0.004)
    spot.box((0, depth / 2, height / 2), (width, 0.015, height), made, 0.002)
    gap = height / rows
    for row in range(rows + 1):
        spot.box((0, 0, min(row * gap + 0.03, height - 0.015)), (width, depth, 0.03), made, 0.004)
        if fill and row < rows:
            x, y, z = spot.at(0, 0, row * gap + 0.045)
            fill(Spot(x, y, z, spot.turn), width - 0.08, gap - 0.07)


def picture(spot: Spot, width: float, height: float, colors: Sequence[Color]) -> None:
    """A framed picture: a few fields of color, as a landscape has."""
    spot.box((0, 0, 0), (width, 0.03, height), paint((0.03, 0.028, 0.025), 0.4), 0.006)
    spot.box((0, -0.012, 0), (width - 0.05, 0.012, height - 0.05), paint((0.8, 0.78, 0.72), 0.8), 0)
    tall = (height - 0.2) / len(colors)
    for row, color in enumerate(colors):
        spot.box(
            (0, -0.017, height / 2 - 0.1 - tall * (row + 0.5)),
            (width - 0.2, 0.01, tall),
            paint(color, 0.8),
            0,
        )


def floor_lamp(
    spot: Spot, warm: Color = (1, 0.74, 0.42), strength: float = 4.0
) -> tuple[float, float, float]:
    """A lamp with a glowing shade; gives the place of its bulb."""
    iron = metal((0.3, 0.26, 0.2), 0.35)
    spot.tube((0, 0, 0.015), 0.15, 0.03, iron)
    spot.tube((0, 0, 0.78), 0.012, 1.55, iron)
    spot.tube((0, 0, 1.64), 0.22, 0.3, materials.glowing("shade", warm, strength), top=0.15)
    return spot.at(0, 0, 1.64)
