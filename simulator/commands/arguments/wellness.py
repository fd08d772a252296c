"""What may be said after `wellness`."""

from __future__ import annotations

import argparse
from pathlib import Path

from scoring.wellness.quarters import Quarter
from simulator.commands.arguments.shared import add_asker, add_record_path


def add_wellness(wellness: argparse.ArgumentParser) -> None:
    """What to do."""
    actions = wellness.add_subparsers(dest="action", required=True, metavar="ACTION")
    own = actions.add_parser("own", help="write your own page, with your passphrase")
    own.add_argument("badge", metavar="BADGE")
    own.add_argument("--out", type=Path, default=Path(), metavar="DIR", help="where to write")
    add_record_path(own)
    passphrase = actions.add_parser("passphrase", help="take a new passphrase for your own answers")
    passphrase.add_argument("badge", metavar="BADGE")
    add_record_path(passphrase)
    actions.add_parser("audit", help="check that no envelope was changed, without opening one")
    _add_coordinator(actions.add_parser("coordinator", help="who makes the tables of units, once a quarter"))


def _add_coordinator(coordinator: argparse.ArgumentParser) -> None:
    works = coordinator.add_subparsers(dest="work", required=True, metavar="WORK")
    named = works.add_parser("appoint", help="appoint the coordinator, who chooses a passphrase in person")
    named.add_argument("badge", metavar="BADGE", help="neither an administrator nor a supervisor")
    named.add_argument("--replace", action="store_true", help="in the place of the one before")
    add_asker(named)
    works.add_parser("recover", help="the coordinator's new passphrase, with the recovery code")
    works.add_parser("fingerprint", help="what stands on the coordinator's card")
    collect = works.add_parser("collect", help="make a quarter's tables of the rows that were given, once")
    collect.add_argument("--unit", dest="units", action="append", metavar="NAME", help="one more unit")
    table = works.add_parser("table", help="show a quarter's tables")
    for each in (collect, table):
        each.add_argument("quarter", type=_quarter, metavar="QUARTER", help="as in 2026-Q3")
    add_record_path(collect)
    add_asker(table)


def _quarter(written: str) -> Quarter:
    try:
        return Quarter.read(written)
    except ValueError as error:
        raise argparse.ArgumentTypeError(str(error)) from None
