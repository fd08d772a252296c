"""How numbers and counts are written in reports."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from datetime import date

from scoring.judged import Label
from scoring.kept import RunId

NOT_ENOUGH = "not enough data"
LABELS = tuple(label.value for label in Label)  # in the order in which tables and figures show them


def percent(value: float) -> str:
    """A share of 0 to 1: "62 %", kept on one line."""
    return f"{value * 100:.0f}\N{NO-BREAK SPACE}%"


def finely(value: float) -> str:
    """A share that may be small: "0.7 %", kept on one line."""
    return f"{value * 100:.1f}\N{NO-BREAK SPACE}%"


def between(low: float, high: float) -> str:
    """An interval of shares: "48 to 75 %", kept on one line."""
    return f"{low * 100:.0f} to {high * 100:.0f} %".replace(" ", "\N{NO-BREAK SPACE}")


def written_on(day: date | str) -> str:
    """A day within a sentence: "June 30, 2026", kept on one line."""
    its = date.fromisoformat(day) if isinstance(day, str) else day
    return f"{its:%B} {its.day}, {its.year}".replace(" ", "\N{NO-BREAK SPACE}")


def days_of(first: date, last: date) -> str:
    """Days within a sentence: "July 1, 2025, to June 30, 2026"."""
    return written_on(first) if first == last else f"{written_on(first)}, to {written_on(last)}"


def monday_of(week: str) -> date:
    """The first day of an ISO week such as "2025-W29"."""
    year, number = week.split("-W")
    return date.fromisocalendar(int(year), int(number), 1)


def weeks_of(first: str, last: str) -> str:
    """ISO weeks within a sentence: "the week of July 14, 2025"."""
    one = f"the week of {written_on(monday_of(first))}"
    return one if first == last else f"{one}, to that of {written_on(monday_of(last))}"


def signed(value: float) -> str:
    """A number with a minus sign of its own where it is one: "−0.25"."""
    return f"{value:.2f}".replace("-", "\N{MINUS SIGN}")


def points(thousandths: float) -> str:
    """Points of worth from thousandths: "3.1"."""
    return f"{thousandths / 1000:.1f}"


def hours(milliseconds: int) -> str:
    """Hours from milliseconds: "2.5"."""
    return f"{milliseconds / 3_600_000:.1f}"


def many(number: int, word: str) -> str:
    """ "1 run", "2 runs", "2,536 runs"."""
    return f"{number} {word}" if number == 1 else f"{number:,} {word}s"


def listed(names: Iterable[str]) -> str:
    """ "A", "A and B", "A, B and C"."""
    those: Sequence[str] = tuple(names)
    return " and ".join((", ".join(those[:-1]), those[-1])) if len(those) > 1 else "".join(those)


def file_name(name: str) -> str:
    """A name as a part of a file's name: "North patrol" is "north-patrol"."""
    return re.sub(r"[^\w.]+", "-", name.lower()).strip("-.") or "unnamed"


def run_anchor(run: RunId) -> str:
    """Where a run stands on the page."""
    return f"run-{run}"


def decision_anchor(run: RunId, number: int) -> str:
    """Where a decision of a run stands on the page."""
    return f"run-{run}-{number}"


def table_anchor(name: str) -> str:
    """Where a table stands on the page."""
    return f"table-{name}"
