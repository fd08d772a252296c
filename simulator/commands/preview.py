"""levelhead preview: an author plays from any moment, and the window follows each save of the file."""

from __future__ import annotations

import os
import re
import threading
from argparse import Namespace
from collections.abc import Collection
from concurrent.futures import Future, ProcessPoolExecutor
from multiprocessing import get_context
from pathlib import Path
from queue import Empty, SimpleQueue

from watchfiles import watch

from scoring.rubric_file import core_rubric
from simulator.commands.display import has_display
from simulator.commands.house import cache_folder
from simulator.commands.named import NoScenario, named_scenario
from simulator.foresight import findings_of, foresee
from simulator.library.load import SCENARIO_FILE, Loaded, load_file
from simulator.model.findings import Finding, did_you_mean
from simulator.model.scenario import Effect, FactSet, MeterSet, MomentId, Scenario
from simulator.rehearsal import Beginning, Rehearsal
from simulator.shelf import vocabulary

SETTLED = 30  # milliseconds without another change until a save counts as done
POLITE = 10
METER = re.compile(r"([a-z][a-z0-9_]*)=(-?\d{1,6})\Z")


class File:
    """The author's file on the disk: watched in a thread, proved in a process."""

    def __init__(self, file: Path) -> None:
        self._file, self._known = file, vocabulary(core_rubric())
        self._saves: SimpleQueue[None] = SimpleQueue()
        self._stop = threading.Event()
        self._prover = ProcessPoolExecutor(1, get_context("spawn"), _stand_back)
        self._proof: Future[tuple[Finding, ...]] | None = None
        threading.Thread(target=self._watch, daemon=True, name="watching").start()

    def load(self) -> Loaded:
        """What the file says now."""
        return load_file(self._file, self._known)

    def reread(self) -> Loaded | None:
        """What the file says now, if it was saved since the last time it was read."""
        saves = 0
        while True:
            try:
                self._saves.get_nowait()
                saves += 1
            except Empty:
                return self.load() if saves else None

    def prove(self, loaded: Loaded) -> None:
        """Begin to look for what only exploring finds; what was asked before is not waited for."""
        if self._proof:
            self._proof.cancel()
        self._proof = self._prover.submit(_explored, loaded.scenario) if loaded.scenario else None
        self._asked = loaded

    def proved(self) -> tuple[Finding, ...] | None:
        """What was found in the text last asked about; None while that goes on."""
        if self._proof is None or not self._proof.done():
            return None
        return self._asked.placed(self._proof.result()) if not self._proof.exception() else ()

    def close(self) -> None:
        """Watch and prove no longer."""
        self._stop.set()
        self._prover.shutdown(wait=False, cancel_futures=True)

    def _watch(self) -> None:
        name = self._file.name
        for changes in watch(self._file.parent, stop_event=self._stop, debounce=200, step=SETTLED):
            if any(Path(path).name == name for _, path in changes):
                self._saves.put(None)


def preview(options: Namespace) -> int:
    """Show the scenario to its author until the window is closed."""
    import time

    scenario = named_scenario(options.path)
    if not has_display():
        raise NoScenario(
            "A preview needs a display, and there is none here. `levelhead play --console` does without."
        )
    beginning = beginning_of(scenario, options.at, options.set)
    os.environ.setdefault("PYGAME_HIDE_SUPPORT_PROMPT", "1")
    from simulator.station.preview import Preview
    from simulator.station.window import stay_at_window  # pygame is needed here, and not before

    file = File(options.path / SCENARIO_FILE if options.path.is_dir() else options.path)
    try:
        return stay_at_window(
            Preview(file.load(), Rehearsal(scenario, beginning, options.seed), file, time.monotonic)
        )
    finally:
        file.close()


def beginning_of(scenario: Scenario, at: str | None, settings: str | None) -> Beginning:
    """Where to begin, from what was typed; NoScenario says what cannot be."""
    effects = tuple(_effect(each.strip(), scenario) for each in (settings or "").split(",") if each.strip())
    return Beginning(_moment(at, scenario) if at else "", effects)


def _moment(at: str, scenario: Scenario) -> MomentId:
    moments = [moment.id for moment in scenario.moments]
    if at not in moments:
        raise NoScenario(f"--at {at}: there is no such moment. {did_you_mean(at, moments)}".strip())
    return at


def _effect(written: str, scenario: Scenario) -> Effect:
    """A fact that is true, "not" a fact, or a meter with its value."""
    if found := METER.match(written):
        return MeterSet(_known(found[1], scenario.meters, "meter"), int(found[2]))
    fact = written.removeprefix("not ").strip()
    return FactSet(_known(fact, scenario.facts, "fact"), fact == written)


def _known(name: str, known: Collection[str], what: str) -> str:
    if name not in known:
        raise NoScenario(
            f"--set {name}: the scenario has no such {what}. Write tension=80,some_fact,not other_fact."
            f" {did_you_mean(name, known)}".strip()
        )
    return name


def _stand_back() -> None:
    if hasattr(os, "nice"):
        os.nice(POLITE)


def _explored(scenario: Scenario) -> tuple[Finding, ...]:
    """What only exploring finds; runs in a process of its own."""
    return findings_of(scenario, foresee(scenario, cache_folder()), core_rubric())
