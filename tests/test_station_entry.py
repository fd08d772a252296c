"""The way in and out of the station: signing in, home, progress, check-ins, and the kiosk."""

from __future__ import annotations

import os
import shlex
import threading
import time
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path

os.environ.setdefault("SDL_VIDEODRIVER", "dummy")

import pygame
import pytest

from scoring.audit import Act
from scoring.kept import Officer, RunKind, RunState
from scoring.people import GUEST, Role
from scoring.record import Record
from scoring.rubric_file import core_rubric
from scoring.wellness.checkin import Occasion, check_ins
from scoring.wellness.keys import lock_without_key
from scoring.wellness.store import Store
from scoring.wellness.vault import Wellness
from simulator.__main__ import _parser, main
from simulator.progress import moved_by, progress_of
from simulator.session import Session
from simulator.station import keys
from simulator.station.actions import (
    Action,
    Answer,
    AskStop,
    Begin,
    Brief,
    Choose,
    GoHome,
    OpenDebrief,
    Rate,
    Read,
    ShowChanged,
    ShowDebrief,
    ShowEnding,
    ShowLibrary,
    ShowProgress,
    Stop,
    Type,
)
from simulator.station.agency import Agency, Kiosk
from simulator.station.canvas import Canvas, Looks
from simulator.station.canvas import Role as ControlRole
from simulator.station.entry_actions import (
    BeGuest,
    ChangePin,
    Confirm,
    ForgetNames,
    Give,
    Leave,
    PassOver,
    Pick,
    ShowKeys,
    ShowSignIn,
    ShowWellness,
    SignOut,
    StillHere,
    TakeCheckIn,
    TurnPage,
    Wellbeing,
    Wish,
)
from simulator.station.field import DOT
from simulator.station.pictures import Pictures
from simulator.station.reader import tree_of
from simulator.station.remembered import SignedInHere
from simulator.station.screens import Screen
from simulator.station.screens.briefing import Briefing
from simulator.station.screens.calm import Calm
from simulator.station.screens.check_in import CheckInScreen, OutcomeScreen
from simulator.station.screens.debrief import DebriefScreen
from simulator.station.screens.home import HomeScreen
from simulator.station.screens.library import Library
from simulator.station.screens.moment import MomentScreen, Over
from simulator.station.screens.progress import ChangedScreen, ProgressScreen
from simulator.station.screens.resources import ResourcesScreen
from simulator.station.screens.sign_in import Purpose, Secret, WhoIsThere
from simulator.station.screens.still_there import StillThere
from simulator.station.screens.wellness import CodeScreen, EraseScreen, TrendScreen, WellnessScreen
from simulator.station.settings import Keeper, Settings
from simulator.station.sitting import Sitting
from simulator.station.window import Window
from tests.people_here import PASSPHRASE, PIN, QUICK, Clock, people_of
from tests.station_scenario import TEXT, entry

TODAY = date(2026, 3, 2)
PRIVATE = "harbor violin stone cactus"
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


def painted(screen: Screen, focus: str = "") -> Canvas:
    canvas = Canvas(pygame.Surface((1280, 720)), Looks(), Pictures(wait=True), focus=focus)
    screen.paint(canvas, 0.0)
    return canvas


def words_of(canvas: Canvas) -> str:
    return " ".join([each.text for each in canvas.written] + [each.name for each in tree_of(canvas).leaves])


# ---- signing in


def test_the_first_sign_in_chooses_a_pin_typed_twice(station: Station) -> None:
    assert isinstance(station.screen, WhoIsThere)
    chosen = station.types("1042")
    assert isinstance(chosen, Secret)
    assert chosen.purpose is Purpose.CHOOSE
    station.types(PIN)
    different = station.types("820418")
    assert isinstance(different, Secret)
    assert different.purpose is Purpose.CHOOSE
    assert "not the same" in different.message
    station.types(PIN)
    assert isinstance(station.types(PIN), HomeScreen)
    assert station.people.sign_in("1042", PIN).name == "Dana Reyes"


def test_a_pin_that_is_too_easy_is_refused_with_the_reason(station: Station) -> None:
    station.types("1042")
    station.types("123456")
    refused = station.types("123456")
    assert isinstance(refused, Secret)
    assert refused.purpose is Purpose.CHOOSE
    assert refused.message


def test_a_wrong_pin_is_told_and_the_fifth_locks_with_the_time(station: Station) -> None:
    station.signs_in()
    station.presses(SignOut())
    station.types("1042")
    for _ in range(4):
        refused = station.types("000000")
        assert isinstance(refused, Secret)
        assert refused.message
        assert refused.typed == 0
    locked = station.types("000000")
    locked = station.types(PIN) if isinstance(locked, Secret) and "14:05" not in locked.message else locked
    assert isinstance(locked, Secret)
    assert "14:05" in locked.message


def test_a_badge_number_that_nobody_has_looks_like_any_other(station: Station) -> None:
    asked = station.types("7777")
    assert isinstance(asked, Secret)
    assert asked.purpose is Purpose.SIGN_IN
    refused = station.types("555555")
    assert isinstance(refused, Secret)
    assert refused.message


def test_what_is_typed_as_a_secret_is_never_shown_and_never_in_the_tree(
    station: Station, display: None
) -> None:
    station.types("1042")
    for letter in "9274":
        station.sitting.take(Type(letter), station.now)
    canvas = painted(station.screen)
    assert "9274" not in words_of(canvas)
    assert "9274" not in repr(station.screen)
    assert DOT * 4 in words_of(canvas)
    assert "9" not in repr(Type("9"))


def test_backspace_takes_the_last_letter_away(station: Station) -> None:
    for letter in "104\b5":
        station.sitting.take(Type(letter), station.now)
    assert isinstance(station.screen, WhoIsThere)
    assert station.screen.typed == "105"


def test_every_digit_can_be_pressed_on_the_screen(station: Station, display: None) -> None:
    canvas = painted(station.screen)
    pad = {each.control.name: each.control for each in canvas.controls if each.control.id.startswith("key ")}
    assert sorted(pad) == [*"0123456789", "Delete"]
    for digit in "1042":
        station.presses(pad[digit].action)
    assert isinstance(station.screen, WhoIsThere)
    assert station.screen.typed == "1042"


def test_letters_can_be_pressed_on_the_screen_for_a_passphrase(station: Station, display: None) -> None:
    station.types("9001")
    station.presses(ShowKeys())
    names = {each.control.name for each in painted(station.screen).controls}
    assert set("abcdefghijklmnopqrstuvwxyz") <= names


def test_a_badge_number_with_letters_can_be_pressed_too(station: Station, display: None) -> None:
    screen = station.presses(ShowKeys())
    pad = {each.control.name: each.control for each in painted(screen).controls}
    typed = station.presses(pad["k"].action, pad["9"].action)
    assert isinstance(typed, WhoIsThere)
    assert typed.typed == "k9"


def test_a_guest_reads_no_name_that_is_not_theirs(station: Station, display: None) -> None:
    assert "Morgan" not in words_of(painted(station.presses(BeGuest())))


def test_an_officers_settings_are_read_by_the_worker_and_hold_with_the_first_screen(
    station: Station, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    Keeper(tmp_path / f"{station.officer.id}.toml").write(Settings(text_percent=150))
    read, readers = Keeper.read, list[str]()

    def noted(keeper: Keeper) -> tuple[Settings, str]:
        readers.append(threading.current_thread().name)
        return read(keeper)

    monkeypatch.setattr(Keeper, "read", noted)
    station.signs_in()
    assert station.sitting.settings.text_percent == 150
    assert [reader.partition("_")[0] for reader in readers] == ["hall"]


def test_settings_that_come_once_the_officer_has_left_hold_for_nobody(
    station: Station, tmp_path: Path
) -> None:
    Keeper(tmp_path / f"{station.officer.id}.toml").write(Settings(text_percent=150))
    station.sitting.begin(station.officer)
    station.sitting.take(SignOut(), station.now)
    station.waits(0)
    assert isinstance(station.screen, WhoIsThere)
    assert station.sitting.settings.text_percent == 100


def test_an_officer_takes_a_new_pin_with_the_old_one(station: Station) -> None:
    station.signs_in()
    station.presses(SignOut())
    station.types("1042")
    station.presses(ChangePin())
    wrong = station.types("999000")
    assert isinstance(wrong, Secret)
    assert (wrong.purpose, "do not fit" in wrong.message) == (Purpose.OLD_PIN, True)
    asked = station.types(PIN)
    assert isinstance(asked, Secret)
    assert (asked.purpose, asked.who) == (Purpose.NEW_PIN, "Badge 1042")
    station.types("123456")
    weak = station.types("123456")
    assert isinstance(weak, Secret)
    assert (weak.purpose, "Anybody would try" in weak.message) == (Purpose.NEW_PIN, True)
    station.types("604913")
    assert isinstance(station.types("604913"), HomeScreen)
    station.presses(SignOut())
    station.types("1042")
    assert isinstance(station.types(PIN), Secret)
    assert isinstance(station.types("604913"), HomeScreen)
    acts = [entry.act for entry in station.record.audited()]
    assert acts.count(Act.SECRET_GIVEN.value) == 2  # the trainer's first, and this one


def test_whose_old_pin_was_right_is_forgotten_for_whoever_comes_next(kiosk: Station) -> None:
    kiosk.signs_in()
    kiosk.presses(SignOut())
    kiosk.types("1042")
    kiosk.presses(ChangePin())
    kiosk.types(PIN)
    hall = kiosk.sitting._arriving._hall
    assert hall
    assert hall._changing
    kiosk.waits(400)
    kiosk.waits(0)
    assert isinstance(kiosk.screen, WhoIsThere)
    assert hall._changing is None


def test_who_is_known_no_more_goes_off_the_list_of_those_who_signed_in(tmp_path: Path) -> None:
    station, door = Station(tmp_path), SignedInHere(tmp_path)
    for badge in ("1042", "4710"):
        door.add(badge)
    asked = station.presses(ShowSignIn())
    assert isinstance(asked, WhoIsThere)
    assert [each.badge for each in asked.remembered] == ["1042"]
    assert door.badges() == ("1042",)
    station.sitting.close()


def test_who_signed_in_is_remembered_by_badge_number_alone(station: Station, tmp_path: Path) -> None:
    station.signs_in()
    assert isinstance(station.presses(SignOut()), WhoIsThere)
    asked = station.screen
    assert isinstance(asked, WhoIsThere)
    assert [each.name for each in asked.remembered] == ["Dana Reyes"]
    assert "Reyes" not in (tmp_path / "signed_in_here.toml").read_text("utf-8")
    assert isinstance(station.presses(Pick("1042")), Secret)
    station.presses(ShowSignIn(), ForgetNames())
    forgotten = station.screen
    assert isinstance(forgotten, WhoIsThere)
    assert forgotten.remembered == ()


def test_an_assigned_call_is_briefed_and_begun_as_it_stands_now(station: Station) -> None:
    classes = station.people.classes
    classes.new("Spring", station.trainer)
    classes.add("Spring", station.officer)
    classes.assign("music", "Spring", TODAY + timedelta(days=5))
    station.signs_in()
    home = station.screen
    assert isinstance(home, HomeScreen)
    (stale,) = home.assigned
    other = station.people.add("9002", "Reed", roles=[Role.TRAINER])
    classes.hand_over("Spring", other)
    classes.move("music", "Spring", TODAY + timedelta(days=9))
    briefing = station.presses(Brief("music", stale))
    assert isinstance(briefing, Briefing)
    assert briefing.assignment
    assert (briefing.assignment.trainers, briefing.assignment.due) == (("Reed",), TODAY + timedelta(days=9))
    classes.withdraw("music", "Spring")
    for late in (Begin("music", assigned=True), Brief("music", stale)):
        at_home = station.presses(late, PassOver()) if isinstance(late, Begin) else station.presses(late)
        assert isinstance(at_home, HomeScreen)
        assert "not assigned to you any more" in at_home.message
        assert at_home.assigned == ()
    assert station.record.runs() == ()


def test_a_guest_plays_without_home_progress_or_check_ins(station: Station) -> None:
    shelf = station.presses(BeGuest())
    assert isinstance(shelf, Library)
    assert not shelf.has_home
    assert isinstance(station.presses(Begin("music")), MomentScreen)


def test_a_station_without_people_opens_at_the_shelf(tmp_path: Path) -> None:
    record = Record()
    guest = record.add_officer(GUEST, "Morgan")
    agency = Agency(people=people_of(record), folder=tmp_path)
    sitting = Sitting(Session(record, core_rubric(), guest), [entry()], time.monotonic, agency=agency)
    assert isinstance(sitting.screen, Library)
    assert sitting.screen.may_sign_in
    sitting.close()


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


# ---- check-ins


def test_the_sliders_come_before_the_first_call_of_a_sitting_alone(station: Station) -> None:
    station.signs_in()
    asked = station.presses(Begin("music"))
    assert isinstance(asked, CheckInScreen)
    assert asked.check_in.occasion is Occasion.BEFORE
    assert isinstance(station.presses(Give(0, 60), TurnPage()), MomentScreen)
    station.presses(GoHome())
    assert isinstance(station.presses(Begin("other")), MomentScreen)


def test_one_key_passes_a_check_in_over(station: Station, display: None) -> None:
    station.signs_in()
    asked = station.presses(Begin("music"))
    control = keys.pressed(pygame.K_ESCAPE, painted(asked).controls, "", keys.key_map())
    assert control
    assert control.action == PassOver()
    assert isinstance(station.presses(control.action), MomentScreen)


def test_enter_passes_over_a_check_in_that_nobody_touched(station: Station, display: None) -> None:
    station.signs_in()
    asked = station.presses(Begin("music"))
    control = keys.pressed(pygame.K_RETURN, painted(asked).controls, "", keys.key_map())
    assert control
    assert control.action == PassOver()


def test_who_passes_one_over_is_asked_nothing_more_until_they_sign_in_again(station: Station) -> None:
    station.signs_in()
    station.presses(Begin("music"), PassOver(), GoHome())
    assert isinstance(station.presses(SignOut()), WhoIsThere)
    station.signs_in()
    assert isinstance(station.presses(Begin("music")), CheckInScreen)


def test_enter_goes_on_though_a_slider_has_the_focus(station: Station, display: None) -> None:
    station.signs_in()
    station.presses(Begin("music"), Give(0, 60))
    controls = painted(station.screen, "slider 0").controls
    control = keys.pressed(pygame.K_RETURN, controls, "slider 0", keys.key_map())
    assert control
    assert control.action == TurnPage()
    slider = next(each.control for each in controls if each.control.id == "slider 0")
    assert slider.role is ControlRole.SLIDER
    assert slider.scale
    assert [slider.scale.moved(steps) for steps in (-2, 1, 99)] == [Give(0, 50), Give(0, 65), Give(0, 100)]
    assert slider.scale.near(31.0) == Give(0, 30)


def test_nothing_is_suggested_before_a_slider_is_moved(station: Station, display: None) -> None:
    station.signs_in()
    canvas = painted(station.presses(Begin("music")))
    told = [each for each in tree_of(canvas).leaves if each.control.startswith("slider")]
    assert len(told) == 3
    assert all(each.said.endswith("Not answered yet.") for each in told)


def test_every_sign_out_leaves_one_envelope_of_the_same_size(station: Station) -> None:
    station.signs_in()
    station.presses(SignOut())
    station.types("1042")
    station.types(PIN)
    station.presses(Begin("music"), Give(0, 60), Give(1, 20), TurnPage(), GoHome(), SignOut(), PassOver())
    first, second = station.store.envelopes_of(station.people.pseudonym(station.officer.id))
    assert len(first.letter) == len(second.letter)
    assert station.store.audit().faults == ()


def test_a_guest_leaves_no_envelope(station: Station) -> None:
    station.presses(BeGuest(), SignOut())
    assert station.store.audit().envelopes == 0


def test_answers_are_kept_from_enrolment_on_and_opened_with_the_passphrase(station: Station) -> None:
    enrolled(station)
    station.presses(GoHome(), Begin("music"), Give(0, 60), Give(1, 20), Give(2, 55), TurnPage(), GoHome())
    station.presses(SignOut(), Give(0, 50), TurnPage())
    station.types("1042")
    station.types(PIN)
    station.presses(ShowWellness(), Wellbeing(Wish.OPEN))
    wrong = station.types("not the passphrase")
    assert isinstance(wrong, Secret)
    assert wrong.message
    opened = station.types(PRIVATE)
    assert isinstance(opened, TrendScreen)
    assert {each.figure for each in opened.trend.series} == {
        "energy/before",
        "energy/after",
        "tension/before",
        "recovered/before",
    }
    assert opened.trend.weeks[0].runs == 0
    assert isinstance(station.presses(Wellbeing(Wish.CLOSE)), WellnessScreen)


def test_a_new_passphrase_needs_the_old_one_and_brings_a_new_recovery_code(station: Station) -> None:
    first = enrolled(station)
    wrong = station.presses(Wellbeing(Wish.CHANGE)), station.types("not the passphrase")
    assert isinstance(wrong[1], Secret)
    assert (wrong[1].purpose, wrong[1].keys) == (Purpose.OLD, True)
    assert "opens nothing here" in wrong[1].message
    asked = station.types(PRIVATE)
    assert isinstance(asked, Secret)
    assert (asked.purpose, asked.keys) == (Purpose.CHANGED, True)
    station.types("short")
    refused = station.types("short")
    assert isinstance(refused, Secret)
    assert (refused.purpose, "10 letters or more" in refused.message) == (Purpose.CHANGED, True)
    station.types("willow copper engine dune")
    unlike = station.types("willow copper engine dome")
    assert isinstance(unlike, Secret)
    assert "not the same" in unlike.message
    station.types("willow copper engine dune")
    code = station.types("willow copper engine dune")
    assert isinstance(code, CodeScreen)
    assert code.code != first
    station.presses(ShowWellness(), Wellbeing(Wish.OPEN))
    assert isinstance(station.types(PRIVATE), Secret)
    assert isinstance(station.types("willow copper engine dune"), TrendScreen)
    station.presses(Wellbeing(Wish.CLOSE), Wellbeing(Wish.RECOVER))
    station.types(first)
    spent = station.types("a passphrase of another")
    assert isinstance(spent, Secret)
    assert "opens nothing here" in spent.message


def test_a_new_passphrase_puts_back_a_key_that_somebody_exchanged(station: Station) -> None:
    enrolled(station)
    pseudonym = station.people.pseudonym(station.officer.id)
    lock = station.store.lock(pseudonym)
    assert lock
    station.store.put_lock(pseudonym, replace(lock, public=lock_without_key(QUICK).public))
    station.presses(Wellbeing(Wish.OPEN))
    told = station.types(PRIVATE)
    assert isinstance(told, Secret)
    assert "changing your passphrase puts your key back" in told.message
    station.presses(ShowWellness(), Wellbeing(Wish.CHANGE))
    for typed in (PRIVATE, "willow copper engine dune"):
        station.types(typed)
    assert isinstance(station.types("willow copper engine dune"), CodeScreen)
    assert station.store.lock(pseudonym) is not None
    station.presses(ShowWellness(), Wellbeing(Wish.OPEN))
    assert isinstance(station.types("willow copper engine dune"), TrendScreen)


def test_what_was_opened_to_change_a_passphrase_is_closed_for_whoever_comes_next(station: Station) -> None:
    enrolled(station)
    station.presses(Wellbeing(Wish.CHANGE))
    station.types(PRIVATE)
    station.presses(SignOut())
    hall = station.sitting._checking_in._hall
    assert (hall._vault, hall._changing) == (None, None)


def test_the_trend_is_closed_for_whoever_comes_next(station: Station) -> None:
    enrolled(station)
    station.presses(Wellbeing(Wish.OPEN))
    assert isinstance(station.types(PRIVATE), TrendScreen)
    station.presses(SignOut())
    station.types("1042")
    station.types(PIN)
    assert isinstance(station.presses(ShowWellness()), WellnessScreen)


def test_erasing_asks_once_and_then_nothing_opens(station: Station) -> None:
    enrolled(station)
    station.presses(Wellbeing(Wish.OPEN))
    station.types(PRIVATE)
    assert isinstance(station.presses(Wellbeing(Wish.ERASE)), EraseScreen)
    assert isinstance(station.presses(Wellbeing(Wish.ERASE)), WellnessScreen)
    station.presses(Wellbeing(Wish.OPEN))
    assert isinstance(station.types(PRIVATE), Secret)


def test_a_forgotten_passphrase_is_replaced_with_the_recovery_code(station: Station) -> None:
    code = enrolled(station)
    station.presses(Wellbeing(Wish.RECOVER))
    station.types(code)
    new = station.types("meadow anchor quilt seven")
    assert isinstance(new, CodeScreen)
    assert new.code != code
    station.presses(ShowWellness(), Wellbeing(Wish.OPEN))
    assert isinstance(station.types("meadow anchor quilt seven"), TrendScreen)


def test_a_screen_that_reaches_its_line_shows_where_to_turn_and_tells_nobody(
    station: Station, display: None
) -> None:
    station.signs_in()
    station.presses(ShowWellness())
    number = next(n for n, each in enumerate(check_ins()) if each.occasion is Occasion.MONTHLY)
    station.presses(TakeCheckIn(number))
    for question, value in enumerate((2, 2, 0, 0, 2)):
        station.presses(Give(question, value))
    told = station.screen
    assert isinstance(told, OutcomeScreen)
    assert told.reaches_a_line
    assert "Where you can turn" in words_of(painted(told))
    assert isinstance(station.presses(TurnPage()), WellnessScreen)
    assert station.record.audited() == () or all(
        "wellness" not in str(each) for each in station.record.audited()
    )


def test_a_gate_that_closes_ends_its_instrument(station: Station) -> None:
    station.signs_in()
    station.presses(ShowWellness())
    number = next(n for n, each in enumerate(check_ins()) if "PTSD" in each.title)
    station.presses(TakeCheckIn(number), Give(0, 0))
    told = station.screen
    assert isinstance(told, OutcomeScreen)
    assert told.outcomes[0][1].score == 0


def test_resources_can_be_reached_at_any_time(station: Station) -> None:
    station.signs_in()
    station.presses(ShowWellness())
    assert isinstance(station.presses(Wellbeing(Wish.RESOURCES)), ResourcesScreen)


def test_who_has_stopped_can_turn_to_the_agencys_resources_and_back_to_the_calls(station: Station) -> None:
    station.signs_in()
    calm = station.presses(Begin("music"), PassOver(), Read(), AskStop(), Stop())
    assert isinstance(calm, Calm)
    assert calm.has_page
    page = station.presses(Wellbeing(Wish.RESOURCES))
    assert isinstance(page, ResourcesScreen)
    assert page.back == GoHome()


def enrolled(station: Station) -> str:
    """An officer who has enrolled; the recovery code."""
    station.signs_in()
    station.presses(ShowWellness(), Wellbeing(Wish.ENROL))
    station.types(PRIVATE)
    shown = station.types(PRIVATE)
    assert isinstance(shown, CodeScreen), shown
    station.presses(ShowWellness())
    return shown.code


# ---- the kiosk


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


@pytest.mark.parametrize("page", ["station.md", "wellness.md"])
def test_the_commands_that_the_pages_show_are_commands(page: str) -> None:
    text = (Path(__file__).parent.parent / "docs" / page).read_text("utf-8")
    lines = [line for line in text.splitlines() if line.startswith("levelhead ")]
    assert lines
    for line in lines:
        assert _parser().parse_args(shlex.split(line)[1:]).command
