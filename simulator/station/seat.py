"""The seat: what the window asks of whoever sits before it, an officer or an author."""

from __future__ import annotations

from typing import Protocol

from simulator.station.actions import Action
from simulator.station.screens import Screen
from simulator.station.screens.figures import Scenery
from simulator.station.settings import Settings
from simulator.station.timing import Timing


class Seat(Protocol):
    """`take` an action, `look` what has become of the last; `screen` is what to paint."""

    @property
    def screen(self) -> Screen: ...

    @property
    def settings(self) -> Settings: ...

    @property
    def timing(self) -> Timing: ...

    @property
    def is_over(self) -> bool: ...

    @property
    def is_busy(self) -> bool: ...

    @property
    def ahead(self) -> tuple[Scenery, ...]: ...

    def stir(self, at: float) -> None: ...

    def take(self, action: Action, at: float) -> None: ...

    def look(self, at: float) -> None: ...

    def wakes(self) -> float | None: ...

    def close(self) -> None: ...
