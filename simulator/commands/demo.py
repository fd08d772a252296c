"""levelhead demo: fills a folder with a record of simulated officers, marked as such, and says how to see its reports."""

from __future__ import annotations

from argparse import Namespace
from collections.abc import Iterator
from pathlib import Path

from scoring.kept import PublicKey
from scoring.rubric_file import core_rubric
from scoring.seal import StationKey
from simulator.commands.house import STATION_KEY, cache_folder, writing
from simulator.commands.progress import Bar
from simulator.demo import Call, demo_officers, play_demo
from simulator.foresight import foresee
from simulator.shelf import shelf


class CannotFill(Exception):
    """The folder cannot be filled; the sentence is for a person."""


def demo(options: Namespace) -> int:
    """Let simulated officers play for a year, or as long as was asked."""
    path = options.folder / "record.db"
    if path.exists():
        raise CannotFill(f"{path} is there already, and nothing was changed. Name a new folder.")
    rubric = core_rubric()
    loaded = [entry.loaded for entry in shelf(rubric, options.scenarios) if entry.loaded.scenario]
    if not loaded:
        raise CannotFill("There is no scenario to play. `levelhead check` tells what is wrong.")
    with writing(options.folder):
        options.folder.mkdir(parents=True, exist_ok=True)
    print(f"Proving {len(loaded)} scenarios …", flush=True)
    calls = [Call(each, foresee(each.scenario, cache_folder())) for each in loaded if each.scenario]
    key = StationKey.load_or_create(options.folder / STATION_KEY)
    runs = play_demo(
        path,
        key,
        rubric,
        calls,
        demo_officers(options.officers, rubric, options.seed),
        last=options.last,
        months=options.months,
        seed=options.seed,
        told=Bar("Playing"),
    )
    print(
        f"{path} holds {runs} runs of {options.officers} simulated officers: demo data, no person's. To see it:"
    )
    print("\n".join(f"  {line}" for line in to_see(path, key.public)))
    return 0


def to_see(path: Path, key: PublicKey) -> Iterator[str]:
    """Commands to go on with, as they can be pasted."""
    record, folder = (f'"{each}"' if " " in str(each) else str(each) for each in (path, path.parent))
    yield f"levelhead report training-needs --record {record} --out {folder}"
    yield f"levelhead report officer demo-001 --names --record {record} --out {folder}"
    yield f"levelhead record list --names --record {record}"
    yield f"levelhead record verify --record {record} --key {key}"
