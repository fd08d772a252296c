"""The phrases of the format: texts with their variants, conditions, and lines, each a shape."""

from __future__ import annotations

import re

from simulator.library.containers import ListOf
from simulator.library.reading import Reading
from simulator.library.shapes import Schema, Words, kind_of, ref, scalar
from simulator.model.findings import Severity, did_you_mean
from simulator.model.scenario import (
    AnyOf,
    Comparison,
    Condition,
    Conditions,
    FactIs,
    FirstVisit,
    Line,
    MeterIs,
    Text,
    Variant,
)
from simulator.source import Entry, Scalar, Sequence, Table

PLACEHOLDER = re.compile(r"\{([^{}]*)\}")
FACT = re.compile(r"(not +)?([a-z][a-z0-9_]*)\Z")
METER = re.compile(r"([a-z][a-z0-9_]*) *(<=|>=|<|>|=) *(-?\d{1,9})\Z")
FIRST_VISIT = "first visit"
SPEAKER = re.compile(r"([a-z][a-z0-9_]*)(?: +\(([^()]+)\))?\Z")
TELL = "tell"


class Texts:
    """A text, or a list of variants; a variant may be {when, text}."""

    def __init__(self, single_conditional: bool = False) -> None:
        self._words = Words()
        self._single_conditional = single_conditional

    def read(self, entry: Entry, reading: Reading) -> Text:
        if not isinstance(entry, Sequence):
            return (self._variant(entry, reading),)
        if not entry.entries:
            raise reading.refuse(entry, "empty", "A list of variants needs one at least.", "Write a text.")
        return tuple(self._variant(item, reading) for item in entry.entries)

    def _variant(self, entry: Entry, reading: Reading) -> Variant:
        if isinstance(entry, Table) and set(entry.entries) <= {"when", "text"} and "text" in entry.entries:
            when = CONDITIONS.read(entry.entries["when"], reading) if "when" in entry.entries else ()
            return Variant(self._text(entry.entries["text"], reading), when)
        return Variant(self._text(entry, reading))

    def _text(self, entry: Entry, reading: Reading) -> str:
        text = self._words.read(entry, reading)
        for name in PLACEHOLDER.findall(text) if "{" in text else ():
            if name != "officer" and name not in reading.names.cast:
                cure = did_you_mean(name, {*reading.names.cast, "officer"})
                reading.wrong(entry, "unknown_placeholder", f"“{{{name}}}” stands for nobody.", cure)
        return text

    def schema(self) -> Schema:
        return ref("text")


class ConditionsShape:
    """A list of conditions that must all hold."""

    def read(self, entry: Entry, reading: Reading) -> Conditions:
        if not isinstance(entry, Sequence):
            cure = "Put it in [ and ]: when: [tension >= 80]."
            raise reading.refuse(
                entry, "wrong_type", f"A list of conditions is expected here, not {kind_of(entry)}.", cure
            )
        return tuple(self._condition(item, reading) for item in entry.entries)

    def _condition(self, entry: Entry, reading: Reading) -> Condition:
        if isinstance(entry, Table) and list(entry.entries) == ["any"]:
            return AnyOf(self.read(entry.entries["any"], reading))
        written = scalar(entry, reading, "A condition").text
        if written == FIRST_VISIT:
            if not reading.moment:
                raise reading.refuse(
                    entry, "bad_condition", "“first visit” asks about a moment; none is here.", "Use a fact."
                )
            return FirstVisit()
        if found := FACT.match(written):
            return self._fact(entry, found[2], not found[1], reading)
        if found := METER.match(written):
            reading.know(entry, found[1], reading.names.meters, "meter")
            return MeterIs(found[1], Comparison(found[2]), int(found[3]))
        message = f"“{written[:60]}” is not a condition."
        raise reading.refuse(
            entry, "bad_condition", message, "Write: fact, not fact, meter >= 80, first visit, {any: [..]}."
        )

    def _fact(self, entry: Entry, fact: str, value: bool, reading: Reading) -> FactIs:
        if fact in reading.names.meters:
            raise reading.refuse(
                entry, "bad_condition", f"“{fact}” is a meter.", f"Compare it: {fact} >= 50."
            )
        reading.know(entry, fact, reading.names.facts, "fact", "Add it to the scenario's facts.")
        return FactIs(fact, value)

    def schema(self) -> Schema:
        return ref("conditions")


CONDITIONS = ConditionsShape()


class LineShape:
    """What someone says, or what is told."""

    _texts = Texts()

    def read(self, entry: Entry, reading: Reading) -> Line:
        if isinstance(entry, Scalar):
            return Line(self._texts.read(entry, reading))
        if isinstance(entry, Sequence):
            raise reading.refuse(
                entry,
                "bad_line",
                "A line is missing its speaker.",
                "Write tell: [..] for variants of narration.",
            )
        speakers = [key for key in entry.entries if key != "when"]
        if len(speakers) != 1:
            cure = "One speaker a line: “marcus (shouting): text”; put a text with a colon in it in quotes."
            raise reading.refuse(
                entry, "bad_line", f"A line has one speaker; here are {len(speakers)}.", cure
            )
        when = CONDITIONS.read(entry.entries["when"], reading) if "when" in entry.entries else ()
        speaker, mood = self._speaker(entry.key(speakers[0]), reading)
        return Line(self._texts.read(entry.entries[speakers[0]], reading), speaker, mood, when)

    def _speaker(self, key: Scalar, reading: Reading) -> tuple[str | None, str | None]:
        if key.text == TELL:
            return None, None
        found = SPEAKER.match(key.text)
        name = found[1] if found else key.text
        if name not in reading.names.cast:
            near = did_you_mean(name, reading.names.cast)
            cure = f"{near} If it is narration with a colon in it, put the whole line in quotes.".strip()
            reading.wrong(key, "unknown_speaker", f"Nobody in the cast is “{key.text[:40]}”.", cure)
        if found:
            _warn_of_mood(key, name, found[2], reading)
        return (name, found[2]) if found else (name, None)

    def schema(self) -> Schema:
        return ref("line")


def _warn_of_mood(key: Scalar, name: str, mood: str | None, reading: Reading) -> None:
    known = reading.vocabulary.moods
    if mood and known is not None and mood not in known and name in reading.names.portrayed:
        cure = f"{did_you_mean(mood, known)} There are: {', '.join(sorted(known))}."
        message = f"No face shows the mood “{mood}”; the station goes by the tension."
        reading.find(key, "unknown_mood", message, cure.strip(), Severity.NOTE)


class FeltShape:
    """The person's inner view: a text, or texts by cast id."""

    _texts = Texts()

    def read(self, entry: Entry, reading: Reading) -> dict[str, Text]:
        if not isinstance(entry, Table):
            return {"": self._texts.read(entry, reading)}
        for key in entry.written:
            reading.know(key, key.text, reading.names.cast, "cast member", QUOTE)
        return {name: self._texts.read(each, reading) for name, each in entry.entries.items()}

    def schema(self) -> Schema:
        return {"anyOf": [ref("text"), {"type": "object", "additionalProperties": ref("text")}]}


QUOTE = "If it is a text with a colon in it, put it in quotes."


TEXTS = Texts()
LINES = ListOf(LineShape())
