"""Cars and police cars."""

from __future__ import annotations

import math

import materials
from materials import Color, plain
from props import Material, Spot, metal, paint, sheet

CAR_SIDE = [
    (-2.28, 0.38), (-2.30, 0.62), (-2.22, 0.86), (-1.95, 0.93), (-1.55, 0.96), (-1.05, 1.33), (-0.5, 1.46), (0.25, 1.45),
    (0.62, 1.32), (1.12, 0.97), (1.75, 0.90), (2.14, 0.80), (2.30, 0.62), (2.28, 0.36),
]  # fmt: skip


def car(
    spot: Spot, color: Color, lit: bool = False, police: bool = False, lights: tuple[float, float] = (0, 0)
) -> None:
    """A sedan along x, nose to +x; a police car has a light bar whose (red, blue) glow as given."""
    body = plain("car paint", color, 0.3, coat_weight=1.0, coat_roughness=0.04)
    dark = plain("car glass", (0.006, 0.007, 0.009), 0.04)
    _car_shell(spot, body, dark)
    if police:
        _car_livery(spot)
        _light_bar(spot, lights)
    rubber, rim = paint((0.012, 0.012, 0.013), 0.85), metal((0.4, 0.4, 0.42), 0.35)
    for x in (-1.42, 1.42):
        for side in (-1, 1):
            spot.tube((x, side * 0.80, 0.33), 0.335, 0.24, rubber, (math.pi / 2, 0, 0), bevel=0.04)
            spot.tube((x, side * 0.905, 0.33), 0.20, 0.04, rim, (math.pi / 2, 0, 0), bevel=0.01)
    _car_lamps(spot, lit)


def _car_shell(spot: Spot, body: Material, dark: Material) -> None:
    widths = [0.80 if z < 1.0 else 0.90 - 0.62 * (z - 0.93) for _, z in CAR_SIDE]
    widths = [0.90 if 0.5 < z < 0.97 else w for (_, z), w in zip(CAR_SIDE, widths, strict=True)]
    count = len(CAR_SIDE)
    rings = [
        [spot.at(x, share * wide, z) for (x, z), wide in zip(CAR_SIDE, widths, strict=True)]
        for share in (-1, -0.5, 0.5, 1)
    ]
    points = [point for ring in rings for point in ring]
    faces = [
        (r * count + k, r * count + k + 1, (r + 1) * count + k + 1, (r + 1) * count + k)
        for r in range(3)
        for k in range(count - 1)
    ]
    low = [0, 1, 2, 3, 4, 9, 10, 11, 12, 13]
    roof = [4, 5, 6, 7, 8, 9]
    for ring in (0, 3):
        faces.append(tuple(ring * count + k for k in low))  # type: ignore[arg-type]
        faces.append(tuple(ring * count + k for k in roof))  # type: ignore[arg-type]
    shell = sheet(points, faces, body)
    edge = shell.modifiers.new("bevel", "BEVEL")
    edge.width, edge.segments, edge.limit_method, edge.angle_limit = 0.05, 4, "ANGLE", 0.35
    for side in (-1, 1):
        pane = [(-1.38, 0.99), (-1.0, 1.30), (-0.5, 1.40), (0.2, 1.39), (0.55, 1.29), (0.98, 0.99)]
        sheet(
            [spot.at(x, side * (0.907 - 0.62 * (z - 0.93) + 0.004), z) for x, z in pane],
            [tuple(range(6))],
            dark,
        )
        spot.box((-0.3, side * 0.80, 1.19), (0.05, 0.05, 0.42), body, 0.01, (side * 0.55, 0, 0))
        spot.box((0.85, side * 0.98, 1.02), (0.12, 0.18, 0.12), body, 0.03)
    for nose, foot, top in ((1, (1.08, 1.0), (0.66, 1.32)), (-1, (1.50, 1.0), (1.09, 1.33))):
        pane = [(foot[0] * nose + 0.012 * nose, 0.80, foot[1]), (top[0] * nose + 0.012 * nose, 0.60, top[1])]
        (x0, y0, z0), (x1, y1, z1) = pane
        sheet(
            [
                spot.at(x0, -y0, z0 + 0.012),
                spot.at(x0, y0, z0 + 0.012),
                spot.at(x1, y1, z1 + 0.012),
                spot.at(x1, -y1, z1 + 0.012),
            ],
            [(0, 1, 2, 3)],
            dark,
        )
    spot.box((0, 0, 0.34), (3.9, 1.62, 0.2), paint((0.015, 0.015, 0.016), 0.8), 0.03)


def _car_livery(spot: Spot) -> None:
    white = plain("door white", (0.7, 0.7, 0.7), 0.3, coat_weight=1.0)
    for side in (-1, 1):
        spot.box((-0.15, side * 0.902, 0.70), (1.9, 0.012, 0.42), white, 0.003)
        spot.box((-0.15, side * 0.909, 0.66), (1.9, 0.006, 0.05), paint((0.5, 0.38, 0.1), 0.4), 0)


def _light_bar(spot: Spot, lights: tuple[float, float]) -> None:
    red, blue = lights
    spot.box((-0.2, 0, 1.49), (0.30, 1.15, 0.05), paint((0.01, 0.01, 0.012), 0.3), 0.01)
    for side, color, glow in ((-1, (1.0, 0.03, 0.02), red), (1, (0.03, 0.12, 1.0), blue)):
        spot.box(
            (-0.2, side * 0.33, 1.56),
            (0.26, 0.44, 0.10),
            materials.glowing("light bar", color, max(glow, 0.05)),
            0.03,
        )


def _car_lamps(spot: Spot, lit: bool) -> None:
    white = materials.glowing("headlight", (1.0, 0.93, 0.8), 30.0 if lit else 0.15)
    red = materials.glowing("tail light", (1.0, 0.03, 0.015), 7.0 if lit else 0.1)
    for side in (-1, 1):
        spot.box((2.225, side * 0.66, 0.70), (0.1, 0.34, 0.13), white, 0.03)
        spot.box((-2.245, side * 0.68, 0.76), (0.1, 0.32, 0.14), red, 0.03)
    spot.box((2.27, 0, 0.56), (0.05, 0.9, 0.16), paint((0.01, 0.01, 0.01), 0.4), 0.02)
    spot.box((-2.30, 0, 0.58), (0.03, 0.42, 0.12), paint((0.6, 0.6, 0.58), 0.5), 0.005)
