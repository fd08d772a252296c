"""The roof: the command line. Reads what was typed, opens one door, and lets no traceback reach a person."""

from __future__ import annotations

import argparse
import gc
import importlib
import sys
import traceback
from collections.abc import Callable, Sequence
from datetime import datetime
from io import TextIOWrapper
from types import ModuleType

from simulator import __version__
from simulator.commands.arguments.persons import add_assign, add_class, add_people
from simulator.commands.arguments.playing import add_play, add_preview
from simulator.commands.arguments.records import add_audit, add_demo, add_record, add_report
from simulator.commands.arguments.runs import add_debrief, add_dispute, add_disputes, add_rate, add_story
from simulator.commands.arguments.wellness import add_wellness
from simulator.commands.arguments.writing import add_check, add_graph, add_new, add_page, add_test_play
from simulator.model.findings import did_you_mean

REFUSED, WRONG, INTERRUPTED = 1, 2, 130
NAMES = {
    "class": "classes.classes",
    "assign": "classes.assign",
    "dispute": "disputes.dispute",
}  # of commands that are called otherwise inside


def main(arguments: Sequence[str] | None = None) -> int:
    """Run a command; returns its exit code: 0 clean, 1 findings or refused, 2 wrong usage."""
    _let_no_letter_stop_us()
    given = list(sys.argv[1:] if arguments is None else arguments)
    if given and (told := _no_command(given[0])):
        print(told, file=sys.stderr)
        return WRONG
    options = _parser().parse_args(["--help"] if given == ["help"] else given)
    command = options.command or "play"
    if not options.command:
        options = _parser().parse_args(["play"])
    try:
        name = NAMES.get(command, command.replace("-", "_"))
        room, function = name.split(".") if "." in name else (name, name)
        return int(getattr(_room(room), function)(options))
    except (KeyboardInterrupt, EOFError):  # Ctrl-C, or Ctrl-D where something was asked
        print("\nStopped. What was recorded is kept.", file=sys.stderr)
        return INTERRUPTED
    except BrokenPipeError:
        return REFUSED
    except Exception as error:
        print(_in_words(error), file=sys.stderr)
        return REFUSED


def _no_command(word: str) -> str:
    """What is said of a first word that is no command; nothing where it is one."""
    names = [name for name, *_ in COMMANDS]
    if word.startswith("-") or word in (*names, "help"):
        return ""
    return f"There is no command “{word}”. {did_you_mean(word, names) or '`levelhead help` lists them.'}"


def _let_no_letter_stop_us() -> None:
    """A terminal of few letters shows “?” for others; files and pipes are then written in UTF-8, with every letter."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, TextIOWrapper) and not stream.encoding.lower().startswith("utf"):
            if stream.isatty():
                stream.reconfigure(errors="replace")
            else:
                stream.reconfigure(encoding="utf-8")


def _room(name: str) -> ModuleType:
    """The module of a command, with the collector held: it would walk the growing heap, and find nothing."""
    gc.disable()
    try:
        return importlib.import_module(f"simulator.commands.{name}")
    finally:
        gc.enable()


def _in_words(error: Exception) -> str:
    """What a person is told: the sentence of an error that was foreseen, or where the report of another lies."""
    if type(error).__module__.startswith(("simulator.", "scoring.")):
        return str(error)
    return f"Something went wrong that should not have: {error}\n{_report(error)}"


def _report(error: Exception) -> str:
    from simulator.commands.house import Unusable, data_folder

    try:
        path = data_folder() / f"error-{datetime.now():%Y%m%d-%H%M%S}.txt"
        told = "".join(traceback.format_exception(error))
        path.write_text(
            f"levelhead {__version__}, Python {sys.version}\n{sys.argv}\n\n{told}", encoding="utf-8"
        )
    except (OSError, Unusable):
        return "A report could not be written, because the data folder is not writable."
    return f"A report for whoever looks after Levelhead is in {path}"


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="levelhead",
        description="A training station for police officers: play a call, learn from the debrief.",
    )
    parser.add_argument("--version", action="version", version=f"levelhead {__version__}")
    commands = parser.add_subparsers(dest="command", metavar="COMMAND")
    for name, about, add in COMMANDS:
        add(commands.add_parser(name, help=about))
    return parser


def _add_nothing(_: argparse.ArgumentParser) -> None:
    pass


COMMANDS: tuple[tuple[str, str, Callable[[argparse.ArgumentParser], None]], ...] = (
    ("play", "play a call at the station (the default)", add_play),
    ("check", "find what is wrong in scenarios", add_check),
    ("record", "verify, list or show what is recorded", add_record),
    ("report", "report on an officer, a unit, a scenario or training needs", add_report),
    ("demo", "fill a folder with a record of simulated officers", add_demo),
    ("debrief", "a run's debrief, told or as a page to keep", add_debrief),
    ("rate", "rate a run of your class, as a trainer", add_rate),
    ("story", "the story of a run that ended well, to share with a class", add_story),
    ("people", "who is known here, what they may do; import, unlock, erase", add_people),
    ("class", "who is in a class, and who has not played what it was assigned", add_class),
    ("assign", "assign a scenario to a class", add_assign),
    ("dispute", "object to the key at a decision of a run", add_dispute),
    ("disputes", "what officers and trainers object to in a key", add_disputes),
    ("audit", "who saw or did what, and when", add_audit),
    ("doctor", "tell what works on this machine", _add_nothing),
    ("test-play", "play a scenario many times, and tell what was seen", add_test_play),
    ("page", "write what a trainer reads about a scenario before class", add_page),
    ("graph", "draw a scenario", add_graph),
    ("preview", "play a scenario while you write it, from any moment", add_preview),
    ("new", "write a scenario to begin with", add_new),
    ("wellness", "your own page; the coordinator's work; tables of units", add_wellness),
)


if __name__ == "__main__":
    sys.exit(main())
