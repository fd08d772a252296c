"""Writes the golden transcripts of a scenario: a short run to every ending, found by seeded play, and one of each time-out.

    python tools/write_transcripts.py scenarios/traffic_stop [most runs]

Endings are looked for by random play with a bias that changes from run to run, so that rare ones are found as well.
"""

from __future__ import annotations

import random
import sys
from pathlib import Path

from simulator.engine import Awaiting, Run
from simulator.engine.transcript import transcript
from simulator.library.load import load_file
from simulator.model.events import ChoiceMade, Event, RunEnded, RunStarted
from simulator.model.scenario import Scenario

MOST_RUNS = 20_000
TIME_OUT_SHARE = 0.04


def played(scenario: Scenario, seed: int) -> list[Event]:
    """One run by a simulated officer with habits of their own: each choice has a fixed appeal for them."""
    officer = random.Random(seed)
    habit = officer.choice((0.0, 0.5, 2.0, 6.0))
    run = Run(scenario, RunStarted(scenario.id, "", "", 1, seed))
    events = list(run.start())
    while run.awaiting is not Awaiting.NOTHING and len(events) < 5000:
        events += _step(run, officer, habit, seed)
    return events


def _step(run: Run, officer: random.Random, habit: float, seed: int) -> tuple[Event, ...]:
    if run.awaiting is Awaiting.READING:
        return run.read()
    if run.awaiting is Awaiting.ANSWER:
        assert run.moment.probe
        return run.answer(officer.choice(list(run.moment.probe.answers)))
    if run.time_limit is not None and officer.random() < TIME_OUT_SHARE:
        return run.tick(run.time_limit)
    open_ = [item.choice for item in run.menu if item.open]
    appeal = [1 + habit * random.Random(f"{seed}{run.moment.id}{choice}").random() ** 3 for choice in open_]
    latest = run.time_limit or 20_000
    return run.choose(officer.choices(open_, appeal)[0], officer.randrange(1000, latest, 100))


def shortest_to_each_ending(scenario: Scenario, most: int) -> dict[str, list[Event]]:
    """For every ending that was reached, the run with the fewest choices."""
    best: dict[str, list[Event]] = {}
    for seed in range(1, most):
        events = played(scenario, seed)
        last = events[-1]
        if isinstance(last, RunEnded) and (
            last.ending not in best or _choices(events) < _choices(best[last.ending])
        ):
            best[last.ending] = events
        if len(best) == len(scenario.endings) and seed > 2000:
            break
    return best


def _choices(events: list[Event]) -> int:
    return sum(isinstance(event, ChoiceMade) for event in events)


def main(folder: Path, most: int = MOST_RUNS) -> int:
    """Write the transcripts into the scenario's folder; 1 if an ending was not reached."""
    loaded = load_file(folder)
    if not loaded.scenario:
        print(f"{folder} has errors: levelhead check {folder}")
        return 1
    target = folder / "transcripts"
    target.mkdir(exist_ok=True)
    found = shortest_to_each_ending(loaded.scenario, most)
    for ending, events in found.items():
        (target / f"{ending or 'stuck'}.txt").write_text(
            transcript(loaded.scenario, events), encoding="utf-8"
        )
    missing = set(loaded.scenario.endings) - set(found)
    print(f"{len(found)} endings reached; missing: {', '.join(sorted(missing)) or 'none'}")
    return 1 if missing else 0


if __name__ == "__main__":
    sys.exit(main(Path(sys.argv[1]), *map(int, sys.argv[2:3])))
