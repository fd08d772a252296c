"""What changes meters and facts: effects, drift and draws, each a shape."""

from __future__ import annotations

import re

from simulator.library.phrases import CONDITIONS
from simulator.library.reading import Reading
from simulator.library.shapes import SIGNED, Percent, Schema, ref, scalar, table_of
from simulator.model.scenario import Conditions, Drift, Effect, Effects, FactSet, MeterChange, MeterSet
from simulator.source import Entry, Scalar, Sequence, Table

SET = re.compile(r"= *(-?\d{1,9})\Z")
EVERY = re.compile(r"([+-]\d{1,9}) +every +(\d{1,5})s\Z")


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
        if name in reading.names.facts and written not in ("true", "false"):
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


class DrawShape:
    """Facts that come true with a chance, in percent, on the first entry."""

    def read(self, entry: Entry, reading: Reading) -> dict[str, int]:
        table = table_of(entry, reading)
        for key in table.written:
            reading.know(key, key.text, reading.names.facts, "fact", "Add it to the scenario's facts.")
        return {name: PERCENT.read(each, reading) for name, each in table.entries.items()}

    def schema(self) -> Schema:
        return {"type": "object", "additionalProperties": PERCENT.schema()}


EFFECTS = EffectsShape()
PERCENT = Percent()
