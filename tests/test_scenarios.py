"""Every scenario that comes with the program keeps what the library promises: rich, fair, and proven."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from functools import cache
from itertools import chain

import numpy as np
import pytest

from scoring.rubric_file import core_rubric
from simulator.commands.house import cache_folder
from simulator.foresight import foresee
from simulator.library.catalogue import scenario_files, shipped_folder
from simulator.library.load import load_file
from simulator.model.scenario import (
    Choice,
    ChoiceKind,
    EndingKind,
    FactName,
    Line,
    Moment,
    MomentId,
    Scenario,
)
from simulator.prover import Proved, prove
from simulator.prover.covering import cover
from simulator.prover.explored import WAIT
from simulator.prover.scored import opportunities, peace_kept
from simulator.shelf import vocabulary
from simulator.wording import subject_of
from tests.reading_level import grade, words

FILES = {file.parent.name: file for file in scenario_files(shipped_folder())}
CRISES = {"welfare_check", "bridge_talk", "domestic_call", "veteran_crisis", "autistic_youth", "burned_out"}
PRACTICED_STRATEGIES = {"longest": 0.6, "shortest": 0.6}
AT_RANDOM = 0.5
PEACE = 0.9  # of the situations that are reached without a flag
TRAIT_MAY_COST = 12.0  # points of the outlook
FEWEST_MENUS, FEWEST_ENDINGS = 20, 5
SIXTH_GRADE = 6.0
SPEECH, LONG = 45, 15  # words
HARD = 8.0  # grade of one long text: a single one is judged more roughly than all together

every_scenario = pytest.mark.parametrize("id", FILES)


@cache
def scenario_of(id: str) -> Scenario:
    scenario = load_file(FILES[id], vocabulary(core_rubric())).scenario
    assert scenario
    return scenario


@cache
def proved_of(id: str) -> Proved:
    return foresee(scenario_of(id), cache_folder())


def menus(scenario: Scenario) -> list[Moment]:
    return [moment for moment in scenario.moments if moment.choices]


def choices(scenario: Scenario) -> Iterator[Choice]:
    for moment in scenario.moments:
        yield from moment.choices
        yield from [moment.on_time_out] if moment.on_time_out else []


def open_at_once(proved: Proved) -> frozenset[int]:
    """How many choices a menu holds as it opens, over all situations."""
    explored = proved.explored
    owners = np.repeat(np.arange(explored.situations), np.diff(explored.action_from))
    counts = np.bincount(owners[explored.action != WAIT], minlength=explored.situations)
    return frozenset(
        count
        for sheet in explored.sheets
        if sheet.stop[1] == 0
        for count in np.unique(counts[sheet.first : sheet.first + len(sheet.codes)]).tolist()
        if count
    )


def test_the_library_has_twelve_and_half_of_them_are_routine() -> None:
    assert len(FILES) >= 12
    assert len(set(FILES) - CRISES) * 2 >= len(FILES)


@every_scenario
def test_it_is_long_enough_and_offers_real_choices(id: str) -> None:
    scenario = scenario_of(id)
    assert len(menus(scenario)) >= FEWEST_MENUS
    assert set(open_at_once(proved_of(id))) <= {3, 4, 5}
    assert sum(moment.probe is not None for moment in scenario.moments) >= 2
    assert any(moment.draw for moment in scenario.moments)
    assert any(len(line.text) > 1 for moment in scenario.moments for line in moment.lines)
    assert scenario.injects


@every_scenario
def test_it_ends_in_many_ways_one_of_them_a_referral(id: str) -> None:
    kinds = [ending.kind for ending in scenario_of(id).endings.values()]
    assert len(kinds) >= FEWEST_ENDINGS
    assert EndingKind.REFERRED in kinds


@every_scenario
def test_what_is_felt_is_told_of_somebody_with_a_face(id: str) -> None:
    scenario = scenario_of(id)
    assert scenario.cast[subject_of(scenario)].portrait


@every_scenario
def test_every_choice_teaches(id: str) -> None:
    scenario = scenario_of(id)
    assert not [choice.id for choice in choices(scenario) if not choice.why or not choice.felt]
    assert len(scenario.questions) >= 3
    assert scenario.sources
    assert scenario.notes
    assert scenario.content or id not in CRISES


@every_scenario
def test_it_is_proven_to_every_ending(id: str) -> None:
    """That no finding is worse than a note, `make lint` sees."""
    proof = proved_of(id).proof
    assert proof.complete
    assert not proof.estimated
    assert all(ending.reachable for ending in proof.endings.values())


@every_scenario
def test_no_shortcut_earns_much(id: str) -> None:
    proof = proved_of(id).proof
    room = proof.best - proof.worst
    for strategy, share in PRACTICED_STRATEGIES.items():
        assert proof.strategies[strategy] <= proof.worst + share * room, strategy
    assert proof.random <= proof.worst + AT_RANDOM * room


@every_scenario
def test_a_slip_leaves_peace_open(id: str) -> None:
    assert peace_kept(scenario_of(id), proved_of(id)) >= PEACE


@every_scenario
def test_what_it_trains_can_be_practiced_three_times(id: str) -> None:
    scenario = scenario_of(id)
    behaviors = {each.id: (each.dimension, each.value) for each in core_rubric().behaviors.values()}
    offered = opportunities(scenario, behaviors)
    assert scenario.dimensions
    assert not [dimension for dimension in scenario.dimensions if offered.get(dimension, 0) < 3]


@every_scenario
def test_planned_runs_take_every_choice(id: str) -> None:
    covered = cover(proved_of(id))
    assert covered.taken == covered.reachable
    assert len(covered.runs) <= 300


def lines(scenario: Scenario) -> Iterator[Line]:
    """Every line of a scenario: of moments, replies, interrupts, injects and endings."""
    yield from chain.from_iterable(moment.lines for moment in scenario.moments)
    yield from chain.from_iterable(choice.reply for choice in choices(scenario))
    own = chain.from_iterable(scene.interrupts for scene in scenario.scenes.values())
    yield from chain.from_iterable(interrupt.lines for interrupt in (*own, *scenario.interrupts))
    yield from chain.from_iterable(inject.lines for inject in scenario.injects.values())
    yield from chain.from_iterable(ending.lines for ending in scenario.endings.values())


def said(scenario: Scenario) -> list[str]:
    """What people say to the officer, every wording of it."""
    return [wording.text for line in lines(scenario) if line.speaker for wording in line.text]


def officers_words(scenario: Scenario) -> list[str]:
    """What the officer may say, every wording of it; wrong choices may well be hard to follow."""
    spoken = (ChoiceKind.SAY, ChoiceKind.RADIO)
    return [wording.text for each in choices(scenario) if each.kind in spoken for wording in each.words]


def test_the_grade_tells_plain_words_from_official_ones() -> None:
    assert grade(["You are not in trouble.", "I came because your sister is worried."]) < SIXTH_GRADE
    assert (
        grade(["Pursuant to the municipal ordinance, residential amplification necessitates citation."]) > 12
    )


@every_scenario
def test_people_speak_plainly(id: str) -> None:
    scenario = scenario_of(id)
    others = said(scenario)
    assert grade(others) <= SIXTH_GRADE
    assert grade(officers_words(scenario)) <= SIXTH_GRADE
    assert not [text for text in others if len(words(text)) >= LONG and grade([text]) > HARD]


@every_scenario
def test_nobody_makes_a_speech(id: str) -> None:
    scenario = scenario_of(id)
    assert not [text for text in said(scenario) + officers_words(scenario) if len(words(text)) > SPEECH]


DRAWN = [(id, moment.id, fact) for id in FILES for moment in scenario_of(id).moments for fact in moment.draw]


@pytest.mark.parametrize(("id", "moment", "fact"), DRAWN, ids=map("/".join, DRAWN))
def test_a_drawn_trait_does_not_decide_how_it_ends(id: str, moment: MomentId, fact: FactName) -> None:
    """A good officer may expect nearly the same, whatever chance made of the person."""
    with_it, without = (prove(drawn(scenario_of(id), moment, fact, percent)).proof for percent in (100, 0))
    assert abs(with_it.outlook - without.outlook) <= TRAIT_MAY_COST


def drawn(scenario: Scenario, moment: MomentId, fact: FactName, percent: int) -> Scenario:
    """The scenario in which the fact always comes true on that moment's first entry, or never does."""
    here = scenario.moment(moment)
    draw = {**here.draw, fact: percent} if percent else {f: p for f, p in here.draw.items() if f != fact}
    scene = scenario.scenes[here.scene]
    scene = replace(scene, moments={**scene.moments, moment: replace(here, draw=draw)})
    return replace(scenario, scenes={**scenario.scenes, scene.id: scene})
