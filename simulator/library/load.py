"""A scenario's text to a Scenario with all its findings: the door at which everything broken is refused."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from pathlib import Path

from simulator.library.check import check
from simulator.library.format import SCENARIO
from simulator.library.reading import Names, Reading, Refused, Vocabulary
from simulator.model.findings import Finding, Severity
from simulator.model.scenario import Scenario
from simulator.source import Source, Table, paused_collector, read_file, read_text

SCENARIO_FILE = "scenario.yaml"


@dataclass(frozen=True, slots=True)
class Loaded:
    """What reading a scenario gave: the scenario (None where an error refuses it), its text and all findings."""

    scenario: Scenario | None
    findings: tuple[Finding, ...]
    source: Source

    def placed(self, findings: Iterable[Finding]) -> tuple[Finding, ...]:
        """The findings with the positions of their paths in this text."""
        return tuple(
            finding if finding.position else replace(finding, position=self.source.position(finding.where))
            for finding in findings
        )


def load_file(path: Path, vocabulary: Vocabulary | None = None) -> Loaded:
    """Load a scenario from its file, or from the folder that holds scenario.yaml; its id is the folder's name."""
    file = path / SCENARIO_FILE if path.is_dir() else path
    with paused_collector():
        return _loaded(read_file(file), id_of(file), vocabulary or Vocabulary())


def load_text(text: str, id: str = "scenario", vocabulary: Vocabulary | None = None) -> Loaded:
    """Load a scenario from its text."""
    with paused_collector():
        return _loaded(read_text(text, id), id, vocabulary or Vocabulary())


def id_of(file: Path) -> str:
    """The id of the scenario in that file: the name of its folder, or of the file itself if that is called otherwise."""
    return file.resolve().parent.name if file.name == SCENARIO_FILE else file.stem


def _loaded(source: Source, id: str, vocabulary: Vocabulary) -> Loaded:
    if source.root is None:
        return Loaded(None, source.findings, source)
    scenario, findings = _read(source, vocabulary)
    if scenario is None or any(finding.severity is Severity.ERROR for finding in findings):
        return Loaded(None, _sorted(findings), source)
    scenario = replace(scenario, id=id)
    unplaced = Loaded(scenario, (), source)
    findings = [*findings, *unplaced.placed(check(scenario, vocabulary))]
    refused = any(finding.severity is Severity.ERROR for finding in findings)
    return Loaded(None if refused else scenario, _sorted(findings), source)


def _read(source: Source, vocabulary: Vocabulary) -> tuple[Scenario | None, list[Finding]]:
    names = Names.of(source.root) if isinstance(source.root, Table) else Names.of(Table({}, (), 0, 0))
    reading = Reading(source, names, vocabulary)
    try:
        assert source.root is not None
        return SCENARIO.read(source.root, reading), reading.findings
    except Refused:
        return None, reading.findings


def _sorted(findings: Iterable[Finding]) -> tuple[Finding, ...]:
    def place(finding: Finding) -> tuple[int, int]:
        return (finding.position.line, finding.position.column) if finding.position else (0, 0)

    return tuple(sorted(findings, key=place))
