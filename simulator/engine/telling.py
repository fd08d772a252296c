"""What a run tells: changes, lines and menus as events, worded by the draws."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator

from simulator.engine.draws import Draws
from simulator.model.events import FactChanged, LineShown, MenuItem, MeterChanged
from simulator.model.scenario import Choice, FactName, Line, Milliseconds, Moment, Text
from simulator.model.situation import Situation

NO_WORDING = -1


def changes(
    before: Situation, after: Situation, facts: Iterable[FactName], waited: Milliseconds
) -> Iterator[MeterChanged | FactChanged]:
    """What is different afterward, meters first, both in the scenario's order."""
    if after is before:
        return
    for meter, value in after.meters.items():
        if value != before.meters[meter]:
            yield MeterChanged(meter, value, waited)
    for fact in facts:
        if (fact in after.facts) is not (fact in before.facts):
            yield FactChanged(fact, fact in after.facts)


def shown(lines: Iterable[Line], place: str, situation: Situation, draws: Draws) -> Iterator[LineShown]:
    """The lines that hold now, each in a drawn wording."""
    for number, line in enumerate(lines):
        if situation.meets(line.when):
            variant = wording(line.text, f"{place}:{number}", situation, draws)
            if variant != NO_WORDING:
                yield LineShown(place, number, variant)


def menu(
    moment: Moment, open_: Collection[Choice], situation: Situation, draws: Draws
) -> tuple[MenuItem, ...]:
    """The menu's items in the order shown: what is open, and what is closed and says why."""
    items = [
        MenuItem(
            choice.id, wording(choice.words, f"{moment.id}/{choice.id}", situation, draws), choice in open_
        )
        for choice in moment.choices
        if choice in open_ or choice.disabled
    ]
    return tuple(items) if moment.ordered else draws.shuffled(items, "order", moment.id)


def wording(text: Text, place: str, situation: Situation, draws: Draws) -> int:
    """The number of the wording drawn there, or NO_WORDING where none may be shown."""
    wordings = situation.open_variants(text)
    if len(wordings) < 2:
        return wordings[0] if wordings else NO_WORDING
    return wordings[draws.below(len(wordings), "wording", place)]
