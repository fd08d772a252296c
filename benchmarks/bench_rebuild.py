"""How fast facts are rebuilt from events, on a record of runs that were really played and then copied under other ids.

    python -m benchmarks.bench_rebuild [SCENARIOS] [COPIES]

In each copy every choice has a time of its own, as no two officers wait alike. The proofs are made before, and read by every
process that works: that belongs to a rebuild.
"""

from __future__ import annotations

import sys
from contextlib import closing
from datetime import date
from functools import partial
from pathlib import Path
from resource import RUSAGE_CHILDREN, RUSAGE_SELF, getrusage
from tempfile import TemporaryDirectory
from time import perf_counter

from scoring.opening import open_database
from scoring.record import Record
from scoring.rubric_file import core_rubric
from scoring.seal import StationKey
from simulator.demo import Call, demo_officers, play_demo
from simulator.foresight import foresee
from simulator.rebuild import rebuild
from simulator.shelf import shelf

OFFICERS, MONTHS, LAST = 16, 12, date(2026, 6, 30)
COLUMNS = (
    "officer, station, scenario, digest, rubric, semantics, seed, pace, kind, started, utc_offset, state"
)
RUNS = f"INSERT INTO runs SELECT id || '-' || ?1, {COLUMNS} FROM runs WHERE id NOT LIKE '%-%-%'"
EVENTS = (
    "INSERT INTO events SELECT run || '-' || ?1, seq, kind, version, CASE kind WHEN 'ChoiceMade' THEN"
    " json_set(body, '$.waited', json_extract(body, '$.waited') + (seq * 7919 + ?1 * 104729) % 500)"
    " ELSE body END, at, hash FROM events WHERE run NOT LIKE '%-%-%'"
)


def played(path: Path, scenarios: int, proofs: Path) -> None:
    """A year of simulated officers on so many scenarios."""
    rubric = core_rubric()
    those = [entry.loaded for entry in shelf(rubric) if entry.loaded.scenario][:scenarios]
    calls = [Call(each, foresee(each.scenario, proofs)) for each in those if each.scenario]
    play_demo(path, StationKey.new(), rubric, calls, demo_officers(OFFICERS, rubric), LAST, MONTHS)


def copy(path: Path, copies: int) -> None:
    """So many copies of every run, which nobody signed."""
    with closing(open_database(path)) as db, db.atomic():
        for number in range(1, copies + 1):
            for copied in (RUNS, EVENTS):
                db.execute(copied, (number,))


def measure(path: Path, proofs: Path, processes: int) -> None:
    """Print how fast the whole record is rebuilt, by the clock and by the work of all processes together."""
    with Record(path) as record:
        [(decisions,)] = record.select("SELECT COUNT(*) FROM events WHERE kind = 'ChoiceMade'")
        began, worked = perf_counter(), _worked()
        done = rebuild(record, partial(foresee, folder=proofs), processes=processes)
        took, worked = perf_counter() - began, _worked() - worked
    memory = max(getrusage(who).ru_maxrss for who in (RUSAGE_SELF, RUSAGE_CHILDREN)) / 1024
    print(
        f"{done.runs:,} runs, {decisions:,} decisions, {processes} processes: {decisions / took:,.0f}/s by the clock,"
        f" {decisions / worked:,.0f}/s of one processor's time, {memory:.0f} MB in the largest process",
        flush=True,
    )


def _worked() -> float:
    """The processors' time of this process and of those that it has ended, in seconds."""
    return sum(its.ru_utime + its.ru_stime for its in map(getrusage, (RUSAGE_SELF, RUSAGE_CHILDREN)))


def main() -> None:
    """Print the figures for one process and for two."""
    scenarios, copies = (int(each) for each in (*sys.argv[1:], *("2", "20")[len(sys.argv) - 1 :]))
    with TemporaryDirectory() as scratch:
        path, proofs = Path(scratch) / "record.db", Path(scratch) / "proofs"
        played(path, scenarios, proofs)
        copy(path, copies)
        for processes in (2, 1):
            measure(path, proofs, processes)


if __name__ == "__main__":
    main()
