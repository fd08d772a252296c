"""Where an officer can turn: the private, local resources that an agency filled in. Alerts nobody."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass, fields
from functools import cache
from importlib import resources
from typing import Any


@dataclass(frozen=True, slots=True)
class Resource:
    """Somebody to turn to, in the agency's own words."""

    name: str
    kind: str
    reach: str
    private: str


@dataclass(frozen=True, slots=True)
class Support:
    """What is shown after a check-in that reaches a line."""

    filled_in: bool
    words: str
    resources: tuple[Resource, ...]
    helps: tuple[str, ...]  # what helps, as the agency's own people would say it; shown beside the trend


@cache
def unfilled_support() -> Support:
    """What is shown as long as the agency has filled in nothing."""
    return read_support(resources.files("scoring.wellness").joinpath("resources.toml").read_text("utf-8"))


def read_support(text: str) -> Support:
    """The resources in a TOML text; ValueError says what is missing or is not what it must be."""
    written = tomllib.loads(text)
    names = {"filled_in": bool, "words": str, "resources": list, "helps": list}
    if written.keys() != names.keys() or not all(isinstance(written[name], names[name]) for name in names):
        raise ValueError(
            "It needs filled_in (true or false), words (text), resources (a list), helps (a list)."
        )
    filled_in, words, listed, helps = (written[name] for name in names)
    if not all(isinstance(each, str) for each in helps):
        raise ValueError("Each entry of helps must be text.")
    found = tuple(_resource(place, each) for place, each in enumerate(listed, 1))
    if filled_in != bool(found):
        raise ValueError("filled_in must be true where resources are listed, and false where there are none.")
    return Support(filled_in, words, found, tuple(helps))


def _resource(place: int, written: Any) -> Resource:
    names = {each.name for each in fields(Resource)}
    if not isinstance(written, dict) or written.keys() != names:
        raise ValueError(f"Resource {place} needs exactly: {', '.join(sorted(names))}.")
    if not all(isinstance(value, str) and value.strip() for value in written.values()):
        raise ValueError(f"Resource {place}: each entry must be text that says something.")
    return Resource(**written)
