"""Opinions on runs: kept for good, sealed, found out by verify when touched; ratings are refused without a reason."""

from __future__ import annotations

import sqlite3
from pathlib import Path

import pytest

from scoring.audit import Act
from scoring.opinions import NOTE, WHOLE, Opinion, Opinions, Voice
from scoring.people import NamesKey, People, Role
from scoring.rating_sheet import BadSheet, anchors, read_sheet
from scoring.record import Record
from scoring.rubric_file import core_rubric
from scoring.seal import StationKey
from scoring.verify import verify
from simulator.session import Session
from tests.station_scenario import entry

KEY = StationKey.new()


def kept(path: Path | None = None) -> tuple[Record, People, Opinions, str, str]:
    """A record with one run, a trainer, and both opinions on it."""
    record = Record(path, KEY)
    people = People(record, NamesKey.new())
    officer = people.add("7", "Reyes")
    trainer = people.add("T1", "Ito", roles=(Role.TRAINER,))
    run = Session(record, core_rubric(), officer).begin(entry().loaded, seed=3).id
    opinions = Opinions(record, people)
    opinions.keep(Opinion(run, officer.id, Voice.OWN, {WHOLE: 4, "listen": 5}))
    opinions.keep(
        Opinion(
            run,
            trainer.id,
            Voice.TRAINER,
            {"listen": 2, "self": 0},
            {"listen": "Three times.", NOTE: "Again."},
        )
    )
    return record, people, opinions, run, trainer.id


def test_what_was_kept_is_read_back_with_its_words() -> None:
    _, _, opinions, run, trainer = kept()
    own, rated = opinions.of(run)
    assert (own.voice, own.given[WHOLE], own.words) == (Voice.OWN, 4, {})
    assert (rated.person, rated.given) == (trainer, {"listen": 2, "self": 0})
    assert rated.words == {"listen": "Three times.", NOTE: "Again."}


def test_a_later_opinion_stands_in_the_place_of_the_earlier() -> None:
    _, _, opinions, run, trainer = kept()
    opinions.keep(Opinion(run, trainer, Voice.TRAINER, {"listen": 4}))
    assert [each.given for each in opinions.of(run)] == [{WHOLE: 4, "listen": 5}, {"listen": 4}]


def test_verify_passes_and_the_trail_names_no_officer_for_an_own_view() -> None:
    record, _, _, _, trainer = kept()
    assert verify(record, [KEY.public]).clean
    by_act = {each.act: each.person for each in record.audited()}
    assert by_act[Act.OWN_VIEW_KEPT.value] == ""
    assert by_act[Act.RUN_RATED.value] == trainer


def test_words_are_sealed_and_go_with_the_person(tmp_path: Path) -> None:
    record, people, opinions, run, trainer = kept(tmp_path / "record.db")
    assert people.person(trainer)
    people.office.erase(people.known(trainer), "")
    assert opinions.of(run)[1].words == {}
    assert verify(record, [KEY.public]).clean
    record.close()
    assert b"Three times" not in (tmp_path / "record.db").read_bytes()


@pytest.mark.parametrize(
    ("change", "code"),
    [
        ("UPDATE opinions SET given = '{\"listen\":7}' WHERE number = 2", "opinion_changed"),
        ("DELETE FROM opinions WHERE number = 2", "opinion_missing"),
        ("INSERT INTO opinions SELECT 3, at, run, person, voice, given, words, hash FROM opinions WHERE number = 2",
         "opinion_changed"),
    ],
)  # fmt: skip
def test_verify_finds_what_was_changed_taken_away_or_put_in(tmp_path: Path, change: str, code: str) -> None:
    path = tmp_path / "record.db"
    kept(path)[0].close()
    with sqlite3.connect(path) as db:
        for (name,) in db.execute("SELECT name FROM sqlite_schema WHERE type = 'trigger'").fetchall():
            if name.startswith("opinions"):
                db.execute(f"DROP TRIGGER {name}")
        db.execute(change)
    db.close()
    with Record(path, KEY) as record:
        assert code in {finding.code for finding in verify(record, [KEY.public]).findings}


def test_the_database_refuses_to_change_an_opinion() -> None:
    record = kept()[0]
    with pytest.raises(Exception, match="never changed"), record.changing() as db:
        db.execute("UPDATE opinions SET given = '{}'")


def test_every_dimension_has_its_anchors_in_words() -> None:
    assert set(anchors()) == set(core_rubric().dimensions)
    assert all(set(its) == {1, 3, 5, 7} for its in anchors().values())


def test_a_sheet_is_read_with_its_comments_and_its_note() -> None:
    sheet = read_sheet(
        'note = "Again."\n[dimensions.listen]\nvalue = 2\ncomment = "Three times."\n'
        '[dimensions.self]\nvalue = "not observed"\n[moments.3]\nvalue = 4\n',
        core_rubric().dimensions,
        3,
    )
    assert sheet.given == {"listen": 2, "self": 0, "moment 3": 4}
    assert sheet.words == {NOTE: "Again.", "listen": "Three times."}


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("[dimensions.listen]\nvalue = 2", "listen: a rating of 2 needs a comment"),
        ("[dimensions.listen]\nvalue = 6\ncomment = ' '", "needs a comment"),
        ("[dimensions.listen]\nvalue = 8", "whole number of 1 to 7"),
        ("[dimensions.listen]\nvalue = true", "whole number of 1 to 7"),
        ("[dimensions.charm]\nvalue = 4", "no charm"),
        ("[moments.9]\nvalue = 4", "no moment 9"),
        ("[dimensions.listen]\nvalu = 4", "has no valu"),
        ("[dimensions]\nlisten = 4", "must be a section"),
        ("", "nothing in it"),
        ("[", "no TOML"),
    ],
)
def test_a_sheet_that_cannot_be_kept_says_what_to_mend(text: str, says: str) -> None:
    with pytest.raises(BadSheet, match=says):
        read_sheet(text, core_rubric().dimensions, 3)
