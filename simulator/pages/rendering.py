"""Rendering: a template of this package filled in; the same facts give the same bytes."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from typing import TYPE_CHECKING, Any

from simulator.wording import (
    HOW_IT_ENDED,
    HOW_IT_WENT,
    YOU,
    many,
    moved_told,
    points_lost,
    set_off_told,
    signed,
)

if TYPE_CHECKING:
    from jinja2 import Environment

WORDS: Mapping[str, Any] = {
    "HOW_IT_ENDED": HOW_IT_ENDED,
    "HOW_IT_WENT": HOW_IT_WENT,
    "YOU": YOU,
    "many": many,
    "moved_told": moved_told,
    "points_lost": points_lost,
    "set_off_told": set_off_told,
    "signed": signed,
}


def rendered(template: str, facts: Mapping[str, Any]) -> str:
    """The page; every value is escaped."""
    return _templates().get_template(template).render(**facts)


@cache
def _templates() -> Environment:
    from jinja2 import Environment, PackageLoader, StrictUndefined  # 0.05 s, and none is needed to play

    found = Environment(
        loader=PackageLoader("simulator.pages", "templates"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    found.globals.update(WORDS)
    return found
