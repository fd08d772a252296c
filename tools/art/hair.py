"""Hair, brows and lashes as strands grown on the rest shape. It alone knows how hair grows and falls."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import bmesh
import numpy as np
from human import Faces, Fit, Points, Wardrobe
from mathutils import Vector
from mathutils.bvhtree import BVHTree
from mesh import normals

# the natural hairline: at this height above the eyes hair begins this far behind them (meters)
HAIRLINE = (
    (-0.08, 0.122),
    (-0.035, 0.095),
    (-0.02, 0.079),
    (0.02, 0.062),
    (0.04, 0.05),
    (0.055, 0.033),
    (0.067, 0.0),
    (0.076, -0.06),
)


@dataclass(frozen=True, slots=True)
class Cut:
    """How somebody wears their hair; lengths in meters."""

    length: float
    guides: int = 2600
    children: int = 10
    lift: float = 0.5  # how far strands stand off the scalp at the root
    comb: Sequence[float] = (0, 0.6, -0.2)  # the way they are combed
    part: float | None = None  # where the parting is (x); strands fall to both sides of it
    aside: float = 0.8  # how strongly they fall away from the parting
    weight: float = 0.25  # how fast they turn down
    curl: float = 0.0  # radius of the curls
    turns: float = 3.0
    spread: float = 0.006  # how wide a lock is
    clump: float = 0.5
    ragged: float = 0.25
    layer: float = 0.012  # how deep the hair lies
    knot: Sequence[float] | None = None  # gathered here, from the head's middle
    tail: float = 0.0  # length beyond the knot
    bald: float = 0.0  # 0 full .. 1 bare on top
    receding: float = 0.0
    low: float = 0.004  # how much lower than usual hair begins on the forehead
    sides: float = 1.0  # length above the ears and at the nape against the top
    thickness: float = 0.00028


@dataclass(frozen=True, slots=True)
class Head:
    """What hair grows on and must not enter."""

    points: Points
    faces: Faces
    middle: Points
    cover: Points  # how much hair each point bears, 0..1
    outside: BVHTree


def head(wardrobe: Wardrobe, shape: Points, low: float) -> Head:
    """The head of one shape, with the natural hairline, moved down by `low` meters."""
    body = wardrobe.body()
    eyes = (shape[body.members("helper-l-eye")].mean(0) + shape[body.members("helper-r-eye")].mean(0)) / 2
    off = shape - eyes
    ahead = np.interp(off[:, 2] + low, *zip(*HAIRLINE, strict=True)) - 1.3 * low
    bears = np.clip((off[:, 1] - ahead) / 0.008, 0, 1) * np.clip((off[:, 2] + 0.075) / 0.01, 0, 1)
    skin = np.zeros(len(shape))
    skin[body.members("body")] = 1
    cover = bears * skin * _not_ears(off)
    faces = body.groups["body"]
    return Head(shape, faces, eyes + np.array([0, 0.085, 0.03]), cover, _outside(shape, faces, off, cover))


def _outside(shape: Points, faces: Faces, off: Points, cover: Points) -> BVHTree:
    """What hair lies on: the hull of the skull, so that no ear catches it, and the body below."""
    skull = bmesh.new()
    for point in shape[(cover > 0) | ((np.abs(off) < (0.068, 0.12, 0.12)).all(1) & (off[:, 2] > -0.03))]:
        skull.verts.new(point)
    bmesh.ops.convex_hull(skull, input=skull.verts)
    skull.verts.index_update()
    hull = [[corner.index for corner in face.verts] for face in skull.faces]
    points = [tuple(corner.co) for corner in skull.verts]
    low = [[corner + len(points) for corner in face] for face in faces if -0.6 < off[face[0]][2] < -0.1]
    return BVHTree.FromPolygons(points + shape.tolist(), hull + low)


def _not_ears(off: Points) -> Points:
    ear = (np.abs(off[:, 0]) > 0.069) & (off[:, 2] < 0.03) & (off[:, 1] > 0.055) & (off[:, 1] < 0.125)
    return np.where(ear, 0.0, 1.0)


def grow(head: Head, cut: Cut, seed: int) -> Points:
    """Strands (strands x points x 3) for one cut."""
    chance = np.random.default_rng(seed)
    roots, outward = _roots(head, cover(head, cut), cut.guides, chance)
    lengths = cut.length * (1 - cut.ragged * chance.random(len(roots))) * _by_place(head, cut, roots)
    layers = 0.001 + cut.layer * chance.random(len(roots)) ** 1.5
    steps = int(np.clip(cut.length / 0.009, 5, 44))
    guides = np.array(
        [_fall(head, cut, *strand, steps) for strand in zip(roots, outward, lengths, layers, strict=True)]
    )
    return _lock(guides, outward, cut, chance)


def cover(head: Head, cut: Cut) -> Points:
    """The hair that is left: temples and crown go first."""
    off = head.points - head.middle
    height = np.clip((off[:, 2] - 0.02) / 0.06, 0, 1)
    crown = cut.bald * height * 1.6
    front = (
        cut.receding
        * np.clip((-off[:, 1] - 0.015) / 0.05, 0, 1)
        * np.clip((off[:, 2] - 0.03) / 0.03, 0, 1)
        * 1.6
    )
    return np.asarray(head.cover * np.clip(1 - crown - front, 0, 1))


def _by_place(head: Head, cut: Cut, roots: Points) -> Points:
    """Shorter at the sides and the nape, as barbers cut."""
    height = np.clip((roots[:, 2] - head.middle[2] - 0.0) / 0.06, 0, 1)
    return np.asarray(cut.sides + (1 - cut.sides) * height)


def _roots(head: Head, cover: Points, count: int, chance: np.random.Generator) -> tuple[Points, Points]:
    """Places on the scalp and the way out there."""
    quads = np.array([face for face in head.faces if cover[face].max() > 0.02 and len(face) == 4])
    corners = head.points[quads]
    area = np.linalg.norm(np.cross(corners[:, 2] - corners[:, 0], corners[:, 3] - corners[:, 1]), axis=1)
    share = area * cover[quads].mean(1)
    chosen = quads[chance.choice(len(quads), count, p=share / share.sum())]
    u, v = chance.random((2, count, 1))
    weights = np.concatenate([(1 - u) * (1 - v), u * (1 - v), u * v, (1 - u) * v], 1)
    outward = normals(head.points, head.faces)
    at = np.einsum("nk,nkj->nj", weights, head.points[chosen])
    return at, np.einsum("nk,nkj->nj", weights, outward[chosen])


def _fall(
    head: Head, cut: Cut, root: Points, outward: Points, length: float, depth: float, steps: int
) -> Points:
    """One strand: off the scalp, along the comb, then down, never into the skin."""
    path = [Vector(root)]
    way = Vector(outward) * cut.lift + _combed(head, cut, root) * (1 - cut.lift)
    knot = Vector(head.middle + np.array(cut.knot)) if cut.knot else None
    step = (length if knot is None else 0.34) / (steps - 1)
    left = cut.tail * length if knot is not None else 0.0
    for _ in range(steps - 1):
        here = path[-1]
        if knot is not None and (knot - here).length > 0.012:
            way = (way * 0.35 + (knot - here).normalized() * 0.65).normalized()
        elif knot is not None and left <= 0:
            path.append(here.copy())
            continue
        else:
            knot, left = (None, left) if knot is None else (knot, left - step)
            way = (way.normalized() * (1 - cut.weight) + Vector((0, 0, -1)) * cut.weight).normalized()
        path.append(_clear(head, here, way.normalized() * step, depth))
    return np.array(path)


def _combed(head: Head, cut: Cut, root: Points) -> Vector:
    way = Vector(cut.comb)
    if cut.part is not None:
        off = (root[0] - head.middle[0] - cut.part) / 0.01
        way += Vector((cut.aside * float(np.clip(off, -1, 1)), 0, 0))
    return way.normalized()


def _clear(head: Head, here: Vector, step: Vector, depth: float) -> Vector:
    """One step on, along the skin where the way would lead into it, and at least `depth` above it."""
    nearest, normal, _, distance = head.outside.find_nearest(here)
    if nearest is None or distance > 0.06:
        return here + step
    if (here - nearest).dot(normal) < depth + 0.004 and step.dot(normal) < 0:
        length = step.length
        along = step - normal * step.dot(normal)
        step = along.normalized() * length if along.length > 1e-6 else step
    point = here + step
    nearest, normal, _, distance = head.outside.find_nearest(point)
    height = (point - nearest).dot(normal)
    return nearest + normal * depth if height < depth and distance < 0.06 else point


def _lock(guides: Points, outward: Points, cut: Cut, chance: np.random.Generator) -> Points:
    """Each guide's own lock of strands, closer together at the tip, curled if the hair is."""
    count, steps, _ = guides.shape
    offsets = chance.normal(0, cut.spread, (count, cut.children, 1, 3))
    offsets -= outward[:, None, None, :] * (offsets * outward[:, None, None, :]).sum(-1, keepdims=True) * 0.9
    along = np.linspace(0, 1, steps)[None, None, :, None]
    drawn = guides[:, None] + offsets * (1 - cut.clump * along)
    drawn = drawn + chance.normal(0, 0.0012, (count, cut.children, 1, 3)) * along * 2
    if cut.curl:
        phase = chance.random((count, cut.children, 1, 1)) * 0.9 + chance.random((count, 1, 1, 1)) * 6.28
        turn = phase + along * 6.28 * cut.turns
        first, second = _across(guides)
        swing = np.minimum(along * 4, 1) * cut.curl
        drawn = drawn + swing * (np.cos(turn) * first[:, None] + np.sin(turn) * second[:, None])
    return drawn.reshape(count * cut.children, steps, 3)


def _across(guides: Points) -> tuple[Points, Points]:
    """Two directions across each guide, for curls to turn in."""
    along = np.gradient(guides, axis=1)
    along /= np.maximum(np.linalg.norm(along, axis=2, keepdims=True), 1e-9)
    first = np.cross(along, np.array([0.3, 0.5, 0.8]))
    first /= np.maximum(np.linalg.norm(first, axis=2, keepdims=True), 1e-9)
    return first, np.cross(along, first)


def bun(center: Points, radius: float, seed: int, count: int = 1500) -> Points:
    """A wound knot of hair."""
    chance = np.random.default_rng(seed)
    axis = chance.normal(0, 1, (count, 3)) * np.array([0.5, 1.0, 0.5])
    axis /= np.linalg.norm(axis, axis=1, keepdims=True)
    first = np.cross(axis, np.array([0.2, 0.1, 1.0]))
    first /= np.linalg.norm(first, axis=1, keepdims=True)
    second = np.cross(axis, first)
    turn = np.linspace(0, 4.5, 16)[None, :, None] + chance.random((count, 1, 1)) * 6.28
    reach = radius * (0.86 + 0.14 * chance.random((count, 1, 1)))
    round_it = reach * (np.cos(turn) * first[:, None] + np.sin(turn) * second[:, None])
    return np.asarray(center + round_it * np.array([1, 0.75, 0.95]))


def beard(shape: Points, where: Points, faces: Faces, length: float, count: int, seed: int) -> Points:
    """Short hair on the cheeks, chin and upper lip, growing down."""
    chance = np.random.default_rng(seed)
    face = Head(shape, faces, shape[0], where, BVHTree.FromPolygons([], []))
    roots, outward = _roots(face, where, count, chance)
    way = outward * 0.45 + np.array([0, -0.1, -0.8]) + chance.normal(0, 0.22, roots.shape)
    way /= np.linalg.norm(way, axis=1, keepdims=True)
    reach = length * (0.5 + chance.random((count, 1)))
    return np.stack(
        [roots - way * 0.0005, roots + way * reach * 0.5 + outward * 0.0003, roots + way * reach], 1
    )


@dataclass(frozen=True, slots=True)
class Patch:
    """Places on a garment's faces, so that strands stay at the same places when the face moves."""

    faces: np.ndarray
    weights: Points
    luck: Points

    def at(self, points: Points) -> Points:
        """Where the places are now."""
        return np.asarray(np.einsum("nk,nkj->nj", self.weights, points[self.faces]))


def patch(fit: Fit, count: int, seed: int) -> Patch:
    """Random places on an eyebrow's strip."""
    chance = np.random.default_rng(seed)
    quads = np.array([face for face in fit.surface.faces if len(face) == 4])
    corners = fit.surface.points[quads]
    area = np.linalg.norm(np.cross(corners[:, 2] - corners[:, 0], corners[:, 3] - corners[:, 1]), axis=1)
    chosen = quads[chance.choice(len(quads), count, p=area / area.sum())]
    return Patch(chosen, chance.dirichlet([1.0] * 4, count), chance.random((count, 3)))


def brows(fit: Fit, where: Patch, length: float) -> Points:
    """Eyebrow hair: upright by the nose, swept outward at the temple."""
    roots = where.at(fit.surface.points)
    side = np.sign(roots[:, :1])
    out = np.clip((np.abs(roots[:, :1]) - 0.012) / 0.04, 0, 1)
    way = np.concatenate([side * (0.45 + 0.6 * out), -0.16 + 0 * out, 0.75 * (1 - out) - 0.12], 1)
    way = way / np.linalg.norm(way, axis=1, keepdims=True) + (where.luck - 0.5) * 0.35
    reach = length * (0.7 + 0.5 * where.luck[:, :1])
    front = np.array([0, -0.0012, 0])
    return np.stack(
        [roots + front * 0.2, roots + way * reach * 0.5 + front, roots + way * reach + front * 0.4], 1
    )


def lashes(
    points: Points, strips: Sequence[Faces], eyes: Sequence[Points], each: int, reach: Sequence[float]
) -> Points:
    """Lashes from the body's own strips along the lids: from the lid outward, bent up or down."""
    drawn = []
    for strip, eye, length in zip(strips, eyes, reach, strict=True):
        for face in strip:
            drawn += _lash_pairs(points, face, eye, each, length)
    return np.array(drawn)


def _lash_pairs(points: Points, face: list[int], eye: Points, each: int, length: float) -> list[Points]:
    order = sorted(range(4), key=lambda k: float(np.linalg.norm(points[face[k]] - eye)))
    first = order[0]
    second = order[1] if (order[1] - first) % 4 != 2 else order[2]
    tips = [(k + (1 if (k + 1) % 4 not in (first, second) else -1)) % 4 for k in (first, second)]
    found = []
    for share in (np.arange(each) + 0.5) / each:
        root = points[face[first]] * (1 - share) + points[face[second]] * share
        tip = points[face[tips[0]]] * (1 - share) + points[face[tips[1]]] * share
        reach = (tip - root) * length
        bend = np.array([0, 0, 0.18 * np.linalg.norm(reach)]) * (1 if tip[2] > eye[2] else -1)
        found.append(np.array([root, root + reach * 0.5 - bend * 0.6, root + reach + bend]))
    return found
