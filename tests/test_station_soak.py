"""That a station which is open for days keeps nothing of the runs that are over, and never holds a frame to free them."""

from __future__ import annotations

import gc
import weakref

from scoring.rubric_file import core_rubric
from simulator.engine import Run
from simulator.engine.graph import Graph
from simulator.library.load import load_text
from simulator.model.events import RunStarted
from simulator.model.scenario import Scenario
from simulator.shelf import vocabulary
from tests.station_scenario import TEXT


def scenario() -> Scenario:
    """The same call, read anew each time."""
    loaded = load_text(TEXT, "music", vocabulary(core_rubric())).scenario
    assert loaded
    return loaded


def test_a_run_is_let_go_at_once_and_not_by_the_collector() -> None:
    gc.collect()
    gc.disable()
    try:
        run = Run(scenario(), RunStarted("music", "d", "r", 1, 1, 100))
        run.start()
        let_go = weakref.ref(run)
        scenario()  # something is read while it lasts
        del run
        assert let_go() is None
    finally:
        gc.enable()


def test_a_text_that_is_read_again_brings_no_second_machine() -> None:
    assert Graph(scenario())._machine is Graph(scenario())._machine
