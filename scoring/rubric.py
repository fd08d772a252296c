"""What a rubric is: dimensions, behaviors with their worth, critical flags. Nothing here reads a file or scores a run."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from dataclasses import MISSING, dataclass, field, fields
from hashlib import sha256
from typing import Any, TypeAlias

from simulator.model.scenario import BehaviorId

DimensionId: TypeAlias = str
IndexId: TypeAlias = str
FlagId: TypeAlias = str


@dataclass(frozen=True, slots=True)
class Index:
    """One part of a dimension that is reported beside the whole."""

    id: IndexId
    label: str
    definition: str


@dataclass(frozen=True, slots=True)
class Dimension:
    """One way in which what an officer does can be good."""

    id: DimensionId
    label: str
    definition: str
    source: str
    indices: Mapping[IndexId, Index] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Behavior:
    """One act that can be seen or heard, and its worth of -3 to +3 in its dimension."""

    id: BehaviorId
    label: str
    dimension: DimensionId
    value: int
    definition: str
    example: str
    source: str
    index: IndexId = ""
    disrespect: bool = False


@dataclass(frozen=True, slots=True)
class Flag:
    """What an average must never hide: it puts "review with a trainer" on a run."""

    id: FlagId
    label: str
    definition: str
    why: str


@dataclass(frozen=True, slots=True)
class Rubric:
    """Everything that can be shown in a run, and what it is worth; `text` is the exact text it was read from."""

    version: str
    dimensions: Mapping[DimensionId, Dimension]
    behaviors: Mapping[BehaviorId, Behavior]
    flags: Mapping[FlagId, Flag]
    text: str = field(default="", compare=False, repr=False)

    @property
    def digest(self) -> str:
        """SHA-256, in hex, of the meaning: comments and the order in the file change nothing, a word or value does."""
        meaning = [self.version, *map(_told, (self.dimensions, self.behaviors, self.flags))]
        return sha256(json.dumps(meaning, sort_keys=True, separators=(",", ":")).encode()).hexdigest()


def _told(facts: Mapping[str, Any]) -> dict[str, dict[str, object]]:
    return {id: dict(_fields_told(fact)) for id, fact in facts.items()}


def _fields_told(fact: Any) -> Iterator[tuple[str, object]]:
    """The fact's fields without empty defaults, so that a field which comes later changes no digest."""
    for each in fields(fact):
        value = getattr(fact, each.name)
        if value or each.default is each.default_factory is MISSING:
            yield each.name, _told(value) if isinstance(value, Mapping) else value
