"""What to take along from a run: the best line, what trainers wrote, what was tried since, and what to think about."""

from __future__ import annotations

from collections.abc import Iterator

from simulator.seen import DebriefView, KeptBeside, TrainerNote, Tried
from simulator.station.blocks import Block, Card, Column, Marked, Words, label
from simulator.station.screens.page import section
from simulator.station.theme import BODY, LEAD, SMALL, Tone
from simulator.wording import HOW_IT_ENDED


def taken_along(debrief: DebriefView, kept: KeptBeside) -> Iterator[Block]:
    """The summary."""
    if best := debrief.best_line:
        words = [label("Your best line"), Words(f"“{best.words}”", LEAD)]
        words += [Words(", ".join(each.label for each in best.shows), SMALL, Tone.SOFT)]
        yield Card(Marked("best", Column(words, 4), Tone.ACCENT))
    yield from map(_note, kept.notes)
    if kept.tried:
        yield section("What you tried differently", *map(_tried, kept.tried))
    for question in debrief.questions:
        yield Card(Marked("question", Words(question, LEAD), Tone.ACCENT))


def for_the_trainer(debrief: DebriefView) -> Iterator[Block]:
    """What the author has to say to whoever leads the talk."""
    yield from (Card(Marked("note", Words(note, BODY), Tone.ACCENT)) for note in debrief.notes)


def _note(note: TrainerNote) -> Block:
    return Card(
        Marked("note", Column([label(f"{note.by}, trainer"), Words(note.words, LEAD)], 4), Tone.ACCENT)
    )


def _tried(tried: Tried) -> Block:
    ended = "Not played to an end."
    if tried.kind:
        ended = f"{tried.ending} ({HOW_IT_ENDED[tried.kind].lower()}, worth {tried.worth})"
    words = Words(f"Decision {tried.decision}: {tried.words}", BODY)
    return Card(Marked("what_if", Column([words, Words(ended, SMALL, Tone.SOFT)], 2), Tone.ACCENT))
