"""The scorecard: what must hold for every run."""

from __future__ import annotations

from dataclasses import replace
from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from scoring.opportunities import Standing
from scoring.scorecard import Scorecard, score
from simulator.model.events import Event
from simulator.model.scenario import TIME_OUT, Choice, Moment, Scenario
from tests.small_runs import RUBRIC, choice, faced, moment, run, scenario

NAMES = ("a", "b", "c", "d")
SHOWS = st.lists(st.sampled_from(sorted(RUBRIC.behaviors)), max_size=3, unique=True)
RATINGS = st.lists(st.integers(-3, 3), min_size=1, max_size=5).map(tuple)


@st.composite
def choices(draw: st.DrawFn, id: str) -> Choice:
    shows = draw(SHOWS)
    return choice(id, *shows, ratings={each: draw(RATINGS) for each in shows if draw(st.booleans())})


@st.composite
def moments(draw: st.DrawFn, name: str) -> Moment:
    menu = [draw(choices(id)) for id in NAMES]
    return moment(
        name, *menu, weight=draw(st.integers(1, 3)), time_critical=draw(st.booleans()),
        time_limit=9000, on_time_out=draw(choices(TIME_OUT)),
    )  # fmt: skip


Faces = list[tuple[str, str, list[str], int]]  # moment, choice, menu, waited
Drawn = tuple[Scenario, Faces, list[dict[str, float]] | None]


@st.composite
def runs(draw: st.DrawFn) -> Drawn:
    one = scenario(*[draw(moments(name)) for name in ("one", "two")])
    faces: Faces = []
    for _ in range(draw(st.integers(0, 6))):
        menu = draw(st.lists(st.sampled_from(NAMES), min_size=1, unique=True))
        chosen = draw(st.sampled_from([*menu, TIME_OUT]))
        faces.append((draw(st.sampled_from(("one", "two"))), chosen, menu, draw(st.integers(0, 9000))))
    if draw(st.booleans()):
        return one, faces, None
    losses = [{id: draw(st.floats(0, 100)) for id in menu} for _, _, menu, _ in faces]
    return one, faces, [each | {min(each): 0.0} for each in losses]


def events_of(faces: Faces) -> tuple[Event, ...]:
    return run(*(faced(name, chosen, menu, waited) for name, chosen, menu, waited in faces))


@given(runs())
def test_every_score_lies_between_0_and_1_and_scoring_twice_gives_the_same(drawn: Drawn) -> None:
    one, faces, losses = drawn
    card = score(one, RUBRIC, events_of(faces), losses)
    assert card == score(one, RUBRIC, events_of(faces), losses)
    for figure in card.figures.values():
        for each in (figure, *figure.indices.values()):
            assert all(0 <= found.score <= 1 for found in (*each.counted, *each.recovery))
            assert each.quality is None or 0 <= each.quality <= 1
    assert card.promptness is None or 0 <= card.promptness <= 1


@given(runs(), st.randoms(use_true_random=False))
def test_the_order_in_which_a_menu_is_shown_changes_nothing(drawn: Drawn, random: Random) -> None:
    one, faces, losses = drawn
    shuffled = [
        (name, chosen, random.sample(menu, len(menu)), waited) for name, chosen, menu, waited in faces
    ]
    assert score(one, RUBRIC, events_of(faces), losses) == score(one, RUBRIC, events_of(shuffled), losses)


@given(runs(), choices(TIME_OUT))
def test_a_time_out_never_moves_the_least_or_the_top(drawn: Drawn, other: Choice) -> None:
    one, faces, losses = drawn
    changed = scenario(*[replace(each, on_time_out=other) for each in one.moments])
    cards = [score(each, RUBRIC, events_of(faces), losses) for each in (one, changed)]
    assert _ends(cards[0]) == _ends(cards[1])


def _ends(card: Scorecard) -> list[tuple[int, float, float]]:
    return [
        (each.decision, each.least, each.top)
        for figure in card.figures.values()
        for each in (*figure.counted, *figure.recovery)
    ]


@given(runs(), st.data())
def test_recovery_never_enters_a_figure(drawn: Drawn, data: st.DataObject) -> None:
    one, faces, losses = drawn
    if not faces:
        return
    name, _, menu, waited = data.draw(st.sampled_from(faces))
    again = (name, data.draw(st.sampled_from([*menu, TIME_OUT])), menu, waited)
    before = score(one, RUBRIC, events_of(faces), losses)
    after = score(
        one, RUBRIC, events_of([*faces, again]), [*losses, dict.fromkeys(menu, 0.0)] if losses else None
    )
    assert after.decisions[-1].standing is Standing.RECOVERY
    assert {id: each.counted for id, each in after.figures.items()} == {
        id: each.counted for id, each in before.figures.items()
    }
    assert after.promptness == before.promptness


@given(runs())
def test_each_figure_is_the_weighted_mean_of_its_first_facings(
    drawn: Drawn,
) -> None:
    """An oracle written the long way round, without ratings."""
    one, faces, _ = drawn
    bare = scenario(*[_without_ratings(each) for each in one.moments])
    card = score(bare, RUBRIC, events_of(faces))
    for dimension in RUBRIC.dimensions:
        weighed, seen = [], set()
        for name, chosen, menu, _ in faces:
            at = bare.moment(f"a.{name}")
            values = [_sum(at.choice(id), dimension) for id in menu]
            if (name, frozenset(menu)) not in seen and max(values) > min(values):
                share = (_sum(at.choice(chosen), dimension) - min(values)) / (max(values) - min(values))
                weighed.append((at.weight, sorted((0, share, 1))[1]))
            seen.add((name, frozenset(menu)))
        expected = sum(w * s for w, s in weighed) / sum(w for w, _ in weighed) if weighed else None
        assert card.figures[dimension].quality == (expected if expected is None else pytest.approx(expected))


def _without_ratings(one: Moment) -> Moment:
    assert one.on_time_out
    menu = tuple(replace(each, ratings={}) for each in one.choices)
    return replace(one, choices=menu, on_time_out=replace(one.on_time_out, ratings={}))


def _sum(one: Choice, dimension: str) -> int:
    return sum(RUBRIC.behaviors[id].value for id in one.shows if RUBRIC.behaviors[id].dimension == dimension)
