"""The catalogue: which scenarios there are, in the program's own folder or in one that an agency keeps."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from importlib import resources
from pathlib import Path

from simulator.library.load import SCENARIO_FILE, Loaded, load_file
from simulator.library.reading import Vocabulary


@dataclass(frozen=True, slots=True)
class Entry:
    """A scenario on the shelf, with what reading it gave."""

    id: str
    path: Path
    loaded: Loaded


def shipped_folder() -> Path:
    """The folder of the scenarios that come with the program: a checkout, an editable install and a wheel alike."""
    return Path(str(resources.files("scenarios")))


def scenario_files(path: Path) -> Iterator[Path]:
    """The scenario files that a path means: a file, a scenario's folder, or a folder of such folders."""
    if not path.is_dir():
        yield path
    elif (path / SCENARIO_FILE).exists():
        yield path / SCENARIO_FILE
    else:
        yield from sorted(path.glob(f"*/{SCENARIO_FILE}"))


def catalogue(folder: Path, vocabulary: Vocabulary | None = None) -> tuple[Entry, ...]:
    """Every scenario in the folder, readable or not, by id."""
    return tuple(
        Entry(
            file.parent.name if file.name == SCENARIO_FILE else file.stem, file, load_file(file, vocabulary)
        )
        for file in scenario_files(folder)
    )
