"""The prover's speed and memory: exploring and solving large scenarios, each shipped one, and test-play.

Run: python benchmarks/bench_prover.py [all | forward | large | back | growth | shipped | play]
"""

from __future__ import annotations

import sys
from collections.abc import Callable
from pathlib import Path
from random import Random
from time import process_time

from benchmarks.measure import peak_of, said_and_peak_of
from simulator.library.load import load_file
from simulator.model.scenario import (
    Branch,
    Choice,
    ChoiceKind,
    Comparison,
    Ending,
    EndingKind,
    Meter,
    MeterChange,
    MeterIs,
    Moment,
    Outcome,
    Scenario,
    Scene,
    Variant,
)
from simulator.prover import prove
from simulator.prover.compile import compiled
from simulator.prover.explore import explore
from simulator.prover.reduce import reduced
from simulator.prover.solve import Solver
from simulator.prover.testplay import play

METERS = ("tension", "rapport", "exposure")
BUDGET = 40_000_000


def grid(moments: int, top: int, back: float = 0.0, seed: int = 1) -> Scenario:
    """A scenario of four choices a moment, each moving three meters by fives; so many of the choices lead back."""
    dice = Random(seed)
    made = {f"s.m{n}": _moment(n, moments, back, dice) for n in range(moments)}
    made["s.end"] = Moment("s.end", next=_verdict())
    endings = {f"e{n}": Ending(f"e{n}", EndingKind.RESOLVED, 20 * n, (Variant("E"),)) for n in range(6)}
    meters = {name: Meter(top // 10 * 5, 0, top) for name in METERS}
    scene = Scene("s", "Here", made)
    return Scenario("grid", "Grid", "c", "1", 1, 1, "", "s.m0", {"s": scene}, endings, meters=meters)


def _moment(number: int, moments: int, back: float, dice: Random) -> Moment:
    choices = []
    for n in range(4):
        ahead = number + dice.choice([1, 1, 2, 3])
        there = dice.randrange(max(1, number)) if dice.random() < back else ahead
        target = f"s.m{there}" if there < moments else "s.end"
        effects = tuple(MeterChange(name, dice.choice([-10, -5, 0, 5, 10])) for name in METERS)
        words = (Variant("w" * dice.randint(5, 60)),)
        choices.append(
            Choice(f"c{n}", ChoiceKind.SAY, words, effects=effects, next=(Branch((Outcome(target),)),))
        )
    return Moment(f"s.m{number}", choices=tuple(choices))


def _verdict() -> tuple[Branch, ...]:
    """The more meters stand high, the better the ending."""
    branches = [
        Branch((Outcome(f"ending.e{5 - n}"),), (MeterIs(METERS[n % 3], Comparison.ABOVE, 70 - 12 * n),))
        for n in range(5)
    ]
    return (*branches, Branch((Outcome("ending.e0"),)))


def measured(scenario: Scenario) -> str:
    """Times and sizes of exploring and solving; `explore + best` is what others are measured by."""
    begun = process_time()
    plan = reduced(compiled(scenario))
    began = process_time()
    explored = explore(plan, BUDGET)
    found = process_time()
    values = Solver(plan.program, explored).values(0.3)
    solved = process_time()
    count = explored.situations
    return (
        f"{count:>10,} situations  {len(explored.action):>11,} choices  reduce {began - begun:5.2f} s  explore {found - began:6.2f} s  "
        f"all four values {solved - found:6.2f} s  {(solved - begun) / count * 1e6:6.2f} µs a situation  "
        f"error {values.error:.0e}  core {values.endless:,}"
    )


def proved(scenario: Scenario) -> str:
    """The time of the whole proof: every value, the strategies, and the endings' chances."""
    began = process_time()
    proof = prove(scenario, budget=BUDGET).proof
    took = process_time() - began
    return f"{proof.situations:>10,} situations  whole proof {took:6.2f} s  error {proof.error:.0e}  estimated {proof.estimated}"


def forward() -> None:
    """Forward only, 1.3 million situations."""
    _told("forward only", "measured(grid(200, 90))")


def large() -> None:
    """Forward only, 7.0 million situations."""
    _told("forward only", "measured(grid(200, 170))")


def back() -> None:
    """With 10 % back edges: 15,000 and 1.3 million situations, nearly all of them on one circle."""
    for top in (40, 90):
        _told("10 % back edges", f"measured(grid(200, {top}, back=0.1))")
    _told("10 % back edges, whole", "proved(grid(200, 90, back=0.1))")


def growth() -> None:
    """Time and memory for each situation as scenarios grow: 10⁴, 10⁵, 10⁶."""
    for moments, top in ((200, 40), (36, 90), (200, 90)):
        _told(f"{moments} moments, meters 0..{top}", f"measured(grid({moments}, {top}))")


def _told(name: str, work: str) -> None:
    """Do it in a process of its own, so that what is measured is its peak alone."""
    names = "from benchmarks.bench_prover import grid, measured, proved"
    empty = peak_of(names)
    told, peak = said_and_peak_of(f"{names}; print({work})")
    print(f"{name}:", flush=True)
    print(f"    {told}", flush=True)
    count = int(told.split()[0].replace(",", ""))
    over = peak - empty
    print(
        f"    peak {peak:.0f} MB, {over:.0f} MB over an idle process, {over * 1e6 / count:.0f} bytes a situation",
        flush=True,
    )


def shipped() -> None:
    """Each shipped scenario, from its Scenario to its proof, nothing kept from before."""
    for folder in sorted(Path("scenarios").iterdir()):
        if (folder / "scenario.yaml").exists() and (scenario := load_file(folder).scenario):
            began = process_time()
            proof = prove(scenario).proof
            print(
                f"{scenario.id:<24} {proof.situations:>9,} situations  {process_time() - began:5.2f} s",
                flush=True,
            )


def journaled() -> None:
    """Test-play with a full journal, 1,000 moments."""
    scenario = grid(1000, 90)
    for runs in (1_000, 10_000):
        began = process_time()
        played = play(scenario, runs, seed=1)
        rate = played.choices_made / (process_time() - began)
        print(f"test-play, 1,000 moments, {runs:,} runs: {rate / 1000:.0f} thousand choices/s", flush=True)


EVERY: dict[str, Callable[[], None]] = {
    "forward": forward,
    "large": large,
    "back": back,
    "growth": growth,
    "shipped": shipped,
    "play": journaled,
}

if __name__ == "__main__":
    wanted = sys.argv[1] if len(sys.argv) > 1 else "all"
    for name, bench in EVERY.items():
        if wanted in ("all", name):
            bench()
