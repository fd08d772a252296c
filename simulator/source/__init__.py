"""YAML text to plain data with positions: the only module that knows `yaml`. Refuses what YAML would guess.

A scalar stays the text that was written; what it means is decided by whoever asks for it (YAML 1.2 core: `no`, `on` and
`12:30` are text). Anchors, aliases, tags, equal keys, deep nesting and large files are refused.
"""

from __future__ import annotations

from simulator.source.entries import Entry, Scalar, Sequence, Source, Table
from simulator.source.reading import MAX_BYTES, paused_collector, read_file, read_text

__all__ = [
    "MAX_BYTES",
    "Entry",
    "Scalar",
    "Sequence",
    "Source",
    "Table",
    "paused_collector",
    "read_file",
    "read_text",
]
