"""The engine: what follows from what, in the order of the format, as sentences that can be false."""

from __future__ import annotations

import pytest

from simulator.engine import Awaiting, NotOpen, Run
from simulator.engine.replay import CannotReplay, replay
from simulator.model.events import (
    Event,
    FactDrawn,
    HowEnded,
    InjectSetOff,
    LineShown,
    MenuOpened,
    MeterChanged,
    ProbeAnswered,
    RunEnded,
    RunStarted,
)
from simulator.model.scenario import Scenario
from tests.told_events import DRIFT, GO, meters, moments
from tests.written import begun, chosen, reading, written

# ---- runs beside one another


def test_runs_of_one_scenario_each_stand_where_their_own_choices_led() -> None:
    scenario = written(f"""
        a: {{choices: {{left: {{say: Left., next: b}}, right: {{say: Right., next: c}}}}}}
        b: {{choices: {{go: {GO}}}}}
        c: {{choices: {{back: {{say: Back., next: a}}}}}}
        """)
    (one, _), (other, _) = begun(scenario), begun(scenario)
    chosen(one, "left")
    chosen(other, "right")
    assert moments(chosen(other, "back")) == ["s.a"]
    assert [type(event) for event in chosen(one, "go")][-1] is RunEnded
    assert other.moment.id == "s.a"


# ---- entering


def test_effects_are_clamped_and_a_set_goes_before_changes() -> None:
    scenario = written("""
        a:
          choices:
            go:
              say: Go.
              effects: [{tension: +80, pulse: "=9"}, {pulse: +5}, {rapport: -50, when: [tension >= 60]}]
              next: ending.well
        """)
    run, _ = begun(scenario)
    events = chosen(run, "go")
    assert meters(events) == [("tension", 100, 1000), ("pulse", 10, 1000)]


def test_a_moments_own_effects_apply_at_every_entry_and_its_draws_only_at_the_first() -> None:
    scenario = written("""
        a:
          draw: {f: 50}
          effects: {tension: +5}
          choices: {again: {say: Again., next: a}}
        """)
    run, events = begun(scenario)
    events += chosen(run, "again")
    assert meters(events) == [("tension", 55, 0), ("tension", 60, 0)]
    assert sum(isinstance(event, FactDrawn) for event in events) == 1


def test_a_fact_is_drawn_with_its_chance() -> None:
    scenario = written(f"a: {{draw: {{f: 30}}, choices: {{go: {GO}}}}}")
    true = sum(
        event.value
        for seed in range(1000)
        for event in begun(scenario, seed)[1]
        if isinstance(event, FactDrawn)
    )
    assert 250 < true < 350


def test_lines_hold_by_their_conditions_and_first_visit_is_of_the_moment() -> None:
    scenario = written("""
        a:
          lines:
            - ann: Hello.
              when: [first visit]
            - {tell: She says nothing., when: [tension >= 60]}
          choices: {again: {say: Again., effects: {tension: +10}, next: a}}
        """)
    run, events = begun(scenario)
    events += chosen(run, "again")
    assert [(e.line, e.variant) for e in events if isinstance(e, LineShown)] == [(0, 0), (1, 0)]


def test_a_probe_is_asked_once_before_the_menu_and_changes_nothing() -> None:
    scenario = written("""
        a:
          probe: {ask: Who?, answers: {ann: Ann, bob: Bob}, correct: ann}
          choices: {again: {say: Again., next: a}}
        """)
    run, events = begun(scenario)
    assert run.awaiting is Awaiting.ANSWER
    assert not any(isinstance(event, MenuOpened) for event in events)
    with pytest.raises(NotOpen):
        run.answer("carol")
    told = run.answer("bob")
    assert isinstance(told[0], ProbeAnswered)
    assert isinstance(told[1], MenuOpened)
    assert isinstance(chosen(run, "again")[-1], MenuOpened)


def test_a_moment_without_choices_goes_on_and_one_with_an_empty_menu_takes_its_next() -> None:
    scenario = written("""
        a: {lines: [One.], next: b}
        b: {choices: {never: {say: Never., when: [f], next: a}}, next: c}
        c: {lines: [Three.], next: ending.well}
        """)
    run, events = begun(scenario)
    assert moments(events) == ["s.a", "s.b", "s.c"]
    assert events[-1] == RunEnded(HowEnded.ENDING, "well")
    assert run.awaiting is Awaiting.NOTHING


def test_an_empty_menu_without_next_is_stuck() -> None:
    scenario = written("a: {choices: {never: {say: Never., when: [f], next: a}}}")
    _, events = begun(scenario)
    assert events[-1] == RunEnded(HowEnded.STUCK)


def test_a_chain_without_choices_that_repeats_a_situation_is_stuck_and_one_that_does_not_goes_on() -> None:
    circle = written("a: {next: b}\nb: {next: a}")
    assert begun(circle)[1][-1] == RunEnded(HowEnded.STUCK)
    climb = written("a: {effects: {tension: +1}, next: [{to: ending.well, when: [tension >= 100]}, {to: a}]}")
    _, events = begun(climb)
    assert events[-1] == RunEnded(HowEnded.ENDING, "well")
    assert len(moments(events)) == 50


# ---- the menu


def test_a_choice_is_open_when_its_conditions_hold_and_greyed_if_it_gives_a_reason() -> None:
    scenario = written(f"""
        a:
          ordered: true
          choices:
            go: {GO}
            hidden: {{say: Hidden., when: [f], next: a}}
            grey: {{say: Grey., when: [f], disabled: Not yet., next: a}}
        """)
    run, _ = begun(scenario)
    assert [(item.choice, item.open) for item in run.menu] == [("go", True), ("grey", False)]
    with pytest.raises(NotOpen):
        run.choose("grey", 0)


def test_a_choice_taken_once_is_gone_when_the_menu_opens_again() -> None:
    scenario = written(f"a: {{choices: {{go: {GO}, ask: {{say: Ask., once: true, next: a}}}}}}")
    run, _ = begun(scenario)
    chosen(run, "ask")
    assert [item.choice for item in run.menu] == ["go"]


def test_the_order_of_the_menu_is_drawn_unless_the_moment_is_ordered() -> None:
    choices = "".join(f"  c{n}: {GO}\n" for n in range(5))
    orders = {
        tuple(item.choice for item in begun(written(f"a:\n choices:\n{choices}"), seed)[0].menu)
        for seed in range(40)
    }
    assert len(orders) > 20
    ordered = written(f"a:\n ordered: true\n choices:\n{choices}")
    assert {tuple(i.choice for i in begun(ordered, seed)[0].menu) for seed in range(9)} == {
        ("c0", "c1", "c2", "c3", "c4")
    }


# ---- ways on


def test_the_first_branch_that_holds_is_taken() -> None:
    scenario = written("""
        a:
          choices:
            go: {say: Go., effects: {g: true}, next: [{to: b, when: [f]}, {to: c, when: [g]}, {to: d}]}
        b: {next: ending.badly}
        c: {next: ending.well}
        d: {next: ending.badly}
        """)
    run, _ = begun(scenario)
    assert moments(chosen(run, "go")) == ["s.c"]


def test_chance_is_taken_with_its_weights_among_those_that_hold() -> None:
    scenario = written("""
        a:
          choices:
            go:
              say: Go.
              next:
                - {when: [f], chance: {ending.badly: 100}}
                - {to: ending.well, chance: 20}
                - {to: ending.well, chance: 10, when: [not g]}
                - {to: ending.badly, chance: 70, when: [not g]}
                - {to: ending.badly, chance: 80, when: [g]}
        """)
    ended = [chosen(begun(scenario, seed)[0], "go")[-1] for seed in range(1000)]
    well = sum(event == RunEnded(HowEnded.ENDING, "well") for event in ended)
    assert 250 < well < 350


def test_a_draw_elsewhere_changes_no_other_draw() -> None:
    one = "a: {choices: {go: {say: Go., next: b}}}\n"
    two = "a: {choices: {go: {say: [Go., Go on., Go now.], next: b}, x: {say: X., next: b}}}\n"
    rest = "b: {draw: {f: 50}, next: [{to: ending.well, chance: 50}, {to: ending.badly, chance: 50}]}"
    for seed in range(50):
        runs = [chosen(begun(written(first + rest), seed)[0], "go") for first in (one, two)]
        assert runs[0] == runs[1]


# ---- injects, stopping, replaying


def test_an_inject_changes_the_situation_and_leaves_the_menu() -> None:
    scenario = written(
        "a: {choices: {go: {say: Go., next: ending.well}}}",
        "injects: {sister: {label: The sister comes, lines: [{ann: No!}], effects: {tension: +5}}}",
    )
    run, _ = begun(scenario)
    menu = run.menu
    told = run.set_off("sister", 3000)
    assert told[0] == InjectSetOff("sister", 3000)
    assert run.menu is menu
    assert run.awaiting is Awaiting.CHOICE
    with pytest.raises(NotOpen):
        run.set_off("sister", 4000)


def test_a_stopped_run_is_over() -> None:
    run, _ = begun(written(DRIFT))
    assert run.stop() == (RunEnded(HowEnded.STOPPED),)
    assert run.awaiting is Awaiting.NOTHING
    assert run.stop() == ()


def test_a_replayed_run_stands_where_the_first_one_did() -> None:
    run, events = begun(written(DRIFT), seed=5)
    events += run.tick(5000)
    again = replay(run.scenario, events)
    assert (again.situation, again.menu, again.elapsed) == (run.situation, run.menu, 4000)
    assert again.choose("go", 9000) == run.choose("go", 9000)


def test_events_of_another_story_are_not_replayed() -> None:
    run, events = begun(written(DRIFT))
    events += run.choose("go", 100)
    events[-2] = MeterChanged("rapport", 99, 100)
    with pytest.raises(CannotReplay):
        replay(run.scenario, events)


def test_names_that_the_machine_uses_itself_are_fine_as_ids() -> None:
    scenario = written("""
        a:
          choices:
            state: {say: State., next: trigger}
            trigger: {say: Trigger., next: model}
        trigger: {choices: {model: {say: Model., next: ending.well}}}
        model: {choices: {is_a: {say: Is., next: ending.well}}}
        """)
    run, _ = begun(scenario)
    chosen(run, "state")
    assert chosen(run, "model")[-1] == RunEnded(HowEnded.ENDING, "well")


def test_the_same_seed_choices_and_times_give_the_same_events() -> None:
    def played(scenario: Scenario) -> list[Event]:
        run = Run(scenario, RunStarted("test", "digest", "rubric", 1, 77))
        return [*run.start(), *reading(run), *run.tick(7000), *chosen(run, "wait", 9000)]

    assert played(written(DRIFT)) == played(written(DRIFT))
