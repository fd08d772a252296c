"""The people room: one way in for the station and the commands to who is known, who signs in and what is assigned."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from datetime import date, datetime

from scoring.kept import OfficerId, RunId
from scoring.people.classes import Classes
from scoring.people.disputes import Disputes
from scoring.people.door import Door
from scoring.people.names import NamesKey
from scoring.people.office import SETUP, Listed, Office
from scoring.people.person import Assignment, Dispute, NotAllowed, PeopleError, Person, Role
from scoring.people.register import Register
from scoring.people.rules import Rules
from scoring.record import Record, local_time


class People:
    """The people of one record. Wherever an id is asked for, a badge number serves; `sign_in` and `set_secret` are slow.

    NotAllowed is for who asks, PeopleError and RecordError for who looks after the station.
    """

    def __init__(
        self,
        record: Record,
        key: NamesKey,
        now: Callable[[], datetime] = local_time,
        rules: Rules | None = None,
    ) -> None:
        self._record = record
        self._key = key
        self._register = Register(record, key)
        self._door = Door(record, self._register, key, rules or Rules(), now)
        self.office = Office(record, self._register, self._door, key)
        self.classes = Classes(record, self._register, now)
        self._disputes = Disputes(record, self._register, now)

    # ---- who is known

    def person(self, id: OfficerId) -> Person | None:
        """The person of that id or badge number, if there is one; after erasing only the id and a pseudonym are left."""
        return self._register.person(id)

    def known(self, id: OfficerId) -> Person:
        """The person of that id or badge number; PeopleError if there is none."""
        if person := self.person(id):
            return person
        raise PeopleError(f"Nobody here has the badge number {id}. `levelhead people list` shows all.")

    def everyone(self) -> tuple[Person, ...]:
        """All who are known, by name; without the guest and those who were erased."""
        return self._register.everyone()

    def pseudonym(self, id: OfficerId) -> str:
        """What stands for that officer where no name may."""
        return self._key.pseudonym(id)

    def add(
        self,
        id: OfficerId,
        name: str,
        roles: Iterable[Role] = (Role.OFFICER,),
        unit: str = "",
        rank: str = "",
    ) -> Person:
        """A new person with that badge number; the id of the person that comes back is the one that stands in runs."""
        return self.office.add(Listed(id, name, unit, rank, frozenset(roles)), (), SETUP)

    # ---- secrets

    def sign_in(self, id: OfficerId, secret: str) -> Person:
        """The person, if that is the PIN or passphrase; NotAllowed otherwise. Five wrong tries lock for a while."""
        return self._door.sign_in(id, secret)

    def set_secret(self, id: OfficerId, secret: str, old: str = "") -> None:
        """A new PIN or passphrase in the place of the old one. An officer without any chooses the first; others are given it."""
        person = self.known(id)
        if person.has_secret:
            self.sign_in(id, old)
        elif person.needs_passphrase:
            self.sign_in(id, secret)  # says that an administrator gives it
        self._put_secret(person, secret)

    def refuse_weak(self, person: Person, secret: str) -> None:
        """NotAllowed, with what is asked for, if that is too easy to guess for what the person may see."""
        self._door.refuse_weak(secret, person)

    def trainer_of(self, secret: str) -> Person | None:
        """The trainer or administrator whose passphrase that is, and who may leave kiosk mode. Slow."""
        those = (each for each in self.everyone() if each.roles & {Role.TRAINER, Role.ADMINISTRATOR})
        return next((each for each in those if each.has_secret and self._door.fits(each, secret)), None)

    # ---- assignments and disputes

    def assigned_to(self, id: OfficerId, today: date) -> tuple[Assignment, ...]:
        """What that officer still has to play, the nearest day first; what is overdue by four weeks is let go."""
        person = self.person(id)
        return self.classes.assigned_to(person, today) if person else ()

    def dispute(self, run: RunId, decision: int, choice: str, by: OfficerId, words: str) -> None:
        """Keep an objection to the key at a choice that could be made at that decision (its number in the run, from 1)."""
        self._disputes.add(run, decision, choice, self.known(by), words)

    def disputes(self, scenario: str = "", run: RunId = "") -> tuple[Dispute, ...]:
        """The objections of all scenarios or one, of all runs or one, oldest first."""
        return self._disputes.all(scenario, run)

    # ---- words about runs

    def sealed_words(self, id: OfficerId, words: str, about: str) -> bytes:
        """Words of that person, under the person's key, bound to what they are about."""
        return self._register.sealed_words(self.known(id).id, words, about)

    def opened_words(self, id: OfficerId, sealed: bytes, about: str) -> str:
        """The words that `sealed_words` sealed; "" once the person was erased."""
        return self._register.opened_words(id, sealed, about)

    # ---- inside

    def _put_secret(self, person: Person, secret: str) -> None:
        if person.is_erased:
            raise NotAllowed("This person was erased.")
        kept = self._door.new_secret(secret, person)
        with self._record.changing() as db:
            self._register.put_secret(db, person.id, kept)
