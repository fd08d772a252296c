"""What the choices of many runs lost: all decisions of one moment are weighed side by side."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import islice
from typing import TypeAlias

import numpy as np

from simulator.model.events import Event
from simulator.model.scenario import ChoiceId
from simulator.prover.batch import Indices, Mask, Vector
from simulator.prover.program import Act, Place, Program
from simulator.prover.rows import Rows
from simulator.prover.walk import Taken, decisions_taken
from simulator.prover.worths import Worths

ByChoice: TypeAlias = Mapping[ChoiceId, float]


class Losses:
    """The losses of runs of one scenario, under its proof."""

    def __init__(self, program: Program, worths: Worths) -> None:
        self._program = program
        self._worths = worths
        self._places = {place.id: place for place in program.places}

    def of(self, runs: Iterable[Sequence[Event]]) -> list[tuple[ByChoice, ...]]:
        """For each decision of each run the loss of every open choice, and of the time-out where it came; empty after an inject."""
        taken = [tuple(decisions_taken(self._program, events)) for events in runs]
        found = iter(self._of_all([each for run in taken for each in run]))
        return [tuple(islice(found, len(run))) for run in taken]

    def _of_all(self, decisions: Sequence[Taken]) -> list[ByChoice]:
        found: list[ByChoice] = [{}] * len(decisions)
        numbers: dict[str, list[int]] = defaultdict(list)
        for number, taken in enumerate(decisions):
            if not taken.injected:
                numbers[taken.moment].append(number)
        for moment, those in numbers.items():
            weighed = self._at(self._places[moment], [decisions[number] for number in those])
            for number, losses in zip(those, weighed, strict=True):
                found[number] = losses
        return found

    def _at(self, place: Place, decisions: Sequence[Taken]) -> Iterator[ByChoice]:
        acts = [*place.acts, place.time_out] if place.time_out else [*place.acts]
        ids = [act.id for act in acts]
        is_open = np.array([[id in each.open_choices for id in ids] for each in decisions])
        asked = is_open | np.array([[id == each.choice for id in ids] for each in decisions])
        rows, waited = self._rows(place, decisions), np.array([each.waited for each in decisions])
        worths = np.stack(
            [self._worth(place, *each, rows, waited) for each in zip(acts, asked.T, strict=True)]
        )
        best = np.where(is_open.T, worths, -np.inf).max(axis=0)
        losses = np.maximum(0, best - worths).T.tolist()
        for its, those in zip(losses, asked.tolist(), strict=True):
            yield {id: loss for id, loss, is_asked in zip(ids, its, those, strict=True) if is_asked}

    def _rows(self, place: Place, decisions: Sequence[Taken]) -> Rows:
        """The situations at the choices' instants, in what still matters while the menu is open."""
        values = np.frombuffer(b"".join(each.values for each in decisions), np.intc)
        table = values.reshape(len(decisions), -1).T.astype(np.int32)
        stops = [self._worths.layouts.get((place.number, instant)) for instant in (0, 1)]
        live = {field.variable for layout in stops if layout for field in layout.fields}
        return Rows({variable: table[variable] for variable in live}, np.empty(len(decisions), np.int32))

    def _worth(self, place: Place, act: Act, asked: Mask, rows: Rows, waited: Indices) -> Vector:
        """What the choice was worth in each of the rows where that is asked, and otherwise 0."""
        worth = np.zeros(len(rows))
        for which in _together(place, act, np.flatnonzero(asked), waited):
            there = rows.at(which)
            there.origin = np.arange(len(which), dtype=np.int32)
            worth[which] = self._worths.of(place, act, there, int(waited[which[0]]))
        return worth


def _together(place: Place, act: Act, which: Indices, waited: Indices) -> Iterable[Indices]:
    """Those of the rows whose choice meets the same steps of drift: the instant matters to a wait alone."""
    if not len(which):
        return []
    if not (act.wait and place.flows):
        return [which]
    ends = [at // flow.every for flow in place.flows for at in (waited[which], waited[which] + act.wait)]
    _, group = np.unique(np.stack(ends), axis=1, return_inverse=True)
    return [which[group.ravel() == number] for number in range(int(group.max()) + 1)]
