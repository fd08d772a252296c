"""That a station which is open for days keeps nothing of the runs that are over."""

from __future__ import annotations

import gc
import weakref

from scoring.rubric_file import core_rubric
from simulator.engine import Run
from simulator.library.load import load_text
from simulator.model.events import RunStarted
from simulator.shelf import vocabulary
from tests.station_scenario import TEXT


def test_a_run_is_let_go_though_something_was_read_while_it_lasted() -> None:
    names = vocabulary(core_rubric())
    scenario = load_text(TEXT, "music", names).scenario
    assert scenario
    run = Run(scenario, RunStarted("music", "d", "r", 1, 1, 100))
    machine = weakref.ref(run._graph._machine)
    load_text(TEXT, "music", names)
    del run
    gc.collect()
    assert machine() is None
