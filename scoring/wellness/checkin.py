"""Check-ins: what is asked when, and the answers as frozen facts. Asks nothing itself and keeps nothing."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from enum import Enum

from scoring.wellness.instruments import Answers, Instrument, InstrumentId, house_instruments


class Occasion(Enum):
    """When a check-in is offered. It may always be passed over, and that is kept nowhere."""

    BEFORE = "before"  # a session
    RUN = "run"  # after each
    AFTER = "after"  # a session
    MONTHLY = "monthly"
    ASKED = "asked"  # the officer asked for it


@dataclass(frozen=True, slots=True)
class CheckIn:
    """Instruments that are asked together, ready to be drawn."""

    occasion: Occasion
    title: str
    words: str
    instruments: tuple[Instrument, ...]


@dataclass(frozen=True, slots=True)
class Answered:
    """One instrument, answered: what goes into an envelope."""

    instrument: InstrumentId
    version: int
    occasion: Occasion
    day: date
    answers: Answers
    scenario: str = ""  # the run's, after a run


SLIDERS = ("energy", "tension", "recovered")
FIVE_QUESTIONS = ("phq2", "gad2", "burnout")
ON_DEMAND = ("phq8", "gad7", "pcptsd5")
PRIVATE = "Only you can read your answers. You can pass this over: nothing is noted."


def check_ins(instruments: Mapping[InstrumentId, Instrument] | None = None) -> tuple[CheckIn, ...]:
    """Every check-in there is; an agency's added packs are offered on demand, beside the longer ones."""
    known = house_instruments() if instruments is None else instruments
    ours = {*SLIDERS, *FIVE_QUESTIONS, *ON_DEMAND, "tlx"}
    on_demand = (*ON_DEMAND, *(each for each in known if each not in ours))
    return (
        _check_in(Occasion.BEFORE, "Before you start", known, SLIDERS),
        _check_in(Occasion.RUN, "How demanding was this run?", known, ("tlx",)),
        _check_in(Occasion.AFTER, "Before you leave", known, SLIDERS),
        _check_in(Occasion.MONTHLY, "Five questions, once a month", known, FIVE_QUESTIONS),
        *(
            _check_in(Occasion.ASKED, known[each].title, known, (each,))
            for each in on_demand
            if each in known
        ),
    )


def _check_in(
    occasion: Occasion, title: str, known: Mapping[InstrumentId, Instrument], wanted: tuple[InstrumentId, ...]
) -> CheckIn:
    return CheckIn(occasion, title, PRIVATE, tuple(known[each] for each in wanted if each in known))
