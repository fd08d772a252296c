"""Sound: the tone of a room, and a few effects. Everything happens on a thread of its own; no sound card is no problem."""

from __future__ import annotations

import os
import sys
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from dataclasses import dataclass
from functools import lru_cache
from importlib import resources
from pathlib import Path

import pygame

from simulator.station.captions import PULSE, RADIO, radio_opens
from simulator.station.screens import Screen
from simulator.station.screens.menu import NEARLY_OUT
from simulator.station.screens.moment import MomentScreen, Over

FADE = 900  # milliseconds in which one room goes over into the next
ROOM, EFFECT = 0, 1  # channels


@dataclass(frozen=True, slots=True)
class Heard:
    """What is to be heard: a room's tone, and an effect that comes once with what is new on the screen."""

    room: str = ""
    effect: str = ""


def heard_on(screen: Screen, before: Screen | None, now: float) -> Heard:
    """What a screen sounds like, coming from another."""
    if not isinstance(screen, MomentScreen) or screen.over is not Over.NOTHING:
        return Heard()
    return Heard(screen.told.view.sound, _effect(screen, before, now))


def _effect(screen: MomentScreen, before: Screen | None, now: float) -> str:
    view = screen.told.view
    is_new = not isinstance(before, MomentScreen) or before.told.said != screen.told.said
    if is_new and radio_opens(view):
        return RADIO
    limit = view.time_limit
    return PULSE if limit and not screen.passing and limit - screen.told.waited_at(now) <= NEARLY_OUT else ""


class Sounds:
    """The station's sound."""

    def __init__(self) -> None:
        self._thread = ThreadPoolExecutor(1, thread_name_prefix="sound")
        self._wanted = ("", 0)
        self._thread.submit(_open)

    def play(self, heard: Heard, room_percent: int, effects_percent: int) -> None:
        """Let this be heard, at these volumes."""
        if (heard.room, room_percent) != self._wanted:
            self._wanted = heard.room, room_percent
            self._thread.submit(_play_room, heard.room, room_percent / 100)
        if heard.effect and effects_percent:
            self._thread.submit(_play_effect, heard.effect, effects_percent / 100)

    def close(self) -> None:
        """Be silent."""
        self._thread.submit(_close)
        self._thread.shutdown(wait=True, cancel_futures=False)


def _open() -> None:
    if not _may_have_sound():
        return  # asking for a card that is not there fills the terminal with the sound system's complaints
    with suppress(pygame.error):
        pygame.mixer.init(frequency=32_000, channels=1, buffer=2048)


def _may_have_sound() -> bool:
    """False on a Linux machine without a sound card and without a sound server."""
    if sys.platform != "linux" or os.environ.get("SDL_AUDIODRIVER") or os.environ.get("PULSE_SERVER"):
        return True
    running = Path(os.environ.get("XDG_RUNTIME_DIR", "/nowhere"))
    return any(each.exists() for each in (Path("/dev/snd"), running / "pulse", running / "pipewire-0"))


def _close() -> None:
    if pygame.mixer.get_init():
        pygame.mixer.quit()


def _play_room(name: str, volume: float) -> None:
    if not pygame.mixer.get_init():
        return
    channel, sound = pygame.mixer.Channel(ROOM), _sound(name)
    if sound is None or not volume:
        channel.fadeout(FADE)
    elif channel.get_sound() is not sound:
        channel.play(sound, loops=-1, fade_ms=FADE)
    channel.set_volume(volume)


def _play_effect(name: str, volume: float) -> None:
    sound = _sound(name) if pygame.mixer.get_init() else None
    if sound and not pygame.mixer.Channel(EFFECT).get_busy():
        sound.set_volume(volume)
        pygame.mixer.Channel(EFFECT).play(sound)


@lru_cache(maxsize=8)
def _sound(name: str) -> pygame.mixer.Sound | None:
    with suppress(pygame.error, FileNotFoundError):
        if name:
            return pygame.mixer.Sound(str(resources.files("assets") / "sounds" / f"{name}.ogg"))
    return None
