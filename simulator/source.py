"""YAML text to plain data with positions: the only module that knows `yaml`. Refuses what YAML would guess.

A scalar stays the text that was written; what it means is decided by whoever asks for it (YAML 1.2 core: `no`, `on` and
`12:30` are text). Anchors, aliases, tags, equal keys, deep nesting and large files are refused.
"""

from __future__ import annotations

import gc
import re
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from sys import intern
from typing import Any, TypeAlias

import yaml
from yaml import events as read
from yaml._yaml import CParser

from simulator.model.findings import Finding, Position, Severity

MAX_BYTES = 8 * 1024 * 1024
MAX_DEPTH = 32
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


class _Refused(Exception):
    """Reading stops here, for this reason."""

    def __init__(self, code: str, message: str, cure: str, line: int = 0, column: int = 0) -> None:
        super().__init__(message)
        self.code, self.message, self.cure, self.line, self.column = code, message, cure, line, column


def read_file(path: Path) -> Source:
    """Read a file; whatever is wrong with it comes back as a finding."""
    try:
        text = _text_of(path)
    except _Refused as refusal:
        return _refused(str(path), "", refusal)
    return read_text(text, str(path))


def read_text(text: str, name: str = "text") -> Source:
    """Read a text; whatever is wrong with it comes back as a finding."""
    try:
        if len(text) > MAX_BYTES:
            raise _too_large(len(text))
        with paused_collector():
            return Source(name, text, _Reading(text).root())
    except _Refused as refusal:
        return _refused(name, text, refusal)


def _refused(name: str, text: str, refusal: _Refused) -> Source:
    source = Source(name, text, None)
    finding = Finding(
        code=refusal.code,
        severity=Severity.ERROR,
        where="",
        message=refusal.message,
        cure=refusal.cure,
        position=source.at(refusal.line, refusal.column),
    )
    return Source(name, text, None, (finding,))


def _text_of(path: Path) -> str:
    try:
        if path.is_dir():
            raise _Refused(
                "not_a_file",
                "This is a folder, not a file.",
                "Name a file, or a folder that holds scenario.yaml.",
            )
        if (size := path.stat().st_size) > MAX_BYTES:
            raise _too_large(size)
        return path.read_bytes().decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = error.object[: error.start].count(b"\n")
        cure = "Save the file as UTF-8 in your editor."
        raise _Refused("not_utf8", f"Byte {error.start + 1} is not UTF-8 text.", cure, line) from None
    except FileNotFoundError:
        raise _Refused("no_such_file", "There is no such file.", "Check the path.") from None
    except OSError as error:
        raise _Refused(
            "unreadable_file", f"The file cannot be read: {error.strerror}.", "Check its rights."
        ) from None


def _too_large(size: int) -> _Refused:
    cure = f"A scenario may have {MAX_BYTES // 2**20} MB; split it."
    return _Refused("file_too_large", f"The file has {size / 2**20:.1f} MB.", cure)


@contextmanager
def paused_collector() -> Iterator[None]:
    """Hold the cyclic collector: it would walk a growing tree again and again and find nothing.

    What was built is frozen before it goes on, so that it is not walked afterward either; it has no cycles, and is let
    go by its reference counts like anything else.
    """
    if not gc.isenabled():
        yield
        return
    gc.disable()
    try:
        yield
    finally:
        gc.freeze()
        gc.enable()


class _Reading:
    """One pass over the parser's events; nothing is built before its limits were checked."""

    def __init__(self, text: str) -> None:
        self._text = text

    def root(self) -> Entry:
        try:
            self._next: Callable[[], Any] = CParser(self._text).get_event  # the stubs hide what events carry
            return self._document()
        except yaml.MarkedYAMLError as error:
            raise _from_parser(error) from None
        except yaml.reader.ReaderError as error:
            raise self._bad_character(error) from None

    def _document(self) -> Entry:
        self._next()  # the stream starts
        event = self._next()
        if not isinstance(event, read.DocumentStartEvent):
            raise _Refused(
                "empty_file", "There is nothing in the file.", "`levelhead new` writes one to begin with."
            )
        root = self._entry(self._next(), 1)
        self._next()  # the document ends
        if isinstance(more := self._next(), read.DocumentStartEvent):
            raise _at(
                more,
                "second_document",
                "A second document begins here (---).",
                "Keep one scenario in a file.",
            )
        return root

    def _entry(self, event: Any, depth: int) -> Entry:
        kind = type(event)
        if kind is read.AliasEvent:
            raise _at(
                event,
                "alias",
                f"“*{event.anchor}” refers to an anchor; anchors are not read.",
                QUOTE_OR_WRITE_OUT,
            )
        if event.anchor is not None:
            raise _at(
                event,
                "anchor",
                f"“&{event.anchor}” makes an anchor; anchors are not read.",
                QUOTE_OR_WRITE_OUT,
            )
        if event.tag is not None:
            raise _at(
                event,
                "tag",
                f"“{event.tag}” is a tag; tags are not read.",
                "If it is text, put it in quotes.",
            )
        if kind is read.ScalarEvent:
            return _scalar(event)
        if depth > MAX_DEPTH:
            raise _at(
                event,
                "nested_too_deep",
                f"This is nested deeper than {MAX_DEPTH} levels.",
                "Close a bracket.",
            )
        return self._table(event, depth) if kind is read.MappingStartEvent else self._sequence(event, depth)

    def _sequence(self, event: Any, depth: int) -> Sequence:
        entries: list[Entry] = []
        while type(item := self._next()) is not read.SequenceEndEvent:
            entries.append(self._entry(item, depth + 1))
        return Sequence(entries, event.start_mark.line, event.start_mark.column)

    def _table(self, event: Any, depth: int) -> Table:
        entries: dict[str, Entry] = {}
        written: list[Scalar] = []
        while type(item := self._next()) is not read.MappingEndEvent:
            key = self._key(item, depth)
            if key.text in entries:
                raise _again(key, next(first for first in written if first.text == key.text))
            written.append(key)
            entries[key.text] = self._entry(self._next(), depth + 1)
        return Table(entries, tuple(written), event.start_mark.line, event.start_mark.column)

    def _key(self, event: Any, depth: int) -> Scalar:
        if type(event) in (read.MappingStartEvent, read.SequenceStartEvent):
            raise _at(event, "key_not_a_name", "A key must be a name, not a list or a map.", QUOTE_BRACKETS)
        key = self._entry(event, depth)
        assert isinstance(key, Scalar)
        return key

    def _bad_character(self, error: yaml.reader.ReaderError) -> _Refused:
        at = re.search("[^\t\n\r\x20-\x7e\x85\xa0-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]", self._text)
        before = self._text[: at.start()] if at else ""
        name = f"U+{ord(at.group()):04X}" if at else str(error.reason)
        cure = "Delete it; it was probably pasted in."
        message = f"There is a character here that text cannot hold ({name})."
        return _Refused(
            "bad_character", message, cure, before.count("\n"), len(before) - before.rfind("\n") - 1
        )


QUOTE_OR_WRITE_OUT = "If it is text, put it in quotes; if not, write out what it stands for."
QUOTE_BRACKETS = "Put a text that begins with { or [ in quotes."


def _scalar(event: Any) -> Scalar:
    start, end = event.start_mark, event.end_mark
    line = start.line
    end_line = line if end.line == line else end.line  # one number object for both: there are many scalars
    return Scalar(intern(event.value), event.style in (None, ""), line, start.column, end_line, end.column)


def _again(key: Scalar, first: Scalar) -> _Refused:
    message = f"The key “{key.text}” stands here a second time; the first is in line {first.line + 1}."
    return _Refused("duplicate_key", message, "Rename one, or delete it.", key.line, key.column)


def _at(event: Any, code: str, message: str, cure: str) -> _Refused:
    return _Refused(code, message, cure, event.start_mark.line, event.start_mark.column)


def _from_parser(error: yaml.MarkedYAMLError) -> _Refused:
    problem = str(error.problem or "this is not YAML")
    mark = error.problem_mark or error.context_mark
    message, cure = PARSER_SAYS.get(problem, (f"This cannot be read: {problem}.", INDENT))
    return _Refused("not_yaml", message, cure, mark.line if mark else 0, mark.column if mark else 0)


INDENT = "Check the indentation (spaces, never tabs), the brackets, and whether a text wants quotes."
PARSER_SAYS = {
    "mapping values are not allowed in this context": (
        "There is a colon followed by a space inside a text.",
        'Put the whole text in quotes: say: "Listen: I am here."',
    ),
    "found character that cannot start any token": (
        "A line or text begins with a character that YAML keeps for itself (a tab, @, ` or %).",
        "Indent with spaces; put such a text in quotes.",
    ),
    "did not find expected <document start>": (
        "Something follows that belongs to nothing above it.",
        "If it is text that goes on after a closing quote, put the whole text in quotes of the other kind.",
    ),
    "did not find expected key": (
        "A key is expected here: the line is indented differently from its neighbors, or a quote ends too early.",
        "Line it up with its neighbors; put a text with quotes inside in quotes of the other kind.",
    ),
    "did not find expected '-' indicator": (
        "A list goes on here, and this line does not begin with “- ”.",
        "Begin it with “- ”, or line it up with the key it belongs to.",
    ),
    "did not find expected ',' or '}'": (
        "Between { and } the entries need commas.",
        "Add a comma, close with }, or put a text with a comma or bracket in it in quotes.",
    ),
    "did not find expected ',' or ']'": (
        "Between [ and ] the entries need commas.",
        "Add a comma, close with ], or put a text with a comma or bracket in it in quotes.",
    ),
    "could not find expected ':'": (
        "A key without its colon.",
        "Write “key: value”; or indent the line if it belongs to the text above.",
    ),
    "did not find expected alphabetic or numeric character": (
        "A text begins with * or &, which YAML keeps for itself.",
        'Put the text in quotes: "*sighs*".',
    ),
    "found unexpected end of stream": ("A quote or bracket that was opened is never closed.", "Close it."),
    "block sequence entries are not allowed in this context": (
        "A list may not begin on the line of its key.",
        "Begin it on the next line.",
    ),
    "while parsing a node, did not find expected node content": (
        "A value is expected here.",
        "Put a text that begins with a comma, a bracket or %, @, ` in quotes.",
    ),
}
