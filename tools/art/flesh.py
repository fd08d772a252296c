"""People's own surfaces: skin, eyes, hair. It alone says what these are made of."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import bpy
from materials import Color, Shader


@dataclass(frozen=True, slots=True)
class Complexion:
    """What a person's skin is like."""

    skin: Color
    lips: Color
    age: float = 0.0  # 0 young .. 1 very old: how deep the lines are
    tired: float = 0.12
    stubble: float = 0.0
    shine: float = 0.47  # roughness


def skin(complexion: Complexion, hair_color: Color) -> bpy.types.Material:
    """Skin that reads the masks `lips`, `flush`, `hollow`, `beard`, `scalp` and `brow` of the body."""
    color = complexion.skin
    shader = Shader.new(
        "skin", color, roughness=complexion.shine, subsurface_weight=0.22, subsurface_scale=0.006
    )
    shader.put("Subsurface Radius", (1, 0.32, 0.16))
    shader.put("Specular IOR Level", 0.38)
    rest = shader.place(rest=True)
    shader.put("Base Color", _skin_color(shader, complexion, hair_color, rest))
    lines = shader.noise(32, shader.place((0.7, 0.7, 5.5), rest=True), detail=2, roughness=0.55)
    folds = shader.noise(110, rest, detail=3, roughness=0.6)
    forehead = shader.math("MULTIPLY", shader.attribute("brow"), complexion.age)
    shader.bump(
        (folds, 0.06 + 0.38 * complexion.age, 0.0016),
        (lines, forehead, 0.006),
    )
    return shader.material


def _skin_color(shader: Shader, complexion: Complexion, hair_color: Color, rest: object):  # type: ignore[no-untyped-def]
    color = complexion.skin
    patches = shader.noise(22, rest, detail=3)
    tone = shader.ramp(patches, (0.3, [c * 0.88 for c in color]), (0.7, [min(1, c * 1.08) for c in color]))
    spots = shader.math("GREATER_THAN", shader.noise(75, rest, detail=1), 0.70 - 0.03 * complexion.age)
    tone = shader.mix(
        shader.math("MULTIPLY", spots, 0.06 + 0.22 * complexion.age),
        tone,
        [color[0] * 0.6, color[1] * 0.5, color[2] * 0.45],
    )
    tone = shader.mix(shader.attribute("flush"), tone, [color[0] * 0.98, color[1] * 0.70, color[2] * 0.66])
    tone = shader.mix(shader.attribute("hollow"), tone, [color[0] * 0.58, color[1] * 0.5, color[2] * 0.52])
    grain = shader.math(
        "MULTIPLY",
        shader.attribute("beard"),
        shader.ramp(shader.noise(420, rest, detail=1), (0.35, (0.5,) * 3), (0.6, (1.0,) * 3)),
    )
    tone = shader.mix(grain, tone, [color[0] * 0.42, color[1] * 0.42, color[2] * 0.46])
    shade = [own * 0.3 + strand * 0.5 for own, strand in zip(color, hair_color, strict=True)]
    tone = shader.mix(shader.attribute("scalp"), tone, shade)
    return shader.mix(shader.attribute("lips"), tone, complexion.lips)


@dataclass(frozen=True, slots=True)
class Eye:
    """One eye's material and the two places in its wiring that a glance moves."""

    material: bpy.types.Material
    center: bpy.types.NodeSocket
    gaze: bpy.types.NodeSocket

    def look(self, center: Sequence[float], direction: Sequence[float]) -> None:
        """Put the iris where the eye looks."""
        self.center.default_value = center
        self.gaze.default_value = direction


def eye(iris: Color) -> Eye:
    """An eyeball: pupil, iris, dark rim, white; wet."""
    shader = Shader.new("eye", (1, 1, 1), roughness=0.07, coat_weight=1.0, coat_roughness=0.02)
    here = shader.add("NewGeometry", out="Position")
    away = shader.add("VectorMath", fields={"operation": "SUBTRACT"}, in0=here)
    outward = shader.add("VectorMath", fields={"operation": "NORMALIZE"}, in0=away)
    facing = shader.add("VectorMath", fields={"operation": "DOT_PRODUCT"}, out="Value", in0=outward)
    angle = shader.math("DIVIDE", shader.math("ARCCOSINE", facing), 1.2)
    fibers = shader.noise(60, shader.add("Mapping", Vector=away, Scale=(40, 40, 40)), detail=2)
    colored = shader.ramp(
        angle,
        (0.0, (0.003, 0.003, 0.003)),
        (1.0, (0.5, 0.42, 0.39)),
        (0.15, (0.003, 0.003, 0.003)),
        (0.17, [part * 0.7 for part in iris]),
        (0.32, [min(1, part * 1.7) for part in iris]),
        (0.395, [part * 0.22 for part in iris]),
        (0.445, (0.62, 0.57, 0.54)),
    )
    shader.put("Base Color", shader.mix(0.25, colored, shader.mix(fibers, colored, (0, 0, 0)), "MIX"))
    return Eye(shader.material, away.node.inputs[1], facing.node.inputs[1])


def hair(color: Color, gray: float = 0.0) -> bpy.types.Material:
    """Strands of one color, each a little different; `gray` is the share that has turned."""
    shader = Shader.new("hair", color, roughness=0.42)
    shader.put("Specular IOR Level", 0.35)
    chance = shader.add("HairInfo", out="Random")
    own = shader.ramp(
        chance, (0.0, [part * 0.6 for part in color]), (1.0, [min(1, part * 1.5) for part in color])
    )
    turned = shader.math("LESS_THAN", shader.math("FRACT", shader.math("MULTIPLY", chance, 37.0)), gray)
    shader.put("Base Color", shader.mix(turned, own, (0.42, 0.41, 0.40)))
    return shader.material


def hair_strips(color: Color, gray: float = 0.0) -> bpy.types.Material:
    """Hair as strips: strands along the strip, with gaps between them."""
    shown = [part * (1 - gray) + 0.40 * gray for part in color]
    shader = Shader.new("hair strips", shown, roughness=0.5)
    shader.put("Specular IOR Level", 0.3)
    along = shader.add("Mapping", Vector=shader.add("UVMap", fields={"uv_map": "uv"}), Scale=(260, 3, 1))
    strands = shader.noise(1, along, detail=3)
    dark, light = ([min(1, part * share) for part in shown] for share in (0.35, 1.6))
    shader.put("Base Color", shader.ramp(strands, (0.35, dark), (0.68, light)))
    shader.put("Alpha", shader.math("GREATER_THAN", strands, 0.33))
    shader.bump((strands, 0.5, 0.002))
    return shader.material
