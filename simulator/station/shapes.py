"""Shapes with smooth edges: round corners, discs and icons, each drawn once and kept."""

from __future__ import annotations

from functools import lru_cache
from importlib import resources

import pygame
from pygame import Rect, Surface

from simulator.station.theme import Color

FINER = 4  # a curve is drawn so many times larger, then shrunk
LARGE = 40  # pixels: a radius whose curve is smooth enough at twice its size


def rounded(surface: Surface, rect: Rect, color: Color, radius: int, alpha: int = 255) -> None:
    """Fill a rectangle with round corners."""
    radius = max(0, min(radius, rect.width // 2, rect.height // 2))
    inner = (rect.inflate(0, -2 * radius), *_between_corners(rect, radius))
    for part in inner:
        _fill(surface, part, color, alpha)
    if radius:
        corners = disc(radius, color, alpha)
        right, bottom = rect.right - radius, rect.bottom - radius
        for x, y, u, v in (
            (rect.left, rect.top, 0, 0),
            (right, rect.top, radius, 0),
            (rect.left, bottom, 0, radius),
            (right, bottom, radius, radius),
        ):
            surface.blit(corners, (x, y), (u, v, radius, radius))


def _between_corners(rect: Rect, radius: int) -> tuple[Rect, Rect]:
    top = Rect(rect.left + radius, rect.top, rect.width - 2 * radius, radius)
    return top, top.move(0, rect.height - radius)


def _fill(surface: Surface, rect: Rect, color: Color, alpha: int) -> None:
    if alpha == 255:
        surface.fill(color, rect)
        return
    seen = rect.clip(surface.get_clip())
    if seen.width and seen.height:
        glass = Surface(seen.size)
        glass.fill(color)
        glass.set_alpha(alpha)
        surface.blit(glass, seen)


@lru_cache(maxsize=16)
def with_round_top(picture: Surface, radius: int) -> Surface:
    """The picture with its upper corners rounded off."""
    cut = picture.convert_alpha()
    corners, right = disc(radius, (255, 255, 255)), cut.get_width() - radius
    for x, u in ((0, 0), (right, radius)):
        cut.blit(corners, (x, 0), (u, 0, radius, radius), special_flags=pygame.BLEND_RGBA_MULT)
    return cut


@lru_cache(maxsize=256)
def disc(radius: int, color: Color, alpha: int = 255) -> Surface:
    """A disc with a smooth edge."""
    wide = radius * (FINER if radius < LARGE else 2)
    large = Surface((2 * wide, 2 * wide), pygame.SRCALPHA)
    large.fill((*color, 0))
    pygame.draw.circle(large, (*color, alpha), (wide, wide), wide)
    return pygame.transform.smoothscale(large, (2 * radius, 2 * radius))


@lru_cache(maxsize=256)
def icon(name: str, size: int, color: Color) -> Surface:
    """An icon of assets/icons in that size and color."""
    shape = pygame.transform.smoothscale(_icon(name), (size, size))
    shape.fill((*color, 255), special_flags=pygame.BLEND_RGBA_MULT)
    return shape


@lru_cache(maxsize=64)
def _icon(name: str) -> Surface:
    return pygame.image.load(str(resources.files("assets") / "icons" / f"{name}.png"))
