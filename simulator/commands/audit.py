"""levelhead audit: who saw or did what, and when."""

from __future__ import annotations

import re
from argparse import Namespace
from collections.abc import Callable
from datetime import datetime
from functools import cache

from scoring.audit import Act
from scoring.kept import AuditEntry, OfficerId
from scoring.people import People
from scoring.people.may import Wish
from simulator.commands.asking import asking


def audit(options: Namespace) -> int:
    """List the audit trail, the newest entries last; reading it is an entry too."""
    with asking(options.record, options.asker) as who:
        who.must(Wish.READ_AUDIT)
        entries = who.record.audited()
        shown = entries[-options.last :] if options.last else entries
        who.note(Act.AUDIT_READ)
        badge = _badges(who.people)
        for entry in shown:
            print(_line(entry, badge))
    left = len(entries) - len(shown)
    many = "1 entry" if len(entries) == 1 else f"{len(entries)} entries"
    print(f"{len(shown)} of {many}" if left else many)
    return 0


def _badges(people: People) -> Callable[[OfficerId], str]:
    """The badge number of whom an id stands for, or the pseudonym of who was erased; "" where it is nobody's id."""

    @cache
    def badge(id: OfficerId) -> str:
        person = people.person(id) if id else None
        return person.badge or person.pseudonym if person and person.id == id else ""

    return badge


def _line(entry: AuditEntry, badge: Callable[[OfficerId], str]) -> str:
    at = datetime.fromisoformat(entry.at).astimezone()
    by = badge(entry.person) or "nobody signed in"
    ids = dict.fromkeys((*WHOLE.findall(entry.about), *OURS.findall(entry.about)))
    named = ", ".join(filter(None, map(badge, ids)))
    told = f"{entry.about} ({named})" if named else entry.about
    return f"{entry.number:>5}  {at:%Y-%m-%d %H:%M}  {by:<16} {entry.act:<20} {told}".rstrip()


OURS = re.compile(r"\bp-[0-9a-f]{12}\b")
WHOLE = re.compile(r"^(?:officer )?([^: ]+)(?:$|:)")  # ids of people from before names were sealed
