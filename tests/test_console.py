"""The terminal face plays whole runs from what is typed."""

from __future__ import annotations

import io
from collections.abc import Iterator

import pytest

from scoring.record import Record
from scoring.rubric_file import core_rubric
from simulator.console import Console, Hangup, Typed
from simulator.model.events import HowEnded
from simulator.session import LiveRun, Session
from tests.test_session import STORY


@pytest.fixture
def live() -> Iterator[LiveRun]:
    with Record() as record:
        yield Session(record, core_rubric(), record.add_officer("a1", "Lee")).begin(STORY, seed=3)


def console(typed: str) -> tuple[Console, list[str]]:
    shown: list[str] = []
    return Console(Typed(io.StringIO(typed)), shown.append), shown


def test_a_run_is_played_from_typed_numbers(live: LiveRun) -> None:
    face, shown = console("\n1\n7\n1\n1\n")
    view = face.play(live)
    assert view.ended
    assert view.ended.how is HowEnded.ENDING
    text = "\n".join(shown)
    assert "── Here ──" in text
    assert "Ann Lee (wary): Who is it?" in text
    assert "═══ Well ═══" in text


def test_q_stops_after_a_yes_and_goes_on_after_a_no(live: LiveRun) -> None:
    face, shown = console("\nq\nn\nq\ny\n")
    view = face.play(live)
    assert view.ended
    assert view.ended.how is HowEnded.STOPPED
    assert any("not scored" in line for line in shown)


def test_p_pauses_until_enter(live: LiveRun) -> None:
    face, shown = console("\np\n\nq\ny\n")
    face.play(live)
    assert any("Paused" in line for line in shown)


def test_an_input_that_ends_leaves_the_run_open(live: LiveRun) -> None:
    face, _ = console("\n")
    with pytest.raises(Hangup):
        face.play(live)
    assert live.view.ended is None


def test_something_else_than_a_number_of_the_menu_is_passed_over(live: LiveRun) -> None:
    face, _ = console("\n9\nx\n0\nq\ny\n")
    assert face.play(live).ended
    assert "ChoiceMade" not in str(live.events)


def test_a_digit_that_is_no_number_is_passed_over(live: LiveRun) -> None:
    face, _ = console("\n²\nq\ny\n")
    assert face.play(live).ended
    assert "ChoiceMade" not in str(live.events)
