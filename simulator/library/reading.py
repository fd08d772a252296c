"""What a reader of a scenario carries along: the names that exist, where it stands, and the findings so far."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from simulator.model.findings import Finding, Severity, did_you_mean
from simulator.model.ratings import Agreement
from simulator.source import Entry, Scalar, Sequence, Source, Table

ID = re.compile(r"[a-z][a-z0-9_]*\Z")


class Refused(Exception):
    """This entry cannot be read; the finding that says why is in the reading."""


@dataclass(frozen=True, slots=True)
class Vocabulary:
    """Names that scenarios may use and that live elsewhere; None where nobody knows them, so that nothing is refused."""

    behaviors: frozenset[str] | None = None
    flags: frozenset[str] | None = None
    dimensions: frozenset[str] | None = None
    pictures: frozenset[str] | None = None
    portraits: frozenset[str] | None = None
    sounds: frozenset[str] | None = None
    moods: frozenset[str] | None = None
    panel: Agreement | None = None  # what is asked of raters; None: nobody judges their agreement


@dataclass(frozen=True, slots=True)
class Names:
    """The names that one scenario defines."""

    meters: frozenset[str]
    facts: frozenset[str]
    cast: frozenset[str]
    portrayed: frozenset[str]  # those of the cast who have a face
    moments: Mapping[str, frozenset[str]]  # by scene
    endings: frozenset[str]
    targets: frozenset[str]  # every full name that a branch may lead to

    @classmethod
    def of(cls, root: Table) -> Names:
        """Collect the names from the entries, however broken the rest may be."""
        scenes = _table(root.entries.get("scenes"))
        facts, cast = root.entries.get("facts"), _table(root.entries.get("cast"))
        moments = {id: frozenset(_table(_table(scene).get("moments"))) for id, scene in scenes.items()}
        endings = frozenset(_table(root.entries.get("endings")))
        return cls(
            meters=frozenset(_table(root.entries.get("meters"))),
            facts=frozenset(e.text for e in facts.entries if isinstance(e, Scalar) and ID.match(e.text))
            if isinstance(facts, Sequence)
            else frozenset(),
            cast=frozenset(cast),
            portrayed=frozenset(id for id, member in cast.items() if "portrait" in _table(member)),
            moments=moments,
            endings=endings,
            targets=frozenset(f"{scene}.{name}" for scene, names in moments.items() for name in names)
            | {f"ending.{name}" for name in endings},
        )


def _table(entry: Entry | None) -> Mapping[str, Entry]:
    return entry.entries if isinstance(entry, Table) else {}


@dataclass(slots=True)
class Reading:
    """One reading of one source."""

    source: Source
    names: Names
    vocabulary: Vocabulary
    findings: list[Finding] = field(default_factory=list)
    path: list[str] = field(default_factory=list)

    @property
    def scene(self) -> str:
        """The scene that the reader stands in, or ""."""
        return self.path[1] if len(self.path) > 1 and self.path[0] == "scenes" else ""

    @property
    def moment(self) -> str:
        """The full name of the moment that the reader stands in, or ""."""
        inside = self.scene and len(self.path) > 3 and self.path[2] == "moments"
        return f"{self.path[1]}.{self.path[3]}" if inside else ""

    def find(
        self, entry: Entry, code: str, message: str, cure: str, severity: Severity = Severity.WARNING
    ) -> None:
        """Note a finding about an entry."""
        position = self.source.at(entry.line, entry.column)
        self.findings.append(Finding(code, severity, ".".join(self.path), message, cure, position))

    def wrong(self, entry: Entry, code: str, message: str, cure: str) -> None:
        """Note an error about an entry, and read on."""
        self.find(entry, code, message, cure, Severity.ERROR)

    def refuse(self, entry: Entry, code: str, message: str, cure: str) -> Refused:
        """Note an error about an entry that cannot be read; to be raised."""
        self.wrong(entry, code, message, cure)
        return Refused(code)

    def know(self, entry: Entry, name: str, known: Iterable[str] | None, what: str, cure: str = "") -> None:
        """Note an error if nothing of that kind has that name."""
        if known is not None and name not in known:
            help_ = did_you_mean(name, known) or cure
            self.wrong(entry, f"unknown_{what.replace(' ', '_')}", f"There is no {what} “{name}”.", help_)
