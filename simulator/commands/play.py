"""levelhead play: opens the station, or the terminal where there is no display, on a record and a shelf."""

from __future__ import annotations

import sys
from argparse import Namespace
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from scoring.kept import Officer, RecordedRun
from scoring.people import People
from scoring.record import Record
from scoring.rubric_file import core_rubric
from simulator.commands.display import has_display
from simulator.commands.house import (
    Unusable,
    cache_folder,
    data_folder,
    opened_people,
    opened_record,
    pages_folder,
    support_here,
    wellness_path,
)
from simulator.commands.progress import progress
from simulator.commands.seated import guest, signed_in, who
from simulator.console import Console, Hangup, Typed
from simulator.debrief import DebriefView, debrief_of
from simulator.engine import Awaiting
from simulator.engine.evidence import PathStep, path_steps
from simulator.engine.transcript import TIMES
from simulator.library.catalogue import Entry, scenario_files
from simulator.library.load import load_file
from simulator.model.events import HowEnded
from simulator.model.findings import did_you_mean
from simulator.session import CannotResume, LiveRun, Session
from simulator.shelf import shelf, vocabulary
from simulator.source import paused_collector

if TYPE_CHECKING:
    from scoring.wellness.vault import Wellness
    from simulator.station.agency import Agency


def play(options: Namespace) -> int:
    """Play a call; returns the exit code."""
    with opened_record(options.record) as record:
        with paused_collector():
            rubric = core_rubric()
            entries = _entries(options, shelf(rubric, options.scenarios))
        people = opened_people(record)
        officer, badge = who(options, record, people)
        if options.console or options.follow or not has_display():
            if not options.console and not options.follow:
                print("There is no display here, so the call is played in the terminal.\n")
            player = officer or (signed_in(people, badge) if badge else guest(record))
            return _in_terminal(options, Session(record, rubric, player), entries)
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
        wellness=_wellness,
        support=support_here(),
        folder=data_folder() / "settings",
        pages=pages_folder(),
        kiosk=Kiosk(idle=60.0 * options.idle) if options.kiosk else None,
    )


def _wellness(pseudonym: str) -> Wellness:
    from scoring.wellness.vault import Wellness

    return Wellness(wellness_path(), pseudonym)


# ---- in the terminal


def _in_terminal(options: Namespace, session: Session, entries: Sequence[Entry]) -> int:
    steps = _steps(options.follow) if options.follow else []
    console = Console(Typed(sys.stdin))
    live: LiveRun | None = None
    try:
        live = _resumed(options, session, console, entries) or _begun(options, session, console, entries)
        if live is None:
            return 0
        _follow(live, steps)
        console.play(live)
        console.debrief(_debrief(live, session))
    except Hangup:
        kept = " The run is kept: `levelhead play` offers to go on where it stood." if live else ""
        print(f"\nThe input ended.{kept}")
    return 0


def _steps(path: Path) -> list[PathStep]:
    try:
        return list(path_steps(path.read_text(encoding="utf-8").splitlines()))
    except OSError as error:
        raise Unusable(f"{path} cannot be read: {error.strerror}.") from None
    except UnicodeDecodeError:
        raise Unusable(f"{path} is no text. Give a file with the steps that check has told.") from None


def _follow(live: LiveRun, steps: Sequence[PathStep]) -> None:
    """Take the steps of a path; chance may lead elsewhere, and then the run goes on from there by hand."""
    for each in steps:
        _come_to_a_menu(live)
        if live.view.moment != each.moment or live.view.awaiting is not Awaiting.CHOICE:
            print(f"Chance led to {live.view.moment}, not to {each.moment}. Another --seed may lead there.")
            return
        if each.step.name in TIMES:
            live.tick(each.step.waited)
        elif any(entry.open and entry.choice == each.step.name for entry in live.view.menu):
            live.choose(each.step.name, each.step.waited)
        else:
            print(f"“{each.step.name}” is not open at {each.moment}. The run goes on from there by hand.")
            return


def _come_to_a_menu(live: LiveRun) -> None:
    while live.view.awaiting in (Awaiting.READING, Awaiting.ANSWER):
        if live.view.question:
            live.answer(next(iter(live.view.question.answers)))
        else:
            live.read()


def _debrief(live: LiveRun, session: Session) -> DebriefView:
    from simulator.foresight import debrief_with, foresee  # numpy is needed here, and not before

    if live.view.ended and live.view.ended.how is HowEnded.STOPPED:
        return debrief_of(live.scenario, session.rubric, live.events, session.officer.name)
    with progress("Working out what each choice was worth") as tell:
        proved = foresee(live.scenario, cache_folder(), progress=tell)
    return debrief_with(proved, live.scenario, session.rubric, live.events, session.officer.name)


def _resumed(
    options: Namespace, session: Session, console: Console, entries: Sequence[Entry]
) -> LiveRun | None:
    for recorded in session.unfinished():
        if options.scenario and not any(entry.id == recorded.scenario for entry in entries):
            continue  # another call was asked for; this run is offered again next time
        if console.confirm(
            f"A run of “{recorded.scenario}” was cut off. Go on with it? No ends it without a score."
        ):
            return _resume(session, recorded)
        _let_go(session, recorded)
    return None


def _resume(session: Session, recorded: RecordedRun) -> LiveRun | None:
    try:
        return session.resume(recorded)
    except CannotResume as error:
        print(error)
        return None


def _let_go(session: Session, recorded: RecordedRun) -> None:
    """A run that the officer does not want to go on with is stopped, so that it is not offered again."""
    if live := _resume(session, recorded):
        live.stop()


def _begun(
    options: Namespace, session: Session, console: Console, entries: Sequence[Entry]
) -> LiveRun | None:
    playable = [entry for entry in entries if entry.loaded.scenario]
    place = 0 if options.scenario else console.pick("Which call?", [_title(entry) for entry in playable])
    if place is None:
        return None
    loaded = playable[place].loaded
    assert loaded.scenario
    console.brief(loaded.scenario)
    return session.begin(loaded, options.seed, options.pace)


def _title(entry: Entry) -> str:
    scenario = entry.loaded.scenario
    assert scenario
    return f"{scenario.title} · {scenario.call} · level {scenario.level} · {scenario.minutes} min"
