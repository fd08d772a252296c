"""The numbers of a report on a scenario, before anything is said of them (pure, but for asking)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import groupby

from scoring.cohort import Mean, mean_of
from scoring.reports import queries
from scoring.reports.asked import Asked, NothingToReport, Row


@dataclass(frozen=True, slots=True)
class ScenarioMoment:
    """A moment as officers met it; losses in thousandths of a point, one value an officer behind each mean."""

    moment: str
    decisions: int
    officers: int
    loss: Mean | None  # None below the least number of officers
    waited_ms: int  # the mean
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
    left_out: int  # runs on other versions
    moments: tuple[ScenarioMoment, ...]  # where most is lost first
    choices: tuple[ChoiceTaken, ...]
    endings: tuple[EndingTaken, ...]
    costly: tuple[Costly, ...]


def newest_version(asked: Asked, scenario: str) -> str:
    """The digest of the version that was played last; NothingToReport where none was."""
    versions = asked.rows(queries.SCENARIO_VERSIONS, scenario)
    if not versions:
        raise NothingToReport(f"No run of “{scenario}” may be seen in these days.")
    return str(versions[0][0])


def scenario_numbers(asked: Asked, scenario: str) -> ScenarioNumbers:
    """The numbers of a scenario's newest version; NothingToReport where no run may be seen."""
    digest = newest_version(asked, scenario)
    (_, runs, officers, _), *others = asked.rows(queries.SCENARIO_VERSIONS, scenario)
    rows = asked.rows(queries.SCENARIO_MOMENTS, digest)
    moments = [_moment(id, list(its), asked) for id, its in groupby(rows, key=lambda row: row[0])]
    choices = (
        ChoiceTaken(moment, choice, times, people, loss / times)
        for moment, choice, times, people, loss, _ in asked.rows(queries.SCENARIO_CHOICES, digest)
    )
    return ScenarioNumbers(
        scenario=scenario,
        digest=digest,
        runs=runs,
        officers=officers,
        left_out=sum(row[1] for row in others),
        moments=tuple(
            sorted(moments, key=lambda each: (-(each.loss.value if each.loss else -1), each.moment))
        ),
        choices=tuple(choices),
        endings=tuple(EndingTaken(*row) for row in asked.rows(queries.SCENARIO_ENDINGS, digest)),
        costly=tuple(
            Costly(*row) for row in asked.rows(queries.SCENARIO_COSTLY, digest) if asked.shows_losses
        ),
    )


def _moment(id: str, rows: Sequence[Row], asked: Asked) -> ScenarioMoment:
    _, people, counts, losses, waited, disputed, sound = zip(*rows, strict=True)
    enough = len(people) >= asked.settings.cohort.least

    def of_officers(sums: Sequence[int]) -> Mean | None:
        each = [total / count for total, count in zip(sums, counts, strict=True)]
        return mean_of(each, counts, asked.settings) if enough else None

    return ScenarioMoment(
        moment=id,
        decisions=sum(counts),
        officers=len(people),
        loss=of_officers(losses),
        waited_ms=round(sum(waited) / sum(counts)),
        disputed=any(disputed),
        sound=of_officers(sound),
    )
