"""The filter of the shelf: which calls are shown. Paints nothing."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace

from simulator.model.scenario import Scenario

LENGTHS: Mapping[str, tuple[int, int]] = {
    "short": (0, 12),
    "medium": (13, 15),
    "long": (16, 10_000),
}  # minutes


@dataclass(frozen=True, slots=True)
class Filter:
    """What is shown; "" and 0 show all. `open` is the part whose ways can be chosen now."""

    call: str = ""
    level: int = 0
    length: str = ""
    played: str = ""
    open: str = ""

    def lets(self, scenario: Scenario, times: int) -> bool:
        """True if the call is shown, which was played so many times."""
        return (
            self.call in ("", scenario.call)
            and self.level in (0, scenario.level)
            and (not self.length or is_within(scenario.minutes, self.length))
            and (not self.played or (self.played == "new") == (times == 0))
        )

    @property
    def is_all(self) -> bool:
        """True if nothing is left out."""
        return replace(self, open="") == Filter()


ALL = Filter()


def is_within(minutes: int, length: str) -> bool:
    """True if so many minutes are of that length."""
    least, most = LENGTHS[length]
    return least <= minutes <= most
