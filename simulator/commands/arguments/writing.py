"""What may be said after the authors' commands: check, test-play, page, graph, new."""

from __future__ import annotations

import argparse
from pathlib import Path

from simulator.commands.arguments.shared import count, scenario_path

STRATEGIES = ("random", "first", "last", "longest", "shortest")


def add_check(check: argparse.ArgumentParser) -> None:
    """What to check, and how to tell it."""
    check.add_argument(
        "paths",
        nargs="+",
        type=scenario_path,
        metavar="PATH",
        help="scenarios' folders, files or ids, or folders of them",
    )
    check.add_argument("--format", choices=("text", "json"), default="text")
    check.add_argument(
        "--loss", action="store_true", help="list what each choice costs where most likely met"
    )
    check.add_argument(
        "--budget", type=count, default=30_000_000, metavar="N", help="situations to explore at most"
    )


def add_test_play(test_play: argparse.ArgumentParser) -> None:
    """What to play, how often and how."""
    test_play.add_argument("path", type=scenario_path, metavar="PATH", help="a scenario's folder, file or id")
    test_play.add_argument("--runs", type=int, default=10_000, metavar="N")
    test_play.add_argument("--seed", type=int, default=1, metavar="S")
    test_play.add_argument("--strategy", choices=STRATEGIES, default="random")
    test_play.add_argument(
        "--cover", action="store_true", help="plan few runs that take every choice there is"
    )


def add_page(page: argparse.ArgumentParser) -> None:
    """Of which scenarios, and where to."""
    page.add_argument(
        "paths",
        nargs="+",
        type=scenario_path,
        metavar="PATH",
        help="scenarios' folders, files or ids, or folders of them",
    )
    page.add_argument("--out", type=Path, default=Path("docs/scenarios"), metavar="DIR")


def add_graph(graph: argparse.ArgumentParser) -> None:
    """Of which scenario, as what, and where to."""
    graph.add_argument("path", type=scenario_path, metavar="PATH", help="a scenario's folder, file or id")
    graph.add_argument("--format", choices=("svg", "mermaid"), default="svg")
    graph.add_argument("--out", type=Path, metavar="FILE", help="where to write it (the screen, if left out)")


def add_new(new: argparse.ArgumentParser) -> None:
    """A folder to begin in."""
    new.add_argument("folder", type=Path, metavar="DIR", help="a folder that does not exist yet")
