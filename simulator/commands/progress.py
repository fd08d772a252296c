"""A progress bar in the terminal, for work of more than a second."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from time import monotonic

WIDTH = 30


class Bar:
    """Draws itself when called with how many are done of how many; silent where nobody looks, or it is soon over."""

    def __init__(self, label: str) -> None:
        self._label = label
        self._began = self._drawn = monotonic()
        self._is_shown = False

    def __call__(self, done: int, of: int) -> None:
        now = monotonic()
        if not sys.stderr.isatty() or now - self._began < 1 or (now - self._drawn < 0.1 and done < of):
            return
        self._drawn, self._is_shown = now, done < of
        filled = WIDTH * done // max(of, 1)
        bar = "█" * filled + "·" * (WIDTH - filled)
        end = "\n" if done == of else ""
        print(f"\r{self._label} {bar} {done:,} of {of:,}", end=end, file=sys.stderr, flush=True)

    def clear(self) -> None:
        """Wipe a bar that stands there unfinished."""
        if self._is_shown:
            print("\r\033[K", end="", file=sys.stderr, flush=True)


@contextmanager
def progress(label: str) -> Iterator[Bar]:
    """A bar for work that may be done before it reaches its most; it is gone afterward."""
    bar = Bar(label)
    yield bar
    bar.clear()
