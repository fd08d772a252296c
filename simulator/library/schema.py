"""The format as JSON Schema (draft 07), so that an editor completes and underlines as a trainer types."""

from __future__ import annotations

import json
from typing import Any

from simulator.library.changes import EVERY, DrawShape
from simulator.library.format import SCENARIO
from simulator.library.phrases import FACT, FIRST_VISIT, METER, SPEAKER, TELL
from simulator.library.shapes import Percent, Schema, ref
from simulator.library.ways import TargetShape

SET_OR_SIGNED = r"^(= *-?\d{1,9}|[+-]\d{1,9})$"


def schema() -> Schema:
    """The schema, made from the same shapes that the loader reads with."""
    return {
        "$schema": "http://json-schema.org/draft-07/schema#",
        "title": "Levelhead scenario, format 1",
        **SCENARIO.schema(),
        "definitions": definitions(),
    }


def schema_text() -> str:
    """The schema as it stands in assets/schema/scenario.schema.json."""
    return json.dumps(schema(), indent=2, ensure_ascii=False) + "\n"


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
            "chance": {"anyOf": [Percent().schema(), DrawShape().schema()]},
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


if __name__ == "__main__":
    print(schema_text(), end="")
