"""What reports cost on a record of many runs, whose rows of facts are copied from a few that were really played.

    python -m benchmarks.bench_reports [RUNS] [RUNS AN OFFICER] [FOLDER]

With a folder the record is kept there, and measured again without being made again.
"""

from __future__ import annotations

import sys
from contextlib import closing
from datetime import date, timedelta
from pathlib import Path
from random import Random
from tempfile import TemporaryDirectory
from time import perf_counter

from benchmarks.measure import best_of
from scoring.facts import facts_of
from scoring.facts_tables import FACT_TABLES, RUNS, FactRows, insert_facts, sum_spans
from scoring.opening import open_database
from scoring.opportunities import Key
from scoring.record import Record
from scoring.reports.asked import Asked
from scoring.rubric_file import core_rubric
from scoring.seal import StationKey
from scoring.settings import house_settings
from simulator.demo import Call, demo_officers, play_demo
from simulator.prover import Proved, prove
from simulator.rebuild import complete, rebuild
from simulator.shelf import shelf

LAST = date(2026, 6, 30)
KEPT = (
    "INSERT INTO runs VALUES (:run, :officer, 'station', :scenario, :digest, :rubric, 1, 1, 100, :kind,"
    " :local_date || 'T12:00:00.000+00:00', 0, :state)"
)
UNITS = 40
A_YEAR = 24  # runs of one officer
ASKED = (
    "from datetime import date; from pathlib import Path; from scoring.record import Record;"
    " from scoring.reports.asked import Asked; from scoring.rubric_file import core_rubric;"
    " from scoring.reports.pages import written; record = Record(Path({path!r}));"
    " asked = Asked(record.select, core_rubric(), date.fromisoformat({first!r}), date(2026, 6, 30));"
)
REPORTS = {
    "officer": "from scoring.reports.officer import officer_report as made; report = made(asked, 'o00001')",
    "unit": "from scoring.reports.unit import unit_report as made; report = made(asked, 'Unit 01')",
    "training needs": "from scoring.reports.needs import needs_report as made; report = made(asked)",
    "scenario": "from scoring.reports.scenario import scenario_report as made; report = made(asked, {scenario!r})",
}


def played(path: Path) -> list[FactRows]:
    """The facts of runs that were really played, on two scenarios; prints how fast they are rebuilt."""
    rubric = core_rubric()
    those = [entry.loaded for entry in shelf(rubric) if entry.loaded.scenario][:2]
    proofs: dict[str, Proved] = {each.scenario.id: prove(each.scenario) for each in those if each.scenario}
    calls = [Call(each, proofs[each.scenario.id]) for each in those if each.scenario]
    play_demo(path, StationKey.new(), rubric, calls, demo_officers(16, rubric), LAST, months=12)
    with Record(path) as record:
        [(decisions,)] = record.select("SELECT COUNT(*) FROM decision_facts")
        took = best_of(1, lambda: rebuild(record, lambda scenario: proofs[scenario.id]))
        print(f"rebuilt from events: {decisions / took:,.0f} decisions/s, in one process", flush=True)
        keys = {
            each.scenario.id: Key(each.scenario, rubric, house_settings()) for each in those if each.scenario
        }
        return [
            facts_of(
                each.run,
                keys[each.run.scenario],
                each.events,
                each.at,
                1,
                proofs[each.run.scenario].losses(each.events),
            )
            for each in record.played([run.id for run in record.runs()])
        ]


def fill(path: Path, those: list[FactRows], runs: int, an_officer: int) -> None:
    """So many runs with their facts; the rows are copies under other ids, officers and days. They have no events."""
    officers, random = max(1, runs // an_officer), Random(1)
    days = max(365, 365 * an_officer // A_YEAR)
    with closing(open_database(path)) as db:
        db.execute("PRAGMA foreign_keys = OFF")
        db.execute("PRAGMA synchronous = OFF")
        with db.atomic():
            for number in range(officers):
                values = (f"o{number:05}", f"Unit {number % UNITS:02}")
                db.execute("INSERT INTO memberships VALUES (?, ?, 'Officer')", values)
            for number in range(runs):
                day = LAST - timedelta(days=number * days // runs)  # as they are recorded: day by day
                facts = _copied(random.choice(those), number, random.randrange(officers), day)
                db.execute(KEPT, facts[RUNS][0]._asdict())
                insert_facts(db, facts)
        with db.atomic():
            sum_spans(db, db.execute("SELECT DISTINCT officer, month FROM run_facts").fetchall())


def _copied(facts: FactRows, number: int, officer: int, day: date) -> FactRows:
    year, week, _ = day.isocalendar()
    its = {
        "officer": f"o{officer:05}",
        "local_date": day.isoformat(),
        "iso_week": f"{year}-W{week:02}",
        "month": f"{day:%Y-%m}",
    }
    run = f"{day:%Y%m%d}-{number * 2654435761 % 2**40:010x}"
    return {
        table: [
            row._replace(run=run, **{name: its[name] for name in its if name in row._fields})
            for row in facts[table]
        ]
        for table in FACT_TABLES
    }


def measure(path: Path, an_officer: int) -> None:
    """Print what queries and reports cost: each report in a process of its own, with its pages and its peak memory.

    Times are of the process, as it works on a file that has been read before; the whole process is by the clock.
    """
    first = LAST - timedelta(days=max(365, 365 * an_officer // A_YEAR))
    with Record(path) as record:
        [(runs, decisions)] = record.select("SELECT COUNT(*), SUM(decisions) FROM run_facts")
        [(officers,)] = record.select("SELECT COUNT(*) FROM memberships")
        print(
            f"{runs:,} runs, {decisions:,} decisions, {officers:,} officers in {UNITS} units, {first} to {LAST}"
        )
        [(scenario,)] = record.select("SELECT scenario FROM run_facts LIMIT 1")
        looked = best_of(3, lambda: complete(record, lambda _: None))
        print(f"looking for runs that lack their facts, as each report begins: {looked:.2f} s", flush=True)
        for begin in (first, LAST - timedelta(days=364), date(LAST.year, 1, 1)):
            asked = Asked(record.select, core_rubric(), begin, LAST)
            print(
                f"rollup over all officers from {begin}: {best_of(3, asked.officer_losses):.2f} s", flush=True
            )
    for name, work in REPORTS.items():
        setup = ASKED.format(path=str(path), first=str(first))
        work = work.format(scenario=scenario)
        code = (
            f"from time import process_time; {setup} began = process_time(); {work}; data = process_time() - began;"
            " written(report, ('html',)); whole = process_time() - began;"
            " print(f'{data:.2f} s, {whole:.2f} s with its page', end=' ', flush=True)"
        )
        began = perf_counter()
        print(f"{name} report:", *peak_of_told(code), f"(process {perf_counter() - began:.1f} s)", flush=True)


def peak_of_told(code: str) -> tuple[str, str]:
    """What the code printed, and its peak memory."""
    import subprocess

    told = "print(next(line for line in open('/proc/self/status') if line.startswith('VmHWM')))"
    done = subprocess.run(
        [sys.executable, "-c", f"{code}\n{told}"], capture_output=True, text=True, check=True
    )
    first, _, rest = done.stdout.partition("VmHWM:")
    return first, f"{int(rest.split()[0]) / 1024:.0f} MB"


def main() -> None:
    """Print the figures, for so many runs as the command says (100,000 by default)."""
    runs = int(sys.argv[1]) if len(sys.argv) > 1 else 100_000
    an_officer = int(sys.argv[2]) if len(sys.argv) > 2 else A_YEAR
    with TemporaryDirectory() as scratch:
        folder = Path(sys.argv[3]) if len(sys.argv) > 3 else Path(scratch)
        path = folder / f"{runs}-{an_officer}.db"
        if not path.exists():
            folder.mkdir(parents=True, exist_ok=True)
            those, began = played(Path(scratch) / "played.db"), perf_counter()
            fill(path, those, runs, an_officer)
            print(f"filled in {perf_counter() - began:.0f} s")
        measure(path, an_officer)


if __name__ == "__main__":
    main()
