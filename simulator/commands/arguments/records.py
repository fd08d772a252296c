"""What may be said after `record`, `report`, `demo` and `audit`."""

from __future__ import annotations

import argparse
from pathlib import Path

from simulator.commands.arguments.shared import add_asker, add_record_path, count, day, public_key


def add_record(record: argparse.ArgumentParser) -> None:
    """What to do with the record."""
    actions = record.add_subparsers(dest="action", required=True, metavar="ACTION")
    verify = actions.add_parser("verify", help="find any edit, deletion, swap or truncation")
    verify.add_argument(
        "--anchor", type=Path, metavar="FILE", help="compare with heads that were kept elsewhere"
    )
    verify.add_argument(
        "--write-anchor", type=Path, metavar="FILE", help="write the heads, to be kept elsewhere"
    )
    verify.add_argument(
        "--key",
        dest="keys",
        type=public_key,
        action="append",
        metavar="HEX",
        help="the public key of a station that signed, as `levelhead doctor` tells it there; one for each station, "
        "in the place of this machine's own",
    )
    actions.add_parser("list", help="list the runs")
    actions.add_parser("rebuild", help="compute what reports read again from the events")
    show = actions.add_parser("show", help="tell a run from beginning to end")
    show.add_argument("run", metavar="RUN", help="its id, or the beginning of it")
    expire = actions.add_parser(
        "expire", help="remove what happened in runs that are older than they may be kept"
    )
    expire.add_argument("--months", type=count, metavar="N", help="in the place of the agency's setting")
    expire.add_argument("--apply", action="store_true", help="do it, not only tell it")
    for action in (show, actions.choices["list"]):
        action.add_argument("--names", action="store_true", help="names in the place of pseudonyms")
    for name, action in actions.choices.items():
        if name in ("verify", "rebuild"):
            add_record_path(action)
        else:
            add_asker(action)


def add_report(report: argparse.ArgumentParser) -> None:
    """On whom or what, over which days, as which files."""
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
        add_asker(parser)


def add_demo(demo: argparse.ArgumentParser) -> None:
    """How large an agency, and how long."""
    demo.add_argument("folder", type=Path, metavar="DIR", help="a folder without a record")
    demo.add_argument("--officers", type=count, default=120, metavar="N")
    demo.add_argument("--months", type=count, default=12, metavar="N")
    demo.add_argument("--seed", type=int, default=1, metavar="N", help="the same seed plays the same runs")
    demo.add_argument(
        "--last", type=day, default="2026-06-30", metavar="DATE", help="the last day that is played"
    )
    demo.add_argument("--scenarios", type=Path, metavar="DIR", help="a folder of scenarios of your own")


def add_audit(audit: argparse.ArgumentParser) -> None:
    """How much of the trail."""
    audit.add_argument("--last", type=count, metavar="N", help="the newest entries alone")
    add_asker(audit)
