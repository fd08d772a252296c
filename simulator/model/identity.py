"""The digest of a scenario: taken over its meaning, so that a comment changes nothing and a word or number does."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import MISSING, Field, fields, is_dataclass
from enum import Enum
from functools import cache
from hashlib import sha256
from typing import Any

from simulator.model.scenario import Scenario


def digest(scenario: Scenario) -> str:
    """SHA-256, in hex, of the scenario's canonical JSON; its id is not part of its meaning."""
    return sha256(canonical(scenario).encode()).hexdigest()


def canonical(scenario: Scenario) -> str:
    """The scenario as JSON: names resolved, order kept, defaults left out, no spaces."""
    meaning = _plain(scenario)
    meaning.pop("id")
    return json.dumps(meaning, ensure_ascii=False, separators=(",", ":"))


def _plain(fact: Any) -> Any:
    if isinstance(fact, Enum):
        return fact.value
    if is_dataclass(fact) and not isinstance(fact, type):
        told = {
            name: _plain(value)
            for name, default in _fields_of(fact.__class__)
            if (value := getattr(fact, name)) != default
        }
        return {"": type(fact).__name__, **told}
    if isinstance(fact, Mapping):
        return [[key, _plain(value)] for key, value in fact.items()]  # a list keeps the order
    if isinstance(fact, tuple):
        return [_plain(item) for item in fact]
    return fact


@cache
def _fields_of(kind: Any) -> tuple[tuple[str, Any], ...]:
    return tuple((each.name, _default(each)) for each in fields(kind))


def _default(each: Field[Any]) -> Any:
    if each.default_factory is not MISSING:
        return each.default_factory()
    return each.default
