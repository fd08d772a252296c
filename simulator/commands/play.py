"""levelhead play: opens the station, or the terminal where there is no display, on a record and a shelf."""

from __future__ import annotations

from argparse import Namespace
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from scoring.kept import Officer
from scoring.people import People
from scoring.record import Record
from scoring.rubric_file import core_rubric
from simulator.commands.display import has_display
from simulator.commands.house import (
    Unusable,
    cache_folder,
    opened_people,
    opened_record,
    pages_folder,
    settings_folder,
    support_here,
    wellness_of,
)
from simulator.commands.seated import guest, signed_in, who
from simulator.library.catalogue import Entry, scenario_files
from simulator.library.load import load_file
from simulator.model.findings import did_you_mean
from simulator.session import Session
from simulator.shelf import shelf, vocabulary
from simulator.source import paused_collector

if TYPE_CHECKING:
    from simulator.station.agency import Agency


def play(options: Namespace) -> int:
    """Play a call; returns the exit code."""
    with opened_record(options.record) as record:
        with paused_collector():
            rubric = core_rubric()
            entries = _entries(options, shelf(rubric, options.scenarios))
        people = opened_people(record, options.record)
        officer, badge = who(options, record, people)
        if options.console or options.follow or not has_display():
            if not options.console and not options.follow:
                print("There is no display here, so the call is played in the terminal.\n")
            player = officer or (signed_in(people, badge) if badge else guest(record))
            from simulator.commands.terminal import play_in_terminal

            assigned = () if options.follow else people.assigned_to(player.id, date.today())
            return play_in_terminal(options, Session(record, rubric, player), entries, assigned)
        return _at_station(options, record, entries, people, officer, badge)


def _entries(options: Namespace, entries: tuple[Entry, ...]) -> tuple[Entry, ...]:
    """The shelf, or the one scenario that was named, by its id or its path."""
    if not options.scenario:
        if not entries or not (options.scenarios or entries[0].path).exists():
            raise Unusable(f"There are no scenarios in {options.scenarios}. `levelhead new DIR` writes one.")
        if not any(entry.loaded.scenario for entry in entries):
            folder = options.scenarios
            raise Unusable(f"No scenario in {folder} can be played: `levelhead check {folder}` tells why.")
        return entries
    named = [entry for entry in entries if entry.id == options.scenario] or _at_path(options.scenario)
    if not named:
        ids = [entry.id for entry in entries]
        nearest = did_you_mean(options.scenario, ids) or f"There are: {', '.join(ids)}."
        raise Unusable(f"There is no scenario “{options.scenario}”. {nearest}")
    if not named[0].loaded.scenario:
        raise Unusable(f"{named[0].path} has mistakes: `levelhead check {named[0].path}` tells which.")
    return tuple(named)


def _at_path(named: str) -> list[Entry]:
    path = Path(named)
    if not path.exists():
        return []
    known = vocabulary(core_rubric())
    return [Entry(path.stem, file, load_file(file, known)) for file in scenario_files(path)]


# ---- at the station


def _at_station(
    options: Namespace,
    record: Record,
    entries: tuple[Entry, ...],
    people: People,
    officer: Officer | None,
    badge: str,
) -> int:
    with paused_collector():
        from simulator.station.window import open_station

    guest(record)  # there is one wherever people sign in
    return open_station(
        record=record,
        rubric=core_rubric(),
        entries=entries,
        officer=officer,
        agency=_agency(options, people),
        badge=badge,
        seed=options.seed,
        pace=None if options.pace == 100 else options.pace,
        first=entries[0].id if options.scenario else None,
    )


def _agency(options: Namespace, people: People) -> Agency:
    from simulator.station.agency import Agency, Kiosk

    return Agency(
        people=people,
        proofs=cache_folder(),
        wellness=wellness_of,
        support=support_here(),
        folder=settings_folder(),
        pages=pages_folder(),
        kiosk=Kiosk(idle=60.0 * options.idle) if options.kiosk else None,
    )
