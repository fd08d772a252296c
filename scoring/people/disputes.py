"""Disputes: objections to the key at a choice, the words sealed under the key of whoever objected."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime

from scoring.kept import RunId
from scoring.people.person import Dispute, PeopleError, Person
from scoring.people.register import Register
from scoring.record import Record

MOST = 2000  # letters


class Disputes:
    """The disputes of one record."""

    def __init__(self, record: Record, register: Register, now: Callable[[], datetime]) -> None:
        self._record = record
        self._register = register
        self._now = now

    def add(self, run: RunId, decision: int, choice: str, by: Person, words: str) -> None:
        """Keep an objection to the key at a choice that could be made at that decision (from 1) of a run."""
        if not words.strip() or len(words) > MOST:
            raise PeopleError(f"Say in a few words why the key is wrong there: 1 to {MOST} letters.")
        moment = self._moment(run, decision)
        sealed = self._register.sealed_words(by.id, words.strip(), _about(run, decision, choice))
        at = self._now().astimezone(UTC).isoformat(timespec="milliseconds")
        with self._record.changing() as db:
            db.execute(
                "INSERT INTO disputes (run, decision, moment, choice, person, at, words) VALUES (?, ?, ?, ?, ?, ?, ?)",
                (run, decision, moment, choice, by.id, at, sealed),
            )

    def all(self, scenario: str = "", run: RunId = "") -> tuple[Dispute, ...]:
        """The disputes of all scenarios or one, of all runs or one, oldest first."""
        return tuple(
            Dispute(
                run=its_run,
                scenario=its_scenario,
                digest=digest,
                decision=decision,
                moment=moment,
                choice=choice,
                by=by,
                at=at,
                words=self._register.opened_words(by, words, _about(its_run, decision, choice)),
            )
            for its_run, its_scenario, digest, decision, moment, choice, by, at, words in self._record.select(
                DISPUTES, scenario, run
            )
        )

    def _moment(self, run: RunId, decision: int) -> str:
        sql = "SELECT moment FROM decision_facts WHERE run = ? AND number = ?"
        for (moment,) in self._record.select(sql, run, decision):
            return str(moment)
        raise PeopleError(f"Run {run} has no decision {decision}: a key is disputed once the run has ended.")


DISPUTES = (
    "SELECT d.run, r.scenario, r.digest, d.decision, d.moment, d.choice, d.person, d.at, d.words"
    " FROM disputes d JOIN runs r ON r.id = d.run WHERE ?1 IN ('', r.scenario) AND ?2 IN ('', d.run) ORDER BY d.number"
)


def _about(run: RunId, decision: int, choice: str) -> str:
    return f"dispute {run} {decision} {choice}"
