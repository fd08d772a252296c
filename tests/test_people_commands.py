"""The commands for people: the first administrator, the roster, rules, secrets and locks, roles, and who is erased."""

from __future__ import annotations

import re
import sqlite3
from contextlib import closing
from io import StringIO
from pathlib import Path

import pytest

from scoring.people import Rules
from scoring.people.rules import read_rules
from scoring.record import Record
from scoring.seal import StationKey
from scoring.stretch import FIPS
from scoring.wellness.keys import WrongSecret
from simulator.__main__ import main
from simulator.commands import asking
from simulator.commands.house import (
    key_path,
    opened_people,
    opened_record,
    record_path,
    settings_folder,
    wellness_of,
)
from simulator.station.remembered import SignedInHere
from tests.agency_here import PAGE, SECRETS, Say
from tests.framed import blocks
from tests.people_here import add_fact, run_of


def test_the_commands_that_the_page_shows_run(say: Say, tmp_path: Path) -> None:
    (csv,) = blocks(PAGE, "csv")
    profile, _ = blocks(PAGE, "toml")
    (tmp_path / "roster.csv").write_text(csv.text, encoding="utf-8")
    (tmp_path / "profile.toml").write_text(profile.text, encoding="utf-8")
    lines = [line for block in blocks(PAGE, "sh") for line in block.text.splitlines()]
    assert len(lines) == 18
    for line in lines:
        code, told = say(line.removeprefix("levelhead "))
        assert code == 0, (line, told)


def test_the_rules_that_the_page_shows_are_the_defaults(tmp_path: Path) -> None:
    _, rules = blocks(PAGE, "toml")
    path = tmp_path / "agency.toml"
    path.write_text(rules.text, encoding="utf-8")
    assert read_rules(path) == read_rules(tmp_path / "none.toml") == Rules()


def test_an_agency_may_set_other_rules_and_is_told_of_wrong_ones(tmp_path: Path) -> None:
    path = tmp_path / "agency.toml"
    path.write_text(
        '[secrets]\nprofile = "pbkdf2-hmac-sha256"\nlock_minutes = 30\n[runs]\nkeep_months = 24\n'
    )
    rules = read_rules(path)
    assert (rules.stretch, rules.lock_minutes, rules.keep_months) == (FIPS, 30, 24)
    for wrong, words in (
        ("[secrets]\npin_digits = 4", "6 or more"),
        ("[secrets]\nlock = 4", "has “lock”"),
        ("[other]\na = 1", r"has \[other\]"),
        ('[secrets]\nprofile = "md5"', "profile is argon2id or"),
        ("[runs]\nkeep_months = true", "a whole number"),
    ):
        path.write_text(wrong)
        with pytest.raises(Exception, match=words):
            read_rules(path)


def test_a_record_without_an_administrator_is_open_and_says_so_once(say: Say) -> None:
    assert say('people add 1 "Ann Moss"') == (
        0,
        "Ann Moss (1) is known now. They choose a PIN at their first sign-in.\n",
    )
    code, told = say("people list")
    assert code == 0
    assert told.count("has no administrator") == 1


def test_where_nobody_is_known_whoever_signs_in_is_told_what_comes_first(say: Say) -> None:
    code, told = say("people list --as 100")
    assert code == 1
    assert "first-administrator" in told


@pytest.mark.usefixtures("own_data_folder")
def test_a_secret_that_is_too_easy_is_refused_before_it_is_typed_again(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def typed(prompt: str) -> str:
        assert prompt == "Passphrase: "
        return "short"

    monkeypatch.delenv("LEVELHEAD_NEW_SECRET", raising=False)
    monkeypatch.setattr("sys.stdin.isatty", lambda: True)
    monkeypatch.setattr(asking, "getpass", typed)
    assert main(["people", "first-administrator", "100", "Pat Quill"]) == 1
    assert "10 letters or more" in capsys.readouterr().err


def test_once_there_is_an_administrator_everybody_says_who_they_are(agency: Path, say: Say) -> None:
    for line in ("people list", "record list", "audit", "disputes", "class list", "report training-needs"):
        code, told = say(line)
        assert (code, told) == (
            1,
            "Say who you are: --as BADGE. The PIN or passphrase is then asked for.\n",
        ), line
    assert say('people first-administrator 200 "Eve Intruder"')[0] == 1
    assert say("people list --as 200")[1].startswith("Badge number and PIN or passphrase do not fit.")


@pytest.mark.parametrize(
    ("line", "badge", "words"),
    [
        ("people list", "4710", "for trainers and administrators"),
        ("people erase 4711 --yes", "4701", "for administrators"),
        ("people role 4710 officer administrator", "4710", "for administrators"),
        ("audit", "4702", "for administrators"),
        ("record expire --months 1 --apply", "4701", "for administrators"),
        ("class new Fall", "4702", "led by trainers"),
        ("class list", "4702", "for trainers and administrators"),
        ("people list --unit Nowhere", "4701", "The units are: North patrol, Training."),
        ("rate 2026", "4710", "You are no trainer."),
        ("disputes", "4702", "read by trainers"),
        ('report unit "North patrol"', "4701", "for its supervisors"),
        ('report unit "Training"', "4702", "You supervise North patrol."),
        ('report unit "North patrol"', "100", "see no runs and no scores"),
        ("report officer 4711", "4710", "This is not yours."),
        (
            "report training-needs --from 2026-04-01 --to 2026-03-01",
            "4702",
            "No day is both from 2026-04-01 and up to 2026-03-01: the runs here are from 2026-03-03",
        ),
    ],
)
def test_who_may_not_is_told_why(agency: Path, say: Say, line: str, badge: str, words: str) -> None:
    with Record(record_path(None), StationKey.load_or_create(key_path())) as record:
        officer = opened_people(record).known("4711").id
        run = run_of(record, officer)
        add_fact(record, "run_facts", run=run, officer=officer, local_date="2026-03-03", decisions=0)
    code, told = say(line, by=badge)
    assert code == 1
    assert words in told


def test_five_wrong_tries_lock_and_an_administrator_unlocks(
    agency: Path, say: Say, monkeypatch: pytest.MonkeyPatch
) -> None:
    right, SECRETS["4710"] = SECRETS["4710"], "999000"
    for _ in range(5):
        _, told = say("record list --as 4710")
    SECRETS["4710"] = right
    assert "locked until" in told
    assert "locked until" in say("record list --as 4710")[1]
    assert "locked until" in say("people show 4710 --as 100")[1]
    assert "locked" in say("audit --as 100")[1]
    assert say("people unlock 4710 --as 100")[0] == 0
    assert say("record list --as 4710")[0] == 0


def test_a_supervised_unit_that_nobody_is_in_is_wondered_at(agency: Path, say: Say) -> None:
    code, told = say('people role 4702 officer supervisor --supervises "Noth patrol" --as 100')
    assert code == 0
    assert "Nobody is in “Noth patrol” yet. The units are: North patrol, Training." in told


def test_nobody_plays_under_a_badge_number_without_signing_in(agency: Path, say: Say) -> None:
    assert "Nobody here has the badge number 4799" in say("play traffic_stop --console --officer 4799")[1]
    assert "You have no PIN yet" in say("play traffic_stop --console --officer 4711")[1]
    with Record(record_path(None)) as record:
        assert record.runs() == ()


def test_an_officer_chooses_a_pin_in_the_terminal_too(
    agency: Path, say: Say, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(SECRETS, "4711", "730194")
    monkeypatch.setattr("simulator.commands.seated.new_secret", lambda *_: "730194")
    monkeypatch.setattr("sys.stdin", StringIO(""))
    code, told = say("play traffic_stop --console --officer 4711")
    assert (code, "You have no PIN yet." in told) == (0, True)
    assert say("record list --as 4711")[0] == 0


def test_everybody_takes_a_new_secret_of_their_own_and_nobody_elses(
    agency: Path, say: Say, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked = say("people pin 4702 --as 4701")
    assert (asked[0], "for administrators" in asked[1]) == (1, True)
    assert say("people pin 4701 --clear --as 4701")[0] == 1
    for badge, old, new in (
        ("4701", SECRETS["4701"], "marsh violin copper"),
        ("4710", SECRETS["4710"], "604913"),
    ):
        monkeypatch.setitem(SECRETS, badge, old)
        monkeypatch.setenv("LEVELHEAD_PASSPHRASE", old)
        monkeypatch.setenv("LEVELHEAD_NEW_SECRET", new)
        assert main(["people", "pin", badge, "--as", badge]) == 0
        assert "do not fit" in say(f"record list --as {badge}")[1]
        monkeypatch.setitem(SECRETS, badge, new)
        assert say(f"record list --as {badge}")[0] == 0
    monkeypatch.setenv("LEVELHEAD_NEW_SECRET", "123456")
    assert main(["people", "pin", "4710", "--as", "4710"]) == 1
    assert say("audit --as 100")[1].count("4710             secret given") == 1


def test_the_last_administrator_stays(agency: Path, say: Say) -> None:
    for line in ("people erase 100 --yes", "people role 100 officer"):
        code, told = say(line, by="100")
        assert (code, told) == (
            1,
            "This would leave nobody to look after people. Make another administrator first.\n",
        )


def test_a_pin_that_has_become_too_little_goes(agency: Path, say: Say) -> None:
    assert "Give a first passphrase" in say("people role 4710 officer trainer --as 100")[1]
    assert "no passphrase yet" in say("record list --as 4710")[1]


def test_erasing_asks_first_and_says_what_stays(agency: Path, say: Say) -> None:
    code, told = say("people erase 4710 --as 100")
    assert code == 1
    assert "Say the same again with --yes." in told
    assert say("people erase 4710 --yes --as 100")[0] == 0
    assert "Nobody here has the badge number 4710" in say("people show 4710 --as 100")[1]
    assert say("record verify")[0] == 0
    kept = b"".join(file.read_bytes() for file in (agency / "data").glob("record.db*"))
    assert b"Kai" not in kept
    assert not re.search(rb"(?<![0-9a-f])4710(?![0-9a-f])", kept)  # within a hash it tells nothing


def test_who_is_erased_leaves_neither_a_way_into_their_check_ins_nor_a_badge_number_at_the_door(
    agency: Path, say: Say
) -> None:
    door = SignedInHere(settings_folder())
    door.add("4711")
    door.add("4710")
    with opened_record(None) as record:
        pseudonym = opened_people(record).known("4710").pseudonym
    with wellness_of(pseudonym) as room:
        room.enrol("harbor violin stone cactus")
        room.put()
        assert say("people erase 4710 --yes --as 100")[0] == 0
        with pytest.raises(WrongSecret):
            room.open("harbor violin stone cactus")
    assert door.badges() == ("4711",)
    assert say("wellness audit")[0] == 0


def test_what_was_erased_while_another_program_reads_is_swept_out_afterward(agency: Path, say: Say) -> None:
    with opened_record(None) as record:
        kai = opened_people(record).known("4710")
    with wellness_of(kai.pseudonym) as room, closing(sqlite3.connect(record_path(None))) as reading:
        room.enrol("harbor violin stone cactus")
        reading.execute("BEGIN")
        reading.execute("SELECT count(*) FROM people").fetchone()
        code, told = say("people erase 4710 --yes --as 100")
        assert (code, f"`levelhead people erase {kai.id} --yes`" in told) == (1, True)
        with pytest.raises(WrongSecret):
            room.open("harbor violin stone cactus")
        reading.rollback()
        assert "nothing that was erased is left" in say(f"people erase {kai.id} --yes --as 100")[1]
        assert not (agency / "data" / "record.db-wal").stat().st_size


def test_who_imports_into_a_record_without_an_administrator_is_told_that_it_is_open(
    say: Say, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "roster.csv").write_text("badge,name\n4710,Kai Cole\n", encoding="utf-8")
    (tmp_path / "profile.toml").write_text('[columns]\nbadge = "badge"\nname = "name"\n', encoding="utf-8")
    file, profile = str(tmp_path / "roster.csv"), str(tmp_path / "profile.toml")
    assert main(["people", "import", file, "--profile", profile, "--apply"]) == 0
    told = capsys.readouterr()
    assert "1 imported." in told.out
    assert told.err.startswith(asking.OPEN)
