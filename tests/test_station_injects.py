"""A trainer's injects at the station: who can open the list, and what becomes of the run."""

from __future__ import annotations

import os

os.environ.setdefault("SDL_VIDEODRIVER", "dummy")
os.environ.setdefault("SDL_AUDIODRIVER", "dummy")

from collections.abc import Iterator

import pygame
import pytest

from scoring.record import Record
from scoring.rubric_file import core_rubric
from simulator.debrief import debrief_of
from simulator.model.events import InjectSetOff
from simulator.session import Session
from simulator.station.actions import Action, Begin, Brief, Read
from simulator.station.canvas import Looks
from simulator.station.easel import Easel
from simulator.station.keys import PAD_BUTTONS, key_map
from simulator.station.own_actions import SetOff, ShowInjects
from simulator.station.pictures import Pictures
from simulator.station.screens.moment import MomentScreen, Over
from simulator.station.sitting import Sitting
from tests.station_scenario import TEXT, entry
from tests.station_screens import SCREENS


@pytest.fixture
def easel() -> Easel:
    pygame.display.init()
    pygame.font.init()
    pygame.display.set_mode((1280, 720))
    return Easel(Pictures(wait=True))


INJECTS = """
injects:
  mother: {label: His mother calls, lines: [A phone rings on the table.], effects: {tension: +10}}
"""


class Called:
    """A call at its first menu, on a clock that is moved by hand."""

    def __init__(self) -> None:
        self.now = 100.0
        record = Record()
        session = Session(record, core_rubric(), record.add_officer("7", "Reyes"), lambda: self.now)
        self.sitting = Sitting(session, [entry(TEXT + INJECTS)], lambda: self.now, seed=1)
        for action in (Brief("music"), Begin("music"), Read()):
            self.does(action)

    def does(self, action: Action, after: float = 1.0) -> None:
        self.now += after
        self.sitting.take(action, self.now)
        while self.sitting.is_busy:
            self.sitting.look(self.now)

    @property
    def moment(self) -> MomentScreen:
        assert isinstance(self.sitting.screen, MomentScreen)
        return self.sitting.screen


@pytest.fixture
def called() -> Iterator[Called]:
    called = Called()
    yield called
    called.sitting.close()


def test_a_trainer_sets_an_inject_off_while_the_clock_stands_and_the_run_is_marked(called: Called) -> None:
    assert called.moment.told.view.injects == {"mother": "His mother calls"}
    called.does(ShowInjects())
    assert called.moment.over is Over.INJECTS
    called.does(SetOff("mother"), after=60)
    view = called.moment.told.view
    assert [line.text for line in view.page] == ["A phone rings on the table."]
    assert [each.choice for each in view.menu] == ["ask", "go"]
    assert view.meters["tension"] == 50
    assert view.injects == {}
    assert called.moment.told.waited_at(called.now) == 1000
    live = called.sitting.live
    assert live
    (event,) = (each for each in live.events if isinstance(each, InjectSetOff))
    assert event.waited == 1000
    debrief = debrief_of(live.scenario, core_rubric(), live.events, "Reyes")
    assert debrief.injects == ("His mother calls",)


def test_the_trainers_key_alone_opens_the_list_and_only_where_there_is_one(
    called: Called, easel: Easel
) -> None:
    easel.paint(called.moment, Looks(), (), 0.0)
    found = easel.keyed(pygame.K_F8, key_map())
    assert found
    assert found.action == ShowInjects()
    easel.paint(SCREENS["menu"], Looks(), (), 0.0)
    assert easel.keyed(pygame.K_F8, key_map()) is None


@pytest.mark.parametrize("percent", [100, 200])
def test_without_a_keyboard_the_trainer_presses_the_place_aside_or_the_stick(
    called: Called, easel: Easel, percent: int
) -> None:
    canvas = easel.paint(called.moment, Looks(text_percent=percent), (), 0.0)
    (place,) = (each for each in canvas.written if each.text.startswith(called.moment.told.view.place))
    found = easel.at(place.rect.center, aside=True)
    assert found
    assert found.action == ShowInjects()
    assert easel.meant(PAD_BUTTONS[9]) is found
    left = easel.at(place.rect.center)
    assert left is None or left.id == "anywhere"
    assert not any(each.control.aside and each.control.focusable for each in canvas.controls)
