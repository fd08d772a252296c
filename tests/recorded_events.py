"""The events of a short run, and any others, for tests of the record."""

from __future__ import annotations

from hypothesis import strategies as st

from scoring.kept import RunKind
from scoring.record import Record
from simulator.model.events import (
    ChoiceMade,
    Event,
    FactChanged,
    FactDrawn,
    HowEnded,
    InjectSetOff,
    InterruptFired,
    LineShown,
    MenuItem,
    MenuOpened,
    MeterChanged,
    MomentEntered,
    ProbeAnswered,
    RunEnded,
    RunStarted,
)

STARTED = RunStarted("knife", "d1", "r1", semantics=1, seed=7)
MENU = MenuOpened((MenuItem("wait", 0), MenuItem("order", 1, open=False)))
OPENING: tuple[Event, ...] = (STARTED, MomentEntered("hallway.door", 1), MENU)
CHOSEN: tuple[Event, ...] = (ChoiceMade("wait", 900), MomentEntered("hallway.talks", 1), MENU)
ENDED: tuple[Event, ...] = (RunEnded(HowEnded.ENDING, "talked_down"),)

names = st.text(min_size=1, max_size=20)
whole = st.integers(-(2**40), 2**40)
EVENTS: st.SearchStrategy[Event] = st.one_of(
    st.builds(MomentEntered, names, whole),
    st.builds(FactDrawn, names, st.booleans()),
    st.builds(FactChanged, names, st.booleans()),
    st.builds(MeterChanged, names, whole, whole),
    st.builds(InterruptFired, names, whole),
    st.builds(LineShown, names, whole, whole),
    st.builds(ProbeAnswered, names, names),
    st.builds(MenuOpened, st.lists(st.builds(MenuItem, names, whole, st.booleans()), max_size=4).map(tuple)),
    st.builds(ChoiceMade, names, whole),
    st.builds(InjectSetOff, names, whole),
)


def begin(record: Record, events: tuple[Event, ...] = OPENING, kind: RunKind = RunKind.PRACTICE) -> str:
    """A run of officer o-1, who is added if new."""
    if not record.officer("o-1"):
        record.add_officer("o-1", "Ann Moss")
    texts = {"scenario_text": "title: A knife  # as written", "rubric_text": "dimensions: []"}
    return record.begin("o-1", events, 0, kind=kind, **texts).id
