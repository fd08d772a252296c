"""A run of earlier days, opened by whoever may see it: its scenario and its debrief, with what is kept beside it."""

from __future__ import annotations

from dataclasses import dataclass, replace

from scoring.audit import Act
from scoring.kept import RecordedRun, RunKind, RunState
from scoring.people import NotAllowed
from scoring.people.may import Wish, sees_losses
from scoring.rubric import Rubric
from scoring.rubric_file import read_rubric
from simulator.beside import kept_beside
from simulator.commands.asking import Asking
from simulator.commands.house import cache_folder
from simulator.commands.progress import progress
from simulator.debrief import DebriefView, debrief_of
from simulator.model.events import Event
from simulator.model.scenario import Scenario
from simulator.seen import KeptBeside
from simulator.session import kept_scenario

NOT_FOR_SUPERVISORS = (
    "A debrief tells what each decision lost: it is for the officer, and for the trainer who leads the class. "
    "`levelhead record show` tells what happened."
)


class NothingToSee(Exception):
    """This run cannot be looked back at; the sentence is for a person."""


@dataclass(frozen=True, slots=True)
class Opened:
    """A run that is over, with all that it was played on."""

    run: RecordedRun
    scenario: Scenario
    rubric: Rubric
    events: tuple[Event, ...]
    officer: str  # the name that may be shown


def opened_run(
    who: Asking, beginning: str, *, to_rate: bool = False, with_losses: bool = False, names: bool = False
) -> Opened:
    """The run of that id or beginning; NotAllowed or NothingToSee, with the reason."""
    run = who.record.run(beginning)
    wanted = replace(who.seen_as([run])[run.id], to_rate=to_rate)
    who.must(wanted)
    if with_losses and who.person and not sees_losses(who.person, wanted):
        raise NotAllowed(NOT_FOR_SUPERVISORS)
    if run.state is RunState.OPEN:
        what = "What-if" if run.kind is RunKind.EXERCISE else "Run"
        raise NothingToSee(f"{what} {run.id} is not over. Its officer can go on with it: `levelhead play`.")
    if stone := who.record.expired().get(run.id):
        raise NothingToSee(
            f"What happened in run {run.id} was removed on {stone.at[:10]}: it was older than runs are kept here."
        )
    rubric, _ = read_rubric(who.record.text(run.rubric))
    if rubric is None:
        raise NothingToSee(f"The rubric of run {run.id} cannot be read by this version of Levelhead.")
    shown_name = _shown_name(who, run, names=names)
    if who.person is None or who.person.id != run.officer:
        who.note(Act.RUN_SHOWN, f"{run.id} with names" if names else run.id)
    return Opened(run, kept_scenario(who.record, run), rubric, who.record.events(run.id), shown_name)


def _shown_name(who: Asking, run: RecordedRun, *, names: bool) -> str:
    """The officer's name for the officer, and for who may have names and asks for them; else the pseudonym."""
    person = who.people.person(run.officer)
    if person is None:  # a guest, or simulated
        return run.officer
    own = who.person is None or who.person.id == run.officer
    if names and not own:
        who.must(Wish.EXPORT_NAMES)
    return person.name if names or own else person.pseudonym


def debrief_opened(opened: Opened) -> DebriefView:
    """The debrief, with the worth of each choice where an ending was reached."""
    from simulator.foresight import debrief_with, foresee  # numpy is needed here, and not before

    if opened.run.state is not RunState.ENDED:
        return debrief_of(opened.scenario, opened.rubric, opened.events, opened.officer)
    with progress("Working out what each choice was worth") as tell:
        proved = foresee(opened.scenario, cache_folder(), progress=tell)
    return debrief_with(proved, opened.scenario, opened.rubric, opened.events, opened.officer)


def beside_opened(who: Asking, opened: Opened, debrief: DebriefView) -> KeptBeside:
    """What is kept beside the run; what-ifs are practice, and nobody's but the officer's."""
    kept = kept_beside(
        who.record, who.people, opened.run, opened.scenario, opened.rubric, debrief, opened.officer
    )
    return kept if who.person is None or who.person.id == opened.run.officer else replace(kept, tried=())
