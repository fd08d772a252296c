"""What is known of an officer in a dimension, from the opportunities of the runs that count (pure).

Nothing here knows whose eyes the figures are for, nor what a run is for: hand in the runs that count and that the reader may
see.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from enum import Enum

from scoring.distributions import beta_cdf, beta_quantile
from scoring.kept import OfficerId, RunId
from scoring.rubric import DimensionId
from scoring.settings import Bands, Settings, house_settings

DAYS_A_MONTH = 365.25 / 12


class Band(Enum):
    """What a level is called."""

    DEVELOPING = "developing"
    SOLID = "solid"
    STRONG = "strong"


@dataclass(frozen=True, slots=True)
class RunFigures:
    """What one run brings to its officer's estimates: the score, 0 to 1, of each counted opportunity by dimension."""

    run: RunId
    officer: OfficerId
    scenario: str
    played: date  # where the station stands
    play: int  # the officer's how-manieth run of that scenario, from 1, whatever became of the earlier ones
    scores: Mapping[DimensionId, tuple[float, ...]]


@dataclass(frozen=True, slots=True)
class DimensionEstimate:
    """A Beta distribution of the officer's level (0 to 1) in a dimension, and what it rests on."""

    dimension: DimensionId
    on: date
    gained: float  # the prior and the weighted scores: the Beta's first parameter
    missed: float  # the prior and what the weighted scores fell short of 1: its second
    low: float  # the ends of the interval, by equal tails
    high: float
    opportunities: float  # weighted
    faced: int  # opportunities, unweighted
    scenarios: int  # different ones
    runs: tuple[RunId, ...]  # those with an opportunity, the earliest first
    latest: date | None  # when the dimension was last practiced
    masses: Mapping[Band, float] = field(default_factory=dict)  # of the distribution, in each band
    enough: bool = False  # for a band
    provisional: bool = False
    band: Band | None = None  # None where there is not enough, or too little of the mass in one band

    @property
    def mean(self) -> float:
        """The mean of the distribution, 0 to 1."""
        return self.gained / (self.gained + self.missed)


def local_date(started: str, utc_offset: int) -> date:
    """The date where the station stands, from ISO 8601 in UTC and the station's offset in minutes."""
    return (datetime.fromisoformat(started) + timedelta(minutes=utc_offset)).date()


def months_between(earlier: date, later: date) -> float:
    """The time between two dates in mean months of 30.4 days."""
    return (later - earlier).days / DAYS_A_MONTH


def estimate(
    runs: Iterable[RunFigures],
    dimension: DimensionId,
    on: date,
    settings: Settings | None = None,
    *,
    ageing: bool = True,
) -> DimensionEstimate:
    """The estimate of one officer on a date, from the runs played up to it.

    Beta(prior + Σ e s, prior + Σ e (1 - s)), with e the `weight` of an opportunity; interval by equal tails. ValueError
    if the runs are of several officers.
    """
    settings = settings or house_settings()
    used = practiced(runs, dimension, on)
    gained, missed = weighed(used, dimension, settings, on if ageing else None)
    opportunities = gained + missed - 2 * settings.estimate.prior
    scenarios, tail = len({run.scenario for run in used}), (1 - settings.estimate.interval) / 2
    masses, bands = _masses(gained, missed, settings.bands), settings.bands
    enough = is_enough(opportunities, scenarios, bands)
    return DimensionEstimate(
        dimension=dimension,
        on=on,
        gained=gained,
        missed=missed,
        low=beta_quantile(tail, gained, missed),
        high=beta_quantile(1 - tail, gained, missed),
        opportunities=opportunities,
        faced=sum(len(run.scores[dimension]) for run in used),
        scenarios=scenarios,
        runs=tuple(run.run for run in used),
        latest=used[-1].played if used else None,
        masses=masses,
        enough=enough,
        provisional=enough and opportunities < bands.provisional,
        band=next((band for band in Band if enough and masses[band] >= bands.mass), None),
    )


def estimates(
    runs: Sequence[RunFigures], dimensions: Iterable[DimensionId], on: date, settings: Settings | None = None
) -> Mapping[DimensionId, DimensionEstimate]:
    """The estimates of one officer in several dimensions."""
    return {dimension: estimate(runs, dimension, on, settings) for dimension in dimensions}


def practiced(runs: Iterable[RunFigures], dimension: DimensionId, on: date) -> Sequence[RunFigures]:
    """The runs up to a date that count and have an opportunity in the dimension, the earliest first."""
    those = list(runs)
    if len({run.officer for run in those}) > 1:
        raise ValueError("An estimate is of one officer: these runs are of several.")
    used = (run for run in those if run.scores.get(dimension) and run.played <= on)
    return sorted(used, key=lambda run: (run.played, run.run))


def weighed(
    used: Iterable[RunFigures], dimension: DimensionId, settings: Settings, on: date | None
) -> tuple[float, float]:
    """The Beta's two parameters from runs that have an opportunity in the dimension; nothing ages without a date."""
    gained = missed = settings.estimate.prior
    for run in used:
        scores, e = run.scores[dimension], weight(run, dimension, settings, on or run.played)
        gained += e * sum(scores)
        missed += e * (len(scores) - sum(scores))
    return gained, missed


def weight(run: RunFigures, dimension: DimensionId, settings: Settings, on: date) -> float:
    """The evidence in each of the run's opportunities in the dimension.

    1 / (1 + (m - 1) shared) for m of them, as in a cluster (Kish 1965); less for a scenario played before; half after
    each half-life (6.5 months: Tatel and Ackerman 2024).
    """
    its = settings.estimate
    repeated = its.repeat_weight ** (run.play - 1) * 0.5 ** (
        months_between(run.played, on) / its.half_life_months
    )
    return float(repeated / together(len(run.scores[dimension]), settings))


def together(opportunities: float, settings: Settings) -> float:
    """How many opportunities of one run carry the evidence of a lone one."""
    return 1 + (opportunities - 1) * settings.estimate.shared


def is_enough(opportunities: float, scenarios: int, bands: Bands) -> bool:
    """True if so many weighted opportunities in so many different scenarios can carry a band."""
    return opportunities >= bands.opportunities and scenarios >= bands.scenarios


def reasons(estimate: DimensionEstimate, settings: Settings | None = None) -> tuple[str, ...]:
    """Why a band is named, or why none is, in sentences for the officer."""
    bands = (settings or house_settings()).bands
    if not estimate.runs:
        return ("Not practiced yet.",)
    if not estimate.enough:
        return tuple(_too_little(estimate, bands))
    return tuple(_where_it_lies(estimate, bands))


def verdict(estimate: DimensionEstimate) -> str:
    """The band's name, or "between", or "not enough yet", for a table's cell."""
    if not estimate.enough:
        return "not enough yet"
    name = estimate.band.value if estimate.band else f"between {_between(estimate)}"
    return f"{name}, provisional" if estimate.provisional else name


def _masses(gained: float, missed: float, bands: Bands) -> Mapping[Band, float]:
    below, above = beta_cdf(bands.solid, gained, missed), 1 - beta_cdf(bands.strong, gained, missed)
    return {Band.DEVELOPING: below, Band.SOLID: max(0.0, 1 - below - above), Band.STRONG: above}


def _too_little(estimate: DimensionEstimate, bands: Bands) -> Iterable[str]:
    if len(estimate.runs) == 1:
        yield "One play never makes a band."
    if estimate.opportunities < bands.opportunities:
        yield (
            f"{_number(estimate.opportunities)} of the {bands.opportunities:g} weighted opportunities that a band needs: "
            "those of one run, of a scenario played before and of long ago weigh less."
        )
    if estimate.scenarios < bands.scenarios:
        yield f"{estimate.scenarios} of the {bands.scenarios} different scenarios that a band needs."


def _where_it_lies(estimate: DimensionEstimate, bands: Bands) -> Iterable[str]:
    likely = max(estimate.masses, key=lambda band: estimate.masses[band])
    share = f"{estimate.masses[likely]:.0%} of what is likely lies in “{likely.value}”"
    yield f"{share}." if estimate.band else f"{share}; a band is named from {bands.mass:.0%} on."
    if estimate.provisional:
        yield (
            f"Provisional: {_number(estimate.opportunities)} weighted opportunities, and {bands.provisional:g} make it firm."
        )


def _between(estimate: DimensionEstimate) -> str:
    """The two neighboring bands with most of the mass."""
    lower = estimate.masses[Band.DEVELOPING] >= estimate.masses[Band.STRONG]
    low, high = (Band.DEVELOPING, Band.SOLID) if lower else (Band.SOLID, Band.STRONG)
    return f"{low.value} and {high.value}"


def _number(value: float) -> str:
    return f"{int(value * 10) / 10:.1f}"
