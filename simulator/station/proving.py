"""Proving: what each choice was worth, worked out in a process of its own, so that it costs no frame."""

from __future__ import annotations

import os
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from scoring.facts import Losses
from scoring.kept import RunId
from scoring.rubric import Rubric
from simulator.debrief import DebriefView
from simulator.model.events import Event
from simulator.model.scenario import Scenario

if TYPE_CHECKING:
    from multiprocessing.connection import Connection
    from multiprocessing.process import BaseProcess

    from simulator.prover import Proved

POLITE = 10  # how far the work stands back behind the window's


@dataclass(frozen=True, slots=True)
class Weighed:
    """What the proof says of a run: its debrief with the worth of each choice, and what each choice lost."""

    run: RunId
    debrief: DebriefView
    losses: Losses


class Proving:
    """Begins with a run, so that it may be ready for its debrief; until then the debrief does without."""

    def __init__(self, folder: Path | None = None) -> None:
        """Proofs are kept in the folder, and looked for there first."""
        self._folder = folder
        self._process: BaseProcess | None = None
        self._end: Connection | None = None

    def begin(self, scenario: Scenario) -> None:
        """Prove the scenario in good time."""
        self._send((scenario, None, (), "", ""))

    def ask(
        self, scenario: Scenario, rubric: Rubric, events: Sequence[Event], officer: str, run: RunId
    ) -> None:
        """Work out the debrief of a run with the worth of each choice in it."""
        self._send((scenario, rubric, tuple(events), officer, run))

    def fetch(self) -> Weighed | None:
        """What was asked for; None while it is not there, or where it cannot be worked out."""
        if self._end is None:
            return None
        try:
            found = self._end.recv() if self._end.poll() else None
        except (EOFError, OSError):
            self.close()
            return None
        return found if isinstance(found, Weighed) else None

    def close(self) -> None:
        """Stop working."""
        if self._process:
            self._process.terminate()
        if self._end:
            self._end.close()
        self._process = self._end = None

    def _send(self, asked: object) -> None:
        try:
            if self._end is None:
                self._start()
            assert self._end
            self._end.send(asked)
        except OSError:  # no process, or no room for one: the debrief does without
            self.close()

    def _start(self) -> None:
        from multiprocessing import get_context  # the first frame does not wait for it

        context = get_context("spawn")
        self._end, theirs = context.Pipe()
        process = context.Process(target=_work, args=(theirs, self._folder), daemon=True, name="proving")
        process.start()
        theirs.close()
        self._process = process


def _work(end: Connection, folder: Path | None) -> None:
    """What the other process does: prove each scenario once, and answer what is asked about its runs."""
    from simulator.foresight import debrief_with, foresee
    from simulator.model.identity import digest

    if hasattr(os, "nice"):
        os.nice(POLITE)
    proved: dict[str, Proved] = {}
    while True:
        try:
            scenario, rubric, events, officer, run = end.recv()
        except EOFError:
            return
        key = digest(scenario)
        if key not in proved:
            proved[key] = foresee(scenario, folder)
        if events:
            view = debrief_with(proved[key], scenario, rubric, events, officer)
            end.send(Weighed(run, view, proved[key].losses(events)))
