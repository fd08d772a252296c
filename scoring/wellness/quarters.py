"""The quarters of a year, by which figures of units are told."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date
from typing import Self

WRITTEN = re.compile(r"(\d{4})-Q([1-4])")


@dataclass(frozen=True, slots=True, order=True)
class Quarter:
    """Three months of a year."""

    year: int
    number: int  # 1 to 4

    @classmethod
    def of(cls, day: date) -> Self:
        """The quarter in which that day lies."""
        return cls(day.year, (day.month + 2) // 3)

    @classmethod
    def read(cls, text: str) -> Self:
        """The quarter that is written like "2026-Q4"; ValueError if that is no quarter."""
        if not (found := WRITTEN.fullmatch(text)):
            raise ValueError(f'"{text}" is no quarter. Write it like 2026-Q4.')
        return cls(int(found[1]), int(found[2]))

    def __str__(self) -> str:
        return f"{self.year:04}-Q{self.number}"

    def is_closed(self, today: date) -> bool:
        """True once its last day is over."""
        return self < Quarter.of(today)
