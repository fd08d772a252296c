"""Play in the terminal: what was left is offered again, a call is picked, played and debriefed."""

from __future__ import annotations

import sys
from argparse import Namespace
from collections.abc import Sequence
from pathlib import Path

from scoring.kept import RecordedRun, RunKind
from scoring.people import Assignment
from simulator.commands.house import Unusable, cache_folder
from simulator.commands.progress import progress
from simulator.console import Console, Hangup, Typed
from simulator.debrief import DebriefView, debrief_of
from simulator.engine import Awaiting
from simulator.engine.evidence import PathStep, path_steps
from simulator.engine.transcript import TIMES
from simulator.library.catalogue import Entry
from simulator.model.events import HowEnded
from simulator.session import CannotResume, LiveRun, Session


def play_in_terminal(
    options: Namespace, session: Session, entries: Sequence[Entry], assigned: Sequence[Assignment]
) -> int:
    """Play one call, or go on with one; returns the exit code. `assigned` is what the officer still has to play."""
    steps = _steps(options.follow) if options.follow else []
    console = Console(Typed(sys.stdin))
    live: LiveRun | None = None
    try:
        live = _resumed(options, session, console, entries)
        live = live or _begun(options, session, console, entries, assigned)
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
        if console.confirm(offer(recorded)):
            return _resume(session, recorded)
        _let_go(session, recorded)
    return None


def offer(recorded: RecordedRun) -> str:
    """How a run that is not over is offered again."""
    if recorded.kind is RunKind.EXERCISE:
        return f"You left a what-if of “{recorded.scenario}”. Go on with it? No lets it go. It counts for nothing either way."
    return f"A run of “{recorded.scenario}” was cut off. Go on with it? No ends it without a score."


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
    options: Namespace,
    session: Session,
    console: Console,
    entries: Sequence[Entry],
    assigned: Sequence[Assignment],
) -> LiveRun | None:
    playable = [entry for entry in entries if entry.loaded.scenario]
    due = {each.scenario: each for each in reversed(assigned)}  # the nearest day counts
    titles = [_title(entry, due.get(entry.id)) for entry in playable]
    place = 0 if options.scenario else console.pick("Which call?", titles)
    if place is None:
        return None
    entry = playable[place]
    assert entry.loaded.scenario
    kind = _kind(console, due.get(entry.id))
    console.brief(entry.loaded.scenario)
    return session.begin(entry.loaded, options.seed, options.pace, kind)


def _kind(console: Console, its: Assignment | None) -> RunKind:
    """Assigned, where the officer knows who will see it and agrees; else the officer's own practice."""
    if its and console.confirm(
        f"This call is assigned for {its.class_name}, due {its.due}. Who will see the run: {its.seen_by}. Play it so? "
        "No plays it for yourself: nobody else sees it, and it stays assigned."
    ):
        return RunKind.ASSIGNED
    return RunKind.PRACTICE


def _title(entry: Entry, its: Assignment | None) -> str:
    scenario = entry.loaded.scenario
    assert scenario
    due = f" · assigned, due {its.due}" if its else ""
    return f"{scenario.title} · {scenario.call} · level {scenario.level} · {scenario.minutes} min{due}"
