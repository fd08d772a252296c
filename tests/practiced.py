"""Officers' runs for tests of estimates, written down in a line each."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from datetime import date, timedelta

from scoring.estimate import RunFigures

TODAY = date(2026, 6, 1)


def played(
    scenario: str,
    *scores: float,
    on: date = TODAY,
    play: int = 1,
    dimension: str = "listen",
    officer: str = "lee",
) -> RunFigures:
    """One run with these scores in one dimension."""
    name = f"{scenario}-{play}-{on}"
    return RunFigures(name, officer, scenario, on, play, {dimension: scores})


def in_order(
    runs: Iterable[tuple[str, Sequence[float]]], last: date = TODAY, apart: int = 0
) -> list[RunFigures]:
    """Runs of one officer so many days apart up to the last day, the plays of a scenario counted."""
    those, plays = list(runs), Counter[str]()
    found = []
    for number, (scenario, scores) in enumerate(those):
        plays[scenario] += 1
        day = last - timedelta(days=apart * (len(those) - 1 - number))
        found.append(played(scenario, *scores, on=day, play=plays[scenario]))
    return found
