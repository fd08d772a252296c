"""The station without a window: what follows from each action."""

from __future__ import annotations

import os
import time
from collections.abc import Iterator
from multiprocessing.context import SpawnProcess
from pathlib import Path

os.environ.setdefault("SDL_VIDEODRIVER", "dummy")

import pytest

from scoring.kept import RunState
from scoring.record import RecordError
from simulator.session import Session
from simulator.station.actions import (
    Answer,
    AskStop,
    Begin,
    Brief,
    Choose,
    GoHome,
    GoOn,
    LetGo,
    LookBack,
    Only,
    Pause,
    Rate,
    Read,
    Resume,
    ShowDebrief,
    ShowEnding,
    ShowOwnRun,
    ShowPart,
    Stop,
    WhatIf,
)
from simulator.station.filter import Filter
from simulator.station.proving import Proving
from simulator.station.screens.briefing import Briefing
from simulator.station.screens.calm import Calm
from simulator.station.screens.debrief import DebriefScreen
from simulator.station.screens.ending import EndingScreen
from simulator.station.screens.library import Library
from simulator.station.screens.moment import Over
from simulator.station.timing import Frame, Timing
from tests.station_officer import Officer, at_the_debrief, at_the_door, seated
from tests.station_scenario import OFFICER, TEXT, entry, session_in_memory
from tests.station_screens import told_after

# ---- the sitting


@pytest.fixture
def session() -> Iterator[Session]:
    session = session_in_memory()
    yield session
    session.record.close()


@pytest.fixture
def officer(session: Session) -> Iterator[Officer]:
    officer = seated(session)
    yield officer
    officer.sitting.close()


def test_a_whole_run_goes_from_the_shelf_through_a_probe_to_the_debrief(officer: Officer) -> None:
    assert isinstance(officer.sitting.screen, Library)
    officer.presses(Brief("music"))
    assert isinstance(officer.sitting.screen, Briefing)
    officer.presses(Begin("music"))
    assert [line.name for line in officer.moment.told.view.page] == ["Dispatch", ""]
    officer.presses(Read())
    assert officer.menu == ["ask", "go"]
    officer.presses(Choose("go"))
    officer.presses(Read())
    officer.presses(Choose("name_it"))
    assert officer.moment.told.officers_part
    assert "Officer Reyes" in officer.moment.told.officers_part.text
    officer.presses(Read())
    officer.presses(Read())
    assert officer.moment.told.view.question
    officer.presses(Answer("angry"))
    officer.presses(Choose("agree"))
    officer.presses(ShowEnding())
    assert isinstance(officer.sitting.screen, EndingScreen)
    officer.presses(ShowDebrief())
    officer.presses(Rate(0))
    screen = officer.sitting.screen
    assert isinstance(screen, DebriefScreen)
    assert [moment.chosen.choice for moment in screen.debrief.moments] == ["go", "name_it", "agree"]
    officer.presses(GoHome())
    assert isinstance(officer.sitting.screen, Library)


def test_presses_are_not_heard_for_400_ms_after_a_menu_has_opened(officer: Officer) -> None:
    at_the_door(officer)
    officer.presses(Choose("order"), after=0.399)
    assert officer.menu
    officer.presses(Choose("order"), after=0.001)
    assert not officer.menu


def test_the_time_of_a_choice_counts_from_the_menu_and_not_from_the_lines(officer: Officer) -> None:
    for action in (Brief("music"), Begin("music"), Read(), Choose("go")):
        officer.presses(action)
    officer.presses(Read(), after=60)
    assert len(officer.menu) == 5
    officer.presses(Choose("look"), after=2.5)
    assert officer.sitting.live
    made = [event for event in officer.sitting.live.events if getattr(event, "choice", "") == "look"]
    assert made[0].waited == 2500  # type: ignore[union-attr]


def test_doing_nothing_until_the_limit_is_a_choice(officer: Officer) -> None:
    at_the_door(officer)
    officer.waits(19.9)
    assert officer.menu
    officer.waits(0.2)
    assert not officer.menu
    assert officer.moment.told.officers_part
    assert officer.moment.told.officers_part.text == "Time runs out."


def test_a_press_after_the_limit_is_too_late(officer: Officer) -> None:
    at_the_door(officer)
    officer.now += 20.5
    officer.sitting.take(Choose("order"), officer.now)
    officer.waits(0)
    assert officer.moment.told.officers_part
    assert officer.moment.told.officers_part.text == "Time runs out."


def test_a_pause_hides_the_menu_and_stops_the_clock(officer: Officer) -> None:
    at_the_door(officer)
    officer.presses(Pause(), after=3)
    assert officer.moment.over is Over.PAUSE
    officer.waits(600)
    assert officer.menu
    assert officer.moment.told.waited_at(officer.now) == 3000
    officer.presses(Choose("order"))
    assert officer.menu, "nothing can be chosen while the menu is hidden"
    officer.presses(GoOn())
    assert officer.moment.told.waited_at(officer.now + 1) == 4000


def test_stopping_asks_once_and_then_is_calm_at_once_without_waiting_for_the_disk(officer: Officer) -> None:
    at_the_door(officer)
    officer.presses(AskStop())
    assert officer.moment.over is Over.STOP
    officer.now += 1
    officer.sitting.take(Stop(), officer.now)
    assert isinstance(officer.sitting.screen, Calm)
    officer.waits(0)
    assert isinstance(officer.sitting.screen, Calm)
    (run,) = officer.sitting.session.record.runs(OFFICER)
    assert run.state is RunState.STOPPED
    officer.presses(ShowDebrief())
    assert isinstance(officer.sitting.screen, DebriefScreen)
    assert not officer.sitting.screen.debrief.scored


def test_a_run_that_was_cut_off_is_offered_and_goes_on_with_its_clock(
    officer: Officer, session: Session
) -> None:
    at_the_door(officer)
    for _ in range(5):
        officer.waits(1.01)
    later = seated(session)
    assert isinstance(later.sitting.screen, Library)
    (run,) = later.sitting.screen.unfinished
    later.presses(Resume(run.id))
    assert len(later.menu) == 5
    assert 4000 <= later.moment.told.waited_at(later.now) <= 5100
    later.sitting.close()


def test_a_run_that_is_let_go_is_stopped_and_not_offered_again(officer: Officer, session: Session) -> None:
    at_the_door(officer)
    later = seated(session)
    assert isinstance(later.sitting.screen, Library)
    later.presses(LetGo(later.sitting.screen.unfinished[0].id))
    assert isinstance(later.sitting.screen, Library)
    assert later.sitting.screen.unfinished == ()
    later.sitting.close()


def test_what_cannot_be_recorded_did_not_happen_and_is_said_calmly(
    officer: Officer, session: Session, monkeypatch: pytest.MonkeyPatch
) -> None:
    at_the_door(officer)

    def full(*_: object, **__: object) -> None:
        raise RecordError("The record cannot grow: the disk is full.")

    with monkeypatch.context() as disk:
        disk.setattr(session.record, "append", full)
        officer.presses(Choose("order"))
    assert "the disk is full" in officer.moment.message
    assert officer.menu
    officer.presses(Choose("order"))
    assert officer.moment.message == ""
    assert not officer.menu


def test_the_officer_rates_the_run_before_the_key_is_shown(officer: Officer) -> None:
    screen = at_the_debrief(officer)
    assert screen.kept.own == 2
    officer.presses(ShowPart(3))
    assert isinstance(officer.sitting.screen, DebriefScreen)
    assert officer.sitting.screen.part == 3
    assert officer.sitting.screen.kept.own == 2


def test_a_what_if_goes_on_from_its_menu_as_an_exercise(officer: Officer, session: Session) -> None:
    at_the_debrief(officer)
    officer.presses(WhatIf(2))
    assert officer.menu == ["name_it", "order", "look", "history", "quiet"]
    for action in (
        Choose("name_it"),
        Read(),
        Read(),
        Answer("angry"),
        Choose("agree"),
        ShowEnding(),
        ShowDebrief(),
    ):
        officer.presses(action)
    screen = officer.sitting.screen
    assert isinstance(screen, DebriefScreen)
    assert screen.is_what_if
    assert [moment.chosen.choice for moment in screen.debrief.moments] == ["go", "name_it", "agree"]
    assert sorted(run.kind.value for run in session.record.runs(OFFICER)) == ["exercise", "practice"]
    officer.presses(ShowOwnRun())
    own = officer.sitting.screen
    assert isinstance(own, DebriefScreen)
    assert not own.is_what_if
    assert [moment.chosen.choice for moment in own.debrief.moments] == ["go", "order", "cite"]


def test_a_wait_is_seen_to_pass_before_what_comes_of_it(officer: Officer) -> None:
    at_the_door(officer)
    officer.presses(Choose("quiet"), after=2)
    assert officer.moment.passing == (4000, officer.now)
    officer.presses(Read())
    assert officer.moment.passing, "nothing can be pressed while it passes"
    officer.waits(1.1)
    assert officer.moment.passing is None
    assert [line.text for line in officer.moment.told.view.page] == ["So what happens now?"]


def test_the_stop_key_works_while_a_wait_passes(officer: Officer) -> None:
    at_the_door(officer)
    officer.presses(Choose("quiet"), after=2)
    officer.presses(AskStop(), after=0.1)
    assert officer.moment.over is Over.STOP
    officer.presses(Stop(), after=0.1)
    assert isinstance(officer.sitting.screen, Calm)
    (run,) = officer.sitting.session.record.runs(OFFICER)
    assert run.state is RunState.STOPPED


def test_looking_back_stops_the_clock_and_hides_the_menu(officer: Officer) -> None:
    at_the_door(officer)
    officer.presses(LookBack(), after=2)
    assert officer.moment.over is Over.BACKLOG
    officer.waits(60)
    officer.presses(GoOn())
    assert officer.moment.told.waited_at(officer.now) == 2000


def test_where_no_process_can_be_started_the_debrief_does_without(monkeypatch: pytest.MonkeyPatch) -> None:
    def refused(process: object) -> None:
        raise BlockingIOError("no room for another process")

    monkeypatch.setattr(SpawnProcess, "start", refused)
    proving = Proving()
    scenario = entry().loaded.scenario
    assert scenario
    proving.begin(scenario)
    assert proving.fetch() is None
    proving.close()


# ---- the proof


def test_the_debrief_and_the_facts_fill_in_when_the_proof_comes(session: Session, tmp_path: Path) -> None:
    officer = seated(session, proving=Proving(tmp_path))
    screen = at_the_debrief(officer)
    assert screen.debrief.moments[0].loss is None
    deadline = time.monotonic() + 60
    while screen.debrief.moments[0].loss is None and time.monotonic() < deadline:
        time.sleep(0.1)
        officer.waits(0)
        assert isinstance(officer.sitting.screen, DebriefScreen)
        screen = officer.sitting.screen
    assert screen.debrief.moments[2].loss == 40
    officer.sitting.close()
    assert session.record.select("SELECT losses FROM run_facts") == [("proved",)]
    assert list(tmp_path.glob("*.npz")), "the proof is kept"


# ---- home


def calls_on(screen: Library) -> list[str]:
    return [scenario.id for scenario in screen._shown]


def test_the_shelf_shows_what_was_played_and_suggests_what_is_new(session: Session) -> None:
    other = entry(TEXT.replace("noise complaint", "welfare check").replace("level: 2", "level: 3"), "other")
    officer = seated(session, entries=[entry(), other])
    at_the_debrief(officer)
    officer.presses(GoHome())
    screen = officer.sitting.screen
    assert isinstance(screen, Library)
    assert screen.played == {"music": 1}
    assert screen._next
    assert screen._next.id == "other"
    filters: tuple[tuple[Filter, list[str]], ...] = (
        (Filter(played="new"), ["other"]),
        (Filter(played="played"), ["music"]),
        (Filter(call="noise complaint"), ["music"]),
        (Filter(level=3), ["other"]),
        (Filter(call="noise complaint", level=3), []),
        (Filter(length="short"), ["music", "other"]),
        (Filter(length="long"), []),
        (Filter(), ["music", "other"]),
    )
    for filter, calls in filters:
        officer.presses(Only(filter))
        assert isinstance(officer.sitting.screen, Library)
        assert calls_on(officer.sitting.screen) == calls
    officer.sitting.close()


def test_a_run_states_how_long_its_frames_took() -> None:
    timing = Timing()
    assert timing.told == ""
    for milliseconds in (*[5] * 98, 12, 70):
        timing.add(Frame(milliseconds / 1000))
    assert timing.told == (
        "Measured in this run: 100 frames, half of them within 5 ms, 99 of 100 within 13 ms, 1 over 50 ms."
    )


@pytest.mark.parametrize(("portrait", "stays"), [(", portrait: leo", True), ("", False)])
def test_who_has_no_picture_is_here_while_they_speak_alone(portrait: str, stays: bool) -> None:
    quiet = TEXT.replace(", portrait: leo", portrait).replace("lines: [{leo: So what happens now?}]", "")
    talk = quiet.replace("      talk:\n", "      talk:\n        lines: [The music stops.]\n")
    live = session_in_memory().begin(entry(talk.replace("next: talk", "next: door.talk")).loaded, seed=1)
    told = told_after(live, None, live.read, lambda: live.choose("go", 1000), live.read)
    assert [each.speaker for each in told.company] == ["leo"]
    later = told_after(live, told, lambda: live.choose("order", 1000), live.read)
    assert [each.speaker for each in later.company] == (["leo"] if stays else [])
