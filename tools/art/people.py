"""People: `python people.py --humans FOLDER marcus ruth --moods calm,sad` renders each person in each mood."""

from __future__ import annotations

import argparse
import os
import sys
import time
from collections.abc import Sequence
from pathlib import Path

import accessories
import bpy
import cast
import fastening
import hair
import materials
import mesh
import numpy as np
import render
import rig
import uniform
from human import Points, Wardrobe
from mathutils import Matrix, Vector
from sitter import EYES, Sitter, build, lash_strands

PICTURES = Path(__file__).parents[2] / "assets" / "pictures" / "people"


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
    fastening.take_off()
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
    sitter.lashes.move(_carried(lash_strands(sitter.person, sitter.body, shape), head))


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
                    uniform.shoulder_patch(sleeve)
            case "stripes":
                for sleeve in _sleeves(sitter, worn, moves):
                    uniform.stripes(sleeve)
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
            found.append(uniform.on_sleeve(worn, sitter.fit.surface.faces, point, *ends))
    return found


def _uniform(sitter: Sitter, worn: Points, posed: Points, chest_at: Vector, vest: bool) -> None:
    shirt = fastening.front(worn, sitter.fit.surface.faces, chest_at)
    front = shirt
    if vest:
        points, vest_faces = uniform.vest(posed, sitter.body.groups["body"], sitter.torso)
        carrier = mesh.layer(
            "vest", points, vest_faces, materials.cloth("vest", (0.012, 0.014, 0.02)), thick=0.012, smooth=1
        )
        carrier.shown["worn"] = True
        front = fastening.front(points, vest_faces, chest_at)
        uniform.pouches(front, -0.255)
    uniform.badge(front, 0.085, -0.085)
    uniform.name_plate(front, -0.085, -0.07)
    uniform.camera(front, 0.0, -0.125)
    uniform.radio(shirt, -0.09, -0.005)


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
