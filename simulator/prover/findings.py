"""What is wrong, or worth a look, in a proved scenario: each finding with its place, cause, cure and evidence.

    examine(scenario, proved, behaviors)        # behaviors: behavior → (dimension, value), plain data of the rubric

Codes: ending_never_reached, moment_never_reached, choice_never_open, branch_never_taken, line_never_shown,
interrupt_never_fires, probe_never_asked, inject_never_possible, guard_always_holds, guard_never_holds, chances_do_not_sum,
fact_never_set, fact_never_asked, meter_never_matters, dead_end, no_way_to_an_ending, endless_run, loop_can_be_farmed,
time_limit_too_short, strategy_wins, choice_always_grave, few_opportunities, peace_closed_early, undecided_within_budget.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from itertools import chain

from simulator.model.findings import Finding, Severity
from simulator.model.scenario import Scenario
from simulator.prover import asked, scored, unreached, ways_out
from simulator.prover.proved import Proved

Behaviors = Mapping[str, tuple[str, int]]
Realizes = Callable[[Sequence[str], int], bool]  # whether a run with this seed can follow the path
SEEDS = 40


def examine(
    scenario: Scenario,
    proved: Proved,
    behaviors: Behaviors | None = None,
    realizes: Realizes | None = None,
) -> tuple[Finding, ...]:
    """Every finding of the prover. With `realizes`, evidence that needs chance is told with a seed that brings it."""
    parts: Iterable[Iterator[Finding]] = (
        _undecided(proved),
        unreached.findings(scenario, proved),
        asked.findings(scenario),
        ways_out.findings(scenario, proved),
        scored.findings(scenario, proved, behaviors or {}),
    )
    found = list(chain.from_iterable(parts))
    return tuple(_seeded(finding, realizes) for finding in found)


def _undecided(proved: Proved) -> Iterator[Finding]:
    proof = proved.proof
    if not proof.complete:
        yield Finding(
            "undecided_within_budget",
            Severity.WARNING,
            "",
            f"After {proof.situations:,} situations the budget was spent, so not everything is proved; all values are estimated.",
            "Give a larger --budget, or let fewer facts and meters matter for long.",
        )


def _seeded(finding: Finding, realizes: Realizes | None) -> Finding:
    """The same finding, its evidence led by a seed where chance is needed and one was found quickly."""
    if realizes is None or not any("by chance" in line for line in finding.evidence):
        return finding
    seed = next((seed for seed in range(SEEDS) if realizes(finding.evidence, seed)), None)
    if seed is None:
        return finding
    return Finding(
        finding.code,
        finding.severity,
        finding.where,
        finding.message,
        finding.cure,
        finding.position,
        (f"# seed {seed}", *finding.evidence),
    )
