"""Streets and roads by day and dusk."""

from __future__ import annotations

import math
import random

import materials
import render
from buildings import _asphalt, _grass, facade, street_lamp
from cars import car
from greenery import tree
from materials import mottled
from props import Spot, ball, box, forget, paint, tube


def street_day() -> None:
    """A street of brick houses by day, seen from the sidewalk."""
    forget()
    chance = random.Random(3)
    render.open_sky((0.72, 0.80, 0.90), (0.24, 0.42, 0.78), 0.9)
    render.lamp("SUN", (0, 0, 10), 3.6, (1.0, 0.92, 0.80), size=0.02).rotation_euler = (0.75, -0.45, 0.0)
    box((0, 40, -0.06), (9, 120, 0.1), _asphalt(), 0)
    for side in (-1, 1):
        box(
            (side * 6.3, 40, 0.03),
            (3.6, 120, 0.16),
            materials.tiles(
                "pavement", (0.33, 0.32, 0.30), (0.16, 0.15, 0.14), size=(1.2, 1.2), gap=0.012, roughness=0.85
            ),
            0,
        )
        box((side * 4.45, 40, 0.03), (0.16, 120, 0.18), paint((0.38, 0.37, 0.35), 0.9), 0.02)
    for k in range(20):
        box((0, -2 + k * 5, -0.005), (0.13, 2.4, 0.004), paint((0.65, 0.6, 0.4), 0.8), 0)
    bricks = [(0.26, 0.10, 0.065), (0.33, 0.22, 0.15), (0.19, 0.085, 0.06), (0.30, 0.26, 0.21)]
    for side in (-1, 1):
        for k in range(6):
            wall = materials.tiles(
                "brick",
                bricks[(k + (side > 0)) % 4],
                (0.33, 0.30, 0.27),
                size=(0.24, 0.08),
                gap=0.008,
                upright="x",
                offset=0.5,
                roughness=0.9,
                spread=0.22,
            )
            facade(
                Spot(side * 8.1, 6 + k * 11.2, 0, -side * math.pi / 2),
                10.9,
                chance.choice([3, 3, 4]),
                wall,
                chance,
                shop=(k + (side > 0)) % 2 == 0,
            )
    for k, color in enumerate(
        [(0.05, 0.06, 0.08), (0.25, 0.03, 0.025), (0.35, 0.35, 0.34), (0.03, 0.06, 0.12)]
    ):
        car(Spot(3.4, 8.5 + k * 7.5, 0, math.pi / 2), color)
        car(
            Spot(-3.4, 11.5 + k * 9, 0, -math.pi / 2),
            [(0.3, 0.3, 0.31), (0.02, 0.02, 0.022), (0.10, 0.13, 0.10), (0.4, 0.38, 0.35)][k],
        )
    for y in (9, 19, 30, 42):
        tree(Spot(-5.0, y + 2), 6.5, chance)
        tree(Spot(5.0, y), 6.0, chance)
    for y in (6.5, 27):
        street_lamp(Spot(-5.0, y), 0.0)
    facade(
        Spot(0, 78, 0),
        30,
        5,
        materials.tiles(
            "brick", (0.28, 0.2, 0.15), (0.3, 0.28, 0.25), size=(0.24, 0.08), upright="y", offset=0.5
        ),
        chance,
    )
    render.camera((4.9, -1.2, 1.65), (1.3, 14, 1.9), 26)


def road_shoulder_dusk() -> None:
    """The shoulder of a country road at dusk, a stopped car ahead."""
    forget()
    chance = random.Random(8)
    render.open_sky((0.86, 0.42, 0.22), (0.075, 0.13, 0.32), 0.55)
    render.lamp("SUN", (0, 0, 10), 0.9, (1.0, 0.55, 0.3), size=0.05).rotation_euler = (1.28, 0, 0.75)
    box((-2.2, 60, -0.05), (7.6, 200, 0.1), _asphalt(), 0)
    box(
        (2.9, 60, -0.06),
        (2.6, 200, 0.1),
        mottled("gravel", (0.13, 0.115, 0.095), 0.95, spread=0.45, scale=26, relief=0.8, depth=0.02),
        0,
    )
    ground = _grass((0.045, 0.052, 0.02))
    box((64.2, 60, -0.12), (120, 260, 0.1), ground, 0)
    box((-66, 60, -0.12), (120, 260, 0.1), ground, 0)
    for x in (1.45, -5.8):
        box((x, 60, 0.002), (0.13, 200, 0.004), paint((0.62, 0.61, 0.57), 0.7), 0)
    for k in range(16):
        box((-2.2, 1 + k * 9, 0.002), (0.13, 3.2, 0.004), paint((0.6, 0.45, 0.12), 0.7), 0)
    car(Spot(2.55, 9.2, 0, math.pi / 2), (0.10, 0.11, 0.12), lit=True)
    for _ in range(36):
        side = chance.choice((-1, 1))
        tree(
            Spot(side * chance.uniform(15, 55), chance.uniform(22, 130)),
            chance.uniform(5, 9),
            chance,
            (0.02, 0.032, 0.012),
        )
    for k in range(9):
        tube((-8.2, 4 + k * 17, 4), 0.11, 8, paint((0.045, 0.035, 0.028), 0.9), top=0.08)
        box((-8.2, 4 + k * 17, 7.5), (1.8, 0.1, 0.1), paint((0.045, 0.035, 0.028), 0.9), 0.01)
    _hills(chance)
    render.lamp("AREA", (-1.5, 0.5, 3.2), 330, (1.0, 0.93, 0.82), target=(2.2, 9, 0.6), size=0.5)
    for color, x, power in (((1.0, 0.06, 0.03), -0.6, 260), ((0.06, 0.16, 1.0), 1.2, 330)):
        render.lamp("POINT", (x, -2.5, 1.9), power, color, size=0.25)
    render.camera((0.5, -0.6, 1.62), (0.5, 14, 1.95), 28)


def _hills(chance: random.Random) -> None:
    hill = mottled("hill", (0.035, 0.045, 0.04), 1.0, spread=0.3, scale=0.05, relief=0)
    for k in range(12):
        ball(
            (-160 + k * 30 + chance.uniform(-9, 9), 210 + chance.uniform(-20, 20), -14),
            34,
            hill,
            (1.5, 0.6, chance.uniform(0.55, 0.85)),
        )
