"""Light, lens, samples and file: the one studio that people and places share. It alone renders."""

from __future__ import annotations

import io
import tempfile
from collections.abc import Sequence
from pathlib import Path

import bpy
from mathutils import Vector
from PIL import Image, ImageFilter

QUALITY = 88


WARM, COOL = (1.0, 0.95, 0.88), (0.82, 0.9, 1.0)


def empty_scene() -> bpy.types.Scene:
    """A scene with nothing in it."""
    bpy.ops.wm.read_factory_settings(use_empty=True)
    return bpy.context.scene


def aim(shown: bpy.types.Object, target: Sequence[float]) -> None:
    """Turn a camera or a light toward a place."""
    shown.rotation_euler = (Vector(target) - shown.location).to_track_quat("-Z", "Y").to_euler()


def lamp(
    kind: str, place: Sequence[float], power: float, color: Sequence[float] = (1, 1, 1), *,
    target: Sequence[float] | None = None, size: float = 0.3, height: float | None = None, cone: float = 1.2,
) -> bpy.types.Object:  # fmt: skip
    """A light: AREA, POINT, SPOT (watts) or SUN (its size is an angle)."""
    light = bpy.data.lights.new(kind, kind)
    light.energy, light.color = power, color
    match kind:
        case "AREA":
            light.size = size
            if height:
                light.shape, light.size_y = "RECTANGLE", height
        case "SUN":
            light.angle = size
        case "SPOT":
            light.spot_size, light.spot_blend, light.shadow_soft_size = cone, 0.6, size
        case _:
            light.shadow_soft_size = size
    shown = bpy.data.objects.new(kind, light)
    shown.location = place
    bpy.context.collection.objects.link(shown)
    if target is not None:
        aim(shown, target)
    return shown


def sky(color: Sequence[float], strength: float) -> None:
    """An even light from all around."""
    world = bpy.data.worlds.new("sky")
    bpy.context.scene.world = world
    world.use_nodes = True
    world.node_tree.nodes["Background"].inputs["Color"].default_value = (*color, 1)
    world.node_tree.nodes["Background"].inputs["Strength"].default_value = strength


def open_sky(horizon: Sequence[float], zenith: Sequence[float], strength: float) -> None:
    """A sky that goes from one color at the horizon to another overhead."""
    sky(zenith, strength)
    tree = bpy.context.scene.world.node_tree
    where = tree.nodes.new("ShaderNodeTexCoord")
    height = tree.nodes.new("ShaderNodeSeparateXYZ")
    ramp = tree.nodes.new("ShaderNodeValToRGB")
    ramp.color_ramp.elements[0].color, ramp.color_ramp.elements[1].color = (*horizon, 1), (*zenith, 1)
    ramp.color_ramp.elements[1].position = 0.45
    tree.links.new(where.outputs["Generated"], height.inputs[0])
    tree.links.new(height.outputs["Z"], ramp.inputs["Fac"])
    tree.links.new(ramp.outputs["Color"], tree.nodes["Background"].inputs["Color"])


def camera(place: Sequence[float], target: Sequence[float], lens: float) -> bpy.types.Object:
    """The scene's camera."""
    shown = bpy.data.objects.new("camera", bpy.data.cameras.new("camera"))
    shown.data.lens = lens
    shown.location = place
    aim(shown, target)
    bpy.context.collection.objects.link(shown)
    bpy.context.scene.camera = shown
    return shown


def prepare(
    size: tuple[int, int], samples: int, *, exposure: float = 0.2, clear: bool = False, bounces: int = 4
) -> None:
    """Cycles with few samples and a denoiser; `clear` leaves the background transparent."""
    scene = bpy.context.scene
    scene.render.engine = "CYCLES"
    cycles = scene.cycles
    cycles.device, cycles.samples, cycles.use_denoising = "CPU", samples, True
    cycles.use_adaptive_sampling, cycles.adaptive_threshold = True, 0.05
    cycles.denoising_prefilter, cycles.denoising_quality = "FAST", "BALANCED"
    cycles.max_bounces, cycles.diffuse_bounces, cycles.glossy_bounces = bounces, min(bounces, 3), 2
    cycles.transparent_max_bounces, cycles.sample_clamp_indirect = 8, 4.0
    cycles.caustics_reflective = cycles.caustics_refractive = False
    scene.cycles_curves.shape = "RIBBONS"
    scene.cycles_curves.subdivisions = 2
    scene.render.use_persistent_data = True
    scene.render.film_transparent = clear
    scene.render.resolution_x, scene.render.resolution_y = size
    scene.render.resolution_percentage = 100
    scene.render.image_settings.color_mode = "RGBA" if clear else "RGB"
    scene.view_settings.view_transform, scene.view_settings.look = "AgX", "AgX - Medium High Contrast"
    scene.view_settings.exposure = exposure


def render(path: Path, enlarged: tuple[int, int] | None = None) -> int:
    """Render the scene into a WebP file, enlarged if asked; gives the file's size in bytes."""
    with tempfile.TemporaryDirectory() as folder:
        raw = Path(folder) / "picture.png"
        bpy.context.scene.render.filepath = str(raw)
        bpy.ops.render.render(write_still=True)
        written = io.BytesIO()
        picture = soften_edges(Image.open(raw))
        if enlarged:
            picture = picture.resize(enlarged, Image.Resampling.LANCZOS)
        picture.save(written, "WEBP", quality=QUALITY, method=6)
    path.parent.mkdir(parents=True, exist_ok=True)
    return path.write_bytes(written.getvalue())


def soften_edges(picture: Image.Image) -> Image.Image:
    """Hair's edge evened out: the denoiser leaves it grainy where the background is transparent."""
    if picture.mode != "RGBA":
        return picture
    soft = picture.convert("RGBa").filter(ImageFilter.GaussianBlur(1.1)).convert("RGBA")
    cover = soft.getchannel("A").filter(ImageFilter.GaussianBlur(1.5))
    edge = cover.point([255 if 10 < level < 245 else 0 for level in range(256)])
    return Image.composite(soft, picture, edge.filter(ImageFilter.GaussianBlur(0.8)))
