"""The numbers of a report on a scenario, before anything is said of them (pure, but for asking)."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from hashlib import sha256
from itertools import groupby, islice
from operator import attrgetter, itemgetter
from typing import TypeAlias

from scoring.cohort import Mean, mean_of
from scoring.reports import queries
from scoring.reports.asked import Asked, NothingToReport, Row
from scoring.reports.listed import Behind, behind
from simulator.model.findings import did_you_mean

Told: TypeAlias = Callable[[int, int], None]  # officers done, of how many
MOMENT = attrgetter("moment")


@dataclass(frozen=True, slots=True)
class ScenarioMoment:
    """A moment as officers met it; losses in thousandths of a point, one value an officer behind each mean."""

    moment: str
    decisions: int
    officers: int
    loss: Mean | None  # None below the least number of officers
    waited: Mean | None  # milliseconds; None as the loss
    disputed: bool
    sound: Mean | None  # how easy: the share of decisions that were best or sound, 0 to 1; None as the loss


@dataclass(frozen=True, slots=True)
class ChoiceTaken:
    """A choice of a moment, how often it was taken, and its mean loss in thousandths."""

    moment: str
    choice: str
    times: int
    officers: int
    loss: float
    mean: Mean | None  # of the loss, one value an officer; None below the least number of officers


@dataclass(frozen=True, slots=True)
class EndingTaken:
    """An ending, and how often it was reached."""

    ending: str
    kind: str
    worth: int
    runs: int


@dataclass(frozen=True, slots=True)
class Costly:
    """One of the decisions that lost most at a moment."""

    moment: str
    run: str
    number: int
    choice: str
    loss: int
    day: str
    kind: str


@dataclass(frozen=True, slots=True)
class ScenarioNumbers:
    """Everything that the report on one scenario tells, of its newest version."""

    scenario: str
    digest: str
    runs: int
    officers: int
    drawn: int  # officers whose decisions are read: all, or so many by chance
    left_out: int  # runs on other versions
    moments: tuple[ScenarioMoment, ...]  # where most is lost first
    choices: tuple[ChoiceTaken, ...]
    endings: tuple[EndingTaken, ...]
    costly: tuple[Costly, ...]
    behind: Behind  # the newest runs


def scenario_numbers(asked: Asked, scenario: str, told: Told | None = None) -> ScenarioNumbers:
    """The numbers of a scenario's newest version; NothingToReport where no run may be seen.

    Tells how many officers' decisions of how many are read.
    """
    (digest, runs, _), *others = _versions(asked, scenario)
    everybody = [officer for (officer,) in asked.rows(queries.SCENARIO_OFFICERS, scenario, digest)]
    drawn = drawn_of(everybody, digest, asked.settings.cohort.drawn)
    taken, costly = list[Row](), list[Row]()
    for start in range(0, len(drawn), queries.AT_ONCE):
        those = drawn[start : start + queries.AT_ONCE]
        places = (digest, *queries.places(those))
        taken += asked.rows(queries.SCENARIO_TAKEN, *places)
        costly += asked.rows(queries.SCENARIO_COSTLY, *places) if asked.shows_losses else ()
        if told:
            told(start + len(those), len(drawn))
    endings = asked.rows(queries.SCENARIO_ENDINGS, scenario, digest)
    return ScenarioNumbers(
        scenario=scenario,
        digest=digest,
        runs=runs,
        officers=len(everybody),
        drawn=len(drawn),
        left_out=sum(row[1] for row in others),
        moments=_moments(taken, asked),
        choices=_choices(taken, asked),
        endings=tuple(EndingTaken(*row) for row in endings),
        costly=_costliest(costly),
        behind=behind(asked, queries.SCENARIO_RUNS, scenario, digest, shows_losses=asked.shows_losses),
    )


def newest_version(asked: Asked, scenario: str) -> str:
    """The digest of the version that was played last; NothingToReport where none was."""
    return str(_versions(asked, scenario)[0][0])


def drawn_of(officers: Sequence[str], salt: str, most: int) -> Sequence[str]:
    """So many officers at most, drawn by chance: the same ones whenever they are drawn with the same salt."""
    if len(officers) <= most:
        return officers
    return sorted(officers, key=lambda officer: sha256(f"{salt} {officer}".encode()).digest())[:most]


def _versions(asked: Asked, scenario: str) -> Sequence[Row]:
    """Rows of (digest, runs, last day) of all versions, the newest first."""
    versions = asked.rows(queries.SCENARIO_VERSIONS, scenario)
    if not versions:
        hint = "" if scenario in asked.titles else did_you_mean(scenario, asked.titles)
        raise NothingToReport(f"No run of “{scenario}” may be seen in these days. {hint}".rstrip())
    return versions


def _moments(taken: Iterable[Row], asked: Asked) -> tuple[ScenarioMoment, ...]:
    """The moments, where most is lost first."""
    found = [_moment(id, list(its), asked) for id, its in _grouped(taken, 0)]
    return tuple(sorted(found, key=lambda each: (-(each.loss.value if each.loss else -1), each.moment)))


def _moment(id: str, taken: Sequence[Row], asked: Asked) -> ScenarioMoment:
    each_officer = [_summed(its) for _, its in _grouped(taken, 2)]
    counts, losses, waited, disputed, sound = zip(*each_officer, strict=True)
    enough = len(counts) >= asked.settings.cohort.least

    def of_officers(sums: Sequence[int]) -> Mean | None:
        each = [total / count for total, count in zip(sums, counts, strict=True)]
        return mean_of(each, counts, asked.settings) if enough else None

    return ScenarioMoment(
        moment=id,
        decisions=sum(counts),
        officers=len(counts),
        loss=of_officers(losses),
        waited=of_officers(waited),
        disputed=any(disputed),
        sound=of_officers(sound),
    )


def _choices(taken: Iterable[Row], asked: Asked) -> tuple[ChoiceTaken, ...]:
    return tuple(
        _choice(moment, choice, list(its), asked)
        for moment, those in _grouped(taken, 0)
        for choice, its in _grouped(those, 1)
    )


def _choice(moment: str, choice: str, taken: Sequence[Row], asked: Asked) -> ChoiceTaken:
    times, loss, *_ = _summed(taken)
    counts, losses = [row[3] for row in taken], [row[4] for row in taken]
    each = [lost / count for lost, count in zip(losses, counts, strict=True)]
    mean = mean_of(each, counts, asked.settings) if len(taken) >= asked.settings.cohort.least else None
    return ChoiceTaken(moment, choice, times, len(taken), loss / times, mean)


def _costliest(rows: Iterable[Row]) -> tuple[Costly, ...]:
    """The five that lost most at each moment."""
    by_loss = sorted((Costly(*row) for row in rows), key=lambda each: (-each.loss, each.run, each.number))
    return tuple(
        each for _, its in groupby(sorted(by_loss, key=MOMENT), key=MOMENT) for each in islice(its, 5)
    )


def _grouped(rows: Iterable[Row], column: int) -> Iterator[tuple[str, Iterator[Row]]]:
    return groupby(sorted(rows, key=itemgetter(column)), key=itemgetter(column))


def _summed(taken: Iterable[Row]) -> tuple[int, ...]:
    """The sums of what was taken: how often, the losses, the waiting, how often the key is disputed, best or sound."""
    return tuple(map(sum, zip(*(row[3:] for row in taken), strict=True)))
