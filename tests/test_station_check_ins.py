"""Check-ins at the station: what is offered when, enrolment, secrets, the trend, and where to turn."""

from __future__ import annotations

import os
from dataclasses import replace

os.environ.setdefault("SDL_VIDEODRIVER", "dummy")

import pygame

from scoring.wellness.checkin import Occasion, check_ins
from scoring.wellness.keys import lock_without_key
from simulator.station import keys
from simulator.station.actions import AskStop, Begin, GoHome, Read, Stop
from simulator.station.canvas import Role as ControlRole
from simulator.station.entry_actions import (
    BeGuest,
    Give,
    PassOver,
    ShowWellness,
    SignOut,
    TakeCheckIn,
    TurnPage,
    Wellbeing,
    Wish,
)
from simulator.station.reader import tree_of
from simulator.station.screens.calm import Calm
from simulator.station.screens.check_in import CheckInScreen, OutcomeScreen
from simulator.station.screens.moment import MomentScreen
from simulator.station.screens.resources import ResourcesScreen
from simulator.station.screens.sign_in import Purpose, Secret, WhoIsThere
from simulator.station.screens.wellness import CodeScreen, EraseScreen, TrendScreen, WellnessScreen
from tests.people_here import PIN, QUICK
from tests.station_entered import Station, painted, words_of

PRIVATE = "harbor violin stone cactus"


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
