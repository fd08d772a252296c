"""Settings: an officer's own, kept in one TOML file each. A bad one gets a clear sentence and defaults, never a crash."""

from __future__ import annotations

import os
import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, fields
from pathlib import Path
from typing import Any

THEMES = ("dark", "light", "contrast")
TEXT_PERCENTS = (100, 125, 150, 175, 200)
PACES = (100, 150, 200, 1000, 0)
VOLUMES = (0, 25, 50, 75, 100)
KEYS: Mapping[str, str] = {
    "onward": "space",
    "yes": "return",
    "pause": "p",
    "stop": "escape",
    "look_back": "b",
    "back": "backspace",
    "speech": "f2",
    "trainer": "f8",
}


@dataclass(frozen=True, slots=True)
class Settings:
    """How the station is for one officer."""

    theme: str = "dark"
    text_percent: int = 100
    pace: int = 100  # percent of the time limits; 0 is off. An accommodation: never shown on a score report
    reduced_motion: bool = False
    learning: bool = False
    room_volume: int = 50
    effects_volume: int = 50
    captions: bool = True
    speech: bool = False  # what has the focus, and what is said, is read aloud
    check_ins: bool = True  # offered, never more than that
    keys: Mapping[str, str] = field(default_factory=lambda: dict(KEYS))


ALLOWED: Mapping[str, Sequence[object]] = {
    "theme": THEMES,
    "text_percent": TEXT_PERCENTS,
    "pace": PACES,
    "reduced_motion": (False, True),
    "learning": (False, True),
    "room_volume": VOLUMES,
    "effects_volume": VOLUMES,
    "captions": (False, True),
    "speech": (False, True),
    "check_ins": (False, True),
}
DOCUMENTED = """\
# Levelhead: the settings of one officer at this station. Written by the station; may be edited while it is closed.
theme = "{theme}"             # {themes}
text_percent = {text_percent}          # {text_percents}
pace = {pace}                  # time limits and drift in percent; 0 stops both. Kept with a run, never on a score report
reduced_motion = {reduced_motion}      # true: nothing breathes, fades or moves
learning = {learning}            # true: the meters are shown while a call is played
room_volume = {room_volume}             # {volumes}
effects_volume = {effects_volume}          # {volumes}
captions = {captions}             # true: what can be heard stands beside the place
speech = {speech}              # true: what has the focus, and what is said, is read aloud
check_ins = {check_ins}            # true: short private check-ins are offered; false: only when you ask for them

[keys]                       # the names of pygame's keys, in small letters: "space", "f1", "q"
{keys}
"""


class Keeper:
    """Reads and writes one officer's settings; without a file they last as long as the sitting."""

    def __init__(self, file: Path | None = None) -> None:
        self._file = file

    def read(self) -> tuple[Settings, str]:
        """The settings, and a sentence if they could not be read as they stand."""
        if self._file is None or not self._file.exists():
            return Settings(), ""
        try:
            return settings_of(tomllib.loads(self._file.read_text(encoding="utf-8"))), ""
        except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError, ValueError) as error:
            return (
                Settings(),
                f"Your settings in {self._file} could not be used, so the usual ones are: {error}",
            )

    def write(self, settings: Settings) -> str:
        """Keep the settings; a sentence if that is not possible."""
        if self._file is None:
            return ""
        try:
            self._file.parent.mkdir(parents=True, exist_ok=True)
            aside = self._file.with_suffix(".new")
            aside.write_text(documented(settings), encoding="utf-8")
            os.replace(aside, self._file)
        except OSError as error:
            return f"These settings hold for now, but cannot be kept in {self._file}: {error.strerror}."
        return ""


def settings_of(table: Mapping[str, Any]) -> Settings:
    """The settings in a table; ValueError says which one is wrong and what it may be."""
    known = {each.name for each in fields(Settings)}
    if unknown := sorted(set(table) - known):
        raise ValueError(f"there is no setting “{unknown[0]}”. There are {', '.join(sorted(known))}.")
    for name, allowed in ALLOWED.items():
        if name in table and not any(
            table[name] is each or (table[name] == each and type(table[name]) is type(each))
            for each in allowed
        ):
            raise ValueError(f"{name} cannot be {table[name]!r}. It may be {_listed(allowed)}.")
    keys = {**KEYS, **_keys_of(table.get("keys", {}))}
    return Settings(**{**table, "keys": keys})


def documented(settings: Settings) -> str:
    """The settings as a file that says what each may be."""
    return DOCUMENTED.format(
        theme=settings.theme,
        themes=_listed(THEMES),
        text_percent=settings.text_percent,
        text_percents=_listed(TEXT_PERCENTS),
        pace=settings.pace,
        reduced_motion=str(settings.reduced_motion).lower(),
        learning=str(settings.learning).lower(),
        room_volume=settings.room_volume,
        effects_volume=settings.effects_volume,
        volumes=_listed(VOLUMES),
        captions=str(settings.captions).lower(),
        speech=str(settings.speech).lower(),
        check_ins=str(settings.check_ins).lower(),
        keys="\n".join(f'{name} = "{key}"' for name, key in settings.keys.items()),
    )


def _keys_of(table: object) -> Mapping[str, str]:
    if not isinstance(table, dict) or not all(isinstance(key, str) for key in table.values()):
        raise ValueError('keys must be names, as in: pause = "p".')
    if unknown := sorted(set(table) - set(KEYS)):
        raise ValueError(
            f"there is nothing called “{unknown[0]}” to give a key. There are {', '.join(KEYS)}."
        )
    return table


def _listed(values: Sequence[object]) -> str:
    words = [str(value).lower() if isinstance(value, bool) else repr(value).strip("'") for value in values]
    return f"{', '.join(words[:-1])} or {words[-1]}"
