"""Every decision of a run, weighed: what was open, what it counts for, what its choice was worth and what it lost (pure)."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from scoring.judged import Judged, judged
from scoring.opportunities import ByChoice, Faced, Key, Standing, Worth
from simulator.model.decisions import Course, Decision
from simulator.model.scenario import ChoiceId, MomentId


@dataclass(frozen=True, slots=True)
class Weighed:
    """One decision."""

    faced: Faced
    judged: Judged
    worth: Worth


def weighed_in(key: Key, course: Course, losses: Sequence[ByChoice] | None = None) -> Iterator[Weighed]:
    """The run's decisions in order. `losses` are the prover's, one map a decision; what it leaves out is not known.

    ValueError unless there are losses for each decision, or none at all; KeyError if a decision is not of this scenario.
    """
    seen: set[tuple[MomentId, frozenset[ChoiceId]]] = set()
    known = [{}] * len(course.decisions) if losses is None else losses
    for number, (decision, its_losses) in enumerate(zip(course.decisions, known, strict=True)):
        faced = key.faced(decision)
        standing = _standing(decision, (decision.moment, faced.menu) in seen)
        seen.add((decision.moment, faced.menu))
        if standing is Standing.AFTER_INJECT or not faced.menu <= its_losses.keys():
            its_losses = {}
        yield Weighed(
            faced=faced,
            judged=judged(number, faced, decision.waited, standing, its_losses, course.pace, key.settings),
            worth=key.worth(faced, its_losses),
        )


def _standing(decision: Decision, again: bool) -> Standing:
    if decision.injected:
        return Standing.AFTER_INJECT
    return Standing.RECOVERY if again else Standing.COUNTED
