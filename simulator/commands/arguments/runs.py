"""What may be said of one run, after `debrief`, `rate` and `story`, and of what its key is thought of, after `disputes`."""

from __future__ import annotations

import argparse
from pathlib import Path

from simulator.commands.arguments.shared import add_asker, count


def add_debrief(debrief: argparse.ArgumentParser) -> None:
    """Of which run, told or as a page."""
    debrief.add_argument("run", metavar="RUN", help="its id, or the beginning of it")
    debrief.add_argument(
        "--out", type=Path, metavar="FILE", help="where to write the page (told, if left out)"
    )
    debrief.add_argument(
        "--for-trainer", action="store_true", help="with the author's notes, and room for your own"
    )
    debrief.add_argument("--names", action="store_true", help="the name in the place of a pseudonym")
    add_asker(debrief)


def add_rate(rate: argparse.ArgumentParser) -> None:
    """Which run, and from which file."""
    rate.add_argument("run", metavar="RUN", help="its id, or the beginning of it")
    rate.add_argument(
        "--file", type=Path, metavar="FILE", help="the ratings in TOML (asked for, if left out)"
    )
    add_asker(rate)


def add_story(story: argparse.ArgumentParser) -> None:
    """Of which run, and where to."""
    story.add_argument("run", metavar="RUN", help="its id, or the beginning of it")
    story.add_argument("--out", type=Path, required=True, metavar="DIR", help="where to write both files")
    add_asker(story)


def add_dispute(dispute: argparse.ArgumentParser) -> None:
    """To the key of which decision of a run, and why."""
    dispute.add_argument("run", metavar="RUN", help="its id, or the beginning of it")
    dispute.add_argument("decision", type=count, metavar="DECISION", help="its number in the debrief")
    dispute.add_argument("--because", required=True, metavar="WORDS", help="why the key is wrong there")
    add_asker(dispute)


def add_disputes(disputes: argparse.ArgumentParser) -> None:
    """Of which scenario."""
    disputes.add_argument("--scenario", metavar="ID", help="of one scenario")
    add_asker(disputes)
