"""One live choice: machine, events and view, without the disk, beside a bare `transitions` machine of the same size."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from itertools import pairwise
from time import process_time

from transitions import Machine

from benchmarks.measure import best_of, large
from simulator.engine import Awaiting, Run
from simulator.library.load import load_text
from simulator.model.events import Event, RunStarted
from simulator.model.scenario import Scenario
from simulator.views import view_of

CHOICES = 90


def play(scenario: Scenario) -> tuple[float, float]:
    """Seconds a choice (machine, events, view), and seconds to read what follows it, with its view."""
    run = Run(scenario, RunStarted(scenario.id, "", "", 1, 7))
    events: list[Event] = [*run.start(), *run.read()]
    spent = [0.0, 0.0]
    for number in range(CHOICES):
        if run.awaiting is Awaiting.CHOICE:
            steps: tuple[Callable[[], tuple[Event, ...]], ...] = (
                partial(run.choose, "ab"[number % 2], 1000),
                run.read,
            )
            for at, step in enumerate(steps):
                began = process_time()
                events.extend(step())
                view_of(run, events, "Lee")
                spent[at] += process_time() - began
    return spent[0] / CHOICES, spent[1] / CHOICES


def bare(states: int) -> float:
    """Seconds a dispatch of `transitions` alone."""
    names = [f"m{n}" for n in range(states)]
    ways = [{"trigger": f"{a}/a", "source": a, "dest": b} for a, b in pairwise(names)]
    machine = Machine(
        model=type("Place", (), {})(),
        states=names,
        initial="m0",
        transitions=ways,
        auto_transitions=False,
        send_event=True,
    )

    def choices() -> None:
        for name in names[:CHOICES]:
            machine.dispatch(f"{name}/a")

    return best_of(1, choices) / CHOICES


def main() -> None:
    """Print the figures."""
    for moments in (100, 1_000, 10_000):
        scenario = load_text(large(moments)).scenario
        assert scenario
        played = [play(scenario) for _ in range(5)]
        ours, reading = min(choice for choice, _ in played), min(read for _, read in played)
        alone = min(bare(moments) for _ in range(3))
        print(
            f"{moments} moments: a live choice {ours * 1e6:.0f} µs (reach 60), "
            f"reading on {reading * 1e6:.0f} µs, transitions alone {alone * 1e6:.0f} µs"
        )


if __name__ == "__main__":
    main()
