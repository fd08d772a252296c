"""Test-play: many seeded runs at once through the same compiled steps, with a journal of every choice.

play(scenario, runs=10_000, seed=1)                 # random play, or one of the strategies by name
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

from simulator.model.scenario import ChoiceId, EndingId, MeterName, MomentId, Scenario
from simulator.prover.compile import compiled
from simulator.prover.components import components
from simulator.prover.program import FIRST_ENDING, STUCK, Kind, Place, Program, Test
from simulator.prover.reduce import playable
from simulator.prover.rows import Columns, Mask, OneWay, Rows
from simulator.prover.step import Stepper
from simulator.prover.stops import menus_after
from simulator.prover.strategies import RANKINGS
from simulator.prover.witness import Witness

LONGEST = 1_000  # choices; a run that is longer is given up as unending
AT_ONCE = 50_000  # runs played side by side


@dataclass(frozen=True, slots=True)
class Journal:
    """Every choice of every run, in playing order: four columns of the same length."""

    run: NDArray[np.int32]
    moment: NDArray[np.int16]  # the moment's number in file order
    choice: NDArray[np.int16]  # the choice's number in its moment
    step: NDArray[np.int16]  # the how-manieth choice of its run


@dataclass(frozen=True, slots=True)
class Spread:
    """Where a meter stood when runs ended."""

    least: int
    lower: float  # a tenth of the runs ended below it
    median: float
    upper: float  # a tenth ended above it
    most: int


@dataclass(frozen=True, slots=True)
class Played:
    """What test-play saw."""

    runs: int
    choices_made: int
    moments: Mapping[MomentId, int]  # entries of every moment, 0 included
    choices: Mapping[tuple[MomentId, ChoiceId], int]
    branches: Mapping[
        tuple[str, ...], int
    ]  # each outcome of each `next`: ("branch", owner …, branch, outcome)
    lines: Mapping[tuple[str, ...], int]  # each line with a condition: ("line", owner …, number)
    endings: Mapping[EndingId, int]
    stuck: int
    unending: int
    meters: Mapping[MeterName, Spread]
    worth: float  # the mean over all runs
    interval: tuple[float, float]  # 95 %, of that mean
    journal: Journal
    seen: frozenset[tuple[str, ...]]  # what happened at least once, as the explorer names it
    held: frozenset[tuple[str, ...]]  # guards that held at least once
    failed: frozenset[tuple[str, ...]]

    @property
    def least_taken(self) -> tuple[tuple[MomentId, ChoiceId, int], ...]:
        """The choices by how seldom they were taken, the rarest first."""
        return tuple((*key, count) for key, count in sorted(self.choices.items(), key=lambda each: each[1]))


def play(
    scenario: Scenario,
    runs: int = 1_000,
    seed: int = 0,
    strategy: str = "random",
    tell: Callable[[int, int], object] | None = None,
) -> Played:
    """Play so many runs; equal arguments give equal answers. `strategy`: random, first, last, longest or shortest.

    `tell` is called between with how many are played, of how many.
    """
    return _Play(scenario, seed, strategy).played(runs, tell or (lambda done, of: None))


class _Counting(Witness):
    """Counts what passes."""

    def __init__(self) -> None:
        super().__init__()
        self.counts: Counter[tuple[str, ...]] = Counter()
        self.shown: Counter[tuple[str, ...]] = Counter()

    def saw(self, where: tuple[str, ...], rows: Rows) -> None:
        self.counts[where] += len(rows)

    def asked(self, test: Test, answer: Mask) -> None:
        if test.where[0] in ("line", "wording"):
            self.shown[test.where] += int(answer.sum())
        super().asked(test, answer)


@dataclass(slots=True)
class _Pages:
    run: list[NDArray[np.int32]] = field(default_factory=list)
    moment: list[NDArray[np.int16]] = field(default_factory=list)
    choice: list[NDArray[np.int16]] = field(default_factory=list)
    step: list[NDArray[np.int16]] = field(default_factory=list)


class _Play:
    def __init__(self, scenario: Scenario, seed: int, strategy: str) -> None:
        self.program: Program = compiled(scenario)
        self.scenario = scenario
        self.dice = np.random.default_rng(seed)
        self.witness = _Counting()
        self.stepper = Stepper(playable(self.program), OneWay(self.dice), self.witness)
        moments = list(scenario.moments)
        self.rankings = None if strategy == "random" else [RANKINGS[strategy](moment) for moment in moments]
        self.meters = [n for n, v in enumerate(self.program.variables) if v.kind is Kind.METER]
        after = {moment: sorted(menus) for moment, menus in menus_after(self.program).items()}
        self.rank = {m: -n for n, together in enumerate(components(after)) for m in together}
        self.pages = _Pages()
        self.ended: list[tuple[int, Columns]] = []
        self.unending = 0

    def played(self, runs: int, tell: Callable[[int, int], object]) -> Played:
        for begin in range(0, runs, AT_ONCE):
            self._play_together(begin, min(AT_ONCE, runs - begin))
            tell(min(begin + AT_ONCE, runs), runs)
        return self._told(runs)

    def _play_together(self, begin: int, count: int) -> None:
        """Play these runs to their ends, at each turn those at the moment that the fewest can come to later."""
        self.steps = np.zeros(count, np.int16)
        self.last_met: dict[int, tuple[NDArray[np.int64], NDArray[np.int64]]] = {}
        waiting: dict[int, list[Rows]] = defaultdict(list)
        self._settle(self.stepper.begin(self.stepper.opening(count)), waiting)
        while waiting:
            moment = min(waiting, key=lambda m: (self.rank[m], -len(waiting[m])))
            rows = self._still_going(_together(waiting.pop(moment)))
            if len(rows):
                self._turn(self.program.places[moment], rows, begin, waiting)

    def _still_going(self, rows: Rows) -> Rows:
        going = self.steps[rows.origin] < LONGEST
        self.unending += int((~going).sum())
        return rows.where(going)

    def _turn(self, place: Place, rows: Rows, begin: int, waiting: dict[int, list[Rows]]) -> None:
        open_ = np.stack(self.stepper.open(place, rows), axis=1)
        chosen = self._random(open_) if self.rankings is None else self._ranked(place, rows, open_)
        self._write(place, rows, chosen, begin)
        for number in np.unique(chosen).tolist():
            taking = rows.where(chosen == number)
            act = place.acts[number]
            self.witness.saw(("choice", place.id, act.id), taking)
            self._settle(self.stepper.take(place, act, taking, 0), waiting)

    def _random(self, open_: NDArray[np.bool_]) -> NDArray[np.int64]:
        """One of the open choices of each row, each as likely."""
        count = open_.sum(axis=1)
        which = (self.dice.random(len(open_)) * count).astype(np.int64) + 1
        return np.asarray((np.cumsum(open_, axis=1) == which[:, None]).argmax(axis=1))

    def _ranked(self, place: Place, rows: Rows, open_: NDArray[np.bool_]) -> NDArray[np.int64]:
        """The strategy's choice; the next-ranked one where a run stands as it stood here the last time."""
        assert self.rankings is not None
        ranking = np.array(self.rankings[place.number])
        ranked = open_[:, ranking]
        again = self._times_met(place, rows) % ranked.sum(axis=1) + 1
        return np.asarray(ranking[(np.cumsum(ranked, axis=1) == again[:, None]).argmax(axis=1)])

    def _times_met(self, place: Place, rows: Rows) -> NDArray[np.int64]:
        count = len(self.steps)
        codes, times = self.last_met.setdefault(place.number, (np.zeros(count, np.int64), np.full(count, -1)))
        here = np.zeros(len(rows), np.int64)
        for variable, column in sorted(rows.columns.items()):
            here = here * 1_000_003 + column + variable
        same = codes[rows.origin] == here
        times[rows.origin] = np.where(same, times[rows.origin] + 1, 0)
        codes[rows.origin] = here
        return times[rows.origin]

    def _write(self, place: Place, rows: Rows, chosen: NDArray[np.int64], begin: int) -> None:
        self.pages.run.append(rows.origin + np.int32(begin))
        self.pages.moment.append(np.full(len(rows), place.number, np.int16))
        self.pages.choice.append(chosen.astype(np.int16))
        self.pages.step.append(self.steps[rows.origin].copy())
        self.steps[rows.origin] += 1

    def _settle(self, arrived: list[tuple[tuple[int, int], Rows]], waiting: dict[int, list[Rows]]) -> None:
        for (target, _), rows in arrived:
            if target >= 0:
                waiting[target].append(Rows(rows.columns, rows.origin))
            else:
                self.ended.append((target, {meter: rows.columns[meter] for meter in self.meters}))

    def _told(self, runs: int) -> Played:
        counts = self.witness.counts
        ends: Counter[int] = Counter()
        for target, columns in self.ended:
            ends[target] += len(next(iter(columns.values()))) if columns else 0
        endings = {id: ends[FIRST_ENDING - n] for n, id in enumerate(self.program.endings)}
        worths = np.repeat(
            [float(self.program.worths[FIRST_ENDING - t if t <= FIRST_ENDING else -1]) for t in ends],
            list(ends.values()),
        )
        worths = np.concatenate([worths, np.zeros(self.unending)])
        mean = float(worths.mean()) if len(worths) else 0.0
        half = 1.96 * float(worths.std()) / max(1.0, float(len(worths))) ** 0.5
        journal = Journal(*(np.concatenate([*pages, np.empty(0, kind)]) for pages, kind in self._columns()))
        choices = {
            (place.id, act.id): counts["choice", place.id, act.id]
            for place in self.program.places
            for act in place.acts
        }
        return Played(
            runs=runs,
            choices_made=len(journal.run),
            moments={place.id: counts["moment", place.id] for place in self.program.places},
            choices=choices,
            branches={where: count for where, count in counts.items() if where[0] == "branch"},
            lines=dict(self.witness.shown),
            endings=endings,
            stuck=ends[STUCK],
            unending=self.unending,
            meters=self._spreads(),
            worth=mean,
            interval=(mean - half, mean + half),
            journal=journal,
            seen=frozenset(counts),
            held=frozenset(self.witness.held),
            failed=frozenset(self.witness.failed),
        )

    def _columns(self) -> list[tuple[list[NDArray[np.int32]] | list[NDArray[np.int16]], type]]:
        pages = self.pages
        return [
            (pages.run, np.int32),
            (pages.moment, np.int16),
            (pages.choice, np.int16),
            (pages.step, np.int16),
        ]

    def _spreads(self) -> dict[MeterName, Spread]:
        spreads = {}
        for meter in self.meters:
            values = np.concatenate([columns[meter] for _, columns in self.ended] or [np.zeros(1, np.int32)])
            lower, median, upper = np.quantile(values, [0.1, 0.5, 0.9]).tolist()
            name = self.program.variables[meter].name
            spreads[name] = Spread(int(values.min()), lower, median, upper, int(values.max()))
        return spreads


def _together(parts: list[Rows]) -> Rows:
    if len(parts) == 1:
        return parts[0]
    columns = {v: np.concatenate([part.columns[v] for part in parts]) for v in parts[0].columns}
    return Rows(columns, np.concatenate([part.origin for part in parts]))
