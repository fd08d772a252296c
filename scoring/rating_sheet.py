"""A trainer's rating of a run: the sheet as a file or as answers, refused where a rating or its reason is missing (pure)."""

from __future__ import annotations

import tomllib
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, field
from functools import cache
from importlib import resources
from typing import Any

from scoring.opinions import NOT_OBSERVED, NOTE, About
from scoring.rubric import DimensionId
from scoring.settings import Settings, house_settings

LOWEST, HIGHEST = 1, 7
SKIPPED = "not observed"


class BadSheet(Exception):
    """A rating cannot be kept as it stands; the sentence is for the trainer."""


@dataclass(frozen=True, slots=True)
class Sheet:
    """The ratings of one trainer, by what they are about, with the comments; a note is a comment on the whole."""

    given: Mapping[About, int]
    words: Mapping[About, str] = field(default_factory=dict)


@cache
def anchors() -> Mapping[DimensionId, Mapping[int, str]]:
    """What a rating of 1, 3, 5 and 7 looks like, by dimension."""
    text = resources.files("scoring.rubrics").joinpath("anchors.toml").read_text(encoding="utf-8")
    return {id: {int(value): told for value, told in its.items()} for id, its in tomllib.loads(text).items()}


def moment_about(number: int) -> About:
    """What a rating of one decision is kept under."""
    return f"moment {number}"


def read_sheet(text: str, dimensions: Collection[DimensionId], decisions: int) -> Sheet:
    """The sheet in a TOML text; BadSheet says what to mend."""
    try:
        told = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise BadSheet(f"This is no TOML: {error}.") from None
    _known("The sheet", told, ("note", "dimensions", "moments"))
    entries = [*_entries(told, "dimensions"), *_entries(told, "moments")]
    sheet = Sheet(
        given={about: _value(about, entry) for about, entry in entries},
        words={about: str(entry.get("comment", "")) for about, entry in entries}
        | {NOTE: str(told.get("note", ""))},
    )
    return checked(sheet, dimensions, decisions)


def needs_comment(value: int, settings: Settings | None = None) -> bool:
    """True if a rating is so low or so high that the rater must say why."""
    its = (settings or house_settings()).raters
    return not its.comment_up_to < value < its.comment_from


def checked(sheet: Sheet, dimensions: Collection[DimensionId], decisions: int) -> Sheet:
    """The sheet, if it can be kept: known things, ratings of 1 to 7, a comment where one is needed."""
    known = {*dimensions, *map(moment_about, range(1, decisions + 1))}
    for about, value in sheet.given.items():
        if about not in known:
            raise BadSheet(
                f"This run has no {about}. Rate {', '.join(dimensions)}, or moments 1 to {decisions}."
            )
        if value != NOT_OBSERVED and needs_comment(value) and not sheet.words.get(about, "").strip():
            raise BadSheet(f"{about}: a rating of {value} needs a comment that says what was seen.")
    if not sheet.given and not sheet.words.get(NOTE, "").strip():
        raise BadSheet("There is nothing in it: give a rating or a note.")
    return Sheet(sheet.given, {about: said for about, said in sheet.words.items() if said.strip()})


def _entries(told: Mapping[str, Any], section: str) -> Iterator[tuple[About, Mapping[str, Any]]]:
    its = told.get(section, {})
    if not isinstance(its, dict):
        raise BadSheet(f"[{section}] must be a section.")
    for name, entry in its.items():
        about = name if section == "dimensions" else f"moment {name}"
        if not isinstance(entry, dict):
            raise BadSheet(f"{about} must be a section with a value, and a comment where it needs one.")
        _known(about, entry, ("value", "comment"))
        yield about, entry


def _value(about: About, entry: Mapping[str, Any]) -> int:
    value = entry.get("value", SKIPPED)
    if value == SKIPPED:
        return NOT_OBSERVED
    if type(value) is not int or not LOWEST <= value <= HIGHEST:
        raise BadSheet(f'{about}: give a whole number of 1 to 7, or "{SKIPPED}".')
    return value


def _known(where: str, told: Mapping[str, Any], names: Collection[str]) -> None:
    if unknown := set(told) - set(names):
        raise BadSheet(f"{where} has no {', '.join(sorted(unknown))}. It may have: {', '.join(names)}.")
