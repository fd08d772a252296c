"""What the prover found: a scenario's worth under several ways of playing, and what each decision of a run did to it.

Worth is on the published scale of 0 to 100. The definitions are in docs/prover.md.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from simulator.model.scenario import ChoiceId, EndingId, MomentId

EPSILON = 0.3  # ◊ how often the good but human officer of the outlook takes any choice at all
BUDGET = 30_000_000  # situations
STRATEGIES = ("first", "last", "longest", "shortest")


@dataclass(frozen=True, slots=True)
class EndingProof:
    """Whether an ending can be reached (None: undecided within the budget), and random play's chance to end there."""

    reachable: bool | None
    random: float


@dataclass(frozen=True, slots=True)
class Proof:
    """What is proved of a whole scenario: expected worth from its start under each way of playing."""

    digest: str
    complete: bool  # every situation was explored; otherwise the rest is undecided within the budget
    estimated: bool  # values come from seeded simulation and bounds, not from proof
    situations: int
    raw_situations: int | None  # without the reduction; None where nobody counted them
    choices: int  # choices that can be taken, over all situations
    epsilon: float
    best: float
    worst: float
    outlook: float
    random: float
    strategies: Mapping[str, float]
    endings: Mapping[EndingId, EndingProof]
    endless: bool  # a run need never end
    error: float  # no value of the first four is further from exact than this
    within: Mapping[str, tuple[float, float]] = field(
        default_factory=dict
    )  # see below; empty where all is proved

    @property
    def bounded(self) -> bool:
        """True where best and worst are only bounds: best is no higher, worst no lower.

        Then `within` holds what the outlook surely lies between, and the 95 % intervals of random play and each strategy,
        which were simulated.
        """
        return not self.complete


@dataclass(frozen=True, slots=True)
class LineStep:
    """One choice of a best line, and the chance that the run goes on as told after it."""

    moment: MomentId
    choice: ChoiceId
    chance: float = 1.0


@dataclass(frozen=True, slots=True)
class BestLine:
    """The best line from a situation, told along its likeliest course; `ending` is "" where it is not followed to one."""

    steps: tuple[LineStep, ...]
    ending: EndingId = ""


@dataclass(frozen=True, slots=True)
class ChoiceWorth:
    """What an open choice was worth: the outlook after it, and how far that is below the best choice there."""

    worth: float
    loss: float
    line: BestLine = BestLine(())  # the best way on with it, itself the first step


@dataclass(frozen=True, slots=True)
class DecisionWorth:
    """What one decision of a run did to the outlook."""

    moment: MomentId
    choice: ChoiceId
    before: float  # the outlook as the menu opened
    at_choice: float  # the outlook at the instant of the choice
    after: float  # the outlook when the next menu opened; the ending's worth where the run ended
    choices: Mapping[ChoiceId, ChoiceWorth]  # every choice that was open, the time-out where it came
    best_line: BestLine

    @property
    def loss(self) -> float:
        """What the choice cost, in points of worth, compared with the best one at its instant."""
        return self.choices[self.choice].loss

    @property
    def time(self) -> float:
        """What waiting cost before the choice was made; below 0 where it paid."""
        return self.before - self.at_choice

    @property
    def losses(self) -> Mapping[ChoiceId, float]:
        """The loss of every choice, as scoring takes it."""
        return {id: choice.loss for id, choice in self.choices.items()}
