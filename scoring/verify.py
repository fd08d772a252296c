"""Whether a record is as it was written: follows every chain, checks every signature, says what cannot be known.

Found is any edit, deletion, insertion, swap or cut up to the last signed head. Not covered are the names of officers
and stations, and the clocks that resuming uses.
"""

from __future__ import annotations

import json
from collections import deque
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TypeAlias, TypeVar

from scoring.audit import check_trail
from scoring.checks import (
    ChainCheck,
    RunCheck,
    UnsignedTail,
    check_chain,
    check_run,
    check_station,
    check_text,
    found,
)
from scoring.evidence import Evidence
from scoring.kept import WITHOUT_KEY, Digest, ExpiredRun, Head, Link, PublicKey, RunId, StationId
from scoring.opening import RecordError
from scoring.opinions import check_opinions
from scoring.record import Record
from scoring.retention import check_expired
from scoring.seal import station_id
from simulator.model.findings import Finding

T = TypeVar("T")
Tell: TypeAlias = Callable[[int, int], object]  # how many were looked at, of how many
Heads: TypeAlias = Mapping[StationId, tuple[int, Link]]  # the number and hash of each station's last head


@dataclass(frozen=True, slots=True)
class Anchor:
    """What was kept elsewhere: each station's last head, and the audit trail's last entry."""

    heads: Heads
    audit: tuple[int, Link] = (0, "")


@dataclass(frozen=True, slots=True)
class Verification:
    """What was looked at, what was found, and what stays open."""

    findings: tuple[Finding, ...]
    runs: int
    events: int
    heads: int
    unsigned: tuple[UnsignedTail, ...]
    last_heads: tuple[Head, ...]  # the newest of each station
    anchored: frozenset[StationId] = frozenset()  # stations that an anchor kept elsewhere was compared with
    audited: int = 0  # entries of the audit trail
    unsigned_entries: int = 0  # of them made at a station without a key
    expired: int = 0  # runs whose events were removed when they were old enough, with a signature over that

    @property
    def clean(self) -> bool:
        """True if nothing was found; unsigned tails are no finding."""
        return not self.findings

    def summary(self) -> tuple[str, ...]:
        """In sentences: how much was looked at, what is not signed, and what cannot be seen."""
        counted = (
            f"{_many(self.runs, 'run')}, {_many(self.events, 'event')}, {_many(self.heads, 'signed head')}"
        )
        told = [f"{counted}: {_many(len(self.findings), 'finding') if self.findings else 'no change found'}."]
        if self.audited:
            unsigned = f", {self.unsigned_entries} of them not signed" if self.unsigned_entries else ""
            told.append(f"The audit trail has {_entries(self.audited)}{unsigned}.")
        if self.expired:
            told.append(
                f"{_many(self.expired, 'run')} expired: a signature stands in the place of what happened."
            )
        told += [f"Not signed: run {tail.run}, events {tail.first} to {tail.last}." for tail in self.unsigned]
        told += [self._head_told(head) for head in self.last_heads]
        return (
            tuple(told) if self.last_heads else (*told, "Nothing is signed: changes and cuts may go unseen.")
        )

    def _head_told(self, head: Head) -> str:
        limit = (
            "It was compared with the anchor; what came after the anchor, only a newer one can tell."
            if head.station in self.anchored
            else "Whether anything was cut off after it, only an anchor that was kept elsewhere can tell (--anchor FILE)."
        )
        return f"Station {head.station} last signed head {head.number}, at {head.signed}. {limit}"


def verify(
    record: Record,
    public_keys: Iterable[PublicKey] = (),
    anchor: Path | None = None,
    tell: Tell = lambda done, of: None,
) -> Verification:
    """Look at everything, with the public keys of the stations and an anchor kept elsewhere.

    Signatures by a station whose key is not given are a finding. RecordError if the anchor cannot be read. `tell` is
    called between with how many runs and entries of the audit trail were looked at, of how many.
    """
    keys = {station_id(key): key for key in map(str.lower, public_keys)}
    kept_elsewhere = _read_anchor(anchor) if anchor else Anchor({})
    with record.evidence() as evidence:
        chains = [_look_at_chain(evidence, station, keys) for station in evidence.signers()]
        hashes = {text.digest: text.sha256 for text in evidence.texts()}
        false_heads = frozenset(head for chain in chains for head in chain.false_heads)
        stones = evidence.expired()
        ids, entries = evidence.run_ids(), evidence.audit_length()
        runs = [
            _look_at_expired(evidence, id, stones[id], false_heads, keys)
            if id in stones
            else _look_at_run(evidence, id, hashes, false_heads)
            for id in _counted(ids, tell, 0, len(ids) + entries)
        ]
        audited, unsigned, trail_findings = _look_at_trail(
            evidence, keys, kept_elsewhere.audit, tell, len(ids)
        )
        findings = [
            *_look_at_the_rest(evidence),
            *(finding for chain in chains for finding in chain.findings),
            *(finding for run in runs for finding in run.findings),
            *_absent_signers(keys, chains, runs, evidence.auditors()),
            *trail_findings,
            *_look_at_opinions(evidence),
            *(
                finding
                for station, place in kept_elsewhere.heads.items()
                for finding in _compare(evidence, station, *place)
            ),
        ]
    return Verification(
        findings=tuple(findings),
        runs=len(runs),
        events=sum(run.events for run in runs),
        heads=sum(chain.heads for chain in chains),
        unsigned=tuple(run.unsigned for run in runs if run.unsigned),
        last_heads=tuple(chain.last for chain in chains if chain.last),
        anchored=frozenset(kept_elsewhere.heads),
        audited=audited,
        unsigned_entries=unsigned,
        expired=len(stones),
    )


def anchor(record: Record) -> str:
    """The newest head of each station and the last entry of the audit trail, as JSON to be kept where nobody who can change the record can change it."""
    with record.evidence() as evidence:
        heads = [head for station in evidence.signers() for head in evidence.last_head(station)]
        last = next(iter(deque(evidence.audited(), maxlen=1)), None)
    told = [
        {"station": each.station, "number": each.number, "hash": each.hash, "signed": each.signed}
        for each in heads
    ]
    audit = {"number": last.number, "hash": last.hash} if last else {"number": 0, "hash": ""}
    return json.dumps({"levelhead_anchor": 1, "heads": told, "audit": audit}, indent=2)


# ---- each part


def _look_at_chain(evidence: Evidence, station: StationId, keys: Mapping[StationId, PublicKey]) -> ChainCheck:
    try:
        return check_chain(station, evidence.heads_of(station), keys.get(station))
    except RecordError as error:
        return ChainCheck(0, None, frozenset(), (found("unreadable", f"station {station}", str(error)),))


def _look_at_run(
    evidence: Evidence, id: RunId, hashes: Mapping[Digest, str], false_heads: Collection[Head]
) -> RunCheck:
    try:
        heads = [head for head in evidence.heads_on(id) if head not in false_heads]
        return check_run(evidence.run(id), evidence.events(id), heads, hashes)
    except RecordError as error:
        return RunCheck(0, None, (found("unreadable", f"run {id}", str(error)),))


def _look_at_expired(
    evidence: Evidence,
    id: RunId,
    stone: ExpiredRun,
    false_heads: Collection[Head],
    keys: Mapping[StationId, PublicKey],
) -> RunCheck:
    try:
        heads = [head for head in evidence.heads_on(id) if head not in false_heads]
        left = len(evidence.events(id))
        return RunCheck(left, None, tuple(check_expired(evidence.run(id), stone, left, heads, keys)))
    except RecordError as error:
        return RunCheck(0, None, (found("unreadable", f"run {id}", str(error)),))


def _look_at_trail(
    evidence: Evidence,
    keys: Mapping[StationId, PublicKey],
    kept_elsewhere: tuple[int, Link],
    tell: Tell,
    before: int,
) -> tuple[int, int, tuple[Finding, ...]]:
    """How many entries the audit trail has, how many are not signed, and what is wrong with it."""
    try:
        entries = tuple(evidence.audited())
    except RecordError as error:
        return 0, 0, (found("unreadable", "audit trail", str(error)),)
    unsigned = sum(entry.station == WITHOUT_KEY.id for entry in entries)
    counted = _counted(entries, tell, before, before + len(entries))
    return len(entries), unsigned, tuple(check_trail(counted, keys, kept_elsewhere))


def _counted(things: Sequence[T], tell: Tell, before: int, of: int) -> Iterator[T]:
    """The things one by one, telling how far the looking has come."""
    for number, thing in enumerate(things, before + 1):
        yield thing
        tell(number, of)


def _look_at_opinions(evidence: Evidence) -> tuple[Finding, ...]:
    try:
        return tuple(check_opinions(evidence.opinions(), evidence.audited()))
    except RecordError as error:
        return (found("unreadable", "opinions", str(error)),)


def _look_at_the_rest(evidence: Evidence) -> Iterable[Finding]:
    if damage := evidence.damage():
        yield found("file_damaged", "the file", f"The database finds itself damaged: {damage}.")
    for table in evidence.broken_references():
        yield found(
            "reference_broken",
            table,
            "Rows of this table name an officer, station, text or run that is gone.",
        )
    for name in evidence.altered_shape():
        yield found("shape_changed", name, "This table, index or trigger is not as Levelhead makes it.")
    for text in evidence.texts():
        yield from check_text(text)
    for station in evidence.stations():
        yield from check_station(station)
    for id in evidence.lost_runs():
        yield found("run_missing", f"run {id}", "Events or signed heads speak of it, and it is gone.")


def _absent_signers(
    keys: Collection[StationId],
    chains: Iterable[ChainCheck],
    runs: Collection[RunCheck],
    auditors: Collection[StationId],
) -> Iterable[Finding]:
    """A machine on which nothing is played, only read, signs entries of the audit trail alone."""
    present = {*auditors, *(chain.last.station for chain in chains if chain.last)}
    for station in keys if runs else ():
        if station not in present:
            message = (
                "Its public key was given, or is this station's own, and not one of its signatures is here."
            )
            yield found("heads_missing", f"station {station}", message)


# ---- the anchor


def _read_anchor(path: Path) -> Anchor:
    try:
        told = json.loads(path.read_text("utf-8"))
        audit = told.get("audit", {"number": 0, "hash": ""})
        heads = {head["station"]: (head["number"], head["hash"]) for head in told["heads"]}
        return Anchor(heads, (int(audit["number"]), str(audit["hash"])))
    except (OSError, ValueError, KeyError, TypeError, AttributeError, RecursionError) as error:
        raise RecordError(
            f"{path} is no anchor. Give one that `levelhead record verify --write-anchor FILE` wrote."
        ) from error


def _compare(evidence: Evidence, station: StationId, number: int, link: Link) -> Iterable[Finding]:
    where = f"station {station}, head {number}"
    head = next((head for head in evidence.heads_of(station) if head.number == number), None)
    if head is None:
        yield found(
            "heads_missing", where, "The anchor has it, and it is gone: the record was cut or replaced."
        )
    elif head.hash != link:
        yield found(
            "false_head", where, "The anchor has another head of that number: the record was replaced."
        )


def _entries(number: int) -> str:
    return f"{number} entr{'y' if number == 1 else 'ies'}"


def _many(number: int, word: str) -> str:
    return f"{number} {word}" if number == 1 else f"{number} {word}s"
