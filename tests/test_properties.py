"""What holds in every run, whatever is chosen and however long it takes: walked at random through shipped scenarios."""

from __future__ import annotations

import random
from functools import cache
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from scoring.record import Record
from scoring.rubric_file import core_rubric
from scoring.scorecard import score
from simulator.engine import Awaiting, Run
from simulator.engine.replay import replay
from simulator.engine.transcript import follow, script, transcript
from simulator.library.catalogue import scenario_files, shipped_folder
from simulator.library.load import Loaded, load_file
from simulator.model.decisions import course_of
from simulator.model.events import Event, RunEnded, RunStarted, from_plain, to_plain
from simulator.model.scenario import Scenario
from tests.test_broken_scenarios import WELL_FORMED

FILES = [WELL_FORMED, *scenario_files(shipped_folder())]
each_file = pytest.mark.parametrize("file", FILES, ids=lambda file: file.parent.name)
walks = given(seed=st.integers(0, 2**31), hands=st.builds(random.Random, st.integers(0, 2**31)))


@cache
def read(file: Path) -> Loaded:
    return load_file(file)


def scenario_of(file: Path) -> Scenario:
    scenario = read(file).scenario
    assert scenario
    return scenario


def begun(scenario: Scenario, seed: int) -> Run:
    return Run(scenario, RunStarted(scenario.id, "", "", 1, seed))


def walk(run: Run, hands: random.Random, most: int = 400) -> list[tuple[Event, ...]]:
    """What a run tells step by step, by random hands, to its end or to so many steps."""
    told = [run.start()]
    while run.awaiting is not Awaiting.NOTHING and len(told) < most:
        told.append(step(run, hands))
    return told


def step(run: Run, hands: random.Random) -> tuple[Event, ...]:
    if run.awaiting is Awaiting.READING:
        return run.read()
    if run.awaiting is Awaiting.ANSWER:
        assert run.moment.probe
        return run.answer(hands.choice(list(run.moment.probe.answers)))
    waited = hands.choice((0, 700, 4000, 8000, 15000, 40000))
    if hands.random() < 0.2:
        return run.tick(max(waited, run.elapsed))
    return run.choose(hands.choice([item.choice for item in run.menu if item.open]), max(waited, run.elapsed))


@each_file
@settings(max_examples=25, deadline=None)
@walks
def test_meters_stay_in_range_and_every_run_that_ends_says_how(
    file: Path, seed: int, hands: random.Random
) -> None:
    scenario = scenario_of(file)
    run = begun(scenario, seed)
    told = [event for each in walk(run, hands) for event in each]
    for name, value in run.situation.meters.items():
        assert scenario.meters[name].min <= value <= scenario.meters[name].max
    assert isinstance(told[-1], RunEnded) == (run.awaiting is Awaiting.NOTHING)
    assert sum(isinstance(event, RunEnded) for event in told) <= 1


@each_file
@settings(max_examples=15, deadline=None)
@walks
def test_the_same_seed_and_hands_give_the_same_events_and_the_fold_knows_the_situation(
    file: Path, seed: int, hands: random.Random
) -> None:
    scenario = scenario_of(file)
    state = hands.getstate()
    run = begun(scenario, seed)
    first = walk(run, hands)
    hands.setstate(state)
    assert walk(begun(scenario, seed), hands) == first
    assert course_of(scenario, [event for each in first for event in each]).last.key == run.situation.key


@each_file
@settings(max_examples=15, deadline=None)
@walks
def test_a_run_replayed_from_any_of_its_steps_stands_where_it_stood(
    file: Path, seed: int, hands: random.Random
) -> None:
    scenario = scenario_of(file)
    run = begun(scenario, seed)
    told = walk(run, hands)
    cut = hands.randrange(1, len(told) + 1)
    events = [event for each in told[:cut] for event in each]
    again = replay(scenario, events)
    assert again.situation == course_of(scenario, events).last
    whole = replay(scenario, [event for each in told for event in each])
    assert (whole.situation, whole.menu, whole.awaiting) == (run.situation, run.menu, run.awaiting)


@each_file
@settings(max_examples=15, deadline=None)
@walks
def test_events_read_back_from_plain_data_are_equal(file: Path, seed: int, hands: random.Random) -> None:
    for told in walk(begun(scenario_of(file), seed), hands):
        for event in told:
            assert from_plain(type(event).__name__, to_plain(event)) == event


@each_file
@settings(max_examples=10, deadline=None)
@walks
def test_the_record_reads_back_what_was_written(file: Path, seed: int, hands: random.Random) -> None:
    loaded = read(file)
    told = walk(begun(scenario_of(file), seed), hands)
    with Record() as record:
        record.add_officer("a1", "Lee")
        run = record.begin("a1", told[0], 0, scenario_text=loaded.source.text, rubric_text=core_rubric().text)
        for number, events in enumerate(told[1:]):
            record.append(run.id, events, number)
        assert list(record.events(run.id)) == [event for each in told for event in each]


@each_file
@settings(max_examples=10, deadline=None)
@walks
def test_scoring_twice_gives_the_same(file: Path, seed: int, hands: random.Random) -> None:
    scenario = scenario_of(file)
    events = [event for each in walk(begun(scenario, seed), hands) for event in each]
    assert score(scenario, core_rubric(), events) == score(scenario, core_rubric(), events)


@each_file
@settings(max_examples=10, deadline=None)
@walks
def test_a_transcript_is_its_own_script(file: Path, seed: int, hands: random.Random) -> None:
    scenario = scenario_of(file)
    text = transcript(
        scenario, [event for each in walk(begun(scenario, seed), hands, 5000) for event in each]
    )
    run = begun(scenario, seed)
    again = [*run.start(), *(event for told in follow(run, script(text)) for event in told)]
    assert transcript(scenario, again) == text
