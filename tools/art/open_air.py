"""The bridge and the park."""

from __future__ import annotations

import math
import random
from itertools import pairwise

import materials
import numpy as np
import render
from buildings import _asphalt, _grass, street_lamp
from cars import car
from greenery import tree
from materials import mottled
from props import Spot, ball, box, forget, metal, sheet, tube


def bridge() -> None:
    """A bridge's sidewalk in gray morning light: the rail, the river far below, the city behind."""
    forget()
    chance = random.Random(14)
    render.open_sky((0.74, 0.74, 0.74), (0.40, 0.47, 0.58), 0.85)
    render.lamp("SUN", (0, 0, 10), 1.7, (1.0, 0.9, 0.78), size=0.2).rotation_euler = (0.95, -0.5, 0.3)
    concrete = mottled("concrete", (0.30, 0.295, 0.285), 0.9, spread=0.18, scale=5, relief=0.15)
    box(
        (-0.2, 30, -0.1),
        (3.0, 80, 0.2),
        materials.tiles(
            "slabs", (0.31, 0.305, 0.29), (0.18, 0.175, 0.17), size=(1.5, 1.5), gap=0.012, roughness=0.9
        ),
        0,
    )
    box((-5.6, 30, -0.22), (7.6, 80, 0.2), _asphalt(), 0)
    box((-1.75, 30, -0.05), (0.2, 80, 0.3), concrete, 0.03)
    box((1.42, 30, 0.06), (0.34, 80, 0.34), concrete, 0.03)
    steel = mottled("steel", (0.07, 0.11, 0.10), 0.5, spread=0.25, scale=12, relief=0.05)
    for k in range(130):
        box((1.42, -2 + k * 0.16, 0.72), (0.022, 0.022, 1.0), steel, 0.003)
    for k in range(24):
        box((1.42, -2 + k * 2.0, 0.75), (0.11, 0.11, 1.25), steel, 0.01)
    for z, wide in ((1.30, 0.13), (0.30, 0.06)):
        box((1.42, 28, z), (wide, 62, 0.07), steel, 0.02)
    _towers(steel)
    water = mottled("river", (0.055, 0.075, 0.08), 0.12, spread=0.3, scale=0.25, relief=0.5, depth=0.5)
    box((150, 140, -22), (500, 500, 0.1), water, 0)
    _skyline(chance)
    for k in range(4):
        street_lamp(Spot(-1.78, 5 + k * 11, 0, math.pi), 0.0)
    car(Spot(-4.2, 17, -0.12, math.pi / 2), (0.12, 0.13, 0.15), police=True, lights=(6, 6))
    render.lamp("AREA", (-1.6, -1.5, 2.6), 40, (1.0, 0.95, 0.88), target=(0.8, 4, 0.8), size=1.6)
    render.camera((-0.25, -1.6, 1.62), (0.75, 14, 1.35), 26)


def _towers(steel) -> None:  # type: ignore[no-untyped-def]
    for x in (-9.6, 1.9):
        for y in (34, 92):
            box((x, y, 9), (0.9, 1.3, 22), steel, 0.04)
    for y in (34, 92):
        for z in (8, 14, 19.5):
            box((-3.85, y, z), (11.5, 0.9, 0.8), steel, 0.04)
    for x in (-9.6, 1.9):
        drop = [(x, y, 1.6 + 18 * ((y - 5) / 29) ** 2) for y in np.linspace(5, 34, 30)]
        for (_, y0, z0), (_, y1, z1) in pairwise(drop):
            length = math.hypot(y1 - y0, z1 - z0)
            tube(
                (x, (y0 + y1) / 2, (z0 + z1) / 2),
                0.14,
                length + 0.05,
                steel,
                (-math.atan2(y1 - y0, z1 - z0), 0, 0),
            )
        for px, y, z in drop[2::2]:
            tube((px, y, z / 2 + 0.5), 0.02, z - 1, steel)


def _skyline(chance: random.Random) -> None:
    haze = [
        mottled(
            "tower",
            (0.30 + k * 0.05, 0.33 + k * 0.05, 0.37 + k * 0.05),
            0.9,
            spread=0.06,
            scale=0.1,
            relief=0,
        )
        for k in range(3)
    ]
    for _ in range(90):
        far = chance.uniform(230, 330)
        wide, tall = chance.uniform(9, 22), chance.choice([14, 18, 24, 30, 42, 58]) * chance.uniform(0.7, 1.2)
        box((chance.uniform(-130, 330), far, tall / 2 - 21), (wide, 14, tall), haze[int((far - 230) / 34)], 0)
    box((120, 350, -18), (700, 100, 12), haze[2], 0)


def park() -> None:
    """A park in the afternoon: a path, benches, lawns and trees."""
    forget()
    chance = random.Random(17)
    render.open_sky((0.78, 0.83, 0.88), (0.27, 0.46, 0.78), 0.85)
    render.lamp("SUN", (0, 0, 10), 3.4, (1.0, 0.90, 0.74), size=0.03).rotation_euler = (0.8, -0.55, 0.4)
    box((0, 50, -0.06), (160, 130, 0.1), _grass((0.075, 0.125, 0.03)), 0)
    path = mottled("path", (0.30, 0.26, 0.20), 0.95, spread=0.2, scale=14, relief=0.3, depth=0.01)
    edge = [(1.1 + 2.6 * math.sin(k * 0.16), -3 + k * 1.5) for k in range(40)]
    sheet(
        [(x + side, y, 0.0) for x, y in edge for side in (-1.25, 1.25)],
        [(2 * k, 2 * k + 1, 2 * k + 3, 2 * k + 2) for k in range(39)],
        path,
    )
    for x, y, turn in ((-1.9, 5.4, 1.15), (5.6, 11.5, -1.3)):
        _bench(Spot(x, y, 0, turn))
    street_lamp(Spot(-1.4, 9.5), 0.0)
    for x, y, tall in (
        (-5.5, 7.5, 7.5),
        (8.0, 8.5, 8.0),
        (-8.5, 15, 9),
        (9.5, 19, 9),
        (-4, 26, 9),
        (3.2, 30, 9),
        (-15, 22, 10),
        (16, 27, 10),
    ):
        tree(Spot(x, y), tall, chance, (0.06, 0.13, 0.025))
    for _ in range(26):
        tree(
            Spot(chance.uniform(-55, 55), chance.uniform(42, 62)),
            chance.uniform(7, 11),
            chance,
            (0.05, 0.10, 0.03),
        )
    bush = mottled("bush", (0.03, 0.07, 0.02), 0.8, spread=0.6, scale=14, relief=1.0, depth=0.1)
    for _ in range(26):
        ball(
            (chance.choice((-1, 1)) * chance.uniform(7, 22), chance.uniform(12, 36), 0.3),
            chance.uniform(0.5, 1.1),
            bush,
            (1.3, 1.2, 0.9),
        )
    wood = mottled("wood's edge", (0.035, 0.075, 0.022), 0.9, spread=0.7, scale=1.6, relief=1.0, depth=0.6)
    for _ in range(130):
        ball(
            (chance.uniform(-75, 75), chance.uniform(70, 84), chance.uniform(0.5, 7.5)),
            chance.uniform(2.2, 4.2),
            wood,
        )
    render.camera((0.6, -2.4, 1.6), (0.3, 12, 1.75), 27)


def _bench(spot: Spot) -> None:
    """A slatted bench whose front is the spot's -y."""
    slats, iron = (
        mottled("slat", (0.16, 0.085, 0.04), 0.6, spread=0.3, scale=6),
        metal((0.05, 0.055, 0.055), 0.5),
    )
    for k in range(4):
        spot.box((0, -0.22 + k * 0.13, 0.45), (1.8, 0.1, 0.035), slats, 0.01)
    for k in range(3):
        spot.box((0, 0.27 + k * 0.025, 0.60 + k * 0.14), (1.8, 0.03, 0.1), slats, 0.01)
    for x in (-0.75, 0.75):
        spot.box((x, 0, 0.22), (0.05, 0.45, 0.44), iron, 0.01)
        spot.box((x, 0.31, 0.66), (0.05, 0.04, 0.5), iron, 0.01, (-0.17, 0, 0))
