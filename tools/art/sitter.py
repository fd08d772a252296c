"""A person built once, before any mood: skin, eyes, clothes, hair and the masks that color the face."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import bpy
import cast
import flesh
import hair
import materials
import mesh
import numpy as np
import rig
from human import Body, Fit, Points, Wardrobe

EYES = ("helper-l-eye", "helper-r-eye")


LIDS = ("helper-l-eyelashes-1", "helper-l-eyelashes-2", "helper-r-eyelashes-1", "helper-r-eyelashes-2")


@dataclass(frozen=True, slots=True)
class Sitter:
    """One person built in the studio, ready to take on a mood."""

    person: cast.Person
    wardrobe: Wardrobe
    body: Body
    rest: Points
    skeleton: rig.Skeleton
    fit: Fit
    skin: mesh.Layer
    insides: Sequence[mesh.Layer]
    eyes: Sequence[flesh.Eye]
    clothes: Sequence[mesh.Layer]
    worn_by: Points  # the clothes' weights
    torso: np.ndarray
    hair: mesh.Strands | None
    hair_rest: Points | None
    piece: mesh.Layer | None
    piece_fit: Fit | None
    brows: mesh.Strands
    brow_places: hair.Patch
    lashes: mesh.Strands
    beard: mesh.Strands | None
    beard_rest: Points | None


def build(person: cast.Person, wardrobe: Wardrobe) -> Sitter:
    """Everything about a person that no mood changes."""
    body = wardrobe.body()
    rest = wardrobe.shape(cast.macro_targets(person))
    skeleton = rig.skeleton(wardrobe.root / "rigs" / "game_engine.mhskel", rest, body)
    fit = wardrobe.fit("clothes", person.garment.name, rest)
    head = hair.head(wardrobe, rest, person.cut.low if person.cut else 0.0)
    masks = _masks(person, wardrobe, rest, head)
    shown = [face for face in body.groups["body"] if not all(corner in fit.hidden for corner in face)]
    skin = mesh.layer("skin", rest, shown, flesh.skin(person.complexion, person.hair), smooth=1, masks=masks)
    insides = _insides(body, rest)
    eyes = [flesh.eye(person.iris) for _ in EYES]
    balls = [
        mesh.layer(name, rest, body.groups[name], eye.material, smooth=1)
        for name, eye in zip(EYES, eyes, strict=True)
    ]
    brow_fit = wardrobe.fit("eyebrows", person.brow, rest)
    brow_places = hair.patch(brow_fit, person.brow_hairs, 3)
    dark = [part * 0.7 for part in person.hair]
    strand = flesh.hair(person.hair, person.gray)
    grown = _grow(person, head)
    bristles = (
        hair.beard(rest, masks["beard"], body.groups["body"], person.beard, 9000, 8) if person.beard else None
    )
    piece_fit = wardrobe.fit("hair", person.piece, rest) if person.piece else None
    return Sitter(
        person, wardrobe, body, rest, skeleton, fit, skin, [*insides, *balls], eyes,
        _clothes(person, fit), fit.carry(skeleton.weights), _torso(body, skeleton, rest),
        mesh.strands("hair", grown, person.cut.thickness, strand) if grown is not None and person.cut else None, grown,
        _piece(piece_fit, flesh.hair_strips(person.hair, person.gray)), piece_fit,
        mesh.strands("brows", hair.brows(brow_fit, brow_places, 0.007), 0.00016, flesh.hair(dark, person.gray * 0.6)),
        brow_places,
        mesh.strands("lashes", lash_strands(person, body, rest), 0.00014, materials.plain("lash", (0.006, 0.004, 0.003), 0.6)),
        mesh.strands("beard", bristles, 0.00011, strand) if bristles is not None else None, bristles,
    )  # fmt: skip


def _grow(person: cast.Person, head: hair.Head) -> Points | None:
    if person.cut is None:
        return None
    grown = hair.grow(head, person.cut, 5)
    if person.bun and person.cut.knot:
        knot = hair.bun(head.middle + np.array(person.cut.knot), person.bun, 6)
        rows = np.linspace(0, knot.shape[1] - 1, grown.shape[1]).round().astype(int)
        grown = np.concatenate([grown, knot[:, rows]])
    return grown


def _piece(fit: Fit | None, material: bpy.types.Material) -> mesh.Layer | None:
    if fit is None or fit.surface.uvs is None or fit.surface.face_uvs is None:
        return None
    uvs = (fit.surface.uvs, fit.surface.face_uvs)
    return mesh.layer("hair piece", fit.surface.points, fit.surface.faces, material, uvs=uvs)


def _insides(body: Body, rest: Points) -> list[mesh.Layer]:
    """Teeth and tongue, kept dark enough for the shade of a mouth."""
    kinds = (
        ("helper-upper-teeth", (0.50, 0.46, 0.39), 0.3),
        ("helper-lower-teeth", (0.26, 0.23, 0.19), 0.4),
        ("helper-tongue", (0.28, 0.08, 0.07), 0.45),
    )
    return [
        mesh.layer(name, rest, body.groups[name], materials.plain(name, color, rough))
        for name, color, rough in kinds
    ]


def lash_strands(person: cast.Person, body: Body, points: Points) -> Points:
    long = 0.75 if person.sex == "female" else 0.55
    eyes = [points[body.members(EYES[0])].mean(0)] * 2 + [points[body.members(EYES[1])].mean(0)] * 2
    return hair.lashes(points, [body.groups[lid] for lid in LIDS], eyes, 5, [long, long * 0.6] * 2)


def _clothes(person: cast.Person, fit: Fit) -> list[mesh.Layer]:
    part = mesh.parts(len(fit.surface.points), fit.surface.faces)
    weave = {"cloth": materials.cloth, "knit": materials.knit}[person.garment.weave]
    colors = person.garment.colors
    made = []
    for number, color in enumerate(colors):
        last = number == len(colors) - 1
        faces = [
            face for face in fit.surface.faces if part[face[0]] == number or (last and part[face[0]] > number)
        ]
        if faces:
            kind = weave if number == 0 else materials.cloth
            made.append(
                mesh.layer(
                    f"cloth {number}",
                    fit.surface.points,
                    faces,
                    kind(f"cloth {number}", color),
                    thick=-0.0025,
                )
            )
    return made


def _torso(body: Body, skeleton: rig.Skeleton, rest: Points) -> np.ndarray:
    """Which of the body's points a vest covers: chest and back with two straps, no arms, no neck."""
    bones = {bone.name: bone for bone in skeleton.bones}
    shoulder, neck = bones["upperarm_l"].head, bones["neck_01"].head
    arms = [k for k, bone in enumerate(skeleton.bones) if bone.name.startswith(("upperarm", "lowerarm"))]
    straps = rest[:, 2] > shoulder.z - 0.07
    narrow = np.abs(rest[:, 0]) < np.where(straps, shoulder.x * 0.72, shoulder.x * 1.02)
    neckline = (np.hypot(rest[:, 0], rest[:, 1] - neck.y) > 0.09) & (
        (np.abs(rest[:, 0]) > 0.075) | (rest[:, 2] < shoulder.z - 0.035)
    )
    return (
        narrow
        & neckline
        & (rest[:, 2] < shoulder.z + 0.045)
        & (rest[:, 2] > bones["spine_01"].head.z + 0.02)
        & (skeleton.weights[:, arms].sum(1) < 0.35)
    )


def _masks(person: cast.Person, wardrobe: Wardrobe, rest: Points, head: hair.Head) -> dict[str, Points]:
    body = wardrobe.body()
    reach = sum(wardrobe.reach(f"mouth/mouth-{lip}lip-volume-incr") for lip in ("upper", "lower"))
    lips = np.clip(reach / np.percentile(reach[reach > 0], 70), 0, 1) * 0.8
    flush, hollow = np.zeros(len(rest)), np.zeros(len(rest))
    eyes = [rest[body.members(name)].mean(0) for name in EYES]
    for eye in eyes:
        cheek = rest - (eye + np.array([np.sign(eye[0]) * 0.012, 0, -0.048]))
        flush = np.maximum(flush, 0.5 * np.exp(-((cheek[:, 0] / 0.022) ** 2 + (cheek[:, 2] / 0.02) ** 2)))
        under = rest - (eye + np.array([0, -0.01, -0.017]))
        hollow = np.maximum(
            hollow,
            person.complexion.tired * np.exp(-((under[:, 0] / 0.02) ** 2 + (under[:, 2] / 0.009) ** 2)),
        )
    middle = (eyes[0] + eyes[1]) / 2
    ahead = np.clip((middle[1] + 0.035 - rest[:, 1]) / 0.03, 0, 1)  # none where the head turns to the side
    forehead = np.clip((rest[:, 2] - middle[2] - 0.025) / 0.025, 0, 1) * ahead
    corner = np.abs(rest[:, 0]) - 0.046, rest[:, 2] - middle[2] + 0.002
    crow = 0.35 * np.exp(-((corner[0] / 0.007) ** 2 + (corner[1] / 0.012) ** 2)) * ahead
    return {
        "lips": lips,
        "flush": flush,
        "hollow": hollow,
        "brow": np.maximum(forehead, crow),
        "scalp": np.asarray(hair.cover(head, person.cut) if person.cut else head.cover) * 0.85,
        "beard": _beard_mask(person, rest, lips, middle),
    }


def _beard_mask(person: cast.Person, rest: Points, lips: Points, eyes: Points) -> Points:
    mouth = rest[lips > 0.4].mean(0)
    off = rest - mouth
    low = np.clip((0.03 - off[:, 2] + np.abs(off[:, 0]) * 0.35) / 0.012, 0, 1)
    face = (off[:, 2] > -0.085) & (rest[:, 1] < eyes[1] + 0.085)
    cheeks = np.clip((0.016 - off[:, 2] - 0.0 + np.clip(np.abs(off[:, 0]) - 0.03, 0, 1) * 0.9) / 0.012, 0, 1)
    return np.asarray(person.complexion.stubble * low * cheeks * face * (lips < 0.15))
