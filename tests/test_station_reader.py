"""What a screen reader is told of each screen."""

from __future__ import annotations

import os
from functools import partial
from types import SimpleNamespace

os.environ.setdefault("SDL_VIDEODRIVER", "dummy")

import pygame
import pytest

from simulator.station.canvas import Canvas, Control, Looks, Role, Scale
from simulator.station.easel import Easel
from simulator.station.entry_actions import Give
from simulator.station.pictures import Pictures
from simulator.station.reader import WINDOW, Ask, Asked, Leaf, Reader, Tree, tree_of, update_of
from tests.station_screens import SCREENS


def tree(name: str, focus: str = "") -> Tree:
    pygame.display.init()
    pygame.font.init()
    pygame.display.set_mode((1280, 720))
    canvas = Canvas(pygame.Surface((1280, 720)), Looks(), Pictures(wait=True), focus=focus)
    SCREENS[name].paint(canvas, 0.0)
    return tree_of(canvas)


def controls(found: Tree) -> list[Leaf]:
    return [leaf for leaf in found.leaves if leaf.role]


@pytest.mark.parametrize("name", SCREENS)
def test_every_control_has_a_role_a_name_and_a_place_and_is_told_once(name: str) -> None:
    leaves = controls(tree(name))
    assert leaves
    assert all(leaf.name.strip() and leaf.rect[2] > leaf.rect[0] and leaf.control for leaf in leaves)
    assert len({leaf.number for leaf in leaves}) == len(leaves)


def test_choices_are_told_with_kind_words_key_and_why_they_are_closed() -> None:
    choices = [leaf for leaf in controls(tree("menu")) if leaf.role is Role.CHOICE]
    assert [leaf.shortcut for leaf in choices] == ["1", "2", "3", "4", "5"]
    assert choices[1].name == "Say: Turn it off. Now."
    assert choices[3].name.endswith("(You did not ask who called.)")
    assert [leaf.enabled for leaf in choices] == [True, True, True, False, True]


def test_words_are_told_in_order_and_those_of_controls_only_once() -> None:
    names = [leaf.name for leaf in tree("menu").leaves]
    assert names.index("Leo Brandt · angry") < names.index("What. It's my birthday.")
    assert names.index("What. It's my birthday.") < names.index("Say: Turn it off. Now.")
    assert "Turn it off. Now." not in names
    assert "14 s" in names


def test_the_menu_is_hidden_from_readers_too_while_paused() -> None:
    assert [leaf.name for leaf in controls(tree("paused"))] == ["Go on", "Stop this run"]


def test_the_focus_is_told() -> None:
    found = tree("menu", focus="choice order")
    assert next(leaf for leaf in found.leaves if leaf.number == found.focus).name == "Say: Turn it off. Now."
    assert tree("menu").focus == WINDOW


def test_what_is_chosen_of_several_is_told_with_what_it_is_about() -> None:
    found = {leaf.name: leaf for leaf in controls(tree("settings"))}
    assert found["Colors: Dark"].chosen
    assert found["Colors: Light"].chosen is False
    assert found["Colors: Dark"].said == "Colors: Dark. Chosen."
    assert found["Keys"].chosen is None


def test_the_platform_gets_the_same_tree() -> None:
    kit = pytest.importorskip("accesskit", reason="accesskit is not installed: pip install levelhead[access]")
    found = tree("menu", focus="choice order")
    update = update_of(kit, found)
    nodes = dict(update.nodes)
    assert update.focus == found.focus
    assert nodes[WINDOW].children == [leaf.number for leaf in found.leaves]
    assert nodes[found.focus].role == kit.Role.BUTTON
    assert nodes[found.focus].label == "Say: Turn it off. Now."
    closed = next(leaf for leaf in found.leaves if not leaf.enabled)
    assert nodes[closed.number].is_disabled


def test_what_a_reader_asks_for_comes_to_the_window() -> None:
    reader = Reader(None)
    reader._tree = tree("menu")
    wanted = next(leaf for leaf in reader._tree.leaves if leaf.control == "choice order")
    reader._asked.put((Ask.PRESS, wanted.number, 0.0))
    reader._asked.put((Ask.FOCUS, wanted.number, 0.0))
    assert list(reader.asked()) == [Asked(Ask.PRESS, "choice order"), Asked(Ask.FOCUS, "choice order")]
    assert list(reader.asked()) == []


def slider(value: int | None) -> Tree:
    control = Control(
        "effort",
        Give(0, 50),
        "How hard was it?",
        Role.SLIDER,
        scale=Scale(0, 100, 5, value, partial(Give, 0)),
    )
    pygame.display.init()
    canvas = Canvas(pygame.Surface((800, 450)), Looks(), Pictures(wait=True), focus="effort")
    canvas.offer(control, pygame.Rect(10, 10, 200, 40))
    return tree_of(canvas)


def test_a_slider_is_told_with_its_number_and_without_one_until_it_is_answered() -> None:
    kit = pytest.importorskip("accesskit", reason="accesskit is not installed: pip install levelhead[access]")
    (_, (_, empty)), (_, (_, set_to)) = (update_of(kit, slider(each)).nodes for each in (None, 35))
    assert set_to.role == kit.Role.SLIDER
    assert (set_to.min_numeric_value, set_to.max_numeric_value, set_to.numeric_value_step) == (0, 100, 5)
    assert (set_to.numeric_value, set_to.value) == (35, "35 of 100")
    assert (empty.numeric_value, empty.value) == (None, "Not answered yet")


def test_what_a_reader_asks_of_a_slider_is_what_keys_would_ask() -> None:
    kit = pytest.importorskip("accesskit", reason="accesskit is not installed: pip install levelhead[access]")
    reader, easel = Reader(None), Easel(Pictures(wait=True))
    reader._kit, reader._tree = kit, slider(35)
    canvas = Canvas(pygame.Surface((800, 450)), Looks(), Pictures(wait=True))
    (leaf,) = reader._tree.leaves
    assert leaf.scale
    control = Control("effort", Give(0, 35), leaf.name, Role.SLIDER, scale=leaf.scale)
    canvas.offer(control, pygame.Rect(10, 10, 200, 40))
    easel.controls = canvas.controls
    requests = [
        SimpleNamespace(action=kit.Action.INCREMENT, target=leaf.number, data=None),
        SimpleNamespace(action=kit.Action.DECREMENT, target=leaf.number, data=None),
        SimpleNamespace(
            action=kit.Action.SET_VALUE, target=leaf.number, data=(kit.ActionDataKind.NUMERIC_VALUE, 71.0)
        ),
    ]
    for request in requests:
        reader._hear(request)
    assert [easel.asked(each) for each in reader.asked()] == [Give(0, 40), Give(0, 30), Give(0, 70)]


def test_the_platform_is_told_what_is_chosen() -> None:
    kit = pytest.importorskip("accesskit", reason="accesskit is not installed: pip install levelhead[access]")
    found = tree("settings")
    nodes = dict(update_of(kit, found).nodes)
    dark = next(leaf for leaf in found.leaves if leaf.name == "Colors: Dark")
    assert nodes[dark.number].role == kit.Role.RADIO_BUTTON
    assert nodes[dark.number].toggled == kit.Toggled.TRUE
