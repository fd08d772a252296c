"""What was read: plain entries, each with its position in the text."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TypeAlias

from simulator.model.findings import Finding, Position

LINE_BREAK = re.compile("\r\n|[\n\r\x85\u2028\u2029]")  # what the parser counts as one


@dataclass(slots=True)
class Scalar:
    """A text as written; `plain` if it stood without quotes and without `|` or `>`."""

    text: str
    plain: bool
    line: int
    column: int
    end_line: int
    end_column: int


@dataclass(slots=True)
class Sequence:
    """A list of entries."""

    entries: list[Entry]
    line: int
    column: int


@dataclass(slots=True)
class Table:
    """Entries by key, in file order, with the keys as they were written, in the same order."""

    entries: dict[str, Entry]
    written: tuple[Scalar, ...]
    line: int
    column: int

    def key(self, name: str) -> Scalar:
        """The key of that name as it was written; for findings, so it may take its time."""
        return next(key for key in self.written if key.text == name)


Entry: TypeAlias = Scalar | Sequence | Table


@dataclass(frozen=True, slots=True)
class Source:
    """A text that was read: its entries, or None with the findings that say why not."""

    name: str
    text: str
    root: Entry | None
    findings: tuple[Finding, ...] = ()
    _lines: list[str] = field(default_factory=list, repr=False, compare=False)

    @property
    def lines(self) -> list[str]:
        """The lines of the text, as the parser counts them."""
        if not self._lines:
            self._lines.extend(LINE_BREAK.split(self.text))
        return self._lines

    def at(self, line: int, column: int) -> Position:
        """The position, counted from 1, with its line."""
        text = self.lines[line] if line < len(self.lines) else ""
        return Position(line + 1, column + 1, text)

    def position(self, where: str) -> Position | None:
        """The position of the longest known part of a path of keys such as "scenes.hallway.moments.door"."""
        entry, key = self.root, None
        for name in where.split("."):
            match entry:
                case Table(entries=entries) as table if name in entries:
                    entry, key = entries[name], table.key(name)
                case Sequence(entries=items) if name.isdigit() and int(name) < len(items):
                    entry, key = items[int(name)], None
                case _:
                    break
        place = key or entry
        return self.at(place.line, place.column) if place else None
