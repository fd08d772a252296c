"""levelhead new: writes a commented scenario that passes the check, for a trainer to begin with."""

from __future__ import annotations

from argparse import Namespace
from importlib import resources

from simulator.library.load import SCENARIO_FILE


class FolderTaken(Exception):
    """The folder is there already; the sentence is for a person."""


def new(options: Namespace) -> int:
    """Write the scenario into a new folder."""
    file = options.folder / SCENARIO_FILE
    if file.exists():
        raise FolderTaken(f"{file} is there already, and nothing was changed. Name a new folder.")
    options.folder.mkdir(parents=True, exist_ok=True)
    template = resources.files("assets") / "schema" / "beginning.yaml"
    file.write_text(template.read_text(encoding="utf-8"), encoding="utf-8")
    print(
        f"{file} is yours to change. Then:\n  levelhead check {options.folder}\n  levelhead play {options.folder}"
    )
    return 0
