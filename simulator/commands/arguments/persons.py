"""What may be said after `people`, `class` and `assign`."""

from __future__ import annotations

import argparse
from pathlib import Path

from simulator.commands.arguments.shared import add_asker, add_record_path, day

ROLES = ("officer", "trainer", "supervisor", "administrator")


def add_people(people: argparse.ArgumentParser) -> None:
    """What to do with people."""
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
            add_record_path(action)
        else:
            add_asker(action)


def add_class(parser: argparse.ArgumentParser) -> None:
    """What to do with a class."""
    actions = parser.add_subparsers(dest="action", required=True, metavar="ACTION")
    new = actions.add_parser("new", help="a new class")
    new.add_argument("name", metavar="NAME")
    new.add_argument("--trainer", metavar="BADGE", help="who leads it (who asks, if left out)")
    hand_over = actions.add_parser("hand-over", help="let another trainer lead a class")
    hand_over.add_argument("name", metavar="NAME")
    hand_over.add_argument("trainer", metavar="BADGE")
    add = actions.add_parser("add", help="put people into a class")
    remove = actions.add_parser("remove", help="take people out of a class")
    for action in (add, remove):
        action.add_argument("name", metavar="NAME")
        action.add_argument("badges", nargs="+", metavar="BADGE")
    move = actions.add_parser("move", help="another last day for what the class was assigned")
    withdraw = actions.add_parser("withdraw", help="the class is to play a scenario no more")
    for action in (move, withdraw):
        action.add_argument("name", metavar="NAME")
        action.add_argument("scenario", metavar="SCENARIO", help="its id")
    move.add_argument("due", type=day, metavar="DATE", help="the last day (2026-01-31)")
    close = actions.add_parser("close", help="nothing is assigned to the class any more, for good")
    close.add_argument("name", metavar="NAME")
    shown = actions.add_parser("list", help="all classes, or one with its people")
    shown.add_argument("name", nargs="?", metavar="NAME")
    for action in actions.choices.values():
        add_asker(action)


def add_assign(assign: argparse.ArgumentParser) -> None:
    """What, to whom, by when."""
    assign.add_argument("scenario", metavar="SCENARIO", help="its id")
    assign.add_argument("--class", dest="class_name", required=True, metavar="NAME")
    assign.add_argument("--due", required=True, type=day, metavar="DATE", help="the last day (2026-01-31)")
    assign.add_argument("--scenarios", type=Path, metavar="DIR", help="a folder of scenarios of your own")
    add_asker(assign)
