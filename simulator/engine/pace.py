"""The officer's clock: how long a scenario's durations last at a pace, and when drifts step (pure)."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from simulator.model.scenario import Drift, Effects, MeterChange, Milliseconds, Moment


@dataclass(frozen=True, slots=True)
class Pace:
    """An officer's time factor in percent; 0 is "off": no limit, no drift."""

    percent: int

    def scaled(self, duration: Milliseconds) -> Milliseconds:
        """A duration of the scenario, on the officer's clock."""
        return duration * (self.percent or 100) // 100

    def limit(self, moment: Moment) -> Milliseconds | None:
        """When the moment's menu times out; None if it never does."""
        return None if moment.time_limit is None or not self.percent else self.scaled(moment.time_limit)

    def next_step(self, drifts: Iterable[Drift], elapsed: Milliseconds) -> Milliseconds | None:
        """The first instant after `elapsed` at which one of the drifts steps."""
        steps = (self._next(drift, elapsed) for drift in drifts) if self.percent else ()
        return min(steps, default=None)

    def due(self, drifts: Iterable[Drift], instant: Milliseconds) -> Effects:
        """What the drifts that step at that instant do, together."""
        return tuple(
            MeterChange(drift.meter, drift.change, drift.when)
            for drift in drifts
            if instant % self.scaled(drift.every) == 0
        )

    def _next(self, drift: Drift, elapsed: Milliseconds) -> Milliseconds:
        period = self.scaled(drift.every)
        return (elapsed // period + 1) * period
