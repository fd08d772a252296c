"""Reports: the same numbers on every database, the same bytes twice, nothing claimed on too little."""

from __future__ import annotations

import json
import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import date
from hashlib import sha256
from html.parser import HTMLParser
from pathlib import Path

import duckdb
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from scoring.change import Direction
from scoring.record import Record
from scoring.reports import queries
from scoring.reports.asked import Asked, NothingToReport, figures_of
from scoring.reports.needs import needs_numbers, needs_report
from scoring.reports.officer import officer_report
from scoring.reports.officer_numbers import officer_numbers
from scoring.reports.page import Link, Report
from scoring.reports.pages import typst_source, written
from scoring.reports.scenario import ScenarioWords, scenario_report
from scoring.reports.scenario_numbers import drawn_of, scenario_numbers
from scoring.reports.spans import DAY, NONE, spans_of
from scoring.reports.unit import unit_report
from scoring.reports.unit_numbers import POOLED, unit_numbers
from scoring.rubric_file import core_rubric
from scoring.seal import StationKey
from simulator.demo import Call, demo_officers, play_demo
from simulator.prover import prove
from tests.questions import OF_FACTS, PER_SEEN
from tests.written import loaded

LAST = date(2026, 6, 30)
TABLES = ("run_facts", "decision_facts", "dimension_facts", "officer_spans", "memberships", "runs", "expired")
CALL = loaded(
    """
    a:
      lines: [{ann (wary): Who is it?}]
      choices:
        name: {say: It is me., shows: [introduces_self], effects: {rapport: +10}, why: A name first., next: b}
        order: {say: Open up!, shows: [gives_bare_order], effects: {tension: +10}, why: No reason., next: b}
    b:
      choices:
        end: {say: Good night., shows: [says_goodbye], why: Leave well., next: ending.well}
        again: {say: Open up!, shows: [gives_bare_order], flags: [creates_jeopardy], why: No reason., next: ending.badly}
    """
)


@pytest.fixture(scope="module")
def record(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Record]:
    """Half a year of sixty simulated officers in six units."""
    assert CALL.scenario
    path = tmp_path_factory.mktemp("reports") / "record.db"
    call, rubric = Call(CALL, prove(CALL.scenario)), core_rubric()
    officers = demo_officers(60, rubric)
    play_demo(path, StationKey.new(), rubric, [call], officers, LAST, months=4)
    with Record(path) as opened:
        yield opened


@pytest.fixture
def asked(record: Record) -> Asked:
    return Asked(record.select, core_rubric(), date(2026, 1, 1), LAST, titles={"test": "A test"})


def reports(asked: Asked) -> Sequence[Report]:
    """One of each."""
    return (
        officer_report(asked, "demo-001"),
        unit_report(asked, "North patrol"),
        scenario_report(
            asked, "test", ScenarioWords({("s.a", "name"): "It is me."}, {"best": 90.0, "random": 60.0})
        ),
        needs_report(asked),
    )


def digest(rows: Sequence[tuple[object, ...]]) -> str:
    return sha256(
        json.dumps([[None if cell is None else str(cell) for cell in row] for row in rows]).encode()
    ).hexdigest()


@pytest.mark.parametrize("kind", ["practice", "assigned"])
def test_every_query_answers_alike_on_sqlite_and_duckdb(record: Record, kind: str) -> None:
    other = duckdb.connect()
    for table in TABLES:
        [(sql,)] = record.select("SELECT sql FROM sqlite_schema WHERE name = ?", table)
        columns = re.findall(r"^    (\w+) (TEXT|INTEGER)", sql, re.M)
        typed = (f'"{name}" {kind}'.replace("INTEGER", "BIGINT") for name, kind in columns)
        other.execute(f"CREATE TABLE {table} ({', '.join(typed)})")
        rows = record.select(f"SELECT {', '.join(name for name, _ in columns)} FROM {table}")
        if rows:
            other.executemany(f"INSERT INTO {table} VALUES ({', '.join('?' * len(columns))})", rows)
    [(version,)] = record.select("SELECT DISTINCT digest FROM run_facts")
    drawn = [officer for (officer,) in record.select("SELECT id FROM officers")]
    given = {
        "": [],
        "officer": ["demo-001"],
        "unit": ["North patrol"],
        "scenario": ["test"],
        "version": ["test", version],
        "drawn": [version, *drawn[: queries.AT_ONCE]],
    }
    for name, (query, needed) in OF_FACTS.items():
        values = ["2026-01-01", "2026-06-30", kind, *given[needed]]
        ours, theirs = record.select(query, *values), other.execute(query, values).fetchall()
        assert digest(ours) == digest(theirs), name
        assert ours, name
    edges = [edge for between in spans_of(date(2025, 11, 11), LAST - DAY) for edge in between]
    ours, theirs = (
        record.select(queries.OFFICER_LOSSES, *edges, kind),
        other.execute(queries.OFFICER_LOSSES, [*edges, kind]).fetchall(),
    )
    assert digest(ours) == digest(theirs)
    assert ours
    runs = [run for (run,) in record.select("SELECT run FROM run_facts ORDER BY run LIMIT 7")]
    those = list(queries.places(runs))
    for query, of in (
        (queries.MEMBERS, []),
        (queries.RANKS, ["demo-001"]),
        (queries.SPAN, []),
        (queries.RUNS_DECISIONS, those),
        *((query, [LAST.isoformat(), kind, "x"][: query.count("?")]) for query in queries.EXPIRED.values()),
    ):
        assert digest(record.select(query, *of)) == digest(other.execute(query, of).fetchall())
    other.close()


def test_no_query_reads_a_table_of_facts_from_end_to_end(record: Record) -> None:
    edges = [edge for between in spans_of(date(2025, 11, 11), LAST - DAY) for edge in between]
    known = {"": 0, "version": 2, "drawn": 1 + queries.AT_ONCE}
    asked_of = {
        name: (query, ["2026-01-01", "2026-06-30", "practice", *[""] * known.get(needed, 1)])
        for name, (query, needed) in PER_SEEN.items()
    }
    asked_of["losses"] = queries.OFFICER_LOSSES, [*edges, "practice"]
    asked_of["span"] = queries.SPAN, []
    for name, (query, values) in asked_of.items():
        plan = [detail for *_, detail in record.select(f"EXPLAIN QUERY PLAN {query}", *values)]
        assert not [each for each in plan if re.match(r"SCAN (\w+_facts|officer_spans|d)\b", each)], (
            name,
            plan,
        )


def test_no_question_over_runs_is_left_out_here() -> None:
    asked = {
        query for query in vars(queries).values() if isinstance(query, str) and query.startswith("WITH seen")
    }
    assert {query for query, _ in PER_SEEN.values()} == asked - {queries.SEEN}


def test_no_query_divides_or_uses_a_function_that_only_some_databases_have() -> None:
    for name, query in {
        **{name: query for name, (query, _) in PER_SEEN.items()},
        "losses": queries.OFFICER_LOSSES,
    }.items():
        assert "/" not in query, name
        assert set(re.findall(r"\b([A-Z_]+)\(", query)) <= {
            "COUNT",
            "SUM",
            "MIN",
            "MAX",
            "IN",
            "OVER",
            "AS",
        }, name


DAYS = st.dates(date(2023, 11, 1), date(2027, 2, 28))
ANY_DAY = DAYS | st.dates(date(2026, 2, 20), date(2026, 7, 10)) | st.sampled_from([date.min, date.max])


@given(DAYS, DAYS)
def test_every_day_lies_in_one_span(one: date, other: date) -> None:
    first, last = sorted((one, other))
    stretches = [each for each in spans_of(first, last) if each != NONE]
    days = [
        begin + DAY * n
        for begin, end in (map(date.fromisoformat, each) for each in stretches)
        for n in range((end - begin).days + 1)
    ]
    assert sorted(days) == [first + DAY * n for n in range((last - first).days + 1)]


@settings(max_examples=50)
@given(ANY_DAY, ANY_DAY, st.booleans())
def test_sums_of_spans_are_the_sums_of_the_runs(
    record: Record, one: date, other: date, assigned_only: bool
) -> None:
    first, last = sorted((one, other))
    kinds = "('assigned')" if assigned_only else "('assigned', 'practice')"
    naive = record.select(
        "SELECT unit, officer, COUNT(*), SUM(decisions), SUM(loss) FROM run_facts JOIN memberships USING (officer)"
        f" WHERE local_date BETWEEN ? AND ? AND kind IN {kinds} AND losses = 'proved' AND injected = 0"
        " GROUP BY unit, officer ORDER BY unit, officer",
        str(first),
        str(last),
    )
    assert Asked(record.select, core_rubric(), first, last, assigned_only).officer_losses() == naive


def test_a_record_without_runs_has_no_sums() -> None:
    with Record() as empty:
        assert not Asked(empty.select, core_rubric(), date.min, date.max).officer_losses()


@pytest.mark.parametrize("form", ["html", "pdf", "csv", "json"])
def test_the_same_report_gives_the_same_bytes_twice(asked: Asked, form: str) -> None:
    for first, second in zip(reports(asked), reports(asked), strict=True):
        assert written(first, (form,)) == written(second, (form,))


def test_supervisors_figures_rest_on_assigned_runs_alone(asked: Asked) -> None:
    everything, theirs = (
        officer_numbers(asked, "demo-001"),
        officer_numbers(replace(asked, assigned_only=True), "demo-001"),
    )
    assert {run.kind for run in everything.runs} == {"assigned", "practice"}
    assert {run.kind for run in theirs.runs} == {"assigned"}
    unit = unit_numbers(replace(asked, assigned_only=True), "North patrol")
    assert {run.kind for run in unit.behind.runs} == {"assigned"}


def test_figures_of_a_run_come_back_from_their_sums() -> None:
    [run] = figures_of([("lee", "r1", "s", "2026-01-02", 2, "listen", 4, 3000)])
    assert (run.scores, run.play) == ({"listen": (0.75,) * 4}, 2)


def test_nothing_is_averaged_below_the_stated_number_of_officers(asked: Asked) -> None:
    few = replace(asked.settings, cohort=replace(asked.settings.cohort, least=1000))
    assert all(
        level.mean is None for level in unit_numbers(replace(asked, settings=few), "North patrol").levels
    )
    assert all(each.loss is None for each in scenario_numbers(replace(asked, settings=few), "test").moments)
    assert any(each.loss for each in scenario_numbers(asked, "test").moments)


def test_who_changed_is_told_with_the_size_of_the_change_or_not_at_all(asked: Asked) -> None:
    more = replace(asked.settings, cohort=replace(asked.settings.cohort, least=1000))
    told = unit_numbers(asked, "North patrol").changes
    assert [each.effect and each.effect.n for each in told] == [
        each.shares and each.shares[Direction.SAME].n for each in told
    ]
    assert any(each.effect for each in told)
    none = unit_numbers(replace(asked, settings=more), "North patrol").changes
    assert not any(each.effect or each.shares for each in none)


def test_numbers_of_a_scenario_agree_with_the_facts(asked: Asked, record: Record) -> None:
    numbers = scenario_numbers(asked, "test")
    [(decisions,)] = record.select("SELECT COUNT(*) FROM decision_facts WHERE standing = 'counted'")
    assert (
        sum(each.decisions for each in numbers.moments)
        == sum(each.times for each in numbers.choices)
        == decisions
    )
    [(ended,)] = record.select("SELECT COUNT(*) FROM run_facts WHERE state = 'ended'")
    assert sum(each.runs for each in numbers.endings) == ended


@pytest.mark.parametrize("most", [20, 1000])
def test_moments_and_choices_are_those_of_the_officers_who_are_drawn(
    asked: Asked, record: Record, most: int
) -> None:
    few = replace(asked, settings=replace(asked.settings, cohort=replace(asked.settings.cohort, drawn=most)))
    numbers = scenario_numbers(few, "test")
    rows = record.select(
        "SELECT moment, choice, officer, d.loss, waited_ms, label, r.run, number FROM run_facts r"
        " JOIN decision_facts d USING (run) WHERE standing = 'counted' AND injected = 0 AND d.loss IS NOT NULL"
    )
    drawn = set(drawn_of(sorted({row[2] for row in rows}), numbers.digest, most))
    assert numbers.drawn == len(drawn) == min(most, numbers.officers)
    those = [row for row in rows if row[2] in drawn]
    for each in numbers.moments:
        its = [row for row in those if row[0] == each.moment]
        losses = [row[3] for row in its]
        assert (each.decisions, each.officers) == (len(its), len({row[2] for row in its}))
        assert each.loss
        assert each.loss.value == pytest.approx(sum(losses) / len(losses))
        assert each.sound
        assert each.sound.value == pytest.approx(sum(row[5] in ("best", "sound") for row in its) / len(its))
        assert each.waited
        assert each.waited.value == pytest.approx(sum(row[4] for row in its) / len(its))
        worst = sorted((-row[3], row[6], row[7]) for row in its if row[3] >= 4000)[:5]
        assert [(-it.loss, it.run, it.number) for it in numbers.costly if it.moment == each.moment] == worst
    for taken in numbers.choices:
        its = [row for row in those if row[:2] == (taken.moment, taken.choice)]
        assert (taken.times, taken.officers) == (len(its), len({row[2] for row in its}))
        assert taken.loss == pytest.approx(sum(row[3] for row in its) / len(its))
    assert sum(each.times for each in numbers.choices) == len(those)
    told = " ".join(line for section in scenario_report(few, "test").sections for line in section.said)
    assert ("drawn by chance" in " ".join(told.split())) is (most < numbers.officers)


def test_who_is_drawn_is_chance_and_nobody_is_likelier_than_another() -> None:
    officers = [f"o{number:02}" for number in range(40)]
    draws = [drawn_of(officers, f"salt {n}", 10) for n in range(400)]
    assert draws[0] == drawn_of(officers[::-1], "salt 0", 10)
    assert all(len(set(draw)) == 10 for draw in draws)
    times = Counter(officer for draw in draws for officer in draw)
    assert all(60 < times[officer] < 140 for officer in officers)  # 100 ± 4.6 standard deviations
    assert drawn_of(officers, "", 40) == officers


@pytest.mark.parametrize("make", [officer_report, unit_report, scenario_report])
def test_what_is_not_there_is_said_in_words(asked: Asked, make: object) -> None:
    with pytest.raises(NothingToReport, match="nobody"):
        make(asked, "nobody")  # type: ignore[operator]


class Page(HTMLParser):
    """What a page links to, what it has, and what it would fetch."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.links: set[str] = set()
        self.ids: set[str] = set()
        self.fetched: list[str] = []
        self.figures: list[str] = []
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        its = dict(attrs)
        self.ids.add(its.get("id") or "")
        if tag == "a" and (href := its.get("href") or ""):
            self.links.add(href.removeprefix("#"))
        if tag == "img" and its.get("class") == "broad":
            self.figures.append(its.get("alt") or "")
        named = [its.get("src"), its.get("srcset"), its.get("href") if tag == "link" else None]
        self.fetched += [src for src in named if src and not src.startswith("data:")]


def test_pages_stand_alone_and_every_link_leads_somewhere(asked: Asked) -> None:
    for report in reports(asked):
        [page] = (Page(content.decode()) for content in written(report, ("html",)).values())
        assert not page.fetched
        assert page.links <= page.ids, page.links - page.ids
        assert all(len(alt) > 20 for alt in page.figures)
        assert len(page.figures) == sum(section.figure is not None for section in report.sections)


def test_every_figure_has_its_table(asked: Asked) -> None:
    for report in reports(asked):
        assert all(section.tables for section in report.sections if section.figure)


def test_every_report_says_what_scores_are_for_and_that_these_are_simulated(asked: Asked) -> None:
    for report in reports(asked):
        assert report.demo
        [html] = written(report, ("html",)).values()
        assert b"no study links a choice score" in html
        assert b"Demo data: simulated officers" in html
        assert b"half_life_months" in html
        assert all(
            b",yes\r\n" in table for table in written(report, ("csv",)).values() if table.count(b"\r\n") > 1
        )


def test_the_pdf_is_tagged_and_claims_ua_1(asked: Asked) -> None:
    [pdf] = written(needs_report(asked), ("pdf",)).values()
    assert pdf.startswith(b"%PDF-1.7")
    assert b"/StructTreeRoot" in pdf or b"/MarkInfo" in pdf
    assert b"pdfuaid" in pdf


def test_a_trend_point_has_runs_enough_and_loses_none(asked: Asked) -> None:
    numbers = unit_numbers(asked, "North patrol")
    assert numbers.weeks
    assert all(point.runs >= POOLED for point in numbers.weeks)
    assert numbers.time.runs - POOLED < sum(point.runs for point in numbers.weeks) <= numbers.time.runs


def test_the_pdf_is_set_in_letters_and_not_in_escapes(asked: Asked) -> None:
    report = replace(needs_report(asked), title='Ruth’s “no” · 5\N{NO-BREAK SPACE}% "said"', sections=())
    source = typst_source(report)
    assert 'Ruth’s “no” · 5\N{NO-BREAK SPACE}% \\"said\\"' in source
    assert written(report, ("pdf",))


def test_units_stand_by_name_and_not_by_rank(asked: Asked) -> None:
    [table] = [
        table
        for section in needs_report(asked).sections
        for table in section.tables
        if table.name == "matrix"
    ]
    names = [row[0] for row in table.rows]
    assert names == sorted(names, key=str)


def test_a_units_mean_is_drawn_toward_all_and_never_beyond_them(asked: Asked) -> None:
    few = replace(asked, settings=replace(asked.settings, cohort=replace(asked.settings.cohort, least=2)))
    drawn = needs_numbers(few).units
    own = {unit: unit_numbers(few, unit).levels for unit in drawn}
    practiced = [number for number, level in enumerate(own["North patrol"]) if level.mean]
    assert practiced
    for number in practiced:
        means, plain = (
            [mean.value for its in those.values() if (mean := its[number].mean)] for those in (drawn, own)
        )
        assert len(means) == len(plain) > 3
        assert min(plain) < min(means) <= max(means) < max(plain)


def test_a_cell_is_never_a_formula(asked: Asked, tmp_path: Path) -> None:
    report = needs_report(asked)
    table = replace(report.sections[0].tables[0], columns=("a", "b"), rows=(("=1+1", Link("@SUM(A1)", "x")),))
    odd = replace(report, sections=(replace(report.sections[0], tables=(table,)),))
    [text] = written(odd, ("csv",)).values()
    assert b"'=1+1,'@SUM(A1)" in text
