"""The shelf's filter: which calls are shown, by kind, level, length, and whether they were played."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from simulator.model.scenario import Scenario
from simulator.station.actions import Only
from simulator.station.blocks import Block
from simulator.station.buttons import Button, Buttons
from simulator.station.canvas import Control
from simulator.station.filter import LENGTHS, Filter, is_within

LENGTH_NAMES = {"short": "12 minutes or less", "medium": "13 to 15 minutes", "long": "More than 15 minutes"}
PLAYED_NAMES = {"new": "Not played yet", "played": "Played before"}


@dataclass(frozen=True, slots=True)
class Part:
    """One thing to filter by: what it is called, and its ways with their names."""

    id: str
    title: str
    ways: Mapping[Filter, str]


def filter_blocks(now: Filter, calls: Sequence[Scenario], played: Mapping[str, int]) -> Iterator[Block]:
    """The filter's parts in a row, and the ways of the one that is open."""
    parts = [each for each in _parts(now, calls, played) if len(each.ways) > 2]
    if not parts:
        return
    buttons = [_part_button(now, each) for each in parts]
    if not now.is_all:
        buttons.append(Button(Control("filter none", Only(Filter()), "Show all"), "cross", quiet=True))
    yield Buttons(buttons)
    for part in parts:
        if part.id == now.open:
            yield Buttons([_way_button(now, way, name) for way, name in part.ways.items()])


def _part_button(now: Filter, part: Part) -> Button:
    chosen = next((name for way, name in part.ways.items() if way == replace(now, open="")), "All")
    words = part.title if chosen == "All" else f"{part.title}: {chosen}"
    opened = replace(now, open="" if now.open == part.id else part.id)
    return Button(
        Control(f"filter {part.id}", Only(opened), words), "filter", quiet=True, primary=chosen != "All"
    )


def _way_button(now: Filter, way: Filter, name: str) -> Button:
    control = Control(f"only {name}", Only(way), name)
    return Button(control, quiet=True, primary=way == replace(now, open=""))


def _parts(now: Filter, calls: Sequence[Scenario], played: Mapping[str, int]) -> Iterator[Part]:
    every = replace(now, open="")
    kinds = sorted({each.call for each in calls})
    yield Part(
        "call",
        "Kind of call",
        _ways(replace(every, call=""), {replace(every, call=each): each.capitalize() for each in kinds}),
    )
    levels = sorted({each.level for each in calls})
    yield Part(
        "level",
        "Level",
        _ways(replace(every, level=0), {replace(every, level=each): f"Level {each}" for each in levels}),
    )
    lengths = [id for id in LENGTHS if any(is_within(each.minutes, id) for each in calls)]
    yield Part(
        "length",
        "Length",
        _ways(
            replace(every, length=""), {replace(every, length=each): LENGTH_NAMES[each] for each in lengths}
        ),
    )
    if any(played.get(each.id) for each in calls):
        ways = {replace(every, played=id): name for id, name in PLAYED_NAMES.items()}
        yield Part("played", "Played", _ways(replace(every, played=""), ways))


def _ways(all_: Filter, others: Mapping[Filter, str]) -> Mapping[Filter, str]:
    return {all_: "All", **others}
