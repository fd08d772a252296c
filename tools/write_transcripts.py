"""Writes the golden transcripts of scenarios: a run to every ending and one along the best line, guided by the prover.

    python tools/write_transcripts.py scenarios/traffic_stop …

To come to an ending, the scenario is solved with a worth of 100 for it and 0 for all others; the run then takes the
choice that loses nothing at each menu, with one seed after the other until chance agrees.
"""

from __future__ import annotations

import sys
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

from simulator.engine import Awaiting, Run
from simulator.engine.transcript import transcript
from simulator.library.catalogue import scenario_files
from simulator.library.load import load_file
from simulator.model.events import ChoiceMade, Event, RunEnded, RunStarted
from simulator.model.scenario import EndingId, Scenario
from simulator.prover import Proved, prove

MOST_SEEDS = 400
BEST_LINE = "best_line"
THINKING = 4_000  # milliseconds before each choice


def main(paths: Sequence[str]) -> int:
    """Write the transcripts; 1 if an ending was not come to."""
    files = [file for path in paths for file in scenario_files(Path(path))]
    return max((written(file) for file in files), default=1)


def written(file: Path) -> int:
    """Write one scenario's transcripts anew; 1 if an ending was not come to."""
    scenario = load_file(file).scenario
    if not scenario:
        print(f"{file} has errors: levelhead check {file}")
        return 1
    folder = file.parent / "transcripts"
    folder.mkdir(exist_ok=True)
    for old in folder.glob("*.txt"):
        old.unlink()
    keep(folder, BEST_LINE, scenario, played(scenario, prove(scenario), 1))
    missing = [ending for ending in scenario.endings if not _ended_at(folder, scenario, ending)]
    print(
        f"{scenario.id}: {len(scenario.endings) - len(missing)} endings; missing: {', '.join(missing) or 'none'}"
    )
    return 1 if missing else 0


def _ended_at(folder: Path, scenario: Scenario, ending: EndingId) -> bool:
    proved = prove(_wishing_for(scenario, ending))
    for seed in range(1, MOST_SEEDS):
        events = played(scenario, proved, seed)
        if isinstance(events[-1], RunEnded) and events[-1].ending == ending:
            keep(folder, ending, scenario, events)
            return True
    return False


def _wishing_for(scenario: Scenario, ending: EndingId) -> Scenario:
    worths = {
        each.id: replace(each, worth=100 if each.id == ending else 0) for each in scenario.endings.values()
    }
    return replace(scenario, endings=worths)


def keep(folder: Path, name: str, scenario: Scenario, events: Sequence[Event]) -> None:
    """Write a run down as a transcript."""
    (folder / f"{name}.txt").write_text(transcript(scenario, events), encoding="utf-8")


def played(scenario: Scenario, guide: Proved, seed: int) -> list[Event]:
    """A run that takes a choice that loses nothing at each menu."""
    run = Run(scenario, RunStarted(scenario.id, "", "", 1, seed))
    events = list(run.start())
    while run.awaiting is not Awaiting.NOTHING:
        events += _step(run, guide, events)
    return events


def _step(run: Run, guide: Proved, events: Sequence[Event]) -> tuple[Event, ...]:
    if run.awaiting is Awaiting.READING:
        return run.read()
    if run.awaiting is Awaiting.ANSWER:
        assert run.moment.probe
        right = next(each.answer for each in run.moment.probe.correct if run.situation.meets(each.when))
        return run.answer(right)
    return run.choose(_best(run, guide, events), min(THINKING, run.next_due or THINKING) - 1)


def _best(run: Run, guide: Proved, events: Sequence[Event]) -> str:
    open_ = [item.choice for item in run.menu if item.open]
    losses = guide.losses([*events, ChoiceMade(open_[0], 0)])[-1]
    return min(open_, key=lambda choice: losses.get(choice, 0.0))


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
