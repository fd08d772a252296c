"""Scenarios that hypothesis writes: small ones that use every part of the format whose meaning the prover must share."""

from __future__ import annotations

from functools import cache

from hypothesis import strategies as st

from simulator.model.scenario import (
    BACK,
    TIME_OUT,
    AnyOf,
    Branch,
    Choice,
    ChoiceKind,
    Comparison,
    Condition,
    Drift,
    Effects,
    Ending,
    EndingKind,
    FactIs,
    FactSet,
    FirstVisit,
    Interrupt,
    Meter,
    MeterChange,
    MeterIs,
    MeterSet,
    Moment,
    Next,
    Outcome,
    Scenario,
    Scene,
    Variant,
)

METERS = {"tension": Meter(3, 0, 6), "rapport": Meter(1, 0, 5)}
FACTS = ("seen", "heard", "armed")
ENDINGS = {
    "good": Ending("good", EndingKind.RESOLVED, 100, (Variant("Good"),)),
    "fair": Ending("fair", EndingKind.ARREST, 60, (Variant("Fair"),)),
    "bad": Ending("bad", EndingKind.FORCE, 15, (Variant("Bad"),)),
}
SECOND = 1000


@cache
def conditions(most: int = 2) -> st.SearchStrategy[tuple[Condition, ...]]:
    """What must hold; often nothing."""
    one = st.one_of(
        st.builds(FactIs, st.sampled_from(FACTS), st.booleans()),
        st.builds(
            MeterIs, st.sampled_from(list(METERS)), st.sampled_from(list(Comparison)), st.integers(0, 6)
        ),
        st.just(FirstVisit()),
    )
    any_of = st.builds(AnyOf, st.lists(one, min_size=1, max_size=2).map(tuple))
    each = st.one_of(one, one, any_of)
    return st.one_of(st.just(()), st.just(()), st.lists(each, min_size=1, max_size=most).map(tuple))


@cache
def effects(most: int = 3) -> st.SearchStrategy[Effects]:
    """Changes, sets and facts, some under conditions."""
    meters = st.sampled_from(list(METERS))
    when = st.one_of(st.just(()), st.just(()), conditions(1))
    one = st.one_of(
        st.builds(MeterChange, meters, st.sampled_from([-3, -2, -1, 1, 2, 4]), when),
        st.builds(MeterSet, meters, st.integers(0, 6), when),
        st.builds(FactSet, st.sampled_from(FACTS), st.booleans(), when),
    )
    return st.lists(one, max_size=most).map(tuple)


@cache
def ways(moments: tuple[str, ...], back: bool = False) -> st.SearchStrategy[Next]:
    """Branches tried in order; chance in some; now and then no way on."""
    targets = [*moments, "ending.good", "ending.fair", "ending.bad", *([BACK] if back else [])]
    target = st.sampled_from(targets)
    plain = st.builds(lambda t, when: Branch((Outcome(t),), when), target, conditions(1))
    chancy = st.builds(
        lambda a, b, n, when, own: Branch((Outcome(a, n, own), Outcome(b, 100 - n)), when),
        target,
        target,
        st.sampled_from([10, 30, 50, 90]),
        conditions(1),
        st.one_of(st.just(()), conditions(1)),
    )
    guarded = st.lists(st.one_of(plain, plain, chancy), max_size=2)
    closed = st.sampled_from([True] * 19 + [False])
    return st.builds(
        lambda guarded, last, closed: (*guarded, Branch(last.outcomes, ()) if closed else last),
        guarded,
        st.one_of(plain, chancy),
        closed,
    )


@cache
def choices(id: str, moments: tuple[str, ...]) -> st.SearchStrategy[Choice]:
    """A choice that is said or waited."""
    rest = {"when": conditions(), "once": st.sampled_from([True, False, False])}
    rest |= {"effects": effects(), "next": ways(moments)}
    words = st.integers(1, 9).map(lambda length: (Variant("x" * length),))
    says = st.builds(Choice, st.just(id), st.just(ChoiceKind.SAY), words, **rest)
    waits = st.sampled_from([1, 2, 3]).map(lambda seconds: seconds * SECOND)
    silent = st.builds(Choice, st.just(id), st.just(ChoiceKind.WAIT), wait=waits, **rest)
    return st.one_of(says, says, says, silent)


DRIFTS = st.builds(
    Drift,
    st.sampled_from(list(METERS)),
    st.sampled_from([-1, 1, 2]),
    st.sampled_from([1, 2, 3]).map(lambda seconds: seconds * SECOND),
    st.one_of(st.just(()), conditions(1)),
)


@st.composite
def moments(draw: st.DrawFn, id: str, all_ids: tuple[str, ...]) -> Moment:
    """A moment, with or without choices, drift, a limit, draws."""
    count = draw(st.sampled_from([0, 1, 2, 2, 3]))
    timed = count > 0 and draw(st.integers(0, 2)) == 0
    late = draw(choices(TIME_OUT, all_ids)) if timed else None
    return Moment(
        id=id,
        choices=tuple(draw(choices(f"c{n}", all_ids)) for n in range(count)),
        next=draw(ways(all_ids)) if count == 0 or draw(st.booleans()) else (),
        draw=draw(st.dictionaries(st.sampled_from(FACTS), st.sampled_from([0, 20, 50, 100]), max_size=1)),
        effects=draw(effects(1)),
        drift=tuple(draw(st.lists(DRIFTS, max_size=2))) if draw(st.integers(0, 2)) == 0 else (),
        time_limit=draw(st.sampled_from([2, 3, 4])) * SECOND if timed else None,
        on_time_out=late,
        ordered=draw(st.booleans()),
    )


@cache
def interrupts(id: str, all_ids: tuple[str, ...]) -> st.SearchStrategy[Interrupt]:
    """What breaks in."""
    when = conditions().filter(bool)
    return st.builds(Interrupt, st.just(id), when, ways(all_ids, back=True), effects=effects(2))


@st.composite
def scenarios(draw: st.DrawFn, most_moments: int = 5) -> Scenario:
    """A small scenario of two scenes."""
    count = draw(st.integers(1, most_moments))
    ids = tuple(f"{'one' if n % 2 == 0 else 'two'}.m{n}" for n in range(count))
    made = {id: draw(moments(id, ids)) for id in ids}
    scenes = {}
    for name in ("one", "two"):
        own = {id: moment for id, moment in made.items() if moment.scene == name}
        inside = draw(st.lists(interrupts(f"{name}.i", ids), max_size=1)) if own else []
        scenes[name] = Scene(name, name, own, interrupts=tuple(inside))
    return Scenario(
        id="generated",
        title="Generated",
        call="test",
        version="1",
        level=1,
        minutes=1,
        summary="",
        start=ids[0],
        scenes=scenes,
        endings=ENDINGS,
        meters=METERS,
        facts=FACTS,
        interrupts=tuple(draw(interrupts(f"i{n}", ids)) for n in range(draw(st.integers(0, 2)))),
    )
