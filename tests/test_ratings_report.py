"""Trainers' ratings in the report on a scenario: agreement with its interval, and a warning where it is too little."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

import duckdb
import pytest

from scoring.kept import RunId
from scoring.opinions import Opinion, Opinions, Voice
from scoring.record import Record
from scoring.reports import queries
from scoring.reports.asked import Asked
from scoring.reports.ratings import DO_NOT_USE, ratings_given, ratings_section
from scoring.rubric_file import core_rubric
from simulator.session import Session
from tests.station_scenario import entry
from tests.test_exercises import played

TRAINERS = ("ito", "boone")
RUNS = 12


@pytest.fixture(scope="module")
def runs() -> tuple[Record, list[RunId], str]:
    """A record of a few short runs by one officer, and two trainers."""
    record = Record()
    officer = record.add_officer("7", "Reyes")
    for trainer in TRAINERS:
        record.add_officer(trainer, trainer)
    session = Session(record, core_rubric(), officer)
    lives = [played(session.begin(entry().loaded, seed=n), "go", "order", "cite") for n in range(RUNS)]
    return record, [live.id for live in lives], lives[0].recorded.digest


def asked(record: Record) -> Asked:
    return Asked(record.select, core_rubric(), date(2000, 1, 1), date(2100, 1, 1))


def rate(record: Record, runs: list[RunId], value: Callable[[int, int], int]) -> None:
    for n, run in enumerate(runs):
        for who, trainer in enumerate(TRAINERS):
            Opinions(record).keep(Opinion(run, trainer, Voice.TRAINER, {"listen": value(n, who)}))


def test_without_ratings_there_is_no_section(runs: tuple[Record, list[RunId], str]) -> None:
    assert not list(ratings_section(asked(runs[0]), runs[2]))


def test_agreement_is_told_with_its_interval_and_a_later_rating_counts_alone(
    runs: tuple[Record, list[RunId], str],
) -> None:
    record, ids, digest = runs
    rate(record, ids, lambda n, who: (n * (3 if who else 1)) % 5 + 1)  # the two do not agree
    [section] = ratings_section(asked(record), digest)
    assert section.title == f"Trainers' ratings: {DO_NOT_USE}"
    assert section.tables[0].rows[0][-1] == DO_NOT_USE
    rate(record, ids, lambda n, who: n % 5 + 1)  # now they do
    [section] = ratings_section(asked(record), digest)
    assert section.title == "Trainers agree well enough in 1 of 1 dimension"
    label, icc, interval, rated, trainers, ratings, use = section.tables[0].rows[0]
    assert (icc, interval, rated, trainers, ratings) == ("1.00", "1.00 to 1.00", "12", "2", "24")
    assert (label, use) == ("Listening and rapport", "may be used")


def test_what_was_not_observed_is_no_rating(runs: tuple[Record, list[RunId], str]) -> None:
    record, ids, digest = runs
    rate(record, ids, lambda n, who: 0 if who else 4)
    values = [each.value for each in ratings_given(asked(record), digest)["listen"]]
    assert values.count(None) == RUNS
    [section] = ratings_section(asked(record), digest)
    assert section.tables[0].rows[0][1] == "not enough data"


def test_the_query_answers_alike_on_sqlite_and_duckdb(runs: tuple[Record, list[RunId], str]) -> None:
    record, ids, digest = runs
    rate(record, ids[:2], lambda n, who: 5)
    other = duckdb.connect()
    for table, names in (("run_facts", "run, digest, local_date, kind, injected"), ("opinions", "*")):
        rows = record.select(f"SELECT {names} FROM {table}")
        columns = names.split(", ") if names != "*" else OPINION_COLUMNS
        kinds = ", ".join(f'"{name}" ' + ("BIGINT" if name in NUMBERS else "TEXT") for name in columns)
        other.execute(f"CREATE TABLE {table} ({kinds})")
        other.executemany(f"INSERT INTO {table} VALUES ({', '.join('?' * len(columns))})", rows)
    values = ("2000-01-01", "2100-01-01", "practice", digest)
    found = other.execute(queries.SCENARIO_RATINGS, values).fetchall()
    assert found == record.select(queries.SCENARIO_RATINGS, *values)


OPINION_COLUMNS = ["number", "at", "run", "person", "voice", "given", "words", "hash"]
NUMBERS = ("number", "injected")
