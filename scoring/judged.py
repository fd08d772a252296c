"""What each decision of a run lost, and how long it took: the consequence beside the choice quality (pure)."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable
from dataclasses import dataclass
from enum import Enum

from scoring.opportunities import ByChoice, Faced, Standing, Top
from scoring.settings import Losses, Settings
from simulator.model.scenario import TIME_OUT, Milliseconds


class Label(Enum):
    """What a decision's loss is called."""

    BEST = "best"
    SOUND = "sound"
    WEAK = "weak"
    POOR = "poor"
    GRAVE = "grave"


LABELS = tuple(Label)


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


def judged(
    number: int,
    faced: Faced,
    waited: Milliseconds,
    standing: Standing,
    losses: ByChoice,
    pace: int,
    settings: Settings,
) -> Judged:
    """The decision as it was judged, on a clock paced in percent of the scenario's (0 is off); without losses none is known."""
    loss = losses.get(faced.chosen.id)
    return Judged(
        number=number,
        standing=standing,
        top=Top.SOUND if losses else Top.MENU,
        waited=waited,
        promptness=_promptness(faced, waited, pace, settings.latency.prompt_share),
        loss=loss,
        label=None if loss is None else label_of(loss, settings.losses),
    )


def _promptness(faced: Faced, waited: Milliseconds, pace: int, prompt_share: float) -> float | None:
    """1 within the prompt share of the limit as it was paced, then down to 0 at the limit."""
    moment = faced.moment
    if not (moment.time_critical and moment.time_limit and pace):
        return None
    if faced.chosen.id == TIME_OUT:
        return 0.0
    used = waited / (moment.time_limit * pace / 100)
    return 1.0 if used <= prompt_share else max(0.0, (1 - used) / (1 - prompt_share))


def label_of(loss: float, limits: Losses) -> Label:
    """What a loss, in points of worth, is called."""
    return LABELS[bisect_right(limits.limits, loss)]


def mattered(decisions: Iterable[Judged], limits: Losses) -> tuple[int, ...]:
    """The numbers of the decisions that lost most, the largest loss first; best choices lost nothing that counts."""
    lost = [
        (-each.loss, each.number) for each in decisions if each.loss is not None and each.loss >= limits.best
    ]
    return tuple(number for _, number in sorted(lost)[: limits.moments_named])
