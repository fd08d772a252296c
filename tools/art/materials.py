"""Procedural surfaces: skin, eyes, hair, cloth, wood, metal, glass. It alone wires shaders; no picture files are read."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import bpy

Color = Sequence[float]  # red, green, blue in linear light


@dataclass(frozen=True, slots=True)
class Shader:
    """One material while it is wired, around its principled surface."""

    material: bpy.types.Material

    @classmethod
    def new(cls, name: str, color: Color = (0.5, 0.5, 0.5), **surface: float) -> Shader:
        """A material of one color; further words are the principled surface's inputs (roughness, metallic ...)."""
        material = bpy.data.materials.new(name)
        material.use_nodes = True
        shader = cls(material)
        shader.put("Base Color", (*color, 1))
        for key, value in surface.items():
            shader.put(key.replace("_", " ").title().replace("Ior", "IOR"), value)
        return shader

    @property
    def tree(self) -> bpy.types.NodeTree:
        """The wiring itself."""
        return self.material.node_tree

    @property
    def surface(self) -> bpy.types.Node:
        """The principled surface."""
        return self.tree.nodes["Principled BSDF"]

    def put(self, key: str, value: object) -> None:
        """Set or connect one input of the surface."""
        self._feed(self.surface.inputs[key], value)

    def add(
        self, kind: str, *, out: int | str = 0, fields: dict[str, object] | None = None, **inputs: object
    ):  # type: ignore[no-untyped-def]
        """A new part with fields set and inputs set or connected ("in0" is the first); gives one of its outputs."""
        part = self.tree.nodes.new(f"ShaderNode{kind}")
        for field, value in (fields or {}).items():
            setattr(part, field, value)
        for key, value in inputs.items():
            slot = part.inputs[int(key[2:])] if key[:2] == "in" else part.inputs[key.replace("_", " ")]
            self._feed(slot, value)
        return part.outputs[out]

    def _feed(self, slot: bpy.types.NodeSocket, value: object) -> None:
        if isinstance(value, bpy.types.NodeSocket):
            self.tree.links.new(value, slot)
        else:
            slot.default_value = value

    def attribute(self, name: str, out: str = "Fac"):  # type: ignore[no-untyped-def]
        """What the mesh carries under this name."""
        return self.add("Attribute", out=out, fields={"attribute_name": name})

    def place(self, scale: Sequence[float] = (1, 1, 1), rest: bool = False):  # type: ignore[no-untyped-def]
        """Where on the object a point is, stretched; `rest` reads it before posing."""
        here = self.attribute("rest", "Vector") if rest else self.add("TexCoord", out="Object")
        return self.add("Mapping", Vector=here, Scale=scale)

    def noise(self, scale: float, where: object, detail: float = 4, roughness: float = 0.5):  # type: ignore[no-untyped-def]
        """Cloudy values around one half."""
        return self.add("TexNoise", Vector=where, Scale=scale, Detail=detail, Roughness=roughness)

    def ramp(self, share: object, *stops: tuple[float, Color]):  # type: ignore[no-untyped-def]
        """Colors along a share from 0 to 1."""
        output = self.add("ValToRGB", Fac=share)
        elements = output.node.color_ramp.elements
        for element, (place, color) in zip(elements, stops[:2], strict=True):
            element.position, element.color = place, (*color, 1)
        for place, color in stops[2:]:
            elements.new(place).color = (*color, 1)
        return output

    def mix(self, share: object, first: object, second: object, blend: str = "MIX"):  # type: ignore[no-untyped-def]
        """Two colors mixed by a share."""
        colors = {
            "in6": (*first, 1) if isinstance(first, (tuple, list)) else first,
            "in7": (*second, 1) if isinstance(second, (tuple, list)) else second,
        }
        return self.add("Mix", out=2, fields={"data_type": "RGBA", "blend_type": blend}, in0=share, **colors)

    def math(self, operation: str, first: object, second: object = 0.0, third: object = 0.0):  # type: ignore[no-untyped-def]
        """One sum."""
        return self.add("Math", fields={"operation": operation}, in0=first, in1=second, in2=third)

    def bump(self, *heights: tuple[object, float, float]) -> None:
        """Relief from (height, strength, depth in meters), one upon the other."""
        below = None
        for height, strength, depth in heights:
            relief = {"Height": height, "Strength": strength, "Distance": depth}
            below = self.add("Bump", **relief, **({"Normal": below} if below else {}))
        self.put("Normal", below)


def plain(name: str, color: Color, roughness: float = 0.5, **surface: float) -> bpy.types.Material:
    """One even color."""
    return Shader.new(name, color, roughness=roughness, **surface).material


def glowing(name: str, color: Color, strength: float) -> bpy.types.Material:
    """A surface that gives light."""
    shader = Shader.new(name, color, roughness=0.8, emission_strength=strength)
    shader.put("Emission Color", (*color, 1))
    return shader.material


def mottled(
    name: str,
    color: Color,
    roughness: float = 0.6,
    *,
    spread: float = 0.15,
    scale: float = 8,
    relief: float = 0.1,
    depth: float = 0.004,
    stretch: Sequence[float] = (1, 1, 1),
    **surface: float,
) -> bpy.types.Material:
    """A color that wanders, with a little relief: plaster, painted metal, asphalt, bark, leaves."""
    shader = Shader.new(name, color, roughness=roughness, **surface)
    clouds = shader.noise(scale, shader.place(stretch), detail=8)
    dark, light = ([min(1.0, part * (1 + sign * spread)) for part in color] for sign in (-1, 1))
    shader.put("Base Color", shader.ramp(clouds, (0.3, dark), (0.7, light)))
    if relief:
        shader.bump((clouds, relief, depth))
    return shader.material


def cloth(name: str, color: Color, *, weave: float = 300, sheen: float = 0.25) -> bpy.types.Material:
    """Woven cloth: a little worn, with soft creases; threads are finer than a pixel."""
    shader = Shader.new(name, color, roughness=0.9, sheen_weight=sheen)
    shader.put("Sheen Tint", (*[min(1, part * 1.5 + 0.1) for part in color], 1))
    shader.put("Specular IOR Level", 0.2)
    rest = shader.place(rest=True)
    clouds = shader.add(
        "TexNoise",
        Vector=shader.place((1, 1, 0.5), rest=True),
        Scale=8.0,
        Detail=2.0,
        Roughness=0.4,
        Distortion=0.7,
    )
    creases = shader.math(
        "SUBTRACT", 1.0, shader.math("ABSOLUTE", shader.math("MULTIPLY_ADD", clouds, 2.0, -1.0))
    )
    wear = shader.noise(weave, rest, detail=1)
    shader.put(
        "Base Color",
        shader.ramp(
            wear, (0.3, [part * 0.9 for part in color]), (0.75, [min(1, part * 1.1) for part in color])
        ),
    )
    shader.bump((creases, 0.4, 0.018))
    return shader.material


def knit(name: str, color: Color) -> bpy.types.Material:
    """Wool in ribs."""
    shader = Shader.new(name, color, roughness=0.95, sheen_weight=0.5)
    rest = shader.place(rest=True)
    ribs = shader.add(
        "TexWave", Vector=rest, Scale=75, Distortion=1.2, Detail=2, fields={"bands_direction": "X"}
    )
    shader.put(
        "Base Color",
        shader.mix(0.35, tuple(color), shader.ramp(ribs, (0.1, [c * 0.6 for c in color]), (0.8, color))),
    )
    shader.bump((ribs, 0.5, 0.002))
    return shader.material


def planks(
    name: str, light: Color, dark: Color, *, along: str = "Y", width: float = 0.14
) -> bpy.types.Material:
    """A floor of boards."""
    shader = Shader.new(name, light, roughness=0.38)
    turn = 1.5708 if along == "Y" else 0.0
    boards = shader.add("Mapping", Vector=shader.add("TexCoord", out="Object"), Rotation=(0, 0, turn))
    pattern = shader.add(
        "TexBrick",
        Vector=boards,
        Scale=1.0,
        Color1=(*light, 1),
        Color2=(*dark, 1),
        Mortar=(*[part * 0.2 for part in dark], 1),
        Mortar_Size=0.003,
        Brick_Width=1.4,
        Row_Height=width,
    )
    grain = shader.noise(3, shader.add("Mapping", Vector=boards, Scale=(1, 14, 1)), detail=10)
    shader.put("Base Color", shader.mix(0.5, pattern, grain, "OVERLAY"))
    shader.bump((grain, 0.05, 0.002))
    return shader.material


def tiles(
    name: str, color: Color, grout: Color, *, size: tuple[float, float] = (0.3, 0.3), gap: float = 0.004,
    upright: str = "", roughness: float = 0.3, offset: float = 0.0, spread: float = 0.08, relief: float = 0.3,
) -> bpy.types.Material:  # fmt: skip
    """Tiles or bricks on a floor, or upright on a wall that faces "x" or "y"."""
    shader = Shader.new(name, color, roughness=roughness)
    turn = {"": (0, 0, 0), "y": (1.5708, 0, 0), "x": (1.5708, 0, 1.5708)}[upright]
    where = shader.add(
        "Mapping",
        Vector=shader.add("TexCoord", out="Object"),
        Rotation=turn,
        fields={"vector_type": "TEXTURE"},
    )
    lighter, darker = ([min(1, part * (1 + sign * spread)) for part in color] for sign in (1, -1))
    pattern = shader.add(
        "TexBrick",
        Vector=where,
        Scale=1.0,
        Color1=(*lighter, 1),
        Color2=(*darker, 1),
        Mortar=(*grout, 1),
        Mortar_Size=gap,
        Brick_Width=size[0],
        Row_Height=size[1],
        fields={"offset": offset},
    )
    stains = shader.noise(4, where, detail=8)
    shader.put("Base Color", shader.mix(0.25, pattern, stains, "OVERLAY"))
    joints = pattern.node.outputs["Fac"]
    shader.bump((shader.math("SUBTRACT", 1.0, joints), relief, 0.003))
    return shader.material


def glass(name: str, tint: Color = (0.9, 0.95, 0.95), see_through: float = 0.85) -> bpy.types.Material:
    """A thin pane: mostly clear, with reflections, and cheap to render."""
    shader = Shader.new(name, tint, roughness=0.02)
    clear = shader.add("BsdfTransparent", out="BSDF", Color=(*tint, 1))
    mirror = shader.add("BsdfGlossy", out="BSDF", Roughness=0.02)
    share = shader.add("LayerWeight", out="Fresnel", Blend=0.25)
    both = shader.add(
        "MixShader",
        out="Shader",
        Fac=shader.math("MULTIPLY", share, 1.0 - see_through + 0.4),
        in1=clear,
        in2=mirror,
    )
    shader.tree.links.new(both, shader.tree.nodes["Material Output"].inputs["Surface"])
    return shader.material
