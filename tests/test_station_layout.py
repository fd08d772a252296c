"""Where things stand in the window, and what the keys mean there."""

from __future__ import annotations

import os

os.environ.setdefault("SDL_VIDEODRIVER", "dummy")

import pygame
from hypothesis import given
from hypothesis import strategies as st
from pygame import Rect

from simulator.station import keys
from simulator.station.actions import (
    AskStop,
    Choose,
    Read,
)
from simulator.station.canvas import Control, Painted, Verb
from simulator.station.layout import cover, elastic, flow, scroll_to_show, split, wrap
from simulator.station.screens.figures import initials_of

# ---- geometry


@given(st.text("abc dé\n", max_size=80), st.integers(1, 30))
def test_wrapping_keeps_every_letter_and_no_line_is_wider_than_asked(text: str, width: int) -> None:
    lines = wrap(text, width, len)
    assert "".join("".join(lines).split()) == "".join(text.split())
    assert all(len(line) <= width for line in lines)


def test_a_word_wider_than_a_line_is_broken() -> None:
    assert wrap("a Donaudampfschiff", 6, len) == ("a", "Donaud", "ampfsc", "hiff")


def test_a_picture_covers_its_box_whatever_their_shapes() -> None:
    for box in ((1280, 720), (720, 1280), (100, 100)):
        assert cover((1920, 1080), box).contains(Rect((0, 0), box))


@given(st.integers(1, 2000), st.lists(st.integers(1, 9), min_size=1, max_size=5), st.integers(0, 20))
def test_split_gives_away_the_whole_width(width: int, shares: list[int], gap: int) -> None:
    free = max(0, width - gap * (len(shares) - 1))
    assert sum(split(width, shares, gap)) == free


def test_flow_begins_a_new_row_where_the_next_does_not_fit() -> None:
    assert flow([40, 40, 40], 90, 10) == ((0, 0), (50, 0), (0, 1))


def test_the_narrowest_panel_in_which_all_fits_is_taken_and_else_the_widest() -> None:
    assert elastic([100, 200, 300], 50, lambda width: 8000 // width) == 200
    assert elastic([100, 200, 300], 5, lambda width: 8000 // width) == 300


def test_scrolling_brings_a_target_into_view_and_leaves_one_that_is() -> None:
    view = Rect(0, 100, 200, 300)
    assert scroll_to_show(50, view, Rect(0, 450, 200, 40), 10) == 150
    assert scroll_to_show(50, view, Rect(0, 60, 200, 40), 10) == 0
    assert scroll_to_show(50, view, Rect(0, 200, 200, 40), 10) == 50


# ---- keys

PAINTED = (
    Painted(Control("all", Read(), "Go on", focusable=False), Rect(0, 0, 500, 500)),
    Painted(Control("one", Choose("one"), "One", number=1), Rect(10, 10, 50, 20)),
    Painted(Control("two", Choose("two"), "Two", number=2, enabled=False), Rect(10, 40, 50, 20)),
    Painted(
        Control("stop", AskStop(), "Stop", verbs=(Verb.STOP,)), Rect(10, 70, 50, 20), Rect(0, 0, 500, 80)
    ),
)


def pressed(key: int, focus: str = "") -> Control | None:
    return keys.pressed(key, PAINTED, focus, keys.key_map())


def test_a_number_presses_its_choice_and_never_a_closed_one() -> None:
    assert pressed(pygame.K_1) == PAINTED[1].control
    assert pressed(pygame.K_KP1) == PAINTED[1].control
    assert pressed(pygame.K_2) is None


def test_enter_presses_what_has_the_focus_and_escape_the_stop() -> None:
    assert pressed(pygame.K_RETURN, "one") == PAINTED[1].control
    assert pressed(pygame.K_RETURN) is None
    assert pressed(pygame.K_ESCAPE, "one") == PAINTED[3].control


def test_keys_can_be_given_other_meanings_and_stand_so_on_the_buttons() -> None:
    own = {"stop": "f12", "pause": "no_such_key"}
    meanings = keys.key_map(own)
    assert keys.pressed(pygame.K_F12, PAINTED, "", meanings) == PAINTED[3].control
    assert keys.pressed(pygame.K_ESCAPE, PAINTED, "", meanings) is None
    assert Verb.PAUSE in meanings[pygame.K_p], "a key that does not exist leaves the usual one"
    assert keys.key_words(own)[Verb.STOP] == "F12"


def test_the_focus_goes_round_and_leaves_out_what_cannot_be_pressed() -> None:
    assert keys.stepped(1, PAINTED, "") == "one"
    assert keys.stepped(1, PAINTED, "one") == "stop"
    assert keys.stepped(1, PAINTED, "stop") == "one"
    assert keys.stepped(-1, PAINTED, "") == "stop"


def test_a_click_presses_the_topmost_and_not_what_is_scrolled_out_of_view() -> None:
    assert keys.pointed((15, 15), PAINTED) == PAINTED[1].control
    assert keys.pointed((15, 45), PAINTED) is None
    assert keys.pointed((15, 85), PAINTED) == PAINTED[0].control


def test_initials_pass_small_words_over() -> None:
    assert [initials_of(each) for each in ("The man in the van", "Ken Mori", "Sal", "The")] == [
        "MV",
        "KM",
        "S",
        "T",
    ]
