"""A second prover, deliberately naive: plain dicts, one situation at a time, sweeps until nothing moves. Tests only."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from math import lcm

from simulator.model.scenario import (
    BACK,
    ENDING,
    TIME_OUT,
    Choice,
    Effects,
    FactSet,
    MeterChange,
    Moment,
    Next,
    Scenario,
)
from simulator.model.situation import Situation, opening

GRAIN = 1000  # every duration of a generated scenario is a multiple of it


@dataclass(frozen=True)
class Life:
    """All that a run is at one instant."""

    at: str
    situation: tuple[object, ...]
    taken: frozenset[str] = frozenset()
    fired: frozenset[str] = frozenset()
    visited: frozenset[str] = frozenset()
    menu: tuple[str, ...] = ()  # () is an ending, named by `at`
    elapsed: int = 0


Ways = list[tuple[float, Life]]


class Naive:
    """Every situation of a small scenario, and its values."""

    def __init__(self, scenario: Scenario, most: int = 20_000) -> None:
        self.scenario = scenario
        self.situations: dict[tuple[object, ...], Situation] = {}
        self.ways: dict[Life, dict[str, Ways]] = {}
        nobody = Life("", self.key(opening(scenario)))
        self.start = self.merged(self.enter(nobody, scenario.start, {}))
        todo = [life for _, life in self.start]
        while todo:
            life = todo.pop()
            if life in self.ways or not life.menu:
                continue
            self.ways[life] = {name: self.merged(ways) for name, ways in self.actions(life)}
            todo += [after for ways in self.ways[life].values() for _, after in ways]
            if len(self.ways) > most:
                raise OverflowError

    # ---- values

    def best(self) -> dict[Life, float]:
        return self.fixpoint(0, lambda q, life: max(q.values()))

    def worst(self) -> dict[Life, float]:
        ends = self.fixpoint(0, lambda q, life: max(q.values()), worth=lambda life: 1.0)
        return self.fixpoint(100, lambda q, life: min(q.values()) if ends[life] > 0 else 0.0)

    def outlook(self, epsilon: float) -> dict[Life, float]:
        def human(q: dict[str, float], life: Life) -> float:
            chosen = [q[choice] for choice in life.menu]
            return (1 - epsilon) * max(chosen) + epsilon * sum(chosen) / len(chosen)

        return self.fixpoint(0, human)

    def random(self, worth: Callable[[Life], float] | None = None) -> dict[Life, float]:
        return self.fixpoint(0, lambda q, life: sum(q[c] for c in life.menu) / len(life.menu), worth)

    def fixpoint(
        self,
        begin: float,
        value: Callable[[dict[str, float], Life], float],
        worth: Callable[[Life], float] | None = None,
    ) -> dict[Life, float]:
        worth = worth or self.worth
        values = dict.fromkeys(self.ways, float(begin))
        for _ in range(30_000):
            most = 0.0
            for life in reversed(values):
                new = value(self.worths(values, life, worth), life)
                most, values[life] = max(most, abs(new - values[life])), new
            if most < 1e-13:
                break
        return values

    def worths(
        self, values: dict[Life, float], life: Life, worth: Callable[[Life], float]
    ) -> dict[str, float]:
        """What each action is worth."""
        return {
            name: sum(p * (values[after] if after.menu else worth(after)) for p, after in ways)
            for name, ways in self.ways[life].items()
        }

    def worth(self, life: Life) -> float:
        name = life.at.removeprefix(ENDING)
        return float(self.scenario.endings[name].worth) if name in self.scenario.endings else 0.0

    def from_start(self, values: dict[Life, float], worth: Callable[[Life], float] | None = None) -> float:
        worth = worth or self.worth
        return sum(p * (values[life] if life.menu else worth(life)) for p, life in self.start)

    # ---- play

    def actions(self, life: Life) -> Iterator[tuple[str, Ways]]:
        moment = self.scenario.moment(life.at)
        for name in life.menu:
            yield name, list(self.take(life, moment.choice(name)))
        if moment.drift or moment.time_limit:
            yield "", list(self.pass_time(life, moment))

    def pass_time(self, life: Life, moment: Moment) -> Iterator[tuple[float, Life]]:
        periods = [drift.every for drift in moment.drift]
        now = life.elapsed + GRAIN
        left, life = self.drift(life, moment, now)
        yield from left
        if life.menu and now == moment.time_limit:
            yield from self.take(replace(life, elapsed=now), moment.choice(TIME_OUT))
        elif life.menu:
            yield (
                1.0,
                replace(life, elapsed=now if moment.time_limit else now % lcm(*periods) or lcm(*periods)),
            )

    def drift(self, life: Life, moment: Moment, now: int) -> tuple[Ways, Life]:
        """What left the menu, and the life that is still waiting (its menu is () where none is)."""
        due = tuple(MeterChange(d.meter, d.change, d.when) for d in moment.drift if now % d.every == 0)
        left, after = self.change(life, due, {})
        return left, after or replace(life, menu=())

    def take(self, life: Life, choice: Choice) -> Iterator[tuple[float, Life]]:
        moment = self.scenario.moment(life.at)
        life = replace(life, taken=life.taken | {f"{life.at}/{choice.id}"})
        steps = range(life.elapsed + GRAIN, life.elapsed + choice.wait + 1, GRAIN)
        for now in steps if moment.drift else ():
            left, life = self.drift(life, moment, now)
            yield from left
            if not life.menu:
                return
        left, after = self.change(life, choice.effects, {})
        yield from left
        if after:
            yield from self.follow(after, choice.next, {})

    def enter(self, life: Life, at: str, chain: dict[object, int]) -> Iterator[tuple[float, Life]]:
        moment = self.scenario.moment(at)
        first = at not in life.visited
        situation = self.situations[life.situation].visited(first)
        here = (at, self.key(situation), life.fired)
        if here in chain:
            yield 1.0, Life("stuck", ())
            return
        life = replace(life, at=at, situation=self.key(situation), visited=life.visited | {at})
        for p, drawn in self.drawn(life, moment) if first else [(1.0, life)]:
            left, after = self.change(drawn, moment.effects, {**chain, here: 1})
            yield from ((p * q, each) for q, each in left)
            if after:
                yield from ((p * q, each) for q, each in self.open(after, {**chain, here: 1}))

    def drawn(self, life: Life, moment: Moment) -> Ways:
        ways = [(1.0, life)]
        for fact, percent in moment.draw.items():
            came = [(p * percent / 100, self.after(each, (FactSet(fact, True),))) for p, each in ways]
            ways = [(p * (1 - percent / 100), each) for p, each in ways] + came
        return [(p, each) for p, each in ways if p > 0]

    def open(self, life: Life, chain: dict[object, int]) -> Iterator[tuple[float, Life]]:
        moment, situation = self.scenario.moment(life.at), self.situations[life.situation]
        menu = tuple(
            choice.id
            for choice in moment.choices
            if situation.meets(choice.when) and not (choice.once and f"{life.at}/{choice.id}" in life.taken)
        )
        if menu:
            yield 1.0, replace(life, menu=menu, elapsed=0)
        else:
            yield from self.follow(life, moment.next, chain)

    def change(self, life: Life, effects: Effects, chain: dict[object, int]) -> tuple[Ways, Life | None]:
        """After the effects: where an interrupt led, or the life itself where none broke in."""
        life = self.after(life, effects)
        for interrupt in self.scenario.interrupts_at(life.at):
            if interrupt.id not in life.fired and self.situations[life.situation].meets(interrupt.when):
                life = replace(life, fired=life.fired | {interrupt.id})
                left, after = self.change(life, interrupt.effects, chain)
                return left + (list(self.follow(after, interrupt.next, chain)) if after else []), None
        return [], life

    def follow(self, life: Life, way: Next, chain: dict[object, int]) -> Iterator[tuple[float, Life]]:
        situation = self.situations[life.situation]
        branch = next((each for each in way if situation.meets(each.when)), None)
        holding = [each for each in branch.outcomes if situation.meets(each.when)] if branch else []
        total = sum(each.chance for each in holding)
        if not holding:
            yield 1.0, Life("stuck", ())
        for each in holding:
            p = 1.0 if len(holding) == 1 else each.chance / total
            if p == 0:
                continue
            if each.target.startswith(ENDING):
                yield p, Life(each.target, ())
            elif each.target == BACK:
                yield from ((p * q, after) for q, after in self.open(life, chain))
            else:
                yield from ((p * q, after) for q, after in self.enter(life, each.target, chain))

    # ---- small ones

    def after(self, life: Life, effects: Effects) -> Life:
        return replace(life, situation=self.key(self.situations[life.situation].after(effects)))

    def key(self, situation: Situation) -> tuple[object, ...]:
        self.situations.setdefault(situation.key, situation)
        return situation.key

    def merged(self, ways: Iterator[tuple[float, Life]] | Ways) -> Ways:
        total: dict[Life, float] = {}
        for p, life in ways:
            total[life] = total.get(life, 0.0) + p
        return [(p, life) for life, p in total.items()]
