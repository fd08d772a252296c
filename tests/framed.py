"""Blocks of the documents, and the frame that makes a fragment of a scenario whole: `<!-- frame: choice -->` before a block."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from textwrap import dedent, indent

FENCED = re.compile(
    r"(?:<!-- frame: (?P<frame>\w+)(?:, refused: (?P<refused>\w+))? -->\n)?"
    r"^```(?P<language>\w+)\n(?P<text>.*?)^```$",
    re.MULTILINE | re.DOTALL,
)

TOP = {
    "format": "format: 1\n",
    "title": "title: A frame\n",
    "call": "call: frame\n",
    "summary": "summary: Around a fragment.\n",
    "objectives": "objectives: [Load]\n",
    "sources": "sources: [none]\n",
    "start": "start: lobby.before\n",
    "cast": "cast: {lewis: {name: Lewis Grant, role: subject}, nurse: {name: Nurse Adeyemi}}\n",
    "meters": "meters: {tension: 50, rapport: 10, exposure: 30}\n",
    "facts": "facts: [in_pain, knows_wait]\n",
    "endings": "endings:\n  well: {kind: resolved, worth: 90, title: Well}\n"
    "  badly: {kind: force, worth: 20, title: Badly}\n",
    "debrief": "debrief: {ask: [Did it load?]}\n",
}
HALL = "  hall: {place: Hall, moments: {door: {next: ending.well}}}\n"
BEFORE = "before: {next: fragment}\n"
OTHERS = {"talks": "talks: {next: ending.well}\n", "door": "door: {next: ending.badly}\n"}


@dataclass(frozen=True)
class Block:
    """A fenced block of a page, with what the comment above it says."""

    page: Path
    line: int
    language: str
    text: str
    frame: str
    refused: str

    def __str__(self) -> str:
        return f"{self.page.stem}:{self.line}"


def blocks(page: Path, language: str) -> Iterator[Block]:
    text = page.read_text(encoding="utf-8")
    for found in FENCED.finditer(text):
        if found["language"] == language:
            line = text[: found.start("text")].count("\n") + 1
            yield Block(page, line, language, found["text"], found["frame"] or "", found["refused"] or "")


def framed(block: Block) -> str:
    """The block as a whole scenario."""
    match block.frame:
        case "":
            return block.text
        case "top":
            return _scenario({**TOP, **_parts(block.text)}, _scenes(_moments({})))
        case "scenes":
            return _scenario(
                TOP, _scenes(_moments({"fragment": "fragment: {next: talks}\n"})) + _in(block.text, 2)
            )
        case "moments":
            written = _parts(block.text)
            return _scenario(
                TOP, _scenes(_moments({"before": f"before: {{next: {next(iter(written))}}}\n", **written}))
            )
        case "moment":
            return _scenario(TOP, _scenes(_moments({"fragment": f"fragment:\n{_in(block.text, 2)}"})))
        case "lines":
            return framed(_within(block, "moment", f"lines:\n{_in(block.text, 2)}next: talks\n"))
        case "choices":
            return framed(_within(block, "moment", f"choices:\n{_in(block.text, 2)}"))
        case "choice":
            return framed(_within(block, "choices", f"fragment:\n{_in(block.text, 2)}"))
        case unknown:
            raise ValueError(f"{block}: no frame is called “{unknown}”")


def _within(block: Block, frame: str, text: str) -> Block:
    return Block(block.page, block.line, block.language, text, frame, block.refused)


def _scenario(top: Mapping[str, str], scenes: str) -> str:
    return "".join(top.values()) + ("" if "scenes" in top else f"scenes:\n{scenes}")


def _scenes(moments: str) -> str:
    return f"  lobby:\n    place: Lobby\n    moments:\n{_in(moments, 6)}{HALL}"


def _moments(written: Mapping[str, str]) -> str:
    plain = {"before": BEFORE, "fragment": "fragment: {next: talks}\n"}
    return "".join({**plain, **OTHERS, **written}.values())


def _parts(text: str) -> dict[str, str]:
    """The text's own keys, each with all that belongs to it."""
    found = re.split(r"^(?=[a-z_]+:)", text, flags=re.MULTILINE)
    return {part.partition(":")[0]: part for part in found if part.strip()}


def _in(text: str, spaces: int) -> str:
    return indent(dedent(text), " " * spaces)
