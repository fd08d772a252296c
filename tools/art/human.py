"""MakeHuman's material as plain arrays: shapes, targets, garments. It alone reads those files, and knows no Blender.

All points are in Blender's axes and meters: x to the person's left, -y the way the person looks, z up.
"""

from __future__ import annotations

import gzip
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

Points = NDArray[np.float64]


Faces = list[list[int]]


METERS = 0.1  # MakeHuman counts in decimeters


def to_meters(points: Points) -> Points:
    """MakeHuman's y-up decimeters as Blender's z-up meters."""
    return np.stack([points[..., 0], -points[..., 2], points[..., 1]], -1) * METERS


@dataclass(frozen=True, slots=True)
class Surface:
    """Points and faces, with the texture's corners when the file has them."""

    points: Points
    faces: Faces
    uvs: Points | None = None
    face_uvs: Faces | None = None


@dataclass(frozen=True, slots=True)
class Fit:
    """How a garment hangs on the body: for each of its points three body points, their shares and an offset."""

    surface: Surface
    anchors: NDArray[np.int64]
    shares: Points
    hidden: frozenset[int]

    def carry(self, values: Points) -> Points:
        """Whatever the body has at each point (bone weights, say), brought over to the garment."""
        return np.einsum("nk,nkj->nj", self.shares, values[self.anchors])


@dataclass(frozen=True, slots=True)
class Body:
    """The common mesh of all people: its neutral points and the faces of each named group."""

    points: Points
    groups: Mapping[str, Faces]

    def members(self, group: str) -> NDArray[np.int64]:
        """The points a group uses, in rising order."""
        return np.array(sorted({corner for face in self.groups[group] for corner in face}))


@dataclass(frozen=True, slots=True)
class Wardrobe:
    """The folder of MakeHuman's files, read as they are asked for."""

    root: Path

    def body(self) -> Body:
        """The common mesh."""
        return _read_body(self.root / "base.obj")

    def shape(self, targets: Mapping[str, float]) -> Points:
        """The body with the named targets applied, each by its weight.

        Raises FileNotFoundError with the target's path for a name that MakeHuman does not have.
        """
        points = self.body().points.copy()
        for name, weight in targets.items():
            where, change = _read_target(self.root / "targets" / f"{name}.target.gz")
            points[where] += weight * change
        return points

    def reach(self, target: str) -> Points:
        """How far one target moves each point, in meters."""
        where, change = _read_target(self.root / "targets" / f"{target}.target.gz")
        reach = np.zeros(len(self.body().points))
        reach[where] = np.linalg.norm(change, axis=1)
        return reach

    def fit(self, kind: str, name: str, shape: Points) -> Fit:
        """A garment, hair piece or eyebrow fitted to a shape of the body."""
        return _fit(self.root / kind / name / f"{name}.mhclo", shape)


@lru_cache(maxsize=1)
def _read_body(path: Path) -> Body:
    points: list[list[float]] = []
    groups: dict[str, Faces] = {}
    group = ""
    for line in path.read_text().splitlines():
        match line.split():
            case ["v", *xyz]:
                points.append([float(value) for value in xyz[:3]])
            case ["g", name]:
                group = name
            case ["f", *corners]:
                groups.setdefault(group, []).append([int(corner.split("/")[0]) - 1 for corner in corners])
    return Body(to_meters(np.array(points)), groups)


@lru_cache(maxsize=256)
def _read_target(path: Path) -> tuple[NDArray[np.int64], Points]:
    with gzip.open(path, "rt") as lines:
        rows = [row for row in map(str.split, lines) if len(row) == 4 and row[0].isdigit()]
    where = np.array([int(row[0]) for row in rows], dtype=np.int64)
    change = np.array([[float(value) for value in row[1:]] for row in rows]).reshape(-1, 3)
    return where, to_meters(change)


def _fit(path: Path, shape: Points) -> Fit:
    anchors, shares, offsets, scales, hidden, surface_name = _read_fitting(path)
    anchors_at = shape[anchors]
    stretch = np.array([_extent(shape, scales[axis]) for axis in "xyz"])
    points = np.einsum("nk,nkj->nj", shares, anchors_at) + to_meters(offsets * stretch)
    faces, uvs, face_uvs = _read_faces(path.parent / surface_name)
    return Fit(Surface(points, faces, uvs, face_uvs), anchors, shares, frozenset(hidden))


def _extent(shape: Points, scale: tuple[int, int, float, int] | None) -> float:
    """How much wider this shape is, along one axis, than the one the garment was drawn on."""
    if scale is None:
        return 1.0
    first, second, drawn, axis = scale
    return float(abs(shape[first][axis] - shape[second][axis])) / METERS / drawn


def _read_fitting(path: Path):  # type: ignore[no-untyped-def]
    anchors, shares, offsets, hidden = [], [], [], set()
    scales: dict[str, tuple[int, int, float, int] | None] = {"x": None, "y": None, "z": None}
    axis_of = {"x": 0, "y": 2, "z": 1}
    section = surface_name = ""
    for line in path.read_text().splitlines():
        match line.split():
            case ["x_scale" | "y_scale" | "z_scale" as key, first, second, drawn, *_]:
                scales[key[0]] = (int(first), int(second), float(drawn), axis_of[key[0]])
            case ["obj_file", name]:
                surface_name = name
            case ["verts" | "delete_verts" as key, *_]:
                section = key
            case [a, b, c, d, e, f, x, y, z, *_] if section == "verts":
                anchors.append([int(a), int(b), int(c)])
                shares.append([float(d), float(e), float(f)])
                offsets.append([float(x), float(y), float(z)])
            case [only] if section == "verts" and only.isdigit():
                anchors.append([int(only)] * 3)
                shares.append([1.0, 0.0, 0.0])
                offsets.append([0.0, 0.0, 0.0])
            case [first, *_] as words if section == "delete_verts" and first.isdigit():
                hidden |= _ranges(words)
    return np.array(anchors), np.array(shares), np.array(offsets), scales, hidden, surface_name


def _ranges(words: list[str]) -> set[int]:
    """The points that "3 7 - 9 12" names."""
    text = " ".join(words).replace(" - ", "-")
    members: set[int] = set()
    for word in text.split():
        first, _, last = word.partition("-")
        members |= set(range(int(first), int(last or first) + 1))
    return members


def _read_faces(path: Path) -> tuple[Faces, Points, Faces]:
    uvs: list[list[float]] = []
    faces: Faces = []
    face_uvs: Faces = []
    for line in path.read_text().splitlines():
        match line.split():
            case ["vt", u, v, *_]:
                uvs.append([float(u), float(v)])
            case ["f", *corners]:
                pairs = [corner.split("/") for corner in corners]
                faces.append([int(pair[0]) - 1 for pair in pairs])
                face_uvs.append([int(pair[1]) - 1 if len(pair) > 1 and pair[1] else 0 for pair in pairs])
    return faces, np.array(uvs), face_uvs
