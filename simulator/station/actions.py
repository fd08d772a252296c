"""What an officer may ask of the station: each press of a control comes to one of these."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TypeAlias

from scoring.kept import RunId
from simulator.model.scenario import ChoiceId
from simulator.station.settings import Settings


@dataclass(frozen=True, slots=True)
class GoHome:
    """Back to the choice of calls."""


@dataclass(frozen=True, slots=True)
class Brief:
    """Show a scenario's briefing."""

    scenario: str


@dataclass(frozen=True, slots=True)
class Begin:
    """Begin a run of a scenario."""

    scenario: str


@dataclass(frozen=True, slots=True)
class Resume:
    """Go on with a run that was cut off."""

    run: RunId


@dataclass(frozen=True, slots=True)
class LetGo:
    """Close a run that was cut off, without a score."""

    run: RunId


@dataclass(frozen=True, slots=True)
class Read:
    """The lines have been read."""


@dataclass(frozen=True, slots=True)
class Answer:
    """Answer the probe."""

    answer: str


@dataclass(frozen=True, slots=True)
class Choose:
    """Take a choice."""

    choice: ChoiceId


@dataclass(frozen=True, slots=True)
class Pause:
    """Stop the clock."""


@dataclass(frozen=True, slots=True)
class AskStop:
    """The stop key: stop the clock and ask once."""


@dataclass(frozen=True, slots=True)
class GoOn:
    """Start the clock again."""


@dataclass(frozen=True, slots=True)
class Stop:
    """Yes, stop this run."""


@dataclass(frozen=True, slots=True)
class ShowEnding:
    """The last lines have been read."""


@dataclass(frozen=True, slots=True)
class ShowDebrief:
    """Show the debrief of the run that is over."""


@dataclass(frozen=True, slots=True)
class Rate:
    """The officer's own view of the run, 1 to 5, before the key is shown; 0 where they would rather not say."""

    value: int


@dataclass(frozen=True, slots=True)
class ShowPart:
    """Show a part of the debrief, by its number."""

    part: int


@dataclass(frozen=True, slots=True)
class WhatIf:
    """Play on from a decision (its number, from 1) as if it had not been made: an exercise, in no score."""

    decision: int


@dataclass(frozen=True, slots=True)
class ShowOwnRun:
    """Back from a what-if to the debrief of the run itself."""


@dataclass(frozen=True, slots=True)
class Only:
    """Show only some of the calls: those of a kind, those not played yet, or all ("")."""

    kind: str


@dataclass(frozen=True, slots=True)
class LookBack:
    """Stop the clock and show all that was said."""


@dataclass(frozen=True, slots=True)
class ShowSettings:
    """Show the officer's settings."""


@dataclass(frozen=True, slots=True)
class SetTo:
    """From now on, these settings."""

    settings: Settings


@dataclass(frozen=True, slots=True)
class Leave:
    """Close the station."""


PlayingAction: TypeAlias = Read | Answer | Choose | Pause | AskStop | LookBack | GoOn | Stop | ShowEnding
LookingBackAction: TypeAlias = ShowDebrief | Rate | ShowPart | WhatIf | ShowOwnRun
Action: TypeAlias = (
    PlayingAction
    | LookingBackAction
    | GoHome
    | Brief
    | Begin
    | Resume
    | LetGo
    | ShowSettings
    | SetTo
    | Only
    | Leave
)
