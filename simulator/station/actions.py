"""What an officer may ask of the station: each press of a control comes to one of these."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TypeAlias

from scoring.kept import RunId
from scoring.people.person import Assignment
from simulator.model.scenario import ChoiceId
from simulator.station.author_actions import AuthorAction
from simulator.station.entry_actions import CheckInAction, EntryAction
from simulator.station.filter import Filter
from simulator.station.own_actions import OwnAction, TrainerAction
from simulator.station.settings import Settings


@dataclass(frozen=True, slots=True)
class GoHome:
    """Back to where the officer begins: home, or for a guest the calls."""


@dataclass(frozen=True, slots=True)
class ShowLibrary:
    """Show all calls."""


@dataclass(frozen=True, slots=True)
class ShowProgress:
    """Show what the officer's own runs come to."""


@dataclass(frozen=True, slots=True)
class ShowChanged:
    """Show what the run that is over did to the officer's estimates."""


@dataclass(frozen=True, slots=True)
class OpenDebrief:
    """Show the debrief of an earlier run again."""

    run: RunId


@dataclass(frozen=True, slots=True)
class Brief:
    """Show a scenario's briefing, for practice or because it was assigned."""

    scenario: str
    assignment: Assignment | None = None


@dataclass(frozen=True, slots=True)
class Begin:
    """Begin a run of a scenario; one that is assigned will be seen by others."""

    scenario: str
    assigned: bool = False


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
class RateIn:
    """The same for one dimension, 1 to 7; 0 where the officer would rather not say."""

    dimension: str
    value: int


@dataclass(frozen=True, slots=True)
class RateNoMore:
    """On to the debrief."""


@dataclass(frozen=True, slots=True)
class KeepPage:
    """Write this debrief as a page."""


@dataclass(frozen=True, slots=True)
class KeepStory:
    """Write the story of this run."""


@dataclass(frozen=True, slots=True)
class AskDispute:
    """Ask why the key is wrong at a decision, by its number from 1."""

    decision: int


@dataclass(frozen=True, slots=True)
class KeepDispute:
    """Keep what was typed against the key."""


@dataclass(frozen=True, slots=True)
class DropDispute:
    """Back to the debrief, with nothing kept."""


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
    """Show only those of the calls that a filter lets through."""

    filter: Filter


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
class Type:
    """Something is typed into the field that is shown; "\\b" takes the last letter away."""

    letter: str

    def __repr__(self) -> str:
        """Never the letter: it may be part of a PIN."""
        return "Type(…)"


PlayingAction: TypeAlias = (
    Read | Answer | Choose | Pause | AskStop | LookBack | GoOn | Stop | ShowEnding | TrainerAction
)
HomeAction: TypeAlias = GoHome | ShowLibrary | Only | Brief | ShowProgress | ShowChanged | OpenDebrief
LookingBackAction: TypeAlias = (
    ShowDebrief
    | Rate
    | RateIn
    | RateNoMore
    | ShowPart
    | WhatIf
    | ShowOwnRun
    | KeepPage
    | KeepStory
    | AskDispute
    | KeepDispute
    | DropDispute
)
Action: TypeAlias = (
    PlayingAction
    | OwnAction
    | LookingBackAction
    | HomeAction
    | EntryAction
    | CheckInAction
    | AuthorAction
    | Begin
    | Resume
    | LetGo
    | ShowSettings
    | SetTo
    | Type
)
