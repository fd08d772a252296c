"""What each decision of a run lost, and how long it took: the consequence beside the choice quality (pure)."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from enum import Enum

from scoring.opportunities import Faced, Standing, Top
from scoring.settings import Losses, Settings
from simulator.model.scenario import TIME_OUT, Milliseconds


class Label(Enum):
    """What a decision's loss is called."""

    BEST = "best"
    SOUND = "sound"
    WEAK = "weak"
    POOR = "poor"
    GRAVE = "grave"


@dataclass(frozen=True, slots=True)
class Judged:
    """One decision: what it counts for, what it lost in points of worth, and how long it took."""

    number: int  # in the run's course, from 0
    standing: Standing
    top: Top
    waited: Milliseconds
    promptness: float | None = None  # 0 to 1, where the moment is time-critical and its clock ran
    loss: float | None = None
    label: Label | None = None


def judged(faced: Faced, pace: int, settings: Settings) -> Judged:
    """The decision as it was judged, on a clock paced in percent of the scenario's (0 is off)."""
    loss = faced.losses.get(faced.chosen.id)
    return Judged(
        number=faced.number,
        standing=faced.standing,
        top=faced.top,
        waited=faced.waited,
        promptness=_promptness(faced, pace, settings.latency.prompt_share),
        loss=loss,
        label=None if loss is None else label_of(loss, settings.losses),
    )


def _promptness(faced: Faced, pace: int, prompt_share: float) -> float | None:
    """1 within the prompt share of the limit as it was paced, then down to 0 at the limit."""
    moment = faced.moment
    if not (moment.time_critical and moment.time_limit and pace):
        return None
    if faced.chosen.id == TIME_OUT:
        return 0.0
    used = faced.waited / (moment.time_limit * pace / 100)
    return 1.0 if used <= prompt_share else max(0.0, (1 - used) / (1 - prompt_share))


def label_of(loss: float, limits: Losses) -> Label:
    """What a loss, in points of worth, is called."""
    bounds = (
        (Label.BEST, limits.best),
        (Label.SOUND, limits.sound),
        (Label.WEAK, limits.weak),
        (Label.POOR, limits.poor),
    )
    return next((label for label, bound in bounds if loss < bound), Label.GRAVE)


def mattered(decisions: Iterable[Judged], limits: Losses) -> tuple[int, ...]:
    """The numbers of the decisions that lost most, the largest loss first; best choices lost nothing that counts."""
    lost = [
        (-each.loss, each.number) for each in decisions if each.loss is not None and each.loss >= limits.best
    ]
    return tuple(number for _, number in sorted(lost)[: limits.moments_named])
