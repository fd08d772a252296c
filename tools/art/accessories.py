"""What people wear besides clothes and uniform: glasses, hood, headphones."""

from __future__ import annotations

from collections.abc import Sequence

import bpy
import materials
import numpy as np
from fastening import cord, disk
from human import Points
from mathutils import Matrix, Vector


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
