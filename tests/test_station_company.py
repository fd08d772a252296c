"""Who is seen at the station while a call goes on, and how their words are headed."""

from __future__ import annotations

import os

os.environ.setdefault("SDL_VIDEODRIVER", "dummy")

from dataclasses import replace

import pytest

from simulator.model.scenario import CastMember
from simulator.station.blocks import Block, Column, Words
from simulator.station.screens.dialogue import line_blocks
from simulator.station.screens.figures import scenery_of
from simulator.station.told import Told, told_by, with_company
from simulator.views import Spoken
from tests.station_scenario import entry, session_in_memory

CAST = {
    each.id: each
    for each in (
        CastMember("dale", "Dale", "husband", portrait="ray"),
        CastMember("marta", "Marta", "wife", portrait="elena"),
        CastMember("kess", "Kess", "partner", portrait="kessler"),
        CastMember("line", "Interpreter", "interpreter by phone", portrait="elena"),
        CastMember("mother", "Mother", "mother on the phone"),
        CastMember("dispatch", "Dispatch", "radio", portrait="kim"),
    )
}


@pytest.fixture(scope="module")
def call() -> Told:
    return told_by(session_in_memory().begin(entry().loaded, seed=1), 0.0)


def page(call: Told, moment: str, *lines: tuple[str, str]) -> Told:
    spoken = tuple(Spoken(f"{who} speaks.", who, CAST[who].name, mood) for who, mood in lines)
    return replace(call, view=replace(call.view, moment=moment, cast=CAST, page=spoken))


def seen(call: Told, *pages: tuple[str, str]) -> list[list[str]]:
    """Who is seen on each page, given as its moment and who speaks there."""
    found: list[list[str]] = []
    before: Told | None = None
    for moment, speakers in pages:
        before = with_company(page(call, moment, *((who, "") for who in speakers.split())), before)
        found.append([each.speaker for each in before.company])
    return found


def test_who_has_said_nothing_for_a_whole_moment_steps_back(call: Told) -> None:
    pages = (("k.a", "kess dale"), ("k.a", ""), ("k.b", "marta"), ("k.b", "marta"), ("k.c", "marta"))
    all_three = ["kess", "dale", "marta"]
    assert seen(call, *pages) == [["kess", "dale"], ["kess", "dale"], all_three, all_three, ["marta"]]


def test_nobody_leaves_an_empty_place_behind_while_nothing_is_said(call: Told) -> None:
    assert seen(call, ("k.a", "dale"), ("k.b", ""), ("k.c", ""))[-1] == ["dale"]
    assert seen(call, ("k.a", "dale"), ("l.a", ""))[-1] == []


def test_who_speaks_by_radio_or_phone_is_not_seen_but_an_interpreter_may_show_for_whom(call: Told) -> None:
    assert seen(call, ("k.a", "dispatch mother")) == [[]]
    assert seen(call, ("k.a", "marta dale line")) == [["dale", "line"]]


def test_who_shouted_no_longer_shouts_while_another_speaks(call: Told) -> None:
    told = with_company(page(call, "k.a", ("kess", "shouting"), ("marta", "calm")), None)
    assert [figure.mood for figure in scenery_of(told).figures] == ["angry", "calm"]
    alone = with_company(page(call, "k.a", ("kess", "shouting")), None)
    assert [figure.mood for figure in scenery_of(alone).figures] == ["shouting"]


def test_who_goes_on_speaking_is_named_once_and_a_new_mood_is_told(call: Told) -> None:
    lines = page(call, "k.a", ("dale", ""), ("dale", "ashamed"), ("dale", "ashamed"), ("marta", "")).view.page
    headings = [heading(block) for block in line_blocks(lines)]
    assert headings == ["Dale", "ashamed", "", "Marta"]


def heading(block: Block) -> str:
    assert isinstance(block, Column)
    first, *rest = block.blocks
    assert isinstance(first, Words)
    return first.text if rest else ""
