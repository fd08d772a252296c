"""What the record keeps, as frozen facts: officers, stations, runs, events with their links, and signed heads."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum
from typing import TypeAlias

from simulator.model.events import HowEnded
from simulator.model.scenario import Milliseconds

OfficerId: TypeAlias = str
StationId: TypeAlias = str
RunId: TypeAlias = str
Digest: TypeAlias = str
Link: TypeAlias = str  # a SHA-256 in hexadecimal, over what came before and what is new
PublicKey: TypeAlias = str  # an Ed25519 public key, 32 bytes in hexadecimal


class RunKind(Enum):
    """Why a run was played, which decides who may see it."""

    PRACTICE = "practice"  # the officer's own
    ASSIGNED = "assigned"  # by a trainer, to a class
    EXERCISE = "exercise"  # a what-if, or with a trainer who takes part: in no estimate and no report


class RunState(Enum):
    """Where a run stands."""

    OPEN = "open"  # can be resumed
    ENDED = "ended"
    STOPPED = "stopped"
    STUCK = "stuck"


STATE_AFTER = {
    HowEnded.ENDING: RunState.ENDED,
    HowEnded.STOPPED: RunState.STOPPED,
    HowEnded.STUCK: RunState.STUCK,
}


class Covers(Enum):
    """What a signed head covers: one run so far, or all runs of a day so far."""

    RUN = "run"
    DAY = "day"


@dataclass(frozen=True, slots=True)
class Officer:
    """Somebody who practices; only this table knows a name."""

    id: OfficerId
    name: str


@dataclass(frozen=True, slots=True)
class Membership:
    """The unit that an officer belongs to, and the officer's rank."""

    officer: OfficerId
    unit: str
    rank: str


@dataclass(frozen=True, slots=True)
class Station:
    """A machine with a key of its own; its id is a fingerprint of the public key."""

    id: StationId
    name: str
    public_key: PublicKey


DEMO_STATION = "DEMO: simulated officers"  # its runs are no person's, and every report says so
WITHOUT_KEY = Station("unsigned", "A station without a key", "")


@dataclass(frozen=True, slots=True)
class KeptText:
    """The exact text that a digest stands for: a scenario's or a rubric's."""

    digest: Digest
    text: str
    sha256: str


@dataclass(frozen=True, slots=True)
class RecordedRun:
    """The facts of a run, which never change, and its state, which follows from its last event."""

    id: RunId
    officer: OfficerId
    station: StationId
    scenario: str
    digest: Digest
    rubric: Digest
    semantics: int
    seed: int
    pace: int  # an accommodation: never shown in reports
    kind: RunKind
    started: str  # ISO 8601 in UTC, by the station's clock
    utc_offset: int  # of the station then, in minutes: local dates stay known
    state: RunState


@dataclass(frozen=True, slots=True)
class KeptEvent:
    """An event as it is kept: its body is canonical JSON, `at` is on the run's own clock."""

    run: RunId
    seq: int  # from 1
    kind: str
    version: int
    body: str
    at: Milliseconds
    hash: Link


@dataclass(frozen=True, slots=True)
class Head:
    """A signature over the last link of a run, or of a day's runs; a station's heads form a chain of their own."""

    station: StationId
    number: int  # from 1, without a gap
    previous: Link  # the hash of the station's head before, "" for the first
    covers: Covers
    subject: str  # the run's id, or the day ("2026-11-22", UTC)
    count: int  # how many of its events, or runs, are covered
    content: Link  # the run's last link, or one hash over the day's runs
    signed: str  # when: ISO 8601 in UTC
    hash: Link
    signature: str

    @property
    def day(self) -> str:
        """The day on which it was signed."""
        return self.signed[:10]


@dataclass(frozen=True, slots=True)
class AuditEntry:
    """That somebody saw or did what is not everybody's to see or do."""

    number: int  # from 1, without a gap
    at: str  # ISO 8601 in UTC
    person: OfficerId
    act: str
    about: str  # whom or what: an id, a unit, a scenario
    previous: Link  # the hash of the entry before, "" for the first
    hash: Link
    station: StationId  # where it was seen or done
    signature: str  # of the hash; "" at a station without a key


@dataclass(frozen=True, slots=True)
class KeptOpinion:
    """What somebody thinks of a run, as it is kept; the audit trail has its hash."""

    number: int  # from 1
    at: str  # ISO 8601 in UTC
    run: RunId
    person: OfficerId
    voice: str
    given: str  # canonical JSON: a number for each thing
    words: str  # sealed, in hexadecimal; "" where there are none
    hash: Link


@dataclass(frozen=True, slots=True)
class ExpiredRun:
    """A stone in the place of what happened in a run: how much it was, and the link that stood for it, signed."""

    run: RunId
    count: int  # of its events
    content: Link  # its last link
    at: str  # when it was removed: ISO 8601 in UTC
    station: StationId  # which removed it
    signature: str
