"""The engine in time: drift, limits, waits and pace, and what breaks in."""

from __future__ import annotations

from simulator.model.events import ChoiceMade, HowEnded, InterruptFired, LineShown, MenuOpened, RunEnded
from tests.told_events import DRIFT, GO, meters, moments
from tests.written import begun, chosen, reading, written


def test_drift_steps_at_its_instants_and_the_choice_comes_last() -> None:
    run, _ = begun(written(DRIFT))
    assert run.next_due == 4000
    assert meters([*run.tick(3999)]) == []
    assert meters([*run.tick(9000)]) == [("tension", 51, 4000), ("tension", 52, 8000)]
    told = run.choose("go", 12000)
    assert meters([*told]) == [("tension", 53, 12000), ("rapport", 11, 12000)]
    assert isinstance(told[1], ChoiceMade)


def test_the_limit_comes_after_the_drift_of_its_instant_and_before_a_choice() -> None:
    run, _ = begun(written(DRIFT))
    told = [*run.choose("go", 20000)]
    assert ChoiceMade("time_out", 20000) in told
    assert ("tension", 55, 20000) in meters(told)
    assert not any(isinstance(event, ChoiceMade) and event.choice == "go" for event in told)


def test_a_wait_applies_the_drift_that_falls_into_it_while_the_limit_stands_still() -> None:
    run, _ = begun(written(DRIFT))
    told = [*run.choose("wait", 15000)]
    steps = [("tension", 51, 4000), ("tension", 52, 8000), ("tension", 53, 12000)]
    assert meters(told) == [
        *steps,
        ("tension", 54, 16000),
        ("tension", 55, 20000),
        ("tension", 56, 24000),
        ("rapport", 12, 15000),
    ]


def test_pace_scales_limits_drift_and_waits_alike_and_off_stops_limits_and_drift() -> None:
    run, _ = begun(written(DRIFT), pace=200)
    assert (run.next_due, run.time_limit) == (8000, 40000)
    assert meters([*run.choose("wait", 1000)])[:2] == [("tension", 51, 8000), ("tension", 52, 16000)]
    run, _ = begun(written(DRIFT), pace=0)
    assert (run.next_due, run.time_limit) == (None, None)
    assert meters([*run.choose("wait", 10**6)]) == [("rapport", 12, 10**6)]


def test_drift_holds_still_where_its_condition_does_not_hold() -> None:
    scenario = written(f"""
        a:
          drift: {{tension: {{change: +10, every: 2s, when: [tension < 70]}}}}
          choices: {{go: {GO}}}
        """)
    run, _ = begun(scenario)
    assert meters([*run.tick(60000)]) == [("tension", 60, 2000), ("tension", 70, 4000)]


LUNGE = "interrupts: {lunge: {when: [tension >= 60], next: s.lunge}}"


def test_an_interrupt_breaks_in_after_a_change_once_and_drops_what_would_have_followed() -> None:
    scenario = written(
        """
        a: {choices: {push: {say: Push., effects: {tension: +10}, reply: [{ann: No!}], next: ending.badly}}}
        lunge: {choices: {calm: {say: Calm., effects: {tension: +20}, next: ending.well}}}
        """,
        LUNGE,
    )
    run, _ = begun(scenario)
    events = chosen(run, "push")
    assert moments(events) == ["s.lunge"]
    assert InterruptFired("lunge", 1000) in events
    assert not any(isinstance(event, LineShown) for event in events)
    assert chosen(run, "calm")[-1] == RunEnded(HowEnded.ENDING, "well")


def test_a_scenes_own_interrupts_go_before_the_scenarios() -> None:
    scenario = written(
        """
        a: {effects: {tension: +20}, choices: {go: {say: Go., next: a}}}
        own: {next: ending.well}
        lunge: {next: ending.badly}
        """,
        LUNGE,
        "interrupts: {own: {when: [tension >= 60], next: own}}",
    )
    _, events = begun(scenario)
    assert [e.interrupt for e in events if isinstance(e, InterruptFired)] == ["s.own", "lunge"]
    assert events[-1] == RunEnded(HowEnded.ENDING, "badly")


def test_an_interrupt_drops_a_waits_effects_and_next_but_the_choice_was_made() -> None:
    scenario = written(
        """
        a:
          drift: {tension: +5 every 2s}
          choices: {wait: {wait: 8s, effects: {rapport: +5}, next: ending.badly}}
        lunge: {next: ending.well}
        """,
        LUNGE,
    )
    run, _ = begun(scenario)
    events = chosen(run, "wait", 0)
    assert events[0] == ChoiceMade("wait", 0)
    assert meters(events) == [("tension", 55, 2000), ("tension", 60, 4000)]
    assert events[-1] == RunEnded(HowEnded.ENDING, "well")


BACK = "interrupts: {phone: {when: [tension >= 60], lines: [A phone rings.], effects: {rapport: -5}, next: back}}"


def test_back_opens_the_menu_anew() -> None:
    scenario = written(
        """
        a:
          lines: [You wait.]
          drift: {tension: +5 every 2s}
          choices: {go: {say: Go., next: ending.well}}
        """,
        BACK,
    )
    run, _ = begun(scenario)
    events = [*run.tick(5000), *reading(run)]
    assert moments(events) == []
    assert isinstance(events[-1], MenuOpened)
    assert run.next_due == 2000
    assert run.situation.meters["rapport"] == 5


def test_back_to_a_moment_that_was_only_being_entered_shows_its_lines() -> None:
    scenario = written(
        "a: {effects: {tension: +20}, lines: [You wait.], choices: {go: {say: Go., next: a}}}", BACK
    )
    _, events = begun(scenario)
    assert [e.place for e in events if isinstance(e, LineShown)] == ["interrupt phone", "moment s.a"]
