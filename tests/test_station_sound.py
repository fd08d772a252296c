"""What the station sounds like, and that a machine without sound is none the worse."""

from __future__ import annotations

import os
import subprocess
import sys
from dataclasses import replace
from pathlib import Path

os.environ.setdefault("SDL_VIDEODRIVER", "dummy")

import pygame
import pytest

from simulator.station.canvas import Canvas, Looks
from simulator.station.captions import CAPTIONS, caption
from simulator.station.pictures import Pictures
from simulator.station.screens.library import Library
from simulator.station.screens.moment import MomentScreen, Over
from simulator.station.sound import Heard, heard_on
from simulator.station.told import told_by
from tests.station_scenario import TEXT, entry, session_in_memory

PLAYED = """
import os
os.environ["SDL_AUDIODRIVER"] = "{driver}"
import time
import pygame
from simulator.station.sound import Heard, Sounds
sounds = Sounds()
sounds.play(Heard("rain", "radio"), 50, 50)
sounds.play(Heard("no_such_room"), 50, 50)
sounds.play(Heard("rain"), 50, 0)
time.sleep(0.5)
{asked}
sounds.close()
"""


def screens() -> tuple[MomentScreen, MomentScreen]:
    session = session_in_memory()
    live = session.begin(entry(TEXT.replace("picture: no_such_hallway", "sound: rain")).loaded, seed=1)
    call = MomentScreen(told_by(live, 0.0))
    live.read()
    live.choose("go", 1000)
    live.read()
    return call, MomentScreen(told_by(live, 0.0))


CALL, DOOR = screens()


def test_the_radio_opens_once_when_dispatch_speaks() -> None:
    assert heard_on(CALL, None, 0.0) == Heard("", "radio")
    assert heard_on(CALL, CALL, 0.0) == Heard("", "")


def test_a_place_has_its_tone_while_it_is_seen_and_a_pause_is_silent() -> None:
    assert heard_on(DOOR, CALL, 0.0) == Heard("rain")
    assert heard_on(replace(DOOR, over=Over.PAUSE), DOOR, 0.0) == Heard()
    assert heard_on(Library("Reyes", ()), DOOR, 0.0) == Heard()


def test_the_pulse_is_heard_when_time_is_nearly_out() -> None:
    assert heard_on(DOOR, DOOR, 14.9).effect == ""
    assert heard_on(DOOR, DOOR, 15.1).effect == "pulse"


def written(screen: MomentScreen, looks: Looks, now: float = 0.0) -> str:
    pygame.font.init()
    canvas = Canvas(pygame.Surface((1280, 720)), looks, Pictures(wait=True))
    screen.paint(canvas, now)
    return " ".join(each.text for each in canvas.written)


def test_every_sound_there_is_has_words() -> None:
    sounds = {file.stem for file in Path("assets/sounds").glob("*.ogg")}
    assert sounds == set(CAPTIONS)
    assert caption("school_yard") == "school yard"


@pytest.mark.parametrize(
    ("screen", "now"), [(CALL, 0.0), (DOOR, 0.0), (DOOR, 15.1)], ids=["radio", "rain", "pulse"]
)
def test_whatever_can_be_heard_stands_on_the_screen_in_words(screen: MomentScreen, now: float) -> None:
    heard = heard_on(screen, None, now)
    sounds = [name for name in (heard.room, heard.effect) if name]
    assert sounds
    for name in sounds:
        assert caption(name) in written(screen, Looks(), now)
        assert caption(name) not in written(screen, Looks(captions=False), now)


@pytest.mark.parametrize(
    ("driver", "asked"),
    [
        ("dummy", "assert pygame.mixer.Channel(0).get_busy()"),
        ("no_such_driver", "assert not pygame.mixer.get_init()"),
    ],
)
def test_sound_plays_where_there_is_a_card_and_is_left_out_where_there_is_none(
    driver: str, asked: str
) -> None:
    code = PLAYED.format(driver=driver, asked=asked)
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, timeout=60)
    assert done.returncode == 0, done.stderr
