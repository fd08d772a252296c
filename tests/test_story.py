"""The story of a run that ended well: told as a person would, and by nothing that tells who played."""

from __future__ import annotations

from pathlib import Path

import pytest

from scoring.rubric_file import core_rubric
from simulator.engine import Awaiting, Run
from simulator.engine.transcript import follow, script
from simulator.library.catalogue import shipped_folder
from simulator.library.load import load_file
from simulator.model.events import Event, RunStarted
from simulator.model.scenario import Scenario
from simulator.pages.story import story_page
from simulator.prose import curled, done, sentences, shown, spoken
from simulator.shelf import vocabulary
from simulator.story import LEAST_WORTH, story_of, story_text
from tests.written import loaded

TRANSCRIPTS = sorted(shipped_folder().glob("*/transcripts/*.txt"))


def played(path: Path) -> tuple[Scenario, tuple[Event, ...]]:
    """The run of a transcript, and its scenario."""
    scenario = load_file(path.parents[1] / "scenario.yaml", vocabulary(core_rubric())).scenario
    assert scenario
    text = path.read_text("utf-8")
    seed = int(text.split(" seed ")[1].split()[0])
    run = Run(scenario, RunStarted(scenario.id, "", "", 1, seed, 100))
    told = [run.start(), *follow(run, script(text))]
    return scenario, tuple(event for events in told for event in events)


@pytest.mark.parametrize("path", TRANSCRIPTS, ids=lambda path: f"{path.parts[-3]}-{path.stem}")
def test_a_story_is_told_of_runs_that_ended_well_and_of_no_others(path: Path) -> None:
    scenario, events = played(path)
    story, ending = story_of(scenario, events), scenario.endings[getattr(events[-1], "ending", "")]
    if not ending.kind.peaceful or ending.worth < LEAST_WORTH:
        assert story is None
    elif story:
        text = story_text(story)
        assert story_of(scenario, events) == story  # nothing is drawn anew
        assert "{" not in text
        assert '"' not in text
        assert 120 < len(text.split()) < 900
        assert len(story.told) >= 5
        assert story.picture


def test_a_story_names_no_officer_day_station_or_run() -> None:
    scenario, events = played(shipped_folder() / "burglary_visit" / "transcripts" / "own_bed.txt")
    story = story_of(scenario, events)
    assert story
    page = story_page(story, b"picture")
    assert "Officer Lane" in page
    for personal in ("Officer officer", scenario.id, "seed", "2026", "http", "<script"):
        assert personal not in page


CALL = """
    a:
      lines: [{ann (wary): Who is it?}]
      choices:
        name: {say: "Officer {officer}.", effects: {rapport: +20}, felt: A name., next: ending.well}
        shove: {act: Push the door., flags: [creates_jeopardy], effects: {rapport: +20}, next: ending.well}
    """


def test_a_run_with_a_critical_flag_has_no_story() -> None:
    scenario = loaded(CALL).scenario
    assert scenario
    told = {}
    for choice in ("name", "shove"):
        run = Run(scenario, RunStarted(scenario.id, "", "", 1, 7, 100))
        events = (*run.start(), *run.read(), *run.choose(choice, 1000))
        while run.awaiting is Awaiting.READING:
            events += run.read()
        told[choice] = story_of(scenario, events)
    assert told["name"]
    assert "“Officer Lane,” you say." in told["name"].told
    assert told["shove"] is None


def test_acts_become_sentences_about_you() -> None:
    assert done("Step back. Wait for her.") == "You step back. You wait for her."
    assert done("Get out. She has been waiting.") == "You get out. She has been waiting."
    assert done("Put it down. Then ask her.") == "You put it down. Then you ask her."
    assert done('Write "Your turn. Go on." Then wait.') == 'You write "Your turn. Go on." Then you wait.'
    assert done("Hand out the pens.") == "You hand out the pens."


def test_what_has_no_verb_is_told_within_a_sentence() -> None:
    assert done("Knock. Two knuckles, twice.") == "You knock: two knuckles, twice."
    assert (
        done("Lights and siren. Park at the door.")
        == "This is what you do: lights and siren. You park at the door."
    )
    assert done("Hand on the holster.") == "This is what you do: hand on the holster."
    assert done("Fold it. Then a thumb up.") == "You fold it, then a thumb up."
    assert done("Write it down. With the pictures.") == "You write it down, with the pictures."
    assert done("Type it. Both advised. No further.") == "You type it: both advised; no further."
    assert done("Fist up, as she did. If he sees it, he knows.") == (
        "This is what you do: fist up, as she did. If he sees it, he knows."
    )
    assert done('Hold up a hand. "Easy."') == 'You hold up a hand. "Easy."'


def test_speech_is_broken_after_its_first_short_sentence() -> None:
    assert spoken("Mrs. Adler first. Then you.", "you") == "“Mrs. Adler first,” you say. “Then you.”"
    assert spoken("Who is it?", "Ruth", "frightened") == "“Who is it?” Ruth asks, frightened."
    assert spoken("GET BACK!", "Marcus", "shouting") == "“GET BACK!” Marcus shouts."
    assert spoken('He said "no".', "Ann") == "“He said ‘no’,” Ann says."
    assert shown("(nods twice)", "Priya") == "Priya nods twice."
    assert curled('It says "closed".') == "It says “closed”."


def test_sentences_end_neither_at_a_title_nor_within_speech() -> None:
    assert sentences("Ask Mrs. Lee. Go.") == ["Ask Mrs. Lee.", "Go."]
    assert sentences('He says "No. Never." Then he goes.') == ['He says "No. Never."', "Then he goes."]
