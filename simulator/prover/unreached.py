"""Findings about what never happens: moments, choices, branches, lines, interrupts, probes, endings, guards."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Set

from simulator.model.findings import Finding, Severity, choice_path, moment_path
from simulator.model.scenario import ENDING, Branch, Choice, Moment, Next, Scenario, Target
from simulator.prover.compile import compiled
from simulator.prover.explore import explore
from simulator.prover.places import named, numbers_of, owner_of, path_of
from simulator.prover.program import Test
from simulator.prover.proved import Proved
from simulator.prover.reduce import reduced, words_of
from simulator.prover.testplay import play
from simulator.prover.witness import Witness

Where = tuple[str, ...]
RUNS = 400  # played at random before a line's guard is proved
MORE = 1_500_000  # situations that may be spent on the guards of lines


def unreached(scenario: Scenario, proved: Proved) -> frozenset[Target]:
    """The moments and endings that no run comes to; none where the proof is not complete."""
    if not proved.proof.complete:
        return frozenset()
    endings = frozenset(
        f"{ENDING}{id}" for id, each in proved.proof.endings.items() if each.reachable is False
    )
    moments = (moment.id for moment in scenario.moments)
    return endings | {id for id in moments if ("moment", id) not in proved.witness.seen}


def findings(scenario: Scenario, proved: Proved) -> Iterator[Finding]:
    """What never happens; only what is settled is told."""
    if not proved.proof.complete:
        return
    seen = proved.witness.seen
    yield from _endings(scenario, proved)
    for moment in scenario.moments:
        if ("moment", moment.id) not in seen:
            yield Finding(
                "moment_never_reached",
                Severity.WARNING,
                moment_path(moment.id),
                f'No run can reach the moment "{moment.id}".',
                "Let a choice, a branch or an interrupt that can happen lead here, or delete the moment.",
            )
        else:
            yield from _choices(moment, seen)
    yield from _ways(scenario, seen)
    yield from _interrupts(scenario, seen)
    yield from _guards(proved)
    yield from _uneven(proved)
    yield from _lines(scenario, proved)


def _endings(scenario: Scenario, proved: Proved) -> Iterator[Finding]:
    for id, ending in proved.proof.endings.items():
        if ending.reachable is False:
            yield Finding(
                "ending_never_reached",
                Severity.WARNING,
                f"endings.{id}",
                f'No run can reach the ending "{id}".',
                "Loosen the guards on the way to it, or delete it.",
            )


def _choices(moment: Moment, seen: Set[Where]) -> Iterator[Finding]:
    menu = ("menu", moment.id) in seen
    for choice in moment.choices:
        if ("choice", moment.id, choice.id) not in seen:
            yield Finding(
                "choice_never_open",
                Severity.WARNING,
                choice_path(moment.id, choice.id),
                f'The choice "{choice.id}" is never open: in no situation that can be reached does its guard hold.',
                "Loosen its `when`, or let something on the way make it true.",
            )
    if moment.probe and not menu:
        yield Finding(
            "probe_never_asked",
            Severity.WARNING,
            f"{moment_path(moment.id)}.probe",
            "The probe is never asked, because the moment's menu never opens.",
            "Give the moment a choice that can be open, or move the probe.",
        )


def _ways(scenario: Scenario, seen: Set[Where]) -> Iterator[Finding]:
    for owner, way, happens in _owners(scenario, seen):
        for b, branch in enumerate(way) if happens else ():
            if not any(("branch", *owner, str(b), str(o)) in seen for o in range(len(branch.outcomes))):
                yield Finding(
                    "branch_never_taken",
                    Severity.WARNING,
                    f"{path_of(owner)}.next",
                    f"Branch {b + 1} of {named(owner)} ({_told(branch)}) is never taken.",
                    "Loosen its guard, move it before a branch that always holds, or delete it.",
                )


def _owners(scenario: Scenario, seen: Set[Where]) -> Iterator[tuple[Where, Next, bool]]:
    for moment in scenario.moments:
        yield ("moment", moment.id), moment.next, ("onward", moment.id) in seen
        late: tuple[Choice, ...] = (moment.on_time_out,) if moment.on_time_out else ()
        for choice in (*moment.choices, *late):
            owner = ("choice", moment.id, choice.id)
            yield owner, choice.next, owner in seen
    for scene in scenario.scenes.values():
        for interrupt in (*scene.interrupts,):
            yield ("interrupt", interrupt.id), interrupt.next, ("interrupt", interrupt.id) in seen
    for interrupt in scenario.interrupts:
        yield ("interrupt", interrupt.id), interrupt.next, ("interrupt", interrupt.id) in seen


def _told(branch: Branch) -> str:
    return "to " + " or ".join(outcome.target.removeprefix(ENDING) for outcome in branch.outcomes)


def _interrupts(scenario: Scenario, seen: Set[Where]) -> Iterator[Finding]:
    for owner, _, happens in _owners(scenario, seen):
        if owner[0] == "interrupt" and not happens:
            yield Finding(
                "interrupt_never_fires",
                Severity.WARNING,
                path_of(owner),
                f'The interrupt "{owner[1]}" can never fire.',
                "Loosen its `when`; a meter may never get that far.",
            )
    if scenario.injects and not any(where[0] == "menu" for where in seen):
        for id in scenario.injects:
            yield Finding(
                "inject_never_possible",
                Severity.WARNING,
                f"injects.{id}",
                f'The inject "{id}" can never be set off.',
            )


def _guards(proved: Proved) -> Iterator[Finding]:
    """Guards of branches and effects that always answer alike, where that is not told by a finding of its own."""
    witness = proved.witness
    always = (witness.held - witness.failed) | (proved.plan.always - witness.failed)
    never = (witness.failed - witness.held) | (proved.plan.never - witness.held)
    for where in sorted(always):
        if where[0] in ("choice", "effect") and owner_of(where) in witness.seen:
            yield Finding(
                "guard_always_holds",
                Severity.NOTE,
                f"{path_of(owner_of(where))}.{'when' if where[0] == 'choice' else 'effects'}",
                f"A guard of {named(owner_of(where))} holds in every situation that can come here.",
                "Leave the guard out, or check that it asks what you mean.",
            )
    for where in sorted(never):
        if where[0] == "effect" and owner_of(where) in witness.seen:
            yield Finding(
                "guard_never_holds",
                Severity.NOTE,
                f"{path_of(owner_of(where))}.effects",
                f"Effect {int(where[-1]) + 1} of {named(owner_of(where))} never happens, since its guard never holds.",
                "Loosen the guard, or delete the effect.",
            )


def _uneven(proved: Proved) -> Iterator[Finding]:
    for where in sorted(proved.witness.uneven):
        yield Finding(
            "chances_do_not_sum",
            Severity.WARNING,
            f"{path_of(owner_of(where))}.next",
            f"In a situation that can be reached, the chances of {named(owner_of(where))} do not sum to 100.",
            "Let those whose guards hold together sum to 100 in every situation.",
        )


# ---- lines


def _lines(scenario: Scenario, proved: Proved) -> Iterator[Finding]:
    """Guards of lines and texts that always answer alike: those that play has not seen answer both ways are explored."""
    guards = {test.where: test for test in words_of(compiled(scenario)) if _happens(test.where, proved)}
    if not guards:
        return
    played = play(scenario, RUNS, seed=1)
    for where in sorted(_never(scenario, guards, guards.keys() - played.held, holds=True)):
        yield Finding(
            "line_never_shown",
            Severity.WARNING,
            _text_path(where),
            f"A {_kind(where)} of {named(owner_of(where))} is never shown: its guard never holds when it could be told.",
            "Loosen its `when`, or delete it.",
        )
    for where in sorted(_never(scenario, guards, (played.held - played.failed) & guards.keys(), holds=False)):
        yield Finding(
            "guard_always_holds",
            Severity.NOTE,
            _text_path(where),
            f"The guard of a {_kind(where)} of {named(owner_of(where))} holds whenever it could be told.",
            "Leave the guard out, or check that it asks what you mean.",
        )


def _happens(where: Where, proved: Proved) -> bool:
    return owner_of(where) in proved.witness.seen or owner_of(where)[0] == "ending"


def _kind(where: Where) -> str:
    return "line" if where[0] == "line" else "wording"


def _text_path(where: Where) -> str:
    """The path of keys of a line or text."""
    owner, (key, *_) = owner_of(where), numbers_of(where)
    if key == "-1":
        key = "title"
    elif key.isdigit():
        key = f"{'reply' if owner[0] == 'choice' else 'lines'}.{key}"
    return f"{path_of(owner)}.{key}"


def _never(scenario: Scenario, guards: Mapping[Where, Test], of: Set[Where], holds: bool) -> set[Where]:
    """Of these guards, those that are proved never to hold (or, if not `holds`, never to fail)."""
    program = compiled(scenario)
    words = [test for test in words_of(program) if test.where in of and test.where in guards]
    if not words:
        return set()
    witness = Witness()
    explored = explore(reduced(program, words), MORE, witness)
    answered = witness.held if holds else witness.failed
    return {test.where for test in words} - answered if explored.complete else set()
