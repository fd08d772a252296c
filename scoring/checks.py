"""The checks that `verify` makes, each from kept facts to findings. Reads nothing itself."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from scoring.kept import (
    STATE_AFTER,
    WITHOUT_KEY,
    Covers,
    Digest,
    Head,
    KeptEvent,
    KeptText,
    PublicKey,
    RecordedRun,
    RunId,
    RunState,
    Station,
    StationId,
)
from scoring.seal import day_content, first_link, head_hash, is_signed_by, next_link, station_id, text_hash
from simulator.model.events import HowEnded
from simulator.model.findings import Finding, Severity

KEEP_IT = "Keep this file as it is, and compare it with a copy."


@dataclass(frozen=True, slots=True)
class UnsignedTail:
    """The events of a run that no signature covers: they fit each other, and nothing more can be said of them."""

    run: RunId
    first: int
    last: int


@dataclass(frozen=True, slots=True)
class ChainCheck:
    """What was found in a station's heads; false ones prove nothing about the runs they name."""

    heads: int
    last: Head | None
    false_heads: frozenset[Head]
    findings: tuple[Finding, ...]


@dataclass(frozen=True, slots=True)
class RunCheck:
    """What was found in a run."""

    events: int
    unsigned: UnsignedTail | None
    findings: tuple[Finding, ...]


def found(code: str, where: str, message: str, cure: str = KEEP_IT) -> Finding:
    """A finding of `verify`; all are errors."""
    return Finding(code, Severity.ERROR, where, message, cure)


# ---- heads


def check_chain(station: StationId, heads: Iterable[Head], key: PublicKey | None) -> ChainCheck:
    """Follow a station's heads, and check their signatures if its key is known."""
    findings: list[Finding] = []
    false_heads: set[Head] = set()
    count, last = 0, None
    today: list[Head] = []  # the heads before this one that were signed on its day
    for head in heads:
        count += 1
        findings += _misplaced(head, last)
        if head_hash(head) != head.hash or (key and not is_signed_by(head, key)):
            false_heads.add(head)
            findings.append(found("false_head", _place(head), "It was changed, or another key signed it."))
        elif not _fits_day(head, today):
            findings.append(found("day_differs", _place(head), f"The runs of {head.subject} are others."))
        if last and last.day != head.day:
            today.clear()
        today.append(head)
        last = head
    if count and not key:
        findings.append(_unknown_signer(station))
    return ChainCheck(count, last, frozenset(false_heads), tuple(findings))


def _misplaced(head: Head, last: Head | None) -> Iterator[Finding]:
    number, link = (last.number, last.hash) if last else (0, "")
    if head.number != number + 1:
        gone = f"Heads {number + 1} to {head.number - 1} were taken away."
        yield found("heads_missing", _place(head), gone)
    elif head.previous != link:
        yield found("false_head", _place(head), "It does not follow the head before it.")


def _fits_day(head: Head, before: Sequence[Head]) -> bool:
    if head.covers is Covers.RUN:
        return True
    return (head.count, head.content) == day_content(reversed(before), head.subject)


def _unknown_signer(station: StationId) -> Finding:
    return found(
        "unknown_signer",
        f"station {station}",
        "Its signatures cannot be checked: none of the public keys given is its key.",
        "Give its public key (--key HEX; `levelhead doctor` tells it there). If there is no such station, somebody has signed in its place.",
    )


def _place(head: Head) -> str:
    return f"station {head.station}, head {head.number}"


# ---- runs


def check_run(
    run: RecordedRun,
    events: Sequence[KeptEvent],
    heads: Sequence[Head],
    text_hashes: Mapping[Digest, str],
) -> RunCheck:
    """Follow a run's events from its facts on, and hold them against the heads that cover it."""
    findings = [
        *_broken_chain(run, events, text_hashes),
        *_wrong_state(run, events),
    ]
    covered = 0
    for head in heads:
        if head.count <= len(events) and events[head.count - 1].hash == head.content:
            covered = max(covered, head.count)
        else:
            findings.append(_contradicted(run, head, len(events)))
    tail = UnsignedTail(run.id, covered + 1, len(events)) if covered < len(events) else None
    if tail and run.station != WITHOUT_KEY.id and (not covered or run.state is not RunState.OPEN):
        message = "Its station signs every run as it begins and as it ends; here that signature is missing."
        findings.append(found("signature_missing", f"run {run.id}", message))
    return RunCheck(len(events), tail, tuple(findings))


def _broken_chain(
    run: RecordedRun, events: Sequence[KeptEvent], text_hashes: Mapping[Digest, str]
) -> Iterator[Finding]:
    """The first event that does not follow from what is before it; from there on nothing hangs together."""
    link = first_link(run, text_hashes)
    for seq, event in enumerate(events, 1):
        where = f"run {run.id}, event {event.seq}"
        if event.seq != seq:
            yield found(
                "events_missing", where, f"It follows event {seq - 1}: what was between was taken away."
            )
            return
        link = next_link(link, event.run, event.seq, event.kind, event.version, event.body, event.at)
        if event.hash != link:
            yield found("event_changed", where, FACTS_CHANGED if seq == 1 else EVENT_CHANGED)
            return
    if not events:
        yield found(
            "events_missing", f"run {run.id}", "It has no events: every run is recorded with its first ones."
        )


FACTS_CHANGED = "The run's facts, the texts it was played on, or its first event were changed."
EVENT_CHANGED = "This event, or the one before it, was changed, put in or moved."


def _wrong_state(run: RecordedRun, events: Sequence[KeptEvent]) -> Iterator[Finding]:
    state = RunState.OPEN
    if events and events[-1].kind == "RunEnded":
        try:
            state = STATE_AFTER[HowEnded(json.loads(events[-1].body)["how"])]
        except (ValueError, KeyError, TypeError, RecursionError):
            return  # no event of ours: its hash tells
    if run.state is not state:
        message = f'It says "{run.state.value}"; by its events it is "{state.value}".'
        yield found("state_changed", f"run {run.id}", message)


def _contradicted(run: RecordedRun, head: Head, events: int) -> Finding:
    where = f"run {run.id}"
    if head.count > events:
        message = (
            f"{head.count} events were signed ({_place(head)}), {events} are left: the rest was cut off."
        )
        return found("events_missing", where, message)
    return found(
        "event_changed",
        where,
        f"Its first {head.count} events are not those that were signed ({_place(head)}).",
    )


# ---- texts and stations


def check_text(kept: KeptText) -> Iterator[Finding]:
    """Whether a kept text is the one that was kept."""
    if text_hash(kept.text) != kept.sha256:
        yield found(
            "text_changed", f"text {kept.digest}", "The kept text of a scenario or rubric was changed."
        )


def check_station(station: Station) -> Iterator[Finding]:
    """Whether a station's id is the fingerprint of its key; the one that has no key passes."""
    if station != WITHOUT_KEY and station_id(station.public_key) != station.id:
        yield found("station_changed", f"station {station.id}", "Its public key was changed.")
