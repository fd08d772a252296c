"""What an officer's page and a unit's report spend on statistics, in this process's own time."""

from __future__ import annotations

from datetime import date, timedelta
from functools import partial
from random import Random

from benchmarks.measure import best_of
from scoring.change import Window, change
from scoring.cohort import mean_of, shrunk
from scoring.estimate import RunFigures, estimates
from scoring.funnel import funnel
from scoring.practice import Offer, practice_next
from scoring.rubric_file import core_rubric
from scoring.xmr import xmr

TODAY = date(2026, 6, 1)
DIMENSIONS = core_rubric().dimensions
OFFERS = [Offer(f"s{n}", f"Call {n}", dict.fromkeys(DIMENSIONS, 4.0 + n % 5)) for n in range(12)]


def year(random: Random, officer: str, runs: int) -> list[RunFigures]:
    """Runs over a year of twelve scenarios, with six opportunities in each dimension."""
    return [
        RunFigures(
            run=f"{officer}-{number}",
            officer=officer,
            scenario=f"s{number % 12}",
            played=TODAY - timedelta(days=random.randrange(365)),
            play=1 + number // 12,
            scores={id: tuple(float(random.random() < 0.6) for _ in range(6)) for id in DIMENSIONS},
        )
        for number in range(runs)
    ]


def main() -> None:
    """Print the figures."""
    random = Random(1)
    for runs in (12, 120, 1200):
        one = year(random, "lee", runs)
        page = best_of(3, partial(estimates, one, DIMENSIONS, TODAY))
        advice = best_of(3, partial(practice_next, one, DIMENSIONS, OFFERS, TODAY))
        print(
            f"{runs} runs: eight estimates {page * 1e3:.1f} ms, what to practice next {advice * 1e3:.1f} ms"
        )
    unit = [year(random, str(number), 24) for number in range(120)]
    early, late = Window(date(2025, 6, 1), date(2025, 11, 30)), Window(date(2025, 12, 1), TODAY)
    levels = best_of(3, lambda: [estimates(runs, DIMENSIONS, TODAY) for runs in unit])
    changed = best_of(3, lambda: [change(runs, id, early, late) for runs in unit for id in DIMENSIONS])
    print(f"120 officers in eight dimensions: estimates {levels:.2f} s, changes {changed:.2f} s")
    for officers in (120, 10_000):
        values = [random.random() for _ in range(officers)]
        mean = best_of(3, partial(mean_of, values))
        drawn = best_of(3, partial(shrunk, values, [0.1] * officers))
        print(f"{officers} officers: mean with interval {mean * 1e3:.0f} ms, shrunk {drawn * 1e3:.1f} ms")
    units = {str(number): [random.random() for _ in range(40)] for number in range(30)}
    weeks = [random.random() for _ in range(52)]
    print(f"a funnel of 30 units {best_of(3, lambda: funnel(units)) * 1e3:.1f} ms, ", end="")
    print(f"an XmR chart of 52 weeks {best_of(3, lambda: xmr(weeks)) * 1e3:.1f} ms")


if __name__ == "__main__":
    main()
