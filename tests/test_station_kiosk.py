"""The station as a kiosk: how it is left, and what becomes of whoever walks away."""

from __future__ import annotations

import os
import time
from pathlib import Path

os.environ.setdefault("SDL_VIDEODRIVER", "dummy")

import pytest

from scoring.kept import RunState
from scoring.people import GUEST
from simulator.__main__ import main
from simulator.station.actions import Begin, Read, ShowProgress, Type
from simulator.station.agency import Kiosk
from simulator.station.entry_actions import Confirm, Leave, PassOver, SignOut, StillHere
from simulator.station.screens.home import HomeScreen
from simulator.station.screens.moment import MomentScreen, Over
from simulator.station.screens.sign_in import Purpose, Secret, WhoIsThere
from simulator.station.screens.still_there import StillThere
from simulator.station.window import Window
from tests.people_here import PASSPHRASE
from tests.station_entered import Station


def test_a_kiosk_is_left_with_a_trainers_passphrase_alone(kiosk: Station) -> None:
    asked = kiosk.presses(Leave())
    assert isinstance(asked, Secret)
    assert asked.purpose is Purpose.LEAVE
    refused = kiosk.types("something else")
    assert isinstance(refused, Secret)
    assert "no trainer" in refused.message
    assert not kiosk.sitting.is_over
    kiosk.types(PASSPHRASE)
    assert kiosk.sitting.is_over
    assert [entry.act for entry in kiosk.record.audited()][-1] == "kiosk left"


def test_closing_the_window_of_a_kiosk_asks_too_and_leads_back(kiosk: Station) -> None:
    home = kiosk.signs_in()
    assert isinstance(kiosk.presses(Leave()), Secret)
    assert kiosk.presses(StillHere()) == home


def test_a_kiosk_counts_down_a_minute_and_then_signs_out(kiosk: Station) -> None:
    kiosk.signs_in()
    kiosk.waits(239)
    assert isinstance(kiosk.screen, HomeScreen)
    kiosk.waits(2)
    warned = kiosk.screen
    assert isinstance(warned, StillThere)
    kiosk.waits(30)
    assert kiosk.screen is warned
    kiosk.waits(30)
    free = kiosk.screen
    assert isinstance(free, WhoIsThere)
    assert free.remembered == ()
    assert kiosk.sitting.session.officer.id == GUEST


def test_who_is_still_there_goes_on_where_they_were(kiosk: Station) -> None:
    kiosk.signs_in()
    kiosk.waits(245)
    assert isinstance(kiosk.screen, StillThere)
    assert isinstance(kiosk.presses(StillHere()), HomeScreen)
    kiosk.waits(200)
    assert isinstance(kiosk.screen, HomeScreen)


def test_moving_the_mouse_is_being_there(kiosk: Station) -> None:
    kiosk.signs_in()
    kiosk.waits(200)
    kiosk.sitting.stir(kiosk.now)
    kiosk.waits(200)
    assert isinstance(kiosk.screen, HomeScreen)


def test_a_call_stands_still_while_a_kiosk_warns_and_is_kept_when_it_signs_out(kiosk: Station) -> None:
    kiosk.signs_in()
    kiosk.presses(Begin("music"), PassOver(), Read())
    kiosk.waits(245)
    assert isinstance(kiosk.screen, StillThere)
    back = kiosk.presses(StillHere())
    assert isinstance(back, MomentScreen)
    assert back.over is not Over.NOTHING
    kiosk.waits(245)
    kiosk.waits(61)
    assert isinstance(kiosk.screen, WhoIsThere)
    assert kiosk.sitting.live is None
    (run,) = kiosk.record.runs(kiosk.officer.id)
    assert run.state is RunState.OPEN


def test_nothing_that_was_asked_for_is_shown_to_the_next(kiosk: Station) -> None:
    kiosk.signs_in()
    kiosk.now += 1
    kiosk.sitting.take(ShowProgress(), kiosk.now)
    kiosk.sitting.take(SignOut(), kiosk.now)
    kiosk.waits(0)
    assert isinstance(kiosk.screen, WhoIsThere)
    assert kiosk.sitting.settings.text_percent == 100


def test_a_half_typed_pin_does_not_wait_for_the_next(kiosk: Station) -> None:
    kiosk.types("1042")
    kiosk.sitting.take(Type("8"), kiosk.now)
    kiosk.waits(299)
    assert isinstance(kiosk.screen, Secret)
    kiosk.waits(2)
    assert isinstance(kiosk.screen, WhoIsThere)
    assert kiosk.screen.typed == ""


def test_a_kiosk_of_one_minute_counts_down_half_of_it(tmp_path: Path) -> None:
    kiosk = Station(tmp_path, Kiosk(idle=60))
    kiosk.signs_in()
    kiosk.waits(29)
    assert isinstance(kiosk.screen, HomeScreen)
    kiosk.waits(2)
    assert isinstance(kiosk.screen, StillThere)
    kiosk.waits(30)
    assert isinstance(kiosk.screen, WhoIsThere)


def test_the_window_closes_as_soon_as_the_passphrase_was_checked(kiosk: Station, display: None) -> None:
    kiosk.presses(Leave())
    for letter in PASSPHRASE:
        kiosk.sitting.take(Type(letter), kiosk.now)
    kiosk.now += 1
    kiosk.sitting.take(Confirm(), kiosk.now)
    began = kiosk.now

    def wait(seconds: float) -> None:
        time.sleep(0.001)
        kiosk.now += seconds

    Window(kiosk.sitting, (1280, 720), kiosk.clock, wait).stay()
    assert kiosk.now - began < 30, "not only when something else wakes it"


def test_a_kiosk_that_nobody_could_leave_does_not_start(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("LEVELHEAD_DATA", str(tmp_path))
    assert main(["play", "--kiosk"]) == 1
    assert "nobody here has one" in capsys.readouterr().err
