"""levelhead rate: a trainer rates a run, from a file or line by line in the terminal."""

from __future__ import annotations

import sys
from argparse import Namespace
from pathlib import Path

from scoring.opinions import NOT_OBSERVED, NOTE, About, Opinion, Opinions, Voice
from scoring.people import NotAllowed, Role
from scoring.rating_sheet import (
    HIGHEST,
    LOWEST,
    BadSheet,
    Sheet,
    anchors,
    checked,
    needs_comment,
    read_sheet,
)
from simulator.commands.asking import Asking, asking
from simulator.commands.looking_back import Opened, opened_run
from simulator.debrief import debrief_of
from simulator.told import told


def rate(options: Namespace) -> int:
    """Keep the rating."""
    with asking(options.record, options.asker) as who:
        if who.person is None:
            raise NotAllowed("Say which trainer rates: --as BADGE. `levelhead people role` makes one.")
        if Role.TRAINER not in who.person.roles:
            raise NotAllowed("Runs are rated by the trainer who leads the class. You are no trainer.")
        opened = opened_run(who, options.run, to_rate=True)
        seen = debrief_of(opened.scenario, opened.rubric, opened.events, opened.officer)
        if options.file:
            sheet = read_sheet(_text(options.file), opened.rubric.dimensions, len(seen.moments))
        else:
            print("\n".join(told(seen)))
            sheet = checked(_asked(opened), opened.rubric.dimensions, len(seen.moments))
        keep(who, opened, sheet)
    print(f"Your rating of run {opened.run.id} is kept. A later one would stand in its place.")
    return 0


def keep(who: Asking, opened: Opened, sheet: Sheet) -> None:
    """Keep a trainer's sheet."""
    opinion = Opinion(opened.run.id, who.id, Voice.TRAINER, sheet.given, sheet.words)
    Opinions(who.record, who.people).keep(opinion)


def _text(path: Path) -> str:
    try:
        return path.read_text(encoding="utf-8")
    except OSError as error:
        raise BadSheet(f"{path} cannot be read: {error.strerror}.") from None
    except UnicodeDecodeError:
        raise BadSheet(f"{path} is no text.") from None


def _asked(opened: Opened) -> Sheet:
    """One dimension after the other, with what 1, 3, 5 and 7 look like."""
    if not sys.stdin.isatty():
        raise BadSheet("There is nobody to answer: give the rating with --file.")
    given: dict[About, int] = {}
    words: dict[About, str] = {}
    print(f"\nRate {LOWEST} to {HIGHEST}; Enter alone is “not observed”.")
    for id, dimension in opened.rubric.dimensions.items():
        print(f"\n{dimension.label}")
        for value, looks in anchors()[id].items():
            print(f"  {value}  {looks}")
        given[id] = _number()
        if given[id] != NOT_OBSERVED and needs_comment(given[id]):
            words[id] = _comment()
    words[NOTE] = input("\nA note on the whole, if you like: ")
    return Sheet(given, words)


def _number() -> int:
    while written := input("  > ").strip():
        if written in map(str, range(LOWEST, HIGHEST + 1)):
            return int(written)
        print(f"  Give a whole number of {LOWEST} to {HIGHEST}, or Enter.")
    return NOT_OBSERVED


def _comment() -> str:
    while not (said := input("  What did you see? ").strip()):
        print("  So low or so high a rating needs a reason.")
    return said
