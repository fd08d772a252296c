"""What if: a run taken up again at one of its menus, on a record that nobody keeps."""

from __future__ import annotations

from collections.abc import Sequence

from scoring.record import Record
from simulator.model.events import ChoiceMade, Event, MenuOpened
from simulator.session import Clock, LiveRun, Session


def what_if(session: Session, live: LiveRun, decision: int, clock: Clock) -> LiveRun:
    """The run as it stood when the menu of that decision (from 1) opened; raises CannotResume."""
    apart = Record()
    officer = apart.add_officer(session.officer.id, session.officer.name)
    recorded = apart.begin(
        officer.id,
        before_decision(live.events, decision),
        0,
        scenario_text=session.record.text(live.recorded.digest),
        rubric_text=session.rubric.text,
    )
    return Session(apart, session.rubric, officer, clock).resume(recorded)


def before_decision(events: Sequence[Event], decision: int) -> tuple[Event, ...]:
    """What happened up to the opening of the menu at which that decision was made."""
    made = [at for at, event in enumerate(events) if isinstance(event, ChoiceMade)][decision - 1]
    opened = max(at for at in range(made) if isinstance(events[at], MenuOpened))
    return tuple(events[: opened + 1])
