"""The engine's steps, taken by many rows at once: what play does, as the prover sees it.

Each step takes rows and gives rows: those whose guard holds go one way and the others another. Where chance decides, the
*fork* either takes every way with its weight (to explore) or draws one way for each row (to play). Rows come to rest in
an open menu, at an instant of waiting, or in an ending.
"""

from __future__ import annotations

import numpy as np

from simulator.prover.changes import Changes
from simulator.prover.points import Point
from simulator.prover.program import (
    FIRST_ENDING,
    STUCK,
    TO_BACK,
    Act,
    Exit,
    Place,
    Step,
    Test,
    Way,
)
from simulator.prover.reduce import Plan
from simulator.prover.rows import Chance, Mask, Rows
from simulator.prover.witness import Witness

MOST_ROWS = 20_000_000


class TooMany(Exception):
    """More rows at once than the budget allows."""


Stop = tuple[int, int]  # (moment, instant's number; 0 as the menu opens), or (an ending's target or STUCK, 0)
Arrived = list[tuple[Stop, Rows]]


class Stepper:
    """Takes rows from one stop to the next."""

    def __init__(self, plan: Plan, chance: Chance, witness: Witness) -> None:
        self.program = plan.program
        self.witness = witness
        self._breaks = plan.reduction.breaks
        self._looping = plan.reduction.looping
        self._words = plan.words
        self._chance = chance
        self._changes = Changes(plan, chance, witness)
        self._entering: list[tuple[int, Rows]] = []
        self._arrived: Arrived = []

    # ---- what a caller asks

    def begin(self, rows: Rows) -> Arrived:
        """Enter the first moment."""
        self._entering.append((self.program.start, rows))
        return self._settled()

    def opening(self, count: int = 1) -> Rows:
        """Rows as every run begins."""
        columns = {
            n: np.full(count, variable.start, np.int32) for n, variable in enumerate(self.program.variables)
        }
        return Rows(columns, np.arange(count, dtype=np.int32))

    def open(self, place: Place, rows: Rows, instant: int = 0) -> list[Mask]:
        """For each choice of the moment, which rows can take it."""
        return [self._is_open(act, rows, instant) for act in place.acts]

    def take(self, place: Place, act: Act, rows: Rows, now: int) -> Arrived:
        """Take a choice so many milliseconds after the menu opened."""
        self._take(place, act, rows, now)
        return self._settled()

    def wait(self, place: Place, rows: Rows, instant: int) -> tuple[Arrived, Rows, int]:
        """Let time pass to the next instant: what left the menu, the rows still waiting, the number of that instant."""
        following = instant + 1 if instant < len(place.instants) else 1
        at = place.instants[following - 1]
        rows = self._drift(place, rows, at, ("drifted", place.number))
        if len(rows) and at == place.limit and place.time_out:
            self.witness.saw(("choice", place.id, place.time_out.id), rows)
            self._take(place, place.time_out, rows, at)
            rows = rows.at(np.empty(0, np.int64))
        return self._settled(), rows, following

    def freeze(self, place: Place, rows: Rows) -> Rows:
        """Remember which choices were open as the menu opened."""
        frozen = {
            act.frozen: self._is_open(act, rows, 0).astype(np.int32) for act in place.acts if act.frozen >= 0
        }
        return rows.with_columns(rows.columns | frozen) if frozen else rows

    # ---- entering and the menu

    def _settled(self) -> Arrived:
        while self._entering:
            self._enter(*self._entering.pop())
        arrived, self._arrived = self._arrived, []
        return arrived

    def _enter(self, moment: int, rows: Rows) -> None:
        place = self.program.places[moment]
        if len(rows) > MOST_ROWS:
            raise TooMany
        self.witness.saw(("moment", place.id), rows)
        if moment in self._looping:
            rows = self._unrepeated(moment, rows)
        rows = self._changes.made(place.deed, rows, ("arrived", moment))
        rows = self._look(place, self._changes.made(place.effects, rows, ("look", moment)), ("look", moment))
        self._tell(place.words, rows)
        self._open(place, rows)

    def _unrepeated(self, moment: int, rows: Rows) -> Rows:
        """Without the rows that were here before in the same chain: they are stuck."""
        key = np.stack([rows.columns[variable] for variable in self._looping[moment]], axis=1)
        before = rows.trail.get(moment, ())
        repeats = np.zeros(len(rows), dtype=bool)
        for other in before:
            repeats |= (key == other).all(axis=1)
        self._end(STUCK, rows, repeats)
        rows = Rows(rows.columns, rows.origin, rows.chance, {**rows.trail, moment: (*before, key)})
        return rows.where(~repeats)

    def _open(self, place: Place, rows: Rows) -> None:
        """The menu opens, or the moment goes on by itself."""
        if not len(rows):
            return
        open_ = np.zeros(len(rows), dtype=bool)
        for act in place.acts:
            open_ |= self._is_open(act, rows, 0)
        if open_.any():
            self.witness.saw(("menu", place.id), rows)
            self._arrived.append(((place.number, 0), rows.where(open_)))
        if not open_.all():
            self.witness.saw(("onward", place.id), rows)
            self._follow(place, rows.where(~open_), place.way)

    def _is_open(self, act: Act, rows: Rows, instant: int) -> Mask:
        if instant and act.frozen >= 0:
            return np.equal(rows.columns[act.frozen], 1)
        mask = self._changes.holds(act.test, rows)
        return mask if act.taken < 0 else mask & (rows.columns[act.taken] == 0)

    # ---- choosing and waiting

    def _take(self, place: Place, act: Act, rows: Rows, now: int) -> None:
        self._tell(act.texts, rows)
        if act.wait and place.flows:
            marked = tuple(step for step in act.deed if step.variable == act.taken)
            rows = self._changes.made(marked, rows, ("waiting", place.number, act.number))
            rows = self._pass_steps(place, act, rows, now)
        point: Point = ("acted", place.number, act.number)
        rows = self._look(place, self._changes.made(act.deed, rows, point), point)
        self._tell(act.words, rows)
        self._follow(place, rows, act.way)

    def _pass_steps(self, place: Place, act: Act, rows: Rows, now: int) -> Rows:
        until = now + act.wait
        steps = {
            at
            for flow in place.flows
            for at in range((now // flow.every + 1) * flow.every, until + 1, flow.every)
        }
        for at in sorted(steps):
            rows = self._drift(place, rows, at, ("waiting", place.number, act.number))
        return rows

    def _drift(self, place: Place, rows: Rows, at: int, point: Point) -> Rows:
        """The drift steps due at an instant, then interrupts; gives the rows whose menu is still open."""
        due = tuple(flow.step for flow in place.flows if at % flow.every == 0)
        return self._look(place, self._changes.made(due, rows, point), point) if due else rows

    # ---- breaking in and telling

    def _look(self, place: Place, rows: Rows, point: Point) -> Rows:
        """Interrupts: the first that holds breaks in; gives the rows in which none does."""
        for number in self._breaks.get(point, ()):
            if not len(rows):
                break
            interrupt = self.program.interrupts[number]
            breaks = (rows.columns[interrupt.fired] == 0) & self._changes.holds(interrupt.test, rows)
            if breaks.any():
                self._break_in(place, number, rows.where(breaks))
                rows = rows.where(~breaks)
        return rows

    def _break_in(self, place: Place, number: int, rows: Rows) -> None:
        interrupt = self.program.interrupts[number]
        self.witness.saw(("interrupt", interrupt.id), rows)
        point: Point = ("broke", number, place.number)
        rows = self._changes.made((Step(interrupt.fired, 1), *interrupt.deed), rows, point)
        rows = self._look(place, rows, point)
        self._tell(interrupt.words, rows)
        self._follow(place, rows, interrupt.way)

    def _tell(self, words: tuple[Test, ...], rows: Rows) -> None:
        """Lines are told. They change nothing, but somebody may ask whether they ever are."""
        if self._words and len(rows):
            for test in words:
                if test in self._words:
                    self._changes.holds(test, rows)

    # ---- ways

    def _follow(self, place: Place, rows: Rows, way: Way) -> None:
        for fork in way:
            if not len(rows):
                return
            taken = self._changes.holds(fork.test, rows)
            if taken.any():
                self._leave(place, rows.where(taken), fork.exits, fork.where)
            rows = rows.where(~taken) if not taken.all() else rows.at(np.empty(0, np.int64))
        if len(rows):
            self._end(STUCK, rows)

    def _leave(self, place: Place, rows: Rows, exits: tuple[Exit, ...], where: tuple[str, ...]) -> None:
        if len(exits) == 1 and exits[0].test is None:
            self._arrive(place, rows, exits[0].target, (*where, "0"))
            return
        holds = np.stack([self._changes.holds(each.test, rows) for each in exits], axis=1)
        weights = holds * np.array([float(each.chance) for each in exits])
        weights[holds.sum(axis=1) == 1] = holds[holds.sum(axis=1) == 1]
        totals = weights.sum(axis=1)
        if (np.abs(totals - 100)[holds.sum(axis=1) > 1] > 0.5).any():
            self.witness.uneven.add(where)
        self._end(STUCK, rows, totals == 0)
        rows, weights, totals = rows.where(totals > 0), weights[totals > 0], totals[totals > 0]
        if len(rows):
            for way, drawn in self._chance.split(rows, weights / totals[:, None]):
                self._arrive(place, drawn, exits[way].target, (*where, str(way)))

    def _arrive(self, place: Place, rows: Rows, target: int, where: tuple[str, ...]) -> None:
        self.witness.saw(where, rows)
        if target >= 0:
            self._entering.append((target, rows))
        elif target == TO_BACK:
            self._open(place, rows)
        else:
            self._end(target, rows)

    def _end(self, target: int, rows: Rows, mask: Mask | None = None) -> None:
        ended = rows if mask is None else rows.where(mask) if mask.any() else None
        if ended is not None and len(ended):
            if target <= FIRST_ENDING:
                self._tell(self.program.ending_words[FIRST_ENDING - target], ended)
            self._arrived.append(((target, 0), ended))
