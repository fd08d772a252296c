"""What several commands are told in the same words: who asks, which record, a whole number."""

from __future__ import annotations

import argparse
import re
from datetime import date
from pathlib import Path


def count(written: str) -> int:
    """A whole number from 1 on, as an argument."""
    if not written.isdecimal() or not int(written):
        raise argparse.ArgumentTypeError(f"{written} is not a whole number from 1 on")
    return int(written)


def day(written: str) -> date:
    """A day, as an argument."""
    try:
        return date.fromisoformat(written)
    except ValueError:
        raise argparse.ArgumentTypeError(f"“{written}” is no date; write it as 2026-01-31") from None


def public_key(written: str) -> str:
    """A station's public key, as an argument."""
    if not re.fullmatch(r"[0-9a-fA-F]{64}", written.strip()):
        raise argparse.ArgumentTypeError("a public key is 64 digits of 0 to 9 and a to f")
    return written.strip().lower()


def scenario_path(written: str) -> Path:
    """Where a scenario or a folder of them lies, as an argument; one that comes with the program may be named by its id."""
    from simulator.library.catalogue import shipped_folder  # reads YAML, which most commands do without

    path = Path(written)
    shipped = shipped_folder() / written
    return shipped if not path.exists() and shipped.parent == shipped_folder() and shipped.is_dir() else path


def add_asker(parser: argparse.ArgumentParser) -> None:
    """Who asks, of which record."""
    parser.add_argument(
        "--as", dest="asker", metavar="BADGE", help="who asks; PIN or passphrase is asked for"
    )
    add_record_path(parser)


def add_record_path(parser: argparse.ArgumentParser) -> None:
    """Which record."""
    parser.add_argument("--record", type=Path, metavar="PATH", help="a record other than this machine's own")
