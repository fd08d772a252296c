"""Each finding of the prover comes where it should, with evidence that the engine can follow, and not where it should not."""

from __future__ import annotations

from dataclasses import replace

from simulator.model.findings import Finding, Severity
from simulator.model.scenario import (
    TIME_OUT,
    Branch,
    Choice,
    ChoiceKind,
    Comparison,
    Ending,
    EndingKind,
    FactIs,
    FactSet,
    FirstVisit,
    Interrupt,
    Line,
    Meter,
    MeterChange,
    MeterIs,
    MeterSet,
    Moment,
    Next,
    Outcome,
    Probe,
    Scenario,
    Scene,
    Variant,
)
from simulator.prover import prove
from simulator.prover.findings import examine

GOOD = Ending("good", EndingKind.RESOLVED, 100, (Variant("Good"),))
BAD = Ending("bad", EndingKind.FORCE, 20, (Variant("Bad"),))
HIGH = (MeterIs("tension", Comparison.ABOVE, 90),)


def to(*targets: str, **rest: object) -> Next:
    """Branches to these targets, each always."""
    return tuple(Branch((Outcome(target),), **rest) for target in targets)  # type: ignore[arg-type]


def says(id: str, next: Next, **rest: object) -> Choice:
    """A choice that is said."""
    return Choice(id, ChoiceKind.SAY, (Variant(rest.pop("words", id)),), next=next, **rest)  # type: ignore[arg-type]


def scenario(*moments: Moment, **rest: object) -> Scenario:
    """A scenario of one scene that begins at its first moment."""
    scene = Scene("a", "A", {moment.id: moment for moment in moments}, interrupts=rest.pop("inside", ()))  # type: ignore[arg-type]
    made = {
        "endings": {"good": GOOD, "bad": BAD},
        "meters": {"tension": Meter(50)},
        "facts": ("seen",),
    } | rest
    return Scenario("s", "S", "c", "1", 1, 1, "", moments[0].id, {"a": scene}, **made)  # type: ignore[arg-type]


def found(scenario: Scenario, code: str, **rest: object) -> list[Finding]:
    """The findings of that code."""
    return [each for each in examine(scenario, prove(scenario), **rest) if each.code == code]  # type: ignore[arg-type]


TALK = Moment("a.talk", choices=(says("kind", to("ending.good")), says("rude", to("ending.bad"))))


def test_a_sound_scenario_has_no_finding_worse_than_a_note() -> None:
    turned = Moment("a.turn", choices=(says("rude", to("ending.bad")), says("kind", to("ending.good"))))
    first = replace(TALK, choices=(says("kind", to("a.turn")), TALK.choices[1]))
    sound = scenario(first, turned, facts=())
    assert {each.severity for each in examine(sound, prove(sound))} <= {Severity.NOTE}


def test_what_can_never_happen_is_told_where_it_stands() -> None:
    closed = (FactIs("seen", True),)
    broken = scenario(
        replace(TALK, choices=(*TALK.choices, says("shut", to("ending.good"), when=closed))),
        Moment("a.lost", next=to("ending.good")),
        endings={"good": GOOD, "bad": BAD, "none": replace(GOOD, id="none")},
        interrupts=(Interrupt("storm", HIGH, to("ending.bad")),),
    )
    findings = examine(broken, prove(broken))
    told = {each.code: each.where for each in findings}
    assert told["choice_never_open"] == "scenes.a.moments.talk.choices.shut"
    assert told["moment_never_reached"] == "scenes.a.moments.lost"
    assert told["ending_never_reached"] == "endings.none"
    assert told["interrupt_never_fires"] == "interrupts.storm"
    assert told["fact_never_set"] == "facts"


def test_a_branch_behind_one_that_always_holds_is_never_taken() -> None:
    broken = scenario(Moment("a.talk", choices=(says("kind", to("ending.good", "ending.bad")),)))
    assert [each.where for each in found(broken, "branch_never_taken")] == [
        "scenes.a.moments.talk.choices.kind.next"
    ]


def test_a_line_is_told_only_if_its_guard_is_proved_never_to_hold() -> None:
    lines = (
        Line((Variant("Calm."),), when=(MeterIs("tension", Comparison.BELOW, 60),)),
        Line((Variant("Never."),), when=(MeterIs("tension", Comparison.BELOW, 40),)),
    )
    broken = scenario(replace(TALK, lines=lines))
    assert [each.where for each in found(broken, "line_never_shown")] == ["scenes.a.moments.talk.lines.1"]


def test_a_guard_inside_why_and_felt_that_never_or_always_holds_is_found() -> None:
    never, always = (
        (MeterIs("tension", Comparison.BELOW, 40),),
        (MeterIs("tension", Comparison.AT_LEAST, 50),),
    )
    first = replace(
        TALK.choices[0],
        why=(Variant("Never.", when=never), Variant("Why.")),
        felt={"": (Variant("Always.", when=always), Variant("Felt."))},
        words=(Variant("At times.", when=(FirstVisit(),)), Variant("Again.")),
    )
    broken = scenario(replace(TALK, choices=(first, *TALK.choices[1:])))
    where = f"scenes.a.moments.talk.choices.{first.id}"
    assert [each.where for each in found(broken, "line_never_shown")] == [f"{where}.why"]
    assert f"{where}.felt" in [each.where for each in found(broken, "guard_always_holds")]


def test_a_dead_end_is_an_error_with_the_path_that_leads_there() -> None:
    broken = scenario(replace(TALK, choices=(*TALK.choices, says("push", to("a.wall")))), Moment("a.wall"))
    (dead_end,) = found(broken, "dead_end")
    assert dead_end.severity is Severity.ERROR
    assert dead_end.evidence == ("a.talk/push @0",)


def test_a_circle_without_a_way_out_is_an_error() -> None:
    broken = scenario(
        replace(TALK, choices=(*TALK.choices, says("walk", to("a.yard")))),
        Moment("a.yard", choices=(says("on", to("a.lawn")),)),
        Moment("a.lawn", choices=(says("back", to("a.yard")),)),
    )
    (circle,) = found(broken, "no_way_to_an_ending")
    assert circle.where == "scenes.a.moments.yard"
    assert circle.evidence == ("a.talk/walk @0",)
    assert not found(scenario(TALK), "no_way_to_an_ending")


def test_a_loop_that_pays_each_time_can_be_farmed_and_one_that_pays_once_cannot() -> None:
    steps = tuple(
        Branch(
            (Outcome("ending.good", 100 - n), Outcome("ending.bad", n)),
            (MeterIs("tension", Comparison.AT_LEAST, n),),
        )
        for n in (50, 40, 30, 20, 10)
    )
    listen = says("listen", to("a.talk"), effects=(MeterChange("tension", -10),))
    act = says("act", (*steps, *to("ending.good")))
    farmed = scenario(Moment("a.talk", choices=(act, listen)))
    assert [each.where for each in found(farmed, "loop_can_be_farmed")] == [
        "scenes.a.moments.talk.choices.listen"
    ]
    once = scenario(Moment("a.talk", choices=(act, replace(listen, once=True))))
    assert not found(once, "loop_can_be_farmed")


def test_a_limit_too_short_to_read_is_told_with_both_numbers() -> None:
    late = says(TIME_OUT, to("ending.bad"))
    wordy = says("long", to("ending.good"), words="word " * 46)
    hurried = scenario(Moment("a.talk", choices=(wordy,), time_limit=10_000, on_time_out=late))
    (finding,) = found(hurried, "time_limit_too_short")
    assert "14 s" in finding.message
    assert "10 s" in finding.message
    assert not found(
        scenario(Moment("a.talk", choices=(wordy,), time_limit=14_000, on_time_out=late)),
        "time_limit_too_short",
    )


def test_a_strategy_that_nearly_wins_is_told() -> None:
    assert any("first" in each.message for each in found(scenario(TALK), "strategy_wins"))


def test_few_opportunities_are_told_of_a_dimension_that_is_promised() -> None:
    shown = replace(TALK, choices=(replace(TALK.choices[0], shows=("greets",)), TALK.choices[1]))
    behaviors = {"greets": ("respect", 2)}
    assert not found(scenario(shown), "few_opportunities", behaviors=behaviors)
    (warning,) = found(scenario(shown, dimensions=("respect",)), "few_opportunities", behaviors=behaviors)
    assert warning.severity is Severity.WARNING


def test_the_choice_that_first_closes_every_peaceful_ending_is_named() -> None:
    slip = says("slip", to("a.late"))
    narrow = scenario(
        replace(TALK, choices=(TALK.choices[0], slip)),
        Moment("a.late", choices=(says("hold", to("ending.bad")), says("grab", to("ending.bad")))),
    )
    (finding,) = found(narrow, "peace_closed_early")
    assert finding.where == "scenes.a.moments.talk.choices.slip"
    assert "50%" in finding.message
    flagged = replace(slip, flags=("creates_jeopardy",))
    assert not found(
        scenario(replace(TALK, choices=(TALK.choices[0], flagged)), *list(narrow.moments)[1:]),
        "peace_closed_early",
    )


def test_a_meter_set_beyond_its_range_and_moved_back_ends_where_play_leaves_it() -> None:
    beyond = says("raise", to("a.turn"), effects=(MeterSet("tension", 110), MeterChange("tension", -10)))
    kind = says("kind", to("ending.good"), when=HIGH)
    turn = Moment("a.turn", choices=(kind, says("rude", to("ending.bad"))))
    proof = prove(scenario(Moment("a.talk", choices=(beyond,)), turn)).proof
    assert proof.endings["good"].reachable


def test_chances_that_do_not_sum_to_a_hundred_are_told() -> None:
    uneven: Next = (Branch((Outcome("ending.good", 60), Outcome("ending.bad", 30))),)
    assert found(scenario(Moment("a.talk", choices=(says("try", uneven),))), "chances_do_not_sum")


def test_a_probe_before_a_menu_that_never_opens_is_never_asked() -> None:
    probe = Probe((Variant("What?"),), {"a": "A"}, ())
    silent = scenario(Moment("a.talk", probe=probe, next=to("ending.good")))
    assert [each.where for each in found(silent, "probe_never_asked")] == ["scenes.a.moments.talk.probe"]


def test_evidence_that_needs_chance_comes_with_a_seed_that_brings_it() -> None:
    broken = scenario(
        Moment(
            "a.talk", choices=(says("try", (Branch((Outcome("a.wall", 40), Outcome("ending.good", 60))),)),)
        ),
        Moment("a.wall", effects=(FactSet("seen", True),)),
    )
    (finding,) = found(broken, "dead_end", realizes=lambda path, seed: seed == 7)
    assert finding.evidence[0] == "# seed 7"
    assert finding.evidence[1].startswith("a.talk/try @0  # by chance (40%)")
