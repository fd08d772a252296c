"""The worker: the one thread that calls the hall, so that a slow disk never costs a frame."""

from __future__ import annotations

from collections import deque
from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor
from typing import Generic, TypeVar

Outcome = TypeVar("Outcome")


class Worker(Generic[Outcome]):
    """Does steps one after another; what they come to is fetched, never pushed."""

    def __init__(self) -> None:
        self._thread = ThreadPoolExecutor(1, thread_name_prefix="hall")
        self._asked: deque[Future[Outcome]] = deque()

    @property
    def is_busy(self) -> bool:
        """True while a step is not fetched yet."""
        return bool(self._asked)

    def ask(self, step: Callable[[], Outcome]) -> None:
        """Have a step done after those asked for before."""
        self._asked.append(self._thread.submit(step))

    def fetch(self) -> Outcome | None:
        """What the oldest step came to; None while it is not done. An error of the step is raised here."""
        return self._asked.popleft().result() if self._asked and self._asked[0].done() else None

    def close(self) -> None:
        """Finish what was asked for."""
        self._thread.shutdown(wait=True)
