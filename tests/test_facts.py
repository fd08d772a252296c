"""Facts: what reports read agrees with the scorecard, is written with a run's end, and can be computed again."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta, timezone
from pathlib import Path

import pytest

from scoring.facts import facts_of
from scoring.facts_tables import DECISIONS, DIMENSIONS, FACT_TABLES, NO_FACTS, RUNS, SPANS
from scoring.kept import Membership, Officer, RecordedRun, RunKind, RunState
from scoring.opportunities import Key, thousandths
from scoring.record import Record, RecordError
from scoring.rubric_file import core_rubric
from scoring.scorecard import score
from scoring.settings import house_settings
from scoring.verify import verify
from simulator.model.events import HowEnded, InjectSetOff, RunEnded, RunStarted
from simulator.model.scenario import Scenario
from simulator.prover import Proved, prove
from simulator.rebuild import complete, fill_losses, rebuild
from simulator.session import LiveRun, Session
from tests.questions import answers
from tests.small_runs import ALL, CUT, FREEZE, HEAR, PLAIN, RUBRIC, faced, moment, run, scenario
from tests.written import loaded

LATE = datetime(2026, 1, 1, 3, 30, tzinfo=UTC)  # New Year's Eve in New York, and the last ISO week but one
RECORDED = RecordedRun(
    "20260101-ab", "lee", "s1", "small", "d", "r", 1, 7, 100, RunKind.ASSIGNED, LATE.isoformat(), -300,
    RunState.OPEN,
)  # fmt: skip
SMALL = scenario(
    moment("door", HEAR, PLAIN, CUT, on_time_out=FREEZE), moment("hall", HEAR, PLAIN, CUT, weight=3)
)
AT_THE_DOOR = faced("door", "cut", ALL, 1500)
EVENTS = run(AT_THE_DOOR, faced("hall", "plain", ALL, 2500))
LOSSES = [{"hear": 0.0, "plain": 2.5, "cut": 21.25}, {"hear": 0.0, "plain": 2.5, "cut": 21.25}]
SHORT = loaded(
    """
    a:
      lines: [{ann (wary): Who is it?}]
      choices:
        name: {say: It is me., shows: [introduces_self], why: A name first., next: ending.well}
        order: {say: Open up!, shows: [gives_bare_order], why: No reason., next: b}
    b:
      choices:
        end: {say: Good night., shows: [says_goodbye], why: Leave well., next: ending.well}
        again: {say: Open up!, shows: [gives_bare_order], why: No reason., next: ending.well}
    """
)

KEY = Key(SMALL, RUBRIC, house_settings())
assert SHORT.scenario
PROVED = prove(SHORT.scenario)


def test_a_run_is_told_in_whole_numbers_and_local_dates() -> None:
    [fact] = facts_of(RECORDED, KEY, EVENTS, 9000, 2, LOSSES)[RUNS]
    assert (fact.local_date, fact.iso_week, fact.month) == ("2025-12-31", "2026-W01", "2025-12")
    assert (fact.loss, fact.losses, fact.duration_ms, fact.play) == (23750, "proved", 9000, 2)
    assert (fact.decisions, fact.disrespect, fact.flags) == (2, 2, 1)


def test_decisions_carry_what_the_scorecard_says() -> None:
    first, second = facts_of(RECORDED, KEY, EVENTS, 9000, 1, LOSSES)[DECISIONS]
    assert (first.number, first.moment, first.choice, first.menu) == (1, "a.door", "cut", 3)
    assert (first.loss, first.label, first.flags, first.quality) == (
        21250,
        "grave",
        "retaliation",
        0,
    )
    assert (second.waited_ms, second.loss, second.label) == (2500, 2500, "sound")


def test_dimensions_sum_what_the_scorecard_counts() -> None:
    rows = facts_of(RECORDED, KEY, EVENTS, 9000, 1, LOSSES)[DIMENSIONS]
    card = score(SMALL, RUBRIC, EVENTS, LOSSES)
    listen = next(row for row in rows if row.dimension == "listen")
    scores = [each.score for each in card.figures["listen"].counted]
    assert listen.opportunities == len(scores) == 2
    assert listen.score == sum(map(thousandths, scores))
    assert listen.weighted / listen.weight / 1000 == pytest.approx(card.figures["listen"].quality, abs=1e-3)
    assert {row.part for row in rows if row.dimension == "justice"} == {"", "voice", "respect"}


def test_menus_faced_again_and_what_came_after_an_inject_are_no_opportunities() -> None:
    again, helped = faced("door", "hear", ALL, visit=2), faced("hall", "cut", ALL)
    events = run(AT_THE_DOOR, again, helped[:-1], [InjectSetOff("sister", 300)], helped[-1:])
    facts = facts_of(RECORDED, KEY, events, 9000, 1)
    [listen] = [row for row in facts[DIMENSIONS] if row.dimension == "listen"]
    assert (listen.opportunities, listen.score) == (1, 0)
    assert [row.standing for row in facts[DECISIONS]] == ["counted", "recovery", "after_inject"]
    assert facts[RUNS][0].injected == 1


def test_without_a_proof_losses_are_null_and_marked() -> None:
    facts = facts_of(RECORDED, KEY, EVENTS, 9000, 1)
    assert (facts[RUNS][0].loss, facts[RUNS][0].losses) == (None, "unknown")
    assert {row.loss for row in facts[DECISIONS]} == {None}


def test_a_stopped_run_leaves_its_row_and_nothing_about_its_decisions() -> None:
    stopped = run(faced("door", "cut", ALL), ended=RunEnded(HowEnded.STOPPED))
    facts = facts_of(RECORDED, KEY, stopped, 9000, 1)
    assert not facts[DECISIONS]
    assert not facts[DIMENSIONS]
    assert (facts[RUNS][0].state, facts[RUNS][0].flags, facts[RUNS][0].worth) == ("stopped", 0, None)


def test_a_run_that_goes_on_has_no_facts() -> None:
    with pytest.raises(ValueError, match="goes on"):
        facts_of(RECORDED, KEY, EVENTS[:-1], 9000, 1)


# ---- in the record


class Clock:
    """A clock that each test moves."""

    def __init__(self) -> None:
        self.now = datetime(2026, 3, 9, 10, tzinfo=timezone(timedelta(hours=-5)))

    def __call__(self) -> datetime:
        self.now += timedelta(hours=1)
        return self.now


@pytest.fixture
def record() -> Iterator[Record]:
    with Record(now=Clock()) as record:
        record.add_officer("a1", "Lee")
        yield record


def played(record: Record, *choices: str, stop: bool = False) -> LiveRun:
    """A run through the hall, told by its choices."""
    live = Session(record, core_rubric(), Officer("a1", "Lee"), lambda: 0.0).begin(SHORT, seed=7)
    live.read()
    for choice in choices:
        live.choose(choice, 2000)
        live.read() if live.view.awaiting.value == "reading" else None
    if stop:
        live.stop()
    return live


def table(record: Record, name: str) -> list[tuple[object, ...]]:
    return record.select(f"SELECT * FROM {name} ORDER BY 1, 2, 3")


def all_facts(record: Record) -> dict[str, list[tuple[object, ...]]]:
    return {name: table(record, name) for name in (*FACT_TABLES, SPANS)}


def test_facts_are_there_when_the_run_has_ended_and_not_before(record: Record) -> None:
    played(record, "order")
    assert not table(record, RUNS)
    played(record, "name")
    [(number_of_decisions, play)] = record.select("SELECT decisions, play FROM run_facts")
    assert (number_of_decisions, play) == (1, 2)


def test_spans_are_the_sums_of_months_halves_and_years(record: Record) -> None:
    played(record, "order", "end")
    played(record, "name")
    played(record, "order", stop=True)
    assert not table(record, SPANS)  # no loss is known yet
    complete(record, prove)
    [whole] = record.select(
        "SELECT kind, COUNT(*), SUM(decisions), SUM(loss) FROM run_facts WHERE losses = 'proved'"
    )
    spans = record.select("SELECT * FROM officer_spans ORDER BY span")
    assert spans == [
        ("half", "2026-01-01", "a1", *whole),
        ("month", "2026-03-01", "a1", *whole),
        ("year", "2026-01-01", "a1", *whole),
    ]
    before = all_facts(record)
    rebuild(record, prove)
    assert all_facts(record) == before
    record.replace_facts([(run, NO_FACTS) for (run,) in record.select("SELECT run FROM run_facts")])
    assert not any(all_facts(record).values())


def test_an_end_that_cannot_be_recorded_leaves_no_facts(record: Record) -> None:
    live = played(record, "order")
    [fact] = facts_of(RECORDED, KEY, EVENTS, 9000, 1)[RUNS]
    bad = {RUNS: [fact._replace(run="no such run")]}
    with pytest.raises(RecordError):
        record.append(live.id, [RunEnded(HowEnded.STOPPED)], 5, facts=bad)
    assert record.run(live.id).state is RunState.OPEN
    assert not table(record, RUNS)


def test_rebuilding_gives_the_same_bytes_as_the_ends_of_the_runs_did(record: Record) -> None:
    played(record, "order", "end")
    played(record, "name")
    played(record, "order", stop=True)
    before = all_facts(record)
    assert all(before[name] for name in FACT_TABLES)
    record.drop_facts()
    assert not any(all_facts(record).values())
    assert rebuild(record, lambda _: None).runs == 3
    assert all_facts(record) == before


@pytest.mark.parametrize("processes", [1, 2])
def test_however_many_processes_rebuild_and_however_few_runs_at_once_the_facts_are_the_same_bytes(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, processes: int
) -> None:
    with Record(tmp_path / "record.db", now=Clock()) as record:
        record.add_officer("a1", "Lee")
        for choices in (("order", "end"), ("name",), ("order", "again"), ("order", "end"), ("name",)):
            played(record, *choices)
        played(record, "order", stop=True)
        played(record, "order")  # goes on
        for run in record.runs(state=RunState.ENDED):
            assert fill_losses(record, run, PROVED.losses(record.events(run.id)))
        before = all_facts(record)
        assert all(before.values())
        monkeypatch.setattr("simulator.rebuild.AT_ONCE", 2)
        told: list[tuple[int, int]] = []
        assert rebuild(record, prove, lambda *each: told.append(each), processes).runs == 6
        assert all_facts(record) == before
        assert told == [(2, 6), (4, 6), (6, 6)]


@pytest.mark.parametrize("processes", [1, 2])
def test_a_rebuild_that_is_stopped_leaves_what_completing_brings_to_its_end(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, processes: int
) -> None:
    def stop(done: int, of: int) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr("simulator.rebuild.AT_ONCE", 1)
    with Record(tmp_path / "record.db", now=Clock()) as record:
        record.add_officer("a1", "Lee")
        for _ in range(8):
            played(record, "name")
        complete(record, prove)
        before = all_facts(record)
        with pytest.raises(KeyboardInterrupt):
            rebuild(record, prove, stop, processes)
        assert len(table(record, RUNS)) == 1
        assert complete(record, prove, processes=processes).runs == 7
        assert all_facts(record) == before


def test_a_run_of_which_nothing_is_left_is_named(tmp_path: Path) -> None:
    path = tmp_path / "record.db"
    with Record(path, now=Clock()) as record:
        record.add_officer("a1", "Lee")
        run = played(record, "name").id
    db = sqlite3.connect(path)
    db.execute("DROP TRIGGER events_never_delete")
    db.execute("DELETE FROM events")
    db.commit()
    with Record(path) as record, pytest.raises(RecordError, match=f"what happened in run {run}"):
        rebuild(record, prove)


def test_a_run_that_cannot_be_read_is_named(tmp_path: Path) -> None:
    path = tmp_path / "record.db"
    with Record(path, now=Clock()) as record:
        record.add_officer("a1", "Lee")
        runs = [played(record, "name").id for _ in range(3)]
    db = sqlite3.connect(path)
    db.execute("DROP TRIGGER events_never_update")
    db.execute("UPDATE events SET body = '7' WHERE seq = 2 AND run = ?", (runs[1],))
    db.commit()
    for processes in (1, 2):
        with Record(path) as record, pytest.raises(RecordError, match=f"Event 2 of run {runs[1]} cannot"):
            rebuild(record, prove, processes=processes)


def test_plays_are_counted_alike_for_one_run_and_for_many(record: Record) -> None:
    session = Session(record, core_rubric(), Officer("a1", "Lee"), lambda: 0.0)
    kinds = (RunKind.PRACTICE, RunKind.EXERCISE, RunKind.ASSIGNED, RunKind.EXERCISE, RunKind.PRACTICE)
    runs = [session.begin(SHORT, seed=7, kind=kind).recorded for kind in kinds]
    assert [each.play for each in record.played([run.id for run in runs])] == [
        record.plays_up_to(run) for run in sorted(runs, key=lambda run: run.id)
    ]


def test_completing_fills_in_the_losses_once_and_leaves_the_rest(record: Record) -> None:
    played(record, "order", "end")
    played(record, "order", stop=True)
    asked: list[Scenario] = []

    def proved(scenario: Scenario) -> Proved:
        asked.append(scenario)
        return prove(scenario)

    assert complete(record, proved).runs == 1
    assert complete(record, proved).runs == 0
    assert record.select("SELECT losses FROM run_facts WHERE decisions > 0") == [("proved",)]
    [(total, summed)] = record.select(
        "SELECT r.loss, SUM(d.loss) FROM run_facts r JOIN decision_facts d ON d.run = r.run GROUP BY r.loss"
    )
    assert total == summed
    assert len(asked) == 1


def test_a_text_that_cannot_be_read_leaves_its_run_without_facts(record: Record) -> None:
    text, rubric = "not: [a scenario", core_rubric()
    started = RunStarted("odd", "odd", rubric.digest, 1, 7)
    odd = record.begin("a1", [started], 0, scenario_text=text, rubric_text=rubric.text)
    record.append(odd.id, [RunEnded(HowEnded.STOPPED)], 5)
    assert complete(record, lambda _: None).unreadable == (odd.id,)
    assert rebuild(record, lambda _: None).unreadable == (odd.id,)
    assert not table(record, RUNS)


def test_units_and_facts_leave_the_record_verifiable(tmp_path: Path) -> None:
    with Record(tmp_path / "record.db", now=Clock()) as record:
        record.add_officer("a1", "Lee")
        record.assign(Membership("a1", "North", "Officer"))
        record.assign(Membership("a1", "South", "Sergeant"))
        played(record, "name")
        assert record.select("SELECT unit, rank FROM memberships") == [("South", "Sergeant")]
        assert not [each for each in verify(record).findings if each.code != "heads_missing"]


def test_a_run_in_which_a_trainer_took_part_changes_no_answer_of_a_report(record: Record) -> None:
    record.assign(Membership("a1", "North", "Officer"))
    alone = played(record, "order", "end").recorded
    before = answers(record, alone, "North")
    helped = played(record, "order", "end").recorded
    assert answers(record, alone, "North") != before
    assert SHORT.scenario
    first, *others = record.events(helped.id)
    key = Key(SHORT.scenario, core_rubric(), house_settings())
    facts = facts_of(helped, key, [first, InjectSetOff("sister", 0), *others], 4000, 2)
    record.replace_facts([(helped.id, facts)])
    assert answers(record, alone, "North") == before


def test_a_report_cannot_change_the_record(record: Record) -> None:
    with pytest.raises(RecordError):
        record.select("DELETE FROM officers")
    assert record.officer("a1")
