"""A scenario's page: what a trainer reads before class, and what an accreditation file wants. Markdown, made from the YAML."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

from simulator.model.outlook import Proof
from simulator.model.scenario import Scenario, Text

RARE = 0.0005  # below it a chance is told as "under 0.1 %"
MINUTES = {"briefing": 5, "debrief": 20}  # of a lesson, beside the play itself


def page(
    scenario: Scenario, proof: Proof, opportunities: Mapping[str, int], labels: Mapping[str, str]
) -> str:
    """The page as Markdown; `opportunities` and `labels` are by dimension."""
    parts = (
        _head(scenario),
        _listed("Objectives", scenario.objectives),
        _dimensions(scenario, opportunities, labels),
        _bounds(proof),
        _endings(scenario, proof),
        _lesson(scenario),
        _listed("Notes from the author", scenario.notes),
        _listed("Sources", scenario.sources),
        [f"Version {scenario.version} · digest `{proof.digest[:16]}`"],
    )
    return "\n".join(line for part in parts for line in (*part, "")).rstrip() + "\n"


def _head(scenario: Scenario) -> Iterator[str]:
    yield f"# {scenario.title}"
    yield ""
    yield f"*{scenario.call} · level {scenario.level} of 5 · about {scenario.minutes} minutes to play*"
    yield ""
    yield scenario.summary
    if scenario.content:
        yield ""
        yield f"This call may touch on: {', '.join(scenario.content)}."


def _listed(title: str, entries: Iterable[str]) -> Iterator[str]:
    told = [f"- {entry}" for entry in entries]
    if told:
        yield from (f"## {title}", "", *told)


def _dimensions(
    scenario: Scenario, opportunities: Mapping[str, int], labels: Mapping[str, str]
) -> Iterator[str]:
    yield from (
        "## What can be practiced",
        "",
        "| Dimension | Moments whose choices differ in it | Promised |",
        "|---|---|---|",
    )
    for id, label in labels.items():
        if count := opportunities.get(id):
            yield f"| {label} | {count} | {'yes' if id in scenario.dimensions else ''} |"


def _bounds(proof: Proof) -> Iterator[str]:
    yield from ("## What can be earned", "")
    yield f"Expected worth from the start, on the published scale of 0 to 100 ({_how(proof)}):"
    yield ""
    yield "| Best play | A good officer | At random | Worst play |"
    yield "|---|---|---|---|"
    best, worst = f"{proof.best:.0f}", f"{proof.worst:.0f}"
    if proof.bounded:
        best, worst = f"at most {best}", f"at least {worst}"
    officer, random = (_with_range(proof, name) for name in ("outlook", "random"))
    yield f"| {best} | {officer} | {random} | {worst} |"
    yield ""
    earned = ", ".join(f"the {name} {_with_range(proof, name)}" for name in proof.strategies)
    yield f"Whoever always takes one choice by its place or its length earns: {earned}."


def _how(proof: Proof) -> str:
    situations = f"{proof.situations:,} situations"
    if proof.bounded:
        return f"bounds and estimates with their ranges; {situations} explored, not all"
    return f"estimated over {situations}" if proof.estimated else f"proved over {situations}"


def _with_range(proof: Proof, name: str) -> str:
    worth = {**proof.strategies, "outlook": proof.outlook, "random": proof.random}[name]
    low, high = proof.within.get(name, (worth, worth))
    return f"{worth:.0f} ({low:.0f} to {high:.0f})" if proof.bounded else f"{worth:.0f}"


def _endings(scenario: Scenario, proof: Proof) -> Iterator[str]:
    yield from ("## How it can end", "", "| Ending | Kind | Worth | At random |", "|---|---|---|---|")
    for ending in scenario.endings.values():
        chance = proof.endings[ending.id].random
        yield f"| {_first(ending.title)} | {ending.kind.value} | {ending.worth} | {_told(chance)} |"


def _told(chance: float) -> str:
    return f"{chance:.1%}" if chance >= RARE else "under 0.1%"


def _first(text: Text) -> str:
    return text[0].text


def _lesson(scenario: Scenario) -> Iterator[str]:
    yield from ("## A lesson", "")
    yield f"1. Briefing, {MINUTES['briefing']} minutes: read the summary and the objectives aloud, say how to pause and stop."
    yield f"2. Play, about {scenario.minutes} minutes each, alone."
    yield f"3. Debrief, {MINUTES['debrief']} minutes: how it was, what happened, what mattered, and then these questions:"
    yield from (f"   - {question}" for question in scenario.questions)
    yield "4. Play again on another day: what is drawn at the start may be different."
