"""Rosters: reads a CSV file of people by a mapping profile, tells every mistake with its line, and what would change."""

from __future__ import annotations

import csv
import io
import tomllib
from codecs import BOM_UTF16_BE, BOM_UTF16_LE
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from scoring.people.office import Listed
from scoring.people.person import PeopleError, Person, Role, roles_told
from scoring.people.register import refuse_unseen, refuse_unusable

COLUMNS = ("badge", "name", "rank", "unit", "roles")
NEEDED = ("badge", "name")
DELIMITERS = ",;\t|"
MOST_TOLD = 20  # mistakes


@dataclass(frozen=True, slots=True)
class Profile:
    """Which columns of an agency's file are what, and what its words for roles mean."""

    columns: Mapping[str, tuple[str, ...]]  # what → headings, joined with a space
    roles: Mapping[str, frozenset[Role]] = field(default_factory=dict)  # the file's word → roles
    parted_by: str = ","  # several words for roles in one field
    encoding: str = "utf-8"
    delimiter: str = ""  # found out, if not given


@dataclass(frozen=True, slots=True)
class Plan:
    """What importing a roster would do; `lines` tells it in words."""

    people: tuple[Listed, ...]  # new or changed
    lines: tuple[str, ...]
    same: int
    absent: tuple[Person, ...]  # known here and not in the file: they stay


# ---- the profile


def read_profile(path: Path) -> Profile:
    """The mapping profile in a TOML file; PeopleError says what is wrong in it."""
    try:
        written = tomllib.loads(path.read_text(encoding="utf-8"))
    except OSError as error:
        raise PeopleError(f"The profile {path} cannot be read: {error.strerror}.") from error
    except ValueError as error:
        raise PeopleError(f"The profile {path} is no TOML: {error}.") from error
    columns = {what: _headings(path, what, its) for what, its in _section(path, written, "columns").items()}
    if missing := [what for what in NEEDED if what not in columns]:
        raise PeopleError(f"{path}: [columns] needs {' and '.join(missing)}.")
    file = _section(path, written, "file")
    return Profile(
        columns=columns,
        roles={
            word.casefold(): _roles(path, word, its) for word, its in _section(path, written, "roles").items()
        },
        **{name: _text(path, name, file[name]) for name in FILE if name in file},
    )


FILE = ("encoding", "delimiter", "parted_by")
KNOWN = {"columns": COLUMNS, "roles": None, "file": FILE}


def _section(path: Path, written: Mapping[str, Any], name: str) -> Mapping[str, Any]:
    if unknown := written.keys() - KNOWN:
        raise PeopleError(f"{path}: there is no [{min(unknown)}]. There are [columns], [roles] and [file].")
    section = written.get(name, {})
    known = KNOWN[name]
    if not isinstance(section, dict):
        raise PeopleError(f"{path}: [{name}] must be a section.")
    if known and (unknown := section.keys() - known):
        raise PeopleError(f"{path}: [{name}] has no “{min(unknown)}”. It has {', '.join(known)}.")
    return section


def _headings(path: Path, what: str, its: Any) -> tuple[str, ...]:
    headings = its if isinstance(its, list) else [its]
    if not headings or not all(isinstance(each, str) and each for each in headings):
        raise PeopleError(f"{path}: {what} must be a heading of the file, or a list of headings.")
    return tuple(headings)


def _roles(path: Path, word: str, its: Any) -> frozenset[Role]:
    known = {role.value: role for role in Role}
    names = its if isinstance(its, list) else [its]
    if not names or not all(name in known for name in names):
        raise PeopleError(f"{path}: “{word}” must mean some of {', '.join(known)}.")
    return frozenset(known[name] for name in names)


def _text(path: Path, name: str, its: Any) -> str:
    if not isinstance(its, str) or not its or (name == "delimiter" and len(its) != 1):
        raise PeopleError(f"{path}: {name} must be {'one letter' if name == 'delimiter' else 'a text'}.")
    return its


# ---- the file


def read_roster(path: Path, profile: Profile) -> tuple[Listed, ...]:
    """Everybody in the file; PeopleError tells all that is wrong in it, line by line."""
    rows = list(_rows(path, profile))
    if not rows:
        raise PeopleError(f"{path} is empty.")
    places = _places(path, rows[0][1], profile)
    mistakes: list[str] = []
    found: list[Listed] = []
    lines: dict[str, int] = {}
    for line, row in rows[1:]:
        if len(row) != len(rows[0][1]):
            mistakes.append(f"line {line}: it has {len(row)} fields, the headings are {len(rows[0][1])}.")
            continue
        try:
            listed = _listed(row, places, profile)
            if listed.badge in lines:
                raise PeopleError(
                    f"The badge number {listed.badge} stands in line {lines[listed.badge]} already."
                )
        except PeopleError as error:
            mistakes.append(f"line {line}: {error}")
            continue
        lines[listed.badge] = line
        found.append(listed)
    if mistakes:
        raise PeopleError(_told(path, mistakes))
    return tuple(found)


def _rows(path: Path, profile: Profile) -> Iterator[tuple[int, list[str]]]:
    """Every row that is not empty, with the number of its first line."""
    try:
        written = path.read_bytes()
        text = written.decode(_encoding(written, profile.encoding))
    except OSError as error:
        raise PeopleError(f"{path} cannot be read: {error.strerror}.") from error
    except (UnicodeDecodeError, LookupError) as error:
        raise PeopleError(
            f"{path} is not written in {profile.encoding}. Spreadsheets often write “cp1252”: say so in the profile"
            ' ([file] encoding = "cp1252").'
        ) from error
    heading = text.partition("\n")[0]
    delimiter = profile.delimiter or max(DELIMITERS, key=heading.count)
    rows, line = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True), 1
    try:
        for row in rows:
            if any(field.strip() for field in row):
                yield line, [field.strip() for field in row]
            line = rows.line_num + 1
    except csv.Error as error:
        raise PeopleError(
            f"{path}, line {line}: {error}. A quotation mark may be open or misplaced."
        ) from error


def _encoding(written: bytes, named: str) -> str:
    """As the profile says, or as the file's first bytes say of themselves."""
    if written[:2] in (BOM_UTF16_LE, BOM_UTF16_BE):
        return "utf-16"
    return named.replace("utf-8", "utf-8-sig")


def _places(path: Path, heading: Sequence[str], profile: Profile) -> Mapping[str, tuple[int, ...]]:
    by_name = {name.casefold(): place for place, name in enumerate(heading)}
    wanted = {name for names in profile.columns.values() for name in names}
    said = [name.casefold() for name in heading]
    if twice := sorted(name for name in wanted if said.count(name.casefold()) > 1):
        raise PeopleError(f"{path} has two columns “{twice[0]}”. Give one of them another heading.")
    if missing := sorted(name for name in wanted if name.casefold() not in by_name):
        has = ", ".join(f"“{name}”" for name in heading)
        raise PeopleError(f"{path} has no column “{missing[0]}”. Its columns are {has}.")
    return {
        what: tuple(by_name[name.casefold()] for name in names) for what, names in profile.columns.items()
    }


def _listed(row: Sequence[str], places: Mapping[str, tuple[int, ...]], profile: Profile) -> Listed:
    said = {what: " ".join(filter(None, (row[at] for at in its))) for what, its in places.items()}
    refuse_unusable(said["badge"], said["name"])
    refuse_unseen(said.get("unit", ""), said.get("rank", ""))
    return Listed(
        badge=said["badge"],
        name=said["name"],
        unit=said.get("unit"),
        rank=said.get("rank"),
        roles=_meant(said["roles"], profile) if "roles" in said else None,
    )


def _meant(words: str, profile: Profile) -> frozenset[Role]:
    known = {role.value: frozenset({role}) for role in Role} | dict(profile.roles)
    roles = {Role.OFFICER} if not words else set[Role]()
    for word in filter(None, (word.strip() for word in words.split(profile.parted_by))):
        if word.casefold() not in known:
            raise PeopleError(
                f"“{word}” is no role. Use {', '.join(known)}, or say in [roles] what it means."
            )
        roles |= known[word.casefold()]
    return frozenset(roles)


def _told(path: Path, mistakes: Sequence[str]) -> str:
    more = f"\n… and {len(mistakes) - MOST_TOLD} more" if len(mistakes) > MOST_TOLD else ""
    many = "1 line" if len(mistakes) == 1 else f"{len(mistakes)} lines"
    told = "\n".join(mistakes[:MOST_TOLD])
    return f"{path} has mistakes in {many}; nobody was imported.\n{told}{more}"


# ---- what would change


def plan(roster: Iterable[Listed], known: Iterable[Person]) -> Plan:
    """What importing would do, told badge by badge."""
    before = {person.badge: person for person in known}
    people, lines, same = [], [], 0
    for listed in roster:
        person = before.pop(listed.badge, None)
        changes = _changes(person, listed) if person else [f"new: {_described(listed)}"]
        if changes:
            people.append(listed)
            lines.append(f"{listed.badge:<10} {'; '.join(changes)}")
        same += not changes
    return Plan(tuple(people), tuple(lines), same, tuple(before.values()))


def _changes(person: Person, listed: Listed) -> list[str]:
    roles = None if listed.roles is None else roles_told(listed.roles)
    pairs = (
        ("name", person.name, listed.name),
        ("rank", person.rank, listed.rank),
        ("unit", person.unit, listed.unit),
        ("roles", roles_told(person.roles), roles),
    )
    return [f"{what}: {old or '–'} → {new or '–'}" for what, old, new in pairs if new not in (None, old)]


def _described(listed: Listed) -> str:
    roles = roles_told(listed.roles or {Role.OFFICER})
    return ", ".join(filter(None, (listed.name, listed.rank, listed.unit, roles)))
