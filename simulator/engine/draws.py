"""Chance, tamed: each draw is a function of (seed, purpose, place, how many times there) and of nothing else."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from hashlib import blake2b
from typing import TypeVar

T = TypeVar("T")


def drawn(seed: int, purpose: str, place: str, times: int) -> int:
    """A whole number in 0 … 2^64 − 1 that depends on the four arguments alone."""
    text = f"{seed}|{purpose}|{place}|{times}".encode()
    return int.from_bytes(blake2b(text, digest_size=8).digest(), "big")


class Draws:
    """The draws of one run; it only counts how often each place was drawn at."""

    def __init__(self, seed: int) -> None:
        self._seed = seed
        self._times: Counter[tuple[str, str]] = Counter()

    def below(self, limit: int, purpose: str, place: str) -> int:
        """A whole number in 0 … limit − 1 (the bias is below limit / 2^64)."""
        times = self._times[purpose, place]
        self._times[purpose, place] = times + 1
        return drawn(self._seed, purpose, place, times) % limit

    def shuffled(self, items: Sequence[T], purpose: str, place: str) -> tuple[T, ...]:
        """The items in a drawn order (Fisher and Yates)."""
        order = list(items)
        for last in range(len(order) - 1, 0, -1):
            other = self.below(last + 1, purpose, place)
            order[last], order[other] = order[other], order[last]
        return tuple(order)
