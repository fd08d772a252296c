"""Every situation that a scenario can reach, and every way on from each, as flat arrays.

A *stop* is a moment whose menu has just opened (instant 0) or whose officer has waited to its n-th instant. A situation at a
stop is a code (see layout.py), and once found has a number. Stops are taken in an order in which what comes first is
explored first; stops that lead back to each other are explored together, wave by wave. For each situation the arrays hold
its *actions* (the open choices by their place in the file, then waiting), and for each action its *outcomes* with chances.
An outcome below 0 is an ending (FIRST_ENDING − n), STUCK, or UNKNOWN where the budget ended.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable
from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

from simulator.prover.compile import Place, Program
from simulator.prover.layout import Codes, Layout
from simulator.prover.reduce import Plan, circles, components
from simulator.prover.step import Arrived, EveryWay, Rows, Stepper, Stop, TooMany, Witness

UNKNOWN = -1  # the outcome that the budget did not let us follow
WAIT = -1  # the action of letting time pass
Progress = Callable[[int, int], None]  # (situations so far, budget)


@dataclass(frozen=True, slots=True, eq=False)
class Explored:
    """Every situation found, in flat arrays; see the module's first lines."""

    action_from: NDArray[np.int64]  # situation → its first action; one more at the end
    action: NDArray[np.int16]  # the choice's place in the file, or WAIT
    outcome_from: NDArray[np.int64] | None  # action → its first outcome; None: each action has exactly one
    outcome: NDArray[np.int32]  # a situation's number, or below 0
    chance: NDArray[np.float64] | None  # None: all certain
    start: NDArray[np.int32]  # the first outcomes of all, and
    start_chance: NDArray[np.float64]
    sheets: tuple[Sheet, ...]  # which numbers stand for which codes, in order
    groups: tuple[Group, ...]
    known: dict[Stop, Known]
    endings: int
    complete: bool

    @property
    def situations(self) -> int:
        """How many situations were found."""
        return len(self.action_from) - 1


@dataclass(frozen=True, slots=True, eq=False)
class Sheet:
    """Situations found together at one stop: number `first` and on."""

    stop: Stop
    first: int
    codes: Codes


@dataclass(frozen=True, slots=True, eq=False)
class Group:
    """Situations that were explored together; `waves` are where each wave began, and the end. One wave: no way back."""

    waves: tuple[int, ...]

    @property
    def circling(self) -> bool:
        """True if its situations may lead to each other."""
        return len(self.waves) > 2


class Known:
    """The situations known at a stop: codes in a few sorted runs, with their numbers."""

    def __init__(self) -> None:
        self._runs: list[tuple[Codes, NDArray[np.int32]]] = []

    def add(self, codes: Codes, first: int) -> None:
        """Number these sorted, new codes from `first` on."""
        numbers = np.arange(first, first + len(codes), dtype=np.int32)
        while self._runs and len(self._runs[-1][0]) < 2 * len(codes):
            other, others = self._runs.pop()
            codes, numbers = np.concatenate([other, codes]), np.concatenate([others, numbers])
            order = np.argsort(codes, kind="stable")
            codes, numbers = codes[order], numbers[order]
        self._runs.append((codes, numbers))

    def find(self, codes: Codes) -> NDArray[np.int32]:
        """The number of each code, or UNKNOWN."""
        found = np.full(len(codes), UNKNOWN, dtype=np.int32)
        for run, numbers in self._runs:
            at = np.minimum(np.searchsorted(run, codes), len(run) - 1)
            found = np.where(run[at] == codes, numbers[at], found)
        return found


@dataclass(slots=True)
class _Piece:
    """Outcomes of one action of some rows, at one stop."""

    action: int
    stop: Stop
    origin: NDArray[np.int32]
    chance: NDArray[np.float64] | None
    codes: Codes | None


@dataclass(slots=True)
class _Chunk:
    """The actions and outcomes of one wave at one stop."""

    actions: NDArray[np.int64]  # how many, of each situation
    action: NDArray[np.int16]
    outcomes: NDArray[np.int64] | None  # how many, of each action
    outcome: NDArray[np.int32]
    chance: NDArray[np.float64] | None


@dataclass(slots=True)
class _Incoming:
    """Outcomes that wait for their stop's situations to be numbered."""

    places: list[tuple[_Chunk, NDArray[np.int64]]] = field(default_factory=list)
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
        self.chunks: list[_Chunk] = []
        self.groups: list[Group] = []
        self.found = 0
        self.complete = True

    def explore(self, starts: Arrived | None) -> Explored:
        begun = self.stepper.begin(self.stepper.opening()) if starts is None else starts
        first = self._chunk(1, self._pieces(0, begun)) if starts is None else self._spread(begun)
        try:
            for together in self._order():
                self._close(together)
        except (TooMany, MemoryError):
            self.complete = False
        return self._explored(first)

    def _spread(self, begun: Arrived) -> _Chunk:
        """Given starts: each row of each is an outcome of its own."""
        pieces, count = [], 0
        for stop, rows in begun:
            codes = self.layouts[stop].written(rows.columns, len(rows))
            pieces.append(_Piece(0, stop, np.arange(count, count + len(rows), dtype=np.int32), None, codes))
            count += len(rows)
        return self._chunk(count, pieces)

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
        self.chunks.append(self._chunk(len(codes), pieces))
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

    def _chunk(self, count: int, pieces: list[_Piece]) -> _Chunk:
        """Order outcomes by situation, then action; those at stops wait for their number."""
        if not pieces:
            none = np.empty(0, np.int32)
            return _Chunk(np.zeros(count, np.int64), none.astype(np.int16), None, none, None)
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
        chunk = _Chunk(
            actions=np.bincount(keys[begins] // width, minlength=count),
            action=action.astype(np.int16),
            outcomes=None if len(begins) == len(keys) else np.diff(begins, append=len(keys)),
            outcome=np.full(len(keys), UNKNOWN, dtype=np.int32),
            chance=_chances(pieces, order),
        )
        self._await(chunk, pieces, position)
        return chunk

    def _await(self, chunk: _Chunk, pieces: list[_Piece], position: NDArray[np.int64]) -> None:
        at = 0
        for piece in pieces:
            where = position[at : at + len(piece.origin)]
            at += len(piece.origin)
            if piece.codes is None:
                chunk.outcome[where] = piece.stop[0]
            else:
                self.incoming[piece.stop].places.append((chunk, where))
                self.incoming[piece.stop].codes.append(piece.codes)

    def _number(self, stop: Stop) -> None:
        incoming = self.incoming.pop(stop, None)
        if incoming:
            for (chunk, where), codes in zip(incoming.places, incoming.codes, strict=True):
                chunk.outcome[where] = self.known[stop].find(codes)

    def _explored(self, first: _Chunk) -> Explored:
        for stop in list(self.incoming):
            self._number(stop)
        chunks = self.chunks
        single = all(chunk.outcomes is None for chunk in chunks)
        certain = all(chunk.chance is None for chunk in chunks)
        return Explored(
            action_from=_starts([chunk.actions for chunk in chunks]),
            action=_end_to_end([chunk.action for chunk in chunks], np.int16),
            outcome_from=None if single else _starts([_counts(chunk) for chunk in chunks]),
            outcome=_end_to_end([chunk.outcome for chunk in chunks], np.int32),
            chance=None if certain else _end_to_end([_certain(chunk) for chunk in chunks], np.float64),
            start=first.outcome,
            start_chance=_certain(first),
            sheets=tuple(self.sheets),
            groups=tuple(group for group in self.groups if len(group.waves) > 1),
            known=dict(self.known),
            endings=len(self.program.endings),
            complete=self.complete,
        )


def layouts(plan: Plan) -> dict[Stop, Layout]:
    """How situations are written at every stop."""
    program, reduction = plan.program, plan.reduction
    found: dict[Stop, Layout] = {}
    for place in program.places:
        if place.acts:
            for instant in range(len(place.instants) + 1):
                point = ("await" if instant else "menu", place.number)
                if instant > 1:
                    found[place.number, instant] = found[place.number, 1]
                else:
                    live = reduction.live.get(point, frozenset())
                    found[place.number, instant] = Layout(program.variables, live, reduction.classes[point])
    return found


def menus_after(program: Program) -> dict[int, set[int]]:
    """For each moment, the moments whose menu may open next."""
    direct: dict[int, set[int]] = {}
    for place in program.places:
        ways = [act.way for act in (*place.acts, *((place.time_out,) if place.time_out else ()))]
        breaks = [program.interrupts[number].way for number in place.interrupts]
        targets = {each.target for way in [*ways, *breaks] for fork in way for each in fork.exits}
        direct[place.number] = {t for t in targets if t >= 0} | ({place.number} if breaks else set())
    passing = {
        place.number: {
            each.target
            for way in [place.way, *(program.interrupts[number].way for number in place.interrupts)]
            for fork in way
            for each in fork.exits
            if each.target >= 0
        }
        for place in program.places
    }
    return {moment: _closure(direct[moment], passing) for moment in direct}


def _closure(start: set[int], ways: dict[int, set[int]]) -> set[int]:
    found, todo = set(start), list(start)
    while todo:
        fresh = ways[todo.pop()] - found
        found |= fresh
        todo += fresh
    return found


def _unique(pieces: list[Codes]) -> Codes:
    codes = np.sort(np.concatenate(pieces))
    return codes[np.flatnonzero(np.concatenate([[True], codes[1:] != codes[:-1]]))]


def _chances(pieces: list[_Piece], order: NDArray[np.int64]) -> NDArray[np.float64] | None:
    if all(piece.chance is None for piece in pieces):
        return None
    each = [np.ones(len(piece.origin)) if piece.chance is None else piece.chance for piece in pieces]
    return np.concatenate(each)[order]


def _counts(chunk: _Chunk) -> NDArray[np.int64]:
    return np.ones(len(chunk.action), np.int64) if chunk.outcomes is None else chunk.outcomes


def _certain(chunk: _Chunk) -> NDArray[np.float64]:
    return np.ones(len(chunk.outcome)) if chunk.chance is None else chunk.chance


def _starts(counts: list[NDArray[np.int64]]) -> NDArray[np.int64]:
    return np.concatenate([[0], np.cumsum(np.concatenate([*counts, np.empty(0, np.int64)]))]).astype(np.int64)


def _end_to_end(parts: list[NDArray], dtype: type) -> NDArray:  # type: ignore[type-arg]
    return np.concatenate([*parts, np.empty(0, dtype)])
