"""How long one choice takes to be safe on the disk: the record, and plain sqlite3 that writes the same rows as peer.

Run: python benchmarks/bench_record.py [CHOICES] [FOLDER]
"""

from __future__ import annotations

import os
import sqlite3
import statistics
import sys
import tempfile
import time
from collections.abc import Callable, Sequence
from functools import partial
from itertools import count
from pathlib import Path

from scoring.record import Record
from scoring.seal import StationKey, canonical
from scoring.verify import verify
from simulator.model.events import (
    ChoiceMade,
    Event,
    HowEnded,
    LineShown,
    MenuItem,
    MenuOpened,
    MeterChanged,
    MomentEntered,
    RunEnded,
    RunStarted,
    to_plain,
)

CHOICES_A_RUN = 25
MENU = MenuOpened(tuple(MenuItem(name, 0) for name in ("introduce", "order", "step_back", "close_in")))
CHOICE: tuple[Event, ...] = (  # what one choice typically causes
    ChoiceMade("introduce", 4200),
    MeterChanged("tension", 57),
    MeterChanged("rapport", 20),
    MomentEntered("hallway.talks", 1),
    LineShown("moment hallway.talks", 0, 0),
    LineShown("moment hallway.talks", 1, 0),
    MENU,
)


def main(choices: int, folder: Path) -> None:
    """Time both in turns, so that a busy disk troubles both alike; then ours in memory, which leaves the disk out."""
    key = StationKey.new()
    ours, peer, diskless = list[float](), list[float](), list[float]()
    with Record(folder / "record.sqlite", key) as record, Record(key=key) as in_memory:
        for each in (record, in_memory):
            each.add_officer("o-1", "Ann Moss")
        append = peer_append(folder / "peer.sqlite")
        worked = 0.0
        while len(ours) < choices:
            began = time.process_time()
            ours += timed_run(record)
            worked += time.process_time() - began
            peer += [timed(append) for _ in range(CHOICES_A_RUN)]
            diskless += timed_run(in_memory)
        began = time.perf_counter()
        verification = verify(record, [key.public])
        verifying = time.perf_counter() - began
    assert verification.clean
    tell("levelhead", ours)
    tell("plain sqlite3", peer)
    tell("levelhead, no disk", diskless)
    ratio = statistics.median(ours) / statistics.median(peer)
    print(f"{'ratio of medians':22} {ratio:8.2f}   (target: median of at most 1 ms)")
    print(
        f"{'own work':22} {1000 * worked / len(ours):8.3f} ms a choice, beginning and end of the run included"
    )
    print(f"{'load of this machine':22} {os.getloadavg()[0]:8.2f}   ({os.cpu_count()} cores)")
    print(f"{'verify':22} {verification.events / verifying:8.0f} events a second")


def timed_run(record: Record) -> list[float]:
    """How long each choice of a new run takes to be kept."""
    started = RunStarted("knife", "d" * 64, "r" * 64, semantics=1, seed=7)
    run = record.begin("o-1", (started, MENU), 0, scenario_text="title: A knife", rubric_text="").id
    times = [timed(partial(record.append, run, CHOICE, 5000)) for _ in range(CHOICES_A_RUN)]
    record.append(run, (RunEnded(HowEnded.ENDING, "talked_down"),), 9000)
    return times


def peer_append(path: Path) -> Callable[[], None]:
    """Puts the same rows into the same table, as durably, without links and signatures: what the disk itself costs."""
    db = sqlite3.connect(path)
    for pragma in ("journal_mode = WAL", "synchronous = FULL"):
        db.execute(f"PRAGMA {pragma}")
    db.execute(
        "CREATE TABLE events (run TEXT, seq INTEGER, kind TEXT, version INTEGER, body TEXT, at INTEGER, hash TEXT,"
        " PRIMARY KEY (run, seq)) WITHOUT ROWID"
    )
    rows = [
        ("20261122-0123456789", type(event).__name__, 1, canonical(to_plain(event)), 5000, "0" * 64)
        for event in CHOICE
    ]
    numbers = count()

    def append() -> None:
        with db:
            db.executemany(
                "INSERT INTO events VALUES (?, ?, ?, ?, ?, ?, ?)",
                [(row[0], next(numbers), *row[1:]) for row in rows],
            )

    return append


def timed(step: Callable[[], object]) -> float:
    """How long a step takes, in milliseconds."""
    began = time.perf_counter()
    step()
    return (time.perf_counter() - began) * 1000


def tell(name: str, times: Sequence[float]) -> None:
    """Median and p99 of one row."""
    p99 = statistics.quantiles(times, n=100)[-1]
    print(f"{name:22} {statistics.median(times):8.3f} ms median {p99:8.3f} ms p99   ({len(times)} choices)")


if __name__ == "__main__":
    with tempfile.TemporaryDirectory(dir=sys.argv[2] if len(sys.argv) > 2 else None) as place:
        main(int(sys.argv[1]) if len(sys.argv) > 1 else 2000, Path(place))
