"""The commands for people, as an administrator, a trainer, a supervisor and an officer use them."""

from __future__ import annotations

import re
import shlex
import sqlite3
from collections.abc import Callable
from contextlib import closing
from datetime import date, datetime, timedelta, timezone
from io import StringIO
from itertools import pairwise
from pathlib import Path

import pytest

from scoring.kept import Officer, RunKind
from scoring.people import Person, Role, Rules
from scoring.people.rules import read_rules
from scoring.record import Record
from scoring.rubric_file import core_rubric
from scoring.seal import StationKey
from scoring.stretch import FIPS
from scoring.wellness.keys import WrongSecret
from simulator.__main__ import main
from simulator.commands.house import (
    key_path,
    opened_people,
    opened_record,
    record_path,
    settings_folder,
    wellness_of,
)
from simulator.exercises import what_if
from simulator.session import Session
from simulator.shelf import shelf
from simulator.station.remembered import SignedInHere
from tests.framed import blocks
from tests.people_here import QUICK, add_fact, run_of
from tests.station_scenario import entry
from tests.test_exercises import played

PAGE = Path(__file__).resolve().parent.parent / "docs" / "people.md"
SECRETS = {
    "100": "gravel lantern oboe",
    "4701": "copper violin marsh",
    "4702": "copper violin ridge",
    "4710": "820417",
}
Say = Callable[..., tuple[int, str]]


@pytest.fixture(autouse=True)
def own_data_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("LEVELHEAD_DATA", str(tmp_path / "data"))
    monkeypatch.setattr(Rules, "stretch", property(lambda _: QUICK))
    monkeypatch.chdir(tmp_path)


@pytest.fixture
def say(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Say:
    """Say a command as somebody; its exit code, and all that it told."""

    def say(line: str, by: str = "") -> tuple[int, str]:
        words = shlex.split(line)
        command, badge = words[:2], words[2] if words[2:] else ""
        named = [after for word, after in pairwise(words) if word in ("--as", "--officer")]
        who = by or "".join(named)
        monkeypatch.setenv("LEVELHEAD_PASSPHRASE", SECRETS.get(who, "nothing"))
        given = badge if command in (["people", "first-administrator"], ["people", "pin"]) else ""
        monkeypatch.setenv("LEVELHEAD_NEW_SECRET", SECRETS.get(given, "nothing"))
        code = main([*words, *(["--as", by] if by else [])])
        told = capsys.readouterr()
        return code, told.out + told.err

    return say


@pytest.fixture
def agency(say: Say, tmp_path: Path) -> Path:
    """The agency of the page, with everybody's secrets given."""
    (csv,) = blocks(PAGE, "csv")
    profile, _ = blocks(PAGE, "toml")
    (tmp_path / "roster.csv").write_text(csv.text, encoding="utf-8")
    (tmp_path / "profile.toml").write_text(profile.text, encoding="utf-8")
    for line in (
        'people first-administrator 100 "Pat Quill"',
        "people import roster.csv --profile profile.toml --apply --as 100",
        "people pin 4701 --as 100",
        "people pin 4702 --as 100",
        "people pin 4710 --as 100",
    ):
        code, told = say(line)
        assert code == 0, told
    return tmp_path


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


def test_an_agency_may_set_other_rules_and_is_told_of_wrong_ones(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.undo()
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


def test_runs_are_listed_for_those_who_may_see_them_under_pseudonyms(agency: Path, say: Say) -> None:
    for line in (
        "class new Spring",
        "class add Spring 4710 4711",
        "assign traffic_stop --class Spring --due 2031-01-01",
    ):
        assert say(line, by="4701")[0] == 0
    with Record(record_path(None), StationKey.load_or_create(key_path())) as record:
        people = opened_people(record)
        kai, lena = people.known("4710"), people.known("4711")
        assigned = run_of(record, kai.id, "traffic_stop", RunKind.ASSIGNED)
        practice = run_of(record, kai.id, "traffic_stop")
        other = run_of(record, lena.id, "burglary_visit", RunKind.ASSIGNED)

    def listed(badge: str) -> set[str]:
        lines = say("record list", by=badge)[1].splitlines()[:-1]
        assert all(" P-" in line for line in lines)
        return {line.split()[0] for line in lines}

    assert listed("4710") == {assigned, practice}
    assert listed("4701") == {assigned}
    assert listed("4702") == {assigned, other}
    assert listed("100") == set()
    assert "Kai Cole" in say("record list --names --as 4701")[1]
    assert "Kai Cole" not in say("record list --as 4701")[1]
    assert say("record list --names --as 4710")[0] == 1
    assert "only the officer sees it" in say(f"record show {practice} --as 4701")[1]
    assert "1 of 2 have played it" in say("class list --as 4701")[1]
    trail = say("audit --as 100")[1]
    assert "4701             runs listed          with names" in trail


def test_a_supervisor_sees_what_happened_and_neither_losses_nor_pace(agency: Path, say: Say) -> None:
    with Record(record_path(None), StationKey.load_or_create(key_path())) as record:
        kai = opened_people(record).known("4710")
        run = played_stop(record, kai, RunKind.ASSIGNED, pace=200)
    code, told = say(f"record show {run} --as 4702")
    assert code == 0
    assert "seed 3" in told
    assert "pace" not in told
    assert "pace 200" in say(f"record show {run} --as 4710")[1]
    code, told = say(f"debrief {run} --as 4702")
    assert (code, told.partition(":")[0]) == (1, "A debrief tells what each decision lost")
    code, told = say(f"debrief {run} --as 4710")
    assert code == 0
    assert "The run was stopped. It is not scored." in told


def played_stop(record: Record, officer: Officer | Person, kind: RunKind, pace: int) -> str:
    """A run that was stopped after a first look."""
    (call,) = (each for each in shelf(core_rubric()) if each.id == "traffic_stop")
    live = Session(record, core_rubric(), officer).begin(call.loaded, seed=3, pace=pace, kind=kind)
    live.stop()
    return live.id


def test_old_runs_go_and_are_listed_as_expired(agency: Path, say: Say) -> None:
    long_ago = datetime(2020, 5, 1, 23, 30, tzinfo=timezone(timedelta(hours=-4)))
    with Record(record_path(None), StationKey.load_or_create(key_path()), now=lambda: long_ago) as record:
        kai = opened_people(record).known("4710")
        run = played_stop(record, kai, RunKind.PRACTICE, pace=100)
    assert "2020-05-01 23:30" in say("record list --as 4710")[1]  # as the clock there said
    assert say("record expire --months 999999 --as 100")[1].startswith("What happened would be removed in 0")
    assert "removed in 1 run from before" in say("record expire --months 12 --apply --as 100")[1]
    assert say("record list --as 4710")[1].splitlines()[0].endswith("practice  expired")
    assert "older than runs are kept here" in say(f"debrief {run} --as 4710")[1]
    assert "1 run expired" in say("record verify")[1]


def test_a_record_is_verified_with_the_key_that_doctor_told(agency: Path, say: Say, tmp_path: Path) -> None:
    with Record(record_path(None), StationKey.load_or_create(key_path())) as record:
        played_stop(record, opened_people(record).known("4710"), RunKind.PRACTICE, pace=100)
    told = say("doctor")[1]
    key = re.search(r"public key ([0-9a-f]{64})", told)
    assert key
    record_path(None).rename(tmp_path / "copy.db")
    key_path().rename(tmp_path / "elsewhere.key")
    assert say(f"record verify --record copy.db --key {key[1].upper()}")[0] == 0
    assert not key_path().exists()  # who verifies elsewhere needs no key of their own
    code, told = say("record verify --record copy.db")
    assert code == 1
    assert "--key HEX" in told
    other = StationKey.new().public
    assert say(f"record verify --record copy.db --key {other}")[0] == 1
    with pytest.raises(SystemExit):
        say("record verify --record copy.db --key abc")


def test_a_class_is_handed_over_by_its_trainer_or_an_administrator(agency: Path, say: Say) -> None:
    assert say("class new Spring", by="4701")[0] == 0
    assert say("class hand-over Spring 4702", by="4702")[0] == 1
    assert "is no trainer" in say("class hand-over Spring 4702", by="100")[1]
    say("people role 4702 officer trainer --as 100")
    assert say("class hand-over Spring 4702", by="100")[0] == 0
    assert "led by Cara Cole" in say("class list", by="100")[1]
    assert say("class add Spring 4710", by="4702")[0] == 0
    assert say("class add Spring 4711", by="4701")[0] == 1


def test_an_administrator_makes_a_class_for_a_trainer(agency: Path, say: Say) -> None:
    assert say("class new Fall --trainer 4701", by="100") == (0, "Bo Singh leads “Fall”.\n")
    assert say("class new Winter --trainer 4701", by="4702")[0] == 1


def test_who_leads_nothing_here_and_has_several_roles_is_told_the_nearest_reason(
    agency: Path, say: Say
) -> None:
    assert say("class new Spring", by="4701")[0] == 0
    say("people role 4702 officer trainer supervisor --as 100")
    assert "Another trainer leads this class." in say("class add Spring 4710", by="4702")[1]


def test_people_are_taken_out_of_a_class_all_or_nobody(agency: Path, say: Say) -> None:
    assert say("class new Spring", by="4701")[0] == 0
    assert say("class add Spring 4710 4711", by="4701")[0] == 0
    assert "is not in “Spring”" in say("class remove Spring 4710 4702", by="4701")[1]
    assert say("class remove Spring 4710", by="4702")[0] == 1
    code, told = say("class remove Spring 4710", by="4701")
    assert (code, told.partition(".")[0]) == (0, "“Spring” has 1 person")
    assert "4710" not in say("class list Spring", by="4701")[1]


def test_an_assignment_is_moved_and_withdrawn_and_a_class_closed_by_who_leads_it(
    agency: Path, say: Say
) -> None:
    for line in (
        "class new Spring",
        "class add Spring 4710",
        "assign traffic_stop --class Spring --due 2031-01-01",
    ):
        assert say(line, by="4701")[0] == 0
    assert (
        "already, by 2031-01-01" in say("assign traffic_stop --class Spring --due 2031-02-01", by="4701")[1]
    )
    for line in ("move Spring traffic_stop 2031-02-01", "withdraw Spring traffic_stop", "close Spring"):
        assert "led by trainers" in say(f"class {line}", by="4702")[1], line
    assert "led by trainers" in say("class withdraw Spring traffic_stop", by="100")[1]
    assert say("class move Spring traffic_stop 2031-02-01", by="4701")[0] == 0
    assert "by 2031-02-01" in say("class list", by="4701")[1]
    assert "is past" in say("class move Spring traffic_stop 2020-02-01", by="4701")[1]
    assert say("class withdraw Spring traffic_stop", by="4701")[0] == 0
    assert "traffic_stop" not in say("class list Spring", by="4701")[1]
    assert say("class close Spring", by="100")[0] == 0  # the trainer may have left
    assert "Closed: Spring." in say("class list", by="4701")[1]
    assert "Kai Cole" in say("class list Spring", by="4701")[1]
    trail = say("audit --as 100")[1]
    for act in ("assignment moved", "assignment withdrawn", "class closed"):
        assert trail.count(f" {act} ") == 1, act


def test_what_was_withdrawn_is_played_as_practice_in_the_terminal(
    agency: Path, say: Say, monkeypatch: pytest.MonkeyPatch
) -> None:
    for line in (
        "class new Spring",
        "class add Spring 4710",
        "assign traffic_stop --class Spring --due 2031-01-01",
        "class withdraw Spring traffic_stop",
    ):
        assert say(line, by="4701")[0] == 0
    monkeypatch.setattr("sys.stdin", StringIO("\n"))
    assert "Who will see the run" not in say("play traffic_stop --console --officer 4710")[1]
    assert "practice " in say("record list --as 4710")[1]


def test_who_leads_a_class_hands_it_over_before_they_are_erased(agency: Path, say: Say) -> None:
    assert say("class new Spring", by="4701")[0] == 0
    for line in ("people erase 4701 --yes", "people role 4701 officer"):
        code, told = say(line, by="100")
        assert (code, "`levelhead class close`" in told) == (1, True)
    assert say("class close Spring", by="100")[0] == 0
    assert say("people erase 4701 --yes", by="100")[0] == 0


def test_the_trail_tells_which_roles_who_was_put_into_a_class_and_whose_report(
    agency: Path, say: Say
) -> None:
    say("people role 4702 officer trainer supervisor --as 100")
    say("class new Spring --as 4701")
    say("class add Spring 4710 4711 --as 4701")
    say("class list Spring --as 4701")
    say("report officer 4710 --as 4702")
    trail = say("audit --as 100")[1]
    for act, words in (
        ("roles changed", ": officer, supervisor, trainer (4702)"),
        ("class changed", "(4710, 4711)"),
        ("people read", "class Spring"),
        ("report read", "(4710)"),
    ):
        assert any(act in line and line.endswith(words) for line in trail.splitlines()), act


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
    monkeypatch.setattr("simulator.commands.seated.new_secret", lambda _: "730194")
    monkeypatch.setattr("sys.stdin", StringIO(""))
    code, told = say("play traffic_stop --console --officer 4711")
    assert (code, "You have no PIN yet." in told) == (0, True)
    assert say("record list --as 4711")[0] == 0


@pytest.mark.parametrize(("answer", "kind"), [("y", "assigned"), ("n", "practice")])
def test_what_a_class_was_given_is_played_so_in_the_terminal_by_who_agrees(
    agency: Path, say: Say, monkeypatch: pytest.MonkeyPatch, answer: str, kind: str
) -> None:
    for line in (
        "class new Spring",
        "class add Spring 4710",
        "assign traffic_stop --class Spring --due 2031-01-01",
    ):
        assert say(line, by="4701")[0] == 0
    monkeypatch.setattr("sys.stdin", StringIO(f"{answer}\n\n"))
    told = say("play traffic_stop --console --officer 4710")[1]
    assert "Who will see the run: you, your trainer Bo Singh and the supervisors of North patrol." in told
    assert f"{kind} " in say("record list --as 4710")[1]


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


# ---- what is practiced is nobody's but the officer's


def test_a_trainer_reads_an_assigned_run_without_the_what_ifs_and_by_name_where_asked_for(
    agency: Path, say: Say
) -> None:
    run, _ = played_with_what_if(agency)
    for badge, words, seen, unseen in (
        ("4701", "", "P-", "Kai Cole"),
        ("4701", "--names", "Kai Cole", "P-"),
        ("4710", "", "tried differently", "P-"),
    ):
        assert say(f"debrief {run} --out page.html {words} --as {badge}")[0] == 0
        page = (agency / "page.html").read_text(encoding="utf-8")
        assert seen in page
        assert unseen not in page
        assert ("tried differently" in page) == (badge == "4710")
    assert "run shown            " + run + " with names" in say("audit --as 100")[1]


def test_no_command_on_a_run_tells_of_it_who_may_not_see_it(
    agency: Path, say: Say, monkeypatch: pytest.MonkeyPatch
) -> None:
    played_with_what_if(agency)
    with opened_record(None) as record:
        people = opened_people(record)
        trainer = people.add("4703", "Tess Vale", [Role.TRAINER])
        people.office.give_secret(trainer, SECRETS["4701"], "")
        people.classes.new("Fall", trainer)  # of another class
        people.classes.add("Fall", people.known("4711"))
        runs = {run.kind: run.id for run in record.runs(people.known("4710").id)}
    assert len(runs) == 3
    (agency / "rating.toml").write_text('note = "Seen."\n', encoding="utf-8")
    monkeypatch.setitem(SECRETS, "4703", SECRETS["4701"])
    monkeypatch.setitem(SECRETS, "4711", "730194")
    say("people pin 4711", by="100")
    may = {  # of the assigned run; of the others nobody may anything, but the officer who played them
        "4701": {"record show", "debrief", "story", "rate"},
        "4702": {"record show", "story"},
        "4703": set[str](),
        "4711": set[str](),
        "100": set[str](),
    }
    for kind, run in runs.items():
        for badge, allowed in may.items():
            for command, more in (
                ("record show", "--names"),
                ("debrief", "--out page.html --for-trainer"),
                ("story", "--out told"),
                ("rate", "--file rating.toml"),
            ):
                code, told = say(f"{command} {run} {more}", by=badge)
                is_open = kind is RunKind.ASSIGNED and command in allowed
                assert is_open or (code, len(told.splitlines())) == (1, 1), (kind, badge, command, told)
                assert not is_open or code == 0 or command == "story", (kind, badge, command, told)
                assert is_open or not any(words in told for words in ("music", "Kai", "P-")), told
        assert say(f"record show {run}", by="4710")[0] == 0


def test_a_dispute_is_read_without_telling_who_practiced(agency: Path, say: Say) -> None:
    run, practice = played_with_what_if(agency)
    with opened_record(None) as record:
        people = opened_people(record)
        for its in (run, practice):
            people.dispute(its, 2, "order", "4710", f"Not of {its}: he did ask.")
    told = say("disputes --as 4701")[1]
    assert f", run {run}, decision 2: Not of" in told
    assert "an officer, of a run that is not for you to see: Not of" in told
    assert told.count(" P-") == 1


def test_a_trainer_objects_to_the_key_in_a_run_of_the_class(agency: Path, say: Say) -> None:
    run, practice = played_with_what_if(agency)
    because = '--because "An order is right there."'
    assert say(f"dispute {run} 2 {because}", by="4701")[0] == 0
    assert say(f"dispute {practice} 2 {because}", by="4710")[0] == 0
    for line, badge, words in (
        (f"dispute {practice} 2 {because}", "4701", "only the officer sees it"),
        (f"dispute {run} 2 {because}", "4702", "for the officer, and for the trainer"),
        (f"dispute {run} 99 {because}", "4701", "3 decisions"),
        (f"dispute {run} 2 --because ' '", "4701", "1 to 2000 letters"),
    ):
        code, told = say(line, by=badge)
        assert (code, words in told) == (1, True), told
    told = say("disputes", by="4701")[1]
    assert told.count("An order is right there.") == 2
    assert f"run {run}, decision 2" in told
    assert practice not in told


def test_one_run_counts_for_two_classes_and_both_trainers_rate_it(
    agency: Path, say: Say, monkeypatch: pytest.MonkeyPatch
) -> None:
    with opened_record(None) as record:
        people = opened_people(record)
        second = people.add("4703", "Tess Vale", [Role.TRAINER])
        people.office.give_secret(second, SECRETS["4701"], "")
        people.classes.new("Raters", second)
        people.classes.add("Raters", people.known("4710"))
        people.classes.assign("music", "Raters", date(2031, 1, 1))
    run, _ = played_with_what_if(agency)
    with opened_record(None) as record:
        assert opened_people(record).assigned_to("4710", date(2026, 1, 1)) == ()
    monkeypatch.setitem(SECRETS, "4703", SECRETS["4701"])
    (agency / "rating.toml").write_text('note = "Seen."\n', encoding="utf-8")
    for badge in ("4701", "4703"):
        assert say(f"rate {run} --file rating.toml", by=badge)[0] == 0
    assert say(f"debrief {run} --out page.html", by="4710")[0] == 0
    page = (agency / "page.html").read_text(encoding="utf-8")
    assert "Bo Singh" in page
    assert "Tess Vale" in page


def test_each_reading_of_what_is_others_is_entered_in_the_trail(agency: Path, say: Say) -> None:
    run, _ = played_with_what_if(agency)
    readings = (
        ("people list", "4701", "people read"),
        ("people show 4710", "4701", "people read"),
        ("class list", "4701", "people read"),
        ("class list Spring", "4701", "people read"),
        ("record list", "4702", "runs listed"),
        (f"record show {run}", "4702", "run shown"),
        (f"debrief {run}", "4701", "run shown"),
        (f"story {run} --out told", "4702", "run shown"),
        ("disputes", "4701", "disputes read"),
        ('report unit "North patrol" --format csv', "4702", "report read"),
        ('report unit "North patrol" --format csv --names', "4702", "names exported"),
        ("report officer 4710 --format csv", "4702", "report read"),
        ("report scenario music --format csv", "4701", "report read"),
        ("report training-needs --format csv", "4701", "report read"),
        ("audit", "100", "audit read"),
    )
    for line, badge, act in readings:
        before = entries()
        told = say(line, by=badge)
        by, *_ = entries()[len(before) :] or [("", "", told[1])]
        assert by[:2] == (badge, act), (line, by)


def entries() -> list[tuple[str, str, str]]:
    """The audit trail, with badge numbers."""
    with opened_record(None) as record:
        people = opened_people(record)
        by = {each.id: each.badge for each in people.everyone()}
        return [(by.get(each.person, ""), each.act, each.about) for each in record.audited()]


def test_how_long_runs_are_kept_is_a_setting(agency: Path, say: Say) -> None:
    assert "kept for good" in say("record expire --as 100")[1]
    (agency / "data" / "agency.toml").write_text("[runs]\nkeep_months = 24\n", encoding="utf-8")
    long_ago = datetime(2020, 5, 1, tzinfo=timezone(timedelta()))
    with Record(record_path(None), StationKey.load_or_create(key_path()), now=lambda: long_ago) as record:
        played_stop(record, opened_people(record).known("4710"), RunKind.PRACTICE, pace=100)
    assert "would be removed in 1 run" in say("record expire --as 100")[1]


def played_with_what_if(agency: Path) -> tuple[str, str]:
    """A run that 4710 played for the class of 4701, with a what-if; and the same as practice."""
    with opened_record(None) as record:
        people = opened_people(record)
        kai = people.known("4710")
        people.classes.new("Spring", people.known("4701"))
        people.classes.add("Spring", kai)
        people.classes.assign("music", "Spring", date(2031, 1, 1))
        session = Session(record, core_rubric(), kai)
        own, alone = (
            played(session.begin(entry().loaded, seed=seed, kind=kind), "go", "order", "cite")
            for seed, kind in ((3, RunKind.ASSIGNED), (4, RunKind.PRACTICE))
        )
        played(what_if(session, own, 2), "name_it", "agree")
        return own.id, alone.id
