"""People: `python people.py --humans FOLDER marcus ruth --moods calm,sad` renders each person in each mood."""

from __future__ import annotations

import argparse
import os
import sys
import time
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import bpy
import numpy as np
from mathutils import Matrix, Vector

sys.path.insert(0, str(Path(__file__).parent))

import accessories
import cast
import hair
import materials
import mesh
import render
import rig
from human import Body, Fit, Points, Wardrobe

PICTURES = Path(__file__).parents[2] / "assets" / "pictures" / "people"
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
    eyes: Sequence[materials.Eye]
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
    skin = mesh.layer(
        "skin", rest, shown, materials.skin(person.complexion, person.hair), smooth=1, masks=masks
    )
    insides = _insides(body, rest)
    eyes = [materials.eye(person.iris) for _ in EYES]
    balls = [
        mesh.layer(name, rest, body.groups[name], eye.material, smooth=1)
        for name, eye in zip(EYES, eyes, strict=True)
    ]
    brow_fit = wardrobe.fit("eyebrows", person.brow, rest)
    brow_places = hair.patch(brow_fit, person.brow_hairs, 3)
    dark = [part * 0.7 for part in person.hair]
    strand = materials.hair(person.hair, person.gray)
    grown = _grow(person, head)
    bristles = (
        hair.beard(rest, masks["beard"], body.groups["body"], person.beard, 9000, 8) if person.beard else None
    )
    piece_fit = wardrobe.fit("hair", person.piece, rest) if person.piece else None
    return Sitter(
        person, wardrobe, body, rest, skeleton, fit, skin, [*insides, *balls], eyes,
        _clothes(person, fit), fit.carry(skeleton.weights), _torso(body, skeleton, rest),
        mesh.strands("hair", grown, person.cut.thickness, strand) if grown is not None and person.cut else None, grown,
        _piece(piece_fit, materials.hair_strips(person.hair, person.gray)), piece_fit,
        mesh.strands("brows", hair.brows(brow_fit, brow_places, 0.007), 0.00016, materials.hair(dark, person.gray * 0.6)),
        brow_places,
        mesh.strands("lashes", _lashes(person, body, rest), 0.00014, materials.plain("lash", (0.006, 0.004, 0.003), 0.6)),
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


def _lashes(person: cast.Person, body: Body, points: Points) -> Points:
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
    forehead = np.clip((rest[:, 2] - middle[2] - 0.025) / 0.02, 0, 1) * (rest[:, 1] < middle[1] + 0.06)
    crow = (
        np.clip((np.abs(rest[:, 0]) - 0.04) / 0.01, 0, 1)
        * (np.abs(rest[:, 2] - middle[2]) < 0.03)
        * (rest[:, 1] < middle[1] + 0.05)
        * 0.6
    )
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


def take(sitter: Sitter, mood: cast.Mood, manifest: cast.Manifest) -> None:
    """Give the person a mood: face, bearing, glance, and everything worn in its place."""
    person = sitter.person
    units = {f"expression/units/{person.origin}/{unit}": weight for unit, weight in mood.face.items()}
    shape = sitter.wardrobe.shape({**cast.macro_targets(person), **units})
    moves = rig.turns(sitter.skeleton, _pose(person, mood, manifest))
    posed = sitter.skeleton.bend(shape, sitter.skeleton.weights, moves)
    for part in (sitter.skin, *sitter.insides):
        part.move(posed)
    worn = sitter.skeleton.bend(sitter.fit.surface.points, sitter.worn_by, moves)
    for cloth in sitter.clothes:
        cloth.move(worn)
    _hang_hair(sitter, shape, moves)
    accessories.take_off()
    _dress(sitter, worn, moves, posed)
    lens = frame(sitter, moves, manifest.settings)
    _glance(sitter, posed, mood, lens)


def _pose(person: cast.Person, mood: cast.Mood, manifest: cast.Manifest) -> rig.Pose:
    arms = manifest.poses[person.poses.get(mood.name, mood.pose)]
    look = manifest.settings.yaw * 0.7
    nod, lean, turn = mood.head
    bearing = {"head": (nod, lean, turn + look), "neck": mood.neck, "spine": mood.spine, "shrug": mood.shrug}
    return rig.Pose(**arms, **bearing)  # type: ignore[arg-type]


def _carried(points: Points, move: Matrix) -> Points:
    turn = np.array(move)
    return points @ turn[:3, :3].T + turn[:3, 3]


def _hang_hair(sitter: Sitter, shape: Points, moves: dict[str, Matrix]) -> None:
    head = moves["head"]
    if sitter.hair and sitter.hair_rest is not None:
        sitter.hair.move(_hanging(sitter.hair_rest, sitter, moves))
    if sitter.beard and sitter.beard_rest is not None:
        sitter.beard.move(_carried(_follow_jaw(sitter, shape), head))
    if sitter.piece and sitter.piece_fit:
        sitter.piece.move(_carried(sitter.piece_fit.surface.points, head))
    brow_fit = sitter.wardrobe.fit("eyebrows", sitter.person.brow, shape)
    sitter.brows.move(_carried(hair.brows(brow_fit, sitter.brow_places, 0.007), head))
    sitter.lashes.move(_carried(_lashes(sitter.person, sitter.body, shape), head))


def _hanging(strands: Points, sitter: Sitter, moves: dict[str, Matrix]) -> Points:
    """Hair goes with the head, and below the chin more and more with the shoulders."""
    chin = next(bone for bone in sitter.skeleton.bones if bone.name == "head").head.z
    loose = np.clip((chin - strands[..., 2]) / 0.12, 0, 1)[..., None]
    return _carried(strands, moves["head"]) * (1 - loose) + _carried(strands, moves["spine_03"]) * loose


def _follow_jaw(sitter: Sitter, shape: Points) -> Points:
    """The beard where an opened mouth has taken the skin."""
    skin = sitter.body.members("body")
    face = skin[sitter.rest[skin][:, 2] > sitter.rest[skin][:, 2].max() - 0.3]
    assert sitter.beard_rest is not None
    roots = sitter.beard_rest[:, 0]
    nearest = np.concatenate(
        [
            np.linalg.norm(chunk[:, None] - sitter.rest[face][None], axis=2).argmin(1)
            for chunk in np.array_split(roots, 60)
        ]
    )
    return sitter.beard_rest + (shape - sitter.rest)[face][nearest][:, None]


def _dress(sitter: Sitter, worn: Points, moves: dict[str, Matrix], posed: Points) -> None:
    bones = {bone.name: bone for bone in sitter.skeleton.bones}
    chest_at = moves["spine_03"] @ ((bones["upperarm_l"].head + bones["upperarm_r"].head) / 2)
    neck = np.array(moves["neck_01"] @ bones["neck_01"].head)
    for thing in sitter.person.wears:
        match thing:
            case "vest" | "shirt":
                _uniform(sitter, worn, posed, Vector(chest_at), thing == "vest")
                for sleeve in _sleeves(sitter, worn, moves):
                    accessories.shoulder_patch(sleeve)
            case "stripes":
                for sleeve in _sleeves(sitter, worn, moves):
                    accessories.stripes(sleeve)
            case "glasses":
                eyes = [sitter.rest[sitter.body.members(name)].mean(0) for name in EYES]
                accessories.glasses(eyes, moves["head"], (0.02, 0.015, 0.012))
            case "hood":
                accessories.hood(neck, sitter.clothes[0].shown.data.materials[0])
            case "headphones":
                accessories.headphones(neck)
            case "belt":
                accessories.belt(
                    posed, moves["pelvis"] @ bones["spine_01"].head @ Vector((0, 0, 1)) + 0.02, False
                )


def _sleeves(sitter: Sitter, worn: Points, moves: dict[str, Matrix]) -> list[Matrix]:
    """The outer side of both upper arms, where patches are sewn."""
    found = []
    for bone in sitter.skeleton.bones:
        if bone.name.startswith("upperarm"):
            side = 1 if bone.head.x > 0 else -1
            spot = np.array(bone.head.lerp(bone.tail, 0.36)) + np.array([side * 0.06, -0.045, 0.05])
            point = int(np.linalg.norm(sitter.fit.surface.points - spot, axis=1).argmin())
            ends = [moves[bone.name] @ end for end in (bone.head, bone.tail)]
            found.append(accessories.on_sleeve(worn, sitter.fit.surface.faces, point, *ends))
    return found


def _uniform(sitter: Sitter, worn: Points, posed: Points, chest_at: Vector, vest: bool) -> None:
    shirt = accessories.front(worn, sitter.fit.surface.faces, chest_at)
    front = shirt
    if vest:
        points, vest_faces = accessories.vest(posed, sitter.body.groups["body"], sitter.torso)
        carrier = mesh.layer(
            "vest", points, vest_faces, materials.cloth("vest", (0.012, 0.014, 0.02)), thick=0.012, smooth=1
        )
        carrier.shown["worn"] = True
        front = accessories.front(points, vest_faces, chest_at)
        accessories.pouches(front, -0.255)
    accessories.badge(front, 0.085, -0.085)
    accessories.name_plate(front, -0.085, -0.07)
    accessories.camera(front, 0.0, -0.125)
    accessories.radio(shirt, -0.09, -0.005)


def frame(sitter: Sitter, moves: dict[str, Matrix], settings: cast.Settings) -> Vector:
    """Put the camera and the lights where this person's upright eyes are; gives the camera's place."""
    eyes = Vector(np.mean([sitter.rest[sitter.body.members(name)].mean(0) for name in EYES], axis=0))
    for shown in [shown for shown in bpy.data.objects if shown.type in ("CAMERA", "LIGHT")]:
        bpy.data.objects.remove(shown)
    yaw = np.radians(settings.yaw)
    middle = eyes + Vector((0, 0.09, -settings.drop))
    place = middle + Vector((np.sin(yaw), -np.cos(yaw), 0)) * settings.distance + Vector((0, 0, 0.1))
    render.camera(place, middle, settings.lens)
    face = eyes + Vector((0, 0.05, -0.08))
    for off, power, color, size in (
        ((-1.35, -1.7, 1.25), 62, render.WARM, 0.8),
        ((1.8, -1.3, 0.1), 17, render.COOL, 1.6),
        ((0.9, 1.5, 0.9), 26, (1.0, 0.87, 0.72), 0.7),
        ((-1.2, 1.3, 0.6), 13, (0.8, 0.9, 1.0), 0.6),
    ):
        render.lamp("AREA", face + Vector(off), power, color, target=face - Vector((0, 0, 0.12)), size=size)
    return place


def _glance(sitter: Sitter, posed: Points, mood: cast.Mood, lens: Vector) -> None:
    aside, up = (np.radians(part) for part in mood.gaze)
    for name, eye in zip(EYES, sitter.eyes, strict=True):
        ball = posed[sitter.body.members(name)]
        center = Vector((ball.max(0) + ball.min(0)) / 2)
        way = (lens - center).normalized()
        way = Matrix.Rotation(aside, 3, "Z") @ way + Vector((0, 0, float(np.tan(up))))
        eye.look(center, way.normalized())


def portray(
    person: cast.Person,
    moods: Sequence[cast.Mood],
    manifest: cast.Manifest,
    humans: Path,
    folder: Path,
    share: float,
) -> None:
    """Render one person in several moods; `share` of the full size for a preview."""
    render.empty_scene()
    render.sky((0.55, 0.6, 0.68), 0.28)
    settings = manifest.settings
    size = tuple(int(side * share) for side in settings.size)
    render.prepare(size, settings.samples, exposure=person.exposure, clear=True, bounces=2)  # type: ignore[arg-type]
    sitter = build(person, Wardrobe(humans))
    for mood in moods:
        start = time.monotonic()
        take(sitter, mood, manifest)
        ready, cpu = time.monotonic(), time.process_time()
        size_in_bytes = render.render(folder / f"{person.id}_{mood.name}.webp")
        print(
            f"{person.id} {mood.name} {ready - start:.0f} + {time.monotonic() - ready:.0f} s ({time.process_time() - cpu:.0f} of processor) {size_in_bytes // 1000} KB",
            file=sys.stderr,
            flush=True,
        )


def main() -> None:
    """The command."""
    words = argparse.ArgumentParser(description=__doc__)
    words.add_argument("people", nargs="*", help="ids from the manifest; all when none is given")
    words.add_argument(
        "--humans", type=Path, default=os.environ.get("MAKEHUMAN"), help="MakeHuman's files (or $MAKEHUMAN)"
    )
    words.add_argument("--moods", default="", help="comma-separated; all when none is given")
    words.add_argument("--share", type=float, default=1.0, help="share of the full size, for previews")
    words.add_argument("--to", type=Path, default=PICTURES)
    asked = words.parse_args()
    if not asked.humans:
        words.error("say where MakeHuman's files are: --humans FOLDER or MAKEHUMAN=FOLDER")
    manifest = cast.read()
    moods = [manifest.moods[name] for name in asked.moods.split(",") if name] or list(manifest.moods.values())
    for name in asked.people or manifest.people:
        portray(manifest.people[name], moods, manifest, Path(asked.humans), asked.to, asked.share)


if __name__ == "__main__":
    main()
