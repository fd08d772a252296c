"""What-ifs: runs of their own in the record, marked as exercises, in no score and no report."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from itertools import count
from pathlib import Path

import pytest

from scoring.facts_tables import FACT_TABLES
from scoring.kept import Membership, RunKind, RunState
from scoring.record import Record
from scoring.rubric_file import core_rubric
from scoring.seal import StationKey
from scoring.verify import verify
from simulator.__main__ import main
from simulator.commands.terminal import offer
from simulator.engine import Awaiting
from simulator.exercises import tried, what_if
from simulator.rebuild import rebuild
from simulator.session import LiveRun, Session
from tests.questions import answers
from tests.station_scenario import OFFICER, entry

KEY = StationKey.new()


@pytest.fixture
def session() -> Iterator[Session]:
    with Record(key=KEY) as record:
        yield Session(record, core_rubric(), record.add_officer(OFFICER, "Reyes"))


def played(live: LiveRun, *choices: str) -> LiveRun:
    """The run with these choices taken, whatever else it asks."""
    left = list(choices)
    while live.view.awaiting is not Awaiting.NOTHING:
        if live.view.awaiting is Awaiting.READING:
            live.read()
        elif live.view.awaiting is Awaiting.ANSWER:
            live.answer("angry")
        elif left:
            live.choose(left.pop(0), 1000)
        else:
            break
    return live


def own_run(session: Session) -> LiveRun:
    return played(session.begin(entry().loaded, seed=3), "go", "order", "cite")


def test_a_what_if_is_kept_as_an_exercise_that_verifies(session: Session) -> None:
    exercise = played(what_if(session, own_run(session), 2), "name_it", "agree")
    kept = session.record.run(exercise.id)
    assert (kept.kind, kept.state) == (RunKind.EXERCISE, RunState.ENDED)
    assert verify(session.record, [KEY.public]).clean


def test_a_what_if_that_was_left_is_offered_in_the_terminal_as_what_it_is(session: Session) -> None:
    left = played(what_if(session, own_run(session), 1), "ask")
    offered = offer(session.record.run(left.id))
    assert offered.startswith("You left a what-if of “")
    assert "cut off" not in offered
    assert "was cut off" in offer(session.begin(entry().loaded, seed=3).recorded)


def test_a_what_if_can_be_left_and_gone_on_with_where_it_stood(session: Session) -> None:
    left = played(what_if(session, own_run(session), 1), "ask")
    resumed = session.resume(session.record.run(left.id))
    assert resumed.view == left.view
    assert [run.id for run in session.unfinished()] == [left.id]
    resumed.stop()
    assert not session.unfinished()


def test_reports_and_the_count_of_plays_are_the_same_with_and_without_exercises(session: Session) -> None:
    own, record = own_run(session), session.record
    record.assign(Membership(OFFICER, "North", "Officer"))
    before = answers(record, own.recorded, "North")
    for choice in ("name_it", "look"):
        played(what_if(session, own, 2), choice, "cite")
    assert answers(record, own.recorded, "North") == before
    later = own_run(session)
    assert record.plays_up_to(later.recorded) == 2
    assert record.select("SELECT play FROM run_facts WHERE run = ?", later.id) == [(2,)]


def test_the_facts_of_exercises_are_rebuilt_to_the_same_rows(session: Session) -> None:
    played(what_if(session, own_run(session), 2), "name_it", "agree")
    kept = [session.record.select(f"SELECT * FROM {table}") for table in FACT_TABLES]
    rebuild(session.record, lambda _: None)
    assert [session.record.select(f"SELECT * FROM {table}") for table in FACT_TABLES] == kept


def test_a_run_knows_the_what_ifs_that_were_tried_from_it(session: Session) -> None:
    own = own_run(session)
    first = played(what_if(session, own, 2), "name_it", "agree")
    played(what_if(session, first, 3), "cite")
    known = tried(session.record, own.recorded, own.scenario, "Reyes")
    assert [(each.decision, each.words.split(".")[0], each.ending) for each in known] == [
        (2, "Happy birthday", "It gets quiet"),
        (2, "Happy birthday", "A ticket at one in the morning"),
    ]


def test_a_what_if_that_is_told_names_the_run_it_departs_from(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    seconds = (datetime(2026, 3, 9, 10, tzinfo=UTC) + timedelta(seconds=n) for n in count())
    with Record(tmp_path / "record.db", now=lambda: next(seconds)) as record:
        session = Session(record, core_rubric(), record.add_officer(OFFICER, "Reyes"))
        own = own_run(session)
        exercise = played(what_if(session, own, 2), "name_it", "agree")
        later = own_run(session)  # with the same draws
    for run, named in ((exercise, True), (own, False), (later, False)):
        assert main(["record", "show", run.id, "--record", str(tmp_path / "record.db")]) == 0
        assert (f"what if  of {own.id}" in capsys.readouterr().out) is named
