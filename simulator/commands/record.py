"""levelhead record: verifies what is recorded, lists the runs, tells a run, rebuilds what reports read."""

from __future__ import annotations

from argparse import Namespace
from pathlib import Path

from scoring.kept import RecordedRun
from scoring.record import Record
from scoring.seal import StationKey
from scoring.verify import anchor, verify
from simulator.commands.house import cache_folder, key_path, record_path, writing
from simulator.commands.progress import Bar
from simulator.engine.transcript import transcript
from simulator.rebuild import rebuild
from simulator.session import kept_scenario


def record(options: Namespace) -> int:
    """Do what was asked of the record; 1 where verifying finds something."""
    path = record_path(options.record)
    if not path.exists():
        print(f"There is no record at {path} yet. `levelhead play` makes one.")
        return 1
    key = StationKey.load_or_create(key_path())
    with Record(path) as opened:
        match options.action:
            case "verify":
                return _verify(opened, key, options.anchor, options.write_anchor)
            case "list":
                return _list(opened)
            case "rebuild":
                return _rebuild(opened)
            case _:
                return _show(opened, options.run)


def _verify(opened: Record, key: StationKey, kept: Path | None, written: Path | None) -> int:
    verified = verify(opened, [key.public], kept)
    for finding in verified.findings:
        print(f"{finding.where}: [{finding.code}] {finding.message}\n  → {finding.cure}")
    print("\n".join(verified.summary()))
    if written and verified.clean:
        with writing(written):
            written.write_text(anchor(opened), encoding="utf-8")
        print(
            f"The heads were written to {written}: keep it where nobody who can change the record can change it."
        )
    return 0 if verified.clean else 1


def _list(opened: Record) -> int:
    runs = opened.runs()
    for run in runs:
        print(_line(run))
    print(f"{len(runs)} run{'s' * (len(runs) != 1)}")
    return 0


def _line(run: RecordedRun) -> str:
    return f"{run.id}  {run.started[:16].replace('T', ' ')}  {run.officer:<16} {run.scenario:<20} {run.state.value}"


def _rebuild(opened: Record) -> int:
    from simulator.foresight import foresee  # numpy is needed here, and not before

    rebuilt = rebuild(opened, lambda scenario: foresee(scenario, cache_folder()), Bar("Rebuilding"))
    for run in rebuilt.unreadable:
        print(f"Run {run} has no facts: this version cannot read the text that it was played on.")
    print(
        f"The facts of {rebuilt.runs - len(rebuilt.unreadable)} runs were computed again from their events."
    )
    return 1 if rebuilt.unreadable else 0


def _show(opened: Record, beginning: str) -> int:
    run = opened.run(beginning)
    print(f"{_line(run)}\nscenario {run.digest}\nrubric   {run.rubric}\n")
    print(transcript(kept_scenario(opened, run), opened.events(run.id)), end="")
    return 0
