"""What the station's screens look like: accepted pictures, and that nothing on any of them is ever cut.

LEVELHEAD_ACCEPT=1 accepts the pictures of today; look at them first.
"""

from __future__ import annotations

import os
from collections.abc import Iterator, Mapping
from pathlib import Path

os.environ.setdefault("SDL_VIDEODRIVER", "dummy")

import numpy as np
import pygame
import pytest

from simulator.station.canvas import Canvas, Looks, Painted, Written
from simulator.station.layout import Size
from simulator.station.pictures import Pictures
from simulator.station.screens import Screen
from simulator.station.theme import CONTRAST, LIGHT
from tests.station_screens import SCREENS

ACCEPTED = Path(__file__).parent / "pictures"
MAY_DIFFER = 0.002  # of the pixels, by more than a shade: letters are drawn a little otherwise elsewhere
SHADE = 40

HD, FULL_HD = (1280, 720), (1920, 1080)


@pytest.fixture(scope="module")
def display() -> Iterator[None]:
    pygame.display.init()
    pygame.font.init()
    pygame.display.set_mode(HD)
    yield
    pygame.display.quit()


def painted(screen: Screen, size: Size, looks: Looks, focus: str = "", scroll: int | None = None) -> Canvas:
    canvas = Canvas(pygame.Surface(size), looks, Pictures(wait=True), focus=focus, scroll=scroll)
    screen.paint(canvas, 0.0)
    return canvas


# ---- nothing is cut


@pytest.mark.parametrize("percent", [100, 150, 200])
@pytest.mark.parametrize("size", [(800, 450), HD, (1024, 768), FULL_HD])
@pytest.mark.parametrize("name", SCREENS)
def test_every_word_and_control_is_within_the_window_or_can_be_scrolled_to(
    display: None, name: str, size: Size, percent: int
) -> None:
    canvas = painted(SCREENS[name], size, Looks(text_percent=percent), scroll=0)
    whole: list[Written | Painted] = [*canvas.written, *canvas.controls]
    assert len(whole) > 2
    for each in whole:
        seen = each.view or canvas.box
        assert seen.left <= each.rect.left, each
        assert each.rect.right <= seen.right, each
        assert each.rect.top >= seen.top, each
        assert each.rect.bottom <= seen.bottom + (canvas.rolled if each.view else 0), each


@pytest.mark.parametrize(
    "name", [name for name in SCREENS if "menu" in name or name in ("probe", "nearly_out")]
)
def test_every_choice_can_be_brought_into_view_by_the_focus(display: None, name: str) -> None:
    first = painted(SCREENS[name], HD, Looks(text_percent=200), scroll=0)
    for each in first.controls:
        if each.view and each.control.focusable:
            scroll = each.rect.bottom - each.view.bottom
            again = painted(SCREENS[name], HD, Looks(text_percent=200), each.control.id, max(0, scroll))
            (found,) = [one for one in again.controls if one.control.id == each.control.id]
            assert found.seen.height >= min(found.rect.height, each.view.height) - 1


# ---- accepted pictures

PICTURES: Mapping[str, tuple[str, Size, Looks, str]] = {
    "library": ("library", HD, Looks(), "brief music"),
    "briefing": ("briefing", HD, Looks(), ""),
    "call": ("call", HD, Looks(), ""),
    "menu": ("menu", HD, Looks(), "choice name_it"),
    "menu_1080": ("menu", FULL_HD, Looks(), ""),
    "menu_light": ("menu", HD, Looks(LIGHT), "choice name_it"),
    "menu_contrast": ("menu", HD, Looks(CONTRAST), "choice name_it"),
    "nearly_out": ("nearly_out", HD, Looks(), ""),
    "reply": ("reply", HD, Looks(), ""),
    "probe": ("probe", HD, Looks(), ""),
    "paused": ("paused", HD, Looks(), "go_on"),
    "stopping": ("stopping", HD, Looks(), ""),
    "ending": ("ending", HD, Looks(), ""),
    "reaction": ("reaction", HD, Looks(), "rate 3"),
    "debrief": ("debrief_1", HD, Looks(), ""),
    "debrief_decisions": ("debrief_3", HD, Looks(), ""),
    "debrief_other_side": ("debrief_4", HD, Looks(), ""),
    "debrief_how_well": ("debrief_5", HD, Looks(), ""),
    "debrief_along": ("debrief_6", HD, Looks(), ""),
    "reaction_in": ("reaction_in", HD, Looks(), "rate 3"),
    "dispute": ("dispute", HD, Looks(), ""),
    "debrief_light": ("debrief_1", HD, Looks(LIGHT), ""),
    "debrief_200": ("debrief_1", HD, Looks(text_percent=200), ""),
    "calm": ("calm", HD, Looks(), ""),
    "settings": ("settings", HD, Looks(), "Colors Light"),
    "backlog": ("backlog", HD, Looks(), ""),
    "injects": ("injects", HD, Looks(), "inject son"),
    "keys": ("keys_asking", HD, Looks(), "leave it"),
    "keys_200": ("keys", HD, Looks(text_percent=200), ""),
    "learning": ("learning", HD, Looks(), ""),
    "preview": ("preview", HD, Looks(), ""),
    "preview_wrong_200": ("preview_wrong", HD, Looks(text_percent=200), ""),
    "passing": ("passing", HD, Looks(), ""),
    "who": ("who", HD, Looks(), "name 1042"),
    "who_kiosk": ("who_kiosk", HD, Looks(), ""),
    "pin_wrong": ("pin_wrong", HD, Looks(), "key 5"),
    "passphrase": ("passphrase", HD, Looks(), ""),
    "passphrase_200": ("passphrase", HD, Looks(text_percent=200), ""),
    "home": ("home", HD, Looks(), "next"),
    "home_new": ("home_new", HD, Looks(LIGHT), ""),
    "home_200": ("home", HD, Looks(text_percent=200), ""),
    "shelf_filtered": ("shelf_filtered", HD, Looks(), ""),
    "progress": ("progress", HD, Looks(), ""),
    "progress_200": ("progress", HD, Looks(text_percent=200), ""),
    "changed": ("changed", HD, Looks(), ""),
    "check_in": ("check_in", HD, Looks(), "slider 1"),
    "strain_200": ("strain", HD, Looks(text_percent=200), ""),
    "burnout": ("burnout", HD, Looks(), "answer 3"),
    "outcome": ("outcome", HD, Looks(), ""),
    "resources": ("resources", HD, Looks(), ""),
    "wellness": ("wellness", HD, Looks(), "wish open"),
    "recovery_code": ("recovery_code", HD, Looks(), ""),
    "trend": ("trend", HD, Looks(), ""),
    "trend_contrast": ("trend", HD, Looks(CONTRAST), ""),
    "still_there": ("still_there", HD, Looks(), "here"),
    "menu_hard": ("menu_hard", HD, Looks(), "choice c2"),
    "menu_hard_200": ("menu_hard", HD, Looks(text_percent=200), ""),
    "menu_200": ("menu", HD, Looks(text_percent=200), "choice name_it"),
    "briefing_hard_200": ("briefing_hard", HD, Looks(text_percent=200), ""),
}


@pytest.mark.parametrize("name", PICTURES)
def test_a_screen_looks_as_it_was_accepted(display: None, name: str) -> None:
    screen, size, looks, focus = PICTURES[name]
    canvas, file = painted(SCREENS[screen], size, looks, focus), ACCEPTED / f"station_{name}.png"
    if os.environ.get("LEVELHEAD_ACCEPT"):
        pygame.image.save(canvas.surface, file)
    assert file.exists(), f"{file.name} is not accepted yet: look at it, then `make golden`"
    assert differing(canvas.surface, pygame.image.load(file)) <= MAY_DIFFER, f"{file.name} looks different"


def differing(one: pygame.Surface, other: pygame.Surface) -> float:
    """The share of the pixels that differ by more than a shade."""
    if one.get_size() != other.get_size():
        return 1.0
    shades = [np.frombuffer(pygame.image.tobytes(each, "RGB"), np.uint8).astype(int) for each in (one, other)]
    return float(np.mean(np.abs(shades[0] - shades[1]) > SHADE))


# ---- contrast


@pytest.mark.parametrize("looks", [Looks(), Looks(LIGHT), Looks(CONTRAST)], ids=["dark", "light", "contrast"])
@pytest.mark.parametrize("name", SCREENS)
def test_words_stand_out_from_what_is_behind_them(display: None, name: str, looks: Looks) -> None:
    """Measured from the rendered pixels: the farthest pixel of each text from its ground, by WCAG's ratio."""
    least = 7.0 if looks.theme is CONTRAST else 4.5
    canvas = painted(SCREENS[name], HD, looks)
    for each in canvas.written:
        seen = each.rect.clip(each.view or canvas.box)
        if each.text.strip() and seen.height == each.rect.height and seen.width:
            assert contrast(canvas.surface.subsurface(seen)) >= least, each


def contrast(surface: pygame.Surface) -> float:
    """The ratio between the lightest or darkest pixels and the commonest ground."""
    pixels = np.frombuffer(pygame.image.tobytes(surface, "RGB"), np.uint8).reshape(-1, 3) / 255
    linear = np.where(pixels <= 0.04045, pixels / 12.92, ((pixels + 0.055) / 1.055) ** 2.4)
    light = linear @ np.array([0.2126, 0.7152, 0.0722])
    ground = float(np.median(light))
    return max((float(light.max()) + 0.05) / (ground + 0.05), (ground + 0.05) / (float(light.min()) + 0.05))
