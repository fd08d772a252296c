"""What a debrief shows, as frozen views. Faces and pages only show it; nothing here computes."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from scoring.judged import Label
from scoring.kept import RunId
from simulator.model.events import HowEnded
from simulator.model.scenario import ChoiceId, ChoiceKind, EndingKind, MeterName, Milliseconds
from simulator.views import Spoken


@dataclass(frozen=True, slots=True)
class Aftermath:
    """What would have come right after another choice, up to the next menu or the end."""

    said: tuple[Spoken, ...]
    moved: Mapping[MeterName, int]  # the meters that would have changed, and by how much
    ending: str = ""  # where the run would have ended at once


@dataclass(frozen=True, slots=True)
class ShownBehavior:
    """A behavior that a choice shows, with its value in the rubric."""

    label: str
    dimension: str
    value: int
    definition: str


@dataclass(frozen=True, slots=True)
class ChoiceSeen:
    """One choice of a menu, seen afterward."""

    choice: ChoiceId
    kind: ChoiceKind
    words: str
    chosen: bool
    open: bool
    why: str
    felt: Mapping[str, str]  # by the name of who felt it; "" is the subject
    shows: tuple[ShownBehavior, ...]
    flags: tuple[str, ...]  # labels of critical flags
    loss: float | None = None  # in points, against the best that was open; None where nothing is proved
    label: Label | None = None
    outlook: float | None = None  # the worth to be expected after it
    after: Aftermath | None = None  # of an open choice that was not taken
    leads_to: str = ""  # the ending to which the best way on with it most likely leads
    leads_kind: EndingKind | None = None
    way: tuple[str, ...] = ()  # that best way in words, without the choice itself


@dataclass(frozen=True, slots=True)
class Tried:
    """A what-if that was played from a decision of the run, and how it came out."""

    run: RunId
    decision: int  # from 1
    words: str  # what was chosen there instead
    ending: str  # "" where it was not played to an ending
    kind: EndingKind | None
    worth: int | None


@dataclass(frozen=True, slots=True)
class MomentSeen:
    """One decision, seen afterward."""

    number: int  # from 1
    place: str
    said: tuple[Spoken, ...]  # since the decision before
    choices: tuple[ChoiceSeen, ...]
    waited: Milliseconds
    promptness: (
        float | None
    )  # 0 to 1, where being quick was part of being good; tells of the pace: the officer's alone
    before: Mapping[MeterName, int]
    after: Mapping[MeterName, int]
    loss: float | None
    label: Label | None
    outlook: float | None  # the worth to be expected as the menu opened
    outlook_after: float | None  # when the next menu opened, or the run ended
    time_lost: float | None  # what waiting cost before the choice; below 0 where it paid
    best_line: tuple[str, ...]  # the best way on from here, in words

    @property
    def moved(self) -> Mapping[MeterName, int]:
        """The meters that changed, and by how much."""
        changes = {name: self.after[name] - value for name, value in self.before.items()}
        return {name: change for name, change in changes.items() if change}

    @property
    def chosen(self) -> ChoiceSeen:
        """What was chosen."""
        return next(choice for choice in self.choices if choice.chosen)


@dataclass(frozen=True, slots=True)
class FigureSeen:
    """Choice quality in one dimension (or one index of it), with the numbers of the decisions behind it."""

    label: str
    quality: float | None
    opportunities: int
    decisions: tuple[int, ...]  # from 1
    recovery: int
    indices: tuple[FigureSeen, ...] = ()


@dataclass(frozen=True, slots=True)
class ProbeSeen:
    """A probe as it was answered."""

    ask: str
    answer: str
    right: str
    is_right: bool


@dataclass(frozen=True, slots=True)
class Named:
    """Something counted, by its label, with the numbers of the decisions in which it was seen."""

    label: str
    decisions: tuple[int, ...]
    why: str = ""


@dataclass(frozen=True, slots=True)
class DebriefView:
    """All that a debrief can show of one run."""

    title: str
    how: HowEnded | None
    ending: str
    kind: EndingKind | None
    worth: int | None
    ended_with: tuple[Spoken, ...]
    moments: tuple[MomentSeen, ...]
    figures: tuple[FigureSeen, ...]
    disrespect: tuple[Named, ...]
    flags: tuple[Named, ...]
    probes: tuple[ProbeSeen, ...]
    mattered: tuple[int, ...]  # numbers of decisions, from 1
    questions: tuple[str, ...]
    notes: tuple[str, ...]
    proven: bool
    scored: bool
    estimated: bool = False  # losses and outlook come from simulation, not from proof
    subject: str = ""  # the person met, by name
    injects: tuple[str, ...] = ()  # what a trainer set off, in order

    @property
    def best_line(self) -> ChoiceSeen | None:
        """What the officer chose that showed most, if it showed anything good."""
        best = max((moment.chosen for moment in self.moments), key=_shown, default=None)
        return best if best and _shown(best) > 0 else None


def _shown(choice: ChoiceSeen) -> int:
    return sum(each.value for each in choice.shows)


# ---- what was kept beside the run


@dataclass(frozen=True, slots=True)
class TrainerRating:
    """What one trainer gave; None is "not observed"."""

    by: str
    value: int | None  # 1 to 7
    comment: str = ""


@dataclass(frozen=True, slots=True)
class Beside:
    """One thing that was judged, with the officer's own view, the key's and the trainers' side by side."""

    label: str
    key: float | None = None  # choice quality, 0 to 1
    own: int | None = None  # 1 to 7
    trainers: tuple[TrainerRating, ...] = ()


@dataclass(frozen=True, slots=True)
class TrainerNote:
    """What a trainer wrote down about the run."""

    by: str
    words: str


@dataclass(frozen=True, slots=True)
class KeptBeside:
    """What the record keeps beside a run's events."""

    own: int = 0  # how it went, in the officer's own view: 1 to 5, 0 where they would rather not say
    judged: tuple[Beside, ...] = ()
    notes: tuple[TrainerNote, ...] = ()
    tried: tuple[Tried, ...] = ()


NOTHING_BESIDE = KeptBeside()
