"""How numbers and counts are written in reports."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from scoring.judged import Label
from scoring.kept import RunId

NOT_ENOUGH = "not enough data"
LABELS = tuple(label.value for label in Label)  # in the order in which tables and figures show them


def percent(value: float) -> str:
    """A share of 0 to 1: "62 %", kept on one line."""
    return f"{value * 100:.0f}\N{NO-BREAK SPACE}%"


def between(low: float, high: float) -> str:
    """An interval of shares: "48 to 75 %", kept on one line."""
    return f"{low * 100:.0f} to {high * 100:.0f} %".replace(" ", "\N{NO-BREAK SPACE}")


def points(thousandths: float) -> str:
    """Points of worth from thousandths: "3.1"."""
    return f"{thousandths / 1000:.1f}"


def hours(milliseconds: int) -> str:
    """Hours from milliseconds: "2.5"."""
    return f"{milliseconds / 3_600_000:.1f}"


def many(number: int, word: str) -> str:
    """ "1 run", "2 runs"."""
    return f"{number} {word}" if number == 1 else f"{number} {word}s"


def listed(names: Iterable[str]) -> str:
    """ "A", "A and B", "A, B and C"."""
    those: Sequence[str] = tuple(names)
    return " and ".join((", ".join(those[:-1]), those[-1])) if len(those) > 1 else "".join(those)


def run_anchor(run: RunId) -> str:
    """Where a run stands on the page."""
    return f"run-{run}"


def decision_anchor(run: RunId, number: int) -> str:
    """Where a decision of a run stands on the page."""
    return f"run-{run}-{number}"


def table_anchor(name: str) -> str:
    """Where a table stands on the page."""
    return f"table-{name}"
