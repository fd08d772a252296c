"""Envelopes: answers as letters of one size, so that an answered one looks like an empty one. Seals nothing itself."""

from __future__ import annotations

import json
import zlib
from collections.abc import Sequence
from datetime import date
from typing import Any

from scoring.wellness.checkin import Answered, Occasion
from scoring.wellness.keys import WellnessError

LETTER = 1792  # bytes: a day of runs fits, and two sealed letters fit into one page of the file
VERSION = 1


def fold(answered: Sequence[Answered]) -> bytes:
    """The letter that holds these answers, or none; WellnessError if they do not fit into one."""
    rows = [
        [
            each.instrument,
            each.version,
            each.occasion.value,
            each.day.isoformat(),
            each.scenario,
            each.answers,
        ]
        for each in answered
    ]
    return padded({"version": VERSION, "answered": rows}, LETTER)


def unfold(letter: bytes) -> tuple[Answered, ...]:
    """The answers in a letter."""
    written = unpadded(letter)
    if written["version"] != VERSION:
        raise WellnessError(
            "Some answers were written by a newer Levelhead. Install that one; nothing was changed."
        )
    return tuple(
        Answered(instrument, version, Occasion(occasion), date.fromisoformat(day), tuple(answers), scenario)
        for instrument, version, occasion, day, scenario, answers in written["answered"]
    )


def padded(plain: Any, size: int) -> bytes:
    """Plain data as packed JSON, filled up to the size."""
    packed = zlib.compress(json.dumps(plain, separators=(",", ":"), allow_nan=False).encode(), 9)
    if len(packed) > size:
        raise WellnessError(
            "That is more than one envelope holds. Leave out some of the check-ins after runs."
        )
    return packed.ljust(size, b"\0")


def unpadded(letter: bytes) -> Any:
    """The plain data that was padded; ValueError if there is none."""
    try:
        return json.loads(zlib.decompressobj().decompress(letter))
    except zlib.error as error:
        raise ValueError("This letter holds nothing that can be read.") from error
