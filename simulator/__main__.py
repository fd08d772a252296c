"""The roof: the command line. Reads what was typed, opens one door, and lets no traceback reach a person."""

from __future__ import annotations

import argparse
import importlib
import sys
import traceback
from collections.abc import Sequence
from datetime import datetime
from pathlib import Path

from simulator import __version__

REFUSED, INTERRUPTED = 1, 130
STRATEGIES = ("random", "first", "last", "longest", "shortest")


def main(arguments: Sequence[str] | None = None) -> int:
    """Run a command; returns its exit code: 0 clean, 1 findings or refused, 2 wrong usage."""
    options = _parser().parse_args(arguments)
    command = options.command or "play"
    if not options.command:
        options = _parser().parse_args(["play"])
    try:
        name = command.replace("-", "_")
        return int(getattr(importlib.import_module(f"simulator.commands.{name}"), name)(options))
    except KeyboardInterrupt:
        print("\nStopped. What was recorded is kept.", file=sys.stderr)
        return INTERRUPTED
    except BrokenPipeError:
        return REFUSED
    except Exception as error:
        print(_in_words(error), file=sys.stderr)
        return REFUSED


def _in_words(error: Exception) -> str:
    """What a person is told: the sentence of an error that was foreseen, or where the report of another lies."""
    if type(error).__module__.startswith(("simulator.", "scoring.")):
        return str(error)
    return f"Something went wrong that should not have: {error}\n{_report(error)}"


def _report(error: Exception) -> str:
    from simulator.commands.house import data_folder

    try:
        path = data_folder() / f"error-{datetime.now():%Y%m%d-%H%M%S}.txt"
        told = "".join(traceback.format_exception(error))
        path.write_text(
            f"levelhead {__version__}, Python {sys.version}\n{sys.argv}\n\n{told}", encoding="utf-8"
        )
    except OSError:
        return "A report could not be written, because the data folder is not writable."
    return f"A report for whoever looks after Levelhead is in {path}"


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="levelhead",
        description="A training station for police officers: play a call, learn from the debrief.",
    )
    parser.add_argument("--version", action="version", version=f"levelhead {__version__}")
    commands = parser.add_subparsers(dest="command", metavar="COMMAND")
    _add_play(commands.add_parser("play", help="play a call at the station (the default)"))
    _add_check(commands.add_parser("check", help="find what is wrong in scenarios"))
    _add_record(commands.add_parser("record", help="verify, list or show what is recorded"))
    _add_report(
        commands.add_parser("report", help="report on an officer, a unit, a scenario or training needs")
    )
    _add_demo(commands.add_parser("demo", help="fill a folder with a record of simulated officers"))
    commands.add_parser("doctor", help="tell what works on this machine")
    _add_test_play(
        commands.add_parser("test-play", help="play a scenario many times, and tell what was seen")
    )
    _add_page(commands.add_parser("page", help="write what a trainer reads about a scenario before class"))
    _add_graph(commands.add_parser("graph", help="draw a scenario"))
    _add_preview(commands.add_parser("preview", help="play a scenario while you write it, from any moment"))
    new = commands.add_parser("new", help="write a scenario to begin with")
    new.add_argument("folder", type=Path, metavar="DIR", help="a folder that does not exist yet")
    return parser


def _add_play(play: argparse.ArgumentParser) -> None:
    play.add_argument("scenario", nargs="?", metavar="SCENARIO", help="its id, its folder or its file")
    play.add_argument("--officer", metavar="ID", help="who plays (a guest, if left out)")
    play.add_argument("--seed", type=int, metavar="N", help="the same seed draws the same chances")
    play.add_argument(
        "--pace",
        type=int,
        default=100,
        choices=(100, 150, 200, 1000, 0),
        help="time limits in percent; 0 is off",
    )
    play.add_argument(
        "--follow", type=Path, metavar="FILE", help="first take the choices of a path that check has told"
    )
    play.add_argument("--console", action="store_true", help="play in the terminal")
    _add_record_path(play)
    play.add_argument("--scenarios", type=Path, metavar="DIR", help="a folder of scenarios of your own")


def _add_preview(preview: argparse.ArgumentParser) -> None:
    preview.add_argument("path", type=Path, metavar="PATH", help="a scenario's folder or file")
    preview.add_argument("--at", metavar="SCENE.MOMENT", help="where to begin")
    preview.add_argument(
        "--set", metavar="…", help="how things stand there: tension=80,some_fact,not other_fact"
    )
    preview.add_argument("--seed", type=int, default=1, metavar="N")


def _count(written: str) -> int:
    """A whole number from 1 on, as an argument."""
    if not written.isdecimal() or not int(written):
        raise argparse.ArgumentTypeError(f"{written} is not a whole number from 1 on")
    return int(written)


def _add_check(check: argparse.ArgumentParser) -> None:
    check.add_argument(
        "paths", nargs="+", type=Path, metavar="PATH", help="files, scenario folders, folders of them"
    )
    check.add_argument("--format", choices=("text", "json"), default="text")
    check.add_argument(
        "--loss", action="store_true", help="list what each choice costs where most likely met"
    )
    check.add_argument(
        "--budget", type=_count, default=30_000_000, metavar="N", help="situations to explore at most"
    )


def _add_test_play(test_play: argparse.ArgumentParser) -> None:
    test_play.add_argument("path", type=Path, metavar="PATH", help="a scenario's folder or file")
    test_play.add_argument("--runs", type=int, default=10_000, metavar="N")
    test_play.add_argument("--seed", type=int, default=1, metavar="S")
    test_play.add_argument("--strategy", choices=STRATEGIES, default="random")
    test_play.add_argument(
        "--cover", action="store_true", help="plan few runs that take every choice there is"
    )


def _add_page(page: argparse.ArgumentParser) -> None:
    page.add_argument(
        "paths", nargs="+", type=Path, metavar="PATH", help="files, scenario folders, folders of them"
    )
    page.add_argument("--out", type=Path, default=Path("docs/scenarios"), metavar="DIR")


def _add_graph(graph: argparse.ArgumentParser) -> None:
    graph.add_argument("path", type=Path, metavar="PATH", help="a scenario's folder or file")
    graph.add_argument("--format", choices=("svg", "mermaid"), default="svg")
    graph.add_argument("--out", type=Path, metavar="FILE", help="where to write it (the screen, if left out)")


def _add_record(record: argparse.ArgumentParser) -> None:
    actions = record.add_subparsers(dest="action", required=True, metavar="ACTION")
    verify = actions.add_parser("verify", help="find any edit, deletion, swap or truncation")
    verify.add_argument(
        "--anchor", type=Path, metavar="FILE", help="compare with heads that were kept elsewhere"
    )
    verify.add_argument(
        "--write-anchor", type=Path, metavar="FILE", help="write the heads, to be kept elsewhere"
    )
    actions.add_parser("list", help="list the runs")
    actions.add_parser("rebuild", help="compute what reports read again from the events")
    show = actions.add_parser("show", help="tell a run from beginning to end")
    show.add_argument("run", metavar="RUN", help="its id, or the beginning of it")
    for action in actions.choices.values():
        _add_record_path(action)


def _add_report(report: argparse.ArgumentParser) -> None:
    subjects = report.add_subparsers(dest="subject", required=True, metavar="SUBJECT")
    for subject, named, about in (
        ("officer", "ID", "one officer: levels, changes, what to practice next"),
        ("unit", "NAME", "a unit: levels, trend, changes, hours trained"),
        ("scenario", "ID", "a scenario: where officers lose most, and what they choose"),
    ):
        subjects.add_parser(subject, help=about).add_argument("name", metavar=named)
    subjects.add_parser("training-needs", help="all units and dimensions: where training is needed most")
    for parser in subjects.choices.values():
        parser.add_argument("--from", dest="first", metavar="DATE", help="from this day (2026-01-31)")
        parser.add_argument("--to", dest="last", metavar="DATE", help="up to this day")
        parser.add_argument("--format", default="html", metavar="LIST", help="of html, pdf, csv and json")
        parser.add_argument("--out", type=Path, default=Path(), metavar="DIR", help="where to write")
        parser.add_argument(
            "--assigned-only", action="store_true", help="leave practice out, as supervisors see it"
        )
        _add_record_path(parser)


def _add_demo(demo: argparse.ArgumentParser) -> None:
    demo.add_argument("folder", type=Path, metavar="DIR", help="a folder without a record")
    demo.add_argument("--officers", type=int, default=48, metavar="N")
    demo.add_argument("--months", type=int, default=12, metavar="N")
    demo.add_argument("--seed", type=int, default=1, metavar="N", help="the same seed plays the same runs")
    demo.add_argument("--last", default="2026-06-30", metavar="DATE", help="the last day that is played")
    demo.add_argument("--scenarios", type=Path, metavar="DIR", help="a folder of scenarios of your own")


def _add_record_path(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--record", type=Path, metavar="PATH", help="a record other than this machine's own")


if __name__ == "__main__":
    sys.exit(main())
