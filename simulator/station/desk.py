"""The desk: the screen that is shown, the settings that hold, and what was asked of the hall. A sitting's rooms share it."""

from __future__ import annotations

from collections.abc import Callable

from simulator.session import Clock
from simulator.station.screens import Screen
from simulator.station.settings import Settings
from simulator.station.steps import Outcome
from simulator.station.worker import Worker

DEAF_FOR = 0.4  # seconds after a screen has come up in which a press was meant for the one before


class Desk:
    """What lies before the officer now."""

    def __init__(self, screen: Screen, settings: Settings, clock: Clock) -> None:
        self.screen, self.settings, self.clock = screen, settings, clock
        self.is_over = False
        self.is_pending = False  # a step that changes what is shown is on its way
        self._since = clock()
        self._worker: Worker[Outcome] = Worker()

    @property
    def is_busy(self) -> bool:
        """True while the hall's answer is awaited."""
        return self._worker.is_busy

    def show(self, screen: Screen) -> None:
        """From now on, this screen."""
        if screen.name != self.screen.name:
            self._since = self.clock()
        self.screen = screen

    def ask(self, step: Callable[[], Outcome]) -> None:
        """Have the hall do what changes the screen."""
        self.is_pending = True
        self._worker.ask(step)

    def ask_aside(self, step: Callable[[], Outcome]) -> None:
        """Have the hall do something while the officer may go on."""
        self._worker.ask(step)

    def fetch(self) -> Outcome | None:
        """What the hall has answered; None while there is nothing new."""
        return self._worker.fetch()

    def is_deaf(self, at: float) -> bool:
        """True while a press must have been meant for the screen before."""
        return self.is_pending or at - self._since < DEAF_FOR

    def close(self) -> None:
        """Let the hall finish what it was asked."""
        self._worker.close()
