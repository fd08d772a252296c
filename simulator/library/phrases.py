"""The small languages of the format: texts, conditions, effects, lines and ways on, each a shape."""

from __future__ import annotations

import re
from typing import Any

from simulator.library.reading import Reading, Refused
from simulator.library.shapes import SIGNED, ListOf, Schema, Words, kind_of, scalar, table_of
from simulator.model.findings import did_you_mean
from simulator.model.scenario import (
    BACK,
    AnyOf,
    Branch,
    Comparison,
    Condition,
    Conditions,
    Drift,
    Effect,
    Effects,
    FactIs,
    FactSet,
    FirstVisit,
    Line,
    MeterChange,
    MeterIs,
    MeterSet,
    Next,
    Outcome,
    Target,
    Text,
    Variant,
)
from simulator.source import Entry, Scalar, Sequence, Table

PLACEHOLDER = re.compile(r"\{([^{}]*)\}")
FACT = re.compile(r"(not +)?([a-z][a-z0-9_]*)\Z")
METER = re.compile(r"([a-z][a-z0-9_]*) *(<=|>=|<|>|=) *(-?\d{1,9})\Z")
FIRST_VISIT = "first visit"
SET = re.compile(r"= *(-?\d{1,9})\Z")
SPEAKER = re.compile(r"([a-z][a-z0-9_]*)(?: +\(([^()]+)\))?\Z")
EVERY = re.compile(r"([+-]\d{1,9}) +every +(\d{1,5})s\Z")
PERCENT = re.compile(r"\d{1,3}\Z")
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


class EffectsShape:
    """Changes of meters and facts, all together; or a list of such maps, each with its `when`."""

    def read(self, entry: Entry, reading: Reading) -> Effects:
        maps = entry.entries if isinstance(entry, Sequence) else [entry]
        return tuple(effect for each in maps for effect in self._map(table_of(each, reading), reading))

    def _map(self, table: Table, reading: Reading) -> list[Effect]:
        when = CONDITIONS.read(table.entries["when"], reading) if "when" in table.entries else ()
        effects = []
        for key, entry in zip(table.written, table.entries.values(), strict=True):
            if key.text != "when":
                reading.path.append(key.text)
                effects.append(self._effect(key.text, key, entry, when, reading))
                reading.path.pop()
        return effects

    def _effect(self, name: str, key: Scalar, entry: Entry, when: Conditions, reading: Reading) -> Effect:
        written = scalar(entry, reading, "A change").text
        if name in reading.names.meters:
            return self._meter(name, written, entry, when, reading)
        reading.know(key, name, reading.names.facts | reading.names.meters, "meter or fact")
        if written not in ("true", "false"):
            cure = "A fact becomes true or false; a meter changes by +10 or -10, or is set by =40."
            reading.wrong(entry, "bad_effect", f"“{written[:40]}” is neither true nor false.", cure)
        return FactSet(name, written == "true", when)

    def _meter(self, name: str, written: str, entry: Entry, when: Conditions, reading: Reading) -> Effect:
        if SIGNED.match(written):
            return MeterChange(name, int(written), when)
        if found := SET.match(written):
            return MeterSet(name, int(found[1]), when)
        if written.isdigit():
            cure = f"Write +{written} to add, -{written} to take away, ={written} to set."
            raise reading.refuse(entry, "effect_without_sign", f"Is {written} a change or a value?", cure)
        raise reading.refuse(
            entry, "bad_effect", f"“{written[:40]}” changes no meter.", "Write +10, -10 or =40."
        )

    def schema(self) -> Schema:
        return ref("effects")


class DriftShape:
    """Meters that change by themselves while a choice is awaited."""

    def read(self, entry: Entry, reading: Reading) -> tuple[Drift, ...]:
        table = table_of(entry, reading)
        for key in table.written:
            reading.know(key, key.text, reading.names.meters, "meter")
        return tuple(self._drift(name, each, reading) for name, each in table.entries.items())

    def _drift(self, meter: str, entry: Entry, reading: Reading) -> Drift:
        cure = "Write +1 every 4s, or {change: +1, every: 4s, when: [...]}."
        if isinstance(entry, Scalar) and (found := EVERY.match(entry.text)) and int(found[2]):
            return Drift(meter, int(found[1]), int(found[2]) * 1000)
        if isinstance(entry, Table) and {"change", "every"} <= set(entry.entries) <= {
            "change",
            "every",
            "when",
        }:
            parts = {key: each.text for key, each in entry.entries.items() if isinstance(each, Scalar)}
            if found := EVERY.match(f"{parts.get('change', '')} every {parts.get('every', '')}"):
                when = CONDITIONS.read(entry.entries["when"], reading) if "when" in entry.entries else ()
                if int(found[2]):
                    return Drift(meter, int(found[1]), int(found[2]) * 1000, when)
        raise reading.refuse(entry, "bad_drift", "This is not a drift.", cure)

    def schema(self) -> Schema:
        return ref("drift")


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
        return (name, found[2]) if found else (name, None)

    def schema(self) -> Schema:
        return ref("line")


class TargetShape:
    """A moment (short in its own scene), an ending, or `back` in an interrupt."""

    def read(self, entry: Entry, reading: Reading) -> Target:
        written = scalar(entry, reading, "A target").text
        if written == BACK and "interrupts" in reading.path:
            return BACK
        full = written if "." in written or not reading.scene else f"{reading.scene}.{written}"
        known = reading.names.targets
        if full not in known:
            short = {name.partition(".")[2] for name in known if name.startswith(f"{reading.scene}.")}
            cure = (
                did_you_mean(written, known | short)
                or "Name a moment (scene.moment) or an ending (ending.name)."
            )
            raise reading.refuse(entry, "unknown_target", f"Nothing is called “{written[:60]}”.", cure)
        return full

    def schema(self) -> Schema:
        return {"type": "string", "pattern": r"^[a-z][a-z0-9_]*(\.[a-z][a-z0-9_]*)?$"}


class NextShape:
    """A target, or a list of branches tried in order; drawn ones come last."""

    _target = TargetShape()

    def read(self, entry: Entry, reading: Reading) -> Next:
        if isinstance(entry, Scalar):
            return (Branch((Outcome(self._target.read(entry, reading)),)),)
        branches: list[Branch] = []
        drawn: list[Outcome] = []
        for item in entry.entries if isinstance(entry, Sequence) else [entry]:
            read = self._item(item, reading)
            if isinstance(read, Outcome):
                drawn.append(read)
            elif drawn:
                raise reading.refuse(
                    item, "chance_not_last", "A branch without chance follows one with chance.", LAST
                )
            else:
                branches.append(read)
        if not branches and not drawn:
            raise reading.refuse(entry, "empty", "There is no branch here.", "Name a target.")
        return (*branches, Branch(tuple(drawn))) if drawn else tuple(branches)

    def _item(self, entry: Entry, reading: Reading) -> Branch | Outcome:
        if isinstance(entry, Scalar):
            return Branch((Outcome(self._target.read(entry, reading)),))
        table = table_of(entry, reading)
        for key in set(table.entries) - {"to", "when", "chance"}:
            reading.wrong(
                table.key(key),
                "unknown_key",
                f"A branch has no key “{key}”.",
                "Its keys are: to, when, chance.",
            )
        when = CONDITIONS.read(table.entries["when"], reading) if "when" in table.entries else ()
        chance, to = table.entries.get("chance"), table.entries.get("to")
        if isinstance(chance, Table) and not to:
            return Branch(self._draw(chance, reading), when)
        if not to:
            raise reading.refuse(
                table, "missing_key", "A branch needs “to”.", "Write {to: moment, when: [...]}."
            )
        target = self._target.read(to, reading)
        return (
            Outcome(target, _percent(chance, reading), when) if chance else Branch((Outcome(target),), when)
        )

    def _draw(self, table: Table, reading: Reading) -> tuple[Outcome, ...]:
        outcomes = tuple(
            Outcome(self._target.read(key, reading), _percent(entry, reading))
            for key, entry in zip(table.written, table.entries.values(), strict=True)
        )
        if (total := sum(outcome.chance for outcome in outcomes)) != 100:
            reading.wrong(
                table,
                "chances_do_not_sum",
                f"The chances sum to {total}, not to 100.",
                "Make them sum to 100.",
            )
        return outcomes

    def schema(self) -> Schema:
        return ref("next")


LAST = "Branches with chance come last; put this one before them."


def _percent(entry: Entry, reading: Reading) -> int:
    written = scalar(entry, reading, "A chance").text
    if not PERCENT.match(written) or not 1 <= int(written) <= 100:
        raise reading.refuse(
            entry, "bad_chance", f"“{written[:20]}” is no chance.", "Write a whole percentage, 1 to 100."
        )
    return int(written)


class DrawShape:
    """Facts that come true with a chance, in percent, on the first entry."""

    def read(self, entry: Entry, reading: Reading) -> dict[str, int]:
        table = table_of(entry, reading)
        for key in table.written:
            reading.know(key, key.text, reading.names.facts, "fact", "Add it to the scenario's facts.")
        return {name: _percent(each, reading) for name, each in table.entries.items()}

    def schema(self) -> Schema:
        return {"type": "object", "additionalProperties": {"type": "integer", "minimum": 1, "maximum": 100}}


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


def ref(name: str) -> Schema:
    """A reference to one of the schema's definitions."""
    return {"$ref": f"#/definitions/{name}"}


def definitions() -> dict[str, Schema]:
    """The small languages as JSON Schema, by name; durations, signs and conditions as patterns."""
    word: Schema = {"type": ["string", "number", "boolean"]}
    conditional = {
        "type": "object",
        "properties": {"when": ref("conditions"), "text": word},
        "required": ["text"],
        "additionalProperties": False,
    }
    variant = {"anyOf": [word, conditional]}
    change: Schema = {
        "anyOf": [{"type": ["integer", "boolean"]}, {"type": "string", "pattern": SET_OR_SIGNED}]
    }
    effects = {"type": "object", "properties": {"when": ref("conditions")}, "additionalProperties": change}
    branch: dict[str, Any] = {
        "type": "object",
        "properties": {
            "to": TargetShape().schema(),
            "when": ref("conditions"),
            "chance": {"anyOf": [_PERCENT_SCHEMA, DrawShape().schema()]},
        },
        "additionalProperties": False,
        "anyOf": [{"required": ["to"]}, {"required": ["chance"]}],
    }
    each_way = {"anyOf": [TargetShape().schema(), branch]}
    drift = {
        "type": "object",
        "properties": {
            "change": {"type": ["integer", "string"]},
            "every": {"type": "string", "pattern": r"^\d{1,5}s$"},
            "when": ref("conditions"),
        },
        "required": ["change", "every"],
        "additionalProperties": False,
    }
    every: Schema = {"type": "string", "pattern": "^" + EVERY.pattern.replace(r"\Z", "$")}
    return {
        "text": {"anyOf": [variant, {"type": "array", "items": variant, "minItems": 1}]},
        "conditions": {"type": "array", "items": ref("condition")},
        "condition": {
            "anyOf": [
                {"type": "string", "pattern": "^" + FACT.pattern.replace(r"\Z", "$")},
                {"type": "string", "pattern": "^" + METER.pattern.replace(r"\Z", "$")},
                {"const": FIRST_VISIT},
                {
                    "type": "object",
                    "properties": {"any": ref("conditions")},
                    "required": ["any"],
                    "additionalProperties": False,
                },
            ]
        },
        "effects": {"anyOf": [effects, {"type": "array", "items": effects}]},
        "drift": {"type": "object", "additionalProperties": {"anyOf": [every, drift]}},
        "line": {
            "anyOf": [
                word,
                {
                    "type": "object",
                    "properties": {"when": ref("conditions"), TELL: ref("text")},
                    "patternProperties": {"^" + SPEAKER.pattern.replace(r"\Z", "$"): {}},
                    "additionalProperties": False,
                    "minProperties": 1,
                    "maxProperties": 2,
                },
            ]
        },
        "next": {"anyOf": [each_way, {"type": "array", "items": each_way, "minItems": 1}]},
    }


SET_OR_SIGNED = r"^(= *-?\d{1,9}|[+-]\d{1,9})$"
_PERCENT_SCHEMA: Schema = {"type": "integer", "minimum": 1, "maximum": 100}

TEXTS = Texts()
EFFECTS = EffectsShape()
LINES = ListOf(LineShape())
NEXT = NextShape()
__all__ = [
    "CONDITIONS",
    "EFFECTS",
    "LINES",
    "NEXT",
    "TEXTS",
    "DrawShape",
    "DriftShape",
    "FeltShape",
    "Refused",
]
