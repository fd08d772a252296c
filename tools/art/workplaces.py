"""Where people work and learn: shop, school room, front desk, locker room."""

from __future__ import annotations

import math
import random

import materials
import render
from furniture import books, chair, door, fabric, shelf, table, window, wood
from greenery import plant
from materials import glowing, mottled
from props import Spot, box, forget, metal, paint, room, tube, wall_paint


def shop() -> None:
    """A corner store: shelves of goods on both sides, a cooler at the back, the counter at the right."""
    forget()
    chance = random.Random(12)
    floor = materials.tiles(
        "floor", (0.46, 0.45, 0.42), (0.28, 0.27, 0.26), size=(0.45, 0.45), gap=0.006, roughness=0.3
    )
    room((-3.4, 3.4), (-3, 6.5), 2.9, floor, wall_paint((0.52, 0.52, 0.48)), wall_paint((0.68, 0.68, 0.66)))
    fill = lambda row, width, gap: _goods(row, width, gap, chance)  # noqa: E731
    for y in (1.0, 3.2, 5.4):
        shelf(Spot(-2.95, y - 0.2, 0, math.pi / 2), 2.1, 2.0, 0.42, 5, (0.42, 0.40, 0.37), fill)
    for y in (1.6, 3.8):
        shelf(Spot(-0.85, y, 0, math.pi / 2), 2.0, 1.45, 0.4, 4, (0.42, 0.40, 0.37), fill)
        shelf(Spot(-1.3, y, 0, -math.pi / 2), 2.0, 1.45, 0.4, 4, (0.42, 0.40, 0.37), fill)
    shelf(Spot(3.1, 3.4, 0, -math.pi / 2), 4.6, 2.2, 0.4, 5, (0.42, 0.40, 0.37), fill)
    for x in (-1.6, -0.2, 1.2):
        shelf(Spot(x + 0.6, 6.1), 1.3, 2.1, 0.5, 5, (0.10, 0.10, 0.11), fill)
        box((x + 0.6, 5.82, 1.05), (1.26, 0.012, 2.05), materials.glass("cooler"), 0)
        box((x + 1.18, 5.78, 1.1), (0.03, 0.04, 0.5), metal(), 0.008)
        render.lamp("AREA", (x + 0.6, 5.9, 2.15), 9, (0.85, 0.93, 1.0), target=(x + 0.6, 6.2, 0.8), size=1.0)
    _checkout(Spot(1.75, 0.95))
    for y in (-0.5, 1.8, 4.1):
        box((-0.1, y, 2.87), (4.2, 0.18, 0.05), glowing("tube", (0.95, 0.98, 1.0), 7.0), 0.01)
        render.lamp("AREA", (-0.1, y, 2.82), 62, (0.97, 0.98, 1.0), target=(-0.1, y, 0), size=4.0, height=0.3)
    render.lamp("AREA", (-1.8, -2.6, 2.5), 40, (1.0, 0.95, 0.88), target=(0.5, 2.5, 0.9), size=1.6)
    render.sky((0.6, 0.65, 0.7), 0.12)
    render.camera((0.35, -2.6, 1.55), (0.02, 3, 1.3), 25)


def _goods(row: Spot, width: float, gap: float, chance: random.Random) -> None:
    """Boxes, cans and bottles in rows of one kind, without writing."""
    colors = [
        (0.5, 0.05, 0.03),
        (0.6, 0.36, 0.03),
        (0.05, 0.18, 0.4),
        (0.08, 0.3, 0.1),
        (0.6, 0.56, 0.48),
        (0.28, 0.08, 0.2),
        (0.5, 0.22, 0.05),
    ]
    x = -width / 2
    while x < width / 2 - 0.1:
        color, kind, wide = chance.choice(colors), chance.choice("bbct"), chance.uniform(0.07, 0.13)
        tall = gap * chance.uniform(0.5, 0.9)
        for _ in range(chance.randint(2, 3)):
            if x > width / 2 - wide:
                break
            if kind == "b":
                row.box((x + wide / 2, -0.04, tall / 2), (wide * 0.94, 0.2, tall), paint(color, 0.5), 0.004)
                row.box(
                    (x + wide / 2, -0.142, tall * 0.55),
                    (wide * 0.6, 0.003, tall * 0.3),
                    paint([min(1, 0.35 + c) for c in color], 0.5),
                    0,
                )
            else:
                row.tube(
                    (x + wide / 2, -0.06, tall * 0.4), wide * 0.45, tall * 0.8, paint(color, 0.3), bevel=0.006
                )
                row.tube(
                    (x + wide / 2, -0.06, tall * 0.85),
                    wide * (0.45 if kind == "c" else 0.18),
                    tall * 0.12,
                    paint((0.7, 0.7, 0.68), 0.3),
                )
            x += wide


def _checkout(spot: Spot) -> None:
    spot.box((0.35, 0, 0.5), (1.7, 0.7, 1.0), wood((0.17, 0.09, 0.045)), 0.01)
    spot.box((0.35, 0, 1.02), (1.8, 0.78, 0.04), paint((0.10, 0.10, 0.105), 0.3), 0.008)
    spot.box((0.35, 0.1, 1.13), (0.38, 0.36, 0.16), paint((0.06, 0.06, 0.065), 0.4), 0.015)
    spot.box((0.35, 0.15, 1.35), (0.36, 0.04, 0.26), paint((0.03, 0.03, 0.032), 0.3), 0.01, (0.2, 0, 0))
    for k, color in enumerate([(0.5, 0.06, 0.04), (0.6, 0.4, 0.05), (0.08, 0.25, 0.4)]):
        spot.box((-0.28 + k * 0.14, -0.2, 1.10), (0.12, 0.2, 0.12), paint(color, 0.5), 0.006)


def school_room() -> None:
    """A classroom: board, desks in rows, tall windows at the left."""
    forget()
    floor = mottled("linoleum", (0.24, 0.22, 0.18), 0.3, spread=0.15, scale=6, relief=0)
    room(
        (-4.2, 4.2),
        (-3.5, 5.5),
        3.1,
        floor,
        wall_paint((0.55, 0.53, 0.44)),
        wall_paint((0.72, 0.72, 0.70)),
        paint((0.25, 0.2, 0.15)),
    )
    box(
        (0, 5.44, 1.65),
        (4.2, 0.04, 1.3),
        mottled("board", (0.022, 0.055, 0.042), 0.6, spread=0.2, scale=1.5, relief=0),
        0,
    )
    for z, tall in ((2.33, 0.07), (0.97, 0.07)):
        box((0, 5.41, z), (4.35, 0.08, tall), wood((0.24, 0.13, 0.06)), 0.008)
    for side in (-1, 1):
        box((side * 2.15, 5.41, 1.65), (0.07, 0.08, 1.4), wood((0.24, 0.13, 0.06)), 0.008)
    for x, y, turn in [
        (c * 1.5 - 2.25, r * 1.5 + 0.2, 0.04 * ((c + r) % 3 - 1)) for c in range(4) for r in range(3)
    ]:
        _desk(Spot(x + 0.1, y, 0, turn))
    table(Spot(1.9, 4.5), (1.6, 0.75, 0.76), (0.24, 0.13, 0.06))
    for y in (-0.6, 1.6, 3.8):
        window(Spot(-4.18, y, 1.75, math.pi / 2), 1.7, 1.75, glowing("day", (0.85, 0.93, 1.0), 4.0), 2)
        render.lamp("AREA", (-4.0, y, 1.9), 75, (1.0, 0.96, 0.9), target=(0, y, 0.6), size=1.6, height=1.6)
    for k, color in enumerate([(0.4, 0.2, 0.08), (0.1, 0.25, 0.35), (0.35, 0.32, 0.1), (0.12, 0.28, 0.14)]):
        box((4.17, 0.8 + k * 1.0, 1.75), (0.02, 0.7, 0.95), paint(color, 0.8), 0.004)
        box((4.155, 0.8 + k * 1.0, 1.85), (0.01, 0.5, 0.4), paint([min(1, c * 2) for c in color], 0.8), 0)
    shelf(
        Spot(3.3, 5.2),
        1.3,
        1.9,
        0.35,
        5,
        (0.26, 0.15, 0.07),
        lambda row, width, gap: books(row, width, random.Random(6), gap),
    )
    for y in (0, 3):
        for x in (-1.8, 1.8):
            box((x, y, 3.07), (1.3, 0.3, 0.05), glowing("tube", (0.97, 0.98, 1.0), 4.0), 0.01)
    tube((2.6, 5.43, 2.65), 0.17, 0.04, paint((0.75, 0.75, 0.73)), (math.pi / 2, 0, 0), bevel=0.01)
    render.lamp("AREA", (0.5, -2.8, 2.8), 50, (1.0, 0.97, 0.93), target=(0, 3, 0.9), size=2.5)
    render.sky((0.6, 0.66, 0.75), 0.22)
    render.camera((0.25, -3.1, 1.55), (0.1, 3, 1.3), 25)


def _desk(spot: Spot) -> None:
    steel = metal((0.25, 0.26, 0.28), 0.4)
    spot.box((0, 0, 0.72), (0.72, 0.48, 0.03), wood((0.34, 0.2, 0.1)), 0.01)
    for x in (-0.3, 0.3):
        spot.tube((x, 0.18, 0.36), 0.014, 0.72, steel)
        spot.tube((x, -0.18, 0.36), 0.014, 0.72, steel)
    blue = paint((0.05, 0.11, 0.2), 0.45)
    spot.box((0, -0.52, 0.45), (0.42, 0.4, 0.025), blue, 0.012)
    spot.box((0, -0.72, 0.72), (0.42, 0.025, 0.28), blue, 0.012, (0.12, 0, 0))
    for x in (-0.17, 0.17):
        spot.tube((x, -0.68, 0.36), 0.012, 0.72, steel)
        spot.tube((x, -0.36, 0.22), 0.012, 0.45, steel)


def front_desk() -> None:
    """The lobby of a station: a long counter under a window, chairs, flags' place left plain."""
    forget()
    floor = materials.tiles("floor", (0.30, 0.29, 0.27), (0.18, 0.175, 0.17), size=(0.6, 0.6), roughness=0.25)
    room(
        (-3.6, 3.6),
        (-3, 4.2),
        2.9,
        floor,
        wall_paint((0.42, 0.44, 0.45)),
        wall_paint((0.68, 0.68, 0.67)),
        paint((0.08, 0.09, 0.11)),
    )
    box((0, 4.17, 1.9), (7.2, 0.03, 1.1), wall_paint((0.05, 0.085, 0.15)), 0)
    box((0.3, 2.2, 0.53), (4.4, 0.75, 1.06), wood((0.20, 0.11, 0.055)), 0.012)
    box(
        (0.3, 2.12, 1.09),
        (4.6, 0.95, 0.05),
        mottled("stone", (0.10, 0.10, 0.105), 0.2, spread=0.4, scale=40, relief=0),
        0.012,
    )
    for k in range(5):
        box((-1.45 + k * 0.88, 1.815, 0.53), (0.76, 0.02, 0.8), wood((0.16, 0.085, 0.04)), 0.01)
    for x in (-0.9, 1.5):
        box((x, 2.42, 1.36), (0.5, 0.03, 0.32), paint((0.02, 0.02, 0.022), 0.3), 0.01, (0, 0, 0.15))
        box((x, 2.45, 1.16), (0.06, 0.05, 0.14), paint((0.02, 0.02, 0.022), 0.3), 0.01)
    box((0.4, 1.98, 1.125), (0.3, 0.22, 0.02), paint((0.62, 0.6, 0.55), 0.8), 0.004, (0, 0, 0.2))
    for x in (-1.75, 2.35):
        box((x, 2.2, 1.6), (0.06, 0.06, 1.0), metal((0.3, 0.3, 0.31)), 0.008)
    box((0.3, 2.2, 1.62), (4.1, 0.012, 0.95), materials.glass("screen", see_through=0.95), 0)
    _seal(Spot(0.3, 4.14, 1.98))
    door(Spot(-2.55, 4.14), (0.16, 0.18, 0.2), panels=False)
    for y in (-0.1, 0.6, 1.3):
        chair(Spot(-3.1, y, 0, math.pi / 2), (0.09, 0.095, 0.10))
    plant(Spot(3.05, 1.35), random.Random(9), 0.95)
    box(
        (3.57, 0.1, 1.6),
        (0.03, 1.5, 1.0),
        mottled("cork", (0.30, 0.18, 0.09), 0.9, spread=0.3, scale=60),
        0.004,
    )
    for k in range(6):
        box(
            (3.55, -0.4 + (k % 3) * 0.46, 1.8 - (k // 3) * 0.42),
            (0.012, 0.24, 0.32),
            paint((0.65, 0.63, 0.58), 0.9),
            0,
            (0.03 * (k - 2), 0, 0),
        )
    for x in (-1.6, 1.6):
        for y in (-0.8, 2.6):
            box((x, y, 2.88), (1.2, 0.6, 0.04), glowing("panel", (0.97, 0.98, 1.0), 4.5), 0.01)
            render.lamp("AREA", (x, y, 2.83), 46, (0.98, 0.98, 1.0), target=(x, y, 0), size=1.2)
    render.lamp("AREA", (-2.4, -2.5, 2.4), 45, (1.0, 0.94, 0.86), target=(0.5, 2.2, 1.0), size=1.4)
    render.sky((0.6, 0.65, 0.7), 0.15)
    render.camera((0.25, -2.75, 1.55), (0.12, 2.5, 1.32), 25)


def _seal(spot: Spot) -> None:
    """A round emblem without writing."""
    gold = metal((0.6, 0.45, 0.18), 0.3)
    spot.tube((0, 0, 0), 0.40, 0.04, gold, (math.pi / 2, 0, 0), bevel=0.01)
    spot.tube((0, -0.02, 0), 0.345, 0.03, paint((0.03, 0.05, 0.10), 0.4), (math.pi / 2, 0, 0), bevel=0.006)
    for k in range(7):
        angle = k * 2 * math.pi / 7
        spot.box(
            (0.17 * math.sin(angle), -0.04, 0.17 * math.cos(angle)),
            (0.05, 0.02, 0.17),
            gold,
            0.01,
            (0, angle, 0),
        )
    spot.tube((0, -0.045, 0), 0.10, 0.03, gold, (math.pi / 2, 0, 0), bevel=0.01)


def locker_room() -> None:
    """The officers' locker room: gray-blue lockers on both sides, a bench between."""
    forget()
    floor = materials.tiles("floor", (0.25, 0.25, 0.245), (0.14, 0.14, 0.14), size=(0.3, 0.3), roughness=0.3)
    room((-2.3, 2.3), (-3, 6), 2.7, floor, wall_paint((0.44, 0.45, 0.43)), wall_paint((0.62, 0.62, 0.61)))
    blue, dark = paint((0.11, 0.15, 0.19), 0.38), paint((0.015, 0.016, 0.018), 0.6)
    for side in (-1, 1):
        for k in range(18):
            _locker(
                Spot(side * 2.05, -1.9 + k * 0.44, 0, -side * math.pi / 2),
                blue,
                dark,
                is_open=side > 0 and k == 8,
            )
    for k in range(5):
        if k not in (2,):
            _locker(Spot(-0.9 + k * 0.45, 5.75), blue, dark)
    door(Spot(0.0, 5.97), (0.2, 0.2, 0.2), panels=False)
    for y in (1.2, 3.6):
        box((0.1, y, 0.45), (0.36, 2.0, 0.05), wood((0.30, 0.17, 0.08)), 0.015)
        for end in (-0.8, 0.8):
            box((0.1, y + end, 0.22), (0.28, 0.06, 0.42), metal((0.3, 0.3, 0.31)), 0.01)
    box((0.08, 1.75, 0.60), (0.30, 0.55, 0.26), fabric((0.02, 0.022, 0.03)), 0.09)
    box((0.12, 0.75, 0.49), (0.26, 0.34, 0.04), fabric((0.5, 0.48, 0.42)), 0.015, (0, 0, 0.2))
    for y in (-0.6, 1.8, 4.2):
        box((0, y, 2.67), (0.25, 1.3, 0.05), glowing("tube", (0.95, 0.98, 1.0), 6.0), 0.01)
        render.lamp("AREA", (0, y, 2.62), 42, (0.95, 0.98, 1.0), target=(0, y, 0), size=0.4, height=1.4)
    render.lamp("AREA", (-1.5, -2.5, 2.3), 32, (1.0, 0.94, 0.86), target=(0.4, 2.5, 1.0), size=1.0)
    render.sky((0.6, 0.65, 0.7), 0.1)
    render.camera((0.45, -2.5, 1.5), (-0.02, 3, 1.25), 26)


def _locker(spot: Spot, face, dark, is_open: bool = False) -> None:  # type: ignore[no-untyped-def]
    spot.box((0, 0.0, 0.98), (0.435, 0.48, 1.92), dark, 0.002)
    if is_open:
        spot.box((-0.21, -0.44, 1.0), (0.02, 0.40, 1.84), face, 0.004, (0, 0, 0.1))
        return
    spot.box((0, -0.245, 1.0), (0.42, 0.02, 1.86), face, 0.005)
    for z in (1.70, 1.74, 1.78, 0.25, 0.29, 0.33):
        spot.box((0, -0.256, z), (0.2, 0.006, 0.012), dark, 0)
    spot.box((0.14, -0.265, 1.08), (0.03, 0.03, 0.13), metal((0.45, 0.45, 0.46)), 0.008)
    spot.box((0, -0.257, 1.55), (0.09, 0.004, 0.035), paint((0.5, 0.48, 0.42), 0.6), 0)
