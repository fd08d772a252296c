"""The window and its loop: the only module that talks to the display and the event queue."""

from __future__ import annotations

import gc
import os
import sys
import time
from collections.abc import Callable, Sequence
from contextlib import suppress

os.environ.setdefault("SDL_FRAMEBUFFER_ACCELERATION", "0")  # without a GPU five times as many frames
os.environ.setdefault("PYGAME_HIDE_SUPPORT_PROMPT", "1")

import pygame

from scoring.kept import Officer
from scoring.record import Record
from scoring.rubric import Rubric
from simulator.library.catalogue import Entry
from simulator.session import Clock, Session
from simulator.station.actions import Action, Brief
from simulator.station.agency import Agency
from simulator.station.canvas import Canvas, Looks
from simulator.station.easel import Easel
from simulator.station.entry_actions import Leave
from simulator.station.hands import BY_HAND, Hands
from simulator.station.keys import key_map, key_words
from simulator.station.layout import DESIGNED_FOR, Size
from simulator.station.pictures import Pictures
from simulator.station.proving import Proving
from simulator.station.reader import Ask, Reader, tree_of
from simulator.station.screens import Screen
from simulator.station.seat import Seat
from simulator.station.settings import Settings
from simulator.station.shapes import icon
from simulator.station.sitting import Sitting
from simulator.station.sound import Sounds, heard_on
from simulator.station.steps import NOBODY
from simulator.station.theme import THEMES
from simulator.station.timing import Frame
from simulator.station.voice import Speak, Voice, system_speech

SMALLEST: Size = (800, 450)
BUSY = 0.002  # seconds between two looks at what the hall brings
EAR = 0.012  # seconds that a key may lie there before it is heard: less than a frame
CHORE = 0.008  # seconds that must be left for something to be made ready meanwhile
TURNS = 0.0005  # seconds until another thread lets the window's go on: tenfold sooner than usual


def open_station(
    record: Record,
    rubric: Rubric,
    entries: Sequence[Entry],
    officer: Officer | None,
    agency: Agency,
    *,
    badge: str = "",
    seed: int | None = None,
    pace: int | None = None,
    first: str | None = None,
    size: Size = DESIGNED_FOR,
) -> int:
    """Open the window and stay until the last officer leaves; returns the exit code.

    Without an officer it begins at the door, at once with that badge number if there is one. `first` is briefed at
    once; a `pace` goes before the officer's own.
    """
    session, proving = Session(record, rubric, officer or NOBODY), Proving(agency.proofs)
    sitting = Sitting(session, entries, time.monotonic, seed=seed, pace=pace, proving=proving, agency=agency)
    if officer is None or agency.knows(officer):
        sitting.begin(officer, badge)
    if first and officer:
        sitting.take(Brief(first), time.monotonic())
    return stay_at_window(sitting, size, whole_screen=agency.kiosk is not None)


def stay_at_window(seat: Seat, size: Size = DESIGNED_FOR, *, whole_screen: bool = False) -> int:
    """Open the window and stay until the seat is left; returns the exit code."""
    ease_frames()
    pygame.display.init()
    pygame.font.init()
    with suppress(pygame.error):
        pygame.joystick.init()
    try:
        Window(seat, size, whole_screen=whole_screen).stay()
    finally:
        seat.close()
        pygame.quit()
    return 0


def ease_frames() -> None:
    """Let no frame wait for what others do: threads take turns sooner, and what was loaded is walked by no collector."""
    sys.setswitchinterval(TURNS)
    gc.freeze()  # once: the shelf is there to stay, and a walk over it costs as much as six frames


class Window:
    """The window of one sitting. A test hands in a clock, and a way to wait that moves it."""

    def __init__(
        self,
        sitting: Seat,
        size: Size,
        clock: Clock = time.monotonic,
        wait: Callable[[float], None] = time.sleep,
        speak: Speak | None = None,
        whole_screen: bool = False,
    ) -> None:
        self._sitting, self._clock, self._wait = sitting, clock, wait
        self._speak = speak or system_speech()
        pygame.display.set_caption("Levelhead")
        pygame.display.set_icon(icon("calm", 64, (240, 184, 88)))
        if whole_screen:
            pygame.display.set_mode((0, 0), pygame.FULLSCREEN)
        else:
            pygame.display.set_mode(size, pygame.RESIZABLE)
        self._easel = Easel(Pictures())
        self._hands = Hands(self._easel, self._take)
        self._use(sitting.settings)
        self._sounds: Sounds | None = None
        self._reader: Reader | None = None
        self._voice: Voice | None = None
        self._shown: Screen | None = None

    def stay(self) -> None:
        """Paint and listen until the sitting is over."""
        try:
            while not self._sitting.is_over:
                self.turn()
        finally:
            self.close()

    def turn(self, most: float = 60.0) -> None:
        """Once round, in so many seconds at most: what the hall has answered, a frame if one is due, what the officer does."""
        self._sitting.look(self._clock())
        self.show()
        if not self._sitting.is_over:
            self._listen(most)

    def close(self) -> None:
        """Let go of threads and sound."""
        self._easel.pictures.close()
        for each in (self._sounds, self._voice):
            if each:
                each.close()

    def show(self) -> None:
        """Paint a frame if there is something new to see."""
        now, due = self._clock(), self._easel.due
        if self._sitting.screen is not self._shown or (due is not None and now >= due):
            self._paint(now)

    def _use(self, settings: Settings) -> None:
        self._settings = settings
        self._looks = Looks(
            THEMES[settings.theme],
            settings.text_percent,
            settings.reduced_motion,
            settings.captions,
            key_words(settings.keys),
        )
        self._hands.meanings = key_map(settings.keys)

    # ---- painting

    def _paint(self, now: float) -> None:
        screen = self._sitting.screen
        if self._sitting.settings is not self._settings:
            self._use(self._sitting.settings)
        began, worked = time.perf_counter(), time.thread_time()
        canvas = self._easel.paint(screen, self._looks, self._sitting.ahead, now)
        painted = time.perf_counter()
        pygame.display.flip()
        shown = time.perf_counter()
        self._tell(screen, canvas, now)
        parts = painted - began, shown - painted, time.thread_time() - worked
        is_new = screen is not self._shown
        self._sitting.timing.add(Frame(time.perf_counter() - began, screen.name, is_new, *parts))
        self._shown = screen

    def _tell(self, screen: Screen, canvas: Canvas, now: float) -> None:
        """Let what was painted be heard too; the first frame goes before all that may take its time."""
        if self._shown is None:
            self._easel.due = now
            return
        self._sounds = self._sounds or Sounds()
        heard = heard_on(screen, self._shown, now)
        self._sounds.play(heard, self._settings.room_volume, self._settings.effects_volume)
        self._reader = self._reader or Reader(pygame.display.get_wm_info().get("window"))
        if self._reader.is_there:
            self._reader.tell(tree_of(canvas))
        if self._settings.speech:
            self._voice = self._voice or Voice(self._speak)
            self._voice.tell(screen.name, tree_of(canvas))
        elif self._voice:
            self._voice.close()
            self._voice = None

    # ---- listening

    def _listen(self, most: float) -> None:
        until = self._clock() + min(most, self._patience())
        while not (events := pygame.event.get()):
            left = until - self._clock()
            if left <= 0:
                return
            if self._obey_reader():
                return
            if left > CHORE and self._easel.idle():
                continue
            self._wait(min(left, EAR))  # pygame.event.wait looks each millisecond: ten times the cost
        if any(event.type in BY_HAND for event in events):
            self._sitting.stir(self._clock())
        for event in events:
            self._hear(event)

    def _obey_reader(self) -> bool:
        """Do what a screen reader has asked for; True if it has."""
        asked = list(self._reader.asked()) if self._reader else []
        for each in asked:
            if each.ask is Ask.FOCUS:
                self._easel.focus(each.control)
            elif action := self._easel.asked(each):
                self._take(action)
        return bool(asked)

    def _patience(self) -> float:
        """For how many seconds nothing needs to be done."""
        due = [each for each in (self._easel.due, self._sitting.wakes()) if each is not None]
        wait = min(due, default=self._clock() + 60) - self._clock()
        if self._sitting.is_busy:
            wait = min(wait, BUSY)
        return max(0.0, wait)

    def _hear(self, event: pygame.event.Event) -> None:
        match event.type:
            case pygame.QUIT:
                self._take(Leave())
            case pygame.VIDEORESIZE:
                self._resize(event.size)
            case pygame.WINDOWEXPOSED | pygame.WINDOWSIZECHANGED:
                self._easel.due = 0.0
            case _:
                self._hands.hear(event)

    def _take(self, action: Action) -> None:
        self._sitting.take(action, self._clock())

    def _resize(self, size: Size) -> None:
        if size[0] < SMALLEST[0] or size[1] < SMALLEST[1]:
            pygame.display.set_mode((max(size[0], SMALLEST[0]), max(size[1], SMALLEST[1])), pygame.RESIZABLE)
        self._easel.due = 0.0
