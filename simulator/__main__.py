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
ROLES = ("officer", "trainer", "supervisor", "administrator")
NAMES = {
    "class": "classes.classes",
    "assign": "classes.assign",
}  # of commands that are called otherwise inside
STRATEGIES = ("random", "first", "last", "longest", "shortest")


def main(arguments: Sequence[str] | None = None) -> int:
    """Run a command; returns its exit code: 0 clean, 1 findings or refused, 2 wrong usage."""
    options = _parser().parse_args(arguments)
    command = options.command or "play"
    if not options.command:
        options = _parser().parse_args(["play"])
    try:
        name = NAMES.get(command, command.replace("-", "_"))
        room, function = name.split(".") if "." in name else (name, name)
        return int(getattr(importlib.import_module(f"simulator.commands.{room}"), function)(options))
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
    _add_debrief(commands.add_parser("debrief", help="a run's debrief, told or as a page to keep"))
    _add_rate(commands.add_parser("rate", help="rate a run of your class, as a trainer"))
    _add_story(commands.add_parser("story", help="the story of a run that ended well, to share with a class"))
    _add_people(
        commands.add_parser("people", help="who is known here, what they may do; import, unlock, erase")
    )
    _add_class(
        commands.add_parser("class", help="who is in a class, and who has not played what it was assigned")
    )
    _add_assign(commands.add_parser("assign", help="assign a scenario to a class"))
    _add_disputes(commands.add_parser("disputes", help="what officers and trainers object to in a key"))
    _add_audit(commands.add_parser("audit", help="who saw or did what, and when"))
    commands.add_parser("doctor", help="tell what works on this machine")
    _add_test_play(
        commands.add_parser("test-play", help="play a scenario many times, and tell what was seen")
    )
    _add_page(commands.add_parser("page", help="write what a trainer reads about a scenario before class"))
    _add_graph(commands.add_parser("graph", help="draw a scenario"))
    _add_preview(commands.add_parser("preview", help="play a scenario while you write it, from any moment"))
    new = commands.add_parser("new", help="write a scenario to begin with")
    new.add_argument("folder", type=Path, metavar="DIR", help="a folder that does not exist yet")
    _add_wellness(
        commands.add_parser("wellness", help="your own page; the coordinator's work; tables of units")
    )
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
    play.add_argument(
        "--kiosk", action="store_true", help="the whole screen; only a trainer or administrator can close it"
    )
    play.add_argument(
        "--idle", type=_count, default=5, metavar="MINUTES", help="when a kiosk signs out by itself (5)"
    )
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
    expire = actions.add_parser(
        "expire", help="remove what happened in runs that are older than they may be kept"
    )
    expire.add_argument("--months", type=_count, metavar="N", help="in the place of the agency's setting")
    expire.add_argument("--apply", action="store_true", help="do it, not only tell it")
    for action in (show, actions.choices["list"]):
        action.add_argument("--names", action="store_true", help="names in the place of pseudonyms")
    for name, action in actions.choices.items():
        if name in ("verify", "rebuild"):
            _add_record_path(action)
        else:
            _add_asker(action)


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
        parser.add_argument("--names", action="store_true", help="names in the place of pseudonyms")
        _add_asker(parser)


def _add_demo(demo: argparse.ArgumentParser) -> None:
    demo.add_argument("folder", type=Path, metavar="DIR", help="a folder without a record")
    demo.add_argument("--officers", type=int, default=48, metavar="N")
    demo.add_argument("--months", type=int, default=12, metavar="N")
    demo.add_argument("--seed", type=int, default=1, metavar="N", help="the same seed plays the same runs")
    demo.add_argument("--last", default="2026-06-30", metavar="DATE", help="the last day that is played")
    demo.add_argument("--scenarios", type=Path, metavar="DIR", help="a folder of scenarios of your own")


def _add_people(people: argparse.ArgumentParser) -> None:
    actions = people.add_subparsers(dest="action", required=True, metavar="ACTION")
    first = actions.add_parser("first-administrator", help="make the one who looks after people")
    add = actions.add_parser("add", help="one person")
    for action in (first, add):
        action.add_argument("badge", metavar="BADGE")
        action.add_argument("name", metavar="NAME", nargs="?" if action is first else None, default="")
    actions.add_parser("list", help="everybody").add_argument("--unit", metavar="NAME", help="of one unit")
    for name, about in (
        ("show", "one person"),
        ("role", "give roles, in the place of those before"),
        ("unit", "put a person into a unit"),
        ("pin", "give a new PIN or passphrase"),
        ("unlock", "end a lock before its time"),
        ("erase", "destroy a person's key: nobody can know any more who it was"),
    ):
        actions.add_parser(name, help=about).add_argument("badge", metavar="BADGE")
    role = actions.choices["role"]
    role.add_argument("roles", nargs="+", choices=ROLES, metavar="ROLE", help=f"of {', '.join(ROLES)}")
    add.add_argument("--role", dest="roles", action="append", choices=ROLES, default=[], metavar="ROLE")
    for action in (role, add):
        action.add_argument(
            "--supervises", action="append", default=[], metavar="UNIT", help="a unit besides their own"
        )
    actions.choices["unit"].add_argument("unit", metavar="NAME", help="“” takes the person out of any")
    add.add_argument("--unit", default="", metavar="NAME")
    for action in (actions.choices["unit"], add):
        action.add_argument("--rank", metavar="RANK")
    actions.choices["pin"].add_argument(
        "--clear", action="store_true", help="let the officer choose a new one"
    )
    actions.choices["erase"].add_argument("--yes", action="store_true", help="do it; it cannot be undone")
    roster = actions.add_parser("import", help="people from a CSV file; tells what would change")
    roster.add_argument("file", type=Path, metavar="FILE")
    roster.add_argument(
        "--profile", type=Path, required=True, metavar="PROFILE.toml", help="which column is what"
    )
    roster.add_argument("--apply", action="store_true", help="do it, not only tell it")
    for name, action in actions.choices.items():
        if name == "first-administrator":
            _add_record_path(action)
        else:
            _add_asker(action)


def _add_class(parser: argparse.ArgumentParser) -> None:
    actions = parser.add_subparsers(dest="action", required=True, metavar="ACTION")
    new = actions.add_parser("new", help="a new class")
    new.add_argument("name", metavar="NAME")
    new.add_argument("--trainer", metavar="BADGE", help="who leads it (who asks, if left out)")
    hand_over = actions.add_parser("hand-over", help="let another trainer lead a class")
    hand_over.add_argument("name", metavar="NAME")
    hand_over.add_argument("trainer", metavar="BADGE")
    add = actions.add_parser("add", help="put people into a class")
    add.add_argument("name", metavar="NAME")
    add.add_argument("badges", nargs="+", metavar="BADGE")
    shown = actions.add_parser("list", help="all classes, or one with its people")
    shown.add_argument("name", nargs="?", metavar="NAME")
    for action in actions.choices.values():
        _add_asker(action)


def _add_debrief(debrief: argparse.ArgumentParser) -> None:
    debrief.add_argument("run", metavar="RUN", help="its id, or the beginning of it")
    debrief.add_argument(
        "--out", type=Path, metavar="FILE", help="where to write the page (told, if left out)"
    )
    debrief.add_argument(
        "--for-trainer", action="store_true", help="with the author's notes, and room for your own"
    )
    _add_asker(debrief)


def _add_rate(rate: argparse.ArgumentParser) -> None:
    rate.add_argument("run", metavar="RUN", help="its id, or the beginning of it")
    rate.add_argument(
        "--file", type=Path, metavar="FILE", help="the ratings in TOML (asked for, if left out)"
    )
    _add_asker(rate)


def _add_story(story: argparse.ArgumentParser) -> None:
    story.add_argument("run", metavar="RUN", help="its id, or the beginning of it")
    story.add_argument("--out", type=Path, required=True, metavar="DIR", help="where to write both files")
    _add_asker(story)


def _add_assign(assign: argparse.ArgumentParser) -> None:
    assign.add_argument("scenario", metavar="SCENARIO", help="its id")
    assign.add_argument("--class", dest="class_name", required=True, metavar="NAME")
    assign.add_argument("--due", required=True, metavar="DATE", help="the last day (2026-01-31)")
    assign.add_argument("--scenarios", type=Path, metavar="DIR", help="a folder of scenarios of your own")
    _add_asker(assign)


def _add_disputes(disputes: argparse.ArgumentParser) -> None:
    disputes.add_argument("--scenario", metavar="ID", help="of one scenario")
    _add_asker(disputes)


def _add_audit(audit: argparse.ArgumentParser) -> None:
    audit.add_argument("--last", type=_count, metavar="N", help="the newest entries alone")
    _add_asker(audit)


def _add_asker(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "--as", dest="asker", metavar="BADGE", help="who asks; PIN or passphrase is asked for"
    )
    _add_record_path(parser)


def _add_wellness(wellness: argparse.ArgumentParser) -> None:
    actions = wellness.add_subparsers(dest="action", required=True, metavar="ACTION")
    own = actions.add_parser("own", help="write your own page, with your passphrase")
    own.add_argument("badge", metavar="BADGE")
    own.add_argument("--out", type=Path, default=Path(), metavar="DIR", help="where to write")
    _add_record_path(own)
    actions.add_parser("audit", help="check that no envelope was changed, without opening one")
    _add_coordinator(actions.add_parser("coordinator", help="who makes the tables of units, once a quarter"))


def _add_coordinator(coordinator: argparse.ArgumentParser) -> None:
    works = coordinator.add_subparsers(dest="work", required=True, metavar="WORK")
    named = works.add_parser("appoint", help="appoint the coordinator, who chooses a passphrase in person")
    named.add_argument("name", metavar="NAME")
    named.add_argument("--replace", action="store_true", help="in the place of the one before")
    works.add_parser("recover", help="the coordinator's new passphrase, with the recovery code")
    works.add_parser("fingerprint", help="what stands on the coordinator's card")
    collect = works.add_parser("collect", help="make a quarter's tables of the rows that were given, once")
    collect.add_argument("--unit", dest="units", action="append", metavar="NAME", help="one more unit")
    table = works.add_parser("table", help="show a quarter's tables")
    table.add_argument("--as", dest="asker", metavar="BADGE", help="who asks")
    for each in (collect, table):
        each.add_argument("quarter", metavar="QUARTER", help="as in 2026-Q3")
        _add_record_path(each)


def _add_record_path(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--record", type=Path, metavar="PATH", help="a record other than this machine's own")


if __name__ == "__main__":
    sys.exit(main())
