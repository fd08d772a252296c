"""What a report is, before anything is drawn: findings as titles, tables with links, and figures as plain numbers."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TypeAlias


@dataclass(frozen=True, slots=True)
class Link:
    """A cell that leads to an anchor of the same page."""

    text: str
    anchor: str


@dataclass(frozen=True, slots=True)
class Opens:
    """A number that opens into the runs behind it; `rest` says of those that are not listed."""

    text: str
    runs: tuple[Link, ...]
    rest: str = ""


@dataclass(frozen=True, slots=True)
class Steps:
    """The number of a run's decisions, that opens into them: an anchor and a sentence each."""

    text: str
    steps: tuple[tuple[str, str], ...]


Cell: TypeAlias = str | Link | Opens | Steps


@dataclass(frozen=True, slots=True)
class Table:
    """The numbers of a section, as they can also be had in CSV; `anchors` are one a row, "" for none."""

    name: str  # in a file's name
    caption: str
    columns: tuple[str, ...]
    rows: tuple[tuple[Cell, ...], ...]
    anchors: tuple[str, ...] = ()
    folded: bool = False  # long: shown when asked for
    in_files: bool = False  # for CSV and JSON alone: a page shows it elsewhere


def text_of(cell: Cell) -> str:
    """What a cell says, without what it leads to."""
    return cell if isinstance(cell, str) else cell.text


@dataclass(frozen=True, slots=True)
class Interval:
    """A labeled value with its interval; without a value, why there is none."""

    label: str
    value: float | None
    low: float = 0.0
    high: float = 0.0
    told: str = ""  # beside it


@dataclass(frozen=True, slots=True)
class Intervals:
    """Values with their intervals beneath each other, in one unit, from `start` to `end`."""

    alt: str
    unit: str
    rows: tuple[Interval, ...]
    start: float = 0.0
    end: float = 1.0
    marks: tuple[tuple[float, str], ...] = ()  # where something begins, and its name
    percent: bool = True


@dataclass(frozen=True, slots=True)
class Course:
    """One panel of values over time, each with its interval."""

    label: str
    values: tuple[Interval, ...]


@dataclass(frozen=True, slots=True)
class Courses:
    """Panels beside each other, on one scale of 0 to 1."""

    alt: str
    panels: tuple[Course, ...]
    marks: tuple[tuple[float, str], ...] = ()


@dataclass(frozen=True, slots=True)
class Control:
    """A figure over time with its limits; `signals` are the numbers of points that belong to one."""

    alt: str
    unit: str
    labels: tuple[str, ...]
    values: tuple[float, ...]
    center: float | None
    low: float | None
    high: float | None
    signals: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class FunnelDrawn:
    """Units by their size, with the limits for each size."""

    alt: str
    unit: str
    center: float
    points: tuple[tuple[str, int, float], ...]
    limits: tuple[tuple[int, float, float, float, float], ...]  # n, far low, near low, near high, far high
    named: tuple[str, ...]  # the units that are named in the picture; the table names all


@dataclass(frozen=True, slots=True)
class Shares:
    """Bars of shares of a whole, each with its parts by name."""

    alt: str
    parts: tuple[str, ...]
    rows: tuple[tuple[str, tuple[float, ...]], ...]


Figure: TypeAlias = Intervals | Courses | Control | FunnelDrawn | Shares


@dataclass(frozen=True, slots=True)
class Section:
    """One finding, with what it rests on."""

    id: str
    title: str
    said: tuple[str, ...]
    tables: tuple[Table, ...]
    figure: Figure | None = None


@dataclass(frozen=True, slots=True)
class Report:
    """One report: who or what it is about, the days and runs behind it, its findings, and how it was made."""

    name: str  # in a file's name
    title: str
    about: str
    basis: str
    sections: tuple[Section, ...]
    method: tuple[str, ...]
    settings: str
    demo: bool
