"""That everybody can play: what is seen first, where the focus is, and what stands for keys, sight and hearing."""

from __future__ import annotations

import os

os.environ.setdefault("SDL_VIDEODRIVER", "dummy")
os.environ.setdefault("SDL_AUDIODRIVER", "dummy")

import time
from dataclasses import replace
from importlib import import_module
from pathlib import Path
from pkgutil import iter_modules
from threading import Event

import pygame
import pytest

import simulator.station.screens as rooms
from simulator.station.actions import Action, Read, SetTo, ShowSettings
from simulator.station.canvas import Canvas, Looks, Painted, Role, Scale, Verb
from simulator.station.easel import Easel
from simulator.station.keys import code_of, key_map, key_words
from simulator.station.own_actions import AskKey, SwitchSpeech
from simulator.station.pictures import Pictures
from simulator.station.reader import Leaf, Tree, tree_of
from simulator.station.screens.keys import KeysScreen
from simulator.station.screens.moment import MomentScreen
from simulator.station.screens.settings import SettingsScreen
from simulator.station.screens.waiting import Waiting
from simulator.station.settings import KEYS, Keeper, Settings
from simulator.station.sitting import Sitting
from simulator.station.voice import NO_VOICE, Speaking, Voice, speaking_command
from tests.station_scenario import entry, session_in_memory
from tests.station_screens import SCREENS

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


def test_a_page_that_is_too_long_is_read_from_its_top_before_the_key_leads_on(easel: Easel) -> None:
    call = SCREENS["call"]
    assert isinstance(call, MomentScreen)
    view = call.told.view
    screen = replace(call, told=replace(call.told, view=replace(view, page=view.page * 8)))
    canvas = easel.paint(screen, LARGE, (), 0.0)
    onward = easel.keyed(pygame.K_SPACE, key_map())
    assert onward
    assert canvas.scroll == 0
    presses = 0
    while easel.reads_on(onward):
        easel.paint(screen, LARGE, (), 0.0)
        presses += 1
    assert presses > 1
    (button,) = (each for each in easel.controls if each.control.id == "read")
    assert button.seen.height


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


NOTHING_TO_PRESS = {"Waiting"}  # a word alone; looked at below


def test_every_screen_there_is_stands_among_those_that_are_looked_at() -> None:
    shown = {type(screen).__name__ for screen in SCREENS.values()}
    for found in iter_modules(rooms.__path__):
        room = import_module(f"{rooms.__name__}.{found.name}")
        for kind in vars(room).values():
            if isinstance(kind, type) and is_screen(kind) and kind.__module__ == room.__name__:
                assert kind.__name__ in shown | NOTHING_TO_PRESS, (
                    f"{kind.__name__} is missing in tests/station_screens.py"
                )


@pytest.mark.parametrize("percent", [100, 200])
@pytest.mark.parametrize("name", ["preview", "preview_wrong", "preview_bare"])
def test_what_an_author_is_told_covers_nothing_that_an_officer_would_see(
    easel: Easel, name: str, percent: int
) -> None:
    canvas = easel.paint(SCREENS[name], Looks(text_percent=percent), (), 0.0)
    authors = {"step_back", "again", "other_chances", "notes"}
    theirs = [each for each in canvas.controls if each.control.id in authors]
    assert len(theirs) == len(authors)
    for choice in choices(canvas):
        assert not any(choice.seen.colliderect(each.rect) for each in theirs), choice


def test_waiting_is_told_to_readers_and_fits_in_large_letters(easel: Easel) -> None:
    canvas = easel.paint(Waiting("Working out what each choice was worth"), LARGE, (), 0.0)
    assert " ".join(each.name for each in tree_of(canvas).leaves) == "Working out what each choice was worth"
    assert all(canvas.box.contains(each.rect) for each in canvas.written)


def is_screen(kind: type) -> bool:
    paint = getattr(kind, "paint", None)
    return hasattr(kind, "name") and "now" in getattr(paint, "__annotations__", {})


# ---- keys


def given(screen: KeysScreen, key: str) -> object:
    pygame.display.init()
    pygame.font.init()
    canvas = Canvas(pygame.Surface((1280, 720)), Looks(), Pictures(wait=True))
    screen.paint(canvas, 0.0)
    assert canvas.hears_key
    return canvas.hears_key(key)


def test_a_meaning_gets_the_key_that_is_pressed_and_keeps_the_others() -> None:
    action = given(KeysScreen(Settings(), "pause"), "f5")
    assert action == SetTo(Settings(keys={**KEYS, "pause": "f5"}))
    assert key_words({**KEYS, "pause": "f5"})[Verb.PAUSE] == "F5"
    assert key_map({**KEYS, "pause": "f5"})[pygame.K_F5] == (Verb.PAUSE,)


@pytest.mark.parametrize(
    ("key", "told"),
    [
        ("space", "Space already means “Go on”"),
        ("1", "1 cannot be given away"),
        ("tab", "Tab cannot be"),
        ("", "That key"),
    ],
)
def test_a_key_that_is_taken_is_refused_with_what_it_means(key: str, told: str) -> None:
    action = given(KeysScreen(Settings(), "pause"), key)
    assert isinstance(action, AskKey)
    assert action.meaning == "pause"
    assert action.told.startswith(told)


def test_its_own_key_leaves_a_meaning_as_it_is() -> None:
    assert given(KeysScreen(Settings(), "stop"), "escape") == AskKey()


def test_every_usual_key_is_one_and_no_two_are_the_same() -> None:
    assert all(code_of(key) for key in KEYS.values())
    assert len(set(KEYS.values())) == len(KEYS)


def test_a_new_key_is_kept_in_the_officers_file(tmp_path: Path) -> None:
    keeper = Keeper(tmp_path / "7.toml")
    sitting = seated(keeper)
    sitting.take(AskKey("pause"), 0.0)
    assert isinstance(sitting.screen, KeysScreen)
    sitting.take(SetTo(Settings(keys={**KEYS, "pause": "f5"})), 0.0)
    assert isinstance(sitting.screen, KeysScreen)
    assert sitting.screen.asked == ""
    sitting.close()
    assert keeper.read()[0].keys["pause"] == "f5"


def test_settings_hold_at_once_and_a_slow_disk_costs_no_frame() -> None:
    may_write = Event()

    class Slow(Keeper):
        def write(self, settings: Settings) -> str:
            assert may_write.wait(10)
            return "The disk is full."

    sitting = seated(Slow())
    sitting.take(ShowSettings(), 0.0)
    sitting.take(SetTo(Settings(theme="light")), 1.0)
    assert sitting.settings.theme == "light"
    assert sitting.screen == SettingsScreen(Settings(theme="light"))
    may_write.set()
    assert told_to(sitting) == "The disk is full."
    sitting.close()


# ---- reading aloud


class Recorder:
    """Notes what would be spoken, and what was cut short."""

    def __init__(self) -> None:
        self.spoken: list[str] = []
        self.cut_short = 0

    def __call__(self, words: str) -> Speaking:
        self.spoken.append(words)
        return self

    def terminate(self) -> None:
        self.cut_short += 1


def test_a_new_screen_is_read_from_the_top_and_then_what_gets_the_focus() -> None:
    lines = (Leaf(2, "What. It's my birthday.", (0, 0, 9, 9)), Leaf(3, "14 s", (0, 9, 9, 18)))
    stop = Leaf(4, "Stop", (0, 0, 9, 9), Role.BUTTON, control="stop")
    say = Leaf(5, "Say: Turn it off. Now.", (0, 20, 9, 29), Role.CHOICE, shortcut="2", control="order")
    lock = replace(say, number=6, name="Say: You know that", enabled=False, shortcut="4")
    recorder = Recorder()
    voice = Voice(recorder)
    voice.tell("door", Tree((stop, *lines, say, lock)))
    voice.tell("door", Tree((stop, lines[0], replace(lines[1], name="13 s"), say, lock)))
    voice.tell("door", Tree((stop, *lines, say, lock), focus=5))
    voice.close()
    assert recorder.spoken == [
        "What. It's my birthday. 14 s. 2: Say: Turn it off. Now. 4: Say: You know that. Not open. Stop.",
        "2: Say: Turn it off. Now.",
    ]
    assert recorder.cut_short == 2


def test_a_slider_that_is_moved_tells_where_it_stands() -> None:
    at = [
        Leaf(
            7,
            "How hard?",
            (0, 0, 9, 9),
            Role.SLIDER,
            control="effort",
            scale=Scale(0, 100, 5, value, lambda value: Read()),
        )
        for value in (None, 50, 50, 60)
    ]
    recorder = Recorder()
    voice = Voice(recorder)
    for leaf in at:
        voice.tell("after", Tree((leaf,), focus=7))
    voice.close()
    assert recorder.spoken == ["How hard? Not answered yet.", "50 of 100", "60 of 100"]


@pytest.mark.parametrize(
    ("platform", "has", "command"),
    [
        ("linux", ("spd-say", "espeak-ng"), "spd-say"),
        ("linux", ("espeak-ng",), "espeak-ng"),
        ("linux", (), ""),
        ("darwin", (), "say"),
        ("win32", (), "powershell"),
    ],
)
def test_the_voice_is_the_one_that_the_machine_has(platform: str, has: tuple[str, ...], command: str) -> None:
    found = speaking_command(platform, lambda name: name if name in has else None)
    assert (found[0] if found else "") == command


def test_reading_aloud_is_off_and_switched_by_its_key_on_any_screen(easel: Easel) -> None:
    sitting = seated(Keeper())
    assert not sitting.settings.speech
    easel.paint(sitting.screen, Looks(), (), 0.0)
    control = easel.keyed(pygame.K_F2, key_map())
    assert control
    assert control.action == SwitchSpeech()
    sitting.take(control.action, 0.0)
    assert sitting.settings.speech
    sitting.close()


@pytest.mark.parametrize("action", [SetTo(Settings(speech=True)), SwitchSpeech()])
def test_a_machine_without_a_voice_says_so_where_reading_aloud_is_turned_on(
    action: Action, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PATH", "")
    monkeypatch.setattr("sys.platform", "linux")
    sitting = seated(Keeper())
    sitting.take(ShowSettings(), 0.0)
    assert told_to(sitting) == ""
    sitting.take(action, 1.0)
    assert told_to(sitting) == NO_VOICE
    sitting.take(SetTo(Settings()), 2.0)
    assert told_to(sitting) == ""
    sitting.close()


def told_to(sitting: Sitting) -> str:
    while sitting.is_busy:
        sitting.look(3.0)
        time.sleep(0.001)
    assert isinstance(sitting.screen, SettingsScreen)
    return sitting.screen.message


def seated(keeper: Keeper) -> Sitting:
    return Sitting(session_in_memory(), [entry()], time.monotonic, keeper=keeper)
