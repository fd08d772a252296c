"""Demo data: simulated officers who play the real engine into a record, so that every report can be seen at once.

The officers choose by the rubric's values, as far as their skill in a dimension lets them see what is better; skill grows
with practice and fades without it. They are no model of real people, and every place that shows them says so.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from math import exp
from pathlib import Path
from random import Random

from scoring.facts import facts_of
from scoring.kept import DEMO_STATION, Membership, RunKind
from scoring.opportunities import Key
from scoring.record import Record
from scoring.rubric import DimensionId, Rubric
from scoring.seal import StationKey
from scoring.settings import house_settings
from simulator.engine import SEMANTICS, Awaiting, Run
from simulator.library.load import Loaded
from simulator.model.events import Event, RunStarted
from simulator.model.identity import digest
from simulator.model.scenario import Choice, ChoiceKind, Milliseconds
from simulator.rebuild import Told
from simulator.recount import KnowsLosses

FIRST_NAMES = ["Alex", "Blake", "Casey", "Drew", "Ellis", "Finley", "Gray", "Harper", "Indigo", "Jordan", "Kai", "Lane", "Morgan", "Noel", "Oakley", "Parker", "Quinn", "Reese", "Sage", "Taylor"]  # fmt: skip
LAST_NAMES = [
    "Adair",
    "Bennet",
    "Castle",
    "Dorsey",
    "Ellery",
    "Farrow",
    "Gale",
    "Hollis",
    "Ives",
    "Jarrow",
    "Keller",
    "Linden",
    "Marlow",
    "Norton",
    "Orwell",
    "Pryor",
]
UNITS = ("Central patrol", "Harbor patrol", "North patrol", "South patrol", "School liaison", "Night relief")
RANKS = ("Officer", "Officer", "Officer", "Corporal", "Sergeant")
SEEN = 900  # milliseconds before anyone chooses
LEARNED = 0.05  # of the way to full skill, by one run
HALF_LIFE_DAYS = 198  # as in the settings: half of what was learned is gone


@dataclass(slots=True)
class SimulatedOfficer:
    """One simulated officer: where skill began in each dimension, where it stands, and how calm the choices are."""

    id: str
    name: str
    unit: str
    rank: str
    first: Mapping[DimensionId, float]  # 0 to 1
    skill: dict[DimensionId, float]
    learns: float
    keen: float  # runs a month
    last: date | None = None

    def practice(self, on: date, dimensions: Sequence[DimensionId]) -> None:
        """Fade since the last run, then learn from this one."""
        kept = 0.5 ** ((on - self.last).days / HALF_LIFE_DAYS) if self.last else 1.0
        for id, first in self.first.items():
            level = first + (self.skill[id] - first) * kept
            self.skill[id] = level + (self.learns * (1 - level) if id in dimensions else 0)
        self.last = on


@dataclass(frozen=True, slots=True)
class Call:
    """A scenario that can be played, with what knows its losses."""

    loaded: Loaded
    proof: KnowsLosses | None


@dataclass(frozen=True, slots=True)
class Appointment:
    """Who plays which call when, and why."""

    at: datetime
    officer: SimulatedOfficer
    call: Call
    kind: RunKind
    seed: int


def demo_officers(count: int, rubric: Rubric, seed: int = 1) -> tuple[SimulatedOfficer, ...]:
    """So many simulated officers, spread over the units; the same seed gives the same."""
    random = Random(seed)
    return tuple(_officer(number, rubric, random) for number in range(count))


def play_demo(
    path: Path,
    key: StationKey,
    rubric: Rubric,
    calls: Sequence[Call],
    officers: Sequence[SimulatedOfficer],
    last: date,
    months: int,
    seed: int = 1,
    told: Told | None = None,
) -> int:
    """Let the officers play into a new record, in the order of time; how many runs there are then."""
    appointments = sorted(
        _appointments(officers, calls, last, months, Random(seed)), key=lambda each: each.at
    )
    clock = _Clock()
    with Record(path, key, station_name=DEMO_STATION, now=clock) as record:
        for officer in officers:
            record.add_officer(officer.id, officer.name)
            record.assign(Membership(officer.id, officer.unit, officer.rank))
        for number, appointment in enumerate(appointments, 1):
            clock.now = appointment.at
            _play(record, rubric, appointment)
            if told:
                told(number, len(appointments))
    return len(appointments)


class _Clock:
    """The record's clock, set to each appointment in turn."""

    now = datetime(2000, 1, 1, tzinfo=UTC)

    def __call__(self) -> datetime:
        return self.now


def _officer(number: int, rubric: Rubric, random: Random) -> SimulatedOfficer:
    general = random.gauss(0.42, 0.12)
    first = {id: min(0.9, max(0.05, random.gauss(general, 0.1))) for id in rubric.dimensions}
    name = f"{random.choice(FIRST_NAMES)} {random.choice(LAST_NAMES)} (simulated)"
    return SimulatedOfficer(
        id=f"demo-{number + 1:03}",
        name=name,
        unit=UNITS[number % len(UNITS)] if number % 3 else UNITS[number % 4],
        rank=random.choice(RANKS),
        first=first,
        skill=dict(first),
        learns=max(0.0, random.gauss(LEARNED, 0.03)),
        keen=random.uniform(0.8, 2.6),
    )


def _appointments(
    officers: Sequence[SimulatedOfficer], calls: Sequence[Call], last: date, months: int, random: Random
) -> Iterator[Appointment]:
    """A class plays one assigned call in every other month; the rest is the officers' own practice."""
    days = round(months * 365.25 / 12)
    first = last - timedelta(days=days - 1)
    for officer in officers:
        for number in range(max(1, round(officer.keen * months))):
            day = first + timedelta(days=random.randrange(days))
            kind = RunKind.ASSIGNED if random.random() < 0.55 else RunKind.PRACTICE
            minute = timedelta(minutes=random.randrange(7 * 60, 21 * 60))
            at = datetime.combine(day, time(), UTC) + minute
            call = calls[(number + random.randrange(2)) % len(calls)]
            yield Appointment(at, officer, call, kind, random.randrange(2**31))


def _play(record: Record, rubric: Rubric, appointment: Appointment) -> None:
    """One run from its beginning to its end, in two transactions."""
    officer, loaded = appointment.officer, appointment.call.loaded
    assert loaded.scenario
    random = Random(appointment.seed)
    started = RunStarted(
        loaded.scenario.id, digest(loaded.scenario), rubric.digest, SEMANTICS, appointment.seed
    )
    run = Run(loaded.scenario, started)
    first = run.start()
    texts = {"scenario_text": loaded.source.text, "rubric_text": rubric.text}
    recorded = record.begin(officer.id, first, 0, kind=appointment.kind, **texts)
    rest, duration = _played(run, officer, rubric, random)
    events = (*first, *rest)
    losses = appointment.call.proof.losses_of([events])[0] if appointment.call.proof else None
    play = record.plays_up_to(recorded)
    key = Key(loaded.scenario, rubric, house_settings())
    facts = facts_of(recorded, key, events, duration, play, losses)
    record.append(recorded.id, rest, duration, facts=facts)
    officer.practice(appointment.at.date(), loaded.scenario.dimensions or tuple(rubric.dimensions))


def _played(
    run: Run, officer: SimulatedOfficer, rubric: Rubric, random: Random
) -> tuple[tuple[Event, ...], Milliseconds]:
    """All that happens until the run is over, and how long that took."""
    events: list[Event] = []
    duration = 0
    while run.awaiting is not Awaiting.NOTHING:
        match run.awaiting:
            case Awaiting.READING:
                events += run.read()
                duration += random.randrange(2_000, 9_000)
            case Awaiting.ANSWER:
                events += run.answer(_answer(run, random))
                duration += random.randrange(3_000, 8_000)
            case Awaiting.CHOICE if random.random() < 0.0015:
                events += run.stop()
            case Awaiting.CHOICE:
                waited = _waited(random)
                events += run.choose(_choice(run, officer, rubric, random).id, waited)
                duration += waited
    return tuple(events), duration


def _answer(run: Run, random: Random) -> str:
    probe = run.moment.probe
    assert probe
    right = next((each.answer for each in probe.correct if run.situation.meets(each.when)), None)
    return right if right and random.random() < 0.7 else random.choice(list(probe.answers))


def _waited(random: Random) -> Milliseconds:
    """A time to think, to the half second: what was proved once is known for the next run."""
    return SEEN + 500 * int(random.lognormvariate(1.9, 0.5))


def _choice(run: Run, officer: SimulatedOfficer, rubric: Rubric, random: Random) -> Choice:
    """The more skill, the likelier the choice that the rubric values most."""
    open_ones = [run.moment.choice(item.choice) for item in run.menu if item.open]
    weights = [exp(_drawn_to(choice, officer, rubric)) for choice in open_ones]
    return random.choices(open_ones, weights)[0]


def _drawn_to(choice: Choice, officer: SimulatedOfficer, rubric: Rubric) -> float:
    behaviors = [rubric.behaviors[id] for id in choice.shows if id in rubric.behaviors]
    worth = sum(0.9 * officer.skill[each.dimension] * each.value for each in behaviors)
    idle = 1.5 if choice.kind is ChoiceKind.WAIT and not behaviors else 0.0
    return worth - idle - 1.2 * len(choice.flags)
