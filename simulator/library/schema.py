"""The format as JSON Schema (draft 07), so that an editor completes and underlines as a trainer types."""

from __future__ import annotations

import json

from simulator.library.format import SCENARIO
from simulator.library.phrases import definitions
from simulator.library.shapes import Schema


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


if __name__ == "__main__":
    print(schema_text(), end="")
