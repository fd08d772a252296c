"""A scorecard in time: what a time-out is worth, and promptness where time is critical."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import pytest

from scoring.judged import Label
from scoring.scorecard import Scorecard, score
from scoring.settings import house_settings, read_settings
from simulator.model.scenario import TIME_OUT, Choice
from tests.small_runs import ALL, CUT, FREEZE, HEAR, PLAIN, RUBRIC, choice, faced, moment, run, scenario

# ---- time-outs


def timed(time_out: Choice, losses: Sequence[Mapping[str, float]] | None = None) -> Scorecard:
    one = moment("one", HEAR, PLAIN, CUT, time_limit=10_000, on_time_out=time_out)
    return score(scenario(one), RUBRIC, run(faced("one", TIME_OUT, ALL, waited=10_000)), losses)


def test_a_time_out_is_clipped_and_moves_neither_end() -> None:
    found = timed(FREEZE).figures["listen"].counted[0]
    assert (found.value, found.least, found.top, found.score) == (-4, -2, 2, 0.0)
    better = timed(choice(TIME_OUT, "labels", "waits")).figures["listen"].counted[0]
    assert (better.value, better.least, better.top, better.score) == (3, -2, 2, 1.0)


def test_a_time_out_whose_key_is_disputed_weighs_half() -> None:
    time_out = choice(TIME_OUT, "lectures", ratings={"lectures": (-3, 0, 3)})
    assert timed(time_out).figures["listen"].counted[0].weight == 0.5


def test_a_time_outs_loss_is_labeled_where_it_is_known() -> None:
    menu = {"hear": 0.0, "plain": 2.0, "cut": 25.0}
    assert timed(FREEZE, [menu]).decisions[0].label is None
    assert timed(FREEZE, [menu | {TIME_OUT: 12.0}]).decisions[0].label is Label.POOR


# ---- latency


def hurried(waited: int, pace: int = 100, chosen: str = "hear", time_critical: bool = True) -> Scorecard:
    one = moment(
        "one", HEAR, PLAIN, CUT, time_critical=time_critical, time_limit=10_000, on_time_out=FREEZE
    )  # fmt: skip
    return score(scenario(one), RUBRIC, run(faced("one", chosen, ALL, waited=waited), pace=pace))


@pytest.mark.parametrize(("waited", "promptness"), [(0, 1), (5000, 1), (7500, 0.5), (10_000, 0)])
def test_promptness_falls_from_half_of_the_limit_on(waited: int, promptness: float) -> None:
    card = hurried(waited)
    assert card.promptness == pytest.approx(promptness)
    assert card.decisions[0].waited == waited


def test_promptness_knows_the_officers_pace() -> None:
    assert hurried(15_000, pace=200).promptness == pytest.approx(0.5)
    assert hurried(15_000, pace=0).promptness is None


def test_a_time_out_is_not_prompt() -> None:
    assert hurried(10_000, chosen=TIME_OUT).promptness == 0


def test_a_time_out_is_not_prompt_under_any_settings() -> None:
    patient = read_settings(house_settings().text.replace("prompt_share = 0.5", "prompt_share = 1"))
    one = moment("one", HEAR, PLAIN, time_critical=True, time_limit=10_000, on_time_out=FREEZE)
    events = run(faced("one", TIME_OUT, ALL[:2], waited=10_000))
    assert score(scenario(one), RUBRIC, events, settings=patient).promptness == 0


def test_latency_is_recorded_and_not_scored_where_time_is_not_critical() -> None:
    card = hurried(9000, time_critical=False)
    assert card.promptness is None
    assert card.decisions[0].waited == 9000
