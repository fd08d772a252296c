"""Exploring: finds every situation that a scenario can reach, and every way on from each.

A *stop* is a moment whose menu has just opened (instant 0) or whose officer has waited to its n-th instant. Stops are taken in
an order in which what comes first is explored first; stops that lead back to each other are explored together, wave by wave.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable
from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

from simulator.prover.components import circles, components
from simulator.prover.explored import UNKNOWN, WAIT, Explored, Found, Group, Known, Sheet
from simulator.prover.layout import Codes, Layout
from simulator.prover.program import Place
from simulator.prover.reduce import Plan
from simulator.prover.rows import EveryWay, Rows
from simulator.prover.step import Arrived, Stepper, Stop, TooMany
from simulator.prover.stops import layouts, menus_after
from simulator.prover.witness import Witness

Progress = Callable[[int, int], None]  # (situations so far, budget)


@dataclass(slots=True)
class _Piece:
    """Outcomes of one action of some rows, at one stop."""

    action: int
    stop: Stop
    origin: NDArray[np.int32]
    chance: NDArray[np.float64] | None
    codes: Codes | None


@dataclass(slots=True)
class _Incoming:
    """Outcomes that wait for their stop's situations to be numbered."""

    places: list[tuple[Found, NDArray[np.int64]]] = field(default_factory=list)
    codes: list[Codes] = field(default_factory=list)
    seen: int = 0  # how many of the lists were already looked at for new codes


def explore(
    plan: Plan,
    budget: int,
    witness: Witness | None = None,
    progress: Progress | None = None,
    starts: Arrived | None = None,
) -> Explored:
    """Every situation within the budget; `starts` are other places to begin from (then nothing is entered first)."""
    return _Explorer(plan, budget, witness or Witness(), progress).explore(starts)


class _Explorer:
    def __init__(self, plan: Plan, budget: int, witness: Witness, progress: Progress | None) -> None:
        self.program, self.budget, self.progress = plan.program, budget, progress
        self.stepper = Stepper(plan, EveryWay(), witness)
        self.layouts: dict[Stop, Layout] = layouts(plan)
        self.witness = witness
        self.known: dict[Stop, Known] = defaultdict(Known)
        self.incoming: dict[Stop, _Incoming] = defaultdict(_Incoming)
        self.sheets: list[Sheet] = []
        self.most_choices = max((len(place.acts) for place in self.program.places), default=0)
        self.ways = Found(self.most_choices)
        self.groups: list[Group] = []
        self.found = 0
        self.complete = True

    def explore(self, starts: Arrived | None) -> Explored:
        begun = self.stepper.begin(self.stepper.opening()) if starts is None else starts
        first = Found(self.most_choices)
        if starts is None:
            self._add(first, 1, self._pieces(0, begun))
        else:
            self._spread(first, begun)
        try:
            for together in self._order():
                self._close(together)
        except (TooMany, MemoryError):
            self.complete = False
        return self._explored(first)

    def _spread(self, first: Found, begun: Arrived) -> None:
        """Given starts: each row of each is an outcome of its own."""
        pieces, count = [], 0
        for stop, rows in begun:
            codes = self.layouts[stop].written(rows.columns, len(rows))
            pieces.append(_Piece(0, stop, np.arange(count, count + len(rows), dtype=np.int32), None, codes))
            count += len(rows)
        self._add(first, count, pieces)

    def _order(self) -> list[list[Stop]]:
        """Stops, those that lead to each other together, and each group after all that lead to it."""
        stops = list(self.layouts)
        number = {stop: n for n, stop in enumerate(stops)}
        onward = menus_after(self.program)
        ways: dict[int, list[int]] = {}
        for stop in stops:
            moment, instant = stop
            instants = len(self.program.places[moment].instants)
            follows = [(each, 0) for each in onward[moment]]
            if instants:
                if instant < instants:
                    follows.append((moment, instant + 1))
                elif self.program.places[moment].limit is None:
                    follows.append((moment, 1))
            ways[number[stop]] = [number[each] for each in follows if each in number]
        self.circling = {stops[n] for circle in circles(ways) for n in circle}
        return [sorted(stops[n] for n in part) for part in reversed(components(ways))]

    def _close(self, together: list[Stop]) -> None:
        """Explore stops that lead to each other, until nothing new is found there; then number what came in."""
        waves = [self.found]
        try:
            while self._waves(together):
                waves.append(self.found)
                if together[0] not in self.circling:
                    break
        finally:
            self.groups.append(Group((*waves, self.found) if self.found > waves[-1] else tuple(waves)))
        for stop in together:
            self._number(stop)

    def _waves(self, together: list[Stop]) -> bool:
        """One wave at each stop; True if there was something new."""
        fresh = [(stop, codes) for stop in together if (codes := self._new_codes(stop)) is not None]
        for stop, codes in fresh:
            self._wave(stop, codes)
        return bool(fresh)

    def _new_codes(self, stop: Stop) -> Codes | None:
        incoming = self.incoming[stop]
        if incoming.seen == len(incoming.codes):
            return None
        codes = _unique(incoming.codes[incoming.seen :])
        incoming.seen = len(incoming.codes)
        codes = codes[self.known[stop].find(codes) == UNKNOWN]
        return codes if len(codes) else None

    def _wave(self, stop: Stop, codes: Codes) -> None:
        """Number new situations of a stop and take every way on from them."""
        if self.found + len(codes) > self.budget:
            raise TooMany
        pieces = self._expanded(stop, codes)
        self.known[stop].add(codes, self.found)
        self.sheets.append(Sheet(stop, self.found, codes))
        self.found += len(codes)
        self._add(self.ways, len(codes), pieces)
        if self.progress:
            self.progress(self.found, self.budget)

    def _expanded(self, stop: Stop, codes: Codes) -> list[_Piece]:
        place, instant = self.program.places[stop[0]], stop[1]
        now = place.instants[instant - 1] if instant else 0
        rows = Rows(self.layouts[stop].read(codes), np.arange(len(codes), dtype=np.int32))
        pieces: list[_Piece] = []
        for act, open_ in zip(place.acts, self.stepper.open(place, rows, instant), strict=True):
            if open_.any():
                taking = rows.where(open_)
                self.witness.saw(("choice", place.id, act.id), taking)
                pieces += self._pieces(act.number, self.stepper.take(place, act, taking, now))
        if place.instants:
            pieces += self._pieces(WAIT, self._waited(place, rows, instant))
        return pieces

    def _waited(self, place: Place, rows: Rows, instant: int) -> Arrived:
        """Let time pass until something that matters has changed, or the menu closes."""
        rows = rows if instant else self.stepper.freeze(place, rows)
        layout = self.layouts[place.number, 1]
        before = layout.written(rows.columns, len(rows))
        arrived: Arrived = []
        for _ in place.instants:
            left, rows, instant = self.stepper.wait(place, rows, instant)
            arrived += left
            if not len(rows):
                break
            changed = layout.written(rows.columns, len(rows)) != before[rows.origin]
            if place.phased:
                changed[:] = True
            if changed.any():
                arrived.append(((place.number, instant), rows.where(changed)))
                rows = rows.where(~changed)
        return arrived

    def _pieces(self, action: int, arrived: Arrived) -> list[_Piece]:
        pieces = []
        for stop, rows in arrived:
            codes = self.layouts[stop].written(rows.columns, len(rows)) if stop[0] >= 0 else None
            pieces.append(_Piece(action, stop, rows.origin, rows.chance, codes))
        return pieces

    def _add(self, found: Found, count: int, pieces: list[_Piece]) -> None:
        """Order outcomes by situation, then action; those at stops wait for their number."""
        if not pieces:
            none = np.empty(0, np.int64)
            found.add(np.zeros(count, np.int64), none, none, None)
            return
        width = 2 + max(piece.action for piece in pieces)
        last = width - 1
        keys = np.concatenate(
            [
                piece.origin.astype(np.int64) * width + (last if piece.action == WAIT else piece.action)
                for piece in pieces
            ]
        )
        order = np.argsort(keys, kind="stable")
        position = np.empty_like(order)
        position[order] = np.arange(len(order))
        keys = keys[order]
        begins = np.flatnonzero(np.diff(keys, prepend=-1))
        action = keys[begins] % width
        action[action == last] = WAIT
        counts = np.bincount(keys[begins] // width, minlength=count)
        outcomes = np.diff(begins, append=len(keys))
        begin = found.add(counts, action, outcomes, _chances(pieces, order))
        self._await(found, pieces, position + begin)

    def _await(self, found: Found, pieces: list[_Piece], position: NDArray[np.int64]) -> None:
        at = 0
        for piece in pieces:
            where = position[at : at + len(piece.origin)]
            at += len(piece.origin)
            if piece.codes is None:
                found.outcome.put(where, np.full(len(where), piece.stop[0], np.int32))
            else:
                self.incoming[piece.stop].places.append((found, where))
                self.incoming[piece.stop].codes.append(piece.codes)

    def _number(self, stop: Stop) -> None:
        incoming = self.incoming.pop(stop, None)
        if incoming:
            for (found, where), codes in zip(incoming.places, incoming.codes, strict=True):
                found.outcome.put(where, self.known[stop].find(codes))

    def _explored(self, first: Found) -> Explored:
        for stop in list(self.incoming):
            self._number(stop)
        ways, start = self.ways, first.outcome.whole()
        start_chance = first.chance()
        return Explored(
            action_from=ways.action_from(),
            action=ways.action.whole(),
            outcome_from=ways.outcome_from(),
            outcome=ways.outcome.whole(),
            chance=ways.chance(),
            start=start,
            start_chance=np.ones(len(start)) if start_chance is None else start_chance,
            sheets=tuple(self.sheets),
            groups=tuple(group for group in self.groups if len(group.waves) > 1),
            known=dict(self.known),
            endings=len(self.program.endings),
            complete=self.complete,
        )


def _unique(pieces: list[Codes]) -> Codes:
    codes = np.sort(np.concatenate(pieces))
    return codes[np.flatnonzero(np.concatenate([[True], codes[1:] != codes[:-1]]))]


def _chances(pieces: list[_Piece], order: NDArray[np.int64]) -> NDArray[np.float64] | None:
    if all(piece.chance is None for piece in pieces):
        return None
    each = [np.ones(len(piece.origin)) if piece.chance is None else piece.chance for piece in pieces]
    return np.concatenate(each)[order]
