"""Small worn things and where they are fastened on a clothed chest. It alone finds such places."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import bpy
import numpy as np
from human import Faces, Points
from mathutils import Matrix, Vector
from mathutils.bvhtree import BVHTree


@dataclass(frozen=True, slots=True)
class Front:
    """The clothed chest as it stands now, to fasten things on."""

    points: Points
    faces: Faces
    tree: BVHTree
    chest: Vector  # the middle of the chest, at the height of the armpits

    def spot(self, across: float, up: float, lift: float = 0.0) -> Matrix | None:
        """The place seen from the front at (across, up) from the chest; its z points outward, its y up."""
        start = Vector((self.chest.x + across, self.chest.y - 1, self.chest.z + up))
        place, normal, _, _ = self.tree.ray_cast(start, Vector((0, 1, 0)))
        if place is None:
            return None
        normal = (normal if normal.y < 0 else -normal).normalized()
        right = Vector((0, 0, 1)).cross(normal).normalized()
        turn = Matrix((right, normal.cross(right), normal)).transposed().to_4x4()
        return Matrix.Translation(place + normal * lift) @ turn


def front(points: Points, faces: Faces, chest: Vector) -> Front:
    """A chest to fasten things on."""
    return Front(points, faces, BVHTree.FromPolygons(points.tolist(), faces), chest)


def _put(
    mesh_maker: str,
    where: Matrix,
    extent: Sequence[float],
    material: bpy.types.Material,
    bevel: float,
    **shape: float,
) -> bpy.types.Object:
    getattr(bpy.ops.mesh, f"primitive_{mesh_maker}_add")(**shape)
    made = bpy.context.object
    made.matrix_world = where @ Matrix.Diagonal((*extent, 1))
    made.data.materials.append(material)
    made["worn"] = True
    bpy.ops.object.transform_apply(location=False, rotation=False, scale=True)
    if bevel:
        edge = made.modifiers.new("bevel", "BEVEL")
        edge.width, edge.segments, edge.limit_method = bevel, 3, "ANGLE"
    made.data.polygons.foreach_set("use_smooth", np.ones(len(made.data.polygons), dtype=bool))
    return made


def block(
    where: Matrix, size: Sequence[float], material: bpy.types.Material, bevel: float = 0.003
) -> bpy.types.Object:
    """A box with soft edges."""
    return _put("cube", where, size, material, bevel, size=1)


def disk(
    where: Matrix, radius: float, depth: float, material: bpy.types.Material, bevel: float = 0.0015
) -> bpy.types.Object:
    """A flat round thing."""
    return _put("cylinder", where, (radius, radius, depth), material, bevel, radius=1, depth=1, vertices=40)


def cord(
    name: str, points: Sequence[Sequence[float]], radius: float, material: bpy.types.Material
) -> bpy.types.Object:
    """A round cord through points."""
    curve = bpy.data.curves.new(name, "CURVE")
    curve.dimensions, curve.bevel_depth, curve.bevel_resolution = "3D", radius, 3
    spline = curve.splines.new("NURBS")
    spline.points.add(len(points) - 1)
    spline.points.foreach_set("co", np.c_[np.array(points), np.ones(len(points))].ravel())
    spline.use_endpoint_u, spline.order_u = True, 3
    shown = bpy.data.objects.new(name, curve)
    shown["worn"] = True
    curve.materials.append(material)
    bpy.context.collection.objects.link(shown)
    return shown


def outline(
    where: Matrix, shape: Sequence[tuple[float, float]], depth: float, material: bpy.types.Material
) -> bpy.types.Object:
    """A plate cut to an outline (a badge's shield, a stripe)."""
    count = len(shape)
    back = [(x, y, 0.0) for x, y in shape]
    cx, cy = np.mean(shape, axis=0)
    top = [(cx + (x - cx) * 0.9, cy + (y - cy) * 0.9, depth) for x, y in shape]
    sides = [[k, (k + 1) % count, count + (k + 1) % count, count + k] for k in range(count)]
    mesh = bpy.data.meshes.new("plate")
    mesh.from_pydata(back + top, [], [*sides, list(range(count, 2 * count))])
    made = bpy.data.objects.new("plate", mesh)
    made.matrix_world = where
    made["worn"] = True
    mesh.materials.append(material)
    bpy.context.collection.objects.link(made)
    return made


def take_off() -> None:
    """Remove everything worn, before the next mood."""
    for shown in [shown for shown in bpy.data.objects if shown.get("worn")]:
        bpy.data.objects.remove(shown)
