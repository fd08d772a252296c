"""An officer's settings at the station: their file, what they may be, and what they change."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path

os.environ.setdefault("SDL_VIDEODRIVER", "dummy")

import pytest

from simulator.session import Session
from simulator.station.actions import GoHome, SetTo
from simulator.station.screens.library import Library
from simulator.station.screens.settings import SettingsScreen
from simulator.station.settings import Keeper, Settings
from tests.station_officer import at_the_door, seated
from tests.station_scenario import session_in_memory


@pytest.fixture
def session() -> Iterator[Session]:
    session = session_in_memory()
    yield session
    session.record.close()


def test_settings_are_kept_in_a_file_that_says_what_each_may_be(tmp_path: Path, session: Session) -> None:
    keeper = Keeper(tmp_path / "own" / "7.toml")
    officer = seated(session, keeper)
    wanted = Settings(theme="light", text_percent=150, pace=0, reduced_motion=True, learning=True)
    officer.presses(SetTo(wanted))
    assert isinstance(officer.sitting.screen, SettingsScreen)
    assert keeper.read() == (wanted, "")
    assert "dark, light or contrast" in (tmp_path / "own" / "7.toml").read_text()
    officer.sitting.close()


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ('theme = "pink"', "It may be dark, light or contrast"),
        ("text_percent = 5000", "It may be 100, 125, 150, 175 or 200"),
        ("reduced_motion = 1", "It may be false or true"),
        ("theem = 1", "there is no setting “theem”"),
        ("theme = ", "Invalid value"),
        ("[keys]\nfly = 'f'", "there is nothing called “fly”"),
        ("[keys]\nstop = 3", "keys must be names"),
        ("\x00", "could not be used"),
    ],
)
def test_bad_settings_get_a_clear_sentence_and_the_usual_ones(
    tmp_path: Path, session: Session, text: str, told: str
) -> None:
    file = tmp_path / "7.toml"
    file.write_text(text)
    officer = seated(session, Keeper(file))
    assert isinstance(officer.sitting.screen, Library)
    assert told in officer.sitting.screen.message
    assert officer.sitting.settings == Settings()
    officer.sitting.close()


def test_settings_that_cannot_be_kept_hold_for_the_sitting_and_say_so(
    tmp_path: Path, session: Session
) -> None:
    (tmp_path / "taken").write_text("a file where the folder should be")
    officer = seated(session, Keeper(tmp_path / "taken" / "7.toml"))
    officer.presses(SetTo(Settings(theme="light")))
    assert isinstance(officer.sitting.screen, SettingsScreen)
    assert "cannot be kept" in officer.sitting.screen.message
    assert officer.sitting.settings.theme == "light"
    officer.sitting.close()


def test_an_officers_time_factor_goes_into_the_run(session: Session) -> None:
    officer = seated(session)
    officer.presses(SetTo(Settings(pace=200)))
    officer.presses(GoHome())
    at_the_door(officer)
    assert officer.moment.told.view.time_limit == 40_000
    officer.sitting.close()
