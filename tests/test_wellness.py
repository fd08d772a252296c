"""The wellness room: envelopes, and an officer who enrols, answers, reads, exports and erases."""

from __future__ import annotations

import json
import random
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from scoring.stretch import FIPS, STRONG, Stretch
from scoring.wellness.checkin import Answered, Occasion
from scoring.wellness.envelopes import LETTER, fold, unfold
from scoring.wellness.instruments import InstrumentError
from scoring.wellness.keys import WellnessError, WrongSecret, new_key, new_lock
from scoring.wellness.store import Store
from scoring.wellness.vault import Wellness
from tests.checked_in import MONDAY, PASSPHRASE, QUICK, Calendar, five, slider, some_answered


@pytest.fixture
def calendar() -> Calendar:
    return Calendar()


@pytest.fixture
def officer(tmp_path: Path, calendar: Calendar) -> Iterator[Wellness]:
    with Wellness(tmp_path / "wellness.db", "k7q2", stretch=QUICK, today=calendar) as room:
        yield room


# ---- envelopes


@given(st.lists(some_answered(), max_size=12))
def test_a_letter_gives_back_what_was_put_and_is_always_as_long(answered: list[Answered]) -> None:
    letter = fold(answered)
    assert len(letter) == LETTER
    assert unfold(letter) == tuple(answered)


def test_more_than_an_envelope_holds_is_refused_in_words() -> None:
    with pytest.raises(WellnessError, match="more than one envelope holds"):
        fold(many_runs(400))
    assert unfold(fold(many_runs(60))) == tuple(many_runs(60))


def many_runs(count: int) -> list[Answered]:
    """Runs of as many scenarios, each with answers of its own."""
    draw = random.Random(5)
    values = range(0, 101, 5)
    return [
        Answered("tlx", 1, Occasion.RUN, MONDAY, tuple(draw.choices(values, k=6)), f"scenario {place}")
        for place in range(count)
    ]


# ---- an officer


def test_what_was_put_without_a_passphrase_is_read_with_it(officer: Wellness) -> None:
    officer.enrol(PASSPHRASE)
    officer.put(five())
    officer.put()
    officer.put([slider("energy", Occasion.BEFORE, 55)])
    vault = officer.open(PASSPHRASE)
    assert vault.answered() == (*five(), slider("energy", Occasion.BEFORE, 55))
    assert vault.unreadable() == 0


def test_without_the_passphrase_nothing_is_read(officer: Wellness) -> None:
    officer.enrol(PASSPHRASE)
    officer.put(five())
    for wrong in ("four odd green lamp", "", "k7q2", PASSPHRASE.upper()):
        with pytest.raises(WrongSecret, match="opens nothing here"):
            officer.open(wrong)


def test_a_passphrase_may_be_typed_on_another_keyboard(officer: Wellness) -> None:
    officer.enrol("cafe\u0301 am großen Tor")
    assert officer.open("caf\u00e9 am großen Tor").answered() == ()


@pytest.mark.parametrize("weak", ["4711", "123456789012", "lamps", "aaaaaaaaaaaa", "    lamps    "])
def test_a_pin_or_a_short_passphrase_is_refused(officer: Wellness, weak: str) -> None:
    with pytest.raises(WellnessError, match="passphrase"):
        officer.enrol(weak)


def test_who_has_not_enrolled_leaves_envelopes_that_nobody_opens(officer: Wellness) -> None:
    officer.put(five())
    with pytest.raises(WrongSecret):
        officer.open(PASSPHRASE)
    officer.enrol(PASSPHRASE)
    officer.put(five())
    vault = officer.open(PASSPHRASE)
    assert vault.answered() == five()
    assert vault.unreadable() == 0


def test_the_recovery_code_brings_back_a_forgotten_passphrase(officer: Wellness) -> None:
    code = officer.enrol(PASSPHRASE)
    officer.put(five())
    new_code = officer.recover(
        code.lower().replace("0", "o").replace("1", "l").replace("-", " "), "a new long one"
    )
    assert officer.open("a new long one").answered() == five()
    assert new_code != code
    for secret in (lambda: officer.open(PASSPHRASE), lambda: officer.recover(code, "yet another one")):
        with pytest.raises(WrongSecret):
            secret()


def test_a_new_passphrase_opens_what_was_there(officer: Wellness) -> None:
    officer.enrol(PASSPHRASE)
    officer.put(five())
    code = officer.open(PASSPHRASE).change_passphrase("a new long one")
    with pytest.raises(WrongSecret):
        officer.open(PASSPHRASE)
    officer.recover(code, "the third of them")
    assert officer.open("the third of them").answered() == five()


def test_answers_that_cannot_be_given_leave_no_envelope(officer: Wellness) -> None:
    with pytest.raises(InstrumentError):
        officer.put([slider("energy", Occasion.BEFORE, 101)])
    with pytest.raises(WellnessError, match="no instrument"):
        officer.put([slider("mood", Occasion.BEFORE, 5)])
    assert officer.monthly_is_offered()


def test_monthly_questions_are_offered_until_the_first_sign_out_of_a_month(
    officer: Wellness, calendar: Calendar
) -> None:
    assert officer.monthly_is_offered()
    officer.put()
    assert not officer.monthly_is_offered()
    calendar.day = date(2026, 12, 1)
    assert officer.monthly_is_offered()


def test_the_export_has_questions_and_answers_in_words(officer: Wellness, tmp_path: Path) -> None:
    officer.enrol(PASSPHRASE)
    officer.put([*five(), Answered("pcptsd5", 1, Occasion.ASKED, MONDAY, (0,))])
    there = tmp_path / "mine.json"
    officer.open(PASSPHRASE).export(there)
    first, *_, last = json.loads(there.read_text("utf-8"))
    assert first["questions"][1] == {
        "question": "Feeling down, depressed, or hopeless",
        "answer": 1,
        "means": "Several days",
    }
    assert (first["score"], first["band"]) == (2, "below the screening line")
    assert len(last["questions"]) == 1
    assert there.stat().st_mode & 0o077 == 0
    with pytest.raises(WellnessError, match="cannot be written"):
        officer.open(PASSPHRASE).export(there)


def test_erased_answers_open_with_nothing(officer: Wellness) -> None:
    code = officer.enrol(PASSPHRASE)
    officer.put(five())
    vault = officer.open(PASSPHRASE)
    vault.erase()
    for reading in (
        vault.answered,
        vault.trend,
        lambda: officer.open(PASSPHRASE),
        lambda: officer.recover(code, "yet another one"),
    ):
        with pytest.raises(WellnessError):
            reading()
    officer.put(five())  # and signing out goes on
    officer.enrol(PASSPHRASE)
    assert officer.open(PASSPHRASE).answered() == ()


@pytest.mark.parametrize("stretch", [STRONG, FIPS])
def test_both_profiles_open_what_they_locked(stretch: Stretch) -> None:
    private = new_key()
    lock, code = new_lock(private, PASSPHRASE, "k7q2", stretch)
    raw = private.private_bytes_raw()
    assert lock.opened_by_passphrase(PASSPHRASE, "k7q2").private_bytes_raw() == raw
    assert lock.opened_by_code(code, "k7q2").private_bytes_raw() == raw
    with pytest.raises(WrongSecret):
        lock.opened_by_code(code, "another officer")
    assert Stretch.read(lock.stretch) == stretch


def test_a_file_of_another_program_is_left_alone(tmp_path: Path) -> None:
    from scoring.record import Record

    path = tmp_path / "record.db"
    Record(path).close()
    before = path.read_bytes()
    with pytest.raises(WellnessError, match="another program"):
        Store(path)
    assert path.read_bytes() == before
