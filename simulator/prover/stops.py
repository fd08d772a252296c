"""Stops: how situations are written at each, and which menus may open after which."""

from __future__ import annotations

from simulator.prover.layout import Layout
from simulator.prover.program import Program
from simulator.prover.reduce import Plan
from simulator.prover.step import Stop


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
