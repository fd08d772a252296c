"""What to practice next, and when a refresher is due, from an officer's estimates; with the reason in words (pure)."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from enum import Enum

from scoring.distributions import beta_cdf
from scoring.estimate import (
    DimensionEstimate,
    RunFigures,
    estimates,
    is_enough,
    months_between,
    practiced,
    together,
    weighed,
)
from scoring.rubric import Dimension, DimensionId
from scoring.settings import Settings, house_settings

HORIZON = timedelta(days=3652)  # ten years are eighteen half-lives: what is not due by then never is


@dataclass(frozen=True, slots=True)
class Refresher:
    """How an officer's level in a dimension is predicted to relax without practice, and when it is due for a refresher."""

    dimension: DimensionId
    first: (
        float  # the mean when there first was enough for a band, 0 to 1; what lies above it is lost in time
    )
    now: float  # the mean of all runs, without ageing
    certainty: float  # the sum of the Beta's parameters
    since: date  # the last practice
    half_life: float  # months
    due: date | None = None  # None where it is not predicted to become due

    def predicted(self, on: date) -> float:
        """The mean predicted for a date if nothing is practiced until then."""
        kept = 0.5 ** (max(0.0, months_between(self.since, on)) / self.half_life)
        return self.now if self.now <= self.first else self.first + (self.now - self.first) * kept


class Need(Enum):
    """Why a dimension should be practiced."""

    UNKNOWN = "unknown"  # too little for a band
    STALE = "stale"  # a refresher is due
    WEAK = "weak"  # likeliest below the standard


@dataclass(frozen=True, slots=True)
class Offer:
    """A scenario that can be played, with the opportunities of a usual way through by dimension."""

    scenario: str
    title: str
    opportunities: Mapping[DimensionId, float]


@dataclass(frozen=True, slots=True)
class Suggestion:
    """A scenario to practice next, what for, and why in words."""

    offer: Offer
    dimension: DimensionId
    need: Need
    reason: str  # for whoever may not know how often it was played, since practice counts in that
    plays: int

    @property
    def why(self) -> str:
        """The reason as the officer reads it: with how often it was played."""
        times = {0: "was not played yet", 1: "was played once"}
        return f"{self.reason[:-1]}, and {times.get(self.plays, f'was played {self.plays} times')}."


def refresher(
    runs: Iterable[RunFigures], dimension: DimensionId, on: date, settings: Settings | None = None
) -> Refresher | None:
    """One officer's refresher in a dimension as seen on a date; None where there never was enough for a band.

    Evidence does not age here: the level itself relaxes, with the half-life of a trained gain (Tatel and Ackerman 2024).
    """
    settings = settings or house_settings()
    used = practiced(runs, dimension, on)
    first = _first_mean(used, dimension, settings)
    if first is None:
        return None
    gained, missed = weighed(used, dimension, settings, None)
    its = Refresher(
        dimension=dimension,
        first=first,
        now=gained / (gained + missed),
        certainty=gained + missed,
        since=used[-1].played,
        half_life=settings.estimate.half_life_months,
    )
    return replace(its, due=_due(its, settings))


def practice_next(
    runs: Sequence[RunFigures],
    dimensions: Mapping[DimensionId, Dimension],
    offers: Sequence[Offer],
    on: date,
    settings: Settings | None = None,
) -> tuple[Suggestion, ...]:
    """The scenarios that best serve one officer's neediest dimension, the best first.

    Need is the mass of the aged estimate below the standard, so that the weak, the stale and the unknown stand on one
    scale. What was just played is left out as long as anything else serves the dimension.
    """
    settings = settings or house_settings()
    known = estimates(runs, dimensions, on, settings)
    found = _neediest(known, runs, offers, settings)
    if found is None:
        return ()
    dimension, ranked = found
    need = _need(known[dimension], refresher(runs, dimension, on, settings), on, settings)
    why = _why_dimension(dimensions[dimension].label, known[dimension], need, settings)
    return tuple(
        Suggestion(offer, dimension, need, f"{why} {_gives(offer, dimension)}", _plays(offer, runs))
        for offer in ranked[: settings.practice.suggestions]
    )


def _first_mean(used: Iterable[RunFigures], dimension: DimensionId, settings: Settings) -> float | None:
    prior, scenarios = settings.estimate.prior, set[str]()
    gained = missed = prior
    for run in used:
        more_gained, more_missed = weighed([run], dimension, settings, None)
        gained, missed = gained + more_gained - prior, missed + more_missed - prior
        scenarios.add(run.scenario)
        if is_enough(gained + missed - 2 * prior, len(scenarios), settings.bands):
            return gained / (gained + missed)
    return None


def _due(its: Refresher, settings: Settings) -> date | None:
    """The first day on which falling below the standard is likelier than allowed: halved down, since it only grows."""
    early, late = its.since, its.since + HORIZON
    if not _is_due(its, late, settings):
        return None
    while early < late:
        middle = early + (late - early) // 2
        early, late = (
            (early, middle) if _is_due(its, middle, settings) else (middle + timedelta(days=1), late)
        )
    return late


def _is_due(its: Refresher, day: date, settings: Settings) -> bool:
    mean = its.predicted(day)
    below = beta_cdf(settings.refresher.standard, mean * its.certainty, (1 - mean) * its.certainty)
    return below > settings.refresher.due


def _neediest(
    known: Mapping[DimensionId, DimensionEstimate],
    runs: Sequence[RunFigures],
    offers: Sequence[Offer],
    settings: Settings,
) -> tuple[DimensionId, Sequence[Offer]] | None:
    """The neediest dimension that an offer serves, with its offers; among equals the one that is served best."""
    served = {id: _ranked(id, runs, offers, settings) for id in known}
    able = [id for id in known if served[id]]
    if not able:
        return None
    neediest = max(
        able,
        key=lambda id: (
            round(_below(known[id], settings), 2),
            _evidence(served[id][0], id, runs, settings),
        ),
    )
    return neediest, served[neediest]


def _below(estimate: DimensionEstimate, settings: Settings) -> float:
    return beta_cdf(settings.refresher.standard, estimate.gained, estimate.missed)


def _ranked(
    dimension: DimensionId, runs: Sequence[RunFigures], offers: Sequence[Offer], settings: Settings
) -> Sequence[Offer]:
    """The offers that serve the dimension, the most evidence first; without those just played if others are left."""
    latest = sorted(runs, key=lambda run: (run.played, run.run))
    just_played = {run.scenario for run in latest[max(0, len(latest) - settings.practice.avoid_last) :]}
    serving = [offer for offer in offers if offer.opportunities.get(dimension, 0) > 0]
    fresh = [offer for offer in serving if offer.scenario not in just_played]
    return sorted(fresh or serving, key=lambda offer: -_evidence(offer, dimension, runs, settings))


def _evidence(offer: Offer, dimension: DimensionId, runs: Sequence[RunFigures], settings: Settings) -> float:
    """The weighted opportunities that one more play would bring."""
    count = offer.opportunities[dimension]
    return float(count / together(count, settings) * settings.estimate.repeat_weight ** _plays(offer, runs))


def _plays(offer: Offer, runs: Iterable[RunFigures]) -> int:
    return max((run.play for run in runs if run.scenario == offer.scenario), default=0)


def _need(estimate: DimensionEstimate, its: Refresher | None, on: date, settings: Settings) -> Need:
    if its is None:
        return Need.UNKNOWN
    faded = its.now >= settings.refresher.standard or not estimate.enough
    return Need.STALE if faded and its.due is not None and its.due <= on else Need.WEAK


def _why_dimension(label: str, estimate: DimensionEstimate, need: Need, settings: Settings) -> str:
    match need:
        case Need.UNKNOWN if not estimate.runs:
            return f"{label}: not practiced yet."
        case Need.UNKNOWN:
            return f"{label}: too little is known for a band."
        case Need.STALE:
            return f"{label}: a refresher is due; it was last practiced on {_written(estimate.latest)}."
        case Need.WEAK:
            below = min(0.99, _below(estimate, settings))
            standard = f"the standard of {_percent(settings.refresher.standard)}"
            return f"{label}: the estimate is {_percent(estimate.mean)}, and {_percent(below)} likely to lie below {standard}."


def _written(day: date | None) -> str:
    return f"{day:%B} {day.day}, {day.year}" if day else ""


def _percent(share: float) -> str:
    return f"{share * 100:.0f}\N{NO-BREAK SPACE}%"


def _gives(offer: Offer, dimension: DimensionId) -> str:
    count = round(offer.opportunities[dimension])
    return (
        f"“{offer.title}” gives {f'about {count} opportunities' if count > 1 else 'an opportunity'} for it."
    )
