"""Plants in pots and trees."""

from __future__ import annotations

import math
import random

import numpy as np
from materials import Color, mottled
from props import Material, Place, Spot, _made, paint, sheet


def leaves(
    spot: Spot,
    count: int,
    length: float,
    chance: random.Random,
    color: Color = (0.035, 0.13, 0.035),
    rise: tuple[float, float] = (0.25, 1.25),
) -> None:
    """A bunch of arching leaves."""
    leaf = mottled("leaf", color, 0.5, spread=0.35, scale=10, relief=0)
    points: list[Place] = []
    faces: list[Place] = []
    for _ in range(count):
        angle, up, long = chance.uniform(0, 6.28), chance.uniform(*rise), chance.uniform(0.5, 1.0) * length
        start = len(points)
        for k in range(8):
            share = k / 7
            wide = 0.09 * long * math.sin(math.pi * min(1, 0.08 + share * 0.92))
            out, high = long * share * math.cos(up), long * math.sin(up) * share - 0.4 * long * share * share
            middle = spot.at(out * math.cos(angle), out * math.sin(angle), high)
            side = (-wide * math.sin(angle), wide * math.cos(angle))
            points += [
                (middle[0] + side[0], middle[1] + side[1], middle[2] + 0.015),
                middle,
                (middle[0] - side[0], middle[1] - side[1], middle[2] + 0.015),
            ]
            if k:
                row = start + 3 * k
                faces += [(row - 3, row - 2, row + 1, row), (row - 2, row - 1, row + 2, row + 1)]
    sheet(points, faces, leaf)  # type: ignore[arg-type]


def plant(spot: Spot, chance: random.Random, size: float = 0.9) -> None:
    """A plant in a pot."""
    spot.tube((0, 0, 0.2), 0.14, 0.4, paint((0.5, 0.42, 0.36), 0.6), top=0.18)
    leaves(Spot(spot.x, spot.y, spot.z + 0.4), 40, size, chance)


def tree(
    spot: Spot, height: float, chance: random.Random, crown: Color = (0.05, 0.12, 0.03), bare: bool = False
) -> None:
    """A leafy tree: a trunk, boughs and a crown of many small leaves."""
    bark = _made(_bark)
    spot.tube((0, 0, height * 0.26), 0.05 * height * 0.55, height * 0.52, bark, top=0.03 * height * 0.5)
    for k in range(6):
        angle = k * 1.05 + chance.uniform(0, 0.5)
        tilt = (math.sin(angle) * 0.7, math.cos(angle) * 0.7, 0)
        spot.tube(
            (math.cos(angle) * height * 0.09, -math.sin(angle) * height * 0.09, height * 0.58),
            0.018 * height * 0.5,
            height * 0.32,
            bark,
            tilt,
            top=0.006 * height,
        )
    if not bare:
        _crown(spot, height, chance, crown)


def _bark() -> Material:
    return mottled(
        "bark", (0.06, 0.045, 0.032), 0.9, spread=0.4, scale=12, relief=0.6, depth=0.03, stretch=(1, 1, 0.2)
    )


def _crown(spot: Spot, height: float, chance: random.Random, color: Color) -> None:
    shades = [
        mottled("leaves", [part * share for part in color], 0.6, spread=0.4, scale=3, relief=0)
        for share in (0.7, 1.0, 1.4)
    ]
    clumps = [
        (chance.gauss(0, 0.17) * height, chance.gauss(0, 0.17) * height, height * chance.uniform(0.5, 0.98))
        for _ in range(26)
    ]
    for shade in shades:
        points: list[Place] = []
        faces: list[Place] = []
        for _ in range(2600):
            cx, cy, cz = chance.choice(clumps)
            middle = np.array(spot.at(*(c + chance.gauss(0, 0.055) * height for c in (cx, cy, cz))))
            first, second = (np.array([chance.gauss(0, 1) for _ in range(3)]) for _ in range(2))
            first *= 0.075 / np.linalg.norm(first)
            second *= 0.045 / np.linalg.norm(second)
            start = len(points)
            points += [middle - first, middle + second, middle + first, middle - second]
            faces.append((start, start + 1, start + 2, start + 3))
        sheet(points, faces, shade)  # type: ignore[arg-type]
