"""levelhead wellness: an officer's own page, and the coordinator's tables, by the commands alone."""

from __future__ import annotations

import re
from datetime import date
from pathlib import Path

import pytest

from scoring.people import Role, Rules
from scoring.stretch import FIPS
from scoring.wellness.checkin import Answered, Occasion
from scoring.wellness.instruments import house_instruments
from scoring.wellness.keys import WrongSecret
from scoring.wellness.page import own_page
from scoring.wellness.quarters import Quarter
from scoring.wellness.store import Store
from scoring.wellness.support import unfilled_support
from scoring.wellness.trend import trend
from scoring.wellness.vault import Wellness
from simulator.__main__ import main
from simulator.commands.house import opened_people, opened_record, wellness_of, wellness_path
from tests.people_here import QUICK

PRIVATE, COORDINATORS = "harbor violin stone cactus", "willow copper engine dune"
SPRING = date(2026, 5, 4)


@pytest.fixture
def agency(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Fourteen officers in two units."""
    monkeypatch.setenv("LEVELHEAD_DATA", str(tmp_path))
    with opened_record(None) as record:
        people = opened_people(record)
        for number in range(14):
            people.add(str(1000 + number), f"Officer {number}", unit="North" if number < 12 else "South")
        people.add("9001", "Ito", roles=[Role.SUPERVISOR], unit="North")
        people.add("9100", "Chaplain Ortiz")
        people.add("9101", "Dr. Boone")
    return tmp_path


def rooms(folder: Path) -> list[tuple[str, Wellness]]:
    """The unit and the room of each officer."""
    store = Store(wellness_path())
    with opened_record(None) as record:
        people = opened_people(record)
        officers = [each for each in people.everyone() if each.unit and Role.OFFICER in each.roles]
    return [
        (each.unit, Wellness(None, each.pseudonym, stretch=QUICK, today=lambda: SPRING, store=store))
        for each in officers
    ]


def strain(value: int) -> Answered:
    return Answered("tlx", 1, Occasion.RUN, SPRING, (value,) * 6, "welfare_check")


def told(capsys: pytest.CaptureFixture[str]) -> str:
    return capsys.readouterr().out


def test_the_own_page_tells_the_trend_and_is_nobody_elses_to_read(
    agency: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    room = rooms(agency)[0][1]
    room.enrol(PRIVATE)
    for value in (20, 30, 40, 60):
        room.put([strain(value), Answered("phq2", 1, Occasion.MONTHLY, SPRING, (2, 1))])
    monkeypatch.setenv("LEVELHEAD_WELLNESS_PASSPHRASE", PRIVATE)
    with opened_record(None) as record:
        badge = min(each.badge for each in opened_people(record).everyone())
    assert main(["wellness", "own", badge, "--out", str(agency / "mine")]) == 0
    written = agency / "mine" / "wellness.html"
    page = written.read_text("utf-8")
    assert written.stat().st_mode & 0o077 == 0
    assert "60 of 100 on May 4. Your usual is 30." in page
    assert "at or above the screening line" in page
    assert "not a diagnosis" in page
    assert "Where you can turn" in page
    assert not re.search(r'(src|href)="http', page)


def test_a_wrong_passphrase_writes_nothing(
    agency: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    rooms(agency)[0][1].enrol(PRIVATE)
    monkeypatch.setenv("LEVELHEAD_WELLNESS_PASSPHRASE", "something else entirely")
    assert main(["wellness", "own", "1000", "--out", str(agency / "mine")]) == 1
    assert not (agency / "mine").exists()
    assert "opens nothing here" in capsys.readouterr().err


def test_a_new_passphrase_is_taken_with_the_old_one(
    agency: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    with opened_record(None) as record:
        pseudonym = opened_people(record).known("1000").pseudonym
    room = Wellness(wellness_path(), pseudonym, stretch=QUICK, today=lambda: SPRING)
    spent = room.enrol(PRIVATE)
    room.put([strain(20)])
    for old, new, words in (
        ("something else entirely", COORDINATORS, "opens nothing here"),
        (PRIVATE, "short", "10 letters or more"),
        (PRIVATE, "8204178204", "is no passphrase"),
    ):
        monkeypatch.setenv("LEVELHEAD_WELLNESS_PASSPHRASE", old)
        monkeypatch.setenv("LEVELHEAD_NEW_SECRET", new)
        assert main(["wellness", "passphrase", "1000"]) == 1
        assert words in capsys.readouterr().err
    monkeypatch.setenv("LEVELHEAD_NEW_SECRET", COORDINATORS)
    assert main(["wellness", "passphrase", "1000"]) == 0
    code = re.search(r"\w{5}(-\w{5}){4}", told(capsys))
    assert code
    assert room.open(COORDINATORS).answered() == (strain(20),)
    for secret in (lambda: room.open(PRIVATE), lambda: room.recover(spent, PRIVATE)):
        with pytest.raises(WrongSecret):
            secret()
    room.recover(code[0], PRIVATE)
    assert room.open(PRIVATE).answered() == (strain(20),)


def test_the_agencys_profile_holds_for_wellness_too(agency: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (agency / "agency.toml").write_text('[secrets]\nprofile = "pbkdf2-hmac-sha256"\n', encoding="utf-8")
    wellness_of("P-1").enrol(PRIVATE)
    monkeypatch.setenv("LEVELHEAD_NEW_SECRET", COORDINATORS)
    assert main(["wellness", "coordinator", "appoint", "9100"]) == 0
    store = Store(wellness_path())
    lock, appointed = store.lock("P-1"), store.coordinator()
    assert lock
    assert appointed
    assert lock.stretch == appointed.lock.stretch == str(FIPS)


def test_the_same_answers_give_the_same_page() -> None:
    answers = [strain(20), strain(35)]
    pages = {
        own_page(trend(answers, house_instruments()), house_instruments(), unfilled_support(), {}, SPRING)
        for _ in range(2)
    }
    assert len(pages) == 1


def test_the_coordinator_makes_tables_of_units_and_of_scenarios_that_hide_small_units(
    agency: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    Store(wellness_path()).close()
    monkeypatch.setenv("LEVELHEAD_NEW_SECRET", COORDINATORS)
    assert main(["wellness", "coordinator", "appoint", "9100"]) == 0
    assert "Chaplain Ortiz: " in told(capsys)
    for number, (unit, room) in enumerate(rooms(agency)):
        room.enrol(PRIVATE)
        room.put([strain(40 if number % 2 else 50)])
        appointed = room.coordinator()
        assert appointed
        later = Wellness(
            None, room._officer, stretch=QUICK, today=lambda: date(2026, 7, 2), store=room._store
        )
        assert later.open(PRIVATE).contribute(Quarter.read("2026-Q2"), unit, appointed)
    monkeypatch.setenv("LEVELHEAD_WELLNESS_PASSPHRASE", COORDINATORS)
    assert main(["wellness", "coordinator", "collect", "2026-Q2"]) == 0
    assert main(["wellness", "coordinator", "table", "2026-Q2"]) == 0
    table = told(capsys)
    assert "tlx, welfare_check · 2026-Q2" in table
    assert re.search(r"North +12 +4\d", table)
    assert re.search(r"South +not shown", table)
    assert re.search(r"all together +not shown", table), "together less North would tell of South"
    assert main(["wellness", "coordinator", "collect", "2026-Q2"]) == 1, "tables are made once"


def test_a_second_coordinator_is_refused_unless_it_is_meant(
    agency: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("LEVELHEAD_NEW_SECRET", COORDINATORS)
    assert main(["wellness", "coordinator", "appoint", "9100"]) == 0
    assert main(["wellness", "coordinator", "appoint", "9101"]) == 1
    assert "--replace" in capsys.readouterr().err
    assert main(["wellness", "coordinator", "appoint", "9101", "--replace"]) == 0


def test_the_coordinator_is_somebody_known_who_decides_about_nobody(
    agency: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("LEVELHEAD_NEW_SECRET", COORDINATORS)
    assert main(["wellness", "coordinator", "appoint", "9001"]) == 1
    assert "Ito cannot be supervisor and the wellness coordinator" in capsys.readouterr().err
    assert main(["wellness", "coordinator", "appoint", "Chaplain Ortiz"]) == 1
    assert "Nobody here has the badge number" in capsys.readouterr().err
    assert Store(wellness_path()).coordinator() is None
    monkeypatch.setenv("LEVELHEAD_NEW_SECRET", "short")
    assert main(["wellness", "coordinator", "appoint", "9100"]) == 1
    with opened_record(None) as record:
        assert opened_people(record).office.coordination.coordinator is None  # both files, or neither
    monkeypatch.setenv("LEVELHEAD_NEW_SECRET", COORDINATORS)
    assert main(["wellness", "coordinator", "appoint", "9100"]) == 0
    assert main(["people", "role", "9100", "officer", "supervisor"]) == 1
    assert "and the wellness coordinator" in capsys.readouterr().err
    assert main(["people", "show", "9100"]) == 0
    assert "coordinator" in told(capsys)
    assert main(["audit"]) == 0
    assert "coordinator appointed" in told(capsys)


def test_only_an_administrator_appoints_where_there_is_one(
    agency: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(Rules, "stretch", property(lambda _: QUICK))
    monkeypatch.setenv("LEVELHEAD_NEW_SECRET", COORDINATORS)
    assert main(["people", "first-administrator", "1", "Pat Quill"]) == 0
    assert main(["wellness", "coordinator", "appoint", "9100"]) == 1
    assert "Say who you are" in capsys.readouterr().err
    with opened_record(None) as record:
        opened_people(record).set_secret("1000", "820417")
    monkeypatch.setenv("LEVELHEAD_PASSPHRASE", "820417")
    assert main(["wellness", "coordinator", "appoint", "9100", "--as", "1000"]) == 1
    assert "for administrators" in capsys.readouterr().err
    monkeypatch.setenv("LEVELHEAD_PASSPHRASE", COORDINATORS)
    assert main(["wellness", "coordinator", "appoint", "9100", "--as", "1"]) == 0


def test_an_audit_counts_envelopes_and_opens_none(agency: Path, capsys: pytest.CaptureFixture[str]) -> None:
    rooms(agency)[0][1].put()
    assert main(["wellness", "audit"]) == 0
    assert "1 envelopes, the last one" in told(capsys)


def test_without_a_file_each_says_so(agency: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["wellness", "audit"]) == 1
    assert "There is no wellness file" in capsys.readouterr().err
