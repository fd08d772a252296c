"""Homes: the apartment hallway, the living room, the kitchen."""

from __future__ import annotations

import math
import random

import materials
import render
from furniture import books, chair, door, fabric, floor_lamp, picture, shelf, sofa, table, window, wood
from greenery import plant
from materials import glowing, mottled
from props import Spot, ball, box, forget, metal, paint, room, tube, wall_paint

TRIM = (0.66, 0.64, 0.60)


def _ceiling_light(
    x: float, y: float, z: float, power: float, color=(1.0, 0.86, 0.68), size: float = 0.3
) -> None:  # type: ignore[no-untyped-def]
    tube((x, y, z - 0.03), 0.16, 0.06, glowing("ceiling light", color, 6.0), bevel=0.02)
    render.lamp("AREA", (x, y, z - 0.09), power, color, target=(x, y, 0), size=size)


def apartment_hallway() -> None:
    """The corridor of an apartment house at night: doors on both sides, warm ceiling lights, worn carpet."""
    forget()
    carpet = mottled("carpet", (0.10, 0.055, 0.05), 1.0, spread=0.3, scale=45, relief=0.5, depth=0.006)
    room(
        (-1.05, 1.05),
        (-3, 15),
        2.55,
        carpet,
        wall_paint((0.40, 0.36, 0.27)),
        wall_paint((0.62, 0.60, 0.55)),
        paint((0.20, 0.13, 0.08)),
    )
    for side in (-1, 1):
        box((side * 1.045, 6, 0.52), (0.02, 18, 0.92), wall_paint((0.16, 0.20, 0.19)), 0)
        box((side * 1.035, 6, 1.0), (0.04, 18, 0.05), wood((0.13, 0.065, 0.03)), 0.008)
        for k, y in enumerate((2.1, 5.6, 9.1, 12.6)):
            _apartment(Spot(side * 1.03, y + (0.9 if side > 0 else 0), 0, -side * math.pi / 2), k)
    for y in (0.2, 4.2, 8.2, 12.2):
        _ceiling_light(0, y, 2.55, 26)
    window(Spot(0, 14.98, 1.45), 0.9, 1.2, glowing("night", (0.05, 0.08, 0.16), 0.8))
    box((-0.86, 3.85, 1.5), (0.18, 0.28, 0.55), paint((0.42, 0.035, 0.03), 0.4), 0.01)
    box((0, 2.0, 0.004), (0.75, 0.5, 0.012), mottled("mat", (0.05, 0.045, 0.04), 1.0, scale=60), 0.004)
    render.lamp("AREA", (-0.7, -2.2, 2.3), 34, (1.0, 0.92, 0.82), target=(0.3, 3, 1.1), size=0.8)
    render.sky((0.5, 0.55, 0.6), 0.06)
    render.camera((0.18, -2.3, 1.52), (-0.06, 6, 1.36), 27)


def _apartment(spot: Spot, number: int) -> None:
    door(spot, (0.145, 0.06, 0.04))
    spot.tube((0, -0.035, 1.55), 0.012, 0.02, metal((0.6, 0.5, 0.3)), (math.pi / 2, 0, 0))
    spot.box((0, -0.035, 1.66), (0.09, 0.01, 0.055), metal((0.62, 0.5, 0.28)), 0.003)
    spot.box(
        (0, -0.28, 0.008),
        (0.7, 0.42, 0.016),
        mottled("mat", [(0.09, 0.06, 0.03), (0.05, 0.06, 0.07)][number % 2], 1.0, scale=60),
        0.005,
    )


def living_room() -> None:
    """A living room in the afternoon: sofa, shelf, lamp, window light from the left."""
    forget()
    chance = random.Random(4)
    room(
        (-3.2, 3.2),
        (-3.2, 2.7),
        2.65,
        materials.planks("boards", (0.24, 0.125, 0.058), (0.16, 0.078, 0.034)),
        wall_paint((0.46, 0.45, 0.40)),
        wall_paint((0.7, 0.69, 0.66)),
        paint(TRIM),
    )
    sofa(Spot(-0.4, 2.05), (0.10, 0.145, 0.175), [(0.46, 0.20, 0.07), (0.5, 0.47, 0.40)])
    box((-0.35, 0.45, 0.012), (2.9, 2.0, 0.02), fabric((0.30, 0.24, 0.18)), 0.008)
    box((-0.35, 0.45, 0.014), (2.5, 1.6, 0.02), fabric((0.19, 0.11, 0.09)), 0.008)
    table(Spot(-0.4, 0.55), (1.15, 0.6, 0.42))
    tube((-0.15, 0.6, 0.475), 0.04, 0.10, paint((0.75, 0.73, 0.68)), bevel=0.006)
    box((-0.72, 0.5, 0.435), (0.26, 0.19, 0.03), paint((0.40, 0.14, 0.05), 0.7), 0.004, (0, 0, 0.3))
    _armchair(Spot(1.85, 0.75, 0, -1.0))
    bulb = floor_lamp(Spot(1.25, 2.25))
    shelf(
        Spot(2.45, 2.5),
        1.2,
        2.05,
        0.32,
        5,
        (0.17, 0.085, 0.04),
        lambda row, width, gap: books(row, width, chance, gap),
    )
    for x, z, w, h, colors in (
        (-1.25, 1.72, 0.55, 0.72, [(0.45, 0.52, 0.58), (0.2, 0.28, 0.22), (0.32, 0.25, 0.15)]),
        (-0.45, 1.78, 0.56, 0.56, [(0.55, 0.40, 0.25), (0.32, 0.16, 0.09)]),
        (0.32, 1.72, 0.5, 0.68, [(0.35, 0.45, 0.52), (0.12, 0.2, 0.28)]),
    ):
        picture(Spot(x, 2.68, z), w, h, colors)
    plant(Spot(-2.65, 2.15), chance, 1.0)
    daylight = glowing("day", (0.82, 0.92, 1.0), 5.0)
    window(Spot(-3.18, 0.35, 1.55, math.pi / 2), 1.9, 1.45, daylight)
    render.lamp("AREA", (-3.0, 0.35, 1.6), 110, (1.0, 0.95, 0.87), target=(0, 0.8, 0.5), size=1.9, height=1.4)
    render.lamp("POINT", bulb, 26, (1.0, 0.72, 0.42), size=0.1)
    render.lamp("AREA", (0.2, -3.0, 2.4), 34, (1.0, 0.97, 0.92), target=(0, 2, 0.8), size=2.5)
    render.sky((0.6, 0.68, 0.8), 0.25)
    render.camera((0.3, -2.9, 1.5), (-0.08, 2.0, 1.2), 25)


def _armchair(spot: Spot) -> None:
    cover = fabric((0.26, 0.17, 0.105))
    spot.box((0, 0, 0.27), (0.8, 0.8, 0.22), cover, 0.05)
    spot.box((0, 0, 0.44), (0.62, 0.66, 0.18), cover, 0.07)
    spot.box((0, 0.34, 0.66), (0.78, 0.2, 0.78), cover, 0.08)
    for side in (-1, 1):
        spot.box((side * 0.38, 0, 0.44), (0.16, 0.82, 0.44), cover, 0.07)


def kitchen() -> None:
    """A family kitchen: counters along the back, a table in front, daylight from the left."""
    forget()
    floor = materials.tiles("floor", (0.42, 0.38, 0.32), (0.22, 0.20, 0.18), size=(0.4, 0.4))
    room(
        (-2.6, 2.6),
        (-3, 2.5),
        2.6,
        floor,
        wall_paint((0.55, 0.50, 0.38)),
        wall_paint((0.7, 0.69, 0.66)),
        paint(TRIM),
    )
    _counters(Spot(0, 2.18), 3.6)
    box((-2.15, 2.12, 0.95), (0.75, 0.72, 1.9), paint((0.62, 0.63, 0.64), 0.3), 0.03)
    box((-2.15, 1.75, 1.3), (0.72, 0.02, 0.006), paint((0.1, 0.1, 0.1)), 0)
    for z in (1.12, 1.5):
        box((-1.87, 1.73, z), (0.025, 0.03, 0.28), metal(), 0.008)
    window(Spot(0.55, 2.46, 1.62), 1.3, 0.95, glowing("day", (0.82, 0.92, 1.0), 4.0))
    table(Spot(0.6, 0.25), (1.5, 0.85, 0.75), (0.26, 0.14, 0.07))
    for x, y, turn in ((0.2, 0.95, 0.15), (1.1, 0.95, -0.2), (1.65, 0.2, -1.5), (-0.45, 0.3, 1.4)):
        chair(Spot(x, y, 0, turn), (0.24, 0.13, 0.065))
    for x, y in ((0.35, 0.35), (0.9, 0.1)):
        tube((x, y, 0.80), 0.038, 0.09, paint((0.15, 0.25, 0.35)), bevel=0.006)
    tube((0.62, 0.38, 0.785), 0.16, 0.07, paint((0.6, 0.57, 0.5)), top=0.19)
    for k in range(5):
        ball(
            (0.56 + 0.05 * k % 0.17, 0.33 + 0.03 * k, 0.84),
            0.038,
            paint([(0.5, 0.05, 0.03), (0.55, 0.35, 0.04)][k % 2], 0.35),
        )
    _ceiling_light(0.6, 0.3, 2.6, 24)
    render.lamp("AREA", (-2.4, -0.8, 2.0), 70, (1.0, 0.95, 0.87), target=(0.6, 1.2, 0.7), size=1.6)
    render.lamp("AREA", (0.55, 2.35, 1.7), 30, (0.9, 0.95, 1.0), target=(0.5, 0, 0.9), size=1.1)
    render.sky((0.6, 0.65, 0.75), 0.22)
    render.camera((-0.1, -2.75, 1.5), (0.02, 2, 1.2), 25)


def _counters(spot: Spot, width: float) -> None:
    """Cupboards above and below a worktop, a stove among them."""
    front, top = (
        paint((0.20, 0.27, 0.25), 0.45),
        mottled("worktop", (0.30, 0.28, 0.25), 0.25, spread=0.4, scale=90, relief=0),
    )
    spot.box((0.35, 0.0, 0.44), (width, 0.58, 0.80), front, 0.004)
    spot.box((0.35, -0.02, 0.89), (width + 0.04, 0.64, 0.04), top, 0.008)
    spot.box(
        (0.35, 0.29, 1.12),
        (width, 0.012, 0.45),
        materials.tiles(
            "splash", (0.62, 0.60, 0.55), (0.4, 0.38, 0.35), size=(0.15, 0.075), upright="y", offset=0.5
        ),
        0,
    )
    steel = metal((0.5, 0.5, 0.51), 0.3)
    for k in range(6):
        x = 0.35 - width / 2 + (k + 0.5) * width / 6
        spot.box((x, -0.30, 0.44), (width / 6 - 0.02, 0.02, 0.74), front, 0.006)
        spot.box((x, -0.325, 0.76), (0.14, 0.02, 0.014), steel, 0.005)
        if not 1.5 < k < 4.5:
            spot.box((x, 0.14, 1.83), (width / 6 - 0.01, 0.33, 0.75), front, 0.006)
            spot.box((x, -0.035, 1.53), (0.14, 0.02, 0.014), steel, 0.005)
    spot.box((-0.85, -0.31, 0.47), (0.58, 0.03, 0.82), paint((0.03, 0.03, 0.032), 0.25), 0.008)
    spot.box((-0.85, -0.34, 0.74), (0.48, 0.03, 0.02), steel, 0.008)
    for x in (-0.98, -0.72):
        for y in (-0.12, 0.12):
            spot.tube((x, y, 0.915), 0.085, 0.012, paint((0.02, 0.02, 0.02), 0.5))
    spot.tube((-0.98, 0.12, 0.99), 0.1, 0.14, steel, bevel=0.01)
    spot.box((0.75, 0.0, 0.905), (0.6, 0.42, 0.01), steel, 0.02)
    spot.tube((0.75, 0.22, 1.05), 0.014, 0.3, steel)
    spot.tube((0.75, 0.13, 1.2), 0.012, 0.2, steel, (math.pi / 2, 0, 0))
    for x, color in ((1.55, (0.45, 0.12, 0.06)), (1.72, (0.5, 0.45, 0.35)), (1.86, (0.1, 0.2, 0.25))):
        spot.tube((x, 0.1, 1.0), 0.06, 0.18, paint(color, 0.4), bevel=0.012)
