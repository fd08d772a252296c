"""The agency around the station: who may sign in, where check-ins are kept, where help is, and whether it is a kiosk."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from scoring.people import GUEST, People
from scoring.wellness.support import Support, unfilled_support
from simulator.session import Officer
from simulator.station.settings import Keeper

if TYPE_CHECKING:
    from scoring.wellness.vault import Wellness

IDLE = 300.0  # seconds after which a kiosk signs out


@dataclass(frozen=True, slots=True)
class Kiosk:
    """A station in a place where anybody may sit down: nobody leaves it, and nobody stays signed in."""

    idle: float = IDLE


@dataclass(frozen=True, slots=True)
class Agency:
    """What a station knows beyond its calls."""

    people: People | None = None
    wellness: Callable[[str], Wellness] | None = None  # the room of the officer with that pseudonym
    support: Support = field(default_factory=unfilled_support)
    folder: Path | None = None  # of settings; without one they last as long as the sitting
    pages: Path | None = None  # where debriefs and stories are written for the officer
    proofs: Path | None = None  # where proofs are kept
    kiosk: Kiosk | None = None
    today: Callable[[], date] = date.today

    def keeper_of(self, officer: Officer) -> Keeper:
        """Who keeps that officer's settings. Nobody does where each is nobody: at a kiosk, for a guest."""
        if self.folder is None or (self.kiosk and officer.id == GUEST):
            return Keeper()
        return Keeper(self.folder / f"{officer.id}.toml")

    def pseudonym_of(self, officer: Officer) -> str:
        """By which the wellness file knows an officer."""
        return self.people.pseudonym(officer.id) if self.people else officer.id

    def knows(self, officer: Officer) -> bool:
        """True for anybody but a guest: who has a home, progress and check-ins of their own."""
        return officer.id != GUEST
