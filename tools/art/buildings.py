"""What lines a street: house fronts, shop fronts, lamp posts, the ground."""

from __future__ import annotations

import math
import random

import materials
from materials import Color, mottled
from props import Spot, metal, paint, sheet


def _asphalt(wet: bool = False):  # type: ignore[no-untyped-def]
    color, rough = ((0.018, 0.019, 0.021), 0.22) if wet else ((0.055, 0.055, 0.056), 0.85)
    return mottled("asphalt", color, rough, spread=0.25, scale=2.2, relief=0.25, depth=0.006)


def _grass(color: Color = (0.06, 0.085, 0.022)):  # type: ignore[no-untyped-def]
    return mottled("grass", color, 0.95, spread=0.5, scale=9, relief=0.8, depth=0.05)


def facade(
    spot: Spot, width: float, floors: int, wall, chance: random.Random, lit: float = 0.0, shop: bool = False
) -> None:  # type: ignore[no-untyped-def]
    """A house front that faces the spot's -y: windows dark or lit, and a shop below if asked."""
    tall = floors * 3.1 + 0.9
    spot.box((0, 4, tall / 2), (width, 8, tall), wall, 0.02)
    spot.box((0, -0.12, tall - 0.15), (width + 0.3, 0.5, 0.3), paint((0.35, 0.33, 0.30)), 0.03)
    glass = materials.plain("window", (0.02, 0.026, 0.032), 0.06)
    glow = [
        materials.glowing("lit", color, 0.9)
        for color in ((1.0, 0.66, 0.32), (1.0, 0.82, 0.55), (0.75, 0.85, 1.0))
    ]
    columns = max(2, int(width / 2.2))
    for floor in range(1 if shop else 0, floors):
        for column in range(columns):
            x = (column + 0.5) * width / columns - width / 2
            pane = chance.choice(glow) if chance.random() < lit else glass
            _front_window(spot, x, floor * 3.1 + 2.3, pane)
    if shop:
        _shop_front(spot, width, glow[1] if lit else glass, chance)


def _front_window(spot: Spot, x: float, z: float, pane) -> None:  # type: ignore[no-untyped-def]
    frame = paint((0.55, 0.53, 0.48))
    spot.box((x, -0.015, z), (1.0, 0.04, 1.6), pane, 0)
    spot.box((x, -0.04, z - 0.86), (1.25, 0.18, 0.1), frame, 0.01)
    spot.box((x, -0.04, z + 0.85), (1.2, 0.12, 0.12), frame, 0.01)
    for side in (-0.5, 0, 0.5):
        spot.box((x + side, -0.04, z), (0.06, 0.06, 1.6), frame, 0.004)
    spot.box((x, -0.04, z), (1.0, 0.06, 0.06), frame, 0.004)


def _shop_front(spot: Spot, width: float, pane, chance: random.Random) -> None:  # type: ignore[no-untyped-def]
    color = chance.choice([(0.16, 0.05, 0.04), (0.04, 0.09, 0.08), (0.05, 0.06, 0.12)])
    spot.box((0, -0.05, 1.55), (width - 0.6, 0.06, 2.3), pane, 0)
    spot.box((0, -0.15, 3.05), (width - 0.2, 0.3, 0.6), paint(color, 0.5), 0.02)
    for k in range(5):
        spot.box(
            (-width / 2 + 0.35 + k * (width - 0.7) / 4, -0.1, 1.5), (0.1, 0.12, 2.6), paint(color, 0.5), 0.01
        )
    slope = [
        (-width / 2 + 0.3, -0.2, 2.9),
        (width / 2 - 0.3, -0.2, 2.9),
        (width / 2 - 0.3, -1.4, 2.45),
        (-width / 2 + 0.3, -1.4, 2.45),
    ]
    sheet(
        [spot.at(*point) for point in slope],
        [(0, 1, 2, 3)],
        mottled("awning", color, 0.9, spread=0.1),
        thick=0.03,
    )


def street_lamp(spot: Spot, glow: float) -> None:
    """A lamp post whose arm reaches to the spot's +x."""
    pole = metal((0.12, 0.12, 0.12), 0.5)
    spot.tube((0, 0, 2.9), 0.07, 5.8, pole, top=0.045)
    spot.tube((0.55, 0, 5.75), 0.035, 1.2, pole, (0, math.pi / 2, 0))
    spot.box((1.15, 0, 5.72), (0.5, 0.22, 0.1), pole, 0.03)
    spot.box((1.15, 0, 5.66), (0.38, 0.16, 0.03), materials.glowing("lamp", (1.0, 0.72, 0.38), glow), 0)
