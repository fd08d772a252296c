"""What the record keeps beside a run: the officer's own view, trainers' ratings and notes, and the what-ifs, side by side."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from scoring.kept import OfficerId, RecordedRun
from scoring.opinions import NOT_OBSERVED, NOTE, WHOLE, About, Opinion, Opinions, Voice
from scoring.people import People
from scoring.record import Record
from scoring.rubric import Rubric
from simulator.exercises import tried
from simulator.model.scenario import Scenario
from simulator.seen import Beside, DebriefView, KeptBeside, TrainerNote, TrainerRating


def kept_beside(
    record: Record,
    people: People | None,
    run: RecordedRun,
    scenario: Scenario,
    rubric: Rubric,
    debrief: DebriefView,
    officer: str,
) -> KeptBeside:
    """All of it, for the debrief of that run."""
    opinions = Opinions(record, people).of(run.id)
    own = next((each for each in opinions if each.voice is Voice.OWN), None)
    trainers = [each for each in opinions if each.voice is Voice.TRAINER]
    names = {each.person: _name(people, each.person) for each in trainers}
    return KeptBeside(
        own=own.given.get(WHOLE, 0) if own else 0,
        judged=tuple(_judged(rubric, debrief, own, trainers, names)),
        notes=tuple(
            TrainerNote(names[each.person], each.words[NOTE]) for each in trainers if NOTE in each.words
        ),
        tried=tried(record, run, scenario, officer),
    )


def _name(people: People | None, id: OfficerId) -> str:
    person = people.person(id) if people else None
    return person.name if person else "a trainer"


def _judged(
    rubric: Rubric,
    debrief: DebriefView,
    own: Opinion | None,
    trainers: Sequence[Opinion],
    names: dict[OfficerId, str],
) -> Iterator[Beside]:
    """The rubric's dimensions, then the decisions that a trainer rated; without what nobody judged."""
    keys = {figure.label: figure.quality for figure in debrief.figures}
    things = [(id, dimension.label) for id, dimension in rubric.dimensions.items()]
    things += [(f"moment {each.number}", f"Decision {each.number}") for each in debrief.moments]
    for about, label in things:
        given = tuple(_given(about, trainers, names))
        said = own.given.get(about) if own else None
        key = keys.get(label)
        if given or said or (key is not None and (trainers or own)):
            yield Beside(label, key, said or None, given)


def _given(about: About, trainers: Sequence[Opinion], names: dict[OfficerId, str]) -> Iterator[TrainerRating]:
    for each in trainers:
        if about in each.given:
            value = each.given[about]
            yield TrainerRating(
                names[each.person], None if value == NOT_OBSERVED else value, each.words.get(about, "")
            )
