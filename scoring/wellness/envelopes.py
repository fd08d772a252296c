"""Envelopes: answers as letters of one size, so that an answered one looks like an empty one. Seals nothing itself."""

from __future__ import annotations

import json
from collections.abc import Sequence
from datetime import date
from typing import Any

from scoring.wellness.checkin import Answered, Occasion
from scoring.wellness.keys import WellnessError

LETTER = 2048  # bytes: about 30 answered instruments, far more than one sitting has
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
    """Plain data as JSON, filled up to the size."""
    text = json.dumps(plain, separators=(",", ":"), allow_nan=False).encode()
    if len(text) > size:
        raise WellnessError(
            "That is more than one envelope holds. Sign out, and answer the rest in another session."
        )
    return text.ljust(size)


def unpadded(letter: bytes) -> Any:
    """The plain data that was padded."""
    return json.loads(letter)
