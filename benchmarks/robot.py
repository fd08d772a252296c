"""A robot officer: sits at the real window, reads, answers and chooses at random, and takes one call after another."""

from __future__ import annotations

import random
from collections.abc import Callable

from simulator.engine import Awaiting
from simulator.session import Clock
from simulator.station.actions import (
    Action,
    Answer,
    AskStop,
    Begin,
    Brief,
    Choose,
    GoHome,
    Read,
    ShowDebrief,
    ShowEnding,
    Stop,
)
from simulator.station.screens import Screen
from simulator.station.screens.moment import MomentScreen
from simulator.station.sitting import Sitting
from simulator.station.window import Window

MOST_STEPS = 150


class Robot:
    """Does one thing every so many seconds of its clock, as an officer in a hurry would."""

    def __init__(
        self, sitting: Sitting, window: Window, clock: Clock, pace: Callable[[Screen], float], seed: int
    ) -> None:
        self._sitting, self._window, self._clock, self._pace = sitting, window, clock, pace
        self._random = random.Random(seed)

    def goes_round(self, seconds: float) -> None:
        """Let the window go round for so long, and until the hall has answered."""
        until = self._clock() + seconds
        while self._clock() < until or self._sitting.is_busy:
            self._window.turn(max(0.0, until - self._clock()))

    def does(self, action: Action) -> None:
        """Ask for something, and look at what comes of it."""
        self._sitting.take(action, self._clock())
        self.goes_round(self._pace(self._sitting.screen))

    def plays(self, scenario: str) -> None:
        """A whole run, from the briefing to the last page, or stopped where it goes round and round."""
        self.does(Brief(scenario))
        self.does(Begin(scenario))
        for _ in range(MOST_STEPS):
            action = self._next()
            if action is None:
                return
            self.does(action)
        self.does(AskStop())
        self.does(Stop())

    def looks_back(self) -> None:
        """The ending if it came to one, the debrief, then home."""
        if isinstance(self._sitting.screen, MomentScreen):
            self.does(ShowEnding())
        self.does(ShowDebrief())
        self.does(GoHome())

    def _next(self) -> Action | None:
        screen = self._sitting.screen
        if not isinstance(screen, MomentScreen) or screen.told.view.ended:
            return None
        view = screen.told.view
        if view.question:
            return Answer(self._random.choice(list(view.question.answers)))
        if view.awaiting is Awaiting.CHOICE:
            return Choose(self._random.choice([entry.choice for entry in view.menu if entry.open]))
        return Read()
