"""People: names are sealed, secrets are guarded, assignments are told and done."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest

from scoring.kept import RunKind
from scoring.people import GUEST, NamesKey, NotAllowed, PeopleError, Role
from scoring.people.office import Listed
from scoring.record import Record
from scoring.verify import verify
from simulator.model.events import HowEnded
from tests.people_here import KEY, PASSPHRASE, PIN, Clock, in_utc, people_of, run_of

NAME, BADGE = "Annabel Mossgrove", "47110815"


def on_disk(folder: Path) -> bytes:
    """All bytes of a record: the database, and what is written ahead."""
    return b"".join(file.read_bytes() for file in sorted(folder.iterdir()) if file.suffix != ".key")


# ---- who is known


def test_a_new_person_is_found_by_badge_number_and_by_the_id_that_stands_in_runs() -> None:
    people = people_of(Record())
    added = people.add(BADGE, NAME, [Role.OFFICER, Role.TRAINER], "North", "Sergeant")
    assert people.person(BADGE) == people.person(added.id) == added
    assert (added.name, added.badge, added.unit, added.rank) == (NAME, BADGE, "North", "Sergeant")
    assert added.roles == {Role.OFFICER, Role.TRAINER}
    assert added.id != BADGE
    assert not added.has_secret
    assert people.person("4712") is None


def test_everyone_stands_in_the_order_of_names_without_the_guest() -> None:
    record = Record()
    record.add_officer(GUEST, "Morgan")
    people = people_of(record)
    for badge, name in (("2", "Zoë Ruiz"), ("1", "adam Bell"), ("3", "Bo Reyes")):
        people.add(badge, name)
    assert [person.name for person in people.everyone()] == ["adam Bell", "Bo Reyes", "Zoë Ruiz"]


@pytest.mark.parametrize(
    ("badge", "name"), [("", "Ann"), ("a b", "Ann"), ("1", " "), ("1", "A\nB"), ("x" * 65, "Ann")]
)
def test_nobody_is_added_who_could_not_be_found_or_called(badge: str, name: str) -> None:
    people = people_of(Record())
    with pytest.raises(PeopleError, match=r"cannot be|has no name|no badge number"):
        people.add(badge, name)
    assert people.everyone() == ()


@pytest.mark.parametrize(("unit", "rank"), [("No\x1frth", ""), ("", "Sgt\n")])
def test_units_and_ranks_can_be_seen(unit: str, rank: str) -> None:
    people = people_of(Record())
    with pytest.raises(PeopleError, match="unit or rank"):
        people.add("1", "Ann Moss", unit=unit, rank=rank)
    assert people.everyone() == ()


def test_a_badge_number_is_given_once() -> None:
    people = people_of(Record())
    people.add("1", "Ann Moss")
    with pytest.raises(PeopleError, match="badge number 1 already"):
        people.add("1", "Bo Reyes")


def test_a_copied_record_tells_neither_name_nor_badge_number(tmp_path: Path) -> None:
    with Record(tmp_path / "record.db") as record:
        people_of(record).add(BADGE, NAME)
        people_of(record).set_secret(BADGE, PIN)
        kept = on_disk(tmp_path)
    assert b"p-" in kept
    for told in (NAME, BADGE, PIN, NAME.split()[0]):
        assert told.encode() not in kept + on_disk(tmp_path)


def test_names_that_stood_in_plain_letters_are_sealed_by_the_first_opening(tmp_path: Path) -> None:
    with Record(tmp_path / "record.db") as record:
        record.add_officer(GUEST, "Morgan")
        for number in range(300):
            record.add_officer(f"{number:03}", f"{NAME} {number}")
        run = run_of(record, "007")
    assert NAME.encode() in on_disk(tmp_path)
    with Record(tmp_path / "record.db") as record:
        people = people_of(record)
        person = people.person("007")
        assert person
        assert (person.id, person.badge, person.name) == ("007", "007", f"{NAME} 7")
        assert record.run(run).officer == person.id
        assert NAME.encode() not in on_disk(tmp_path)
        assert verify(record).clean
    assert NAME.encode() not in on_disk(tmp_path)


def test_another_names_key_is_told_of_and_opens_nothing() -> None:
    record = Record()
    people_of(record).add(BADGE, NAME)
    with pytest.raises(PeopleError, match="sealed with another names key"):
        people_of(record, key=NamesKey.new())


def test_the_names_key_lies_in_a_file_for_its_owner_alone(tmp_path: Path) -> None:
    path = tmp_path / "names.key"
    key = NamesKey.load_or_create(path)
    assert NamesKey.load_or_create(path) == key
    assert path.stat().st_mode & 0o777 == 0o600
    path.chmod(0o640)
    with pytest.raises(PeopleError, match="chmod 600"):
        NamesKey.load(path)
    path.chmod(0o600)
    path.write_text("levelhead names key 1\nabc\n")
    with pytest.raises(PeopleError, match="holds no key"):
        NamesKey.load(path)


def test_a_pseudonym_is_the_same_each_time_and_another_under_another_key() -> None:
    assert KEY.pseudonym("p-1") == NamesKey(KEY.secret).pseudonym("p-1")
    assert len({KEY.pseudonym(f"p-{number}") for number in range(2000)}) == 2000
    assert KEY.pseudonym("p-1") != NamesKey.new().pseudonym("p-1")


# ---- PINs and passphrases


def test_an_officer_chooses_a_pin_at_the_first_sign_in_and_then_needs_it() -> None:
    people = people_of(Record())
    person = people.add(BADGE, NAME)
    with pytest.raises(NotAllowed, match="no PIN yet"):
        people.sign_in(BADGE, PIN)
    people.set_secret(BADGE, PIN)
    assert people.sign_in(BADGE, PIN).id == person.id
    with pytest.raises(NotAllowed, match="do not fit"):
        people.set_secret(BADGE, "930528", old="111222")
    people.set_secret(BADGE, "930528", old=PIN)
    with pytest.raises(NotAllowed, match="do not fit"):
        people.sign_in(BADGE, PIN)
    assert people.sign_in(BADGE, "930528")


@pytest.mark.parametrize(
    "pin",
    ["12345", "123456", "987654", "890123", "111111", "121212", "123123", "112211", "82041a", "", "٨٢٠٤١٧"],
)
def test_a_pin_that_anybody_would_try_first_is_refused(pin: str) -> None:
    people = people_of(Record())
    people.add(BADGE, NAME)
    with pytest.raises(NotAllowed):
        people.set_secret(BADGE, pin)
    assert not people.known(BADGE).has_secret


@pytest.mark.parametrize("role", [Role.TRAINER, Role.SUPERVISOR, Role.ADMINISTRATOR])
def test_who_sees_what_is_others_needs_a_passphrase_and_is_given_the_first(role: Role) -> None:
    people = people_of(Record())
    people.add(BADGE, NAME, [Role.OFFICER, role])
    with pytest.raises(NotAllowed, match="An administrator gives you"):
        people.set_secret(BADGE, PASSPHRASE)
    for weak in (PIN, "82041793056128", "short", "aaaaaaaaaaaaa"):
        with pytest.raises(NotAllowed):
            people.office.give_secret(people.known(BADGE), weak, "p-admin")
    people.office.give_secret(people.known(BADGE), PASSPHRASE, "p-admin")
    assert people.sign_in(BADGE, PASSPHRASE).name == NAME


def test_five_wrong_tries_lock_for_a_quarter_of_an_hour_and_nobody_else(tmp_path: Path) -> None:
    clock = Clock()
    with Record(tmp_path / "record.db") as record:
        people = people_of(record, clock)
        for badge in (BADGE, "2"):
            people.add(badge, NAME)
            people.set_secret(badge, PIN)
        for left in ("4 tries are", "3 tries are", "2 tries are", "One try is"):
            with pytest.raises(NotAllowed, match=f"{left} left"):
                people.sign_in(BADGE, "999000")
        with pytest.raises(NotAllowed, match="locked until 14:05"):
            people.sign_in(BADGE, "999000")
    with Record(tmp_path / "record.db") as record:  # survives a restart
        people = people_of(record, clock)
        clock.after(minutes=14, seconds=59)
        with pytest.raises(NotAllowed, match="locked until 14:05"):
            people.sign_in(BADGE, PIN)
        assert people.sign_in("2", PIN)
        clock.after(seconds=1)
        assert people.sign_in(BADGE, PIN)


def test_a_right_secret_forgets_the_wrong_tries_before() -> None:
    people = people_of(Record())
    people.add(BADGE, NAME)
    people.set_secret(BADGE, PIN)
    for _ in range(3):
        for _ in range(4):
            with pytest.raises(NotAllowed, match="left"):
                people.sign_in(BADGE, "999000")
        people.sign_in(BADGE, PIN)


def test_a_badge_number_that_nobody_has_is_answered_like_any_other() -> None:
    people = people_of(Record())
    people.add(BADGE, NAME)
    people.set_secret(BADGE, PIN)

    def answers(badge: str) -> list[str]:
        told = []
        for _ in range(7):
            with pytest.raises(NotAllowed) as refused:
                people.sign_in(badge, "999000")
            told.append(str(refused.value))
        return told

    assert answers("nobody") == answers(BADGE)


def test_an_administrators_gift_unlocks() -> None:
    people = people_of(Record())
    people.add(BADGE, NAME)
    people.set_secret(BADGE, PIN)
    for _ in range(5):
        with pytest.raises(NotAllowed):
            people.sign_in(BADGE, "999000")
    people.office.give_secret(people.known(BADGE), "930528", "p-admin")
    assert people.sign_in(BADGE, "930528")


def test_only_a_trainers_or_administrators_passphrase_leaves_kiosk_mode() -> None:
    people = people_of(Record())
    people.add("1", NAME)
    people.set_secret("1", PIN)
    people.add("2", "Dana Cole", [Role.TRAINER])
    assert not people.trainer_of(PASSPHRASE)
    people.office.give_secret(people.known("2"), PASSPHRASE, "p-admin")
    assert people.trainer_of(PASSPHRASE)
    assert not people.trainer_of(PIN)
    assert not people.trainer_of("")


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
