"""The office: what an administrator does with people, each act with its entry in the audit trail, all of it or nothing."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from scoring.audit import Act
from scoring.kept import OfficerId
from scoring.people.coordination import Coordination
from scoring.people.door import Door
from scoring.people.names import NamesKey
from scoring.people.person import NotAllowed, PeopleError, Person, Role
from scoring.people.register import Register
from scoring.record import Record, RecordError

SETUP: OfficerId = ""  # who acts in a record without an administrator


@dataclass(frozen=True, slots=True)
class Listed:
    """Somebody as a roster has them; None leaves what is known as it is."""

    badge: str
    name: str
    unit: str | None = None
    rank: str | None = None
    roles: frozenset[Role] | None = None


class Office:
    """Changes people in one record. `by` is who does it."""

    def __init__(self, record: Record, register: Register, door: Door, key: NamesKey) -> None:
        self._record = record
        self._register = register
        self._door = door
        self._key = key
        self.coordination = Coordination(record, register)

    def has_administrator(self) -> bool:
        """True once somebody with a passphrase looks after people: from then on everybody must say who they are."""
        return bool(self._record.select(ADMINISTRATORS))

    def make_first_administrator(self, badge: str, name: str, passphrase: str) -> Person:
        """The administrator of a record that has none; NotAllowed if it has one."""
        if self.has_administrator():
            raise NotAllowed(
                "There is an administrator already, who can make another: `levelhead people role`."
            )
        with self._record.changing() as db:
            if known := self._register.person(badge):
                self.coordination.refuse_over_officers(known, {Role.ADMINISTRATOR})
            id = known.id if known else self._register.add(db, badge, name)
            self._register.put_roles(db, id, {Role.ADMINISTRATOR, *(known.roles if known else ())})
            self._register.put_secret(db, id, self._door.new_secret(passphrase, self._known(badge)))
            if self._record.select(ADMINISTRATORS) != [(id,)]:
                raise NotAllowed("There is an administrator already.")  # who was quicker
            self._record.note(id, Act.ADMINISTRATOR_MADE, id)
        return self._known(badge)

    def refuse_a_second_first(self) -> None:
        """NotAllowed if there is an administrator."""
        if self.has_administrator():
            raise NotAllowed(
                "There is an administrator already, who can make another: `levelhead people role`."
            )

    def add(self, listed: Listed, supervises: Iterable[str], by: OfficerId) -> Person:
        """A new person."""
        with self._record.changing():
            self._put_new(listed, supervises)
            person = self._known(listed.badge)
            self._record.note(by, Act.PERSON_ADDED, person.id)
        return person

    def put(self, listed: Iterable[Listed], by: OfficerId) -> None:
        """Add who is new, change who is known: everybody or, if one cannot be, nobody."""
        with self._record.changing():
            these = tuple(listed)
            for each in these:
                known = self._register.person(each.badge)
                if known:
                    self._put_known(known, each)
                else:
                    self._put_new(each, ())
            self._keep_an_administrator()
            self._record.note(by, Act.PEOPLE_IMPORTED, f"{len(these)} people")

    def put_roles(
        self, person: Person, roles: Iterable[Role], supervises: Iterable[str] | None, by: OfficerId
    ) -> None:
        """These roles (and supervised units) in the place of those before; a PIN goes where it is now too little."""
        given = frozenset(roles)
        with self._record.changing() as db:
            self._put_roles(person, given)
            if supervises is not None:
                self._register.put_supervised(db, person.id, supervises)
            self._keep_an_administrator()
            told = ", ".join(sorted(role.value for role in given))
            self._record.note(by, Act.ROLES_CHANGED, f"{person.id}: {told}")

    def put_place(self, person: Person, unit: str, rank: str, by: OfficerId) -> None:
        """This unit and rank in the place of those before."""
        with self._record.changing() as db:
            self._register.put_place(db, person.id, unit, rank)
            self._record.note(by, Act.PERSON_CHANGED, person.id)

    def give_secret(self, person: Person, secret: str, by: OfficerId) -> None:
        """A PIN or passphrase without asking for the old one, and no lock any more."""
        kept = self._door.new_secret(secret, person)
        with self._record.changing() as db:
            self._register.put_secret(db, person.id, kept)
            self._record.note(by, Act.SECRET_GIVEN, person.id)
        self._door.unlock(self._key.mark(person.badge))

    def clear_pin(self, person: Person, by: OfficerId) -> None:
        """Take an officer's PIN away: the next who signs in with that badge number chooses one."""
        if person.needs_passphrase:
            raise NotAllowed("Only an officer's PIN can be cleared. Give this person a new passphrase.")
        with self._record.changing() as db:
            self._register.put_secret(db, person.id, None)
            self._record.note(by, Act.SECRET_GIVEN, f"{person.id}: to be chosen")
        self._door.unlock(self._key.mark(person.badge))

    def locked_until(self, person: Person) -> datetime | None:
        """Until when nobody can sign in with that badge number, if it is locked."""
        return self._door.locked_until(self._key.mark(person.badge))

    def unlock(self, person: Person, by: OfficerId) -> None:
        """End a lock before its time."""
        self._door.unlock(self._key.mark(person.badge))
        self._record.note(by, Act.UNLOCKED, person.id)

    def erase(self, person: Person, by: OfficerId) -> None:
        """Destroy the person's key: name, badge number and words are gone for good. Runs stay, under a pseudonym."""
        with self._record.changing() as db:
            self._refuse_to_leave_behind(person)
            self._register.erase(db, person.id)
            db.execute("DELETE FROM tries WHERE mark = ?", (self._key.mark(person.badge),))
            self._keep_an_administrator()
            self._record.note(by, Act.PERSON_ERASED, person.id)
        self.sweep(person)

    def sweep(self, erased: Person) -> None:
        """Take what was erased out of the file that is written ahead; PeopleError while another program reads there."""
        try:
            self._record.forget()
        except RecordError as error:
            raise PeopleError(
                f"{erased.pseudonym} is erased, but another program is reading this record, and the old bytes lie beside it "
                f"until that is closed. Close it, and say: `levelhead people erase {erased.id} --yes`."
            ) from error

    # ---- inside, within a transaction

    def _known(self, badge: str) -> Person:
        person = self._register.person(badge)
        assert person, badge
        return person

    def _put_new(self, listed: Listed, supervises: Iterable[str]) -> None:
        with self._record.changing() as db:
            id = self._register.add(db, listed.badge, listed.name)
            self._register.put_roles(db, id, listed.roles or {Role.OFFICER})
            self._register.put_place(db, id, listed.unit or "", listed.rank or "")
            self._register.put_supervised(db, id, supervises)

    def _put_known(self, known: Person, listed: Listed) -> None:
        with self._record.changing() as db:
            if known.name != listed.name:
                self._register.rename(db, known, listed.name)
            if listed.roles is not None and known.roles != listed.roles:
                self._put_roles(known, listed.roles)
            unit = known.unit if listed.unit is None else listed.unit
            self._register.put_place(db, known.id, unit, known.rank if listed.rank is None else listed.rank)

    def _put_roles(self, person: Person, roles: frozenset[Role]) -> None:
        self.coordination.refuse_over_officers(person, roles)
        if Role.TRAINER in person.roles - roles:
            self._refuse_to_leave_classes(person)
        with self._record.changing() as db:
            self._register.put_roles(db, person.id, roles)
            if self._known(person.badge).needs_passphrase and not person.needs_passphrase:
                self._register.put_secret(db, person.id, None)

    def _refuse_to_leave_behind(self, person: Person) -> None:
        """NotAllowed while something is this person's to look after that nobody else could."""
        self._refuse_to_leave_classes(person)
        if self.coordination.is_coordinator(person):
            raise NotAllowed(
                f"{person.name} is the wellness coordinator, and is named to officers who give a row. Appoint another "
                "first: `levelhead wellness coordinator appoint BADGE --replace`."
            )

    def _refuse_to_leave_classes(self, person: Person) -> None:
        if led := self._record.select(LED_BY, person.id):
            named = ", ".join(f"“{name}”" for (name,) in led)
            raise NotAllowed(
                f"{person.name} leads {named}. First `levelhead class hand-over` or `levelhead class close` it."
            )

    def _keep_an_administrator(self) -> None:
        """NotAllowed if this would leave nobody to look after people, where somebody did."""
        was_made = self._record.select(
            "SELECT 1 FROM audit WHERE act = ? LIMIT 1", Act.ADMINISTRATOR_MADE.value
        )
        if was_made and not self.has_administrator():
            raise NotAllowed(
                "This would leave nobody to look after people. Make another administrator first."
            )


LED_BY = "SELECT name FROM classes WHERE trainer = ? AND closed = '' ORDER BY name"
ADMINISTRATORS = (
    "SELECT p.id FROM people p JOIN roles r ON r.person = p.id"
    " WHERE r.role = 'administrator' AND p.proof IS NOT NULL"
)
