"""levelhead new: writes a commented scenario that passes the check, and the schema that editors complete it by."""

from __future__ import annotations

from argparse import Namespace
from importlib import resources
from shlex import quote

from simulator.commands.house import writing
from simulator.library.load import SCENARIO_FILE

SCHEMA_FILE = "scenario.schema.json"  # the first line of the scenario names it


class FolderTaken(Exception):
    """The folder is there already; the sentence is for a person."""


def new(options: Namespace) -> int:
    """Write the scenario and its schema into a new folder."""
    file = options.folder / SCENARIO_FILE
    if file.exists():
        raise FolderTaken(f"{file} is there already, and nothing was changed. Name a new folder.")
    assets = resources.files("assets") / "schema"
    with writing(file):
        options.folder.mkdir(parents=True, exist_ok=True)
        for source, target in (("beginning.yaml", file.name), (SCHEMA_FILE, SCHEMA_FILE)):
            (options.folder / target).write_text(
                (assets / source).read_text(encoding="utf-8"), encoding="utf-8"
            )
    typed = quote(str(options.folder))
    print(f"{file} is yours to change. Then:\n  levelhead check {typed}\n  levelhead play {typed}")
    return 0
