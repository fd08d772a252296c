"""Progress: one line that is written over, once a piece of work takes more than a second and someone is watching."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from time import monotonic

PATIENCE = 1.0  # seconds before anything is shown
OFTEN = 0.2  # seconds between two looks
WIDTH = 24


@contextmanager
def progress(what: str) -> Iterator[Callable[[int, int], None]]:
    """A function to be told (so far, at most); the line is gone when the work is done."""
    began = monotonic()
    shown = [began + PATIENCE - OFTEN]

    def tell(so_far: int, most: int) -> None:
        now = monotonic()
        if sys.stderr.isatty() and now - shown[0] >= OFTEN and now - began >= PATIENCE:
            shown[0] = now
            filled = WIDTH * so_far // max(most, 1)
            print(f"\r{what} [{'=' * filled:<{WIDTH}}] {so_far:,}", end="", file=sys.stderr, flush=True)

    yield tell
    if shown[0] >= began + PATIENCE:
        print("\r\033[K", end="", file=sys.stderr, flush=True)
