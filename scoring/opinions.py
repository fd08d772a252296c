"""Opinions: what officers think of their own runs, and what trainers do. Kept as long as the run; the audit trail covers each.

A later opinion of the same person on the same run stands in the place of the earlier one, which stays in the record.
Words are sealed under the key of whoever wrote them.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from enum import Enum
from typing import TypeAlias

from scoring.audit import Act
from scoring.checks import found
from scoring.kept import AuditEntry, KeptOpinion, Link, OfficerId, RunId
from scoring.people import People
from scoring.record import Record, local_time
from scoring.rows import columns, fact, row
from scoring.seal import canonical, fingerprint
from simulator.model.findings import Finding

About: TypeAlias = str  # WHOLE, NOTE, a dimension's id, or "moment 3"
WHOLE: About = "run"
NOTE: About = "note"
NOT_OBSERVED = 0


class Voice(Enum):
    """Whose opinion it is."""

    OWN = "own"  # the officer's, before the key was shown
    TRAINER = "trainer"


@dataclass(frozen=True, slots=True)
class Opinion:
    """What one person thinks of a run: a number for each thing (NOT_OBSERVED is none), and words to some."""

    run: RunId
    person: OfficerId
    voice: Voice
    given: Mapping[About, int]
    words: Mapping[About, str] = field(default_factory=dict)


class Opinions:
    """The opinions in one record. Without people only those without words can be kept, and none are read with them."""

    def __init__(
        self, record: Record, people: People | None = None, now: Callable[[], datetime] = local_time
    ) -> None:
        self._record = record
        self._people = people
        self._now = now

    def keep(self, opinion: Opinion) -> None:
        """Keep it, with its entry in the audit trail, or neither."""
        at = self._now().astimezone(UTC).isoformat(timespec="milliseconds")
        with self._record.changing() as db:
            [(number,)] = db.execute("SELECT coalesce(max(number), 0) + 1 FROM opinions").fetchall()
            bare = KeptOpinion(
                number=number,
                at=at,
                run=opinion.run,
                person=opinion.person,
                voice=opinion.voice.value,
                given=canonical(dict(opinion.given)),
                words=self._sealed(opinion),
                hash="",
            )
            kept = replace(bare, hash=opinion_hash(bare))
            db.table("opinions").insert(row(kept))
            own = opinion.voice is Voice.OWN
            act = Act.OWN_VIEW_KEPT if own else Act.RUN_RATED
            self._record.note("" if own else opinion.person, act, entry_of(kept))

    def of(self, run: RunId) -> tuple[Opinion, ...]:
        """The newest opinion of each person on a run, the first given first."""
        sql = f"SELECT {columns(KeptOpinion)} FROM opinions WHERE run = ? ORDER BY number"
        kept = [fact(KeptOpinion, each) for each in self._record.select(sql, run)]
        return tuple(map(self._opinion, _newest(kept)))

    def _opinion(self, kept: KeptOpinion) -> Opinion:
        told = "{}"
        if kept.words and self._people:
            opened = self._people.opened_words(kept.person, bytes.fromhex(kept.words), _about(kept.run))
            told = opened or told
        return replace(_bare(kept), words=json.loads(told))

    def _sealed(self, opinion: Opinion) -> str:
        words = {about: said.strip() for about, said in opinion.words.items() if said.strip()}
        if not words:
            return ""
        assert self._people, "words are sealed under a person's key"
        return self._people.sealed_words(opinion.person, canonical(words), _about(opinion.run)).hex()


def _bare(kept: KeptOpinion) -> Opinion:
    return Opinion(kept.run, kept.person, Voice(kept.voice), json.loads(kept.given))


def _newest(kept: Iterable[KeptOpinion]) -> Iterable[KeptOpinion]:
    return {(each.run, each.person, each.voice): each for each in kept}.values()


def _about(run: RunId) -> str:
    return f"opinion on {run}"


def let_go(record: Record, run: RunId, by: OfficerId) -> None:
    """Note that the opinions on a run go with what happened in it; the run must be about to expire."""
    sql = f"SELECT {columns(KeptOpinion)} FROM opinions WHERE run = ? ORDER BY number"
    for kept in (fact(KeptOpinion, each) for each in record.select(sql, run)):
        record.note(by, Act.OPINION_EXPIRED, entry_of(kept))


# ---- what `verify` asks


def opinion_hash(kept: KeptOpinion) -> Link:
    """The hash that an opinion should have."""
    return fingerprint(kept.number, kept.at, kept.run, kept.person, kept.voice, kept.given, kept.words)


def entry_of(kept: KeptOpinion) -> str:
    """What the audit trail says about an opinion; of an officer's own view not even which run it is of."""
    on = f" on run {kept.run}" if kept.voice == Voice.TRAINER.value else ""
    return f"opinion {kept.number}{on}, {kept.hash}"


def check_opinions(opinions: Iterable[KeptOpinion], trail: Iterable[AuditEntry]) -> Iterator[Finding]:
    """Whether each opinion is the one that the audit trail has, and none is missing but those whose run expired."""
    acts = (Act.OWN_VIEW_KEPT.value, Act.RUN_RATED.value)
    present, entered, gone = set[str](), set[str](), set[str]()
    for entry in trail:
        if entry.act in acts and entry.about.startswith("opinion "):
            entered.add(entry.about)
        elif entry.act == Act.OPINION_EXPIRED.value:
            gone.add(entry.about)
    for each in opinions:
        present.add(entry_of(each))
        if opinion_hash(each) != each.hash or entry_of(each) not in entered:
            where = f"opinion {each.number}"
            yield found("opinion_changed", where, "It was changed or put in: the audit trail has another.")
    for missing in sorted(entered - present - gone):
        where = missing.partition(",")[0]
        yield found("opinion_missing", where, "The audit trail has it, and it is gone or changed.")
