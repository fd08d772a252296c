"""levelhead test-play: many runs through a scenario at once, and what they saw; or few that see everything."""

from __future__ import annotations

from argparse import Namespace
from collections.abc import Iterator
from time import perf_counter

from simulator.commands.house import cache_folder
from simulator.commands.named import named_scenario
from simulator.commands.progress import progress
from simulator.foresight import foresee
from simulator.model.scenario import Scenario
from simulator.prover.covering import Covered, cover
from simulator.prover.testplay import Played, play

RAREST = 8  # choices shown


class CannotPlay(Exception):
    """The scenario cannot be played; the sentence is for a person."""


def test_play(options: Namespace) -> int:
    """Play, and tell what was seen; 1 where a planned choice could not be taken."""
    if options.runs < 1:
        raise CannotPlay(f"{options.runs} runs show nothing. Give --runs 1 or more.")
    scenario = named_scenario(options.path)
    if options.cover:
        return _cover(scenario)
    began = perf_counter()
    with progress("Playing") as tell:
        played = play(scenario, options.runs, options.seed, options.strategy, tell)
    seconds = perf_counter() - began
    print("\n".join(told(played)))
    print(f"{played.choices_made:,} choices in {seconds:.1f} s")
    return 0


def _cover(scenario: Scenario) -> int:
    with progress(f"Exploring {scenario.id}") as tell:
        covered = cover(foresee(scenario, cache_folder(), progress=tell))
    print("\n".join(_paths(covered)))
    return 0 if covered.taken == covered.reachable else 1


def _paths(covered: Covered) -> Iterator[str]:
    for number, path in enumerate(covered.runs, 1):
        yield f"# run {number}"
        yield from path
    yield f"# {len(covered.runs)} runs take {covered.taken} of {covered.reachable} choices"


def told(played: Played) -> Iterator[str]:
    """What was seen, line by line."""
    low, high = played.interval
    yield f"{played.runs:,} runs · mean worth {played.worth:.1f} (95 %: {low:.1f} to {high:.1f})"
    for what, counts in (
        ("moments", played.moments),
        ("choices", played.choices),
        ("branches", played.branches),
    ):
        yield f"{what}: {sum(map(bool, counts.values()))} of {len(counts)} seen"
    if played.lines:
        yield f"lines with a condition: {sum(map(bool, played.lines.values()))} of {len(played.lines)} seen"
    yield "endings:"
    for ending, count in played.endings.items():
        yield f"  {ending:<24} {count / played.runs:.2%}"
    for name, count in (("stuck", played.stuck), ("given up as unending", played.unending)):
        if count:
            yield f"  {name:<24} {count / played.runs:.2%}"
    yield "meters at the end (least, a tenth below, median, a tenth above, most):"
    for meter, spread in played.meters.items():
        at = (spread.least, spread.lower, spread.median, spread.upper, spread.most)
        yield f"  {meter:<24} {'  '.join(f'{value:g}' for value in at)}"
    yield "least taken:"
    for moment, choice, count in played.least_taken[:RAREST]:
        yield f"  {count:>8,}  {moment}/{choice}"
