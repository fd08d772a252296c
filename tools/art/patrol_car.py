"""Inside a patrol car at night."""

from __future__ import annotations

import math
import random

import materials
import numpy as np
import render
from buildings import _asphalt, facade, street_lamp
from cars import car
from fastening import cord
from materials import mottled
from props import Spot, ball, box, forget, paint, sheet, tube


def patrol_car_night() -> None:
    """Inside a patrol car at night: dash, wheel, terminal, and a wet street ahead."""
    forget()
    chance = random.Random(21)
    render.open_sky((0.045, 0.05, 0.085), (0.008, 0.012, 0.03), 0.8)
    _night_street(chance)
    _cab()
    render.lamp("AREA", (-0.55, 0.35, 1.68), 2.4, (0.6, 0.75, 1.0), target=(0.1, 0.9, 0.9), size=0.5)
    render.lamp("AREA", (0.36, 0.60, 1.1), 0.9, (0.45, 0.68, 1.0), target=(0.3, -0.4, 1.2), size=0.3)
    render.lamp("AREA", (0.0, -0.5, 1.6), 2.2, (1.0, 0.7, 0.45), target=(0.0, 1.0, 0.9), size=0.7)
    render.camera((0.06, -0.62, 1.30), (0.04, 3, 1.22), 25)


def _night_street(chance: random.Random) -> None:
    box((0, 60, -0.05), (16, 160, 0.1), _asphalt(wet=True), 0)
    for side in (-1, 1):
        box(
            (side * 10, 60, 0.03),
            (5, 160, 0.16),
            mottled("pavement", (0.06, 0.06, 0.06), 0.4, spread=0.2, scale=3),
            0,
        )
        wall = mottled("dark brick", (0.09, 0.06, 0.05), 0.85, spread=0.25, scale=1.5)
        for k in range(7):
            facade(
                Spot(side * 12.4, 9 + k * 12, 0, -side * math.pi / 2),
                11.7,
                chance.choice([3, 4, 5]),
                wall,
                chance,
                lit=0.3,
                shop=k % 2 == 0,
            )
        for k in range(6):
            place = Spot(side * 7.9, 10 + k * 15, 0, math.pi if side > 0 else 0)
            street_lamp(place, 60.0)
            render.lamp("POINT", (side * 6.75, 10 + k * 15, 5.5), 420, (1.0, 0.66, 0.34), size=0.2)
    facade(Spot(0, 104, 0), 40, 6, mottled("far", (0.05, 0.04, 0.04), 0.9), chance, lit=0.35)
    car(Spot(1.9, 21, 0, math.pi / 2), (0.05, 0.05, 0.055), lit=True)
    car(Spot(-2.4, 38, 0, -math.pi / 2), (0.05, 0.05, 0.055), lit=True)
    for k in range(3):
        car(Spot(6.4, 13 + k * 9, 0, math.pi / 2), (0.06, 0.065, 0.08))
    for k in range(14):
        box((-0.25, 2 + k * 6, 0.003), (0.13, 2.5, 0.004), paint((0.4, 0.33, 0.1), 0.5), 0)


def _cab() -> None:
    plastic = mottled("dash", (0.018, 0.018, 0.02), 0.62, spread=0.1, scale=300, relief=0.25, depth=0.0008)
    soft = materials.plain("lining", (0.03, 0.03, 0.032), 0.9)
    across = np.linspace(-1.0, 1.0, 25)
    rows = [(-0.05, 0.62), (0.10, 0.80), (0.16, 0.885), (0.26, 0.915), (0.55, 0.93), (0.95, 0.90)]
    points = [(x, 0.42 + y + 0.10 * (1 - x * x), z - 0.02 * x * x) for y, z in rows for x in across]
    count = len(across)
    faces = [
        (r * count + k, r * count + k + 1, (r + 1) * count + k + 1, (r + 1) * count + k)
        for r in range(len(rows) - 1)
        for k in range(count - 1)
    ]
    sheet(points, faces, plastic, thick=0.02, smooth=2)
    ball((-0.40, 0.66, 0.90), 0.22, plastic, (1.05, 0.7, 0.42))
    _wheel(plastic)
    _terminal()
    for side in (-1, 1):
        box((side * 0.86, 0.62, 1.32), (0.075, 0.10, 1.05), soft, 0.03, (-0.72, side * -0.2, 0))
        box((side * 0.99, -0.1, 0.72), (0.12, 1.6, 0.50), plastic, 0.05)
        box((side * 0.98, -0.38, 1.3), (0.06, 0.1, 0.75), soft, 0.03)
    box((0, 0.05, 1.66), (1.9, 1.2, 0.06), soft, 0.03)
    box((0, 0.60, 1.625), (1.7, 0.13, 0.05), soft, 0.02)
    for side in (-1, 1):
        box((side * 0.42, 0.55, 1.605), (0.52, 0.17, 0.02), soft, 0.008, (0.35, 0, 0))
    box((0.0, 0.62, 1.50), (0.25, 0.035, 0.075), materials.plain("mirror rim", (0.01, 0.01, 0.01), 0.4), 0.02)
    box(
        (0.0, 0.601, 1.50),
        (0.23, 0.004, 0.06),
        materials.plain("mirror", (0.08, 0.09, 0.11), 0.05, metallic=1.0),
        0.01,
    )
    for x in (-0.12, 0.0, 0.12):
        box(
            (x - 0.0, 0.485, 0.735),
            (0.09, 0.02, 0.06),
            materials.plain("vent", (0.004, 0.004, 0.004), 0.5),
            0.008,
        )
    for k, color in enumerate([(1.0, 0.1, 0.05), (0.1, 0.9, 0.2), (1.0, 0.6, 0.1), (0.2, 0.5, 1.0)]):
        box(
            (-0.10 + k * 0.035, 0.435, 0.66),
            (0.018, 0.01, 0.008),
            materials.glowing("key", color, 2.5),
            0.002,
        )
    tube((-0.16, 0.42, 0.62), 0.022, 0.05, plastic, (1.2, 0, 0))


def _wheel(plastic) -> None:  # type: ignore[no-untyped-def]
    center, tilt = np.array((-0.40, 0.34, 0.84)), 0.42
    turn = np.array([[1, 0, 0], [0, math.sin(tilt), -math.cos(tilt)], [0, math.cos(tilt), math.sin(tilt)]])
    around = np.linspace(0, 2 * math.pi, 65)
    ring = [center + turn @ np.array((0.185 * math.cos(a), 0.185 * math.sin(a), 0)) for a in around]
    cord("wheel", ring, 0.016, plastic)
    for angle in (0.1, math.pi - 0.1, -math.pi / 2):
        end = center + turn @ np.array((0.18 * math.cos(angle), 0.18 * math.sin(angle), 0))
        cord("spoke", [center, (center + end) / 2, end], 0.014, plastic)
    box(tuple(center), (0.15, 0.04, 0.12), plastic, 0.018, (-tilt, 0, 0))
    for k, x in enumerate((-0.50, -0.31)):
        tube(
            (x, 0.53, 0.885),
            0.055,
            0.01,
            materials.glowing("gauge", [(0.25, 0.55, 0.9), (0.25, 0.6, 0.85)][k], 0.03),
            (math.pi / 2 - 0.25, 0, 0),
        )


def _terminal() -> None:
    case = materials.plain("terminal", (0.02, 0.02, 0.022), 0.5)
    spot = Spot(0.30, 0.42, 0.78, 0.35)
    spot.box((0, 0.10, 0.12), (0.33, 0.025, 0.22), case, 0.008, (-0.25, 0, 0))
    spot.box(
        (0, 0.086, 0.122),
        (0.30, 0.004, 0.19),
        materials.glowing("screen", (0.05, 0.10, 0.17), 0.16),
        0,
        (-0.25, 0, 0),
    )
    for row in range(6):
        wide = (0.22, 0.26, 0.14, 0.24, 0.18, 0.10)[row]
        spot.box(
            (-0.135 + wide / 2, 0.081 + row * 0.0055 - 0.012, 0.19 - row * 0.023),
            (wide, 0.002, 0.008),
            materials.glowing("line", (0.35, 0.62, 0.8), 0.22),
            0,
            (-0.25, 0, 0),
        )
    spot.box((0, -0.03, 0.0), (0.33, 0.22, 0.025), case, 0.008, (0.12, 0, 0))
    tube((0.30, 0.5, 0.62), 0.025, 0.36, case)
