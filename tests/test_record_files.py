"""The record's file: threads and programs side by side, and files that are no record of ours."""

from __future__ import annotations

import os
import random
import signal
import sqlite3
import stat
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from types import SimpleNamespace

import pytest

from scoring import opening
from scoring.record import Record, RecordError
from scoring.seal import StationKey
from scoring.verify import verify
from simulator.model.events import ProbeAnswered
from tests.recorded_events import CHOSEN, ENDED, OPENING, begin

ROOT = Path(__file__).parents[1]


@pytest.fixture
def path() -> Iterator[Path]:
    """A place for a record, in a folder that everyone may enter."""
    with tempfile.TemporaryDirectory() as folder:
        os.chmod(folder, 0o755)
        yield Path(folder) / "record.sqlite"


# ---- threads and programs side by side


def test_another_thread_than_the_one_that_opened_may_write(path: Path) -> None:
    key = StationKey.new()
    with Record(path, key) as record:
        run = begin(record)
        workers = [threading.Thread(target=record.append, args=(run, CHOSEN, 10)) for _ in range(8)]
        for worker in workers:
            worker.start()
        for worker in workers:
            worker.join()
        assert record.events(run) == OPENING + 8 * CHOSEN
        assert verify(record, [key.public]).clean


def test_two_programs_may_open_a_new_record_and_write_at_once(path: Path) -> None:
    script = (
        "import sys; from pathlib import Path; from scoring.record import Record; from tests.recorded_events import *\n"
        "with Record(Path(sys.argv[1])) as record:\n"
        "    record.add_officer(sys.argv[2], 'x')\n"
        "    for _ in range(20):\n"
        "        run = record.begin(sys.argv[2], OPENING, 0, scenario_text='', rubric_text='').id\n"
        "        record.append(run, CHOSEN + ENDED, 5)\n"
    )
    both = [
        subprocess.Popen([sys.executable, "-c", script, str(path), name], cwd=ROOT) for name in ("a", "b")
    ]
    assert [child.wait(60) for child in both] == [0, 0]
    with Record(path) as record:
        assert len(record.runs()) == 40
        assert verify(record).clean


def test_a_new_record_that_another_program_is_making_is_waited_for(path: Path) -> None:
    with closing(sqlite3.connect(path, isolation_level=None, check_same_thread=False)) as other:
        other.execute("BEGIN IMMEDIATE")  # as the one of two that is quicker to make it
        leaving = threading.Timer(0.3, other.rollback)
        leaving.start()
        Record(path).close()
        leaving.join()


WRITER = """
import sys
from pathlib import Path
from types import SimpleNamespace
from scoring.record import Record
from scoring.seal import StationKey
from tests.recorded_events import *
with Record(Path(sys.argv[1]), StationKey.load_or_create(Path(sys.argv[2]))) as record:
    while True:
        run, known = begin(record), len(OPENING)
        print(run, known, flush=True)
        for turn in range(40):
            record.mark_clock(run, turn)
            record.append(run, CHOSEN, turn)
            known += len(CHOSEN)
            print(run, known, flush=True)
        record.append(run, ENDED, 99)
        print(run, known + 1, flush=True)
"""


def test_what_was_acknowledged_outlives_a_kill_and_no_choice_is_halved(path: Path) -> None:
    key = StationKey.load_or_create(path.with_suffix(".pem"))
    delays = random.Random(0)
    for _ in range(8):
        acknowledged = _killed_while_writing(path, delays.uniform(0, 0.25))
        with Record(path) as record:
            for run, known in acknowledged.items():
                kept = record.events(run)
                assert len(kept) >= known
                turns, rest = divmod(len(kept) - len(OPENING), len(CHOSEN))
                assert kept == OPENING + turns * CHOSEN + ENDED[:rest]
            assert verify(record, [key.public]).clean


def _killed_while_writing(path: Path, delay: float) -> dict[str, int]:
    """How many events of each run a writer had acknowledged when it was killed, some time after its first ones."""
    command = [sys.executable, "-c", WRITER, str(path), str(path.with_suffix(".pem"))]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True, cwd=ROOT) as child:
        assert child.stdout
        first = child.stdout.readline()
        time.sleep(delay)
        os.kill(child.pid, signal.SIGKILL)
        told = [first, *child.stdout]
    return {run: int(known) for run, known in (line.split() for line in told if line.endswith("\n"))}


# ---- files that are no record of ours


def test_the_file_and_its_folder_are_for_their_owner_alone(path: Path) -> None:
    deep = path.parent / "new" / "record.sqlite"
    with Record(deep) as record:
        begin(record)
        modes = {file.name: stat.S_IMODE(file.stat().st_mode) for file in deep.parent.iterdir()}
    assert modes == {"record.sqlite": 0o600, "record.sqlite-wal": 0o600, "record.sqlite-shm": 0o600}
    assert stat.S_IMODE(deep.parent.stat().st_mode) == 0o700


def test_what_is_acknowledged_is_flushed_to_the_disk(path: Path) -> None:
    with Record(path) as record, record.evidence() as evidence:
        settings = [
            evidence._rows(f"PRAGMA {name}")[0][0] for name in ("journal_mode", "synchronous", "foreign_keys")
        ]
    assert settings == ["wal", 2, 1]


def test_a_file_that_is_no_database_is_refused_and_left_as_it_was(path: Path) -> None:
    path.write_text("Dear diary, " * 100)
    with pytest.raises(RecordError, match=f"{path} is no record, or is damaged"):
        Record(path)
    assert path.read_text() == "Dear diary, " * 100


def test_the_database_of_another_program_is_refused_and_left_as_it_was(path: Path) -> None:
    with sqlite3.connect(path) as db:
        db.execute("CREATE TABLE events (id)")
    before = path.read_bytes()
    with pytest.raises(RecordError, match="database of another program"):
        Record(path)
    assert path.read_bytes() == before


def test_a_record_of_a_newer_program_is_refused(path: Path) -> None:
    Record(path).close()
    with sqlite3.connect(path) as db:
        db.execute("INSERT INTO _sqlite_migrations (migration_set, name) VALUES ('levelhead', 'of_tomorrow')")
    with pytest.raises(RecordError, match="newer Levelhead"):
        Record(path)


def test_a_folder_is_no_record(path: Path) -> None:
    with pytest.raises(RecordError, match="cannot be opened: Is a directory"):
        Record(path.parent)


def test_a_record_that_another_program_holds_is_waited_for_and_then_refused(
    path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    Record(path).close()
    monkeypatch.setattr(opening, "PATIENCE", 0.1)
    holder = sqlite3.connect(path, isolation_level=None)
    record = Record(path)
    holder.execute("BEGIN IMMEDIATE")
    with pytest.raises(RecordError, match="in use by another program"):
        begin(record)
    holder.execute("COMMIT")
    assert begin(record)


@pytest.mark.skipif(
    os.name != "posix" or os.geteuid() != 0, reason="only root can become somebody who may not write"
)
@pytest.mark.parametrize("what", ["file", "folder"])
def test_a_record_that_may_only_be_read_is_refused_in_words(path: Path, what: str) -> None:
    Record(path).close()
    os.chmod(path, 0o444 if what == "file" else 0o666)
    os.seteuid(65534)
    try:
        with pytest.raises(RecordError, match=r"cannot be (opened: Permission denied|written)"):
            Record(path)
    finally:
        os.seteuid(0)


@pytest.mark.parametrize(("free", "told"), [(0, "the disk is full"), (1 << 30, "a sound disk")])
def test_a_disk_too_full_to_open_a_record_on_is_not_called_unsound(
    path: Path, monkeypatch: pytest.MonkeyPatch, free: int, told: str
) -> None:
    error = sqlite3.OperationalError("disk I/O error")
    error.sqlite_errorcode = sqlite3.SQLITE_IOERR_SHMSIZE  # as SQLite says on a full tmpfs
    monkeypatch.setattr(opening, "disk_usage", lambda _: SimpleNamespace(free=free))
    with pytest.raises(RecordError, match=told), opening.in_words(path):
        raise error


def test_a_full_disk_is_told_and_what_was_acknowledged_stays(path: Path) -> None:
    with Record(path) as record:
        run = begin(record)
        record._db.execute("PRAGMA max_page_count = 80")
        with pytest.raises(RecordError, match="the disk is full"):
            fill(record, run)
        record._db.execute("PRAGMA max_page_count = 100000")
        assert record.last_at(run) == len(record.events(run)) - len(OPENING) > 10
        record.append(run, ENDED, 9999)
        assert verify(record).clean


def fill(record: Record, run: str) -> None:
    """Add events, each a millisecond after the other, as long as they are kept."""
    for at in range(1, 10_000):
        record.append(run, (ProbeAnswered("x", "y" * 500),), at)
