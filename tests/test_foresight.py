"""The commands that ask the prover: what check tells, how its evidence is followed, and what test-play sees."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from simulator.__main__ import main
from simulator.engine.evidence import BadPath, path_steps, realizes
from simulator.library.load import load_file
from tests.test_broken_scenarios import WELL_FORMED
from tests.test_commands import levelhead

NEVER = """
      never:
        lines: [Nobody comes here.]
        next: ending.well
"""


@pytest.fixture(autouse=True)
def own_data_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("LEVELHEAD_DATA", str(tmp_path / "data"))


def test_check_tells_the_proof_and_keeps_it(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    main(["check", str(WELL_FORMED), "--loss"])
    first = capsys.readouterr().out
    assert "situations, all of them explored" in first
    assert "always taking the first" in first
    assert "what each choice costs" in first
    assert list((tmp_path / "data" / "cache").glob("*.npz"))
    main(["check", str(WELL_FORMED), "--loss"])
    assert capsys.readouterr().out == first


def test_a_moment_that_is_never_reached_is_found_where_it_stands(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    file = tmp_path / "scenario.yaml"
    text = WELL_FORMED.read_text(encoding="utf-8")
    file.write_text(text.replace("endings:\n", f"{NEVER.lstrip(chr(10))}endings:\n", 1), encoding="utf-8")
    assert main(["check", str(file), "--format", "json"]) == 1
    (scenario,) = json.loads(capsys.readouterr().out)["scenarios"]
    (found,) = [each for each in scenario["findings"] if each["where"] == "scenes.hall.moments.never"]
    assert "never" in found["code"]
    assert text.splitlines()[found["line"] - 2 : found["line"] - 1] != []


def test_the_proof_as_json_has_the_documented_shape(capsys: pytest.CaptureFixture[str]) -> None:
    main(["check", str(WELL_FORMED), "--format", "json"])
    proof = json.loads(capsys.readouterr().out)["scenarios"][0]["proof"]
    keys = [
        "complete",
        "situations",
        "choices",
        "best",
        "worst",
        "outlook",
        "random",
        "strategies",
        "endings",
    ]
    assert list(proof) == keys
    assert set(proof["strategies"]) == {"first", "last", "longest", "shortest"}
    assert set(proof["endings"]["well"]) == {"reachable", "random"}
    assert proof["worst"] <= proof["random"] <= proof["outlook"] <= proof["best"]


def test_a_path_is_read_and_a_line_that_is_none_is_told() -> None:
    steps = list(path_steps(["# seed 3", "hall.door/name @1.5  # by chance (90%) on", "", "hall.talk/- @4"]))
    told = [(each.moment, each.step.name, each.step.waited) for each in steps]
    assert told == [("hall.door", "name", 1500), ("hall.talk", "time_passes", 4000)]
    with pytest.raises(BadPath, match="no step of a path"):
        list(path_steps(["go left"]))


def test_a_path_that_hangs_on_chance_is_realized_by_some_seeds_only() -> None:
    scenario = load_file(WELL_FORMED).scenario
    assert scenario
    assert realizes(scenario, ["hall.door/name @0", "hall.talk/enter @0"], 1)
    assert not realizes(scenario, ["hall.talk/enter @0"], 1)
    assert not realizes(scenario, ["hall.door/none @0"], 1)


def test_play_follows_a_path_and_goes_on_by_hand(tmp_path: Path) -> None:
    path = tmp_path / "path.txt"
    path.write_text("hall.door/name @2\n")
    done = levelhead("play", str(WELL_FORMED), "--follow", str(path), typed="\n\n1\n\n", data=tmp_path)
    assert "Come in." in done.stdout
    assert "Who is it?" not in done.stdout.partition("DEBRIEF")[0].partition("── The hall")[2]
    assert "DEBRIEF" in done.stdout, done.stderr


def test_test_play_tells_what_it_saw_and_cover_takes_every_choice(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["test-play", str(WELL_FORMED), "--runs", "500"]) == 0
    told = capsys.readouterr().out
    assert "500 runs" in told
    assert "moments: 2 of 2 seen" in told
    assert main(["test-play", str(WELL_FORMED), "--cover"]) == 0
    assert "4 of 4 choices" in capsys.readouterr().out
