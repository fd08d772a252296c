"""What happened in a run: facts in the past tense, never changed. Everything shown or scored is computed from them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, dataclass
from enum import Enum
from typing import Any, TypeAlias

from simulator.model.scenario import ChoiceId, EndingId, FactName, MeterName, Milliseconds, MomentId

EVENT_VERSION = 1  # of the shapes below; older ones are upcast on reading


class HowEnded(Enum):
    """How a run came to its end."""

    ENDING = "ending"  # an ending of the scenario was reached
    STUCK = "stuck"  # nothing was open and nothing followed: the author's mistake, unscored
    STOPPED = "stopped"  # the officer pressed the stop key: no score, no reason asked


@dataclass(frozen=True, slots=True)
class RunStarted:
    """A run began, on this text, under this rubric and these semantics, with this seed and pace."""

    scenario: str
    digest: str
    rubric: str
    semantics: int
    seed: int
    pace: int = 100  # time factor in percent; 0 is "off": no limits, no drift


@dataclass(frozen=True, slots=True)
class MomentEntered:
    """The run came to a moment, for the visit-th time."""

    moment: MomentId
    visit: int


@dataclass(frozen=True, slots=True)
class FactDrawn:
    """Chance decided a fact on the first entry of a moment."""

    fact: FactName
    value: bool


@dataclass(frozen=True, slots=True)
class MeterChanged:
    """A meter has a new value; `waited` counts from the menu's opening, 0 outside a menu."""

    meter: MeterName
    value: int
    waited: Milliseconds = 0


@dataclass(frozen=True, slots=True)
class FactChanged:
    """A fact has a new value."""

    fact: FactName
    value: bool


@dataclass(frozen=True, slots=True)
class InterruptFired:
    """An interrupt broke in."""

    interrupt: str
    waited: Milliseconds = 0


@dataclass(frozen=True, slots=True)
class LineShown:
    """A line was shown: the line-th of its place ("moment x.y", "reply x.y/c", …), in its variant-th wording."""

    place: str
    line: int
    variant: int


@dataclass(frozen=True, slots=True)
class ProbeAsked:
    """The moment's probe was asked, once its lines had been read."""

    moment: MomentId


@dataclass(frozen=True, slots=True)
class ProbeAnswered:
    """The officer answered the moment's probe."""

    moment: MomentId
    answer: str


@dataclass(frozen=True, slots=True)
class MenuItem:
    """A choice as the menu showed it: in which wording, and whether it could be taken."""

    choice: ChoiceId
    variant: int
    open: bool = True


@dataclass(frozen=True, slots=True)
class MenuOpened:
    """The menu opened with these items, in the order shown."""

    items: tuple[MenuItem, ...]


@dataclass(frozen=True, slots=True)
class ChoiceMade:
    """The officer chose (or time ran out: "time_out") so many milliseconds after the menu opened."""

    choice: ChoiceId
    waited: Milliseconds


@dataclass(frozen=True, slots=True)
class InjectSetOff:
    """A trainer set off an inject."""

    inject: str
    waited: Milliseconds


@dataclass(frozen=True, slots=True)
class RunEnded:
    """The run is over; `ending` is "" unless an ending of the scenario was reached."""

    how: HowEnded
    ending: EndingId = ""


Event: TypeAlias = (
    RunStarted
    | MomentEntered
    | FactDrawn
    | MeterChanged
    | FactChanged
    | InterruptFired
    | LineShown
    | ProbeAsked
    | ProbeAnswered
    | MenuOpened
    | ChoiceMade
    | InjectSetOff
    | RunEnded
)

KINDS: Mapping[str, type[Event]] = {
    kind.__name__: kind
    for kind in (
        RunStarted,
        MomentEntered,
        FactDrawn,
        MeterChanged,
        FactChanged,
        InterruptFired,
        LineShown,
        ProbeAsked,
        ProbeAnswered,
        MenuOpened,
        ChoiceMade,
        InjectSetOff,
        RunEnded,
    )
}


def to_plain(event: Event) -> dict[str, Any]:
    """The event's fields as plain data that JSON can hold; its kind is the class's name."""
    plain = asdict(event)
    if isinstance(event, RunEnded):
        plain["how"] = event.how.value
    return plain


def from_plain(kind: str, plain: Mapping[str, Any]) -> Event:
    """The event that `to_plain` was given; KeyError for an unknown kind, TypeError for unknown fields."""
    fields = dict(plain)
    if kind == "RunEnded":
        fields["how"] = HowEnded(fields["how"])
    if kind == "MenuOpened":
        fields["items"] = tuple(MenuItem(**item) for item in fields["items"])
    return KINDS[kind](**fields)
