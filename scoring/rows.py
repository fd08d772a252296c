"""Kept facts: made from what happens, as database rows, and back; older events come back in today's shapes."""

from __future__ import annotations

import json
import secrets
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import fields, replace
from datetime import UTC, datetime, timedelta
from enum import Enum
from functools import cache
from typing import Any, TypeAlias, TypeVar, get_type_hints

from scoring.kept import (
    AuditEntry,
    Covers,
    ExpiredRun,
    Head,
    KeptEvent,
    KeptOpinion,
    KeptText,
    Link,
    Officer,
    OfficerId,
    RecordedRun,
    RunId,
    RunKind,
    RunState,
    Station,
    StationId,
)
from scoring.opening import RecordError
from scoring.seal import canonical, next_link
from simulator.model.events import EVENT_VERSION, Event, RunStarted, from_plain, to_plain
from simulator.model.scenario import Milliseconds

SEEDS = range(-(2**63), 2**63)  # what the database can hold
E = TypeVar("E", bound=Enum)
F = TypeVar("F")
Row: TypeAlias = tuple[Any, ...]
Fields: TypeAlias = dict[str, Any]
Upcast: TypeAlias = Callable[[str, Fields], tuple[str, Fields]]  # of an event's kind and fields

UNREADABLE = (KeyError, TypeError, ValueError, RecursionError)  # what reading an event raises that is none
UPCASTS: Mapping[int, Upcast] = {}  # from each version of the events' shapes to the next; so far there is one
TYPES: Mapping[type, tuple[type, ...]] = {  # of a kind's values in the database: whole numbers, or else texts
    kind: tuple(int if hint is int else str for hint in get_type_hints(kind).values())
    for kind in (
        Officer,
        Station,
        KeptText,
        RecordedRun,
        KeptEvent,
        Head,
        AuditEntry,
        KeptOpinion,
        ExpiredRun,
    )
}
VERIFY = "`levelhead record verify` tells what was changed."


@cache
def columns(kind: type) -> str:
    """The columns of a kind of fact, as SQL lists them."""
    return ", ".join(field.name for field in fields(kind))


def row(fact: Any) -> dict[str, Any]:
    """A fact as the values of its row."""
    values = ((field.name, getattr(fact, field.name)) for field in fields(fact))
    return {name: value.value if isinstance(value, Enum) else value for name, value in values}


def fact(kind: type[F], row: Row) -> F:
    """The fact in a row of `columns(kind)`; RecordError if a value is of a type that nothing of ours writes there."""
    if tuple(map(type, row)) != TYPES[kind]:
        raise _foreign(kind.__name__, row)
    return kind(*row)


def run_of(row: Row) -> RecordedRun:
    """The run in a row of `columns(RecordedRun)`."""
    run = fact(RecordedRun, row)
    return replace(run, kind=_known(RunKind, run.kind, row), state=_known(RunState, run.state, row))


def head_of(row: Row) -> Head:
    """The head in a row of `columns(Head)`."""
    head = fact(Head, row)
    return replace(head, covers=_known(Covers, head.covers, row))


def new_run(
    officer: OfficerId, station: StationId, start: Event, kind: RunKind, now: datetime
) -> RecordedRun:
    """A run's facts, most of them from the event that starts it."""
    if not isinstance(start, RunStarted):
        raise ValueError(f"a run's first event is RunStarted, not {start}")
    if start.seed not in SEEDS:
        raise RecordError(f"The seed {start.seed} is too large. Use a number of up to 18 digits.")
    return RecordedRun(
        id=f"{now.astimezone(UTC):%Y%m%d}-{secrets.token_hex(5)}",
        officer=officer,
        station=station,
        scenario=start.scenario,
        digest=start.digest,
        rubric=start.rubric,
        semantics=start.semantics,
        seed=start.seed,
        pace=start.pace,
        kind=kind,
        started=now.astimezone(UTC).isoformat(timespec="milliseconds"),
        utc_offset=(now.utcoffset() or timedelta()) // timedelta(minutes=1),
        state=RunState.OPEN,
    )


def linked(
    run: RunId, seq: int, previous: Link, events: Sequence[Event], at: Milliseconds
) -> Iterator[KeptEvent]:
    """The events as they are kept after the seq-th, each linked to the one before."""
    for number, event in enumerate(events, seq + 1):
        kind, body = type(event).__name__, canonical(to_plain(event))
        previous = next_link(previous, run, number, kind, EVENT_VERSION, body, at)
        yield KeptEvent(run, number, kind, EVENT_VERSION, body, at, previous)


def event_of(kept: KeptEvent) -> Event:
    """The event that was kept, in today's shape; RecordError if it is newer, or no event at all."""
    if kept.version > EVENT_VERSION:
        raise RecordError(f"Run {kept.run} was recorded by a newer Levelhead. Install that one to see it.")
    try:
        return event_told(kept.kind, kept.version, kept.body)
    except UNREADABLE as error:
        raise RecordError(f"Event {kept.seq} of run {kept.run} cannot be read. {VERIFY}") from error


def event_told(kind: str, version: int, body: str) -> Event:
    """The event in today's shape; one of UNREADABLE if it is newer, or no event at all."""
    if type(body) is not str or version > EVENT_VERSION:
        raise ValueError(f"{kind} of version {version}")
    plain = json.loads(body)
    for older in range(version, EVENT_VERSION):
        kind, plain = UPCASTS[older](kind, plain)
    return from_plain(kind, plain)


def _known(closed_set: type[E], value: Any, row: Row) -> E:
    try:
        return closed_set(value)
    except ValueError as error:
        raise _foreign(closed_set.__name__, row) from error


def _foreign(kind: str, row: Row) -> RecordError:
    return RecordError(f"The record holds a {kind} that nothing of ours writes, {row[:2]}. {VERIFY}")
