"""Pages: a debrief as one file that needs nothing else, and says all that the screen says."""

from __future__ import annotations

import re
from dataclasses import replace
from functools import cache
from html.parser import HTMLParser
from itertools import pairwise

from scoring.rubric_file import core_rubric
from simulator.debrief import debrief_of
from simulator.foresight import debrief_with
from simulator.model.events import Event
from simulator.model.scenario import EndingKind, Scenario
from simulator.pages.curve import drawn
from simulator.pages.debrief import Played, debrief_page
from simulator.prover import prove
from simulator.seen import Beside, DebriefView, KeptBeside, TrainerNote, TrainerRating, Tried
from simulator.station.blocks import Card, Marked, Words
from simulator.station.screens.happened import what_happened
from simulator.told import told
from tests.written import begun, chosen, written

CALL = """
    a:
      lines: [{ann (wary): "Who is it & why?"}]
      probe: {ask: Who?, answers: {ann: Ann, bob: Bob}, correct: ann}
      choices:
        name:
          say: Officer {officer}. Is that you, {ann}?
          shows: [introduces_self]
          effects: {rapport: +10}
          why: A name first.
          felt: A name. Not a fist.
          reply: [{ann: Yes.}]
          next: b
        order:
          say: Open up!
          shows: [gives_bare_order]
          effects: {tension: +10}
          why: No reason given.
          felt: I won't.
          next: b
    b:
      choices:
        end: {say: Good night., shows: [says_goodbye], why: Leave well., next: ending.well}
        go: {act: Walk off., next: ending.badly}
    """
EXTRA = """
    debrief: {ask: [What did she need?]}
    notes: [Ann has waited for an hour.]
    """
BESIDE = KeptBeside(
    own=2,
    judged=(
        Beside("Listening", 0.5, 6, (TrainerRating("Ito", 2, "Cuts her off."), TrainerRating("Boone", None))),
    ),
    notes=(TrainerNote("Ito", "Look at the door again."),),
    tried=(Tried("x", 1, "Officer Reyes.", "Well", EndingKind.RESOLVED, 90),),
)


@cache
def played() -> tuple[Scenario, tuple[Event, ...]]:
    scenario = written(CALL, EXTRA)
    run, events = begun(scenario)
    events += [*run.answer("bob"), *chosen(run, "order"), *chosen(run, "end")]
    return scenario, tuple(events)


@cache
def seen() -> DebriefView:
    scenario, events = played()
    return debrief_with(prove(scenario), scenario, core_rubric(), events, "Reyes")


class Tags(HTMLParser):
    """The tags that are open, and the text outside of them all."""

    def __init__(self) -> None:
        super().__init__()
        self.open: list[str] = []
        self.wrong: list[str] = []
        self.ids: list[str] = []
        self.links: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        its = dict(attrs)
        self.ids += [id for id in [its.get("id")] if id]
        self.links += [link for link in [its.get("href")] if link]
        if tag not in ("meta", "br"):
            self.open.append(tag)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        pass

    def handle_endtag(self, tag: str) -> None:
        if not self.open or self.open.pop() != tag:
            self.wrong.append(tag)


def text_of(page: str) -> str:
    told = re.sub(r"<[^>]+>", " ", page.partition("</style>")[2])
    return re.sub(r"\s+", " ", told).replace(" :", ":")


def test_what_a_trainer_set_off_is_told_on_the_page_in_the_terminal_and_at_the_station() -> None:
    marked = replace(seen(), injects=("His son comes in",))
    page = debrief_page(marked, BESIDE, Played("Officer Reyes", "3 May 2026", "practice"))
    sentence = (
        "A trainer set off: His son comes in. What was decided from there on is in no score and no estimate."
    )
    assert sentence in text_of(page)
    assert sentence in told(marked)
    shown = [block for block in what_happened(marked, BESIDE) if isinstance(block, Card)]
    assert any(isinstance(each.block, Marked) and each.block.block == Words(sentence) for each in shown)


def test_the_page_is_one_sound_file_that_needs_no_network() -> None:
    page = debrief_page(seen(), BESIDE, Played("Officer Reyes", "3 May 2026", "practice"), for_trainer=True)
    tags = Tags()
    tags.feed(page)
    assert not tags.wrong
    assert not tags.open
    assert len(set(tags.ids)) == len(tags.ids)
    assert {link[1:] for link in tags.links} <= set(tags.ids)
    assert all(link.startswith("#") for link in tags.links)
    assert "http" not in page
    assert "src=" not in page


def test_the_same_run_gives_the_same_bytes() -> None:
    assert debrief_page(seen(), BESIDE) == debrief_page(seen(), BESIDE)


def test_the_page_tells_what_was_said_felt_meant_and_where_else_it_would_have_led() -> None:
    text = text_of(debrief_page(seen(), BESIDE))
    for words in (
        "Who is it &amp; why?",
        "You said Open up!",
        "What Ann Lee heard and felt I won&#39;t.",
        "No reason given.",
        "Tension +10",
        "Officer Reyes. Is that you, Ann?",  # the other way
        "What would have come next: Ann Lee: Yes.",
        "could be expected",
        "There it would have ended: Badly",
        "You said: Bob. It was: Ann.",
        "What did she need?",
        "Before the key was shown, you said: “I would do much of it differently.”",
        "6 50 2 (Ito: Cuts her off.) not observed (Boone)",
        "Look at the door again.",
        "It ended so: Well (resolved, worth 90).",
        "as Ann Lee heard and felt it",
    ):
        assert words in text, words


def test_the_curve_has_its_words_and_its_table() -> None:
    page = debrief_page(seen())
    assert re.search(r'<svg [^>]*role="img" aria-labelledby="outlook-title outlook-told">', page)
    first, last = seen().moments[0].outlook, seen().moments[-1].outlook_after
    assert f"It begins at {first:.0f} and ends at {last:.0f}." in page
    assert '<th scope="col">Outlook</th>' in page


def test_the_authors_notes_are_for_the_trainer() -> None:
    assert "waited for an hour" not in debrief_page(seen())
    assert "waited for an hour" in debrief_page(seen(), for_trainer=True)


def test_without_a_proof_the_page_does_without_losses() -> None:
    scenario, events = played()
    page = debrief_page(debrief_of(scenario, core_rubric(), events, "Reyes"))
    assert "points lost" not in page
    assert 'id="outlook"' not in page
    assert "What would have come next" in page


def test_a_run_that_was_stopped_at_once_has_a_page() -> None:
    scenario = written(CALL)
    run, events = begun(scenario)
    page = debrief_page(debrief_of(scenario, core_rubric(), (*events, *run.stop()), "Reyes"))
    assert "You stopped this run. It is not scored." in page


def test_a_curve_stays_within_its_frame_and_its_numbers_have_room() -> None:
    marks = drawn("Outlook", "outlook", [0, 100, *range(60)]).marks
    assert all(0 <= mark.x <= 720 and 0 <= mark.y <= 240 for mark in marks)
    numbered = [mark.x for mark in marks if mark.numbered]
    assert min(after - before for before, after in pairwise(numbered)) >= 20
