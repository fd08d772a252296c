"""That everybody can play: what is seen first, where the focus is, and what stands for keys, sight and hearing."""

from __future__ import annotations

import os

os.environ.setdefault("SDL_VIDEODRIVER", "dummy")
os.environ.setdefault("SDL_AUDIODRIVER", "dummy")

import pygame
import pytest

from simulator.station.canvas import Canvas, Looks, Painted
from simulator.station.easel import Easel
from simulator.station.pictures import Pictures
from tests.test_station_pictures import SCREENS

LARGE = Looks(text_percent=200)


@pytest.fixture
def easel() -> Easel:
    pygame.display.init()
    pygame.font.init()
    pygame.display.set_mode((1280, 720))
    return Easel(Pictures(wait=True))


def choices(canvas: Canvas) -> list[Painted]:
    return [each for each in canvas.controls if each.control.id.startswith("choice")]


# ---- what is seen


@pytest.mark.parametrize("name", ["menu", "menu_hard", "nearly_out"])
def test_a_menu_that_is_too_long_for_the_window_begins_at_its_choices(easel: Easel, name: str) -> None:
    canvas = easel.paint(SCREENS[name], LARGE, (), 0.0)
    first, *_, last = choices(canvas)
    assert first.seen == first.rect
    assert easel.rolled
    if name == "menu":
        assert last.seen == last.rect


@pytest.mark.parametrize("name", SCREENS)
def test_the_focus_is_always_in_sight(easel: Easel, name: str) -> None:
    canvas = easel.paint(SCREENS[name], LARGE, (), 0.0)
    for _ in canvas.controls:
        easel.step(1)
        canvas = easel.paint(SCREENS[name], LARGE, (), 0.0)
        (focused,) = (each for each in canvas.controls if each.control.id == canvas.focus)
        most = min(focused.rect.height, focused.view.height if focused.view else 10**6) - canvas.px(24)
        assert focused.seen.height >= most, focused


def test_scrolling_away_gives_the_focus_up_and_the_next_step_begins_where_the_officer_looks(
    easel: Easel,
) -> None:
    screen = SCREENS["menu_hard"]
    easel.paint(screen, LARGE, (), 0.0)
    easel.step(1)
    easel.paint(screen, LARGE, (), 0.0)
    easel.scroll(10**6)
    canvas = easel.paint(screen, LARGE, (), 0.0)
    assert canvas.focus == ""
    easel.step(1)
    canvas = easel.paint(screen, LARGE, (), 0.0)
    (focused,) = (each for each in canvas.controls if each.control.id == canvas.focus)
    assert focused.seen == focused.rect
