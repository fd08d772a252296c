"""Timing: how long a run's frames took, so that a run can state how exactly its times were taken."""

from __future__ import annotations

from statistics import quantiles

SLOW = 0.05  # seconds: a frame that takes longer is one that is missed


class Timing:
    """The frames of one run, from when one was due to when it could be seen."""

    def __init__(self) -> None:
        self._took: list[float] = []

    def add(self, seconds: float) -> None:
        """A frame took so long."""
        self._took.append(seconds)

    @property
    def told(self) -> str:
        """The figures in a sentence; "" where there were too few frames to tell."""
        if len(self._took) < 2:
            return ""
        cut = quantiles(self._took, n=100, method="inclusive")
        slow = sum(took > SLOW for took in self._took)
        return (
            f"Measured in this run: {len(self._took)} frames, half of them within {cut[49] * 1000:.0f} ms,"
            f" 99 of 100 within {cut[98] * 1000:.0f} ms, {slow} over {SLOW * 1000:.0f} ms."
        )
