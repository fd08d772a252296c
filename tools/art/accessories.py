"""What people wear besides clothes: vest, badge, radio, belt, glasses, hood, headphones. It alone knows these things."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import bpy
import materials
import numpy as np
from human import Faces, Points
from mathutils import Matrix, Vector
from mathutils.bvhtree import BVHTree
from mesh import normals


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


SHIELD = [
    (0, 0.034), (0.012, 0.029), (0.024, 0.031), (0.027, 0.016), (0.026, -0.004), (0.02, -0.02), (0.01, -0.03),
    (0, -0.036), (-0.01, -0.03), (-0.02, -0.02), (-0.026, -0.004), (-0.027, 0.016), (-0.024, 0.031), (-0.012, 0.029),
]  # fmt: skip


def badge(chest: Front, across: float, up: float) -> None:
    """A shield with a round seal, without writing."""
    where = chest.spot(across, up, 0.002)
    if where is None:
        return
    gold = materials.plain("gold", (0.75, 0.55, 0.2), 0.28, metallic=1.0)
    outline(where, SHIELD, 0.004, gold)
    disk(
        where @ Matrix.Translation((0, 0, 0.004)),
        0.0135,
        0.003,
        materials.plain("seal", (0.45, 0.46, 0.5), 0.3, metallic=1.0),
    )
    disk(where @ Matrix.Translation((0, 0, 0.006)), 0.008, 0.002, gold)


def name_plate(chest: Front, across: float, up: float) -> None:
    """A plate for a name, left blank."""
    where = chest.spot(across, up, 0.002)
    if where:
        block(
            where,
            (0.058, 0.013, 0.003),
            materials.plain("plate", (0.7, 0.55, 0.25), 0.3, metallic=1.0),
            0.001,
        )


def radio(chest: Front, across: float, up: float) -> None:
    """A speaker microphone on the shoulder strap and its coiled cord."""
    where = chest.spot(across, up, 0.014)
    if where is None:
        return
    black = materials.plain("radio", (0.012, 0.012, 0.014), 0.42)
    block(where, (0.046, 0.064, 0.026), black, 0.006)
    grille = materials.plain("grille", (0.05, 0.05, 0.055), 0.5)
    for row in range(5):
        block(
            where @ Matrix.Translation((0, 0.016 - row * 0.007, 0.0135)),
            (0.03, 0.0025, 0.002),
            grille,
            0.0005,
        )
    start = where @ Vector((0, -0.032, 0))
    coil = []
    for turn in np.linspace(0, 1, 150):
        place = chest.spot(across - 0.06 * turn * np.sign(across) * -1, up - 0.04 - 0.20 * turn, 0.012)
        if place is None:
            break
        angle = turn * 2 * np.pi * 19
        coil.append(place @ Vector((0.006 * np.cos(angle), 0, 0.006 * np.sin(angle))))
    if len(coil) > 8:
        cord("coil", [start, *coil], 0.0024, black)


def camera(chest: Front, across: float, up: float) -> None:
    """A body-worn camera."""
    where = chest.spot(across, up, 0.012)
    if where is None:
        return
    block(where, (0.052, 0.074, 0.02), materials.plain("body camera", (0.02, 0.02, 0.022), 0.35), 0.005)
    disk(
        where @ Matrix.Translation((0, 0.018, 0.011)),
        0.009,
        0.004,
        materials.plain("lens", (0.004, 0.004, 0.01), 0.05),
    )
    disk(
        where @ Matrix.Translation((0.016, 0.028, 0.0105)),
        0.0025,
        0.002,
        materials.glowing("lamp", (0.9, 0.05, 0.03), 1.2),
    )


def pouches(chest: Front, ups: float) -> None:
    """Three pouches across the vest."""
    cloth = materials.cloth("pouch", (0.011, 0.012, 0.016))
    for across, wide, tall in ((-0.095, 0.062, 0.10), (0.0, 0.085, 0.085), (0.095, 0.062, 0.10)):
        where = chest.spot(across, ups, 0.014)
        if where:
            block(where, (wide, tall, 0.03), cloth, 0.007)
            block(
                where @ Matrix.Translation((0, tall * 0.30, 0.0155)),
                (wide + 0.004, tall * 0.42, 0.006),
                cloth,
                0.003,
            )


def on_sleeve(worn: Points, faces: Faces, point: int, shoulder: Vector, elbow: Vector) -> Matrix:
    """The place at one of the sleeve's points: z outward, y up the arm."""
    outward = Vector(normals(worn, faces)[point])
    up = (shoulder - elbow).normalized()
    right = up.cross(outward).normalized()
    turn = Matrix((right, outward.cross(right), outward)).transposed().to_4x4()
    return Matrix.Translation(Vector(worn[point]) + outward * 0.001) @ turn


def stripes(where: Matrix, count: int = 3) -> None:
    """A sergeant's chevrons, below the patch."""
    gold = materials.cloth("chevron", (0.55, 0.38, 0.08))
    for row in range(count):
        low = -0.062 - row * 0.014
        tip = [(-0.032, low - 0.018), (0, low), (0.032, low - 0.018)]
        shape = [*tip, *[(x, y + 0.009) for x, y in reversed(tip)]]
        outline(where @ Matrix.Translation((0, 0, 0.002)), shape, 0.0015, gold)


def shoulder_patch(where: Matrix) -> None:
    """A department's patch, without writing."""
    rim, field = (
        materials.cloth("patch rim", (0.22, 0.17, 0.07)),
        materials.cloth("patch", (0.02, 0.028, 0.055)),
    )
    outline(where, [(x * 1.15, y * 1.15) for x, y in SHIELD], 0.0018, rim)
    outline(where @ Matrix.Translation((0, 0, 0.001)), SHIELD, 0.0018, field)


def vest(points: Points, faces: Faces, torso: np.ndarray) -> tuple[Points, Faces]:
    """A carrier over the shirt: the torso's faces, evened out and moved outward."""
    chosen = [face for face in faces if torso[face].all()]
    used = np.array(sorted({corner for face in chosen for corner in face}))
    index = {point: order for order, point in enumerate(used)}
    renamed = [[index[corner] for corner in face] for face in chosen]
    shaped = points[used] + normals(points, faces)[used] * 0.03
    pairs = np.array([(face[k], face[(k + 1) % len(face)]) for face in renamed for k in range(len(face))])
    ends, counts = np.unique(np.sort(pairs, axis=1), axis=0, return_counts=True)
    rim = np.zeros(len(shaped), dtype=bool)
    rim[ends[counts == 1].ravel()] = True
    for _ in range(10):
        total, count = shaped.copy(), np.ones(len(shaped))
        np.add.at(total, pairs[:, 0], shaped[pairs[:, 1]])
        np.add.at(total, pairs[:, 1], shaped[pairs[:, 0]])
        np.add.at(count, pairs[:, 0], 1)
        np.add.at(count, pairs[:, 1], 1)
        shaped = np.where(rim[:, None], shaped, total / count[:, None])
    return _stiffened(shaped), renamed


def _stiffened(points: Points) -> Points:
    """The front made one curved plate, as a hard panel makes it; straps at the top stay as they are."""
    middle = (points.max(0) + points.min(0)) / 2
    front = points[:, 1] < middle[1]
    half = np.abs(points[front][:, 0] - middle[0]).max()
    reach = middle[1] - np.percentile(points[front][:, 1], 1)
    across = np.clip(np.abs(points[:, 0] - middle[0]) / half, 0, 1)
    plate = middle[1] - reach * np.sqrt(1 - 0.92 * across**2.4)
    high = np.clip((points[:, 2].max() - 0.03 - points[:, 2]) / 0.10, 0, 1)
    shaped = points.copy()
    pushed = np.minimum(points[:, 1], points[:, 1] * (1 - high) + plate * high)
    shaped[:, 1] = np.where(front, pushed, points[:, 1])
    return shaped


def belt(points: Points, level: float, gear: bool) -> None:
    """A belt around the waist at a level; with gear it is a duty belt."""
    near = points[np.abs(points[:, 2] - level) < 0.025]
    middle = near.mean(0)
    around = np.linspace(0, 2 * np.pi, 49)
    black = materials.plain("leather", (0.012, 0.011, 0.01), 0.4)
    reach = []
    for angle in around:
        way = np.array([np.sin(angle), -np.cos(angle)])
        reach.append(float((((near - middle)[:, :2]) @ way).max()) + 0.008)
    ring = [
        (middle[0] + r * np.sin(a), middle[1] - r * np.cos(a)) for a, r in zip(around, reach, strict=True)
    ]
    mesh = bpy.data.meshes.new("belt")
    low = [(x, y, level - 0.026) for x, y in ring]
    high = [(x, y, level + 0.026) for x, y in ring]
    count = len(ring)
    mesh.from_pydata(low + high, [], [[k, k + 1, count + k + 1, count + k] for k in range(count - 1)])
    shown = bpy.data.objects.new("belt", mesh)
    shown["worn"] = True
    mesh.materials.append(black)
    bpy.context.collection.objects.link(shown)
    shown.modifiers.new("thick", "SOLIDIFY").thickness = 0.006
    front_at = Matrix.Translation((middle[0], min(y for _, y in ring) - 0.004, level)) @ Matrix.Rotation(
        np.pi / 2, 4, "X"
    )
    block(
        front_at, (0.055, 0.045, 0.006), materials.plain("buckle", (0.6, 0.5, 0.3), 0.3, metallic=1.0), 0.003
    )
    if gear:
        for k in (5, 8, 41, 44):
            x, y = ring[k]
            turn = (
                Matrix.Translation((x, y, level - 0.005))
                @ Matrix.Rotation(around[k], 4, "Z")
                @ Matrix.Rotation(np.pi / 2, 4, "X")
            )
            block(turn, (0.05, 0.085, 0.045), black, 0.008)


def glasses(eyes: Sequence[Points], turn: Matrix, color: Sequence[float]) -> None:
    """Spectacles; eyes are the eyeballs' middles at rest, turn carries the head."""
    frame = materials.plain("frame", color, 0.35)
    left, right = (Vector(eye) + Vector((0, -0.036, -0.001)) for eye in eyes)
    for eye in (left, right):
        angles = np.linspace(0, 2 * np.pi, 33)
        rim = [
            turn
            @ (
                eye
                + Vector(
                    (
                        0.025 * np.sign(np.cos(a)) * abs(np.cos(a)) ** 0.7,
                        0.004 * abs(np.cos(a)),
                        0.019 * np.sign(np.sin(a)) * abs(np.sin(a)) ** 0.7,
                    )
                )
            )
            for a in angles
        ]
        cord("rim", rim, 0.0013, frame)
        side = 1 if eye.x > 0 else -1
        hinge = eye + Vector((side * 0.025, 0.004, 0.006))
        cord(
            "arm",
            [
                turn @ hinge,
                turn @ (hinge + Vector((side * 0.015, 0.02, 0.0))),
                turn @ Vector((side * 0.079, eye.y + 0.115, eye.z + 0.004)),
            ],
            0.0015,
            frame,
        )
    cord(
        "bridge",
        [
            turn @ (right + Vector((0.025, 0.0, 0.004))),
            turn @ (right.lerp(left, 0.5) + Vector((0, -0.002, 0.009))),
            turn @ (left + Vector((-0.025, 0, 0.004))),
        ],
        0.0014,
        frame,
    )


def around_neck(
    neck: Points,
    radius: tuple[float, float],
    thick: float,
    material: bpy.types.Material,
    drop: float,
    open_front: float = 0.0,
) -> None:
    """A roll around the neck: a hood's collar, headphones' band; lower in front by `drop`."""
    angles = np.linspace(open_front, 2 * np.pi - open_front, 40)
    ring = [
        (neck[0] + radius[0] * np.sin(a), neck[1] - radius[1] * np.cos(a), neck[2] - drop * np.cos(a) * 0.5)
        for a in angles
    ]
    cord("collar", ring, thick, material)


def hood(neck: Points, material: bpy.types.Material) -> None:
    """A hood lying on the shoulders, with its two strings."""
    around_neck(neck + np.array([0, 0.018, 0.0]), (0.083, 0.09), 0.021, material, 0.075)
    around_neck(neck + np.array([0, 0.04, 0.012]), (0.085, 0.085), 0.026, material, 0.08, 0.9)
    string = materials.plain("string", (0.75, 0.73, 0.68), 0.8)
    for side in (-1, 1):
        start = neck + np.array([side * 0.028, -0.085, -0.04])
        cord(
            "string",
            [
                start,
                start + np.array([side * 0.004, -0.03, -0.05]),
                start + np.array([side * 0.006, -0.042, -0.13]),
            ],
            0.0026,
            string,
        )


def headphones(neck: Points) -> None:
    """Headphones resting around the neck."""
    band = materials.plain("band", (0.03, 0.035, 0.05), 0.4)
    around_neck(neck + np.array([0, 0.01, 0.0]), (0.098, 0.1), 0.008, band, 0.075, 0.75)
    for side in (-1, 1):
        place = Matrix.Translation(Vector(neck) + Vector((side * 0.066, -0.082, -0.036)))
        turn = place @ Matrix.Rotation(side * 0.7, 4, "Z") @ Matrix.Rotation(np.pi / 2.3, 4, "X")
        disk(turn, 0.034, 0.03, band, 0.009)
        disk(
            turn @ Matrix.Translation((0, 0, 0.012)),
            0.022,
            0.012,
            materials.plain("cup", (0.12, 0.28, 0.4), 0.4),
            0.004,
        )


def take_off() -> None:
    """Remove everything worn, before the next mood."""
    for shown in [shown for shown in bpy.data.objects if shown.get("worn")]:
        bpy.data.objects.remove(shown)
