"""The door: who may sign in, with which PIN or passphrase, and how long one waits after too many wrong ones."""

from __future__ import annotations

import os
from collections.abc import Callable
from datetime import UTC, datetime
from hmac import compare_digest
from itertools import pairwise

from scoring.audit import Act
from scoring.people.names import NamesKey
from scoring.people.person import NotAllowed, Person
from scoring.people.register import KeptSecret, Register
from scoring.people.rules import Rules
from scoring.record import Record
from scoring.stretch import KEY, Stretch

SALT = 16  # bytes
NEVER = ""


class Door:
    """Knows secrets again without keeping them. A badge number that nobody has behaves, and takes as long, as any other."""

    def __init__(
        self, record: Record, register: Register, key: NamesKey, rules: Rules, now: Callable[[], datetime]
    ) -> None:
        self._record = record
        self._register = register
        self._key = key
        self._rules = rules
        self._now = now

    def sign_in(self, badge: str, secret: str) -> Person:
        """The person whose badge number and secret these are; NotAllowed otherwise, or while it is locked."""
        person = self._register.person(badge)
        mark = self._key.mark(person.badge if person else badge)
        self._count_try(mark)
        kept = self._register.secret(person.id) if person else None
        if not (self._fits(secret, kept) and person):
            if person and not person.is_erased and not person.has_secret:
                self.unlock(mark)
                raise NotAllowed(WITHOUT_SECRET[person.needs_passphrase])
            raise self._refusal(mark, person)
        self.unlock(mark)
        return person

    def fits(self, person: Person, secret: str) -> bool:
        """True if this is the person's secret. Counts no try: for where nobody names themselves."""
        return self._fits(secret, self._register.secret(person.id))

    def new_secret(self, secret: str, person: Person) -> KeptSecret:
        """What is to be kept of the secret; NotAllowed if it is too easy to guess for what the person may see."""
        self.refuse_weak(secret, person)
        salt, stretch = os.urandom(SALT), self._rules.stretch
        return KeptSecret(str(stretch), salt, self._key.peppered(stretch.key(secret, salt)))

    def refuse_weak(self, secret: str, person: Person) -> None:
        """NotAllowed, with what is asked for, if the secret is too easy to guess for what the person may see."""
        (refuse_weak_passphrase if person.needs_passphrase else refuse_weak_pin)(secret, self._rules)

    def unlock(self, mark: str) -> None:
        """Forget wrong tries."""
        with self._record.changing() as db:
            db.execute("DELETE FROM tries WHERE mark = ?", (mark,))

    def locked_until(self, mark: str) -> datetime | None:
        """Until when that badge number is locked, by this machine's clock; None if it is not."""
        for (until,) in self._record.select(
            "SELECT until FROM tries WHERE mark = ? AND until <> ?", mark, NEVER
        ):
            at = datetime.fromisoformat(until).astimezone(self._now().tzinfo)
            return at if at > self._now() else None
        return None

    def _count_try(self, mark: str) -> None:
        """Count before looking: who tries at many doors at once gains nothing. NotAllowed while it is locked."""
        now = self._now().astimezone(UTC)
        with self._record.changing() as db:
            db.execute("DELETE FROM tries WHERE until <> ? AND until <= ?", (NEVER, _written(now)))
            row = db.execute("SELECT wrong, until FROM tries WHERE mark = ?", (mark,)).fetchone()
            wrong, until = row or (0, NEVER)
            if until == NEVER:
                wrong += 1
                until = _written(now + self._rules.lock) if wrong >= self._rules.wrong_tries else NEVER
                db.execute("INSERT OR REPLACE INTO tries VALUES (?, ?, ?)", (mark, wrong, until))
                return
        raise self._locked(until)

    def _refusal(self, mark: str, person: Person | None) -> NotAllowed:
        [(wrong, until)] = self._record.select("SELECT wrong, until FROM tries WHERE mark = ?", mark)
        if until != NEVER:
            self._record.note("", Act.LOCKED, person.id if person else "a badge number that nobody has")
            return self._locked(until)
        left = self._rules.wrong_tries - wrong
        tries = f"{left} tries are" if left > 1 else "One try is"
        return NotAllowed(f"Badge number and PIN or passphrase do not fit. {tries} left.")

    def _locked(self, until: str) -> NotAllowed:
        at = datetime.fromisoformat(until).astimezone(self._now().tzinfo)
        return NotAllowed(
            f"Too many wrong tries: this badge number is locked until {at:%H:%M}. An administrator can unlock it before."
        )

    def _fits(self, secret: str, kept: KeptSecret | None) -> bool:
        """Takes the same time where there is nothing to compare with."""
        stretch = Stretch.read(kept.stretch) if kept else self._rules.stretch
        tried = self._key.peppered(stretch.key(secret, kept.salt if kept else bytes(SALT)))
        return compare_digest(tried, kept.proof if kept else os.urandom(KEY))


WITHOUT_SECRET = {
    False: "You have no PIN yet. Choose one first.",
    True: "You have no passphrase yet. An administrator gives you the first one: `levelhead people pin BADGE`.",
}


def refuse_weak_pin(pin: str, rules: Rules) -> None:
    """NotAllowed if the PIN is no number, too short, or among the first that anybody would try."""
    if not (pin.isascii() and pin.isdigit() and len(pin) >= rules.pin_digits):
        raise NotAllowed(f"A PIN has {rules.pin_digits} digits or more, and nothing else.")
    steps = {(int(after) - int(before)) % 10 for before, after in pairwise(pin)}
    repeats = any(pin == (pin[:length] * len(pin))[: len(pin)] for length in range(1, len(pin) // 2 + 1))
    if steps in ({1}, {9}) or repeats or len(set(pin)) < 3:
        raise NotAllowed(
            "Anybody would try that PIN first. Take digits that do not follow or repeat each other."
        )


def refuse_weak_passphrase(passphrase: str, rules: Rules) -> None:
    """NotAllowed if the passphrase is a number or too short: it opens what is others'."""
    letters = passphrase.strip()
    if letters.isdigit():
        raise NotAllowed(
            "A number is too little for what you may see. Take four words that do not belong together."
        )
    if len(letters) < rules.passphrase_letters or len(set(letters)) < rules.passphrase_letters // 2:
        raise NotAllowed(
            f"The passphrase needs {rules.passphrase_letters} letters or more. Four words that do not belong together do."
        )


def _written(at: datetime) -> str:
    return at.isoformat(timespec="milliseconds")
