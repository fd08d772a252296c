"""levelhead audit: who saw or did what, and when."""

from __future__ import annotations

from argparse import Namespace

from scoring.audit import Act
from scoring.kept import AuditEntry
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
        for entry in shown:
            print(_line(entry, who.people))
    left = len(entries) - len(shown)
    print(f"{len(shown)} of {len(entries)} entries" if left else f"{len(entries)} entries")
    return 0


def _line(entry: AuditEntry, people: People) -> str:
    person = people.person(entry.person) if entry.person else None
    by = person.badge or person.pseudonym if person else "nobody signed in"
    about = people.person(entry.about.partition(":")[0])
    named = f" ({about.badge or about.pseudonym})" if about else ""
    return f"{entry.number:>5}  {entry.at[:16].replace('T', ' ')}  {by:<16} {entry.act:<20} {entry.about}{named}".rstrip()
