"""What an author may ask of a preview, beside what an officer may ask of a moment."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TypeAlias


@dataclass(frozen=True, slots=True)
class StepBack:
    """Take the last step back."""


@dataclass(frozen=True, slots=True)
class BeginAgain:
    """From where the preview began."""


@dataclass(frozen=True, slots=True)
class OtherChances:
    """The same steps where chance falls otherwise."""


@dataclass(frozen=True, slots=True)
class TurnNotes:
    """Hide what only the author sees, or show it again."""


AuthorAction: TypeAlias = StepBack | BeginAgain | OtherChances | TurnNotes
