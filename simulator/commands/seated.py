"""Who sits down to play: the guest, an officer, somebody who has to sign in first, or anybody at a kiosk."""

from __future__ import annotations

from argparse import Namespace
from functools import partial

from scoring.kept import Officer
from scoring.people import GUEST as GUEST_ID
from scoring.people import People, Role
from scoring.record import Record
from simulator.commands.asking import PASSPHRASE_VARIABLE, new_secret, secret
from simulator.commands.house import Unusable

GUEST = Officer(GUEST_ID, "Morgan")


def who(options: Namespace, record: Record, people: People) -> tuple[Officer | None, str]:
    """Who plays; or nobody yet, with the badge number of somebody who has to sign in first, or "" for anybody."""
    if options.kiosk:
        return None, _refuse_a_trap(people)
    if options.officer is None:
        return (None, "") if people.everyone() else (guest(record), "")
    looked_after = people.office.has_administrator()
    person = people.person(options.officer)
    if person is None and (simulated := record.officer(options.officer)):
        return simulated, ""  # of a demo: nobody's name to seal, and nobody's PIN
    if person is None and looked_after:
        raise Unusable(f"Nobody here has the badge number {options.officer}. An administrator adds people.")
    person = person or people.add(options.officer, options.officer)
    signs_in = person.has_secret or looked_after
    return (None, person.badge) if signs_in else (Officer(person.id, person.name), "")


def _refuse_a_trap(people: People) -> str:
    able = (Role.TRAINER, Role.ADMINISTRATOR)
    if not any(each.has_secret and each.roles & set(able) for each in people.everyone()):
        raise Unusable(
            "A kiosk is left with a trainer's or administrator's passphrase, and nobody here has one. "
            "`levelhead people first-administrator` makes the first."
        )
    return ""


def guest(record: Record) -> Officer:
    """Somebody who is nobody; there is one in every record that is played in."""
    return record.officer(GUEST.id) or record.add_officer(GUEST.id, GUEST.name)


def signed_in(people: People, badge: str) -> Officer:
    """In the terminal: the officer of that badge number, once the PIN was typed; the first time, one is chosen."""
    known = people.known(badge)
    if known.has_secret or known.needs_passphrase:
        person = people.sign_in(badge, secret(f"PIN of {badge}: ", PASSPHRASE_VARIABLE))
    else:
        print("You have no PIN yet. Choose one that nobody would guess.")
        people.set_secret(badge, new_secret(f"New PIN of {badge}: ", partial(people.refuse_weak, known)))
        person = known
    return Officer(person.id, person.name)
