"""People: who is known, by sealed names; and their PINs and passphrases."""

from __future__ import annotations

from pathlib import Path

import pytest

from scoring.people import GUEST, NamesKey, NotAllowed, PeopleError, Role
from scoring.record import Record
from scoring.verify import verify
from tests.people_here import KEY, PASSPHRASE, PIN, Clock, people_of, run_of

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
