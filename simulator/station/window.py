"""The window and its loop: the only module that talks to the display and the event queue."""

from __future__ import annotations

import os
import time
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

os.environ.setdefault("SDL_FRAMEBUFFER_ACCELERATION", "0")  # without a GPU five times as many frames
os.environ.setdefault("PYGAME_HIDE_SUPPORT_PROMPT", "1")

import pygame

from scoring.kept import Officer
from scoring.record import Record
from scoring.rubric import Rubric
from simulator.library.catalogue import Entry
from simulator.session import Session
from simulator.station.actions import Brief, Leave
from simulator.station.canvas import Canvas, Control, Looks, Painted, Verb
from simulator.station.curtain import Curtain
from simulator.station.keys import (
    PAD_BUTTONS,
    PAD_PRESS,
    STEPS,
    in_focus,
    key_map,
    key_words,
    meant_by,
    pointed,
    pressed,
    stepped,
)
from simulator.station.layout import DESIGNED_FOR, Size, scroll_to_show
from simulator.station.pictures import Pictures
from simulator.station.proving import Proving
from simulator.station.reader import Reader, tree_of
from simulator.station.screens import Screen
from simulator.station.screens.figures import expect
from simulator.station.settings import Keeper, Settings
from simulator.station.shapes import icon
from simulator.station.sitting import Sitting
from simulator.station.sound import Sounds, heard_on
from simulator.station.theme import THEMES

SMALLEST: Size = (800, 450)
BUSY, DECODING = 0.002, 0.01  # seconds between two looks at what a thread brings
EAR = 0.012  # seconds that a key may lie there before it is heard: less than a frame
SCROLL_STEP = 90


def open_station(
    record: Record,
    rubric: Rubric,
    entries: Sequence[Entry],
    officer: Officer,
    *,
    seed: int | None = None,
    pace: int | None = None,
    first: str | None = None,
    size: Size = DESIGNED_FOR,
    settings_folder: Path | None = None,
) -> int:
    """Open the window and stay until the officer leaves; returns the exit code.

    `first` is briefed at once; a `pace` goes before the officer's own; without a folder settings last as long as the
    sitting.
    """
    keeper = Keeper(settings_folder / f"{officer.id}.toml" if settings_folder else None)
    session, proving = Session(record, rubric, officer), Proving()
    sitting = Sitting(session, entries, time.monotonic, seed=seed, pace=pace, keeper=keeper, proving=proving)
    if first:
        sitting.take(Brief(first), time.monotonic())
    pygame.display.init()
    pygame.font.init()
    with suppress(pygame.error):
        pygame.joystick.init()
    try:
        Window(sitting, size).stay()
    finally:
        sitting.close()
        pygame.quit()
    return 0


@dataclass(slots=True)
class Glance:
    """Where on a screen the officer is: what has the focus, what the mouse is over, how far it is scrolled."""

    name: str = ""
    focus: str = ""
    hover: str = ""
    scroll: int = 0


class Window:
    """The window of one sitting."""

    def __init__(self, sitting: Sitting, size: Size) -> None:
        self._sitting = sitting
        self._use(sitting.settings)
        pygame.display.set_caption("Levelhead")
        pygame.display.set_icon(icon("calm", 64, (240, 184, 88)))
        pygame.display.set_mode(size, pygame.RESIZABLE)
        self._pictures, self._curtain = Pictures(), Curtain()
        self._glance = Glance()
        self._sounds: Sounds | None = None
        self._reader: Reader | None = None
        self._pads: dict[int, pygame.joystick.JoystickType] = {}
        self._painted: list[Painted] = []
        self._rolled = 0
        self._view_height = 0
        self._shown: Screen | None = None
        self._due: float | None = 0.0  # when to paint next without a reason from outside

    def stay(self) -> None:
        """Paint and listen until the sitting is over."""
        try:
            while not self._sitting.is_over:
                self.turn()
        finally:
            self._pictures.close()
            if self._sounds:
                self._sounds.close()

    def turn(self) -> None:
        """Once round: what the hall has answered, a frame if one is due, what the officer does."""
        self._sitting.look(time.monotonic())
        self.show()
        self._listen()

    def show(self) -> None:
        """Paint a frame if there is something new to see."""
        now = time.monotonic()
        if self._sitting.screen is not self._shown or (self._due is not None and now >= self._due):
            self._paint(now)
            self._sitting.timing.add(time.monotonic() - now)

    def _use(self, settings: Settings) -> None:
        self._settings = settings
        self._looks = Looks(
            THEMES[settings.theme],
            settings.text_percent,
            settings.reduced_motion,
            settings.captions,
            key_words(settings.keys),
        )
        self._meanings = key_map(settings.keys)

    # ---- painting

    def _paint(self, now: float) -> None:
        screen = self._sitting.screen
        if self._sitting.settings is not self._settings:
            self._use(self._sitting.settings)
        if screen.name != self._glance.name:
            self._glance = Glance(screen.name)
        canvas = self._canvas()
        if screen is not self._shown:
            for scenery in self._sitting.ahead:
                expect(canvas, scenery)
        screen.paint(canvas, now)
        if self._bring_focus_into_view(canvas):
            canvas = self._canvas()
            screen.paint(canvas, now)
        pygame.display.flip()
        if self._shown is None:  # the first frame goes before all that may take its time
            canvas.again(now)
        else:
            self._sound(screen, now)
            self._read_out(canvas)
        self._shown, self._painted = screen, canvas.controls
        self._glance.scroll, self._rolled = canvas.scroll, canvas.rolled
        self._view_height = canvas.rolling.height if canvas.rolling else 0
        if self._pictures.is_decoding:
            canvas.again(now + DECODING)
        self._due = canvas.due

    def _sound(self, screen: Screen, now: float) -> None:
        self._sounds = self._sounds or Sounds()
        settings = self._settings
        self._sounds.play(heard_on(screen, self._shown, now), settings.room_volume, settings.effects_volume)

    def _read_out(self, canvas: Canvas) -> None:
        self._reader = self._reader or Reader(pygame.display.get_wm_info().get("window"))
        if self._reader.is_there:
            self._reader.tell(tree_of(canvas))

    def _canvas(self) -> Canvas:
        glance = self._glance
        surface = pygame.display.get_surface()
        assert surface
        return Canvas(
            surface,
            self._looks,
            self._pictures,
            glance.focus,
            glance.hover,
            glance.scroll,
            curtain=self._curtain,
        )

    def _bring_focus_into_view(self, canvas: Canvas) -> bool:
        """True if the screen must be painted again for it."""
        for each in canvas.controls:
            if each.control.id == self._glance.focus and each.view:
                before = canvas.scroll
                self._glance.scroll = scroll_to_show(before, each.view, each.rect, canvas.px(12))
                return self._glance.scroll != before
        return False

    # ---- listening

    def _listen(self) -> None:
        until = time.monotonic() + self._patience()
        while not (events := pygame.event.get()):
            left = until - time.monotonic()
            if left <= 0:
                return
            if self._obey_reader():
                return
            time.sleep(min(left, EAR))  # pygame.event.wait looks each millisecond: ten times the cost
        for event in events:
            self._hear(event)

    def _obey_reader(self) -> bool:
        """Do what a screen reader has asked for; True if it has."""
        asked = list(self._reader.asked()) if self._reader else []
        for press, id in asked:
            if press:
                self._press(in_focus(self._painted, id))
            else:
                self._glance.focus, self._due = id, 0.0
        return bool(asked)

    def _patience(self) -> float:
        """For how many seconds nothing needs to be done."""
        due = [each for each in (self._due, self._sitting.wakes()) if each is not None]
        wait = min(due, default=time.monotonic() + 60) - time.monotonic()
        if self._sitting.is_busy:
            wait = min(wait, BUSY)
        return max(0.0, wait)

    def _hear(self, event: pygame.event.Event) -> None:
        match event.type:
            case pygame.QUIT:
                self._sitting.take(Leave(), time.monotonic())
            case pygame.KEYDOWN:
                self._hear_key(event)
            case pygame.MOUSEBUTTONDOWN if event.button == 1:
                self._press(pointed(event.pos, self._painted))
            case pygame.MOUSEMOTION:
                self._hover(event.pos)
            case pygame.MOUSEWHEEL:
                self._scroll(-event.y * SCROLL_STEP)
            case pygame.JOYDEVICEADDED:
                self._pads[event.device_index] = pygame.joystick.Joystick(event.device_index)
            case pygame.JOYBUTTONDOWN:
                self._hear_pad(event.button)
            case pygame.JOYHATMOTION if event.value[1]:
                self._focus(-event.value[1])
            case pygame.VIDEORESIZE:
                self._resize(event.size)
            case pygame.WINDOWEXPOSED | pygame.WINDOWSIZECHANGED:
                self._due = 0.0
            case _:
                pass

    def _hear_key(self, event: pygame.event.Event) -> None:
        key = event.key
        if key == pygame.K_TAB:
            self._focus(-1 if event.mod & pygame.KMOD_SHIFT else 1)
        elif key in STEPS:
            self._focus(STEPS[key])
        elif key in (pygame.K_PAGEDOWN, pygame.K_PAGEUP) and self._rolled:
            self._scroll((1 if key == pygame.K_PAGEDOWN else -1) * self._view_height * 4 // 5)
        elif key in (pygame.K_HOME, pygame.K_END):
            self._scroll(-self._glance.scroll if key == pygame.K_HOME else self._rolled)
        else:
            self._press(pressed(key, self._painted, self._glance.focus, self._meanings))

    def _hear_pad(self, button: int) -> None:
        if button == PAD_PRESS:
            focused = in_focus(self._painted, self._glance.focus)
            self._press(focused or meant_by((Verb.ONWARD, Verb.YES), self._painted))
        elif verb := PAD_BUTTONS.get(button):
            self._press(meant_by((verb,), self._painted))

    def _press(self, control: Control | None) -> None:
        if control:
            self._sitting.take(control.action, time.monotonic())

    def _focus(self, step: int) -> None:
        self._glance.focus = stepped(step, self._painted, self._glance.focus)
        self._due = 0.0

    def _hover(self, place: tuple[int, int]) -> None:
        control = pointed(place, self._painted)
        hover = control.id if control else ""
        if hover != self._glance.hover:
            self._glance.hover, self._due = hover, 0.0

    def _scroll(self, length: int) -> None:
        if self._rolled:
            self._glance.scroll = max(0, min(self._rolled, self._glance.scroll + length))
            self._glance.focus, self._due = "", 0.0

    def _resize(self, size: Size) -> None:
        if size[0] < SMALLEST[0] or size[1] < SMALLEST[1]:
            pygame.display.set_mode((max(size[0], SMALLEST[0]), max(size[1], SMALLEST[1])), pygame.RESIZABLE)
        self._due = 0.0
