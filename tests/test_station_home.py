"""The home of an officer who has signed in: what is suggested, what was assigned, and their progress."""

from __future__ import annotations

import os
from datetime import timedelta

os.environ.setdefault("SDL_VIDEODRIVER", "dummy")

import pygame

from scoring.kept import RunKind, RunState
from scoring.rubric_file import core_rubric
from simulator.progress import moved_by, progress_of
from simulator.station import keys
from simulator.station.actions import (
    AskStop,
    Begin,
    Brief,
    Choose,
    GoHome,
    OpenDebrief,
    Read,
    ShowChanged,
    ShowDebrief,
    ShowLibrary,
    ShowProgress,
    Stop,
)
from simulator.station.entry_actions import PassOver, SignOut
from simulator.station.screens.briefing import Briefing
from simulator.station.screens.debrief import DebriefScreen
from simulator.station.screens.home import HomeScreen
from simulator.station.screens.moment import MomentScreen
from simulator.station.screens.progress import ChangedScreen, ProgressScreen
from tests.people_here import PIN
from tests.station_entered import TODAY, Station, painted, words_of

# ---- home


def test_home_says_what_to_practice_next_and_why(station: Station, display: None) -> None:
    home = station.signs_in()
    assert home.progress
    assert {each.offer.scenario for each in home.progress.next} <= {"music", "other"}
    assert "not practiced yet" in words_of(painted(home))


def test_enter_takes_what_is_suggested(station: Station, display: None) -> None:
    home = station.signs_in()
    control = keys.pressed(pygame.K_RETURN, painted(home).controls, "", keys.key_map())
    assert control
    assert isinstance(control.action, Brief)


def test_an_assigned_call_stands_first_and_says_who_will_see_the_run(station: Station, display: None) -> None:
    station.people.classes.new("Spring", station.trainer)
    station.people.classes.add("Spring", station.officer)
    station.people.classes.assign("music", "Spring", TODAY + timedelta(days=5))
    home = station.signs_in()
    (assigned,) = home.assigned
    assert "Due March 7" in words_of(painted(home))
    station.presses(Brief("music", assigned))
    briefing = station.screen
    assert isinstance(briefing, Briefing)
    assert "your trainer Ito" in words_of(painted(briefing))
    assert "due March 7, 2026." in words_of(painted(briefing))
    begin = next(each.control for each in painted(briefing).controls if each.control.id == "begin")
    station.presses(begin.action, PassOver())
    (run,) = station.record.runs(station.officer.id)
    assert run.kind is RunKind.ASSIGNED


def test_what_was_just_played_is_not_suggested_again(station: Station) -> None:
    station.signs_in()
    station.plays()
    home = station.presses(GoHome())
    assert isinstance(home, HomeScreen)
    assert home.progress
    assert [each.offer.scenario for each in home.progress.next] == ["other"]


def test_a_call_that_was_cut_off_goes_on_with_enter(station: Station, display: None) -> None:
    station.signs_in()
    station.presses(Begin("music"), PassOver(), Read(), SignOut(), PassOver())
    station.types("1042")
    home = station.types(PIN)
    assert isinstance(home, HomeScreen)
    control = keys.pressed(pygame.K_RETURN, painted(home).controls, "", keys.key_map())
    assert control
    assert isinstance(station.presses(control.action), MomentScreen)


def test_number_keys_and_enter_open_calls_on_the_shelf(station: Station, display: None) -> None:
    station.signs_in()
    shelf = station.presses(ShowLibrary())
    controls = painted(shelf).controls
    by_number = keys.pressed(pygame.K_2, controls, "", keys.key_map())
    assert by_number
    assert by_number.action == Brief("other")
    first = keys.stepped(1, controls, "")
    assert first == "brief music"
    by_enter = keys.pressed(pygame.K_RETURN, controls, first, keys.key_map())
    assert by_enter
    assert by_enter.action == Brief("music")


# ---- progress


def test_progress_draws_an_interval_and_says_that_one_play_never_makes_a_band(
    station: Station, display: None
) -> None:
    station.signs_in()
    station.plays()
    progress = station.presses(ShowProgress())
    assert isinstance(progress, ProgressScreen)
    played = [level for level in progress.progress.levels if level.estimate.runs]
    assert played
    for level in played:
        assert level.estimate.low < level.estimate.mean < level.estimate.high
        assert level.verdict == "not enough yet"
    told = words_of(painted(progress))
    assert "One play never makes a band." in told
    assert "Not enough yet" in told


def test_a_run_of_earlier_days_opens_its_debrief_again(station: Station) -> None:
    station.signs_in()
    before = station.plays()
    station.presses(GoHome())
    progress = station.presses(ShowProgress())
    assert isinstance(progress, ProgressScreen)
    (run,) = progress.progress.runs
    again = station.presses(OpenDebrief(run.id))
    assert isinstance(again, DebriefScreen)
    assert [each.chosen for each in again.debrief.moments] == [each.chosen for each in before.debrief.moments]


def test_after_the_debrief_the_officer_sees_what_the_run_changed(station: Station) -> None:
    station.signs_in()
    debrief = station.plays()
    assert debrief.offered.changes
    changed = station.presses(ShowChanged())
    assert isinstance(changed, ChangedScreen)
    assert changed.moved
    assert all(not each.before.runs and len(each.after.runs) == 1 for each in changed.moved)
    assert isinstance(station.presses(ShowDebrief()), DebriefScreen)


def test_a_stopped_run_changes_nothing(station: Station) -> None:
    station.signs_in()
    station.presses(
        Begin("music"), PassOver(), Read(), Choose("go"), Read(), Choose("order"), AskStop(), Stop()
    )
    (run,) = station.record.runs(station.officer.id)
    assert run.state is RunState.STOPPED
    assert moved_by(station.record, core_rubric(), station.officer.id, run.id, TODAY) == ()
    seen = progress_of(station.record, core_rubric(), (), station.officer.id, TODAY)
    assert [each.state for each in seen.runs] == [RunState.STOPPED]
    assert all(not level.estimate.runs for level in seen.levels)
