"""What was said, in words: the officer's own part, then the lines of the others and what is told."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import pairwise

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
    yield from line_blocks(told.view.page)


def own_part(spoken: Spoken) -> Block:
    """What the officer said or did."""
    assert spoken.kind
    return Marked(spoken.kind.value, Words(spoken.text, SMALL, Tone.SOFT), Tone.SOFT, 17)


def line_blocks(lines: Sequence[Spoken]) -> Iterator[Block]:
    """Lines one under another; who goes on speaking is not named again, only in what other mood."""
    for before, line in pairwise([None, *lines]):
        assert line
        goes_on = before is not None and before.speaker == line.speaker
        yield line_block(line, _mood_anew(before, line) if before and goes_on else _who(line))


def line_block(line: Spoken, above: str | None = None) -> Block:
    """A line: who, in what mood, and the words; what is told has no name. `above` stands for who and mood."""
    if not line.name:
        return Words(line.text, BODY, Tone.SOFT)
    name = Words(_who(line) if above is None else above, SMALL_BOLD, Tone.ACCENT)
    return Column([name, Words(line.text, LEAD)] if name.text else [Words(line.text, LEAD)])


def _who(line: Spoken) -> str:
    return f"{line.name} · {line.mood}" if line.mood else line.name


def _mood_anew(before: Spoken, line: Spoken) -> str:
    return "" if line.mood == before.mood else line.mood
