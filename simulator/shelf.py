"""The shelf: the scenarios of a folder, read with the names that the rubric and the assets know."""

from __future__ import annotations

from importlib import resources
from pathlib import Path

from scoring.rubric import Rubric
from scoring.settings import house_settings
from simulator.library.catalogue import Entry, catalogue, shipped_folder
from simulator.library.reading import Vocabulary


def vocabulary(rubric: Rubric) -> Vocabulary:
    """The names that a scenario may use: the rubric's, and those of the assets that are installed."""
    people = _names("pictures/people")
    return Vocabulary(
        behaviors=frozenset(rubric.behaviors),
        flags=frozenset(rubric.flags),
        dimensions=frozenset(rubric.dimensions),
        pictures=_names("pictures/places"),
        portraits=frozenset(name.rpartition("_")[0] for name in people),
        sounds=_names("sounds"),
        moods=frozenset(name.rpartition("_")[2] for name in people),
        panel=house_settings().panel.agreement,
    )


def shelf(rubric: Rubric, folder: Path | None = None) -> tuple[Entry, ...]:
    """The scenarios of a folder, by default those that come with the program."""
    return catalogue(folder or shipped_folder(), vocabulary(rubric))


def _names(folder: str) -> frozenset[str]:
    place = Path(str(resources.files("assets"))) / folder
    return frozenset(file.stem for file in place.glob("*.*") if file.suffix in (".webp", ".ogg", ".wav"))
