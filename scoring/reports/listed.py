"""The runs behind a report's numbers: listed once, the newest first, each opening into its moments."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby

from scoring.kept import RunId, RunKind
from scoring.reports import queries
from scoring.reports.asked import ALL_RUNS, Asked, Row
from scoring.reports.page import Link, Opens, Steps, Table
from scoring.reports.wording import decision_anchor, listed, many, points, run_anchor, written_on

OF_MANY = ("units", "scenario")  # what runs of officers are in that a reader may not see


@dataclass(frozen=True, slots=True)
class ListedRun:
    """A run as a report on many runs lists it."""

    run: RunId
    whose: str  # the officer's id, the unit, or how the run ended: what the report tells runs apart by
    scenario: str
    day: str
    week: str
    kind: str
    duration_ms: int
    disrespect: int
    flags: int


@dataclass(frozen=True, slots=True)
class ListedDecision:
    """A decision of a listed run."""

    run: RunId
    number: int
    moment: str
    choice: str
    waited_ms: int
    flags: str
    standing: str
    loss: int | None  # None where it is unknown, or not the reader's to see


@dataclass(frozen=True, slots=True)
class Behind:
    """The newest runs behind a report, with their moments."""

    runs: tuple[ListedRun, ...]
    moments: Mapping[RunId, tuple[ListedDecision, ...]]

    @property
    def scored(self) -> tuple[ListedRun, ...]:
        """Those with a decision."""
        return tuple(run for run in self.runs if run.run in self.moments)


def behind(asked: Asked, query: str, *values: str, shows_losses: bool = False) -> Behind:
    """What one of the queries of runs lists."""
    runs = tuple(ListedRun(*row) for row in asked.rows(query, *values))
    found = _decisions(asked, [run.run for run in runs])
    moments = (ListedDecision(*(row if shows_losses else (*row[:-1], None))) for row in found)
    return Behind(runs, {run: tuple(its) for run, its in groupby(moments, key=lambda each: each.run)})


def _decisions(asked: Asked, runs: Sequence[RunId]) -> Iterator[Row]:
    for start in range(0, len(runs), queries.AT_ONCE):
        yield from asked.select(
            queries.RUNS_DECISIONS, *queries.places(runs[start : start + queries.AT_ONCE])
        )


def opens(of: int, runs: Sequence[ListedRun], asked: Asked) -> Opens:
    """A number of runs that opens into those of them that are listed."""
    older = max(0, of - len(runs))
    links = (
        Link(f"{written_on(run.day)}, {asked.title_of(run.scenario)}", run_anchor(run.run)) for run in runs
    )
    return Opens(str(of), tuple(links), f"{many(older, 'older run')}, not listed here" if older else "")


def grouped(runs: Sequence[ListedRun], by: Callable[[ListedRun], str]) -> Mapping[str, Sequence[ListedRun]]:
    """The runs by what they are told apart by, in their order."""
    found: dict[str, list[ListedRun]] = {}
    for run in runs:
        found.setdefault(by(run), []).append(run)
    return found


def said_of(its: Behind, of: int) -> tuple[str, ...]:
    """What is said over the list."""
    said = "Each run opens into its moments; “levelhead record show RUN” tells it from beginning to end."
    if len(its.runs) >= of:
        return (said,)
    oldest = written_on(its.runs[-1].day)
    return (
        said,
        f"The newest {len(its.runs):,} of {many(of, 'run')} are listed, back to {oldest}. Ask with --to for older ones.",
    )


def run_tables(
    its: Behind, of: int, whose: tuple[str, Callable[[str], str]], asked: Asked
) -> tuple[Table, Table]:
    """The list of runs, and for files the moments of each; `whose` names a column and writes what stands there."""
    name, called = whose
    columns = ("Day", "Scenario", name, "Kind", "Minutes", "Disrespect", "Flags", "Run", "Decisions")
    rows = tuple(
        (
            run.day,
            asked.title_of(run.scenario),
            called(run.whose),
            run.kind,
            f"{run.duration_ms / 60000:.1f}",
            str(run.disrespect),
            str(run.flags),
            run.run,
            _steps(its.moments.get(run.run, ()), asked),
        )
        for run in its.runs
    )
    caption = many(of, "run") if len(rows) >= of else f"The newest {len(rows):,} of {many(of, 'run')}"
    anchors = tuple(run_anchor(run.run) for run in its.runs)
    return Table("runs", caption, columns, rows, anchors, folded=True), _moments(its)


def _steps(moments: Sequence[ListedDecision], asked: Asked) -> Steps:
    steps = tuple((decision_anchor(each.run, each.number), _told(each, asked)) for each in moments)
    return Steps(str(len(steps)), steps)


def _told(its: ListedDecision, asked: Asked) -> str:
    lost = f", {points(its.loss)} points lost" if its.loss is not None else ""
    flags = [asked.rubric.flags[flag].label for flag in its.flags.split() if flag in asked.rubric.flags]
    return f"{its.moment}: {its.choice}, {its.waited_ms / 1000:.1f} s{lost}{f' (flag: {listed(flags)})' if flags else ''}"


def _moments(its: Behind) -> Table:
    moments = [each for run in its.runs for each in its.moments.get(run.run, ())]
    losses = any(each.loss is not None for each in moments)
    rows = tuple(
        (
            each.run,
            str(each.number),
            each.moment,
            each.choice,
            f"{each.waited_ms / 1000:.1f}",
            each.flags,
            *([points(each.loss) if each.loss is not None else ""] if losses else []),
        )
        for each in moments
    )
    columns = ("Run", "Decision", "Moment", "Choice", "Seconds", "Flags", *(("Loss",) if losses else ()))
    return Table("moments", "The moments of these runs", columns, rows, in_files=True)


def gone(asked: Asked, scope: str, *values: str) -> str:
    """A sentence on the runs that have expired, since no figure rests on them any more.

    "" where none has, and where the reader may see a part of the runs alone.
    """
    if asked.runs != ALL_RUNS and scope in OF_MANY:
        return ""
    kind = RunKind.ASSIGNED if asked.assigned_only else RunKind.PRACTICE
    day_after = f"{asked.last.isoformat()}T99"  # no time of that day sorts behind it
    [(count, latest)] = asked.select(queries.EXPIRED[scope], day_after, kind.value, *values)
    if not count:
        return ""
    are = "is an older run" if count == 1 else f"are {count:,} older runs"
    return (
        f" Besides, there {are}, the last of {written_on(latest[:10])}, of which only that they took place is still kept:"
        " no figure here rests on them."
    )
