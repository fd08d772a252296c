"""A rubric's text to a Rubric with all its findings: the door at which a broken rubric is refused."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from functools import cache, partial
from importlib import resources
from typing import TypeVar

from scoring.rubric import Behavior, Dimension, DimensionId, Flag, Index, Rubric
from simulator.model.findings import Finding, Severity, did_you_mean
from simulator.source import Entry, Scalar, Source, Table, read_text

T = TypeVar("T")

ID = re.compile(r"[a-z][a-z0-9_]*\Z")
VALUE = re.compile(r"[+-]?[0-3]\Z")
TRUTH = {"true": True, "false": False}


@dataclass(frozen=True, slots=True)
class _Form:
    """The keys that one kind of entry has."""

    what: str
    needed: tuple[str, ...]
    allowed: tuple[str, ...] = ()

    @property
    def keys(self) -> tuple[str, ...]:
        return self.needed + self.allowed


RUBRIC = _Form("A rubric", ("version", "dimensions", "behaviors", "flags"))
DIMENSION = _Form("A dimension", ("label", "definition", "source"), ("indices",))
INDEX = _Form("An index", ("label", "definition"))
BEHAVIOR = _Form(
    "A behavior",
    ("label", "dimension", "value", "definition", "example", "source"),
    ("index", "disrespect"),
)
FLAG = _Form("A flag", ("label", "definition", "why"))
TABLES = ("dimensions", "behaviors", "flags", "indices")  # keys that hold entries by name, and not words


@cache
def core_rubric() -> Rubric:
    """The rubric that comes with the program."""
    text = resources.files("scoring.rubrics").joinpath("core.yaml").read_text(encoding="utf-8")
    rubric, findings = read_rubric(text, "core.yaml")
    assert rubric is not None, findings
    return rubric


def read_rubric(text: str, name: str = "rubric") -> tuple[Rubric | None, tuple[Finding, ...]]:
    """The rubric in a text of that name, or None and every finding that says why not."""
    source = read_text(text, name)
    if source.root is None:
        return None, source.findings
    reading = _Reading(source)
    rubric = reading.rubric(source.root)
    return (None if reading.findings else rubric), tuple(reading.findings)


@dataclass(frozen=True, slots=True)
class _Reading:
    """One reading of one rubric: what is wrong is noted, and something harmless stands in its place."""

    source: Source
    findings: list[Finding] = field(default_factory=list)

    def rubric(self, root: Entry) -> Rubric:
        words = self._words(root, RUBRIC, "")
        dimensions = self._named(root, "dimensions", self._dimension)
        return Rubric(
            version=words["version"],
            dimensions=dimensions,
            behaviors=self._named(root, "behaviors", partial(self._behavior, dimensions)),
            flags=self._named(root, "flags", self._flag),
            text=self.source.text,
        )

    def _dimension(self, id: str, entry: Entry, where: str) -> Dimension:
        words = self._words(entry, DIMENSION, where)
        return Dimension(id, **words, indices=self._named(entry, "indices", self._index, where))

    def _index(self, id: str, entry: Entry, where: str) -> Index:
        return Index(id, **self._words(entry, INDEX, where))

    def _flag(self, id: str, entry: Entry, where: str) -> Flag:
        return Flag(id, **self._words(entry, FLAG, where))

    def _behavior(
        self, dimensions: Mapping[DimensionId, Dimension], id: str, entry: Entry, where: str
    ) -> Behavior:
        words = self._words(entry, BEHAVIOR, where)
        dimension = words["dimension"]
        self._know(dimension, dimensions, "dimension", where)
        if "index" in words and dimension in dimensions:
            self._know(words["index"], dimensions[dimension].indices, "index", where)
        return Behavior(
            id=id,
            label=words["label"],
            dimension=dimension,
            value=self._value(words["value"], f"{where}.value"),
            definition=words["definition"],
            example=words["example"],
            source=words["source"],
            index=words.get("index", ""),
            disrespect=self._truth(words.get("disrespect", "false"), f"{where}.disrespect"),
        )

    def _value(self, written: str, where: str) -> int:
        if VALUE.match(written):
            return int(written)
        if written:
            self._wrong(
                "bad_value", where, f"“{written[:40]}” is not a value.", "Write a whole number from -3 to +3."
            )
        return 0

    def _truth(self, written: str, where: str) -> bool:
        if written and written not in TRUTH:
            self._wrong(
                "wrong_type", where, f"“{written[:40]}” is not true or false.", "Write true or false."
            )
        return TRUTH.get(written, False)

    def _know(self, name: str, known: Iterable[str], what: str, where: str) -> None:
        if name and name not in known:
            message = f"There is no {what} “{name[:60]}” here."
            self._wrong(f"unknown_{what}", f"{where}.{what}", message, did_you_mean(name, known))

    def _named(
        self, parent: Entry, key: str, read: Callable[[str, Entry, str], T], where: str = ""
    ) -> dict[str, T]:
        """The entries by name that stand under a key; none where the key is missing."""
        if not isinstance(parent, Table) or key not in parent.entries:
            return {}
        path = f"{where}.{key}".lstrip(".")
        entries = self._entries(parent.entries[key], path)
        for name in entries:
            if not ID.match(name):
                cure = "Use lower-case letters, digits and underscores, a letter first."
                self._wrong("bad_name", f"{path}.{name}", f"“{name[:60]}” is not a name.", cure)
        return {name: read(name, entry, f"{path}.{name}") for name, entry in entries.items()}

    def _words(self, entry: Entry, form: _Form, where: str) -> dict[str, str]:
        """What stands under the form's keys, "" for a needed key that is missing or does not hold words."""
        entries = self._entries(entry, where)
        for key in (key for key in entries if key not in form.keys):
            message, cure = f"{form.what} has no key “{key[:60]}”.", did_you_mean(key, form.keys)
            self._wrong("unknown_key", f"{where}.{key}".lstrip("."), message, cure)
        for key in form.needed:
            if key not in entries:
                self._wrong("missing_key", where, f"{form.what} needs “{key}”.", f"Add “{key}:”.")
        words = [key for key in form.keys if key not in TABLES and (key in form.needed or key in entries)]
        return {key: self._word(entries.get(key), f"{where}.{key}".lstrip(".")) for key in words}

    def _word(self, entry: Entry | None, where: str) -> str:
        if entry is None:
            return ""
        if not isinstance(entry, Scalar) or not entry.text.strip():
            cure = "Write it; put a text with brackets or a colon in it in quotes."
            self._wrong("wrong_type", where, "A text is expected here.", cure)
            return ""
        return entry.text

    def _entries(self, entry: Entry, where: str) -> Mapping[str, Entry]:
        if isinstance(entry, Table):
            return entry.entries
        self._wrong(
            "wrong_type", where, "A map is expected here.", "Write “key: value” lines, indented below."
        )
        return {}

    def _wrong(self, code: str, where: str, message: str, cure: str) -> None:
        position = self.source.position(where)
        self.findings.append(Finding(code, Severity.ERROR, where, message, cure, position))
