"""The register: alone reads and writes who is known, each person's name and free text sealed under a key of their own."""

from __future__ import annotations

import json
import os
import secrets
from collections.abc import Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from scoring.kept import DEMO_STATION, OfficerId
from scoring.people.names import NamesKey, Unreadable, seal, unseal
from scoring.people.person import GUEST, PeopleError, Person, Role
from scoring.record import OFFICER_ID, Record
from scoring.rows import Row
from scoring.stretch import KEY

if TYPE_CHECKING:
    from sqlite_utils import Database

UNSWEPT = 1  # the file's own mark, while old pages may still hold names that were sealed
LONGEST = 100  # letters of a name, a unit or a rank: screens and reports show them whole
LETTER = 64  # bytes, or a multiple: the length tells no name


@dataclass(frozen=True, slots=True)
class KeptSecret:
    """What is kept of a PIN or passphrase: enough to know it again, too little to guess it from."""

    stretch: str
    salt: bytes
    proof: bytes


class Register:
    """The people of one record. Opening it seals what stood there in plain letters before."""

    def __init__(self, record: Record, key: NamesKey) -> None:
        self._record = record
        self._key = key
        self._refuse_another_key()
        self._seal_plain_names()

    # ---- reading

    def person(self, id: OfficerId) -> Person | None:
        """The person of that id or badge number, if there is one."""
        return next(iter(self._persons("WHERE p.id = ? OR p.mark = ?", id, self._key.mark(id))), None)

    def everyone(self) -> tuple[Person, ...]:
        """All who are known, by name; without those who were erased."""
        persons = self._persons("WHERE p.key IS NOT NULL")
        return tuple(sorted(persons, key=lambda person: (person.name.casefold(), person.badge)))

    def secret(self, id: OfficerId) -> KeptSecret | None:
        """What is kept of that person's PIN or passphrase."""
        rows = self._record.select("SELECT stretch, salt, proof FROM people WHERE id = ?", id)
        return next((KeptSecret(*row) for row in rows if row[2]), None)

    # ---- writing, each within a transaction of the caller's

    def add(self, db: Database, badge: str, name: str) -> OfficerId:
        """A new person under a random id, which then stands in runs; PeopleError if the badge number is taken."""
        refuse_unusable(badge, name)
        mark = self._key.mark(badge)
        if db.execute(
            "SELECT 1 FROM people WHERE mark = ? UNION SELECT 1 FROM officers WHERE id = ?", (mark, badge)
        ).fetchone():
            raise PeopleError(f"Somebody has the badge number {badge} already, or had it. Give another.")
        id = f"p-{secrets.token_hex(6)}"
        db.execute("INSERT INTO officers VALUES (?, '')", (id,))
        self._insert(db, id, badge, name)
        return id

    def rename(self, db: Database, person: Person, name: str) -> None:
        """The person under another name."""
        refuse_unusable(person.badge, name)
        letter = _letter(person.badge, name)
        sealed = seal(self._own_key(person.id), letter, _about(person.id, "who"))
        db.execute("UPDATE people SET sealed = ? WHERE id = ?", (sealed, person.id))

    def put_roles(self, db: Database, id: OfficerId, roles: Iterable[Role]) -> None:
        """These roles, in the place of the roles before."""
        db.execute("DELETE FROM roles WHERE person = ?", (id,))
        db.conn.executemany(
            "INSERT INTO roles VALUES (?, ?)", sorted((id, role.value) for role in set(roles))
        )

    def put_place(self, db: Database, id: OfficerId, unit: str, rank: str) -> None:
        """This unit and rank, in the place of those before."""
        refuse_unseen(unit, rank)
        db.execute("DELETE FROM memberships WHERE officer = ?", (id,))
        if unit or rank:
            db.execute("INSERT INTO memberships (officer, unit, rank) VALUES (?, ?, ?)", (id, unit, rank))

    def put_supervised(self, db: Database, id: OfficerId, units: Iterable[str]) -> None:
        """The units that the person supervises besides their own."""
        db.execute("DELETE FROM supervisions WHERE person = ?", (id,))
        db.conn.executemany(
            "INSERT INTO supervisions VALUES (?, ?)", sorted((id, unit) for unit in set(units))
        )

    def put_secret(self, db: Database, id: OfficerId, kept: KeptSecret | None) -> None:
        """What is kept of a PIN or passphrase; None takes it away."""
        values = (kept.stretch, kept.salt, kept.proof) if kept else ("", b"", None)
        db.execute("UPDATE people SET stretch = ?, salt = ?, proof = ? WHERE id = ?", (*values, id))

    def erase(self, db: Database, id: OfficerId) -> None:
        """Destroy the person's key, and all by which the person could be known; unit and runs stay, under the id."""
        db.execute(
            "UPDATE people SET mark = NULL, key = NULL, sealed = NULL, stretch = '', salt = x'', proof = NULL"
            " WHERE id = ?",
            (id,),
        )
        for table in ("roles", "supervisions", "class_members"):
            db.execute(f"DELETE FROM {table} WHERE person = ?", (id,))
        db.execute("UPDATE memberships SET rank = '' WHERE officer = ?", (id,))

    # ---- free text

    def sealed_words(self, id: OfficerId, words: str, about: str) -> bytes:
        """Words of that person, under the person's key; `about` is what they are bound to."""
        return seal(self._own_key(id), words.encode(), _about(id, about))

    def opened_words(self, id: OfficerId, sealed: bytes, about: str) -> str:
        """The words that `sealed_words` sealed; "" once the person was erased."""
        [(wrapped,)] = self._record.select("SELECT key FROM people WHERE id = ?", id) or [(None,)]
        if wrapped is None:
            return ""
        return unseal(self._key.unwrapped(wrapped, id), sealed, _about(id, about)).decode()

    # ---- inside

    def _own_key(self, id: OfficerId) -> bytes:
        for (wrapped,) in self._record.select("SELECT key FROM people WHERE id = ? AND key IS NOT NULL", id):
            return self._key.unwrapped(wrapped, id)
        raise PeopleError(f"Nobody is known here as {id}, or not any more.")

    def _persons(self, where: str, *values: str) -> list[Person]:
        return [self._person(row) for row in self._record.select(f"{PERSONS} {where}", *values)]

    def _person(self, row: Row) -> Person:
        id, wrapped, sealed, has_secret, unit, rank, roles, units = row
        pseudonym = self._key.pseudonym(id)
        badge, name = self._who(id, wrapped, sealed) if wrapped else ("", pseudonym)
        return Person(
            id=id,
            name=name,
            roles=frozenset(map(Role, filter(None, roles.split(BETWEEN)))),
            unit=unit,
            rank=rank,
            has_secret=bool(has_secret),
            pseudonym=pseudonym,
            badge=badge,
            supervises=frozenset(filter(None, units.split(BETWEEN))),
        )

    def _who(self, id: OfficerId, wrapped: bytes, sealed: bytes) -> tuple[str, str]:
        try:
            letter = unseal(self._key.unwrapped(wrapped, id), sealed, _about(id, "who"))
        except Unreadable as error:
            raise PeopleError(
                f"The name of {id} in this record was changed. Put a copy of the record back."
            ) from error
        who = json.loads(letter)
        return who["badge"], who["name"]

    def _insert(self, db: Database, id: OfficerId, badge: str, name: str) -> None:
        db.execute("INSERT OR IGNORE INTO names_keys VALUES (?)", (self._key.fingerprint,))
        own = os.urandom(KEY)
        sealed = seal(own, _letter(badge, name), _about(id, "who"))
        values = (id, self._key.mark(badge), self._key.wrapped(own, id), sealed)
        db.execute("INSERT INTO people VALUES (?, ?, ?, ?, '', x'', NULL)", values)
        self.put_roles(db, id, [Role.OFFICER])

    def _refuse_another_key(self) -> None:
        for (fingerprint,) in self._record.select("SELECT fingerprint FROM names_keys"):
            if fingerprint != self._key.fingerprint:
                raise PeopleError(
                    "The names in this record were sealed with another names key. Put that names.key back beside "
                    "station.key: without it nobody can read them, nor sign in."
                )

    def _seal_plain_names(self) -> None:
        """Officers of a record from before names were sealed: their ids were their badge numbers, and stay."""
        if self._record.select(PLAIN, GUEST, DEMO_STATION):
            self._seal()
        if self._record.select("PRAGMA user_version") == [(UNSWEPT,)]:
            self._record.forget(everywhere=True)
            with self._record.changing() as db:
                db.execute("PRAGMA user_version = 0")

    def _seal(self) -> None:
        with self._record.changing() as db:
            for id, name in db.execute(PLAIN, (GUEST, DEMO_STATION)).fetchall():
                self._insert(db, id, id, name)
                db.execute("UPDATE officers SET name = '' WHERE id = ?", (id,))
            db.execute(f"PRAGMA user_version = {UNSWEPT}")


BETWEEN = "\x1f"  # stands in no name of a unit: those can be seen
PERSONS = (
    "SELECT p.id, p.key, p.sealed, p.proof IS NOT NULL, coalesce(m.unit, ''), coalesce(m.rank, ''),"
    " coalesce((SELECT group_concat(role, char(31)) FROM roles WHERE person = p.id), ''),"
    " coalesce((SELECT group_concat(unit, char(31)) FROM supervisions WHERE person = p.id), '')"
    " FROM people p LEFT JOIN memberships m ON m.officer = p.id"
)
PLAIN = (  # simulated officers are nobody
    "SELECT id, name FROM officers o WHERE id <> ? AND id NOT IN (SELECT id FROM people) AND NOT EXISTS"
    " (SELECT 1 FROM runs r JOIN stations s ON s.id = r.station WHERE r.officer = o.id AND s.name = ?)"
)


def refuse_unusable(badge: str, name: str) -> None:
    """PeopleError if somebody could not be found or called by these."""
    if not badge:
        raise PeopleError("There is no badge number. Everybody needs one.")
    if not OFFICER_ID.fullmatch(badge):
        raise PeopleError(
            f"“{badge}” cannot be a badge number. Use 1 to 64 letters, digits, “.”, “_” or “-”."
        )
    if not name.strip():
        raise PeopleError(f"The badge number {badge} has no name. Everybody needs one.")
    if not name.isprintable():
        raise PeopleError(f"{name!r} cannot be a name. Use letters that can be seen.")
    _refuse_long("name", name)


def refuse_unseen(*names: str) -> None:
    """PeopleError if the name of a unit or rank has what cannot be seen."""
    for name in names:
        if not name.isprintable():
            raise PeopleError(f"{name!r} cannot be a unit or rank. Use letters that can be seen.")
        _refuse_long("unit or rank", name)


def _refuse_long(what: str, name: str) -> None:
    if len(name) > LONGEST:
        raise PeopleError(
            f"“{name[:20]}…” has {len(name)} letters; a {what} has {LONGEST} at most. Is it the right column?"
        )


def _letter(badge: str, name: str) -> bytes:
    letter = json.dumps({"badge": badge, "name": name}, ensure_ascii=False).encode()
    return letter + b" " * (-len(letter) % LETTER)


def _about(id: OfficerId, what: str) -> str:
    return f"levelhead person 1\n{id}\n{what}"
