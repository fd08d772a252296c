"""levelhead debrief: writes a run's debrief as a page, or tells it in the terminal."""

from __future__ import annotations

from argparse import Namespace

from scoring.estimate import local_date
from simulator.commands.asking import asking
from simulator.commands.house import writing
from simulator.commands.looking_back import Opened, beside_opened, debrief_opened, opened_run
from simulator.pages.debrief import Played, debrief_page
from simulator.told import told


def debrief(options: Namespace) -> int:
    """Write or tell it."""
    with asking(options.record, options.asker) as who:
        opened = opened_run(who, options.run, with_losses=True, names=options.names)
        seen = debrief_opened(opened)
        if options.out is None:
            print("\n".join(told(seen)))
            return 0
        beside = beside_opened(who, opened, seen)
        page = debrief_page(seen, beside, played_of(opened), for_trainer=options.for_trainer)
    with writing(options.out):
        options.out.write_bytes(page.encode())
    print(options.out)
    return 0


def played_of(opened: Opened) -> Played:
    """Who played, when, and as what."""
    day = local_date(opened.run.started, opened.run.utc_offset)
    return Played(opened.officer, f"{day.day} {day:%B %Y}", opened.run.kind.value)
