"""Who may see and do what: every role and every wish, in one table."""

from __future__ import annotations

from contextlib import suppress
from dataclasses import replace
from datetime import date
from itertools import combinations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from scoring.kept import RecordedRun, RunKind
from scoring.people import NotAllowed, People, PeopleError, Person, Role
from scoring.people.may import (
    Allowed,
    LeadClass,
    ReadOfficer,
    ReadScenario,
    ReadUnit,
    SeeRun,
    Wanted,
    Wish,
    may,
    runs_for,
    sees_losses,
)
from scoring.record import Record
from tests.people_here import Clock, add_fact, people_of, run_of

ME = Person("p-me", "Lee", frozenset(), "North", "", True, "P-1", "1")
NOBODY, MINE, OTHERS = frozenset[str](), frozenset({"p-me"}), frozenset({"p-else"})
ASSIGNED, PRACTICE, EXERCISE = RunKind.ASSIGNED, RunKind.PRACTICE, RunKind.EXERCISE

O, T, S, A = Role.OFFICER, Role.TRAINER, Role.SUPERVISOR, Role.ADMINISTRATOR  # noqa: E741
WISHES: list[tuple[Wanted, set[Role]]] = [  # and the roles that may; everyone in "North"
    (SeeRun("p-me", PRACTICE, "North", NOBODY), {O, T, S, A}),
    (SeeRun("p-me", EXERCISE, "North", NOBODY), {O, T, S, A}),
    (SeeRun("p-me", ASSIGNED, "North", OTHERS), {O, T, S, A}),
    (SeeRun("p-b", PRACTICE, "North", NOBODY), set()),
    (SeeRun("p-b", PRACTICE, "North", MINE), set()),
    (SeeRun("p-b", EXERCISE, "North", MINE), set()),
    (SeeRun("p-b", ASSIGNED, "South", MINE), {T}),
    (SeeRun("p-b", ASSIGNED, "South", OTHERS), set()),
    (SeeRun("p-b", ASSIGNED, "North", OTHERS), {S}),
    (SeeRun("p-b", ASSIGNED, "North", MINE), {T, S}),
    (SeeRun("p-b", ASSIGNED, "", OTHERS), set()),
    (SeeRun("p-me", ASSIGNED, "North", MINE, to_rate=True), {T}),
    (SeeRun("p-b", ASSIGNED, "North", MINE, to_rate=True), {T}),
    (SeeRun("p-b", ASSIGNED, "North", OTHERS, to_rate=True), set()),
    (SeeRun("p-b", PRACTICE, "North", MINE, to_rate=True), set()),
    (ReadOfficer("p-me", "North", NOBODY), {O, T, S, A}),
    (ReadOfficer("p-b", "North", NOBODY), {S}),
    (ReadOfficer("p-b", "South", NOBODY), set()),
    (ReadOfficer("p-b", "South", MINE), {T}),
    (ReadOfficer("p-b", "South", OTHERS), set()),
    (ReadUnit("North"), {S}),
    (ReadUnit("South"), set()),
    (ReadUnit(""), set()),
    (ReadScenario.SCENARIO, {T, S}),
    (ReadScenario.NEEDS, {T, S}),
    (LeadClass("p-me"), {T}),
    (LeadClass("p-else"), set()),
    (Wish.READ_PEOPLE, {T, A}),
    (Wish.CHANGE_PEOPLE, {A}),
    (Wish.READ_AUDIT, {A}),
    (Wish.EXPIRE_RUNS, {A}),
    (Wish.EXPORT_NAMES, {T, S}),
    (Wish.READ_DISPUTES, {T}),
    (Wish.LEAVE_KIOSK, {T, A}),
]
ROLE_SETS = [frozenset(roles) for count in range(5) for roles in combinations(Role, count)]


@pytest.mark.parametrize(("wanted", "who"), WISHES, ids=repr)
def test_each_set_of_roles_may_what_one_of_its_roles_may(wanted: Wanted, who: set[Role]) -> None:
    own = who == {O, T, S, A}
    for roles in ROLE_SETS:
        answer = may(replace(ME, roles=roles), wanted)
        assert isinstance(answer, Allowed) == (own or bool(roles & who)), (roles, answer)
        if isinstance(answer, NotAllowed):
            assert str(answer).endswith(".")


def test_every_wish_is_in_the_table() -> None:
    asked = [wanted for wanted, _ in WISHES]
    assert {*Wish, *ReadScenario} <= {each for each in asked if isinstance(each, Wish | ReadScenario)}
    assert {SeeRun, ReadOfficer, ReadUnit, LeadClass} <= set(map(type, asked))


def test_a_supervisor_of_several_units_sees_each_and_one_of_none_sees_none() -> None:
    several = replace(ME, roles=frozenset({S}), supervises=frozenset({"South"}))
    for unit, sees in (("North", True), ("South", True), ("West", False)):
        assert isinstance(may(several, ReadUnit(unit)), Allowed) is sees
    none = replace(ME, roles=frozenset({S}), unit="")
    assert "no unit yet" in str(may(none, ReadUnit("North")))


# ---- the runs that reports are made of


def seen(record: Record, person: Person, wanted: Wanted) -> set[str]:
    return {run for (run,) in record.select(f"SELECT run FROM {runs_for(person, wanted)}")}


def test_reports_are_made_of_the_runs_that_one_may_see() -> None:
    clock, record = Clock(), Record()
    record._now = clock
    people = people_of(record, clock)
    ann, bo = people.add("1", "Ann Moss", unit="North"), people.add("2", "Bo Reyes", unit="South")
    trainer = people.add("3", "Dana Cole", [T], unit="North")
    boss = people.add("4", "Eli Stone", [O, S], unit="North")
    both = replace(trainer, roles=frozenset({T, S}))
    people.classes.new("Spring", trainer)
    people.classes.add("Spring", ann, bo)
    people.classes.assign("s1", "Spring", date(2026, 3, 9))
    clock.after(days=1)
    runs = {
        (officer.badge, scenario, kind): run_of(record, officer.id, scenario, kind)
        for officer in (ann, bo, boss)
        for scenario in ("s1", "s2")
        for kind in (PRACTICE, ASSIGNED)
    }
    for (badge, scenario, kind), run in runs.items():
        values = {"run": run, "officer": people.known(badge).id, "scenario": scenario, "kind": kind.value}
        add_fact(record, "run_facts", **values)
    about_ann = ReadOfficer(ann.id, "North", frozenset({trainer.id}))
    assert seen(record, ann, about_ann) == {run for (badge, *_), run in runs.items() if badge == "1"}
    assert seen(record, trainer, ReadScenario.NEEDS) == {
        runs["1", "s1", ASSIGNED],
        runs["2", "s1", ASSIGNED],
    }
    assert seen(record, both, about_ann) == {runs["1", "s1", ASSIGNED], runs["2", "s1", ASSIGNED]}
    assert seen(record, both, ReadScenario.NEEDS) == {
        *(run for (badge, _, kind), run in runs.items() if badge in "14" and kind is ASSIGNED),
        runs["2", "s1", ASSIGNED],
    }
    assert seen(record, boss, ReadUnit("North")) == {
        runs[badge, scenario, ASSIGNED] for badge in ("1", "4") for scenario in ("s1", "s2")
    }
    assert seen(record, bo, ReadScenario.NEEDS) == {
        runs["2", scenario, ASSIGNED] for scenario in ("s1", "s2")
    }


STEPS = st.lists(
    st.tuples(
        st.sampled_from(["run", "run", "assign", "withdraw", "join", "leave", "close"]),
        st.sampled_from(["Spring", "Fall"]),
        st.sampled_from(["s1", "s1", "s2"]),
        st.sampled_from([ASSIGNED, ASSIGNED, PRACTICE]),
    ),
    min_size=6,
    max_size=25,
)


@given(STEPS)
@settings(max_examples=60, deadline=None)
def test_reports_a_single_run_and_what_the_officer_was_told_agree_whatever_becomes_of_the_classes(
    steps: list[tuple[str, str, str, RunKind]],
) -> None:
    clock, record = Clock(), Record()
    record._now = clock
    people = people_of(record, clock)
    ann, due = people.add("1", "Ann Moss"), date(2027, 3, 9)
    trainers = {name: people.add(name, f"{name} Cole", [T]) for name in ("Spring", "Fall")}
    for name, trainer in trainers.items():
        people.classes.new(name, trainer)
        people.classes.assign("s1", name, due)
    people.classes.add("Spring", ann)
    told: dict[str, tuple[str, ...] | None] = {}  # nothing, where it was not assigned
    for step, name, scenario, kind in steps:
        clock.after(minutes=1)
        with suppress(PeopleError):  # such as withdrawing what was not assigned
            match step:
                case "assign":
                    people.classes.assign(scenario, name, due)
                case "withdraw":
                    people.classes.withdraw(scenario, name)
                case "join":
                    people.classes.add(name, ann)
                case "leave":
                    people.classes.remove(name, ann)
                case "close":
                    people.classes.close(name)
                case _:
                    named = {each.scenario: each.trainers for each in people.assigned_to("1", due)}
                    run = run_of(record, ann.id, scenario, kind)
                    add_fact(record, "run_facts", run=run, officer=ann.id, scenario=scenario, kind=kind.value)
                    told[run] = named.get(scenario) if kind is ASSIGNED else ()
    for trainer in trainers.values():
        single = {
            run.id
            for run in record.runs()
            if isinstance(may(trainer, SeeRun(ann.id, run.kind, "", leading(people, run))), Allowed)
        }
        assert seen(record, trainer, ReadScenario.SCENARIO) == single
        assert all((names := told[run]) is None or trainer.name in names for run in single)


def leading(people: People, run: RecordedRun) -> frozenset[str]:
    one = people.classes.trainers_of(run.officer, run.scenario, run.started)
    assert people.classes.trainers_of_runs([run.id]).get(run.id, frozenset()) == one
    return one


def test_what_single_decisions_lost_is_for_the_officer_and_the_trainer() -> None:
    of_mine = ReadOfficer("p-b", "North", MINE)
    trainer, boss = replace(ME, roles=frozenset({T})), replace(ME, roles=frozenset({S}))
    assert sees_losses(ME, ReadOfficer("p-me", "North", NOBODY))
    assert sees_losses(trainer, of_mine)
    assert sees_losses(trainer, ReadScenario.SCENARIO)
    assert sees_losses(trainer, SeeRun("p-b", ASSIGNED, "North", MINE))
    assert not sees_losses(boss, SeeRun("p-b", ASSIGNED, "North", OTHERS))
    assert not sees_losses(boss, ReadOfficer("p-b", "North", NOBODY))
    assert not sees_losses(boss, ReadScenario.SCENARIO)
    assert not sees_losses(boss, ReadUnit("North"))
    assert not sees_losses(replace(ME, roles=frozenset({T, S})), ReadOfficer("p-b", "North", NOBODY))
