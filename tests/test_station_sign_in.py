"""Signing in at the station: PINs and passphrases, who is remembered, guests, and what is assigned."""

from __future__ import annotations

import os
import threading
import time
from datetime import timedelta
from pathlib import Path

os.environ.setdefault("SDL_VIDEODRIVER", "dummy")

import pytest

from scoring.audit import Act
from scoring.people import GUEST, Role
from scoring.record import Record
from scoring.rubric_file import core_rubric
from simulator.session import Session
from simulator.station.actions import Begin, Brief, Type
from simulator.station.agency import Agency
from simulator.station.entry_actions import (
    BeGuest,
    ChangePin,
    ForgetNames,
    PassOver,
    Pick,
    ShowKeys,
    ShowSignIn,
    SignOut,
)
from simulator.station.field import DOT
from simulator.station.remembered import SignedInHere
from simulator.station.screens.briefing import Briefing
from simulator.station.screens.home import HomeScreen
from simulator.station.screens.library import Library
from simulator.station.screens.moment import MomentScreen
from simulator.station.screens.sign_in import Purpose, Secret, WhoIsThere
from simulator.station.settings import Keeper, Settings
from simulator.station.sitting import Sitting
from tests.people_here import PIN, people_of
from tests.station_entered import TODAY, Station, painted, words_of
from tests.station_scenario import entry


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
    for easy in ("12", "123456"):
        refused = station.types(easy)
        assert isinstance(refused, Secret)
        assert refused.purpose is Purpose.CHOOSE, "before it is typed again"
        assert refused.message
    again = station.types(PIN)
    assert isinstance(again, Secret)
    assert (again.purpose, again.message) == (Purpose.AGAIN, "")


def test_a_new_pin_that_is_too_easy_is_refused_before_it_is_typed_again(station: Station) -> None:
    station.signs_in()
    station.presses(SignOut())
    station.types("1042")
    station.presses(ChangePin())
    station.types(PIN)
    refused = station.types("12")
    assert isinstance(refused, Secret)
    assert (refused.purpose, bool(refused.message)) == (Purpose.NEW_PIN, True)


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
