"""Things that rooms and streets are made of: boxes, cloth, furniture, doors, lamps, plants, cars. It lights nothing but lamps."""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import cache

import bmesh
import bpy
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
