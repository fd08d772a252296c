"""A station with people, a trainer and a wellness file, for tests: who is there signs in, plays and waits."""

from __future__ import annotations

import os
import time
from datetime import date
from pathlib import Path

os.environ.setdefault("SDL_VIDEODRIVER", "dummy")

import pygame
import pytest

from scoring.kept import Officer
from scoring.people import GUEST, Role
from scoring.record import Record
from scoring.rubric_file import core_rubric
from scoring.wellness.store import Store
from scoring.wellness.vault import Wellness
from simulator.session import Session
from simulator.station.actions import Action, Answer, Begin, Choose, Rate, Read, ShowDebrief, ShowEnding, Type
from simulator.station.agency import Agency, Kiosk
from simulator.station.canvas import Canvas, Looks
from simulator.station.entry_actions import Confirm, PassOver
from simulator.station.pictures import Pictures
from simulator.station.reader import tree_of
from simulator.station.screens import Screen
from simulator.station.screens.debrief import DebriefScreen
from simulator.station.screens.home import HomeScreen
from simulator.station.screens.sign_in import Secret
from simulator.station.sitting import Sitting
from tests.people_here import PASSPHRASE, PIN, QUICK, Clock, people_of
from tests.station_scenario import TEXT, entry

TODAY = date(2026, 3, 2)
SHOWN = TEXT.replace(
    "why: Name, reason and a way out in three sentences.",
    "why: Name, reason and a way out in three sentences.\n            shows: [gives_voice, labels_emotion]",
).replace("felt: Not even a hello.,", "felt: Not even a hello., shows: [interrupts, premature_fix],")
OTHER = SHOWN.replace("noise complaint", "welfare check").replace("level: 2", "level: 3")


class Station:
    """A station whose time passes only when somebody waits, with an officer, a trainer, and a wellness file."""

    def __init__(self, folder: Path | None = None, kiosk: Kiosk | None = None) -> None:
        self.now, self.wall = 100.0, Clock()
        self.record = Record(now=self.wall)
        self.people = people_of(self.record, self.wall)
        self.officer = self.people.add("1042", "Dana Reyes", unit="North patrol")
        self.trainer = self.people.add("9001", "Ito", roles=[Role.TRAINER])
        self.people.office.give_secret(self.trainer, PASSPHRASE, self.trainer.id)
        self.record.add_officer(GUEST, "Morgan")
        self.store = Store()
        self.agency = Agency(
            people=self.people, wellness=self.room, folder=folder, kiosk=kiosk, today=lambda: TODAY
        )
        nobody = Session(self.record, core_rubric(), Officer(GUEST, "Morgan"), self.clock)
        shelf = [entry(SHOWN), entry(OTHER, "other")]
        self.sitting = Sitting(nobody, shelf, self.clock, seed=1, agency=self.agency)
        self.sitting.begin(None)
        self.waits(0)

    def clock(self) -> float:
        return self.now

    def room(self, pseudonym: str) -> Wellness:
        return Shared(None, pseudonym, stretch=QUICK, today=lambda: TODAY, store=self.store)

    def presses(self, *actions: Action) -> Screen:
        for action in actions:
            self.waits(1)
            self.sitting.take(action, self.now)
            self.waits(0)
        return self.screen

    def waits(self, seconds: float) -> None:
        self.now += seconds
        deadline = time.monotonic() + 10
        self.sitting.look(self.now)
        while self.sitting.is_busy and time.monotonic() < deadline:
            time.sleep(0.001)
            self.sitting.look(self.now)

    def types(self, text: str) -> Screen:
        for letter in text:
            self.sitting.take(Type(letter), self.now)
        return self.presses(Confirm())

    def signs_in(self) -> HomeScreen:
        """For the first time, or with the PIN that was chosen then."""
        self.types("1042")
        self.types(PIN)
        if isinstance(self.screen, Secret):
            self.types(PIN)
        assert isinstance(self.screen, HomeScreen), self.screen
        return self.screen

    def plays(self) -> DebriefScreen:
        """A call to its debrief; whatever is asked on the way is passed over."""
        first: tuple[Action, ...] = (
            Begin("music"),
            PassOver(),
            Read(),
            Choose("go"),
            Read(),
            Choose("order"),
            Read(),
            Read(),
        )
        self.presses(
            *first, Answer("angry"), Choose("cite"), ShowEnding(), ShowDebrief(), PassOver(), Rate(0)
        )
        assert isinstance(self.screen, DebriefScreen), self.screen
        return self.screen

    @property
    def screen(self) -> Screen:
        return self.sitting.screen


class Shared(Wellness):
    """A room that leaves the file open for the next."""

    def close(self) -> None:
        pass


def painted(screen: Screen, focus: str = "") -> Canvas:
    canvas = Canvas(pygame.Surface((1280, 720)), Looks(), Pictures(wait=True), focus=focus)
    screen.paint(canvas, 0.0)
    return canvas


def words_of(canvas: Canvas) -> str:
    return " ".join([each.text for each in canvas.written] + [each.name for each in tree_of(canvas).leaves])


@pytest.fixture
def station(tmp_path: Path) -> Station:
    return Station(tmp_path)


@pytest.fixture
def kiosk(tmp_path: Path) -> Station:
    return Station(tmp_path, Kiosk(idle=300))


@pytest.fixture(scope="module")
def display() -> None:
    pygame.display.init()
    pygame.font.init()
    pygame.display.set_mode((1280, 720))
