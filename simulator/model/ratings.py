"""Ratings of a behavior at a choice by a panel: how far apart they are, and when that disputes the key."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from statistics import quantiles


@dataclass(frozen=True, slots=True)
class Agreement:
    """What is asked of a panel: from so many raters on, an inter-quartile range no wider than that."""

    raters: int
    widest: float

    def is_disputed(self, ratings: Sequence[int]) -> bool:
        """True where enough raters are further apart than that."""
        return len(ratings) >= max(2, self.raters) and _range(ratings) > self.widest


def _range(ratings: Sequence[int]) -> float:
    """The inter-quartile range, the quartiles interpolated between the ratings that are there (R's type 7)."""
    low, _, high = quantiles(ratings, n=4, method="inclusive")
    return high - low
