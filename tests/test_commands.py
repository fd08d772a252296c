"""The commands as a person meets them: what they print, how they exit, and that no traceback comes out."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from simulator.__main__ import main
from tests.test_broken_scenarios import FOLDER, WELL_FORMED


@pytest.fixture(autouse=True)
def own_data_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("LEVELHEAD_DATA", str(tmp_path / "data"))


def levelhead(*arguments: str, typed: str = "", data: Path) -> subprocess.CompletedProcess[str]:
    environment = {**os.environ, "LEVELHEAD_DATA": str(data), "DISPLAY": "", "WAYLAND_DISPLAY": ""}
    environment.pop("SDL_VIDEODRIVER", None)
    command = [sys.executable, "-m", "simulator", *arguments]
    return subprocess.run(command, input=typed, capture_output=True, text=True, env=environment, timeout=120)


def test_a_new_scenario_passes_the_check(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["new", str(tmp_path / "mine")]) == 0
    assert main(["check", str(tmp_path / "mine")]) == 0
    assert "error" not in capsys.readouterr().out
    assert main(["new", str(tmp_path / "mine")]) == 1
    assert "nothing was changed" in capsys.readouterr().err


def test_a_data_folder_that_cannot_be_made_is_told_with_the_way_out(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("in the way", encoding="utf-8")
    for command in (["record", "list"], ["play", "--console"]):
        refused = levelhead(*command, data=tmp_path / "file" / "data")
        assert refused.returncode == 1
        assert refused.stderr.startswith(f"The data folder {tmp_path / 'file' / 'data'} cannot be made:")
        assert "LEVELHEAD_DATA" in refused.stderr


def test_a_terminal_that_lacks_our_letters_is_written_to_all_the_same(tmp_path: Path) -> None:
    ours, theirs = os.openpty()
    environment = {**os.environ, "LEVELHEAD_DATA": str(tmp_path), "PYTHONIOENCODING": "ascii", "DISPLAY": ""}
    command = [sys.executable, "-m", "simulator", "doctor"]
    child = subprocess.run(
        command, stdout=theirs, stderr=subprocess.PIPE, text=True, env=environment, timeout=120
    )
    os.close(theirs)  # so that there is no waiting where nothing was written
    told = os.read(ours, 4096).decode("ascii")
    os.close(ours)
    assert told.startswith("Levelhead")
    assert "? Python" in told.splitlines()[0]
    assert "went wrong" not in child.stderr


def test_what_goes_into_a_file_is_written_in_utf_8_where_the_machine_has_too_few_letters() -> None:
    environment = {**os.environ, "PYTHONIOENCODING": "cp1252"}
    command = [sys.executable, "-m", "simulator", "check", str(FOLDER / "unknown_target.yaml")]
    told = subprocess.run(command, capture_output=True, env=environment, timeout=120).stdout.decode("utf-8")
    assert "→ Did you mean" in told


def test_check_tells_where_what_and_what_instead(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["check", str(FOLDER / "unknown_target.yaml")]) == 1
    told = capsys.readouterr().out
    assert "unknown_target.yaml:33:19: error [unknown_target]" in told
    assert "            next: tlak" in told
    assert 'Did you mean "talk"?' in told


def test_the_caret_stands_under_the_mistake(capsys: pytest.CaptureFixture[str]) -> None:
    main(["check", str(FOLDER / "unknown_target.yaml")])
    lines = capsys.readouterr().out.splitlines()
    at = next(n for n, line in enumerate(lines) if line.endswith("next: tlak"))
    assert lines[at + 1].index("^") == lines[at].index("tlak")


def test_check_as_json_has_the_documented_shape(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["check", str(WELL_FORMED), str(FOLDER / "bad_chance.yaml"), "--format", "json"]) == 1
    good, bad = json.loads(capsys.readouterr().out)["scenarios"]
    assert list(good) == ["id", "path", "digest", "findings", "proof"]
    assert len(good["digest"]) == 64
    (finding,) = bad["findings"]
    assert list(finding) == ["code", "severity", "where", "line", "column", "message", "cure", "evidence"]
    assert (finding["severity"], finding["line"]) == ("error", 44)


def test_check_of_nothing_says_so(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["check", str(tmp_path)]) == 1
    assert "scenario.yaml" in capsys.readouterr().err
    assert main(["check", str(tmp_path), "--format", "json"]) == 1
    assert json.loads(capsys.readouterr().out)["scenarios"] == []
    assert main(["check", str(tmp_path / "none.yaml")]) == 1
    assert "no_such_file" in capsys.readouterr().out


def test_an_empty_folder_beside_a_good_one_is_told_of(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    main(["new", str(tmp_path / "mine")])
    (tmp_path / "empty").mkdir()
    assert main(["check", str(tmp_path / "mine"), str(tmp_path / "empty")]) == 1
    told = capsys.readouterr()
    assert "mine" in told.out
    assert f"No scenario in {tmp_path / 'empty'}" in told.err


@pytest.mark.parametrize("command", ["graph", "page", "test-play", "preview"])
def test_a_folder_without_a_scenario_and_a_path_to_nothing_are_told_apart(
    command: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    out = ["--out", str(tmp_path / "pages")] if command == "page" else []
    (tmp_path / "empty").mkdir()
    assert main([command, str(tmp_path / "empty"), *out]) == 1
    assert f"No scenario in {tmp_path / 'empty'}: a scenario is a folder" in capsys.readouterr().err
    assert main([command, str(tmp_path / "nothing"), *out]) == 1
    assert "There is no such file. Check the path." in capsys.readouterr().err


def test_a_call_that_comes_with_the_program_is_named_by_its_id(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(tmp_path)
    assert main(["graph", "traffic_stop", "--format", "mermaid"]) == 0
    assert capsys.readouterr().out.startswith("flowchart")
    assert main(["graph", "trafic_stop"]) == 1
    assert 'Did you mean "traffic_stop"?' in capsys.readouterr().err


def test_what_is_no_scenario_here_is_told_with_what_there_is(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["play", "zzz", "--console"]) == 1
    assert "There are: " in capsys.readouterr().err


@pytest.mark.parametrize(
    "wrong", [["--last", "2026-13-01"], ["--officers", "0"], ["--months", "-5"]], ids=lambda wrong: wrong[0]
)
def test_a_demo_of_nothing_is_refused_before_it_begins(
    wrong: list[str], tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    with pytest.raises(SystemExit) as refused:
        main(["demo", str(tmp_path / "demo"), *wrong])
    assert refused.value.code == 2
    assert wrong[0] in capsys.readouterr().err
    assert not (tmp_path / "demo").exists()


@pytest.mark.parametrize(
    "arguments",
    [
        ["new", "{file}/mine"],
        ["demo", "{file}"],
        ["report", "training-needs", "--record", "{file}", "--out", "{file}/reports"],
        ["graph", "{scenario}", "--out", "{file}/mine.svg"],
        ["page", "{scenario}", "--out", "{file}"],
    ],
    ids=lambda arguments: arguments[0],
)
def test_a_place_that_cannot_be_written_is_told_in_words(
    arguments: list[str], tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    file = tmp_path / "a_file"
    file.touch()
    assert main([each.format(file=file, scenario=WELL_FORMED) for each in arguments]) == 1
    told = capsys.readouterr().err
    assert "cannot be written" in told
    assert "should not have" not in told


def test_new_writes_what_to_type_next_for_a_folder_with_a_space(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["new", str(tmp_path / "my dog")]) == 0
    assert f"levelhead check '{tmp_path / 'my dog'}'" in capsys.readouterr().out


def test_no_runs_at_all_are_refused(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["test-play", str(WELL_FORMED), "--runs", "0"]) == 1
    assert "Give --runs 1 or more" in capsys.readouterr().err


def test_scenarios_that_are_nowhere_or_all_broken_are_not_offered(tmp_path: Path) -> None:
    nowhere = levelhead("play", "--console", "--scenarios", str(tmp_path / "nowhere"), data=tmp_path)
    assert (nowhere.returncode, nowhere.stdout) == (1, "")
    assert "There are no scenarios" in nowhere.stderr
    broken = levelhead("play", "--console", "--scenarios", str(FOLDER / "bad_chance.yaml"), data=tmp_path)
    assert broken.returncode == 1
    assert "levelhead check" in broken.stderr


@pytest.mark.parametrize(
    "told", [b"nonsense", b"hall.door/name @-2", b"hall.door/name @1e30", b"hall.door/- @inf", b"\xe1"]
)
def test_a_path_that_is_none_is_refused_before_a_run_begins(
    told: bytes, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = tmp_path / "path.txt"
    path.write_bytes(told)
    assert main(["play", str(WELL_FORMED), "--follow", str(path)]) == 1
    shown = capsys.readouterr()
    assert "Press Enter" not in shown.out
    assert "is no" in shown.err
    assert "should not have" not in shown.err


def test_a_step_that_is_not_open_is_told(tmp_path: Path) -> None:
    path = tmp_path / "path.txt"
    path.write_text("hall.door/nmae", encoding="utf-8")
    followed = levelhead("play", str(WELL_FORMED), "--follow", str(path), typed="\n", data=tmp_path)
    assert "“nmae” is not open at hall.door" in followed.stdout


def test_an_input_that_ends_before_a_run_promises_nothing(tmp_path: Path) -> None:
    left = levelhead("play", "--console", data=tmp_path)
    assert "The input ended." in left.stdout
    assert "The run is kept" not in left.stdout


@pytest.mark.parametrize(
    ("word", "told"), [("chek", 'Did you mean "check"?'), ("zzzzz", "`levelhead help` lists them.")]
)
def test_a_word_that_is_no_command_is_told_in_a_sentence(
    word: str, told: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main([word, "traffic_stop"]) == 2
    assert capsys.readouterr().err == f"There is no command “{word}”. {told}\n"


def test_help_is_a_command_too(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit):
        main(["help"])
    assert "test-play" in capsys.readouterr().out


def test_wrong_usage_exits_with_2() -> None:
    with pytest.raises(SystemExit) as exit_:
        main(["check"])
    assert exit_.value.code == 2


def test_without_a_display_the_call_is_played_in_the_terminal_and_recorded(tmp_path: Path) -> None:
    done = levelhead("play", str(WELL_FORMED), "--seed", "1", typed="\n\n1\n\n1\n1\n\n\n", data=tmp_path)
    assert done.returncode == 0, done.stderr
    assert "There is no display here" in done.stdout
    assert "DEBRIEF · A knock" in done.stdout
    assert "1 run" in levelhead("record", "list", data=tmp_path).stdout
    verified = levelhead("record", "verify", data=tmp_path)
    assert verified.returncode == 0, verified.stdout
    assert "no change found" in verified.stdout


def test_a_run_that_was_killed_is_offered_again_and_goes_on(tmp_path: Path) -> None:
    cut = levelhead("play", str(WELL_FORMED), "--console", "--seed", "1", typed="\n\n", data=tmp_path)
    assert "The run is kept" in cut.stdout
    again = levelhead("play", str(WELL_FORMED), "--console", typed="y\n1\n\n1\n1\n\n", data=tmp_path)
    assert "Go on with it?" in again.stdout
    assert "DEBRIEF" in again.stdout
    run = levelhead("record", "list", data=tmp_path).stdout.split()[0]
    shown = levelhead("record", "show", run[:12], data=tmp_path)
    assert "hall.door" in shown.stdout


def test_an_unknown_scenario_brings_the_nearest_name(tmp_path: Path) -> None:
    done = levelhead("play", "trafic_stop", "--console", data=tmp_path)
    assert done.returncode == 1
    assert 'Did you mean "traffic_stop"?' in done.stderr
    assert "Traceback" not in done.stderr


def test_a_record_that_is_no_record_is_refused_in_words(tmp_path: Path) -> None:
    wrong = tmp_path / "letter.db"
    wrong.write_text("Dear Sir, this is no database at all." * 50)
    done = levelhead("play", "--console", "--record", str(wrong), data=tmp_path)
    assert done.returncode == 1
    assert "letter.db" in done.stderr
    assert "Traceback" not in done.stderr


def test_an_end_of_the_input_where_something_is_asked_is_no_mistake_of_the_program(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def asks(_: object) -> int:
        raise EOFError

    monkeypatch.setattr("simulator.commands.doctor.doctor", asks)
    assert main(["doctor"]) == 130
    assert "Stopped." in capsys.readouterr().err
    assert not list((tmp_path / "data").glob("error-*.txt"))


def test_an_unforeseen_error_leaves_a_report_and_no_traceback(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def breaks(_: object) -> int:
        raise ZeroDivisionError("a bug")

    monkeypatch.setattr("simulator.commands.doctor.doctor", breaks)
    assert main(["doctor"]) == 1
    told = capsys.readouterr().err
    assert "Traceback" not in told
    (report,) = (tmp_path / "data").glob("error-*.txt")
    assert str(report) in told
    assert "ZeroDivisionError" in report.read_text()


def test_doctor_tells_what_works(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["doctor"]) == 0
    told = capsys.readouterr().out
    for part in ("display", "sound", "fonts", "scenarios", "data folder", "record"):
        assert part in told
