"""Places under the sky: street, road shoulder, bridge, park, and what is seen from the patrol car."""

from __future__ import annotations

import math
import random
from itertools import pairwise

import materials
import numpy as np
import render
from materials import Color, mottled
from props import Spot, ball, box, car, forget, metal, paint, sheet, tree, tube

CLOUD_GRAY = (0.30, 0.29, 0.28)


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
    from accessories import cord

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
