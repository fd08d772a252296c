"""Arrays as Blender objects that can be moved to a new pose. It alone builds meshes and strands from arrays."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

import bpy
import numpy as np
from human import Faces, Points
from numpy.typing import NDArray


@dataclass(frozen=True, slots=True)
class Layer:
    """A mesh made from some of a set of points."""

    shown: bpy.types.Object
    used: NDArray[np.int64]

    def move(self, points: Points) -> None:
        """Put the mesh where its points are now."""
        self.shown.data.vertices.foreach_set("co", points[self.used].astype(np.float32).ravel())
        self.shown.data.update()


@dataclass(frozen=True, slots=True)
class Strands:
    """Hair: many curves of equally many points."""

    shown: bpy.types.Object

    def move(self, points: Points) -> None:
        """Put the strands (strands x points x 3) where they are now."""
        curves = self.shown.data
        curves.attributes["position"].data.foreach_set("vector", points.astype(np.float32).ravel())
        curves.update_tag()


def layer(
    name: str,
    points: Points,
    faces: Iterable[list[int]],
    material: bpy.types.Material,
    *,
    smooth: int = 1,
    masks: Mapping[str, Points] | None = None,
    thick: float = 0.0,
    uvs: tuple[Points, Faces] | None = None,
) -> Layer:
    """A smooth mesh of the given faces; masks are values at each of the points; `rest` is kept for the materials."""
    faces = list(faces)
    used = np.array(sorted({corner for face in faces for corner in face}))
    index = {point: order for order, point in enumerate(used)}
    mesh = bpy.data.meshes.new(name)
    mesh.from_pydata(points[used].tolist(), [], [[index[corner] for corner in face] for face in faces])
    mesh.polygons.foreach_set("use_smooth", np.ones(len(faces), dtype=bool))
    _carry(mesh, "rest", "FLOAT_VECTOR", "vector", points[used])
    for mask, values in (masks or {}).items():
        _carry(mesh, mask, "FLOAT", "value", values[used])
    if uvs:
        corners = uvs[0][[corner for face in uvs[1] for corner in face]]
        mesh.uv_layers.new(name="uv").data.foreach_set("uv", corners.astype(np.float32).ravel())
    mesh.materials.append(material)
    shown = bpy.data.objects.new(name, mesh)
    bpy.context.collection.objects.link(shown)
    if thick:
        shown.modifiers.new("thick", "SOLIDIFY").thickness = thick
    if smooth:
        subdivision = shown.modifiers.new("smooth", "SUBSURF")
        subdivision.levels = subdivision.render_levels = smooth
    return Layer(shown, used)


def _carry(mesh: bpy.types.Mesh, name: str, kind: str, field: str, values: Points) -> None:
    attribute = mesh.attributes.new(name, kind, "POINT")
    attribute.data.foreach_set(field, np.ascontiguousarray(values, dtype=np.float32).ravel())


def strands(
    name: str, points: Points, thickness: float, material: bpy.types.Material, tip: float = 0.25
) -> Strands:
    """Hair from points (strands x points x 3), thinner toward the tip; thickness in meters."""
    count, length, _ = points.shape
    curves = bpy.data.hair_curves.new(name)
    curves.add_curves([length] * count)
    curves.attributes["position"].data.foreach_set("vector", points.astype(np.float32).ravel())
    radius = curves.attributes.get("radius") or curves.attributes.new("radius", "FLOAT", "POINT")
    taper = np.tile(np.linspace(1, tip, length), count) * thickness / 2
    radius.data.foreach_set("value", taper.astype(np.float32))
    curves.materials.append(material)
    shown = bpy.data.objects.new(name, curves)
    bpy.context.collection.objects.link(shown)
    return Strands(shown)


def parts(count: int, faces: Faces) -> NDArray[np.int64]:
    """For each point the number of the connected part it belongs to, the largest part first."""
    leader = np.arange(count)

    def find(point: int) -> int:
        while leader[point] != point:
            leader[point] = leader[leader[point]]
            point = leader[point]
        return point

    for face in faces:
        for corner in face[1:]:
            leader[find(corner)] = find(face[0])
    found = np.array([find(point) for point in range(count)])
    names, sizes = np.unique(found, return_counts=True)
    order = {name: rank for rank, name in enumerate(names[np.argsort(-sizes)])}
    return np.array([order[name] for name in found])


def normals(points: Points, faces: Faces) -> Points:
    """The outward direction at each point."""
    total = np.zeros_like(points)
    for corners in {len(face) for face in faces}:
        rows = np.array([face for face in faces if len(face) == corners])
        across = np.cross(points[rows[:, 2]] - points[rows[:, 0]], points[rows[:, -1]] - points[rows[:, 1]])
        for corner in range(corners):
            np.add.at(total, rows[:, corner], across)
    return total / np.maximum(np.linalg.norm(total, axis=1, keepdims=True), 1e-12)
