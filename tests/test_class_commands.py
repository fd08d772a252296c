"""The commands for classes: who leads one, who is in it, what it is given, and what becomes of that."""

from __future__ import annotations

from io import StringIO
from pathlib import Path

import pytest

from tests.agency_here import Say


def test_a_class_is_handed_over_by_its_trainer_or_an_administrator(agency: Path, say: Say) -> None:
    assert say("class new Spring", by="4701")[0] == 0
    assert say("class hand-over Spring 4702", by="4702")[0] == 1
    assert "is no trainer" in say("class hand-over Spring 4702", by="100")[1]
    say("people role 4702 officer trainer --as 100")
    assert say("class hand-over Spring 4702", by="100")[0] == 0
    assert "led by Cara Cole" in say("class list", by="100")[1]
    assert say("class add Spring 4710", by="4702")[0] == 0
    assert say("class add Spring 4711", by="4701")[0] == 1


def test_a_scenario_of_ones_own_is_assigned_by_its_id_and_its_shelf(agency: Path, say: Say) -> None:
    assert say("class new Spring", by="4701")[0] == 0
    assert say("new my_calls/barking_dog")[0] == 0
    assign = "assign {} --class Spring --due 2031-03-20"
    code, told = say(assign.format("my_calls/barking_dog"), by="4701")
    assert (code, "barking_dog --scenarios my_calls." in told) == (1, True)
    assert say(assign.format("barking_dog --scenarios my_calls"), by="4701")[0] == 0


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
