"""Findings: what is wrong, or worth a look, in a scenario; where it stands, and what to do instead."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from difflib import get_close_matches
from enum import Enum

from simulator.model.scenario import ChoiceId, MomentId


class Severity(Enum):
    """How grave a finding is: an error refuses the scenario, a warning asks for a change, a note informs."""

    ERROR = "error"
    WARNING = "warning"
    NOTE = "note"


@dataclass(frozen=True, slots=True)
class Position:
    """A place in a text: line and column from 1, and the line itself."""

    line: int
    column: int
    text: str = ""


@dataclass(frozen=True, slots=True)
class Finding:
    """One finding: a stable code in words, where (a path of keys), the cause, the cure, and evidence if there is some."""

    code: str
    severity: Severity
    where: str
    message: str
    cure: str = ""
    position: Position | None = None
    evidence: tuple[str, ...] = ()


def moment_path(moment: MomentId) -> str:
    """The path of keys that leads to a moment in its file: "scenes.hallway.moments.door"."""
    scene, _, name = moment.partition(".")
    return f"scenes.{scene}.moments.{name}"


def choice_path(moment: MomentId, choice: ChoiceId) -> str:
    """The path of keys that leads to a choice (or to the time-out) in its file."""
    return f"{moment_path(moment)}.{'on_time_out' if choice == 'time_out' else f'choices.{choice}'}"


def did_you_mean(name: str, known: Iterable[str]) -> str:
    """ "Did you mean "x"?" for the nearest known name, or the known names where few, or nothing."""
    names = sorted(known)
    if near := get_close_matches(name, names, n=1, cutoff=0.6):
        return f'Did you mean "{near[0]}"?'
    return f"Known here: {', '.join(names)}." if 0 < len(names) <= 12 else ""
