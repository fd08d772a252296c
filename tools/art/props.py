"""Things that rooms and streets are made of: boxes, cloth, furniture, doors, lamps, plants, cars. It lights nothing but lamps."""

from __future__ import annotations

import math
import random
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import cache

import bmesh
import bpy
import materials
import numpy as np
from materials import Color, mottled, plain
from mathutils import Matrix

Place = Sequence[float]
Material = bpy.types.Material


def box(
    place: Place,
    size: Place,
    material: Material,
    bevel: float = 0.008,
    turn: Place = (0, 0, 0),
    segments: int = 3,
) -> bpy.types.Object:
    """A box by its middle and its size; bevel softens the edges."""
    mesh = bpy.data.meshes.new("box")
    made = bmesh.new()
    bmesh.ops.create_cube(made, size=1, matrix=Matrix.Diagonal((*size, 1)))
    made.to_mesh(mesh)
    return _shown(mesh, place, turn, material, min(bevel, min(size) * 0.49), segments)


def tube(
    place: Place,
    radius: float,
    length: float,
    material: Material,
    turn: Place = (0, 0, 0),
    top: float | None = None,
    bevel: float = 0.0,
) -> bpy.types.Object:
    """A round post along z, or a cone when its top is narrower."""
    mesh = bpy.data.meshes.new("tube")
    made = bmesh.new()
    top = radius if top is None else top
    bmesh.ops.create_cone(made, cap_ends=True, segments=40, radius1=radius, radius2=top, depth=length)
    made.to_mesh(mesh)
    return _shown(mesh, place, turn, material, bevel, 3)


def ball(place: Place, radius: float, material: Material, stretch: Place = (1, 1, 1)) -> bpy.types.Object:
    """A ball, or an egg."""
    mesh = bpy.data.meshes.new("ball")
    made = bmesh.new()
    bmesh.ops.create_uvsphere(made, u_segments=32, v_segments=18, radius=radius)
    bmesh.ops.scale(made, vec=stretch, verts=made.verts)
    made.to_mesh(mesh)
    return _shown(mesh, place, (0, 0, 0), material, 0, 0)


def sheet(
    points: Sequence[Place],
    faces: Sequence[Sequence[int]],
    material: Material,
    thick: float = 0.0,
    smooth: int = 0,
) -> bpy.types.Object:
    """A surface through points."""
    mesh = bpy.data.meshes.new("sheet")
    mesh.from_pydata([tuple(point) for point in points], [], [list(face) for face in faces])
    shown = _shown(mesh, (0, 0, 0), (0, 0, 0), material, 0, 0)
    if thick:
        shown.modifiers.new("thick", "SOLIDIFY").thickness = thick
    if smooth:
        shown.modifiers.new("smooth", "SUBSURF").render_levels = smooth
    return shown


def _shown(
    mesh: bpy.types.Mesh, place: Place, turn: Place, material: Material, bevel: float, segments: int
) -> bpy.types.Object:
    mesh.polygons.foreach_set("use_smooth", np.ones(len(mesh.polygons), dtype=bool))
    mesh.set_sharp_from_angle(angle=0.6)
    shown = bpy.data.objects.new(mesh.name, mesh)
    shown.location, shown.rotation_euler = place, turn
    mesh.materials.append(material)
    bpy.context.collection.objects.link(shown)
    if bevel:
        edge = shown.modifiers.new("bevel", "BEVEL")
        edge.width, edge.segments, edge.limit_method = bevel, segments, "ANGLE"
        edge.harden_normals = True
    return shown


@dataclass(frozen=True, slots=True)
class Spot:
    """A place on the floor and a direction: things are put relative to it."""

    x: float
    y: float
    z: float = 0.0
    turn: float = 0.0  # radians

    def at(self, x: float, y: float, z: float) -> tuple[float, float, float]:
        """A point beside the spot, in the room."""
        c, s = math.cos(self.turn), math.sin(self.turn)
        return (self.x + x * c - y * s, self.y + x * s + y * c, self.z + z)

    def box(
        self, place: Place, size: Place, material: Material, bevel: float = 0.008, tilt: Place = (0, 0, 0)
    ) -> bpy.types.Object:
        """A box put relative to the spot."""
        return box(self.at(*place), size, material, bevel, (tilt[0], tilt[1], tilt[2] + self.turn))

    def tube(
        self,
        place: Place,
        radius: float,
        length: float,
        material: Material,
        tilt: Place = (0, 0, 0),
        **more: float,
    ) -> bpy.types.Object:
        """A tube put relative to the spot."""
        return tube(
            self.at(*place), radius, length, material, (tilt[0], tilt[1], tilt[2] + self.turn), **more
        )


@cache
def _made(kind: Callable[..., Material], *words: object) -> Material:
    return kind(*words)


def forget() -> None:
    """Drop materials of an earlier scene."""
    _made.cache_clear()


def wood(color: Color = (0.20, 0.10, 0.045)) -> Material:
    """Varnished wood."""
    return _made(_wood, tuple(color))


def _wood(color: Color) -> Material:
    return mottled("wood", color, 0.4, spread=0.3, scale=5, relief=0.05, stretch=(1, 6, 1))


def paint(color: Color, roughness: float = 0.5) -> Material:
    """Even paint."""
    return _made(plain, "paint", tuple(color), roughness)


def wall_paint(color: Color) -> Material:
    """Plaster, painted."""
    return _made(_wall_paint, tuple(color))


def _wall_paint(color: Color) -> Material:
    return mottled("wall", color, 0.85, spread=0.05, scale=3, relief=0.04)


def metal(color: Color = (0.55, 0.55, 0.56), roughness: float = 0.3) -> Material:
    """Metal."""
    return _made(_metal, tuple(color), roughness)


def _metal(color: Color, roughness: float) -> Material:
    return plain("metal", color, roughness, metallic=1.0)


def fabric(color: Color) -> Material:
    """Upholstery."""
    return _made(_fabric, tuple(color))


def _fabric(color: Color) -> Material:
    return mottled("fabric", color, 0.95, spread=0.18, scale=70, relief=0.25, sheen_weight=0.4)


def room(
    x: tuple[float, float],
    y: tuple[float, float],
    height: float,
    floor: Material,
    walls: Material,
    ceiling: Material,
    trim: Material | None = None,
) -> None:
    """Floor, ceiling and side walls with back wall; the near side is open for the camera."""
    (x0, x1), (y0, y1) = x, y
    mx, my, dx, dy = (x0 + x1) / 2, (y0 + y1) / 2, x1 - x0, y1 - y0
    box((mx, my, -0.05), (dx, dy, 0.1), floor, 0)
    box((mx, my, height + 0.05), (dx, dy, 0.1), ceiling, 0)
    box((mx, y1 + 0.05, height / 2), (dx, 0.1, height), walls, 0)
    for side, out in ((x0, -0.05), (x1, 0.05)):
        box((side + out, my, height / 2), (0.1, dy, height), walls, 0)
        if trim:
            box((side - out * 0.3, my, 0.06), (0.03, dy, 0.12), trim, 0.006)
    if trim:
        box((mx, y1 - 0.015, 0.06), (dx, 0.03, 0.12), trim, 0.006)


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
    spot.box((0, -0.005, height + 0.06), (width + 0.2, 0.09, 0.1), frame, 0.008)
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
        spot.box((0, -0.03, z), (width + 0.05, 0.05, 0.05), white, 0.006)
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
