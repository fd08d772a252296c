"""Where things lie on this machine, and the record, the rubric and the shelf opened from there."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from platformdirs import user_cache_path, user_data_path, user_documents_path

from scoring.people import NamesKey, People
from scoring.people.rules import Rules, read_rules
from scoring.record import Record
from scoring.seal import StationKey
from scoring.wellness.support import Support, read_support, unfilled_support

if TYPE_CHECKING:
    from scoring.wellness.vault import Wellness

APP = "levelhead"
STATION_KEY = "station.key"
DATA_VARIABLE = "LEVELHEAD_DATA"


def data_folder() -> Path:
    """The folder of the record and the station's key; the environment variable LEVELHEAD_DATA moves it. Unusable where it cannot be."""
    named = os.environ.get(DATA_VARIABLE)
    folder = Path(named) if named else user_data_path(APP, appauthor=False)
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise Unusable(
            f"The data folder {folder} cannot be made: {error.strerror}. Name another by {DATA_VARIABLE}."
        ) from error
    return folder


def cache_folder() -> Path:
    """The folder of what can be computed again; safe to delete."""
    named = os.environ.get(DATA_VARIABLE)
    return Path(named) / "cache" if named else user_cache_path(APP, appauthor=False)


def record_path(named: Path | None) -> Path:
    """The record that was named, or this machine's own."""
    return named or data_folder() / "record.db"


def key_path(record: Path | None = None) -> Path:
    """The station's key, outside the record: beside it where one lies there, as in a demo's folder; else this machine's."""
    beside = record.parent / STATION_KEY if record else None
    return beside if beside and beside.exists() else data_folder() / STATION_KEY


def names_path(record: Path | None = None) -> Path:
    """The key of all names, beside the station's key: a copied record tells no name."""
    return key_path(record).with_name("names.key")


def rules_path() -> Path:
    """The agency's own rules, if it has any."""
    return data_folder() / "agency.toml"


def rules() -> Rules:
    """The agency's rules, or the defaults."""
    return read_rules(rules_path())


def opened_people(record: Record, named: Path | None = None) -> People:
    """The people of that record, under this agency's rules; names that stood there in plain letters are sealed."""
    return People(record, NamesKey.load_or_create(names_path(named)), rules=rules())


def wellness_path() -> Path:
    """The wellness file: apart from training records."""
    return data_folder() / "wellness.db"


def wellness_of(pseudonym: str) -> Wellness:
    """The wellness room of the officer with that pseudonym, by the agency's profile for passphrases."""
    from scoring.wellness.vault import Wellness  # its locks are slow to load, and few need them

    return Wellness(wellness_path(), pseudonym, stretch=rules().stretch)


def settings_folder() -> Path:
    """Where the station keeps each officer's settings, and which badge numbers signed in last."""
    return data_folder() / "settings"


def pages_folder() -> Path:
    """Where pages are written that an officer keeps: among the documents of whoever runs the station."""
    named = os.environ.get(DATA_VARIABLE)
    return Path(named) / "pages" if named else user_documents_path() / "Levelhead"


class Unusable(Exception):
    """A command cannot do what was asked; the sentence is for a person."""


def support_here() -> Support:
    """Where officers can turn, as this agency has filled it in; or that nothing is filled in yet."""
    path = data_folder() / "resources.toml"
    try:
        return read_support(path.read_text(encoding="utf-8"))
    except FileNotFoundError:
        return unfilled_support()
    except (OSError, ValueError) as error:
        raise Unusable(f"The agency's resources {path} cannot be used: {error}") from error


class Unwritable(Exception):
    """A file cannot be written where a person wants it; the sentence is for that person."""


@contextmanager
def writing(path: Path) -> Iterator[None]:
    """While a file that a person named is written: what the machine refuses is told with the place and a cure."""
    try:
        yield
    except OSError as error:
        raise Unwritable(f"{path} cannot be written: {error.strerror}. Name another place.") from None


@contextmanager
def opened_record(named: Path | None) -> Iterator[Record]:
    """The record, signed by this station's key, closed at the end."""
    with Record(record_path(named), StationKey.load_or_create(key_path(named))) as record:
        yield record
