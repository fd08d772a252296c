"""What was said, in words: the officer's own part, then the lines of the others and what is told."""

from __future__ import annotations

from collections.abc import Iterator

from simulator.station.blocks import Block, Column, Marked, Words
from simulator.station.theme import BODY, LEAD, SMALL, SMALL_BOLD, Tone
from simulator.station.told import Told
from simulator.views import Spoken


def page_blocks(told: Told, message: str = "") -> Iterator[Block]:
    """The page that is shown, with what the officer did before it, and a sentence of ours if something went wrong."""
    if message:
        yield Marked("warning", Words(message, SMALL), Tone.CAUTION)
    if told.officers_part:
        yield own_part(told.officers_part)
    yield from map(line_block, told.view.page)


def own_part(spoken: Spoken) -> Block:
    """What the officer said or did."""
    assert spoken.kind
    return Marked(spoken.kind.value, Words(spoken.text, SMALL, Tone.SOFT), Tone.SOFT, 17)


def line_block(line: Spoken) -> Block:
    """A line: who, in what mood, and the words; what is told has no name."""
    if not line.name:
        return Words(line.text, BODY, Tone.SOFT)
    name = f"{line.name} · {line.mood}" if line.mood else line.name
    return Column([Words(name, SMALL_BOLD, Tone.ACCENT), Words(line.text, LEAD)])
