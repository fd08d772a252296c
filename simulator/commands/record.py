"""levelhead record: verifies what is recorded, lists the runs, tells a run, rebuilds what reports read, lets old runs go."""

from __future__ import annotations

from argparse import Namespace
from collections.abc import Sequence
from datetime import date, datetime, timedelta
from functools import partial
from pathlib import Path

from scoring.audit import Act
from scoring.expiring import due, expired
from scoring.kept import PublicKey, RecordedRun
from scoring.people.may import Wish
from scoring.record import Record, local_time
from scoring.retention import expiry_day
from scoring.seal import StationKey
from scoring.verify import anchor, verify
from simulator.commands.asking import Asking, asking
from simulator.commands.house import cache_folder, key_path, record_path, rules, rules_path, writing
from simulator.commands.progress import Bar, progress
from simulator.engine.transcript import transcript
from simulator.exercises import origin_of
from simulator.rebuild import rebuild
from simulator.session import kept_scenario
from simulator.wording import many

MOST_TOLD = 40  # findings: what goes wrong once often goes wrong all along


def record(options: Namespace) -> int:
    """Do what was asked of the record; 1 where verifying finds something."""
    path = record_path(options.record)
    if not path.exists():
        print(f"There is no record at {path} yet. `levelhead play` makes one.")
        return 1
    if options.action in ("verify", "rebuild"):
        with Record(path) as opened:
            if options.action == "rebuild":
                return _rebuild(opened)
            keys = options.keys or [StationKey.load_or_create(key_path()).public]
            return _verify(opened, keys, options.anchor, options.write_anchor)
    with asking(path, options.asker) as who:
        match options.action:
            case "list":
                return _list(who, names=options.names)
            case "expire":
                return _expire(who, path, options.months, apply=options.apply)
            case _:
                return _show(who, options.run, names=options.names)


def _verify(opened: Record, keys: Sequence[PublicKey], kept: Path | None, written: Path | None) -> int:
    with progress("Verifying") as tell:
        verified = verify(opened, keys, kept, tell)
    for finding in verified.findings[:MOST_TOLD]:
        print(f"{finding.where}: [{finding.code}] {finding.message}\n  → {finding.cure}")
    if (left := len(verified.findings) - MOST_TOLD) > 0:
        print(f"… and {left} findings more")
    print("\n".join(verified.summary()))
    if written and verified.clean:
        with writing(written):
            written.write_text(anchor(opened), encoding="utf-8")
        print(
            f"The heads were written to {written}: keep it where nobody who can change the record can change it."
        )
    return 0 if verified.clean else 1


def _list(who: Asking, *, names: bool) -> int:
    if names:
        who.must(Wish.EXPORT_NAMES)
    runs = who.record.runs()
    wishes = who.seen_as(runs) if who.person else {}
    seen = [run for run in runs if run.id not in wishes or who.may(wishes[run.id])]
    who.note(Act.RUNS_LISTED, "with names" if names else "")
    called = who.calling(names=names)
    stones = who.record.expired()
    for run in seen:
        print(_line(run, called(run.officer), is_expired=run.id in stones))
    print(many(len(seen), "run"))
    return 0


def _line(run: RecordedRun, officer: str, *, is_expired: bool) -> str:
    """By the clock of the station where it was played."""
    started = datetime.fromisoformat(run.started) + timedelta(minutes=run.utc_offset)
    state = "expired" if is_expired else run.state.value
    return f"{run.id}  {started:%Y-%m-%d %H:%M}  {officer:<16} {run.scenario:<20} {run.kind.value:<9} {state}"


def _expire(who: Asking, path: Path, months: int | None, *, apply: bool) -> int:
    who.must(Wish.EXPIRE_RUNS)
    kept = rules().keep_months if months is None else months
    if not kept:
        print(f"Runs are kept for good. Set keep_months in {rules_path()}, or give --months.")
        return 0
    first = expiry_day(date.today(), kept)
    found = due(who.record, first)
    if apply:
        found = expired(who.record, first, who.id, StationKey.load_or_create(key_path(path)), local_time())
    told = "What happened was removed" if apply else "What happened would be removed"
    print(
        f"{told} in {many(found.runs, 'run')} from before {first}: {found.events} events, with their figures, disputes and ratings."
    )
    if not apply and found.runs:
        print("That they were played stays. Say the same again with --apply.")
    return 0


def _rebuild(opened: Record) -> int:
    from simulator.foresight import foresee_losses  # numpy is needed here, and not before

    rebuilt = rebuild(opened, partial(foresee_losses, folder=cache_folder()), Bar("Rebuilding"))
    for run in rebuilt.unreadable:
        print(f"Run {run} has no facts: this version cannot read the text that it was played on.")
    print(
        f"The facts of {many(rebuilt.runs - len(rebuilt.unreadable), 'run')} were computed again from their events."
    )
    return 1 if rebuilt.unreadable else 0


def _show(who: Asking, beginning: str, *, names: bool) -> int:
    run = who.record.run(beginning)
    who.must(who.seen_as([run])[run.id])
    if names and run.officer != who.id:
        who.must(Wish.EXPORT_NAMES)
    if run.officer != who.id:
        who.note(Act.RUN_SHOWN, f"{run.id} with names" if names else run.id)
    stone = who.record.expired().get(run.id)
    line = _line(run, who.calling(names=names)(run.officer), is_expired=stone is not None)
    print(f"{line}\nscenario {run.digest}\nrubric   {run.rubric}")
    if origin := origin_of(who.record, run):
        print(f"what if  of {origin.id}")
    print()
    if stone:
        print(f"It expired on {stone.at[:10]}: what happened in it was removed, {stone.count} events.")
        return 0
    is_own = who.person is not None and who.person.id == run.officer
    print(transcript(kept_scenario(who.record, run), who.record.events(run.id), with_pace=is_own), end="")
    return 0
