"""What reports cost on a record of many runs, whose rows of facts are copied from a few that were really played."""

from __future__ import annotations

import sys
from contextlib import closing
from datetime import date, timedelta
from functools import partial
from pathlib import Path
from tempfile import TemporaryDirectory

from benchmarks.measure import best_of, own_peak
from scoring.facts import facts_of
from scoring.facts_tables import FACT_TABLES, RUNS, FactRows, write_facts
from scoring.opening import open_database
from scoring.record import Record
from scoring.reports import queries
from scoring.reports.asked import Asked
from scoring.reports.needs import needs_report
from scoring.reports.officer import officer_report
from scoring.reports.unit import unit_report
from scoring.rubric_file import core_rubric
from scoring.seal import StationKey
from simulator.demo import Call, demo_officers, play_demo
from simulator.model.identity import digest
from simulator.prover import prove
from simulator.rebuild import rebuild
from simulator.shelf import shelf

LAST = date(2026, 6, 30)
RUNS_AN_OFFICER = 24
UNITS = 40


def facts_of_played(path: Path) -> list[FactRows]:
    """The facts of runs that were really played, on one scenario; prints how fast they are rebuilt."""
    rubric = core_rubric()
    loaded = next(entry.loaded for entry in shelf(rubric) if entry.loaded.scenario)
    assert loaded.scenario
    proved = prove(loaded.scenario)
    officers = demo_officers(12, rubric)
    play_demo(path, StationKey.new(), rubric, [Call(loaded, proved)], officers, LAST, months=6)
    with Record(path) as record:
        took = best_of(1, lambda: rebuild(record, lambda _: proved))
        [(decisions,)] = record.select("SELECT COUNT(*) FROM decision_facts")
        print(
            f"rebuilt from events: {decisions / took:,.0f} decisions/s, losses looked up in a proof that is warm"
        )
        return [
            facts_of(
                run,
                loaded.scenario,
                rubric,
                record.events(run.id),
                record.last_at(run.id),
                1,
                proved.losses(record.events(run.id)),
            )
            for run in record.runs()
            if run.digest == digest(loaded.scenario)
        ]


def fill(path: Path, played: list[FactRows], runs: int) -> None:
    """So many runs of facts; the rows are copies under other ids, officers and days. They have no events."""
    officers = max(1, runs // RUNS_AN_OFFICER)
    with closing(open_database(path)) as db:
        db.execute("PRAGMA foreign_keys = OFF")
        db.execute("PRAGMA synchronous = OFF")
        with db.atomic():
            for number in range(officers):
                db.execute(
                    "INSERT INTO memberships VALUES (?, ?, 'Officer')",
                    (f"o{number}", f"Unit {number % UNITS:02}"),
                )
            for number in range(runs):
                write_facts(db, _copied(played[number % len(played)], number, officers))
        db.execute("ANALYZE")


def _copied(facts: FactRows, number: int, officers: int) -> FactRows:
    day = LAST - timedelta(days=number * 7919 % 365)
    year, week, _ = day.isocalendar()
    its = {
        "officer": f"o{number % officers}",
        "local_date": day.isoformat(),
        "iso_week": f"{year}-W{week:02}",
        "month": f"{day:%Y-%m}",
    }
    return {
        table: [{**row, "run": f"r{number:07}", **(its if table == RUNS else {})} for row in facts[table]]
        for table in FACT_TABLES
    }


def main() -> None:
    """Print the figures, for so many runs as the command says (100,000 by default)."""
    runs = int(sys.argv[1]) if len(sys.argv) > 1 else 100_000
    with TemporaryDirectory() as folder:
        played = facts_of_played(Path(folder) / "played.db")
        fill(Path(folder) / "many.db", played, runs)
        with Record(Path(folder) / "many.db") as record:
            [(decisions,)] = record.select("SELECT COUNT(*) FROM decision_facts")
            print(
                f"{runs:,} runs, {decisions:,} decisions, {runs // RUNS_AN_OFFICER:,} officers in {UNITS} units"
            )
            asked = Asked(record.select, core_rubric(), LAST - timedelta(days=365), LAST)
            print(f"officer report {best_of(3, partial(officer_report, asked, 'o1')):.2f} s")
            print(f"unit report {best_of(3, partial(unit_report, asked, 'Unit 01')):.2f} s")
            print(f"training needs {best_of(1, partial(needs_report, asked)):.2f} s")
            for name in ("unit_time", "officer_losses"):
                took = best_of(3, partial(asked.rows, queries.PER_SEEN[name][0]))
                print(f"query {name} {took:.2f} s")
            print(f"peak memory {own_peak():.0f} MB")


if __name__ == "__main__":
    main()
