"""What reports show to whom: nothing of runs that the reader may not see, nor of losses that are not theirs."""

from __future__ import annotations

import re
import shutil
from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from scoring.expiring import expired
from scoring.people import Person, Role
from scoring.people.may import ReadOfficer, ReadScenario, ReadUnit, Wanted, runs_for
from scoring.record import Record
from scoring.reports.asked import ALL_RUNS, Asked
from scoring.reports.listed import opens, said_of
from scoring.reports.needs import needs_report
from scoring.reports.officer import officer_report
from scoring.reports.officer_numbers import LEAST_RUNS
from scoring.reports.page import Link, Opens, Report, Steps, Table, text_of
from scoring.reports.pages import written
from scoring.reports.scenario import ScenarioWords, scenario_report
from scoring.reports.scenario_moments import MomentWords
from scoring.reports.unit import unit_report
from scoring.reports.unit_numbers import unit_numbers
from scoring.reports.wording import NOT_ENOUGH, many
from scoring.rubric_file import core_rubric
from scoring.seal import StationKey
from simulator.demo import Call, demo_officers, play_demo
from simulator.prover import prove
from tests.questions import PER_SEEN
from tests.test_reports import CALL

LAST = date(2026, 6, 30)
RUN = re.compile(r"20\d{6}-[0-9a-f]{10}")


@pytest.fixture(scope="module")
def record(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Record]:
    """Three months of twenty-four simulated officers."""
    assert CALL.scenario
    path, rubric = tmp_path_factory.mktemp("people") / "record.db", core_rubric()
    calls = [Call(CALL, prove(CALL.scenario))]
    play_demo(path, StationKey.new(), rubric, calls, demo_officers(24, rubric), LAST, months=3)
    with Record(path) as opened:
        yield opened


@pytest.fixture
def reader(record: Record) -> Person:
    """A supervisor of the unit of the first officer."""
    [(unit,)] = record.select("SELECT unit FROM memberships WHERE officer = 'demo-001'")
    return Person("demo-001", "Lee", frozenset({Role.OFFICER, Role.SUPERVISOR}), unit, "", True, "P-1", "1")


def asked_by(record: Record, reader: Person | None, wanted: Wanted) -> Asked:
    everything = Asked(record.select, core_rubric(), date(2026, 1, 1), LAST, titles={"test": "A test"})
    if reader is None:
        return everything
    return replace(everything, runs=runs_for(reader, wanted), assigned_only=True, shows_losses=False)


def reports(record: Record, reader: Person | None, unit: str, officer: str) -> Sequence[Report]:
    """One of each, for that reader or for whoever may see all."""
    of_officer = asked_by(record, reader, ReadOfficer(officer, unit, frozenset()))
    return (
        officer_report(of_officer, officer),
        unit_report(asked_by(record, reader, ReadUnit(unit)), unit),
        scenario_report(asked_by(record, reader, ReadScenario.SCENARIO), "test", ScenarioWords()),
        needs_report(asked_by(record, reader, ReadScenario.NEEDS)),
    )


def told(report: Report) -> str:
    return "".join(content.decode() for content in written(report, ("html", "json", "csv")).values())


def test_no_report_speaks_of_a_run_that_its_reader_may_not_see(record: Record, reader: Person) -> None:
    sql = "SELECT run FROM run_facts JOIN memberships USING (officer) WHERE unit = ? AND kind = 'assigned'"
    seen = {run for (run,) in record.select(sql, reader.unit)}
    [(officer,)] = record.select(
        "SELECT officer FROM run_facts JOIN memberships USING (officer) WHERE unit = ? AND officer <> ?"
        " AND kind = 'assigned' GROUP BY officer ORDER BY COUNT(*) DESC, officer LIMIT 1",
        reader.unit,
        reader.id,
    )
    with_runs = 0
    for narrow, wide in zip(
        reports(record, reader, reader.unit, officer),
        reports(record, None, reader.unit, officer),
        strict=True,
    ):
        assert set(RUN.findall(told(narrow))) <= seen, narrow.name
        if runs := set(RUN.findall(told(wide))):
            assert runs - seen, wide.name
            with_runs += 1
    assert with_runs >= 2  # an officer's and a unit's name their runs


def test_a_supervisors_report_on_an_officer_has_no_losses(record: Record, reader: Person) -> None:
    wanted = ReadOfficer("demo-001", reader.unit, frozenset())
    without = told(officer_report(asked_by(record, reader, wanted), "demo-001"))
    with_all = told(officer_report(asked_by(record, None, wanted), "demo-001"))
    for words in ("Mean loss of a decision", "points of worth on average"):
        assert words in with_all
        assert words not in without


def test_how_often_a_call_was_played_counts_practice_and_is_told_to_the_officer_alone(
    record: Record, reader: Person
) -> None:
    wanted = ReadOfficer("demo-001", reader.unit, frozenset())
    own, others = (
        {
            column
            for section in officer_report(asked, "demo-001").sections
            for table in section.tables
            for column in table.columns
        }
        for asked in (asked_by(record, None, wanted), asked_by(record, reader, wanted))
    )
    assert "Play" in own - others
    for asked, said in ((asked_by(record, None, wanted), True), (asked_by(record, reader, wanted), False)):
        [why] = {text_of(row[1]) for row in tables(officer_report(asked, "demo-001"))["next"].rows}
        assert why.endswith(("was played once.", "times.")) is said


def test_every_query_over_runs_can_be_narrowed() -> None:
    for name, (query, _) in PER_SEEN.items():
        assert query.count(f"FROM {ALL_RUNS}") == query.count(ALL_RUNS) == 1, name
        assert "officer_spans" not in query, name


def test_officers_are_called_by_what_the_reader_may_know(record: Record, reader: Person) -> None:
    asked = replace(asked_by(record, None, ReadUnit(reader.unit)), called=lambda id: f"P-{id[-3:]}")
    for report in (officer_report(asked, "demo-001"), unit_report(asked, reader.unit)):
        assert "demo-0" not in told(report), report.name
        assert "P-001" in told(report), report.name


def test_a_report_says_which_runs_have_expired_and_rests_on_the_others(
    record: Record, tmp_path: Path
) -> None:
    assert record.path
    shutil.copy(record.path, tmp_path / "record.db")
    until = date(2026, 5, 15)
    with Record(tmp_path / "record.db") as older:
        [(before,)] = older.select(
            "SELECT COUNT(*) FROM run_facts WHERE officer = 'demo-001' AND kind = 'assigned'"
        )
        [(unit,)] = older.select("SELECT unit FROM memberships WHERE officer = 'demo-001'")
        assert "rests on them" not in officer_report(asked_by(older, None, ReadUnit(unit)), "demo-001").basis
        expired(older, until, "demo-001", StationKey.new(), datetime(2026, 7, 1, tzinfo=UTC))
        narrow = replace(asked_by(older, None, ReadUnit(unit)), assigned_only=True)
        [(left,)] = older.select(
            "SELECT COUNT(*) FROM run_facts WHERE officer = 'demo-001' AND kind = 'assigned'"
        )
        assert 0 < left < before
        told = officer_report(narrow, "demo-001").basis
        assert told.startswith("January\N{NO-BREAK SPACE}1")
        assert f": {many(left, 'run')}, " in told
        gone = "is an older run" if before - left == 1 else f"are {before - left} older runs"
        assert f"Besides, there {gone}" in told
        assert "no figure here rests on them" in told
        for report in (unit_report(narrow, unit), needs_report(narrow), scenario_report(narrow, "test")):
            assert "no figure here rests on them" in report.basis
        theirs = replace(narrow, runs="(SELECT * FROM run_facts WHERE kind = 'assigned')")
        assert "Besides" not in needs_report(theirs).basis  # others' runs are not theirs to count


def tables(report: Report) -> dict[str, Table]:
    return {table.name: table for section in report.sections for table in section.tables}


def test_a_mean_of_few_officers_is_shown_to_nobody(record: Record, reader: Person) -> None:
    its = unit_report(asked_by(record, None, ReadUnit(reader.unit)), reader.unit)
    least = asked_by(record, None, ReadUnit(reader.unit)).settings.cohort.least
    few = [row for row in tables(its)["units"].rows if int(text_of(row[1])) < least]
    assert few
    assert all(row[2:] == (NOT_ENOUGH, "", "") for row in few)
    [drawn] = [section.figure for section in its.sections if section.id == "units"]
    assert drawn is None or all(n >= least for _, n, _ in drawn.points)  # type: ignore[union-attr]
    [(smallest,)] = record.select(
        "SELECT unit FROM memberships GROUP BY unit ORDER BY COUNT(*), unit LIMIT 1"
    )
    alone = unit_report(asked_by(record, None, ReadUnit(smallest)), smallest)
    assert all(row[1:] == (NOT_ENOUGH, "", "") for row in tables(alone)["labels"].rows)
    assert alone.title.endswith("too few yet to tell a trend")
    assert not {"weeks", "signals"} & set(tables(alone))


def test_that_nobody_needs_a_refresher_is_not_said_where_too_little_is_known(record: Record) -> None:
    its = needs_report(asked_by(record, None, ReadScenario.NEEDS))
    section = its.sections[0]
    assert section.title.endswith("too few to tell a need")
    assert {row[3] for row in section.tables[0].rows} == {NOT_ENOUGH}  # one call makes no band


def test_every_run_behind_a_report_is_listed_with_its_moments_and_its_number_leads_there(
    record: Record,
) -> None:
    asked = asked_by(record, None, ReadUnit("North patrol"))
    for report, whose in (
        (unit_report(asked, "North patrol"), "officers"),
        (needs_report(asked), "units"),
        (scenario_report(asked, "test"), "endings"),
    ):
        runs = tables(report)["runs"]
        listed = {
            anchor.removeprefix("run-"): row for anchor, row in zip(runs.anchors, runs.rows, strict=True)
        }
        for run, row in listed.items():
            [(decisions,)] = record.select("SELECT COUNT(*) FROM decision_facts WHERE run = ?", run)
            [steps] = [cell for cell in row if isinstance(cell, Steps)]
            assert int(steps.text) == len(steps.steps) == decisions
        opened = [cell for row in tables(report)[whose].rows for cell in row if isinstance(cell, Opens)]
        assert all(int(cell.text) == len(cell.runs) and not cell.rest for cell in opened)
        assert {link.anchor.removeprefix("run-") for cell in opened for link in cell.runs} <= set(listed)
        assert sum(len(cell.runs) for cell in opened) >= sum(
            bool(text_of(row[-1]) != "0") for row in listed.values()
        )


def test_what_is_not_listed_is_counted(record: Record) -> None:
    asked = asked_by(record, None, ReadUnit("North patrol"))
    its = unit_numbers(asked, "North patrol").behind
    some = opens(len(its.runs) + 1200, its.runs[:2], asked)
    assert some.rest == f"{len(its.runs) + 1198:,} older runs, not listed here"
    assert [link.anchor for link in some.runs] == [f"run-{run.run}" for run in its.runs[:2]]
    said = said_of(its, len(its.runs) + 1200)
    assert f"The newest {len(its.runs)} of {len(its.runs) + 1200:,} runs are listed" in said[1]
    assert len(said_of(its, len(its.runs))) == 1


def test_a_moment_is_told_in_words_and_its_loss_to_who_may_see_it(record: Record, reader: Person) -> None:
    words = ScenarioWords(moments={"s.a": MomentWords("At the door", "Who is it?")})
    wide, narrow = (
        tables(scenario_report(asked_by(record, person, ReadScenario.SCENARIO), "test", words))
        for person in (None, reader)
    )
    assert wide["moments-told"].rows == (("s.a", "At the door", "Who is it?"),)
    [link] = {row[0] for row in wide["moments-met"].rows if isinstance(row[0], Link)}
    assert (link.text, link.anchor) == ("s.a", *wide["moments-told"].anchors)
    assert "Loss" in wide["moments"].columns
    assert "Loss" not in narrow["moments"].columns


def test_what_decisions_cost_is_not_told_of_fewer_runs_than_are_stated(record: Record) -> None:
    asked = asked_by(record, None, ReadOfficer("demo-001", "", frozenset()))
    days = record.select(
        "SELECT local_date FROM run_facts WHERE officer = 'demo-001' AND loss IS NOT NULL ORDER BY local_date"
    )
    for runs in (LEAST_RUNS - 1, LEAST_RUNS):
        until = replace(asked, last=date.fromisoformat(days[runs - 1][0]))
        [title] = [
            each.title for each in officer_report(until, "demo-001").sections if each.id == "decisions"
        ]
        assert title.startswith("Too few runs") is (runs < LEAST_RUNS), title
