"""One pass over the C parser's events: nothing is built before its limits were checked. The only room that reads them."""

from __future__ import annotations

import re
from collections.abc import Callable
from sys import intern
from typing import Any

import yaml
from yaml import events as read
from yaml._yaml import CParser

from simulator.source.entries import Entry, Scalar, Sequence, Table
from simulator.source.refusal import QUOTE_BRACKETS, QUOTE_OR_WRITE_OUT, Refusal, in_words

MAX_DEPTH = 32


class Reading:
    """One pass over the parser's events; nothing is built before its limits were checked."""

    def __init__(self, text: str) -> None:
        self._text = text

    def root(self) -> Entry:
        try:
            self._next: Callable[[], Any] = CParser(self._text).get_event  # the stubs hide what events carry
            return self._document()
        except yaml.MarkedYAMLError as error:
            raise in_words(error) from None
        except yaml.reader.ReaderError as error:
            raise self._bad_character(error) from None

    def _document(self) -> Entry:
        self._next()  # the stream starts
        event = self._next()
        if not isinstance(event, read.DocumentStartEvent):
            raise Refusal(
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

    def _bad_character(self, error: yaml.reader.ReaderError) -> Refusal:
        at = re.search("[^\t\n\r\x20-\x7e\x85\xa0-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]", self._text)
        before = self._text[: at.start()] if at else ""
        name = f"U+{ord(at.group()):04X}" if at else str(error.reason)
        cure = "Delete it; it was probably pasted in."
        message = f"There is a character here that text cannot hold ({name})."
        return Refusal(
            "bad_character", message, cure, before.count("\n"), len(before) - before.rfind("\n") - 1
        )


def _scalar(event: Any) -> Scalar:
    start, end = event.start_mark, event.end_mark
    line = start.line
    end_line = line if end.line == line else end.line  # one number object for both: there are many scalars
    return Scalar(intern(event.value), event.style in (None, ""), line, start.column, end_line, end.column)


def _again(key: Scalar, first: Scalar) -> Refusal:
    message = f"The key “{key.text}” stands here a second time; the first is in line {first.line + 1}."
    return Refusal("duplicate_key", message, "Rename one, or delete it.", key.line, key.column)


def _at(event: Any, code: str, message: str, cure: str) -> Refusal:
    return Refusal(code, message, cure, event.start_mark.line, event.start_mark.column)
