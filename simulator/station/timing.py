"""Timing: how long a run's frames took, so that a run can state how exactly its times were taken."""

from __future__ import annotations

from array import array
from bisect import insort
from collections.abc import Callable
from dataclasses import dataclass
from statistics import quantiles

SLOW = 0.05  # seconds: a frame that takes longer is one that is missed
KEPT = 12  # of the slowest frames, with what they were


@dataclass(frozen=True, slots=True)
class Frame:
    """What one frame cost, in seconds: all in all, and the parts of it."""

    took: float
    screen: str = ""
    is_new: bool = False  # the first of its screen
    painting: float = 0.0
    showing: float = 0.0  # handing it to the display
    worked: float = 0.0  # of this thread; the rest went to others on this machine

    def __str__(self) -> str:
        first = "first of " if self.is_new else ""
        return (
            f"{self.took * 1000:.1f} ms ({self.painting * 1000:.1f} painting, {self.showing * 1000:.1f} showing,"
            f" {self.worked * 1000:.1f} of our own work): {first}{self.screen}"
        )


class Timing:
    """The frames of one run, from when one was due to when it could be seen."""

    def __init__(self) -> None:
        self.took = array("f")  # seconds
        self.worked = array("f")  # seconds of them that were our own
        self.worst: list[Frame] = []
        self.hardest: list[Frame] = []  # by our own work: what the machine does for others is left out

    def add(self, frame: Frame) -> None:
        """A frame was shown."""
        self.took.append(frame.took)
        self.worked.append(frame.worked)
        _keep(frame, self.worst, lambda its: its.took)
        _keep(frame, self.hardest, lambda its: its.worked)

    @property
    def told(self) -> str:
        """The figures in a sentence; "" where there were too few frames to tell."""
        if len(self.took) < 2:
            return ""
        cut = quantiles(self.took, n=100, method="inclusive")
        slow = sum(took > SLOW for took in self.took)
        return (
            f"Measured in this run: {len(self.took)} frames, half of them within {cut[49] * 1000:.0f} ms,"
            f" 99 of 100 within {cut[98] * 1000:.0f} ms, {slow} over {SLOW * 1000:.0f} ms."
        )


def _keep(frame: Frame, among: list[Frame], cost: Callable[[Frame], float]) -> None:
    """Put a frame among the few that cost most, if it is one."""
    if len(among) < KEPT or cost(frame) > cost(among[0]):
        insort(among, frame, key=cost)
        del among[:-KEPT]
