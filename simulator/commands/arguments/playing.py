"""What may be said after `play` and `preview`."""

from __future__ import annotations

import argparse
from pathlib import Path

from simulator.commands.arguments.shared import add_record_path, count, scenario_path


def add_play(play: argparse.ArgumentParser) -> None:
    """Which call, who plays, and how."""
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
        "--idle", type=count, default=5, metavar="MINUTES", help="when a kiosk signs out by itself (5)"
    )
    add_record_path(play)
    play.add_argument("--scenarios", type=Path, metavar="DIR", help="a folder of scenarios of your own")


def add_preview(preview: argparse.ArgumentParser) -> None:
    """Which scenario, and where to begin."""
    preview.add_argument("path", type=scenario_path, metavar="PATH", help="a scenario's folder, file or id")
    preview.add_argument("--at", metavar="SCENE.MOMENT", help="where to begin")
    preview.add_argument(
        "--set", metavar="…", help="how things stand there: tension=80,some_fact,not other_fact"
    )
    preview.add_argument("--seed", type=int, default=1, metavar="N")
