"""The desk: the screen that is shown, the settings that hold, and what was asked of the hall. A sitting's rooms share it."""

from __future__ import annotations

from collections import deque
from collections.abc import Callable
from typing import Protocol, runtime_checkable

from simulator.session import Clock
from simulator.station.screens import Screen
from simulator.station.settings import Settings
from simulator.station.steps import Outcome
from simulator.station.worker import Worker

DEAF_FOR = 0.4  # seconds after a screen has come up in which a press was meant for the one before


LONGEST = 200  # letters of what is typed


@runtime_checkable
class TakesLetters(Protocol):
    """A screen with a field."""

    def with_typed(self, typed: str) -> Screen:
        """The same with this in its field; of a secret it keeps the length alone."""
        ...


class Desk:
    """What lies before the officer now."""

    def __init__(self, screen: Screen, settings: Settings, clock: Clock) -> None:
        self.screen, self.settings, self.clock = screen, settings, clock
        self.typed = ""  # into the field of this screen
        self.is_over = False
        self.is_pending = False  # a step that changes what is shown is on its way
        self._since = clock()
        self._sitting, self._asked = 0, deque[int]()  # which of the sittings at this desk asked for what
        self._worker: Worker[Outcome] = Worker()

    @property
    def is_busy(self) -> bool:
        """True while the hall's answer is awaited."""
        return self._worker.is_busy

    def show(self, screen: Screen) -> None:
        """From now on, this screen."""
        if screen.name != self.screen.name:
            self._since, self.typed = self.clock(), ""
        self.screen = screen

    def type(self, letter: str) -> None:
        """More in the field, if there is one; "\\b" takes the last letter away."""
        if isinstance(self.screen, TakesLetters) and not self.is_pending:
            self.typed = self.typed[:-1] if letter == "\b" else (self.typed + letter)[:LONGEST]
            self.screen = self.screen.with_typed(self.typed)

    def clear(self) -> None:
        """An empty field again."""
        if isinstance(self.screen, TakesLetters):
            self.typed, self.screen = "", self.screen.with_typed("")

    def ask(self, step: Callable[[], Outcome]) -> None:
        """Have the hall do what changes the screen."""
        self.is_pending = True
        self.ask_aside(step)

    def ask_aside(self, step: Callable[[], Outcome]) -> None:
        """Have the hall do something while the officer may go on."""
        self._asked.append(self._sitting)
        self._worker.ask(step)

    def fetch(self) -> Outcome | None:
        """What the hall has answered; None while there is nothing new. Answers to those who have left are thrown away."""
        while (outcome := self._worker.fetch()) is not None:
            if self._asked.popleft() == self._sitting:
                return outcome
        return None

    def forget(self) -> None:
        """Whoever sat here has left: what they have asked for is still done, and shown to nobody."""
        self._sitting, self.is_pending, self.typed = self._sitting + 1, False, ""

    def is_deaf(self, at: float) -> bool:
        """True while a press must have been meant for the screen before."""
        return self.is_pending or at - self._since < DEAF_FOR

    def close(self) -> None:
        """Let the hall finish what it was asked."""
        self._worker.close()
