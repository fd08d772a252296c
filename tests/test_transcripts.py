"""Golden transcripts: script and answer in one text. Each is played straight, and with the record read back half-way.

LEVELHEAD_ACCEPT=1 (`make golden`) writes what comes out now; read the difference before committing it.
"""

from __future__ import annotations

import os
import re
from pathlib import Path

import pytest

from scoring.record import Record
from scoring.rubric_file import core_rubric
from simulator.engine import Run
from simulator.engine.transcript import TIMES, Step, follow, script, transcript
from simulator.library.catalogue import shipped_folder
from simulator.library.load import load_file
from simulator.model.events import Event, RunStarted
from simulator.model.scenario import Scenario
from simulator.session import LiveRun, Session

FILES = sorted(shipped_folder().glob("*/transcripts/*.txt"))
HEADER = re.compile(r"\S+ · seed (\d+) · pace (\d+)")
ACCEPTS = bool(os.environ.get("LEVELHEAD_ACCEPT"))


def seed_and_pace(text: str) -> tuple[int, int]:
    found = HEADER.match(text)
    assert found
    return int(found[1]), int(found[2])


def played(scenario: Scenario, text: str) -> list[Event]:
    seed, pace = seed_and_pace(text)
    run = Run(scenario, RunStarted(scenario.id, "", "", 1, seed, pace))
    return [*run.start(), *(event for told in follow(run, script(text)) for event in told)]


@pytest.mark.parametrize("file", FILES, ids=lambda file: f"{file.parent.parent.name}/{file.stem}")
def test_the_script_brings_the_same_answer(file: Path) -> None:
    scenario = load_file(file.parent.parent).scenario
    assert scenario
    kept = file.read_text(encoding="utf-8")
    told = transcript(scenario, played(scenario, kept))
    if ACCEPTS and told != kept:
        file.write_text(told, encoding="utf-8")
    assert ACCEPTS or told == kept


@pytest.mark.parametrize("file", FILES, ids=lambda file: f"{file.parent.parent.name}/{file.stem}")
def test_a_run_read_back_half_way_goes_on_as_if_nothing_had_happened(file: Path) -> None:
    loaded = load_file(file.parent.parent)
    text = file.read_text(encoding="utf-8")
    seed, pace = seed_and_pace(text)
    steps = script(text)
    with Record() as record:
        session = Session(record, core_rubric(), record.add_officer("a1", "Lee"))
        live = session.begin(loaded, seed, pace)
        walk(live, steps[: len(steps) // 2])
        resumed = session.resume(record.run(live.id))
        assert resumed.view == live.view
        walk(resumed, steps[len(steps) // 2 :])
        assert loaded.scenario
        assert record.events(live.id)[1:] == tuple(played(loaded.scenario, text))[1:]


def walk(live: LiveRun, steps: tuple[Step, ...]) -> None:
    """Take the steps as a face would, reading what there is to read."""
    left = list(steps)
    while live.view.awaiting.value != "nothing":
        if live.view.awaiting.value == "reading":
            live.read()
        elif not left:
            return
        elif left[0].is_answer:
            live.answer(left.pop(0).name)
        elif left[0].name in TIMES:
            live.tick(left.pop(0).waited)
        else:
            live.choose(left[0].name, left.pop(0).waited)


def test_every_ending_and_the_best_line_of_every_scenario_has_a_transcript() -> None:
    reached = {(file.parent.parent.name, file.stem) for file in FILES}
    for folder in sorted(shipped_folder().glob("*/scenario.yaml")):
        scenario = load_file(folder).scenario
        assert scenario
        missing = {(scenario.id, name) for name in (*scenario.endings, "best_line")} - reached
        assert not missing
