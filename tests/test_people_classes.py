"""Classes and what they are assigned; who looks after them; and the wellness coordinator."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

import pytest

from scoring.kept import RunKind
from scoring.people import NotAllowed, PeopleError, Role
from scoring.people.office import Listed
from scoring.record import Record
from simulator.model.events import HowEnded
from tests.people_here import PASSPHRASE, Clock, in_utc, people_of, run_of

NAME = "Annabel Mossgrove"


# ---- assignments


def test_an_assignment_is_told_until_an_assigned_run_of_it_ended() -> None:
    clock, record = Clock(), Record()
    record._now = clock  # the run's own times
    people = people_of(record, clock)
    officer = people.add("1", NAME, unit="North")
    people.classes.new("Spring", people.add("2", "Dana Cole", [Role.TRAINER]))
    people.classes.add("Spring", officer)
    people.classes.assign("s1", "Spring", date(2026, 3, 20))
    today = date(2026, 3, 3)
    (told,) = people.assigned_to("1", today)
    assert (told.scenario, told.class_name, told.due) == ("s1", "Spring", date(2026, 3, 20))
    assert told.seen_by == "you, your trainer Dana Cole and the supervisors of North"
    clock.after(days=1)
    run_of(record, officer.id, "s1", RunKind.PRACTICE)
    run_of(record, officer.id, "s2", RunKind.ASSIGNED)
    run_of(record, officer.id, "s1", RunKind.ASSIGNED, HowEnded.STOPPED)
    run_of(record, officer.id, "s1", RunKind.ASSIGNED, None)
    assert people.assigned_to("1", today) == (told,)
    run_of(record, officer.id, "s1", RunKind.ASSIGNED)
    assert people.assigned_to("1", today) == ()


def test_what_was_played_before_it_was_assigned_does_not_count_and_what_is_long_overdue_is_let_go() -> None:
    clock, record = Clock(), Record()
    record._now = clock
    people = people_of(record, clock)
    officer = people.add("1", NAME)
    run_of(record, officer.id, "s1", RunKind.ASSIGNED)
    clock.after(days=1)
    people.classes.new("Spring", people.add("2", "Dana Cole", [Role.TRAINER]))
    people.classes.add("Spring", officer)
    people.classes.assign("s1", "Spring", date(2026, 3, 20))
    assert people.assigned_to("1", date(2026, 4, 17))
    assert not people.assigned_to("1", date(2026, 4, 18))
    assert people.assigned_to("nobody", date(2026, 3, 3)) == ()


def test_classes_are_told_apart_and_days_past_are_refused() -> None:
    people = people_of(Record())
    trainer = people.add("2", "Dana Cole", [Role.TRAINER])
    people.classes.new("Spring", trainer)
    with pytest.raises(PeopleError, match="already"):
        people.classes.new("Spring", trainer)
    with pytest.raises(PeopleError, match="no class"):
        people.classes.add("Fall", trainer)
    with pytest.raises(PeopleError, match="is past"):
        people.classes.assign("s1", "Spring", date(2026, 3, 1))


def test_a_moved_day_is_told_and_what_is_withdrawn_stands_no_more_while_its_runs_stay_assigned() -> None:
    clock, record = Clock(), Record()
    record._now = clock
    people = people_of(record, clock)
    officer, trainer = people.add("1", NAME), people.add("2", "Dana Cole", [Role.TRAINER])
    people.classes.new("Spring", trainer)
    people.classes.add("Spring", officer)
    people.classes.assign("a_b", "Spring", date(2026, 3, 20))
    people.classes.assign("axb", "Spring", date(2026, 3, 20))
    with pytest.raises(PeopleError, match="already, by 2026-03-20"):
        people.classes.assign("a_b", "Spring", date(2026, 3, 25))
    people.classes.move("a_b", "Spring", date(2026, 4, 2))
    today = date(2026, 3, 3)
    assert [(each.scenario, each.due.day) for each in people.assigned_to("1", today)] == [
        ("axb", 20),
        ("a_b", 2),
    ]
    clock.after(days=1)
    begun = record.run(run_of(record, officer.id, "a_b", RunKind.ASSIGNED, None))
    clock.after(hours=1)
    people.classes.withdraw("a_b", "Spring")
    assert [each.scenario for each in people.assigned_to("1", today)] == ["axb"]
    assert record.run(begun.id).kind is RunKind.ASSIGNED
    assert people.classes.trainers_of(officer.id, "a_b", begun.started) == {trainer.id}
    assert not people.classes.trainers_of(officer.id, "a_b", in_utc(clock.now))
    assert people.classes.not_done("Spring") == {("axb", date(2026, 3, 20)): {officer.id}}
    for change in (people.classes.withdraw, lambda id, name: people.classes.move(id, name, today)):
        with pytest.raises(PeopleError, match=r"“a_b” is not assigned to “Spring”. It has axb."):
            change("a_b", "Spring")
    clock.after(hours=1)
    people.classes.assign("a_b", "Spring", date(2026, 3, 20))
    assert len(people.assigned_to("1", today)) == 2


def test_what_is_assigned_once_more_later_is_played_once_more_and_told_apart() -> None:
    clock, record = Clock(), Record()
    record._now = clock
    people = people_of(record, clock)
    officer = people.add("1", NAME)
    people.classes.new("Spring", people.add("2", "Dana Cole", [Role.TRAINER]))
    people.classes.add("Spring", officer)
    people.classes.assign("s1", "Spring", date(2026, 3, 3))
    run_of(record, officer.id, "s1", RunKind.ASSIGNED)
    clock.after(days=2)
    people.classes.assign("s1", "Spring", date(2026, 6, 1))
    assert people.classes.not_done("Spring") == {("s1", date(2026, 6, 1)): {officer.id}}
    (left,) = people.assigned_to("1", date(2026, 3, 4))
    assert left.due == date(2026, 6, 1)


def test_a_closed_class_assigns_nothing_and_its_trainer_still_sees_what_was_played_for_it() -> None:
    clock, record = Clock(), Record()
    record._now = clock
    people = people_of(record, clock)
    officer, trainer = people.add("1", NAME), people.add("2", "Dana Cole", [Role.TRAINER])
    people.classes.new("Spring", trainer)
    people.classes.add("Spring", officer)
    people.classes.assign("s1", "Spring", date(2026, 3, 20))
    run = record.run(run_of(record, officer.id, "s1", RunKind.ASSIGNED, None))
    clock.after(hours=1)
    people.classes.close("Spring")
    assert people.assigned_to("1", date(2026, 3, 3)) == ()
    assert people.classes.trainers_of(officer.id, "s1", run.started) == {trainer.id}
    assert people.classes.trainers_of_runs([run.id, "another"]) == {run.id: {trainer.id}}
    assert not people.classes.trainers_of(officer.id, "s1", in_utc(clock.now))
    assert people.classes.named("Spring").assigned == (("s1", date(2026, 3, 20)),)
    changes: list[Callable[[], object]] = [
        lambda: people.classes.add("Spring", officer),
        lambda: people.classes.assign("s2", "Spring", date(2026, 3, 20)),
        lambda: people.classes.move("s1", "Spring", date(2026, 3, 21)),
        lambda: people.classes.withdraw("s1", "Spring"),
        lambda: people.classes.close("Spring"),
    ]
    for change in changes:
        with pytest.raises(PeopleError, match="was closed on 2026-03-02"):
            change()
    people.classes.remove("Spring", officer)
    assert not people.classes.trainers_of(officer.id, "s1", run.started)


def test_who_joins_a_class_later_shows_its_trainer_nothing_from_before() -> None:
    clock, record = Clock(), Record()
    record._now = clock
    people = people_of(record, clock)
    officer, first, second = (
        people.add(badge, name, roles)
        for badge, name, roles in (
            ("1", NAME, [Role.OFFICER]),
            ("2", "Dana Cole", [Role.TRAINER]),
            ("3", "Bo Reyes", [Role.TRAINER]),
        )
    )
    for name, trainer in (("Spring", first), ("Summer", second)):
        people.classes.new(name, trainer)
        people.classes.assign("s1", name, date(2026, 3, 20))
    people.classes.add("Spring", officer)
    clock.after(hours=1)
    before = record.run(run_of(record, officer.id, "s1", RunKind.ASSIGNED))
    clock.after(hours=1)
    people.classes.add("Summer", officer)
    assert people.classes.trainers_of(officer.id, "s1", before.started) == {first.id}
    (left,) = people.assigned_to("1", date(2026, 3, 3))  # for the second it is still to be played
    assert (left.class_name, left.trainers) == ("Summer", ("Bo Reyes", "Dana Cole"))
    assert left.seen_by == "you, your trainer Bo Reyes and your trainer Dana Cole"
    assert people.classes.trainers_of(officer.id, "s1", in_utc(clock.now)) == {first.id, second.id}


def test_what_somebody_looks_after_is_handed_over_before_they_go() -> None:
    people = people_of(Record())
    trainer, other = people.add("2", "Dana Cole", [Role.TRAINER]), people.add("3", "Bo Reyes", [Role.TRAINER])
    people.classes.new("Spring", trainer)
    changes: list[Callable[[], object]] = [
        lambda: people.office.erase(trainer, ""),
        lambda: people.office.put_roles(trainer, [Role.OFFICER], None, ""),
        lambda: people.office.put([Listed("2", "Dana Cole", roles=frozenset({Role.OFFICER}))], ""),
    ]
    for change in changes:
        with pytest.raises(NotAllowed, match="Dana Cole leads “Spring”"):
            change()
    people.classes.hand_over("Spring", other)
    people.office.erase(trainer, "")
    people.classes.close("Spring")
    people.office.erase(other, "")


# ---- the wellness coordinator


@pytest.mark.parametrize("role", [Role.SUPERVISOR, Role.ADMINISTRATOR])
def test_the_coordinator_decides_about_nobody(role: Role) -> None:
    people = people_of(Record())
    over, chaplain = people.add("2", "Dana Cole", [role]), people.add("3", "Ines Ortiz")
    office = people.office
    with pytest.raises(NotAllowed, match=f"cannot be {role.value} and the wellness coordinator"):
        office.coordination.appoint(over.id, "")
    assert office.coordination.coordinator is None
    office.coordination.appoint(chaplain.id, "")
    changes: list[Callable[[], object]] = [
        lambda: office.put_roles(chaplain, [Role.OFFICER, role], None, ""),
        lambda: office.put([Listed("3", "Ines Ortiz", roles=frozenset({role}))], ""),
        lambda: office.make_first_administrator("3", "Ines Ortiz", PASSPHRASE),
    ]
    for change in changes:
        with pytest.raises(NotAllowed, match="and the wellness coordinator"):
            change()
    assert people.known("3").roles == {Role.OFFICER}
    with pytest.raises(NotAllowed, match="Appoint another first"):
        office.erase(chaplain, "")
    office.coordination.appoint(people.add("4", "Kim Vale").id, "")
    office.put_roles(chaplain, [role], None, "")
    office.erase(chaplain, "")
