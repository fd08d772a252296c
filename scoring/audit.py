"""The audit trail: who saw or did what is not everybody's, in a chain that only grows; each entry signed by its station.

Entries name people by their ids, which tell nobody's name. `check_trail` is what `verify` asks of them.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import replace
from datetime import UTC, datetime
from enum import Enum
from typing import TYPE_CHECKING

from scoring.checks import found
from scoring.kept import WITHOUT_KEY, AuditEntry, Link, OfficerId, PublicKey, StationId
from scoring.rows import columns, fact, row
from scoring.seal import StationKey, fingerprint, is_signed
from simulator.model.findings import Finding

if TYPE_CHECKING:
    from sqlite_utils import Database

SIGNED_WORDS = "levelhead audit entry 1\n"  # no signature of a head can be passed off as one of an entry


class Act(Enum):
    """What is worth an entry."""

    ADMINISTRATOR_MADE = "first administrator made"
    PEOPLE_IMPORTED = "people imported"
    PERSON_ADDED = "person added"
    PERSON_CHANGED = "person changed"
    ROLES_CHANGED = "roles changed"
    SECRET_GIVEN = "secret given"
    UNLOCKED = "unlocked"
    LOCKED = "locked"
    PERSON_ERASED = "person erased"
    PEOPLE_READ = "people read"
    CLASS_MADE = "class made"
    CLASS_CHANGED = "class changed"
    CLASS_CLOSED = "class closed"
    ASSIGNED = "assigned"
    ASSIGNMENT_MOVED = "assignment moved"
    ASSIGNMENT_WITHDRAWN = "assignment withdrawn"
    RUNS_LISTED = "runs listed"
    RUN_SHOWN = "run shown"
    RUN_RATED = "run rated"
    OWN_VIEW_KEPT = "own view of a run kept"
    REPORT_READ = "report read"
    NAMES_EXPORTED = "names exported"
    DISPUTES_READ = "disputes read"
    AUDIT_READ = "audit read"
    OPINION_EXPIRED = "opinion expired"
    RUNS_EXPIRED = "runs expired"
    COORDINATOR_APPOINTED = "coordinator appointed"
    KIOSK_LEFT = "kiosk left"


class AuditTrail:
    """The trail in one database: `add` runs within the record's transactions."""

    def __init__(self, db: Database, key: StationKey | None, now: Callable[[], datetime]) -> None:
        self._db = db
        self._key = key
        self._now = now

    def add(self, person: OfficerId, act: Act, about: str) -> None:
        """One entry more: who, what, and about whom or what."""
        last = self._db.execute("SELECT number, hash FROM audit ORDER BY number DESC LIMIT 1").fetchone()
        number, previous = last or (0, "")
        at = self._now().astimezone(UTC).isoformat(timespec="milliseconds")
        station = self._key.station if self._key else WITHOUT_KEY.id
        bare = AuditEntry(number + 1, at, person, act.value, about, previous, "", station, "")
        link = entry_hash(bare)
        signature = self._key.sign(link, SIGNED_WORDS) if self._key else ""
        self._db.table("audit").insert(row(replace(bare, hash=link, signature=signature)))


def trail(db: Database) -> Iterator[AuditEntry]:
    """Every entry, oldest first."""
    sql = f"SELECT {columns(AuditEntry)} FROM audit ORDER BY number"
    return (fact(AuditEntry, each) for each in db.execute(sql))


def entry_hash(entry: AuditEntry) -> Link:
    """The hash that an entry should have."""
    return fingerprint(
        entry.number, entry.at, entry.person, entry.act, entry.about, entry.previous, entry.station
    )


def check_trail(
    entries: Iterable[AuditEntry],
    keys: Mapping[StationId, PublicKey],
    kept_elsewhere: tuple[int, Link] = (0, ""),
) -> Iterator[Finding]:
    """Whether each entry follows from the one before, its station signed it, and the one kept elsewhere is there."""
    number, last, anchored = 0, "", kept_elsewhere == (0, "")
    for entry in entries:
        where = f"audit entry {entry.number}"
        if entry.number != number + 1:
            yield found(
                "audit_missing", where, f"Entries {number + 1} to {entry.number - 1} were taken away."
            )
        elif entry.previous != last or entry_hash(entry) != entry.hash:
            yield found("audit_changed", where, "It was changed, or put in.")
        elif entry.station != WITHOUT_KEY.id and not _is_signed(entry, keys):
            yield found(
                "audit_changed", where, f"Station {entry.station} did not sign it, or its key was not given."
            )
        number, last = entry.number, entry.hash
        anchored = anchored or (number, last) == kept_elsewhere
    if not anchored:
        where = f"audit entry {kept_elsewhere[0]}"
        yield found(
            "audit_missing", where, "The anchor has it, and it is gone: the trail was cut or replaced."
        )


def _is_signed(entry: AuditEntry, keys: Mapping[StationId, PublicKey]) -> bool:
    key = keys.get(entry.station)
    return key is not None and is_signed(entry.hash, entry.signature, key, SIGNED_WORDS)
