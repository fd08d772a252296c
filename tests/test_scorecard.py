"""The scorecard: figures computed by hand."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import FrozenInstanceError, replace

import pytest

from scoring.judged import Label, label_of
from scoring.opportunities import Standing, Top
from scoring.rubric_file import core_rubric
from scoring.scorecard import Scorecard, Tally, Unscored, score
from scoring.settings import house_settings, read_settings
from simulator.engine import Awaiting, Run
from simulator.library.load import load_text
from simulator.model.events import (
    ChoiceMade,
    Event,
    HowEnded,
    InjectSetOff,
    MenuItem,
    MenuOpened,
    MomentEntered,
    ProbeAnswered,
    RunEnded,
    RunStarted,
)
from simulator.model.scenario import (
    CorrectAnswer,
    Moment,
    Probe,
    ProbeLevel,
    Scenario,
    Variant,
)
from tests.small_runs import ALL, CUT, HEAR, PLAIN, RUBRIC, choice, faced, moment, run, scenario


def scored(
    *chosen: str, at: Sequence[Moment] = (), losses: Sequence[Mapping[str, float]] | None = None
) -> Scorecard:
    """A card for one choice at each moment, with all of its menu open."""
    moments = at or [moment(f"m{number}", HEAR, PLAIN, CUT) for number, _ in enumerate(chosen)]
    facings = [
        faced(each.id.removeprefix("a."), id, [item.id for item in each.choices])
        for each, id in zip(moments, chosen, strict=True)
    ]
    return score(scenario(*moments), RUBRIC, run(*facings), losses)


# ---- choice quality


def test_a_choice_stands_between_the_least_and_the_top_of_its_menu() -> None:
    card = scored("plain")
    assert card.figures["listen"].quality == pytest.approx((0 + 2) / (2 + 2))
    assert card.figures["justice"].quality == pytest.approx((0 + 5) / (2 + 5))


def test_the_indices_of_a_dimension_are_scored_over_their_own_behaviors() -> None:
    indices = scored("plain").figures["justice"].indices
    assert indices["voice"].quality == pytest.approx(0.5)
    assert indices["respect"].quality == 1.0  # between 0 (all but one) and -3


def test_where_no_choice_differs_there_was_no_opportunity() -> None:
    card = scored("plain", at=[moment("one", PLAIN, choice("other", "thanks"))])
    assert card.figures["listen"].quality is None
    assert card.figures["listen"].counted == ()
    assert card.figures["care"].quality is None
    assert card.figures["justice"].quality == 0.0


def test_a_moments_weight_counts_in_the_mean() -> None:
    one, two = moment("one", HEAR, PLAIN, CUT), moment("two", HEAR, CUT, weight=3)
    card = scored("plain", "hear", at=[one, two])
    assert card.figures["listen"].quality == pytest.approx((1 * 0.5 + 3 * 1) / 4)


def test_a_figure_names_the_decisions_behind_it() -> None:
    silent = moment("silent", PLAIN, choice("other", "thanks"))
    card = scored("hear", "plain", "cut", at=[moment("one", HEAR, CUT), silent, moment("two", PLAIN, CUT)])
    assert card.figures["listen"].decisions == (0, 2)
    assert card.figures["justice"].decisions == (0, 1, 2)
    assert [each.score for each in card.figures["listen"].counted] == [1.0, 0.0]


def test_greyed_choices_are_not_part_of_the_menu() -> None:
    items = (MenuItem("hear", 0, open=False), MenuItem("plain", 0), MenuItem("cut", 0))
    events = (MomentEntered("a.one", 1), MenuOpened(items), ChoiceMade("plain", 5))
    card = score(scenario(moment("one", HEAR, PLAIN, CUT)), RUBRIC, run(events))
    assert card.figures["listen"].counted[0].top == 0


def test_behaviors_that_the_rubric_does_not_know_are_worth_nothing() -> None:
    card = scored("hear", at=[moment("one", HEAR, choice("odd", "juggles"))])
    assert card.figures["listen"].quality == 1.0


# ---- what the top is taken over


def test_without_losses_the_top_is_the_menus_and_the_card_says_so() -> None:
    card = scored("plain")
    assert card.decisions[0].top is Top.MENU
    assert not card.proven


def test_with_losses_the_top_is_taken_over_the_sound_choices() -> None:
    losses = {
        "hear": 4.0,
        "plain": 0.0,
        "cut": 30.0,
    }  # 4 is weak: hearing them out was not the thing to do here
    assert scored("plain", losses=[losses]).figures["listen"].quality == 1.0
    assert scored("hear", losses=[losses]).figures["listen"].quality == 1.0  # above the top: clipped
    assert scored("cut", losses=[losses]).figures["listen"].quality == 0.0
    assert scored("plain", losses=[losses]).proven
    assert scored("plain", losses=[losses | {"hear": 3.9}]).figures["listen"].quality == 0.5


def test_there_is_no_opportunity_where_only_unsound_choices_show_anything() -> None:
    card = scored("plain", at=[moment("one", HEAR, PLAIN)], losses=[{"hear": 12.0, "plain": 0.0}])
    assert card.figures["listen"].counted == ()


def test_losses_of_half_a_menu_are_not_used() -> None:
    card = scored("plain", losses=[{"plain": 0.0}])
    assert card.decisions[0].top is Top.MENU
    assert card.decisions[0].loss is None


def test_a_card_is_proven_only_where_the_losses_of_every_menu_are_known() -> None:
    assert not scored("plain", "plain", losses=[dict.fromkeys(ALL, 0.0), {}]).proven


def test_losses_must_fit_the_decisions() -> None:
    with pytest.raises(ValueError, match="zip"):
        scored("plain", losses=[{}, {}])


def test_an_agencys_settings_are_used() -> None:
    stricter = read_settings(house_settings().text.replace("sound = 4.0", "sound = 2.0"))
    losses = [{"hear": 3.0, "plain": 0.0, "cut": 30.0}]
    one = scenario(moment("one", HEAR, PLAIN, CUT))
    events = run(faced("one", "plain", ALL))
    assert score(one, RUBRIC, events, losses).figures["listen"].quality == 0.5
    assert score(one, RUBRIC, events, losses, stricter).figures["listen"].quality == 1.0


def test_where_settings_call_no_choice_sound_there_is_no_opportunity() -> None:
    strictest = read_settings(house_settings().text.replace("sound = 4.0", "sound = 0"))
    one = scenario(moment("one", choice("rant", "rants"), CUT))
    events = run(faced("one", "cut", ("rant", "cut")))
    card = score(one, RUBRIC, events, [{"rant": 0.0, "cut": 1.0}], strictest)
    assert card.figures["justice"].counted == ()


# ---- a panel's ratings


def rated(*ratings: int, weight: int = 1) -> Scorecard:
    one = choice("hear", "labels", ratings={"labels": ratings})
    return scored("hear", at=[moment("one", one, choice("wait", "waits"), CUT, weight=weight)])


def test_three_raters_replace_the_value_at_that_choice() -> None:
    found = rated(-1, 0, 0).figures["listen"].counted[0]
    assert (found.value, found.top, found.disputed) == (0, 1, False)


def test_two_raters_replace_nothing() -> None:
    found = rated(-3, 3).figures["listen"].counted[0]
    assert (found.value, found.weight) == (2, 1)


def test_a_wide_range_disputes_the_key_and_halves_the_weight() -> None:
    found = rated(-3, -1, 2, 3, weight=2).figures["listen"].counted[0]  # quartiles -1.5 and 2.25
    assert (found.value, found.disputed, found.weight) == (0.5, True, 1.0)
    agreed = rated(-2, -1, -2, 0, weight=2).figures["listen"].counted[0]  # quartiles -2 and -.75
    assert (agreed.value, agreed.disputed, agreed.weight) == (-1.5, False, 2)


def test_a_dispute_in_one_dimension_leaves_the_others_alone() -> None:
    one = choice("hear", "labels", "asks_side", ratings={"labels": (-3, 1, 3)})
    card = scored("plain", at=[moment("one", one, PLAIN)])
    assert card.figures["listen"].counted[0].weight == 0.5
    assert card.figures["justice"].counted[0].weight == 1


# ---- recovery and injects


def test_the_same_menu_faced_again_is_recovery() -> None:
    events = run(
        faced("one", "cut", ALL),
        faced("one", "hear", reversed(ALL), visit=2),
        faced("one", "plain", ALL[1:], visit=3),
    )
    card = score(scenario(moment("one", HEAR, PLAIN, CUT)), RUBRIC, events)
    assert [each.standing for each in card.decisions] == [
        Standing.COUNTED,
        Standing.RECOVERY,
        Standing.COUNTED,
    ]
    figure = card.figures["listen"]
    assert figure.quality == pytest.approx((0 + 1) / 2)  # cut among three, plain among two
    assert figure.decisions == (0, 2)
    assert [(each.decision, each.score) for each in figure.recovery] == [(1, 1.0)]


def test_equal_menus_of_two_moments_are_two_opportunities() -> None:
    assert scored("hear", "hear").figures["listen"].decisions == (0, 1)


def test_decisions_after_an_inject_stand_apart_without_losses() -> None:
    moments = [moment(name, HEAR, PLAIN, CUT) for name in ("one", "two")]
    first = faced("one", "cut", ALL)
    second = faced("two", "cut", ALL)
    events = run(first, second[:-1], [InjectSetOff("sister", 300)], second[-1:])
    losses = [{"hear": 0.0, "plain": 2.0, "cut": 25.0}] * 2
    card = score(scenario(*moments), RUBRIC, events, losses)
    assert [each.standing for each in card.decisions] == [Standing.COUNTED, Standing.AFTER_INJECT]
    assert [each.loss for each in card.decisions] == [25.0, None]
    assert card.figures["listen"].decisions == (0,)
    assert not card.figures["listen"].recovery
    assert card.disrespect["mocks"] == (0, 1)  # what was done was done, whoever had intervened


# ---- beside the figures


def test_acts_of_disrespect_are_counted_with_their_decisions() -> None:
    card = scored("cut", "hear", "cut")
    assert card.disrespect == {"cuts_off": (0, 2), "mocks": (0, 2)}
    assert not scored("plain").disrespect


def test_one_flag_stands_whatever_the_figures_say() -> None:
    flagged = replace(HEAR, flags=("retaliation",))
    card = scored("hear", "hear", at=[moment("one", PLAIN, flagged, CUT), moment("two", HEAR, CUT)])
    assert card.figures["listen"].quality == 1.0
    assert card.flags == {"retaliation": (0,)}
    assert not scored("hear").flags


def test_a_flag_that_was_only_open_is_not_raised() -> None:
    assert not scored("plain").flags


def test_probes_are_tallied_by_level() -> None:
    probe = Probe((Variant("?"),), {"yes": "Yes", "no": "No"}, (CorrectAnswer("yes"),), ProbeLevel.PROJECTION)
    moments = [moment(name, HEAR, PLAIN, CUT, probe=probe) for name in ("one", "two")]
    events = run(
        [MomentEntered("a.one", 1), ProbeAnswered("a.one", "yes")],
        faced("one", "hear", ALL)[1:],
        [MomentEntered("a.two", 1), ProbeAnswered("a.two", "no")],
        faced("two", "hear", ALL)[1:],
    )
    assert score(scenario(*moments), RUBRIC, events).probes == {ProbeLevel.PROJECTION: Tally(1, 2)}
    assert scored("hear").probes == {}


# ---- decision quality


@pytest.mark.parametrize(
    ("loss", "label"),
    [(0, "best"), (0.99, "best"), (1, "sound"), (3.99, "sound"), (4, "weak"), (10, "poor"), (19.9, "poor"), (20, "grave")],
)  # fmt: skip
def test_labels_begin_at_their_limits(loss: float, label: str) -> None:
    assert label_of(loss, house_settings().losses) is Label(label)


def test_the_moments_that_mattered_are_the_three_that_lost_most() -> None:
    lost = [3.0, 0.5, 25.0, 8.0, 3.0]
    losses = [{"hear": 0.0, "plain": loss, "cut": 40.0} for loss in lost]
    card = scored(*["plain"] * 5, losses=losses)
    assert card.mattered == (2, 3, 0)
    assert [each.label for each in card.decisions] == [
        Label.SOUND,
        Label.BEST,
        Label.GRAVE,
        Label.WEAK,
        Label.SOUND,
    ]


def test_a_best_choice_is_never_among_the_moments_that_mattered() -> None:
    losses = [{"hear": 0.0, "plain": loss, "cut": 40.0} for loss in (0.5, 3.0)]
    assert scored("plain", "plain", losses=losses).mattered == (1,)


def test_without_losses_nothing_is_said_about_them() -> None:
    card = scored("cut")
    assert (card.mattered, card.decisions[0].loss, card.decisions[0].label) == ((), None, None)


# ---- what has no score


@pytest.mark.parametrize(
    ("ended", "why"),
    [
        (RunEnded(HowEnded.STOPPED), Unscored.STOPPED),
        (RunEnded(HowEnded.STUCK), Unscored.STUCK),
        (MomentEntered("a.one", 2), Unscored.GOING_ON),
    ],
)
def test_a_run_without_an_ending_has_no_score(ended: Event, why: Unscored) -> None:
    card = score(
        scenario(moment("one", HEAR, PLAIN, CUT)), RUBRIC, run(faced("one", "cut", ALL), ended=ended)
    )
    assert card == Scorecard(why)
    assert not card.figures
    assert not card.flags


def test_a_scorecard_cannot_be_changed() -> None:
    with pytest.raises(FrozenInstanceError):
        scored("hear").unscored = None  # type: ignore[misc]


# ---- the engine's own events, and the rubric of the program

DOOR = """
format: 1
title: A door
call: welfare check
version: 1.0.0
level: 1
minutes: 2
summary: Somebody is behind a door.
cast: {ann: {name: Ann, role: subject}}
meters: {tension: 50, rapport: 10, exposure: 40}
start: hall.door
scenes:
  hall:
    place: A hall
    moments:
      door:
        lines: [{ann: Go away!}]
        choices:
          greet: {say: "I'm Officer {officer}.", shows: [introduces_self], effects: {rapport: +5}, next: talk}
          order: {say: Open up!, shows: [gives_bare_order], effects: {tension: +5}, next: door}
      talk:
        lines: [{ann: What do you want?}]
        choices:
          ask: {say: Are you hurt?, shows: [asks_injured], next: ending.fine}
          leave: {act: Walk away., flags: [left_at_risk], next: ending.fine}
endings:
  fine: {kind: resolved, worth: 85, title: She opens}
debrief: {ask: [What changed her mind?]}
"""


def played(*choices: str) -> tuple[Scenario, list[Event]]:
    loaded = load_text(DOOR)
    assert loaded.scenario is not None, loaded.findings
    live = Run(loaded.scenario, RunStarted("door", "", "", 1, 3))
    events = [*live.start()]
    for id in choices:
        while live.awaiting is Awaiting.READING:
            events += live.read()
        events += live.choose(id, 2000)
    while live.awaiting is Awaiting.READING:
        events += live.read()
    return loaded.scenario, events


def test_a_played_run_is_scored_by_the_programs_rubric() -> None:
    door, events = played("order", "greet", "leave")
    card = score(door, core_rubric(), events)
    assert [each.standing for each in card.decisions] == [
        Standing.COUNTED,
        Standing.RECOVERY,
        Standing.COUNTED,
    ]
    assert card.figures["justice"].quality == 0.0
    assert [each.score for each in card.figures["justice"].recovery] == [1.0]
    assert card.figures["assess"].decisions == (2,)
    assert card.flags == {"left_at_risk": (2,)}
