"""Findings told to a trainer as text, or to a program as JSON of a fixed shape."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from simulator.library.load import Loaded
from simulator.model.findings import Finding, Severity
from simulator.model.identity import digest
from simulator.model.outlook import Proof
from simulator.prover.scored import LikelyLoss


@dataclass(frozen=True, slots=True)
class Checked:
    """A scenario that was checked."""

    id: str
    path: Path
    loaded: Loaded
    proof: Proof | None = None
    proven: tuple[Finding, ...] = ()  # what only exploring could find
    losses: tuple[str, ...] = ()  # of each choice, told, where that was asked for

    @property
    def findings(self) -> tuple[Finding, ...]:
        """All findings: those of reading in the order of the file, then those of the proof."""
        return (*self.loaded.findings, *self.proven)


def as_text(checked: Sequence[Checked]) -> str:
    """The findings for a person: where, the line with a caret, the cause and the cure; then a summary."""
    return "\n".join(line for each in checked for line in _told(each))


def _told(checked: Checked) -> Iterator[str]:
    for finding in checked.findings:
        yield from told(finding, str(checked.path))
        yield ""
    if checked.proof:
        yield from proof_told(checked.proof)
    yield from checked.losses
    yield f"{checked.id}: {_counted(checked.findings)}"


def proof_told(proof: Proof) -> Iterator[str]:
    """What the proof says, for a trainer."""
    how = "all of them explored" if proof.complete else "undecided within budget"
    yield f"  {proof.situations:,} situations, {how}; {proof.choices:,} choices"
    if proof.bounded:
        yield from _bounds_told(proof)
    else:
        yield (
            f"  expected worth: best {proof.best:.0f} · a good officer {proof.outlook:.0f} · "
            f"at random {proof.random:.0f} · worst {proof.worst:.0f}{_how_near(proof)}"
        )
        earned = " · ".join(f"{name} {worth:.0f}" for name, worth in proof.strategies.items())
        yield f"  always taking the {earned}"
    yield "  endings, with the chance that random play gets there:"
    for id, ending in proof.endings.items():
        told = {True: f"{ending.random:.2%}", False: "never", None: "undecided"}[ending.reachable]
        yield f"    {id:<24} {told}"


def _how_near(proof: Proof) -> str:
    return f" (estimated: not proved to be nearer than {proof.error:.2g})" if proof.estimated else ""


def _bounds_told(proof: Proof) -> Iterator[str]:
    """The same where not everything was explored: what bounds, what is estimated, and how well."""
    yield f"  bounds: the best play is worth at most {proof.best:.0f}, the worst at least {proof.worst:.0f}"
    low, high = proof.within["outlook"]
    yield f"  estimated: a good officer {proof.outlook:.0f} (surely between {low:.0f} and {high:.0f})"
    told = {"at random": ("random", proof.random)}
    told |= {f"always the {name}": (name, worth) for name, worth in proof.strategies.items()}
    each = (f"{words} {worth:.0f} ({_from_to(*proof.within[name])})" for words, (name, worth) in told.items())
    yield f"  estimated by simulation, with 95 % intervals: {' · '.join(each)}"


def _from_to(low: float, high: float) -> str:
    return f"{low:.0f} to {high:.0f}"


def told(finding: Finding, path: str) -> Iterator[str]:
    """One finding, as lines."""
    place = f":{finding.position.line}:{finding.position.column}" if finding.position else ""
    yield f"{path}{place}: {finding.severity.value} [{finding.code}]"
    if finding.position and finding.position.text.strip():
        yield f"    {_shortened(finding.position.text, finding.position.column)[0]}"
        yield f"    {' ' * (_shortened(finding.position.text, finding.position.column)[1] - 1)}^"
    yield f"  {finding.message}" + (f" ({finding.where})" if finding.where else "")
    if finding.cure:
        yield f"  → {finding.cure}"
    for step in finding.evidence:
        yield f"    · {step}"


def losses_told(losses: Iterable[LikelyLoss]) -> Iterator[str]:
    """Each choice with its loss at its most likely situation, moment by moment, so that an author sees where good practice scores weak."""
    moment = ""
    yield "  what each choice costs where it is most likely met (points of worth):"
    for each in losses:
        if each.moment != moment:
            moment = each.moment
            yield f"    {moment}"
        yield f"      {each.loss:5.1f}  {each.choice}"


WIDEST = 110


def _shortened(text: str, column: int) -> tuple[str, int]:
    """A part of a long line around the column, and the column in it."""
    text = text.replace("\t", " ")
    if len(text) <= WIDEST:
        return text, column
    start = max(0, min(column - WIDEST // 2, len(text) - WIDEST))
    return text[start : start + WIDEST], column - start


def _counted(findings: Sequence[Finding]) -> str:
    counts = Counter(finding.severity for finding in findings)
    parts = [f"{counts[each]} {each.value}{'s' * (counts[each] != 1)}" for each in Severity if counts[each]]
    return ", ".join(parts) or "no findings"


def as_json(checked: Sequence[Checked]) -> dict[str, Any]:
    """The findings for a program; the shape is documented in docs/authoring.md and tested."""
    return {"scenarios": [_plain(each) for each in checked]}


def _plain(checked: Checked) -> dict[str, Any]:
    scenario = checked.loaded.scenario
    return {
        "id": checked.id,
        "path": str(checked.path),
        "digest": digest(scenario) if scenario else None,
        "findings": [_plain_finding(finding) for finding in checked.findings],
        "proof": _plain_proof(checked.proof) if checked.proof else None,
    }


def _plain_proof(proof: Proof) -> dict[str, Any]:
    return {
        "complete": proof.complete,
        "situations": proof.situations,
        "choices": proof.choices,
        "best": proof.best,
        "worst": proof.worst,
        "outlook": proof.outlook,
        "random": proof.random,
        "strategies": {name: float(worth) for name, worth in proof.strategies.items()},
        "endings": {
            id: {"reachable": ending.reachable, "random": ending.random}
            for id, ending in proof.endings.items()
        },
    }


def _plain_finding(finding: Finding) -> dict[str, Any]:
    return {
        "code": finding.code,
        "severity": finding.severity.value,
        "where": finding.where,
        "line": finding.position.line if finding.position else None,
        "column": finding.position.column if finding.position else None,
        "message": finding.message,
        "cure": finding.cure,
        "evidence": list(finding.evidence),
    }
