"""The skeleton: where the bones are, how the skin follows them, and how a pose moves them. It alone binds and bends."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import bpy
import numpy as np
from human import Body, Points
from mathutils import Matrix, Quaternion, Vector

FINGERS = ("index", "middle", "ring", "pinky")


@dataclass(frozen=True, slots=True)
class Bone:
    """One bone at rest."""

    name: str
    parent: str | None
    head: Vector
    tail: Vector


@dataclass(frozen=True, slots=True)
class Skeleton:
    """The bones, parents first, and each body point's share in each of them."""

    bones: tuple[Bone, ...]
    weights: Points  # body points x bones

    def bend(self, points: Points, weights: Points, pose: Mapping[str, Matrix]) -> Points:
        """Points moved as the posed bones carry them (linear blend skinning)."""
        moves = np.array([np.array(pose[bone.name])[:3] for bone in self.bones])
        blended = np.einsum("nb,bij->nij", weights, moves)
        return np.einsum("nij,nj->ni", blended, np.c_[points, np.ones(len(points))])


@dataclass(frozen=True, slots=True)
class Pose:
    """How somebody stands: where arms point, how spine, neck and head turn, how far fingers curl.

    Arms are given for the left side as directions (x outward, -y forward, z up) or mirrored for the right;
    turns are degrees of (nod down, lean to the left shoulder, look left).
    """

    upper_arms: tuple[Sequence[float], Sequence[float]]  # left, right
    forearms: tuple[Sequence[float], Sequence[float]]
    palms: tuple[float, float] = (0, 0)  # degrees of twist
    wrists: tuple[float, float] = (0, 0)  # degrees bent back
    curl: tuple[float, float] = (14, 14)  # degrees a joint
    shrug: float = 0  # degrees both shoulders go up
    spine: Sequence[float] = (0, 0, 0)
    neck: Sequence[float] = (0, 0, 0)
    head: Sequence[float] = (0, 0, 0)


def skeleton(path: Path, shape: Points, body: Body) -> Skeleton:
    """The bones of one person, with the skin bound to them by Blender's bone heat."""
    drawn = json.loads(path.read_text())
    bones = _parents_first(
        [
            Bone(
                name,
                bone["parent"],
                Vector(shape[drawn["joints"][bone["head"]]].mean(0)),
                Vector(shape[drawn["joints"][bone["tail"]]].mean(0)),
            )
            for name, bone in drawn["bones"].items()
            if name != "Root"
        ]
    )
    return Skeleton(bones, _bind(bones, shape, body))


def _parents_first(bones: list[Bone]) -> tuple[Bone, ...]:
    placed: dict[str | None, Bone] = {}
    while len(placed) < len(bones):
        for bone in bones:
            if bone.name not in placed and (bone.parent in placed or bone.parent in (None, "Root")):
                placed[bone.name] = bone
    return tuple(placed.values())


def _bind(bones: Sequence[Bone], shape: Points, body: Body) -> Points:
    """Bone heat for the skin; eyes, teeth and the measures for clothes take the nearest skin's weights."""
    skin = body.members("body")
    index = {point: order for order, point in enumerate(skin)}
    surface = bpy.data.meshes.new("bind")
    surface.from_pydata(shape[skin].tolist(), [], [[index[c] for c in face] for face in body.groups["body"]])
    skinned = bpy.data.objects.new("bind", surface)
    bpy.context.collection.objects.link(skinned)
    armature = _armature(bones)
    bpy.ops.object.select_all(action="DESELECT")
    skinned.select_set(True)
    armature.select_set(True)
    bpy.context.view_layer.objects.active = armature
    bpy.ops.object.parent_set(type="ARMATURE_AUTO")
    weights = _soften(_weights_of(skinned, bones), surface)
    bpy.data.objects.remove(skinned)
    bpy.data.objects.remove(armature)
    return _spread(weights, skin, shape, body, bones)


def _armature(bones: Sequence[Bone]) -> bpy.types.Object:
    armature = bpy.data.objects.new("rig", bpy.data.armatures.new("rig"))
    bpy.context.collection.objects.link(armature)
    bpy.context.view_layer.objects.active = armature
    bpy.ops.object.mode_set(mode="EDIT")
    for bone in bones:
        edit = armature.data.edit_bones.new(bone.name)
        edit.head, edit.tail = bone.head, bone.tail
        if bone.parent in armature.data.edit_bones:
            edit.parent = armature.data.edit_bones[bone.parent]
    bpy.ops.object.mode_set(mode="OBJECT")
    return armature


def _weights_of(skinned: bpy.types.Object, bones: Sequence[Bone]) -> Points:
    column = {bone.name: order for order, bone in enumerate(bones)}
    weights = np.zeros((len(skinned.data.vertices), len(bones)))
    names = [group.name for group in skinned.vertex_groups]
    for vertex in skinned.data.vertices:
        for share in vertex.groups:
            weights[vertex.index, column[names[share.group]]] = share.weight
    return weights


def _soften(weights: Points, surface: bpy.types.Mesh, rounds: int = 4) -> Points:
    """Weights averaged with the neighbors', so that shoulders fold softly; every row sums to one."""
    edges = np.array([edge.vertices[:] for edge in surface.edges])
    for _ in range(rounds):
        total = weights.copy()
        count = np.ones(len(weights))
        for here, there in ((0, 1), (1, 0)):
            np.add.at(total, edges[:, here], weights[edges[:, there]])
            np.add.at(count, edges[:, here], 1)
        weights = total / count[:, None]
    return weights / np.maximum(weights.sum(1, keepdims=True), 1e-9)


def _spread(weights: Points, skin: Points, shape: Points, body: Body, bones: Sequence[Bone]) -> Points:
    spread = np.zeros((len(shape), weights.shape[1]))
    spread[skin] = weights
    rest = np.setdiff1d(np.arange(len(shape)), skin)
    for chunk in np.array_split(rest, 16):
        away = np.linalg.norm(shape[chunk][:, None] - shape[skin][None], axis=2)
        spread[chunk] = weights[away.argmin(1)]
    head = [bone.name for bone in bones].index("head")
    teeth = shape[body.members("helper-lower-teeth")]
    joint = np.array(bones[head].head)
    above = np.clip((shape[:, 2] - teeth[:, 2].min() + 0.05) / 0.035, 0, 1)
    ahead = np.clip((joint[1] - shape[:, 1] + 0.005) / 0.03, 0, 1)
    firm = (above * ahead)[:, None]  # a jaw does not bend with the neck, or teeth come through it
    spread = spread * (1 - firm) + np.eye(len(bones))[head] * firm
    for group in body.groups:
        if "eye" in group or "teeth" in group or "tongue" in group:
            spread[body.members(group)] = np.eye(len(bones))[head]
    return spread


def turns(skeleton: Skeleton, pose: Pose) -> dict[str, Matrix]:
    """Each bone's move from rest to the pose, in the person's own space."""
    turned = _Turning({bone.name: bone for bone in skeleton.bones}, {})
    spine = [part / 3 for part in pose.spine]
    for bone in skeleton.bones:
        turned.follow(bone)
        match bone.name:
            case "spine_01" | "spine_02" | "spine_03":
                turned.twist(bone, spine)
            case "neck_01":
                turned.twist(bone, pose.neck)
            case "head":
                turned.twist(bone, pose.head)
            case name if name[:-2] in ("clavicle", "upperarm", "lowerarm", "hand"):
                _turn_arm(turned, bone, pose)
            case name if name[-2:] in ("_l", "_r") and name.split("_")[0] in (*FINGERS, "thumb"):
                _curl_finger(turned, bone, pose)
    return turned.moves


def _turn_arm(turned: _Turning, bone: Bone, pose: Pose) -> None:
    side = 0 if bone.name.endswith("_l") else 1
    sign = 1 if side == 0 else -1
    match bone.name[:-2]:
        case "clavicle":
            turned.twist(bone, (0, -sign * pose.shrug, 0))
        case "upperarm":
            turned.point(bone, Vector((sign * pose.upper_arms[side][0], *pose.upper_arms[side][1:])))
        case "lowerarm":
            turned.point(bone, Vector((sign * pose.forearms[side][0], *pose.forearms[side][1:])))
            turned.roll(bone, sign * pose.palms[side] / 2)
        case "hand":
            turned.roll(bone, sign * pose.palms[side] / 2)
            turned.swing(bone, turned.knuckles(bone), -sign * pose.wrists[side])


def _curl_finger(turned: _Turning, bone: Bone, pose: Pose) -> None:
    side = 0 if bone.name.endswith("_l") else 1
    sign = 1 if side == 0 else -1
    hand = turned.bones[f"hand{bone.name[-2:]}"]
    share = 0.5 if bone.name.startswith("thumb") else 1.0
    if "_01_" in bone.name and share == 1.0:
        turned.gather(bone, turned.bones[f"middle_01{bone.name[-2:]}"])
    turned.swing(bone, turned.knuckles(hand), sign * pose.curl[side] * share)


@dataclass(frozen=True, slots=True)
class _Turning:
    """The moves found so far, while a pose is worked out from the hips outward."""

    bones: Mapping[str, Bone]
    moves: dict[str, Matrix]

    def follow(self, bone: Bone) -> None:
        """Start where the parent carries the bone."""
        self.moves[bone.name] = self.moves.get(bone.parent or "", Matrix.Identity(4)).copy()

    def twist(self, bone: Bone, degrees: Sequence[float]) -> None:
        """Turn by nod, lean and look."""
        nod, lean, look = (np.radians(part) for part in degrees)
        spin = Matrix.Rotation(look, 4, "Z") @ Matrix.Rotation(lean, 4, "Y") @ Matrix.Rotation(nod, 4, "X")
        self._about(bone, spin)

    def point(self, bone: Bone, direction: Vector) -> None:
        """Turn the shortest way until the bone points there."""
        now = self.moves[bone.name].to_3x3() @ (bone.tail - bone.head)
        self._about(bone, now.rotation_difference(direction).to_matrix().to_4x4())

    def gather(self, bone: Bone, middle: Bone, share: float = 0.9) -> None:
        """Bring a finger beside the middle one."""
        carried = self.moves[bone.name].to_3x3()
        own, other = (carried @ (each.tail - each.head).normalized() for each in (bone, middle))
        self.point(bone, own.lerp(other, share))

    def roll(self, bone: Bone, degrees: float) -> None:
        """Turn about the bone's own length."""
        self.swing(bone, self.moves[bone.name].to_3x3() @ (bone.tail - bone.head), degrees)

    def swing(self, bone: Bone, axis: Vector, degrees: float) -> None:
        """Turn about an axis through the bone's head."""
        self._about(bone, Quaternion(axis.normalized(), np.radians(degrees)).to_matrix().to_4x4())

    def knuckles(self, hand: Bone) -> Vector:
        """The line from first to last knuckle, as it stands now."""
        side = hand.name[-2:]
        across = self.bones[f"pinky_01{side}"].head - self.bones[f"index_01{side}"].head
        return self.moves[hand.name].to_3x3() @ across

    def _about(self, bone: Bone, spin: Matrix) -> None:
        pivot = self.moves[bone.name] @ bone.head
        self.moves[bone.name] = (
            Matrix.Translation(pivot) @ spin @ Matrix.Translation(-pivot) @ self.moves[bone.name]
        )
