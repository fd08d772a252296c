"""A police officer's uniform: vest, badge, radio, camera, pouches, patches, stripes."""

from __future__ import annotations

import materials
import numpy as np
from fastening import Front, block, cord, disk, outline
from human import Faces, Points
from mathutils import Matrix, Vector
from mesh import normals

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
