"""A unit's levels as sections: their means, how officers spread over the bands, and who changed."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from scoring.change import Direction
from scoring.cohort import mean_of
from scoring.reports.asked import Asked
from scoring.reports.levels import band_marks
from scoring.reports.page import Cell, Interval, Intervals, Link, Section, Shares, Table
from scoring.reports.unit_bands import Changed, Rung, UnitLevel
from scoring.reports.unit_numbers import UnitNumbers
from scoring.reports.unit_runs import OFFICERS
from scoring.reports.wording import (
    LABELS,
    NOT_ENOUGH,
    between,
    days_of,
    finely,
    many,
    percent,
    signed,
    written_on,
)
from scoring.rubric import DimensionId


def mean_levels(its: UnitNumbers, asked: Asked) -> Section:
    """The mean level in each dimension."""
    columns = ("Dimension", "Mean level", "95 % interval", "Officers", "With enough for a band")
    rows = tuple(_mean_row(each, asked) for each in its.levels)
    drawn = tuple(_mean_interval(each, asked) for each in its.levels)
    told = "; ".join(f"{row[0]} {row[1]} {row[2]}" for row in rows)
    said = (
        f"One value an officer, aged to {written_on(asked.last)}. No mean is shown below {asked.settings.cohort.least} officers. Where"
        " intervals overlap, the order of the means tells little."
    )
    figure = Intervals(
        alt=f"Mean level of the unit's officers with 95 % interval, by dimension: {told}.",
        unit="mean level",
        rows=drawn,
        marks=band_marks(asked.settings.bands),
    )
    return Section(
        "levels", _means_found(its, asked), (said,), (Table("levels", "Mean levels", columns, rows),), figure
    )


def _mean_row(its: UnitLevel, asked: Asked) -> tuple[Cell, ...]:
    return (
        _label(its.dimension, asked),
        percent(its.mean.value) if its.mean else NOT_ENOUGH,
        between(its.mean.low, its.mean.high) if its.mean else "",
        Link(str(its.officers), OFFICERS),
        str(its.enough),
    )


def _mean_interval(its: UnitLevel, asked: Asked) -> Interval:
    label, mean = _label(its.dimension, asked), its.mean
    if not mean:
        return Interval(label, None, told=NOT_ENOUGH)
    return Interval(label, mean.value, mean.low, mean.high, f"n {mean.n} officers")


def _means_found(its: UnitNumbers, asked: Asked) -> str:
    """The lowest of the means, and whether it is surely that."""
    known = {_label(each.dimension, asked): each.mean for each in its.levels if each.mean}
    if not known:
        return "Not enough officers for a mean level"
    least = min(known, key=lambda label: known[label].value)
    surely = all(known[least].high < mean.low for label, mean in known.items() if label != least)
    if surely:
        return f"{least} is lowest, at {percent(known[least].value)} (n {known[least].n})"
    low, high = (end(mean.value for mean in known.values()) for end in (min, max))
    return f"Mean levels lie from {percent(low)} to {percent(high)}; none is surely lowest"


def spread(its: UnitNumbers, asked: Asked) -> Section:
    """How many officers stand in which band, and how decisions are labeled."""
    known = {each.dimension: each.rungs for each in its.levels if each.rungs}
    names = tuple(each.value for each in Rung)
    rows = tuple(_spread_row(each, asked) for each in its.levels)
    drawn = tuple(
        (_label(id, asked), tuple(counts[each] / sum(counts.values()) for each in Rung))
        for id, counts in known.items()
    )
    told = "; ".join(
        f"{_label(id, asked)}: " + ", ".join(f"{counts[each]} {each.value}" for each in Rung if counts[each])
        for id, counts in known.items()
    )
    said = (
        "Of the officers with enough evidence for a band. Where too little of what is likely lies in one band, an officer"
        " stands between two. Labels are of decisions with a known loss."
    )
    levels = Table("spread", "Officers by band", ("Dimension", *map(str.capitalize, names), "Officers"), rows)
    figure = Shares(f"Shares of officers by band. {told}.", names, drawn) if drawn else None
    return Section("spread", _spread_found(its, asked), (said,), (levels, _labels(its, asked)), figure)


def _spread_row(its: UnitLevel, asked: Asked) -> tuple[Cell, ...]:
    label = _label(its.dimension, asked)
    if not its.rungs:
        return (label, NOT_ENOUGH, *([""] * (len(Rung) - 1)), Link(str(its.enough), OFFICERS))
    return (label, *(str(its.rungs[each]) for each in Rung), Link(str(its.enough), OFFICERS))


def _spread_found(its: UnitNumbers, asked: Asked) -> str:
    known = {each.dimension: each for each in its.levels if each.rungs}
    if not known:
        return f"Fewer than {asked.settings.cohort.least} officers have enough for a band in any dimension"
    most = max(known.values(), key=lambda each: _count(each, Rung.DEVELOPING) / each.enough)
    if count := _count(most, Rung.DEVELOPING):
        return f"{_label(most.dimension, asked)}: {count} of {many(most.enough, 'officer')} are developing, the most of any dimension"
    return "No officer with enough evidence is developing in any dimension"


def _count(its: UnitLevel, rung: Rung) -> int:
    return its.rungs[rung] if its.rungs else 0


def _labels(its: UnitNumbers, asked: Asked) -> Table:
    total = sum(its.time.labels)
    officers = [officer for officer in _labels_of_officers(its) if sum(officer)]
    rows = tuple(
        (label, *_share(number, count, officers, asked))
        for number, (label, count) in enumerate(zip(LABELS, its.time.labels, strict=True))
    )
    caption = f"{many(total, 'decision')} of {many(len(officers), 'officer')} by label"
    return Table("labels", caption, ("Label", "Decisions", "Share", "95 % interval"), rows if total else ())


def _labels_of_officers(its: UnitNumbers) -> Iterable[Sequence[int]]:
    found: dict[str, Sequence[int]] = {}
    for each in its.played:
        found[each.officer] = [
            a + b for a, b in zip(found.get(each.officer, [0] * len(LABELS)), each.labels, strict=True)
        ]
    return found.values()


def _share(number: int, count: int, officers: Sequence[Sequence[int]], asked: Asked) -> tuple[str, str, str]:
    """How many decisions have a label, and their share, with whole officers resampled."""
    sizes = [sum(officer) for officer in officers]
    shares = [officer[number] / size for officer, size in zip(officers, sizes, strict=True)]
    mean = mean_of(shares, sizes, asked.settings) if len(officers) >= asked.settings.cohort.least else None
    if not mean:
        return (NOT_ENOUGH, "", "")
    return (str(count), finely(mean.value), f"{finely(mean.low)} to {finely(mean.high)}")


def changed(its: UnitNumbers, asked: Asked) -> Section:
    """Who became reliably better or worse between the two halves of the days."""
    rows = tuple(_changed_row(each, asked) for each in its.changes)
    early, late = its.windows
    ways = tuple(way.value.capitalize() for way in Direction)
    table = Table(
        "changes",
        f"Officers (95 % interval of the share), {days_of(early.first, early.last)}, against {days_of(late.first, late.last)}",
        ("Dimension", *ways, "Officers", "Hedges' g (95 % interval)", "Beyond the reliable-change index"),
        rows,
    )
    known = [each for each in its.changes if each.shares]
    drawn = tuple(
        (_label(each.dimension, asked), tuple(each.shares[way].value for way in Direction))
        for each in known
        if each.shares
    )
    told = "; ".join(f"{row[0]}: {row[1]} better, {row[3]} worse" for row in rows if row[2])
    figure = Shares(
        f"Shares of officers reliably better, the same and worse, by dimension. {told}.",
        tuple(way.value for way in Direction),
        drawn,
    )
    said = (
        "Up to 5 % of officers who did not change can be called better or worse by chance. The reliable-change index asks how"
        f" far means differ beyond their retest correlation r, and needs {asked.settings.change.officers} officers. About"
        " 5 % lie beyond it by chance, too, and it cannot tell one officer's change from noise: the lower r, the less it tells."
        " Hedges' g is their mean change in standard deviations of the officers; nobody was held back as a comparison, so it does"
        " not say what practice did. Both are of plain means, since levels with less evidence lie nearer to the middle."
    )
    return Section("change", _change_found(known), (said,), (table,), figure if _has_change(known) else None)


def _has_change(known: Sequence[Changed]) -> bool:
    """Whether there is more to draw than bars of officers who did not change."""
    return any(each.shares[Direction.SAME].value < 1 for each in known if each.shares)


def _changed_row(its: Changed, asked: Asked) -> tuple[Cell, ...]:
    label = _label(its.dimension, asked)
    if not its.shares:
        return (label, NOT_ENOUGH, "", "", "", "", "")
    cells = (f"{share.count} ({between(share.low, share.high)})" for share in its.shares.values())
    return (label, *cells, Link(str(its.shares[Direction.SAME].n), OFFICERS), _effect(its), _index(its))


def _effect(its: Changed) -> str:
    if not its.effect:
        return NOT_ENOUGH
    low, high = signed(its.effect.low), signed(its.effect.high)
    return f"{signed(its.effect.g)} ({low}\N{NO-BREAK SPACE}to\N{NO-BREAK SPACE}{high})"


def _index(its: Changed) -> str:
    if not (its.retest and its.beyond):
        return NOT_ENOUGH
    better, worse = its.beyond[Direction.BETTER], its.beyond[Direction.WORSE]
    return f"{better} better, {worse} worse by more than {percent(its.retest.least)} (r\N{NO-BREAK SPACE}{signed(its.retest.correlation)})"


def _change_found(known: list[Changed]) -> str:
    shares = [each.shares for each in known if each.shares]
    if not shares:
        return "Not enough officers in both halves to tell change"
    better, worse = (sum(each[way].count for each in shares) for way in (Direction.BETTER, Direction.WORSE))
    pairs = f"{sum(each[Direction.SAME].n for each in shares):,} pairs of officer and dimension"
    if not better and not worse:
        return f"No officer became reliably better or worse in any dimension, of {pairs}"
    return f"Of {pairs} {better:,} became reliably better, {worse:,} worse"


def _label(id: DimensionId, asked: Asked) -> str:
    return asked.rubric.dimensions[id].label
