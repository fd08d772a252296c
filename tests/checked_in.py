"""Check-ins for tests: a calendar that each test moves, a passphrase, and answers written down in a line each."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from hypothesis import strategies as st

from scoring.stretch import Profile, Stretch
from scoring.wellness.checkin import FIVE_QUESTIONS, Answered, Occasion
from scoring.wellness.instruments import Instrument, Scoring, house_instruments

QUICK = Stretch(Profile.ARGON2ID, rounds=1, memory=64, lanes=1)  # for tests: real ones take a second
PASSPHRASE = "four odd green lamps"
INSTRUMENTS = house_instruments()
MONDAY = date(2026, 11, 16)


@dataclass
class Calendar:
    """A calendar that a test turns."""

    day: date = MONDAY

    def __call__(self) -> date:
        return self.day


def five(day: date = MONDAY, down: int = 1, burnout: int = 2) -> tuple[Answered, ...]:
    """The five monthly questions, answered."""
    answers = {"phq2": (1, down), "gad2": (0, 1), "burnout": (burnout,)}
    return tuple(Answered(each, 1, Occasion.MONTHLY, day, answers[each]) for each in FIVE_QUESTIONS)


def slider(which: str, occasion: Occasion, value: int, day: date = MONDAY) -> Answered:
    return Answered(which, 1, occasion, day, (value,))


def any_answers(instrument: Instrument) -> st.SearchStrategy[tuple[int, ...]]:
    values = st.sampled_from(range(instrument.low, instrument.high + 1, instrument.step))
    all_ = st.tuples(*[values] * len(instrument.items))
    if instrument.scoring is Scoring.GATED_SUM:
        return st.just((0,)) | all_.map(lambda answers: (1, *answers))
    return all_


def some_answered() -> st.SearchStrategy[Answered]:
    return st.sampled_from(list(INSTRUMENTS.values())).flatmap(
        lambda instrument: st.builds(
            Answered,
            st.just(instrument.id),
            st.just(1),
            st.sampled_from(Occasion),
            st.dates(date(2026, 1, 1), date(2027, 12, 31)),
            any_answers(instrument),
            st.sampled_from(["", "burglary_visit", "Ärger am Tor"]),
        )
    )
