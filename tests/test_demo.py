"""Demo data: played by the real engine, the same for the same seed, and marked wherever it shows."""

from __future__ import annotations

import shlex
from datetime import date
from pathlib import Path

import pytest

from scoring.kept import DEMO_STATION
from scoring.record import Record
from scoring.rubric_file import core_rubric
from scoring.seal import StationKey
from scoring.verify import verify
from simulator.__main__ import main
from simulator.commands.demo import to_see
from simulator.demo import Call, demo_officers, play_demo
from simulator.engine.replay import replay
from simulator.session import kept_scenario
from tests.test_reports import CALL, LAST


def played(path: Path, seed: int = 1, key: StationKey | None = None) -> StationKey:
    key, rubric = key or StationKey.new(), core_rubric()
    play_demo(
        path, key, rubric, [Call(CALL, None)], demo_officers(4, rubric, seed), LAST, months=2, seed=seed
    )
    return key


def facts(path: Path) -> list[tuple[object, ...]]:
    with Record(path) as record:
        return record.select(
            "SELECT r.officer, r.local_date, r.kind, d.number, d.choice, d.waited_ms FROM run_facts r"
            " JOIN decision_facts d ON d.run = r.run ORDER BY 1, 2, 3, 4, 5, 6"
        )


def test_the_same_seed_plays_the_same_and_another_seed_does_not(tmp_path: Path) -> None:
    for name, seed in (("a", 1), ("b", 1), ("c", 2)):
        played(tmp_path / name, seed)
    assert facts(tmp_path / "a") == facts(tmp_path / "b") != facts(tmp_path / "c")


def test_what_was_played_is_verified_and_can_be_played_again(tmp_path: Path) -> None:
    key = played(tmp_path / "record.db")
    with Record(tmp_path / "record.db") as record:
        assert not verify(record, [key.public]).findings
        run = record.runs()[0]
        replay(kept_scenario(record, run), record.events(run.id))


def test_demo_data_is_marked_in_the_record_and_in_every_name(tmp_path: Path) -> None:
    played(tmp_path / "record.db")
    with Record(tmp_path / "record.db") as record:
        assert all("simulated" in officer.name for officer in record.officers())
        assert {name for (name,) in record.select("SELECT name FROM stations")} == {DEMO_STATION}


def test_skill_grows_with_practice_and_fades_without(tmp_path: Path) -> None:
    [officer] = demo_officers(1, core_rubric())
    officer.learns = 0.1
    before = officer.skill["listen"]
    officer.practice(date(2026, 1, 1), ["listen"])
    grown = officer.skill["listen"]
    officer.practice(date(2026, 12, 1), ["care"])
    assert before < officer.skill["listen"] < grown


def test_a_record_that_is_there_is_never_played_over(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    played(tmp_path / "record.db")
    assert main(["demo", str(tmp_path)]) == 1
    assert "is there already" in capsys.readouterr().err


def test_the_commands_that_are_told_at_the_end_work_when_they_are_pasted(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("LEVELHEAD_DATA", str(tmp_path / "data"))
    folder = tmp_path / "a year"
    folder.mkdir()
    key = played(folder / "record.db", key=StationKey.load_or_create(folder / "station.key"))
    for _ in range(2):  # in any order: reading leaves entries in the audit trail
        for line in reversed(list(to_see(folder / "record.db", key.public))):
            command, *words = shlex.split(line)
            assert command == "levelhead"
            assert main(words) == 0, (line, capsys.readouterr())
    told = capsys.readouterr().out
    assert "demo-001 " not in told
    assert "(simulated)" in told
    assert "no change found" in told


def test_a_machine_that_only_reads_a_record_leaves_it_whole(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    path, office = tmp_path / "record.db", StationKey.load_or_create(tmp_path / "office" / "station.key")
    key = played(path)
    monkeypatch.setenv("LEVELHEAD_DATA", str(tmp_path / "office"))
    assert main(["record", "list", "--record", str(path)]) == 0
    verified = ["record", "verify", "--record", str(path), "--key", key.public]
    assert main(verified) == 1, "the machine that read has signed, too"
    assert main([*verified, "--key", office.public]) == 0
