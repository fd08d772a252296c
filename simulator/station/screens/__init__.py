"""Screens: what the officer sees, each a frozen value that can paint itself."""

from __future__ import annotations

from typing import Protocol

from simulator.station.canvas import Canvas


class Screen(Protocol):
    """A screen. Painting offers its controls; a press of one gives its action."""

    @property
    def name(self) -> str:
        """What screen this is: focus and scrolling begin anew where it changes."""
        ...

    def paint(self, canvas: Canvas, now: float) -> None:
        """Paint it as it is at that time (seconds, monotonic), and say when it must be painted again by itself."""
        ...
