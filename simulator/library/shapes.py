"""The shapes of single values: each reads an entry (or says why it cannot) and can say itself as JSON Schema."""

from __future__ import annotations

import re
from enum import Enum
from typing import Any, Generic, Protocol, TypeVar

from simulator.library.reading import ID, Reading
from simulator.model.findings import Severity, did_you_mean
from simulator.source import Entry, Scalar, Sequence, Table

T = TypeVar("T")
T_co = TypeVar("T_co", covariant=True)
E = TypeVar("E", bound=Enum)

Schema = dict[str, Any]
NOT_IN_NAMES = re.compile(r"[^a-z0-9]+")
SIGNED = re.compile(r"[+-]\d{1,9}\Z")
WHOLE = re.compile(r"[+-]?\d{1,9}\Z")
PERCENT = re.compile(r"\d{1,3}\Z")
DURATION = re.compile(r"(\d{1,5})s\Z")
WANTS_QUOTES = re.compile(
    r"(~|null|Null|NULL|true|True|TRUE|false|False|FALSE|[+-]?(\d+|\d*\.\d+)([eE][+-]?\d+)?)\Z"
)
CUT_OFF = re.compile(r"[ \t]+#\S")
MAYBE_CUT_OFF = re.compile(r" # ")


class Shape(Protocol[T_co]):
    """Reads an entry of one shape (raises Refused after noting why it cannot), and describes it."""

    def read(self, entry: Entry, reading: Reading) -> T_co: ...

    def schema(self) -> Schema: ...


def scalar(entry: Entry, reading: Reading, what: str) -> Scalar:
    """The entry as a scalar that is not empty."""
    if not isinstance(entry, Scalar):
        cure = "If it is a text with brackets or a colon in it, put it in quotes."
        raise reading.refuse(entry, "wrong_type", f"{what} is expected here, not {kind_of(entry)}.", cure)
    if not entry.text.strip():
        raise reading.refuse(
            entry,
            "empty",
            f"{what} is expected here, and nothing stands here.",
            "Write it, or delete the key.",
        )
    return entry


def kind_of(entry: Entry) -> str:
    """What an entry is, in words."""
    return {Scalar: "a single value", Sequence: "a list", Table: "a map"}[type(entry)]


class Words:
    """A text that stands as it is written."""

    def read(self, entry: Entry, reading: Reading) -> str:
        written = scalar(entry, reading, "A text")
        if written.plain:
            _warn_of_traps(written, reading)
        return written.text.strip()

    def schema(self) -> Schema:
        return {"type": ["string", "number", "boolean"]}


def _warn_of_traps(written: Scalar, reading: Reading) -> None:
    if len(reading.path) > 1 and WANTS_QUOTES.match(written.text):
        reading.find(
            written,
            "text_wants_quotes",
            f"Other YAML readers take {written.text} for a number, a yes/no or nothing; here it is read as a text.",
            f'Put it in quotes: "{written.text}".',
        )
    line = reading.source.lines[written.end_line]
    rest = line[written.end_column :]
    if "#" not in rest:
        return
    cure = "If it belongs to the text, put the whole text in quotes; if it is a comment, leave two spaces before and one after #."
    if CUT_OFF.match(rest):
        reading.find(
            written, "text_cut_at_hash", f"The text ends before “{rest.strip()}”: # begins a comment.", cure
        )
    elif MAYBE_CUT_OFF.match(rest):
        reading.find(
            written, "comment_close_to_text", f"Read as a comment: “{rest.strip()}”.", cure, Severity.NOTE
        )


class Id:
    """A name: lower case, digits, underscores."""

    def __init__(self, pattern: str = ID.pattern) -> None:
        self._pattern = re.compile(pattern)

    def read(self, entry: Entry, reading: Reading) -> str:
        written = scalar(entry, reading, "A name")
        if not self._pattern.match(written.text):
            nearest = NOT_IN_NAMES.sub("_", written.text.lower()).strip("_")
            cure = f"Write “{nearest}”. {NAME_CURE}" if self._pattern.match(nearest) else NAME_CURE
            raise reading.refuse(entry, "bad_name", f"“{written.text[:60]}” is not a name.", cure)
        return written.text

    def schema(self) -> Schema:
        return {"type": "string", "pattern": "^" + self._pattern.pattern.replace(r"\Z", "$")}


NAME_CURE = "Names are lower case letters, digits and underscores, and begin with a letter."


class Whole:
    """A whole number in a range."""

    def __init__(self, low: int, high: int) -> None:
        self._low, self._high = low, high

    def read(self, entry: Entry, reading: Reading) -> int:
        written = scalar(entry, reading, "A whole number")
        expected = f"a whole number from {self._low} to {self._high}"
        if not WHOLE.match(written.text):
            raise reading.refuse(
                entry, "wrong_type", f"“{written.text[:40]}” is not {expected}.", f"Write {expected}."
            )
        if not self._low <= (number := int(written.text)) <= self._high:
            raise reading.refuse(entry, "out_of_range", f"{number} is not {expected}.", f"Write {expected}.")
        return number

    def schema(self) -> Schema:
        return {"type": "integer", "minimum": self._low, "maximum": self._high}


class Percent:
    """A chance in whole percent, 1 to 100."""

    def read(self, entry: Entry, reading: Reading) -> int:
        written = scalar(entry, reading, "A chance")
        if not PERCENT.match(written.text) or not 1 <= int(written.text) <= 100:
            cure = "Write a whole percentage, 1 to 100."
            raise reading.refuse(entry, "bad_chance", f"“{written.text[:20]}” is no chance.", cure)
        return int(written.text)

    def schema(self) -> Schema:
        return {"type": "integer", "minimum": 1, "maximum": 100}


class Switch:
    """true or false."""

    def read(self, entry: Entry, reading: Reading) -> bool:
        written = scalar(entry, reading, "true or false")
        if written.text not in ("true", "false"):
            raise reading.refuse(
                entry, "wrong_type", f"“{written.text[:40]}” is not true or false.", "Write true or false."
            )
        return written.text == "true"

    def schema(self) -> Schema:
        return {"type": "boolean"}


class OneOf(Generic[E]):
    """One word of a closed set."""

    def __init__(self, words: type[E]) -> None:
        self._words = {word.value: word for word in words}

    def read(self, entry: Entry, reading: Reading) -> E:
        written = scalar(entry, reading, "A word")
        if written.text not in self._words:
            known = ", ".join(self._words)
            cure = f"{did_you_mean(written.text, self._words)} Write one of: {known}."
            raise reading.refuse(entry, "unknown_word", f"“{written.text[:40]}” is not known here.", cure)
        return self._words[written.text]

    def schema(self) -> Schema:
        return {"enum": list(self._words)}


class Duration:
    """Whole seconds, written "20s"; read as milliseconds."""

    def read(self, entry: Entry, reading: Reading) -> int:
        written = scalar(entry, reading, "A duration")
        found = DURATION.match(written.text)
        if not found or not (seconds := int(found[1])):
            raise reading.refuse(
                entry,
                "bad_duration",
                f"“{written.text[:40]}” is not a duration.",
                "Write whole seconds: 20s.",
            )
        return seconds * 1000

    def schema(self) -> Schema:
        return {"type": "string", "pattern": r"^\d{1,5}s$"}


def table_of(entry: Entry, reading: Reading) -> Table:
    """The entry as a map."""
    if isinstance(entry, Table):
        return entry
    cure = "Write “key: value” lines, indented below, or { key: value }."
    raise reading.refuse(entry, "wrong_type", f"A map is expected here, not {kind_of(entry)}.", cure)


def ref(name: str) -> Schema:
    """A reference to one of the schema's definitions."""
    return {"$ref": f"#/definitions/{name}"}
