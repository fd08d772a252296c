"""What can be asked of an officer: instruments word for word, and what answers to them are worth. Keeps no answer."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import MISSING, dataclass, fields
from enum import Enum
from functools import cache
from importlib import resources
from types import MappingProxyType
from typing import Any, TypeAlias, get_type_hints

InstrumentId: TypeAlias = str
Answers: TypeAlias = tuple[int, ...]  # in the order of the questions; the gate's first, where there is one


class InstrumentError(ValueError):
    """An instrument's file, or an answer, is not what it must be; says where and what."""


class Scoring(Enum):
    """How answers become one number."""

    SUM = "sum"
    MEAN = "mean"
    GATED_SUM = "gated sum"  # a first question decides whether the others are asked: 0 if not


class LineKind(Enum):
    """What it means to reach an instrument's line."""

    SCREENING = "screening"  # a published cut-off of a screen
    REFLECTION = "reflection"  # no clinical line exists: a band for reflection


@dataclass(frozen=True, slots=True)
class Anchor:
    """What one value of an answer is called."""

    value: int
    label: str


@dataclass(frozen=True, slots=True)
class Item:
    """One question, word for word."""

    id: str
    text: str
    title: str = ""
    anchors: tuple[Anchor, ...] = ()  # its own, where they differ from the instrument's


@dataclass(frozen=True, slots=True)
class WellnessBand:
    """A name for the scores from a value on."""

    start: int
    label: str


@dataclass(frozen=True, slots=True)
class Instrument:
    """A set of questions that become one number, with where they come from and what may be done with them."""

    id: InstrumentId
    version: int
    title: str
    asks: str  # the words before all questions, "" if there are none
    scoring: Scoring
    low: int  # of one answer
    high: int
    items: tuple[Item, ...]
    anchors: tuple[Anchor, ...]
    note: str
    source: str
    licence: str
    step: int = 1
    line: int | None = None
    line_is: LineKind | None = None
    gate: Item | None = None
    bands: tuple[WellnessBand, ...] = ()

    @property
    def is_slider(self) -> bool:
        """True if only the ends of the answers have names."""
        return len(self.anchors) < (self.high - self.low) // self.step + 1

    @property
    def questions(self) -> tuple[Item, ...]:
        """All questions in the order in which they are asked."""
        return (self.gate, *self.items) if self.gate else self.items

    @property
    def span(self) -> tuple[int, int]:
        """The lowest and the highest score that there can be."""
        count = 1 if self.scoring is Scoring.MEAN else len(self.items)
        return (0 if self.gate else self.low * count), self.high * count

    def anchors_of(self, item: Item) -> tuple[Anchor, ...]:
        """What the answers to this question are called."""
        return item.anchors or self.anchors


@dataclass(frozen=True, slots=True)
class Outcome:
    """What answers are worth: for the officer's eyes alone."""

    instrument: InstrumentId
    score: float
    band: str  # "" where the instrument has none
    at_line: bool  # at or above the line: private resources are shown, and nobody is told


def outcome(instrument: Instrument, answers: Sequence[int]) -> Outcome:
    """The score and its band; InstrumentError where an answer is missing or cannot be given."""
    value = _score(instrument, _checked(instrument, answers))
    reached = [band.label for band in instrument.bands if value >= band.start]
    at_line = instrument.line is not None and value >= instrument.line
    return Outcome(instrument.id, value, reached[-1] if reached else "", at_line)


@cache
def house_instruments() -> Mapping[InstrumentId, Instrument]:
    """The instruments that come with the program."""
    folder = resources.files("scoring.wellness") / "questionnaires"
    texts = [file.read_text(encoding="utf-8") for file in folder.iterdir() if file.name.endswith(".toml")]
    return instruments_from(texts)


def instruments_from(texts: Sequence[str]) -> Mapping[InstrumentId, Instrument]:
    """Instruments by id, from one TOML text each: the program's own, or a pack that an agency adds."""
    found: dict[InstrumentId, Instrument] = {}
    for instrument in sorted(map(read_instrument, texts), key=lambda each: each.id):
        if instrument.id in found:
            raise InstrumentError(f"There are two instruments {instrument.id}. Give one of them another id.")
        found[instrument.id] = instrument
    return MappingProxyType(found)


def read_instrument(text: str) -> Instrument:
    """The instrument in a TOML text; InstrumentError says what is missing, unknown or cannot be."""
    try:
        written = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise InstrumentError(f"An instrument is no TOML: {error}.") from error
    instrument: Instrument = _read(Instrument, f"Instrument {written.get('id', 'without an id')}", written)
    _refuse_impossible(instrument)
    return instrument


def _checked(instrument: Instrument, answers: Sequence[int]) -> Sequence[int]:
    wanted = 1 if instrument.gate and tuple(answers[:1]) == (0,) else len(instrument.questions)
    if len(answers) != wanted:
        raise InstrumentError(f"{instrument.title} has {wanted} answers to give, not {len(answers)}.")
    for place, value in enumerate(answers):
        allowed = range(2) if instrument.gate and place == 0 else _allowed(instrument)
        if type(value) is not int or value not in allowed:
            raise InstrumentError(f"{value} is no answer to question {place + 1} of {instrument.title}.")
    return answers


def _allowed(instrument: Instrument) -> range:
    return range(instrument.low, instrument.high + 1, instrument.step)


def _score(instrument: Instrument, answers: Sequence[int]) -> float:
    match instrument.scoring:
        case Scoring.SUM:
            return sum(answers)
        case Scoring.MEAN:
            return sum(answers) / len(answers)
        case Scoring.GATED_SUM:
            return sum(answers[1:])


# ---- from TOML to frozen facts

PARTS: Mapping[str, tuple[type, bool]] = {  # field, what it is made of, whether there are several
    "items": (Item, True),
    "anchors": (Anchor, True),
    "bands": (WellnessBand, True),
    "gate": (Item, False),
}
KINDS: Mapping[str, type[Enum]] = {"scoring": Scoring, "line_is": LineKind}
WRITTEN_AS = {"start": "from"}  # a word that Python keeps for itself


def _read(kind: Any, where: str, written: Any) -> Any:
    if not isinstance(written, dict):
        raise InstrumentError(f"{where} must be a table.")
    names = {WRITTEN_AS.get(each.name, each.name): each for each in fields(kind)}
    if unknown := written.keys() - names.keys():
        raise InstrumentError(f"{where} has no: {', '.join(sorted(unknown))}.")
    needed = {name for name, each in names.items() if each.default is MISSING}
    if missing := needed - written.keys():
        raise InstrumentError(f"{where} needs: {', '.join(sorted(missing))}.")
    types = get_type_hints(kind)
    return kind(
        **{
            names[name].name: _value(types[names[name].name], names[name].name, f"{where}, {name}", value)
            for name, value in written.items()
        }
    )


def _value(wanted: Any, name: str, where: str, value: Any) -> Any:
    if part := PARTS.get(name):
        kind, several = part
        if not several:
            return _read(kind, where, value)
        if not isinstance(value, list):
            raise InstrumentError(f"{where} must be a list.")
        return tuple(_read(kind, f"{where} {place}", each) for place, each in enumerate(value, 1))
    if kinds := KINDS.get(name):
        if value not in (known := [str(each.value) for each in kinds]):
            raise InstrumentError(f"{where} must be one of: {', '.join(known)}.")
        return kinds(value)
    if type(value) is not (str if wanted is str else int):
        raise InstrumentError(f"{where} must be {'text' if wanted is str else 'a whole number'}.")
    return value


def _refuse_impossible(instrument: Instrument) -> None:
    where = f"Instrument {instrument.id}"
    if not instrument.items or instrument.step < 1 or instrument.high <= instrument.low:
        raise InstrumentError(f"{where} needs items, a step of 1 or more, and a high above its low.")
    if (instrument.gate is None) == (instrument.scoring is Scoring.GATED_SUM):
        raise InstrumentError(f'{where}: a gate and the scoring "gated sum" go together.')
    if (instrument.line is None) != (instrument.line_is is None):
        raise InstrumentError(f"{where}: a line needs line_is, and line_is a line.")
    for item in instrument.items:
        values = [anchor.value for anchor in instrument.anchors_of(item)]
        if not {instrument.low, instrument.high} <= set(values) <= set(_allowed(instrument)):
            raise InstrumentError(
                f"{where}, {item.id}: both ends, and no value in between steps, have anchors."
            )
    starts = [band.start for band in instrument.bands]
    if starts != sorted(set(starts)):
        raise InstrumentError(f"{where}: each band starts above the one before.")
