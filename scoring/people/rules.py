"""The rules of an agency: how secrets are guarded and how long runs are kept. Read from its settings file, if it has one."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path
from typing import Any

from scoring.people.person import PeopleError
from scoring.stretch import FIPS, STRONG, Profile, Stretch

STRETCHES = {Profile.ARGON2ID: STRONG, Profile.PBKDF2: FIPS}


@dataclass(frozen=True, slots=True)
class Rules:
    """Defaults of ours; an agency may set others."""

    pin_digits: int = 6  # or more; ten to the sixth guesses, five at a time, take 5 years and more
    passphrase_letters: int = 10  # or more
    wrong_tries: int = 5  # then nobody may try that badge number
    lock_minutes: int = 15  # for so long
    keep_months: int = 0  # how long what happened in a run is kept; 0 is for good
    profile: str = Profile.ARGON2ID.value

    @property
    def stretch(self) -> Stretch:
        """What makes each guess at a secret slow."""
        return STRETCHES[Profile(self.profile)]

    @property
    def lock(self) -> timedelta:
        """How long a badge number stays locked."""
        return timedelta(minutes=self.lock_minutes)


SECTIONS = {
    "secrets": ("pin_digits", "passphrase_letters", "wrong_tries", "lock_minutes", "profile"),
    "runs": ("keep_months",),
}
LEAST = {
    "pin_digits": 6,
    "passphrase_letters": 10,
    "wrong_tries": 1,
    "lock_minutes": 1,
    "keep_months": 0,
}


def read_rules(path: Path) -> Rules:
    """The rules in that file, or the defaults where there is none; PeopleError says what is wrong in it."""
    try:
        written = tomllib.loads(path.read_text(encoding="utf-8"))
    except FileNotFoundError:
        return Rules()
    except (OSError, ValueError) as error:
        raise PeopleError(f"The agency's settings {path} cannot be read: {error}.") from error
    return Rules(
        **dict(_checked(path, section, name, value) for section, name, value in _each(path, written))
    )


def _each(path: Path, written: dict[str, Any]) -> list[tuple[str, str, Any]]:
    for section, values in written.items():
        if section not in SECTIONS or not isinstance(values, dict):
            raise PeopleError(
                f"{path} has [{section}]. There are: {', '.join(f'[{each}]' for each in SECTIONS)}."
            )
    return [(section, name, value) for section, values in written.items() for name, value in values.items()]


def _checked(path: Path, section: str, name: str, value: Any) -> tuple[str, Any]:
    if name not in SECTIONS[section]:
        raise PeopleError(f"{path} has “{name}” in [{section}]. There are: {', '.join(SECTIONS[section])}.")
    if name == "profile":
        if value not in [profile.value for profile in Profile]:
            raise PeopleError(f"{path}: profile is {' or '.join(profile.value for profile in Profile)}.")
    elif type(value) is not int or value < LEAST[name]:
        raise PeopleError(f"{path}: {name} must be a whole number, {LEAST[name]} or more.")
    return name, value
