"""Rosters: people from a file, by a profile; everything wrong is told with its line, and then nobody is imported."""

from __future__ import annotations

from pathlib import Path

import pytest

from scoring.people import PeopleError, Role
from scoring.people.roster import Profile, plan, read_profile, read_roster
from scoring.record import Record
from tests.people_here import people_of

COLUMNS = {
    "badge": ("No",),
    "name": ("First", "Last"),
    "rank": ("Rank",),
    "unit": ("Unit",),
    "roles": ("Access",),
}
PROFILE = Profile(COLUMNS, {"lieutenant": frozenset({Role.OFFICER, Role.SUPERVISOR})})
HEADING = "No,First,Last,Rank,Unit,Access"
O, T, S = Role.OFFICER, Role.TRAINER, Role.SUPERVISOR  # noqa: E741


def roster(folder: Path, *lines: str, heading: str = HEADING, encoding: str = "utf-8") -> Path:
    path = folder / "roster.csv"
    path.write_bytes("\r\n".join((heading, *lines)).encode(encoding))
    return path


def test_a_roster_is_read_by_its_profile(tmp_path: Path) -> None:
    path = roster(
        tmp_path,
        "1,Ann,Moss,Sergeant,North,Lieutenant",
        '2,"Bo, Jr.",Reyes,,,"officer, trainer"',
        "3,Cy,Ng,,,",
    )
    ann, bo, cy = read_roster(path, PROFILE)
    assert (ann.badge, ann.name, ann.rank, ann.unit) == ("1", "Ann Moss", "Sergeant", "North")
    assert ann.roles == frozenset({O, S})
    assert bo.name == "Bo, Jr. Reyes"
    assert bo.roles == frozenset({O, T})
    assert cy.roles == frozenset({O})


@pytest.mark.parametrize("mark", ["", "\ufeff"])
@pytest.mark.parametrize("delimiter", [",", ";", "\t"])
def test_the_files_of_spreadsheets_are_read(tmp_path: Path, delimiter: str, mark: str) -> None:
    heading = mark + HEADING.replace(",", delimiter)
    path = roster(tmp_path, "1,Zoë,Núñez,Sgt,North,".replace(",", delimiter), "", heading=heading)
    (zoe,) = read_roster(path, PROFILE)
    assert (zoe.badge, zoe.name, zoe.unit) == ("1", "Zoë Núñez", "North")


def test_another_encoding_is_told_of_and_read_when_the_profile_names_it(tmp_path: Path) -> None:
    path = roster(tmp_path, "1,Zoë,Moss,,,", encoding="cp1252")
    with pytest.raises(PeopleError, match="cp1252"):
        read_roster(path, PROFILE)
    (zoe,) = read_roster(path, Profile(COLUMNS, encoding="cp1252"))
    assert zoe.name == "Zoë Moss"


def test_headings_are_found_in_any_case_and_order(tmp_path: Path) -> None:
    path = roster(tmp_path, "x,Moss,Ann,1", heading="Other,LAST,first,no")
    (ann,) = read_roster(path, Profile({"badge": ("No",), "name": ("First", "Last")}))
    assert (ann.name, ann.unit, ann.rank, ann.roles) == ("Ann Moss", None, None, None)


def test_all_mistakes_are_told_with_their_lines_and_nobody_is_read(tmp_path: Path) -> None:
    path = roster(
        tmp_path,
        "1,Ann,Moss,,,",
        '2,"Bo\nBo",Reyes,,,',
        "3,Cy,Ng,,,chief",
        "1,Di,Ek,,,",
        "a b,Ed,Fox,,,",
        "6,Fi,Gem",
        "7,,,,,",
    )
    with pytest.raises(PeopleError) as refused:
        read_roster(path, PROFILE)
    told = str(refused.value).splitlines()
    assert told[0].endswith("has mistakes in 6 lines; nobody was imported.")
    for line, (number, words) in zip(
        told[1:],
        [
            (3, "cannot be a name"),
            (5, "“chief” is no role"),
            (6, "stands in line 2 already"),
            (7, "cannot be a badge number"),
            (8, "it has 3 fields, the headings are 6"),
            (9, "has no name"),
        ],
        strict=True,
    ):
        assert line.startswith(f"line {number}: ")
        assert words in line


def test_what_would_not_be_imported_is_told_before_it_is_tried(tmp_path: Path) -> None:
    path = roster(
        tmp_path, "1,Ann,Moss,,No\u200brth,", f"2,Bo,{'X' * 300},,,", f"3,Cy,Ng,{'R' * 300},,", ",Di,Ek,,,"
    )
    with pytest.raises(PeopleError) as refused:
        read_roster(path, PROFILE)
    told = str(refused.value).splitlines()[1:]
    for line, words in zip(
        told, ("cannot be a unit", "has 303 letters", "has 300 letters", "no badge number"), strict=True
    ):
        assert words in line


def test_what_a_spreadsheet_calls_unicode_text_is_read(tmp_path: Path) -> None:
    (zoe,) = read_roster(roster(tmp_path, "1,Zoë,Moss,,,", encoding="utf-16"), PROFILE)
    assert zoe.name == "Zoë Moss"


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("", "is empty"),
        ("No,First,Last,Rank,Unit,Access,first\n1,A,B,,,,C", "has two columns “First”"),
        ("No,First\n1,Ann", "has no column “Access”"),
        (HEADING + '\n1,"Ann,Moss,,,', "line 2: unexpected end of data"),
    ],
)
def test_a_file_that_is_no_roster_is_told_of(tmp_path: Path, text: str, words: str) -> None:
    path = tmp_path / "roster.csv"
    path.write_text(text)
    with pytest.raises(PeopleError, match=words):
        read_roster(path, PROFILE)


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("[columns]\nbadge = 'No'", "needs name"),
        ("[columns]\nbadge = 'No'\nname = []", "name must be a heading"),
        ("[columns]\nbadge = 'No'\nname = 'N'\nage = 'A'", "has no “age”"),
        ("[column]\nbadge = 'No'", "there is no \\[column\\]"),
        ("[columns]\nbadge = 'No'\nname = 'N'\n[roles]\nChief = 'king'", "“Chief” must mean some of officer"),
        ("[columns]\nbadge = 'No'\nname = 'N'\n[file]\ndelimiter = ';;'", "one letter"),
        ("columns = 1", "must be a section"),
        ("[columns", "is no TOML"),
    ],
)
def test_a_profile_that_means_nothing_is_told_of(tmp_path: Path, text: str, words: str) -> None:
    path = tmp_path / "profile.toml"
    path.write_text(text)
    with pytest.raises(PeopleError, match=words):
        read_profile(path)


# ---- what would change


def test_a_plan_tells_who_is_new_changed_the_same_and_absent(tmp_path: Path) -> None:
    people = people_of(Record())
    people.add("1", "Ann Moss", [O], "North", "Officer")
    people.add("2", "Bo Reyes", [O, S], "North", "Lieutenant")
    people.add("9", "Pat Quill")
    path = roster(
        tmp_path, "1,Ann,Moss-Hart,Officer,South,", "2,Bo,Reyes,Lieutenant,North,Lieutenant", "3,Cy,Ng,,,"
    )
    planned = plan(read_roster(path, PROFILE), people.everyone())
    assert planned.lines == (
        "1          name: Ann Moss → Ann Moss-Hart; unit: North → South",
        "3          new: Cy Ng, officer",
    )
    assert planned.same == 1
    assert [person.badge for person in planned.absent] == ["9"]
    people.office.put(planned.people, "p-admin")
    assert [(each.name, each.unit) for each in people.everyone()] == [
        ("Ann Moss-Hart", "South"),
        ("Bo Reyes", "North"),
        ("Cy Ng", ""),
        ("Pat Quill", ""),
    ]
    assert not plan(read_roster(path, PROFILE), people.everyone()).people


def test_columns_that_the_profile_leaves_out_change_nothing(tmp_path: Path) -> None:
    people = people_of(Record())
    before = people.add("1", "Ann Moss", [O, T], "North", "Sergeant")
    path = roster(tmp_path, "1,Ann,Hart,,,")
    profile = Profile({"badge": ("No",), "name": ("First", "Last")})
    people.office.put(plan(read_roster(path, profile), people.everyone()).people, "p-admin")
    after = people.known("1")
    assert (after.name, after.unit, after.rank, after.roles) == (
        "Ann Hart",
        "North",
        "Sergeant",
        before.roles,
    )


def test_an_import_that_cannot_be_finished_changes_nothing(tmp_path: Path) -> None:
    record = Record()
    people = people_of(record)
    boss = people.office.make_first_administrator("1", "Pat Quill", "gravel lantern oboe")
    path = roster(tmp_path, "2,Ann,Moss,,North,", "1,Pat,Quill,,,officer")
    entries = len(record.audited())
    with pytest.raises(Exception, match="leave nobody to look after people"):
        people.office.put(plan(read_roster(path, PROFILE), people.everyone()).people, boss.id)
    assert [person.badge for person in people.everyone()] == ["1"]
    assert len(record.audited()) == entries
