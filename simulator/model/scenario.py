"""What a scenario is: every word of the format as a frozen fact. Nothing here reads, runs or scores."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from enum import Enum
from typing import TypeAlias

MeterName: TypeAlias = str
FactName: TypeAlias = str
CastId: TypeAlias = str
MomentId: TypeAlias = str  # "scene.moment"
ChoiceId: TypeAlias = str
EndingId: TypeAlias = str
BehaviorId: TypeAlias = str
Target: TypeAlias = str  # a moment ("scene.moment"), an ending ("ending.name") or BACK
Milliseconds: TypeAlias = int

TIME_OUT: ChoiceId = "time_out"
BACK: Target = "back"
ENDING = "ending."
STANDARD_METERS = ("tension", "rapport", "exposure")


class Comparison(Enum):
    """How a condition compares a meter with a number."""

    BELOW = "<"
    AT_MOST = "<="
    EQUAL = "="
    AT_LEAST = ">="
    ABOVE = ">"


class ChoiceKind(Enum):
    """What an officer does with a choice."""

    SAY = "say"
    ACT = "act"
    RADIO = "radio"
    WAIT = "wait"


class EndingKind(Enum):
    """How a call ends; the first five are peaceful."""

    RESOLVED = "resolved"
    REFERRED = "referred"
    CONTAINED = "contained"
    WITHDRAWN = "withdrawn"
    CITED = "cited"
    ARREST = "arrest"
    FORCE = "force"
    HARM = "harm"

    @property
    def peaceful(self) -> bool:
        """True where nobody was arrested, forced or harmed."""
        return self not in (EndingKind.ARREST, EndingKind.FORCE, EndingKind.HARM)


class ProbeLevel(Enum):
    """The level of situation awareness that a probe asks about (Endsley's three)."""

    PERCEPTION = "perception"
    COMPREHENSION = "comprehension"
    PROJECTION = "projection"


@dataclass(frozen=True, slots=True)
class FactIs:
    """Holds while a fact has this value."""

    fact: FactName
    value: bool


@dataclass(frozen=True, slots=True)
class MeterIs:
    """Holds while a meter compares so with a number."""

    meter: MeterName
    comparison: Comparison
    number: int


@dataclass(frozen=True, slots=True)
class FirstVisit:
    """Holds during the first visit of the moment it stands in."""


@dataclass(frozen=True, slots=True)
class AnyOf:
    """Holds if one of its conditions does."""

    conditions: tuple[Condition, ...]


Condition: TypeAlias = FactIs | MeterIs | FirstVisit | AnyOf
Conditions: TypeAlias = tuple[Condition, ...]  # all must hold


@dataclass(frozen=True, slots=True)
class Variant:
    """One wording, with the conditions under which it may be drawn."""

    text: str
    when: Conditions = ()


Text: TypeAlias = tuple[Variant, ...]  # () is no text at all


@dataclass(frozen=True, slots=True)
class Line:
    """What someone says, in a mood, or what is told (no speaker)."""

    text: Text
    speaker: CastId | None = None
    mood: str | None = None
    when: Conditions = ()


@dataclass(frozen=True, slots=True)
class MeterChange:
    """A change of one meter, clamped to its range."""

    meter: MeterName
    change: int
    when: Conditions = ()


@dataclass(frozen=True, slots=True)
class MeterSet:
    """A meter set to a value, whatever it was."""

    meter: MeterName
    value: int
    when: Conditions = ()


@dataclass(frozen=True, slots=True)
class FactSet:
    """A fact made true or false."""

    fact: FactName
    value: bool
    when: Conditions = ()


Effect: TypeAlias = MeterChange | MeterSet | FactSet
Effects: TypeAlias = tuple[Effect, ...]


@dataclass(frozen=True, slots=True)
class Outcome:
    """One target of a branch, with its chance in percent among the outcomes that hold."""

    target: Target
    chance: int = 100
    when: Conditions = ()


@dataclass(frozen=True, slots=True)
class Branch:
    """Where the run goes if `when` holds: to one outcome, or to one drawn by chance."""

    outcomes: tuple[Outcome, ...]
    when: Conditions = ()


Next: TypeAlias = tuple[Branch, ...]  # tried in order; () is no way on


@dataclass(frozen=True, slots=True)
class Choice:
    """What an officer may say, do, radio or wait for, and what follows from it."""

    id: ChoiceId
    kind: ChoiceKind
    words: Text = ()
    wait: Milliseconds = 0
    when: Conditions = ()
    once: bool = False
    disabled: Text = ()
    shows: tuple[BehaviorId, ...] = ()
    ratings: Mapping[BehaviorId, tuple[int, ...]] = field(default_factory=dict)
    effects: Effects = ()
    flags: tuple[str, ...] = ()
    why: Text = ()
    felt: Mapping[CastId, Text] = field(default_factory=dict)  # "" is the subject
    reply: tuple[Line, ...] = ()
    next: Next = ()


@dataclass(frozen=True, slots=True)
class Drift:
    """A meter's change every so many milliseconds while a choice is awaited and `when` holds."""

    meter: MeterName
    change: int
    every: Milliseconds
    when: Conditions = ()


@dataclass(frozen=True, slots=True)
class CorrectAnswer:
    """The answer to a probe that is right while `when` holds."""

    answer: str
    when: Conditions = ()


@dataclass(frozen=True, slots=True)
class Probe:
    """A freeze question before the menu, asked once; it never changes the run."""

    ask: Text
    answers: Mapping[str, str]
    correct: tuple[CorrectAnswer, ...]
    level: ProbeLevel = ProbeLevel.PERCEPTION


@dataclass(frozen=True, slots=True)
class Moment:
    """What is said, then what may be chosen."""

    id: MomentId
    lines: tuple[Line, ...] = ()
    choices: tuple[Choice, ...] = ()
    next: Next = ()
    draw: Mapping[FactName, int] = field(default_factory=dict)  # percent, on the first entry
    effects: Effects = ()
    drift: tuple[Drift, ...] = ()
    time_limit: Milliseconds | None = None
    on_time_out: Choice | None = None
    weight: int = 1
    time_critical: bool = False
    ordered: bool = False
    probe: Probe | None = None

    @property
    def scene(self) -> str:
        """The id of the scene that the moment belongs to."""
        return self.id.partition(".")[0]

    def choice(self, id: ChoiceId) -> Choice:
        """The choice of that id, the time-out included; KeyError if there is none."""
        if id == TIME_OUT and self.on_time_out:
            return self.on_time_out
        for choice in self.choices:
            if choice.id == id:
                return choice
        raise KeyError(id)


@dataclass(frozen=True, slots=True)
class Interrupt:
    """What breaks in once, as soon as its conditions hold after a change."""

    id: str  # "name" of the scenario, "scene.name" of a scene
    when: Conditions
    next: Next
    lines: tuple[Line, ...] = ()
    effects: Effects = ()


@dataclass(frozen=True, slots=True)
class Scene:
    """A place, what it looks and sounds like, and its moments."""

    id: str
    place: str
    moments: Mapping[MomentId, Moment]
    picture: str | None = None
    sound: str | None = None
    interrupts: tuple[Interrupt, ...] = ()


@dataclass(frozen=True, slots=True)
class Meter:
    """A whole number in a range."""

    start: int
    min: int = 0
    max: int = 100


@dataclass(frozen=True, slots=True)
class CastMember:
    """Somebody in the call; `called` is what `{id}` fills in."""

    id: CastId
    name: str
    role: str = ""
    called: str = ""
    portrait: str | None = None
    voice: str | None = None


@dataclass(frozen=True, slots=True)
class Inject:
    """What a trainer may set off once by hand while a choice is awaited."""

    id: str
    label: str
    lines: tuple[Line, ...] = ()
    effects: Effects = ()


@dataclass(frozen=True, slots=True)
class Ending:
    """How a call can end, and what that is worth on the published scale of 0 to 100."""

    id: EndingId
    kind: EndingKind
    worth: int
    title: Text
    lines: tuple[Line, ...] = ()


@dataclass(frozen=True, slots=True)
class Scenario:
    """One encounter, whole. Equal meaning gives an equal digest (see identity.py). It may be a key."""

    id: str
    title: str
    call: str
    version: str
    level: int
    minutes: int
    summary: str
    start: MomentId
    scenes: Mapping[str, Scene] = field(hash=False)
    endings: Mapping[EndingId, Ending] = field(hash=False)
    cast: Mapping[CastId, CastMember] = field(default_factory=dict, hash=False)
    meters: Mapping[MeterName, Meter] = field(default_factory=dict, hash=False)
    facts: tuple[FactName, ...] = ()
    interrupts: tuple[Interrupt, ...] = ()
    injects: Mapping[str, Inject] = field(default_factory=dict, hash=False)
    content: tuple[str, ...] = ()
    objectives: tuple[str, ...] = ()
    dimensions: tuple[str, ...] = ()  # what the objectives train, by the rubric's ids
    sources: tuple[str, ...] = ()
    notes: tuple[str, ...] = ()  # from the author to the trainer
    questions: tuple[str, ...] = ()  # the debrief's

    @property
    def moments(self) -> Iterator[Moment]:
        """Every moment, in file order."""
        return (moment for scene in self.scenes.values() for moment in scene.moments.values())

    def moment(self, id: MomentId) -> Moment:
        """The moment of that full name; KeyError if there is none."""
        return self.scenes[id.partition(".")[0]].moments[id]

    def interrupts_at(self, id: MomentId) -> tuple[Interrupt, ...]:
        """The interrupts looked at while in that moment: its scene's own, then the scenario's."""
        return self.scenes[id.partition(".")[0]].interrupts + self.interrupts
