"""Writes docs/behaviors.md, the page of everything that a scenario may name under `shows` and `flags`, from the rubric.

python tools/write_behaviors.py > docs/behaviors.md
"""

from __future__ import annotations

from collections.abc import Iterator

from scoring.rubric import Behavior, Dimension, Rubric
from scoring.rubric_file import core_rubric

HEAD = """\
# What officers can be seen to do

The names for `shows` and `flags` in a scenario, made from the rubric that comes with Levelhead (version {version}). Each is one act
that somebody who watches could see or hear. Its value says what it is worth in its dimension, from -3 to +3; a scenario never does.
How choices are compared by it is in the [authors' guide](authoring.md#choices). Acts marked ⚑ are counted as disrespect.
"""
FLAGS = """
## Critical flags

For `flags`. One of them puts “review with a trainer” on a run, whatever the scores say.

| Name | Label | What it is | Why it matters |
|---|---|---|---|"""


def page(rubric: Rubric) -> Iterator[str]:
    """The page, line by line."""
    yield HEAD.format(version=rubric.version)
    for dimension in rubric.dimensions.values():
        link = dimension.label.lower().replace(",", "").replace(" ", "-")
        yield f"- [{dimension.label}](#{link}) (`{dimension.id}`)"
    yield "- [Critical flags](#critical-flags)"
    for dimension in rubric.dimensions.values():
        yield from _dimension(dimension, rubric)
    yield FLAGS
    for flag in rubric.flags.values():
        yield f"| `{flag.id}` | {flag.label} | {flag.definition} | {flag.why} |"


def _dimension(dimension: Dimension, rubric: Rubric) -> Iterator[str]:
    yield f"\n## {dimension.label}\n\n{dimension.definition} In `dimensions`: `{dimension.id}`.\n"
    yield "| Name | Value | What it is | For example |\n|---|---|---|---|"
    for behavior in rubric.behaviors.values():
        if behavior.dimension == dimension.id:
            yield _row(behavior)


def _row(behavior: Behavior) -> str:
    mark = " ⚑" if behavior.disrespect else ""
    return f"| `{behavior.id}` | {behavior.value:+d}{mark} | {behavior.definition} | {behavior.example} |"


if __name__ == "__main__":
    print("\n".join(page(core_rubric())))
