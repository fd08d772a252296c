"""The constants of the scoring that are ours and not validated: read from one file, shown in every report's method note."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass, fields
from functools import cache
from importlib import resources
from typing import Any, get_type_hints

from simulator.model.ratings import Agreement


@dataclass(frozen=True, slots=True)
class Panel:
    """When raters' ratings take the place of the rubric's value, and when they dispute the key."""

    raters: int
    disputed_range: float
    disputed_weight: float

    @property
    def agreement(self) -> Agreement:
        """What is asked of the raters, for whoever checks a scenario."""
        return Agreement(self.raters, self.disputed_range)


@dataclass(frozen=True, slots=True)
class Losses:
    """The human officer of the outlook, and the limits of the labels in points of worth."""

    epsilon: float
    best: float
    sound: float
    weak: float
    poor: float
    moments_named: int

    @property
    def limits(self) -> tuple[float, float, float, float]:
        """The losses from which a choice is sound, weak, poor and grave."""
        return self.best, self.sound, self.weak, self.poor


@dataclass(frozen=True, slots=True)
class Latency:
    """How much of a time limit may pass before a choice stops being prompt."""

    prompt_share: float


@dataclass(frozen=True, slots=True)
class Estimate:
    """How runs become an officer's estimate."""

    prior: float
    shared: float
    repeat_weight: float
    half_life_months: float
    interval: float


@dataclass(frozen=True, slots=True)
class Bands:
    """Where bands begin, and how much must be known before one is named."""

    solid: float
    strong: float
    mass: float
    opportunities: float
    scenarios: int
    provisional: float


@dataclass(frozen=True, slots=True)
class Change:
    """When a change between two windows is called reliable."""

    sure: float
    officers: int


@dataclass(frozen=True, slots=True)
class Refresher:
    """The standard that practice should hold, and when a refresher is due."""

    standard: float
    due: float


@dataclass(frozen=True, slots=True)
class Practice:
    """How many scenarios are suggested, and how long one that was just played is left out."""

    suggestions: int
    avoid_last: int


@dataclass(frozen=True, slots=True)
class Cohort:
    """How sure the figures of many officers are, and from how many on there are any."""

    interval: float
    least: int
    resampled: int
    resamples: int
    seed: int
    drawn: int


@dataclass(frozen=True, slots=True)
class FunnelLimits:
    """Where the limits of a funnel plot stand, and what over-dispersion is estimated from."""

    near: float
    far: float
    winsorized: float
    units: int


@dataclass(frozen=True, slots=True)
class XmRLimits:
    """From how many points on an XmR chart has limits."""

    points: int


@dataclass(frozen=True, slots=True)
class Raters:
    """When trainers agree enough for their ratings to be used, and which ratings need a comment."""

    interval: float
    usable: float
    runs: int
    comment_up_to: int
    comment_from: int


@dataclass(frozen=True, slots=True)
class Settings:
    """Every constant by its section, and the exact text they were read from."""

    panel: Panel
    losses: Losses
    latency: Latency
    estimate: Estimate
    bands: Bands
    change: Change
    refresher: Refresher
    practice: Practice
    cohort: Cohort
    funnel: FunnelLimits
    xmr: XmRLimits
    raters: Raters
    text: str


@cache
def house_settings() -> Settings:
    """The settings that come with the program."""
    return read_settings(resources.files("scoring").joinpath("settings.toml").read_text(encoding="utf-8"))


def read_settings(text: str) -> Settings:
    """The settings in a TOML text; ValueError says what is missing, unknown or not a number."""
    written = tomllib.loads(text)
    sections = {name: kind for name, kind in get_type_hints(Settings).items() if name != "text"}
    _same_names("The settings", set(written), set(sections))
    return Settings(
        **{name: _section(kind, name, written[name]) for name, kind in sections.items()}, text=text
    )


def _section(kind: Any, name: str, written: Any) -> Any:
    if not isinstance(written, dict):
        raise ValueError(f"[{name}] must be a section.")
    _same_names(f"[{name}]", set(written), {each.name for each in fields(kind)})
    for key, value in written.items():
        wanted = get_type_hints(kind)[key]
        if type(value) not in ((int,) if wanted is int else (int, float)) or not value >= 0:  # nan too
            raise ValueError(f"{name}.{key} must be {'a whole' if wanted is int else 'a'} number, 0 or more.")
    return kind(**written)


def _same_names(where: str, written: set[str], known: set[str]) -> None:
    if missing := known - written:
        raise ValueError(f"{where} needs: {', '.join(sorted(missing))}.")
    if unknown := written - known:
        raise ValueError(f"{where} has no: {', '.join(sorted(unknown))}.")
