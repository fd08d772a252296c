"""A small rubric, three choices of it, and runs written down event by event, for tests that compute by hand."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace

from scoring.rubric import Behavior, Dimension, Index, Rubric
from simulator.model.events import (
    ChoiceMade,
    Event,
    HowEnded,
    MenuItem,
    MenuOpened,
    MomentEntered,
    RunEnded,
    RunStarted,
)
from simulator.model.scenario import (
    TIME_OUT,
    Choice,
    ChoiceKind,
    Ending,
    EndingKind,
    Moment,
    Scenario,
    Scene,
    Variant,
)


def behavior(id: str, dimension: str, value: int, index: str = "", disrespect: bool = False) -> Behavior:
    return Behavior(id, id, dimension, value, "", "", "", index, disrespect)


INDICES = {id: Index(id, "", "") for id in ("voice", "respect")}
RUBRIC = Rubric(
    version="1",
    dimensions={
        "listen": Dimension("listen", "Listening", "", ""),
        "justice": Dimension("justice", "Justice", "", "", INDICES),
        "care": Dimension("care", "Care", "", ""),
    },
    behaviors={
        each.id: each
        for each in (
            behavior("labels", "listen", 2),
            behavior("waits", "listen", 1),
            behavior("lectures", "listen", -2),
            behavior("rants", "listen", -2),
            behavior("asks_side", "justice", 2, "voice"),
            behavior("cuts_off", "justice", -2, "voice", disrespect=True),
            behavior("thanks", "justice", 1, "respect"),
            behavior("mocks", "justice", -3, "respect", disrespect=True),
        )
    },
    flags={},
)


def choice(
    id: str, *shows: str, flags: tuple[str, ...] = (), ratings: Mapping[str, tuple[int, ...]] | None = None
) -> Choice:
    return Choice(id, ChoiceKind.SAY, (Variant(id),), shows=shows, flags=flags, ratings=ratings or {})


HEAR = choice("hear", "labels", "asks_side")  # listen +2, voice +2
PLAIN = choice("plain")  # nothing
# listen -2, voice -2, respect -3:
CUT = choice("cut", "lectures", "cuts_off", "mocks", flags=("retaliation",))
FREEZE = choice(TIME_OUT, "lectures", "rants")  # listen -4: below everything in the menu


def moment(
    name: str, *choices: Choice, weight: int = 1, time_critical: bool = False, **also: object
) -> Moment:
    return replace(
        Moment(f"a.{name}", choices=choices, weight=weight, time_critical=time_critical),
        **also,  # type: ignore[arg-type]
    )


def scenario(*moments: Moment) -> Scenario:
    return Scenario(
        id="small", title="", call="", version="1", level=1, minutes=1, summary="",
        start=moments[0].id,
        scenes={"a": Scene("a", "", {each.id: each for each in moments})},
        endings={"good": Ending("good", EndingKind.RESOLVED, 100, (Variant("Good"),))},
    )  # fmt: skip


def faced(
    name: str, chosen: str, menu: Iterable[str], waited: int = 1000, visit: int = 1
) -> tuple[Event, ...]:
    items = tuple(MenuItem(id, 0) for id in menu)
    return (MomentEntered(f"a.{name}", visit), MenuOpened(items), ChoiceMade(chosen, waited))


ALL = ("hear", "plain", "cut")
ENDED = RunEnded(HowEnded.ENDING, "good")


def run(*parts: Iterable[Event], pace: int = 100, ended: Event = ENDED) -> tuple[Event, ...]:
    started = RunStarted("small", "", "", 1, 7, pace)
    return (started, *(event for part in parts for event in part), ended)
