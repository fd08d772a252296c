"""What may be asked on any screen or beside the call: keys and speech by the officer, injects by the trainer at the station."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TypeAlias


@dataclass(frozen=True, slots=True)
class AskKey:
    """Show what each key means; with a meaning, ask for a new key for it, and tell a sentence first."""

    meaning: str = ""
    told: str = ""


@dataclass(frozen=True, slots=True)
class SwitchSpeech:
    """Have the screen read aloud, or no longer."""


@dataclass(frozen=True, slots=True)
class ShowInjects:
    """The trainer's key: stop the clock and show what may be set off."""


@dataclass(frozen=True, slots=True)
class SetOff:
    """The trainer sets an inject off; the run is marked."""

    inject: str


OwnAction: TypeAlias = AskKey | SwitchSpeech
TrainerAction: TypeAlias = ShowInjects | SetOff
