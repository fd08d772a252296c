"""Figures of units: what is kept back cannot be worked out from what is shown."""

from __future__ import annotations

import random
from collections.abc import Mapping

import pytest

from scoring.wellness.quarters import Quarter
from scoring.wellness.unit import (
    LEAST,
    Reader,
    Scale,
    Unit,
    UnitRow,
    UnitTable,
    for_reader,
    unit_table,
)
from tests.wellness_solver import derived, knowing_people

SPRING = Quarter(2026, 2)
PHQ2 = Scale(0, 6, 3)
SCALES = (PHQ2, Scale(1, 5, 3), Scale(0, 5, 3), Scale(0, 21, 10), Scale(0, 24, 10), Scale(0, 100))
TABLES = 10_000
Scores = Mapping[Unit, list[int]]


def some_scores(draw: random.Random, scale: Scale) -> Scores:
    """Units of all sizes, where scores may be anywhere on the scale, and all alike or far apart."""
    middle = scale.low + scale.span * draw.random()
    spread = scale.span * draw.random() * 0.5

    def score() -> int:
        return max(scale.low, min(scale.high, round(draw.gauss(middle, spread))))

    sizes = [
        draw.choice([0, draw.randint(1, 10), draw.randint(11, 25), draw.randint(20, 120)])
        for _ in range(draw.randint(1, 7))
    ]
    return {f"unit {place}": [score() for _ in range(size)] for place, size in enumerate(sizes)}


def random_tables(count: int, seed: int) -> list[tuple[UnitTable, Scale, Scores]]:
    draw = random.Random(seed)
    found = []
    for _ in range(count):
        scale = draw.choice(SCALES)
        scores = some_scores(draw, scale)
        found.append((unit_table("x", SPRING, scale, scores, list(scores)), scale, scores))
    return found


def table(scores: Mapping[Unit, list[int]], scale: Scale = PHQ2) -> UnitTable:
    return unit_table("x", SPRING, scale, scores, list(scores))


def row(made: UnitTable, unit: Unit) -> UnitRow:
    return next(each for each in made.rows if each.unit == unit)


MIXED = [0, 1, 2, 3, 4, 5, 6]


def test_in_ten_thousand_tables_no_hidden_cell_can_be_worked_out() -> None:
    tables = random_tables(TABLES, seed=7)
    assert not list(derived([(made, scale) for made, scale, _ in tables]))
    means = sum(each.mean is not None for made, _, _ in tables for each in made.rows)
    totals = sum(made.together.mean is not None for made, _, _ in tables)
    shares = sum(each.share is not None for made, _, _ in tables for each in made.rows)
    hidden = sum(each.mean is None for made, _, _ in tables for each in made.rows)
    assert (
        min(means, totals, shares, hidden) > TABLES // 20
    )  # there was something to see, and something to find


def test_nor_by_a_reader_who_knows_how_many_of_each_unit_took_part() -> None:
    told = [
        (knowing_people(made, {unit: len(some) for unit, some in scores.items()}), scale)
        for made, scale, scores in random_tables(1000, seed=12)
    ]
    assert not list(derived(told))


def careless(scores: Scores, scale: Scale) -> UnitTable:
    """A table where only units of fewer than 11 people are kept back."""
    everybody = [score for some in scores.values() for score in some]
    rows = tuple(
        UnitRow(unit, len(some), round(sum(some) / len(some), scale.digits), None)
        if len(some) >= LEAST
        else UnitRow(unit, None, None, None)
        for unit, some in scores.items()
    )
    mean = round(sum(everybody) / len(everybody), scale.digits)
    return UnitTable("x", SPRING, rows, UnitRow("", len(everybody), mean, None))


def test_the_solver_finds_cells_where_the_total_gives_them_away() -> None:
    """Where one unit alone is kept back, the total tells how many took part there, and mostly what they answered."""
    tables = [
        (careless(scores, scale), scale)
        for _, scale, scores in random_tables(1000, seed=8)
        if sum(len(some) < LEAST for some in scores.values()) == 1 and len(scores) > 1
    ]
    found = [(id(each.question.table), each.question.what) for each in derived(tables)]
    assert len(tables) > 100
    assert sum(what == "people" for _, what in found) == len(tables)
    assert sum(what in ("sum", "above") for _, what in found) > len(tables) // 4


def test_what_is_shown_is_true() -> None:
    for made, scale, scores in random_tables(300, seed=9):
        for each in made.rows:
            if each.mean is not None:
                some = scores[each.unit]
                assert each.people == len(some)
                assert each.mean == pytest.approx(sum(some) / len(some), abs=0.5 * 10**-scale.digits + 1e-9)
            if each.share is not None:
                assert scale.line is not None
                above = sum(score >= scale.line for score in scores[each.unit])
                assert each.share == round(100 * above / len(scores[each.unit]))


def test_a_mean_needs_eleven_people_and_a_share_eleven_on_each_side() -> None:
    for made, scale, scores in random_tables(1000, seed=10):
        for each in (*made.rows, made.together):
            some = scores[each.unit] if each.unit else [score for all_ in scores.values() for score in all_]
            if each.mean is not None:
                assert len(some) >= LEAST
            if each.share is not None:
                assert scale.line is not None
                above = sum(score >= scale.line for score in some)
                assert above >= LEAST
                assert len(some) - above >= LEAST


def test_the_total_never_differs_from_the_shown_units_by_one_to_ten_people() -> None:
    for made, _, _ in random_tables(1000, seed=11):
        if made.together.people is not None:
            left = made.together.people - sum(each.people or 0 for each in made.rows)
            assert left == 0 or left >= LEAST
            hidden = [each for each in made.rows if each.people is None]
            assert len(hidden) != 1


def test_ten_people_have_no_mean_and_eleven_have() -> None:
    assert row(table({"a": [*MIXED, 3, 3, 3], "b": MIXED * 3}), "a").mean is None
    assert row(table({"a": [*MIXED, 3, 3, 3, 3], "b": MIXED * 3}), "a").mean == pytest.approx(3.0)


def test_one_small_unit_takes_the_smallest_other_one_with_it() -> None:
    made = table({"small": MIXED, "middle": MIXED * 3, "large": MIXED * 9})
    assert [each.unit for each in made.rows if each.mean is not None] == ["large"]
    assert made.together.people == 91


def test_a_unit_in_which_nobody_took_part_is_not_told_by_the_total() -> None:
    made = table({"nobody": [], "a": MIXED * 3, "b": MIXED * 9})
    assert row(made, "nobody") == UnitRow("nobody", None, None, None)
    assert row(made, "a").mean is None


def test_all_units_large_enough_are_all_shown_with_the_total() -> None:
    made = table({"a": MIXED * 4, "b": MIXED * 9})
    assert [each.share for each in made.rows] == [57, 57]
    assert made.together.share == 57


def test_a_mean_that_would_tell_how_many_reach_the_line_is_kept_back() -> None:
    """15 people with a sum of 7: at most two of them can stand at 3 or more."""
    nearly_nobody = [0] * 10 + [1, 1, 1, 1, 3]
    made = table({"a": nearly_nobody})
    assert row(made, "a").mean is None
    without_a_line = table({"a": nearly_nobody}, Scale(0, 6))
    assert row(without_a_line, "a").mean == pytest.approx(0.5)


def test_ten_people_are_not_hidden_behind_one() -> None:
    """Who knows that ten of one unit and one of another took part would know the ten's sum within ± 2."""
    burnout = Scale(1, 5, 3)
    ten, one = [1, 2, 3, 4, 5] * 2, [3]
    made = table({"ten": ten, "one": one, "middle": ten * 3, "large": ten * 9}, burnout)
    assert [each.unit for each in made.rows if each.mean is not None] == ["large"]
    assert made.together.people == 131


def test_small_units_that_hardly_differ_are_hidden_with_another_one() -> None:
    """Twelve people with a sum of 11: three at most can stand at 3 or more, in whichever of the units."""
    low = {unit: [1, 1, 1] for unit in "abcd"} | {"d": [1, 1, 0]}
    made = table({**low, "middle": MIXED * 3, "large": MIXED * 9})
    assert [each.unit for each in made.rows if each.mean is not None] == ["large"]


def test_officers_and_trainers_see_means_and_no_shares() -> None:
    made = table({"a": MIXED * 4, "b": MIXED * 9})
    for reader in (Reader.OFFICER, Reader.TRAINER):
        seen = for_reader(made, reader)
        assert [each.mean for each in seen.rows] == [each.mean for each in made.rows]
        assert all(each.share is None for each in (*seen.rows, seen.together))
    assert for_reader(made, Reader.SUPERVISOR) == made
