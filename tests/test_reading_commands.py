"""The commands that read runs: what an officer, a trainer, a supervisor and an administrator are shown, and what is entered."""

from __future__ import annotations

import re
from datetime import date, datetime, timedelta, timezone
from pathlib import Path

import pytest

from scoring.kept import Officer, RunKind
from scoring.people import Person, Role
from scoring.record import Record
from scoring.rubric_file import core_rubric
from scoring.seal import StationKey
from simulator.commands.house import key_path, opened_people, opened_record, record_path
from simulator.exercises import what_if
from simulator.session import Session
from simulator.shelf import shelf
from tests.agency_here import SECRETS, Say
from tests.people_here import run_of
from tests.station_scenario import entry
from tests.test_exercises import played


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
