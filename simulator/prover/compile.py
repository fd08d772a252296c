"""Compiling a scenario to numbers (program.py). The only module that reads a scenario's words for the prover.

Everything that can change in a run is a *variable*: a small whole number in a range. Meters and facts are variables, and so
are the marks that the engine keeps beside the situation: a `once` choice taken, an interrupt fired, a moment visited,
"this is the first visit", and (while a menu stays open under drift) whether a choice was open when the menu opened.
"""

from __future__ import annotations

from collections.abc import Iterator
from math import lcm

import numpy as np

from simulator.model.scenario import (
    BACK,
    ENDING,
    TIME_OUT,
    AnyOf,
    Choice,
    Comparison,
    Condition,
    Conditions,
    Drift,
    Effects,
    FactIs,
    FactSet,
    FirstVisit,
    Interrupt,
    Line,
    MeterChange,
    MeterIs,
    MeterSet,
    Milliseconds,
    Moment,
    Next,
    Scenario,
    Target,
    Text,
)
from simulator.prover.program import (
    FIRST_ENDING,
    TO_BACK,
    Act,
    BreakIn,
    Deed,
    Exit,
    Flow,
    Fork,
    Kind,
    Place,
    Program,
    Step,
    Term,
    Test,
    Variable,
    Way,
)

COMPARE = {
    Comparison.BELOW: np.less,
    Comparison.AT_MOST: np.less_equal,
    Comparison.EQUAL: np.equal,
    Comparison.AT_LEAST: np.greater_equal,
    Comparison.ABOVE: np.greater,
}


def compiled(scenario: Scenario) -> Program:
    """The scenario in numbers."""
    return _Compiler(scenario).program()


def interrupts_of(scenario: Scenario) -> list[Interrupt]:
    """Every interrupt, the scenes' own first: an interrupt's number is its place here."""
    own = [interrupt for scene in scenario.scenes.values() for interrupt in scene.interrupts]
    return [*own, *scenario.interrupts]


class _Compiler:
    def __init__(self, scenario: Scenario) -> None:
        self.scenario = scenario
        self.moments = list(scenario.moments)
        self.breaks = interrupts_of(scenario)
        self.variables: list[Variable] = []
        self.numbers: dict[tuple[Kind, str], int] = {}
        self.targets = {moment.id: number for number, moment in enumerate(self.moments)}
        self.targets |= {f"{ENDING}{id}": FIRST_ENDING - n for n, id in enumerate(scenario.endings)}
        self.targets[BACK] = TO_BACK
        for variable in self._every_variable():
            self.numbers[variable.kind, variable.name] = len(self.variables)
            self.variables.append(variable)
        self.first = self.numbers[Kind.FIRST, ""]

    def program(self) -> Program:
        return Program(
            scenario=self.scenario,
            variables=tuple(self.variables),
            places=tuple(map(self._place, self.moments)),
            interrupts=tuple(self._break_in(number, each) for number, each in enumerate(self.breaks)),
            endings=tuple(self.scenario.endings),
            start=self.targets[self.scenario.start],
            first=self.first,
            ending_words=tuple(
                self._words(("ending", ending.id), ending.lines, ending.title)
                for ending in self.scenario.endings.values()
            ),
        )

    def _every_variable(self) -> Iterator[Variable]:
        for name, meter in self.scenario.meters.items():
            yield Variable(Kind.METER, name, meter.min, meter.max, meter.start)
        for fact in self.scenario.facts:
            yield Variable(Kind.FACT, fact)
        for moment in self.moments:
            yield Variable(Kind.VISITED, moment.id)
            drifting = {drift.meter for drift in moment.drift}
            for choice in moment.choices:
                if choice.once:
                    yield Variable(Kind.TAKEN, f"{moment.id}/{choice.id}")
                if drifting & set(_meters(choice.when)):
                    yield Variable(Kind.FROZEN, f"{moment.id}/{choice.id}")
        for interrupt in self.breaks:
            yield Variable(Kind.FIRED, interrupt.id)
        yield Variable(Kind.FIRST, "")

    def _place(self, moment: Moment) -> Place:
        number = self.targets[moment.id]
        acts = tuple(self._act(moment, n, choice) for n, choice in enumerate(moment.choices))
        late = moment.on_time_out
        flows = tuple(self._flow(moment, n, drift) for n, drift in enumerate(moment.drift))
        limit = moment.time_limit
        return Place(
            number=number,
            id=moment.id,
            acts=acts,
            time_out=self._act(moment, len(acts), late) if late else None,
            way=self._way(moment.next, ("moment", moment.id)),
            visited=self.numbers[Kind.VISITED, moment.id],
            deed=self._arriving(moment),
            effects=self._deed(moment.effects, ("moment", moment.id)),
            flows=flows,
            limit=limit,
            interrupts=tuple(map(self.breaks.index, self.scenario.interrupts_at(moment.id))),
            instants=_instants(flows, limit, [act.wait for act in acts if act.wait]) if acts else (),
            words=self._words(("moment", moment.id), moment.lines),
        )

    def _arriving(self, moment: Moment) -> Deed:
        visited = self.numbers[Kind.VISITED, moment.id]
        draws = (
            Step(self.numbers[Kind.FACT, fact], 1, chance=percent, unless=visited)
            for fact, percent in moment.draw.items()
            if percent > 0
        )
        return (Step(self.first, 0, source=visited), *draws, Step(visited, 1))

    def _act(self, moment: Moment, number: int, choice: Choice) -> Act:
        owner = ("choice", moment.id, choice.id)
        name = f"{moment.id}/{choice.id}"
        taken = self.numbers.get((Kind.TAKEN, name), -1) if choice.id != TIME_OUT else -1
        mark = (Step(taken, 1),) if taken >= 0 else ()
        return Act(
            number=number,
            id=choice.id,
            test=self._test(choice.when, owner),
            taken=taken,
            frozen=self.numbers.get((Kind.FROZEN, name), -1),
            wait=choice.wait,
            deed=mark + self._deed(choice.effects, owner),
            way=self._way(choice.next, owner),
            words=self._words(owner, choice.reply),
            texts=self._texts(owner, choice),
        )

    def _break_in(self, number: int, interrupt: Interrupt) -> BreakIn:
        owner = ("interrupt", interrupt.id)
        fired = self.numbers[Kind.FIRED, interrupt.id]
        test = self._test(interrupt.when, owner) or Test((), owner)
        deed = self._deed(interrupt.effects, owner)
        return BreakIn(
            number,
            interrupt.id,
            test,
            fired,
            deed,
            self._way(interrupt.next, owner),
            self._words(owner, interrupt.lines),
        )

    def _flow(self, moment: Moment, number: int, drift: Drift) -> Flow:
        test = self._test(drift.when, ("drift", moment.id, str(number)))
        return Flow(Step(self.numbers[Kind.METER, drift.meter], drift.change, True, test), drift.every)

    def _deed(self, effects: Effects, owner: tuple[str, ...]) -> Deed:
        steps = [self._step(effect, ("effect", *owner, str(n))) for n, effect in enumerate(effects)]
        return tuple(sorted(steps, key=lambda step: step.moves))

    def _step(self, effect: MeterChange | MeterSet | FactSet, where: tuple[str, ...]) -> Step:
        test = self._test(effect.when, where)
        match effect:
            case MeterChange(meter, change):
                return Step(self.numbers[Kind.METER, meter], change, True, test)
            case MeterSet(meter, value):
                return Step(self.numbers[Kind.METER, meter], value, False, test)
            case FactSet(fact, value):
                return Step(self.numbers[Kind.FACT, fact], int(value), False, test)

    def _way(self, way: Next, owner: tuple[str, ...]) -> Way:
        return tuple(
            self._fork(branch.outcomes, branch.when, ("branch", *owner, str(n)))
            for n, branch in enumerate(way)
        )

    def _fork(self, outcomes: tuple[object, ...], when: Conditions, where: tuple[str, ...]) -> Fork:
        exits = tuple(
            Exit(self._target(each.target), each.chance, self._test(each.when, (*where, str(n))))  # type: ignore[attr-defined]
            for n, each in enumerate(outcomes)
        )
        return Fork(exits, self._test(when, where), where)

    def _target(self, target: Target) -> int:
        return self.targets[target]

    def _words(self, owner: tuple[str, ...], lines: tuple[Line, ...], title: Text = ()) -> tuple[Test, ...]:
        """The guards of lines, and of the wordings of each."""
        guards = [(("line", *owner, str(n)), line.when) for n, line in enumerate(lines)]
        for n, text in [(-1, title), *((n, line.text) for n, line in enumerate(lines))]:
            guards += [(("wording", *owner, str(n), str(v)), each.when) for v, each in enumerate(text)]
        tests = (self._test(when, where) for where, when in guards)
        return tuple(test for test in tests if test)

    def _texts(self, owner: tuple[str, ...], choice: Choice) -> tuple[Test, ...]:
        texts = {choice.kind.value: choice.words, "why": choice.why}
        texts |= {f"felt.{who}" if who else "felt": text for who, text in choice.felt.items()}
        tests = (
            self._test(each.when, ("wording", *owner, key, str(v)))
            for key, text in texts.items()
            for v, each in enumerate(text)
        )
        return tuple(test for test in tests if test)

    def _test(self, conditions: Conditions, where: tuple[str, ...]) -> Test | None:
        if not conditions:
            return None
        return Test(tuple(tuple(self._terms(condition)) for condition in conditions), where)

    def _terms(self, condition: Condition) -> Iterator[Term]:
        match condition:
            case FactIs(fact, value):
                yield Term(self.numbers[Kind.FACT, fact], np.equal, int(value))
            case MeterIs(meter, comparison, number):
                yield Term(self.numbers[Kind.METER, meter], COMPARE[comparison], number)
            case FirstVisit():
                yield Term(self.first, np.equal, 1)
            case AnyOf(conditions):
                for each in conditions:
                    yield from self._terms(each)


def _meters(conditions: Conditions) -> Iterator[str]:
    for condition in conditions:
        match condition:
            case MeterIs(meter):
                yield meter
            case AnyOf(conditions=within):
                yield from _meters(within)
            case FactIs() | FirstVisit():
                pass


def _instants(
    flows: tuple[Flow, ...], limit: Milliseconds | None, waits: list[Milliseconds]
) -> tuple[Milliseconds, ...]:
    """When waiting makes a difference: drift steps, the limit, and where a `wait` begins to reach one step further."""
    horizon = limit if limit is not None else lcm(*(flow.every for flow in flows)) if flows else 0
    instants = {horizon} if limit is not None else set[int]()
    for flow in flows:
        instants |= set(range(flow.every, horizon + 1, flow.every))
        for wait in waits:
            begins = (flow.every - wait) % flow.every
            instants |= {at for at in range(begins, horizon, flow.every) if at > 0}
    return tuple(sorted(instants))
