"""Scenarios for tests, written as a trainer would: a small frame around the part that a test is about."""

from __future__ import annotations

from collections.abc import Iterator
from textwrap import dedent, indent

from simulator.engine import Awaiting, Run
from simulator.library.load import Loaded, load_text
from simulator.model.events import Event, RunStarted
from simulator.model.scenario import Scenario

FRAME = """\
format: 1
title: A test
start: s.a
cast: {ann: {name: Ann Lee, called: Ann, role: subject}}
meters: {tension: 50, rapport: 10, pulse: {start: 3, min: 0, max: 10}}
facts: [f, g, h]
"""
ENDINGS = """\
endings:
  well: {kind: resolved, worth: 90, title: Well, lines: [It is over.]}
  badly: {kind: harm, worth: 10, title: Badly}
"""


def loaded(moments: str, scenario: str = "", scene: str = "") -> Loaded:
    """A scenario with these moments in the scene `s`; `scenario` and `scene` add keys of theirs."""
    parts = [FRAME, dedent(scenario), "scenes:\n  s:\n    place: Here\n"]
    parts += [indent(dedent(scene), "    "), "    moments:\n", indent(dedent(moments), "      "), ENDINGS]
    return load_text("".join(f"{part.rstrip()}\n" for part in parts if part.strip()), "test")


def written(moments: str, scenario: str = "", scene: str = "") -> Scenario:
    """The same, as a scenario; it must have no error."""
    read = loaded(moments, scenario, scene)
    assert read.scenario, [(finding.code, finding.message) for finding in read.findings]
    return read.scenario


def begun(scenario: Scenario, seed: int = 1, pace: int = 100) -> tuple[Run, list[Event]]:
    """A run that stands at its first menu, probe or end, with what it has told."""
    run = Run(scenario, RunStarted(scenario.id, "digest", "rubric", 1, seed, pace))
    events = [*run.start(), *reading(run)]
    return run, events


def reading(run: Run) -> Iterator[Event]:
    """Read until something else is awaited."""
    while run.awaiting is Awaiting.READING:
        yield from run.read()


def chosen(run: Run, choice: str, waited: int = 1000) -> list[Event]:
    """Choose, and read what follows."""
    return [*run.choose(choice, waited), *reading(run)]
