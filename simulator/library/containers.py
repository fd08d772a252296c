"""The shapes of lists and maps: they read everything in them before they refuse, so that all mistakes are found at once."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from typing import Any, Generic, TypeVar

from simulator.library.reading import ID, Reading, Refused
from simulator.library.shapes import NAME_CURE, Schema, Shape, kind_of, table_of
from simulator.model.findings import did_you_mean
from simulator.source import Entry, Scalar, Sequence, Table

T = TypeVar("T")


class ListOf(Generic[T]):
    """A list of entries of one shape; a broken entry does not hide the others."""

    def __init__(self, shape: Shape[T], single: bool = False) -> None:
        self._shape, self._single = shape, single

    def read(self, entry: Entry, reading: Reading) -> tuple[T, ...]:
        if self._single and not isinstance(entry, Sequence):
            return (self._shape.read(entry, reading),)
        if not isinstance(entry, Sequence):
            raise reading.refuse(
                entry, "wrong_type", f"A list is expected here, not {kind_of(entry)}.", "Put it in [ and ]."
            )
        items, refused = [], False
        for number, item in enumerate(entry.entries):
            reading.path.append(str(number))
            try:
                items.append(self._shape.read(item, reading))
            except Refused:
                refused = True
            reading.path.pop()
        if refused:
            raise Refused
        return tuple(items)

    def schema(self) -> Schema:
        items = {"type": "array", "items": self._shape.schema()}
        return {"anyOf": [self._shape.schema(), items]} if self._single else items


class MapOf(Generic[T]):
    """Entries of one shape by id; a broken entry does not hide the others."""

    def __init__(self, shape: Shape[T], ids: re.Pattern[str] = ID, reserved: tuple[str, ...] = ()) -> None:
        self._shape, self._ids, self._reserved = shape, ids, reserved

    def read(self, entry: Entry, reading: Reading) -> dict[str, T]:
        table = table_of(entry, reading)
        items, refused = {}, False
        for written, (key, item) in zip(table.written, table.entries.items(), strict=True):
            reading.path.append(key)
            try:
                self._check(key, written, reading)
                items[key] = self._shape.read(item, reading)
            except Refused:
                refused = True
            reading.path.pop()
        if refused:
            raise Refused
        return items

    def _check(self, key: str, written: Scalar, reading: Reading) -> None:
        if not self._ids.match(key):
            reading.wrong(written, "bad_name", f"“{key[:60]}” is not a name.", NAME_CURE)
        if key in self._reserved:
            reading.wrong(written, "reserved_name", f"“{key}” is a word of the format.", "Take another name.")

    def schema(self) -> Schema:
        names: Schema = {"pattern": "^" + self._ids.pattern.replace(r"\Z", "$")}
        if self._reserved:
            names["not"] = {"enum": list(self._reserved)}
        return {"type": "object", "propertyNames": names, "additionalProperties": self._shape.schema()}


class Keys(Generic[T]):
    """A map with fixed keys, built into a fact; unknown and missing keys are found."""

    def __init__(
        self,
        build: Callable[[dict[str, Any], Table, Reading], T],
        required: Mapping[str, Shape[Any]],
        optional: Mapping[str, Shape[Any]],
        what: str,
    ) -> None:
        self.required, self.optional, self.what = required, optional, what
        self.shapes = {**required, **optional}
        self._build = build

    def read(self, entry: Entry, reading: Reading) -> T:
        table = table_of(entry, reading)
        values, refused = {}, False
        for key, item in table.entries.items():
            shape = self.shapes.get(key)
            if shape is None:
                self._unknown(key, table, reading)
                continue
            reading.path.append(key)
            try:
                values[key] = shape.read(item, reading)
            except Refused:
                refused = True
            reading.path.pop()
        refused |= self._misses(table, reading)
        if refused:
            raise Refused
        return self._build(values, table, reading)

    def _unknown(self, key: str, table: Table, reading: Reading) -> None:
        message = f"{self.what.capitalize()} has no key “{key[:60]}”."
        cure = did_you_mean(key, self.shapes) or f"Its keys are: {', '.join(self.shapes)}."
        reading.wrong(table.key(key), "unknown_key", message, cure)

    def _misses(self, table: Table, reading: Reading) -> bool:
        missing = [key for key in self.required if key not in table.entries]
        for key in missing:
            reading.wrong(table, "missing_key", f"{self.what.capitalize()} needs “{key}”.", f"Add “{key}:”.")
        return bool(missing)

    def schema(self) -> Schema:
        return {
            "type": "object",
            "properties": {key: shape.schema() for key, shape in self.shapes.items()},
            "required": list(self.required),
            "additionalProperties": False,
        }
