"""The screens of the way in and out, for tests: an officer with some practice, what was assigned, and what was answered."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import date, timedelta

from scoring.estimate import RunFigures, estimate, reasons, verdict
from scoring.kept import RecordedRun, RunKind, RunState
from scoring.people.person import Assignment
from scoring.practice import refresher
from scoring.rubric_file import core_rubric
from scoring.wellness.checkin import Answered, Occasion, check_ins
from scoring.wellness.instruments import house_instruments, outcome
from scoring.wellness.support import Resource, Support, unfilled_support
from scoring.wellness.trend import TrainingDay, trend
from simulator.library.catalogue import Entry
from simulator.progress import Level, Moved, Progress, RunSeen, next_of
from simulator.station.entry_actions import ShowWellness
from simulator.station.filter import Filter
from simulator.station.screens import Screen
from simulator.station.screens.check_in import CheckInScreen, OutcomeScreen
from simulator.station.screens.home import HomeScreen
from simulator.station.screens.library import Library
from simulator.station.screens.progress import ChangedScreen, ProgressScreen
from simulator.station.screens.resources import ResourcesScreen
from simulator.station.screens.sign_in import Purpose, Remembered, Secret, WhoIsThere
from simulator.station.screens.still_there import StillThere
from simulator.station.screens.wellness import CodeScreen, EraseScreen, TrendScreen, WellnessScreen

TODAY = date(2026, 3, 16)
RUBRIC = core_rubric()
SHARES = {"justice": 0.85, "listen": 0.7, "assess": 0.45, "care": 0.62, "self": 0.55}
SUPPORT = Support(
    True,
    "Any of these can be asked without anybody else hearing of it.",
    (
        Resource(
            "Peer support team", "peer support", "Room 14, or 555-0142 at any hour", "They keep what you say."
        ),
        Resource("Chaplain Amy Ortiz", "chaplain", "555-0177, weekdays", "Under the seal of pastoral care."),
    ),
    ("What is talked over within a day weighs less after a week.",),
)


def entry_screens(shelf: tuple[Entry, ...], run: RecordedRun) -> Mapping[str, Screen]:
    """Every screen between the door and a call, and back."""
    scenarios = [each.loaded.scenario for each in shelf if each.loaded.scenario]
    figures = tuple(practiced())
    progress = Progress(
        TODAY, levels(figures), runs_seen(), next_of(RUBRIC, scenarios, figures, TODAY), played=7
    )
    home = HomeScreen(
        "Reyes",
        TODAY,
        (Assignment("music", "Spring 26 A", TODAY + timedelta(days=5), ("Sgt. Alvarez",), "North patrol"),),
        (run,),
        progress,
        {each.id: each for each in scenarios},
    )
    return {
        "who": WhoIsThere((Remembered("1042", "Reyes, Dana"), Remembered("1043", "Whitfield, Sam"))),
        "who_kiosk": WhoIsThere(typed="1042", is_kiosk=True),
        "pin": Secret(Purpose.SIGN_IN, "Badge 1042", 4),
        "pin_wrong": Secret(
            Purpose.SIGN_IN, "Badge 1042", 0, "That badge number and PIN do not go together."
        ),
        "pin_new": Secret(Purpose.CHOOSE, "Badge 1042"),
        "passphrase": Secret(Purpose.ENROL, typed=12, keys=True),
        "home": home,
        "home_new": replace(home, assigned=(), unfinished=(), progress=Progress(TODAY, next=progress.next)),
        "shelf_filtered": Library(
            "Reyes", shelf, (), {"music": 1}, filter=Filter(level=2, open="level"), has_home=True
        ),
        "progress": ProgressScreen("Reyes", progress),
        "progress_new": ProgressScreen("Reyes", Progress(TODAY)),
        "changed": ChangedScreen("Loud music", tuple(moved(figures))),
        "still_there": StillThere(37.0, 60.0),
        **wellness_screens(),
    }


def wellness_screens() -> Mapping[str, Screen]:
    """Check-ins, and the officer's own wellness page."""
    before, strain, _, monthly, *longer = check_ins()
    known = house_instruments()
    told = tuple(
        (known[id], outcome(known[id], answers))
        for id, answers in (("phq2", (2, 2)), ("gad2", (0, 1)), ("burnout", (3,)))
    )
    return {
        "check_in": CheckInScreen(before, {0: 70, 2: 35}),
        "strain": CheckInScreen(strain, {0: 60, 1: 10}),
        "monthly": CheckInScreen(monthly),
        "burnout": CheckInScreen(monthly, {0: 0, 1: 1, 2: 0, 3: 0}, 4),
        "gate": CheckInScreen(next(each for each in longer if "PTSD" in each.title)),
        "outcome": OutcomeScreen(monthly.title, told, SUPPORT),
        "resources": ResourcesScreen(unfilled_support(), ShowWellness()),
        "resources_local": ResourcesScreen(SUPPORT, ShowWellness()),
        "wellness": WellnessScreen(tuple(enumerate([monthly, *longer]))),
        "recovery_code": CodeScreen("7K2QD-0XH4M-PR8ZT-51VEW-GN6CY"),
        "trend": TrendScreen(
            trend(answered(), known, [TrainingDay(TODAY - timedelta(days=7), 2, 27, 1)]),
            SUPPORT,
            0,
            "2025-Q4",
            "Chaplain Ortiz, 4f2a 11c0 9d3e 7b65 02aa 8c1f 5e90 d774",
        ),
        "erase": EraseScreen(),
    }


def practiced() -> list[RunFigures]:
    """Seven runs of four calls, better with time."""
    return [
        RunFigures(
            run=f"r{n}",
            officer="reyes",
            scenario=f"call {n % 4}",
            played=TODAY - timedelta(days=150 - 20 * n),
            play=1 + n // 4,
            scores={id: (share, min(1.0, share + 0.03 * n), share - 0.1) * 3 for id, share in SHARES.items()},
        )
        for n in range(7)
    ]


def levels(figures: tuple[RunFigures, ...]) -> tuple[Level, ...]:
    """Where the officer stands in each dimension."""
    found = []
    for id, dimension in RUBRIC.dimensions.items():
        known, its = estimate(figures, id, TODAY), refresher(figures, id, TODAY)
        found.append(Level(dimension.label, known, verdict(known), reasons(known), its.due if its else None))
    return tuple(found)


def moved(figures: tuple[RunFigures, ...]) -> list[Moved]:
    """What the last run did."""
    before = figures[:-1]
    return [
        Moved(RUBRIC.dimensions[id].label, estimate(before, id, TODAY), after, verdict(after))
        for id in SHARES
        for after in (estimate(figures, id, TODAY),)
    ]


def runs_seen() -> tuple[RunSeen, ...]:
    """The runs of the list, of every kind and state."""
    first = RunSeen(
        "a", "music", "Loud music", TODAY - timedelta(days=3), RunKind.PRACTICE, RunState.ENDED, "cited"
    )
    return (
        first,
        replace(first, id="b", day=TODAY - timedelta(days=9), kind=RunKind.ASSIGNED),
        replace(first, id="c", day=TODAY - timedelta(days=30), state=RunState.STOPPED),
    )


def answered() -> list[Answered]:
    """Some weeks of check-ins."""
    values = ((60, 40, 70), (55, 45, 60), (70, 30, 65), (40, 65, 35), (50, 50, 45))
    found = []
    for n, session in enumerate(values):
        day = TODAY - timedelta(days=35 - 7 * n)
        for id, value in zip(("energy", "tension", "recovered"), session, strict=True):
            found.append(Answered(id, 1, Occasion.BEFORE, day, (value,)))
            found.append(Answered(id, 1, Occasion.AFTER, day, (max(0, value - 10),)))
        found.append(Answered("tlx", 1, Occasion.RUN, day, (50, 10, 40 + 5 * n, 30, 55, 20), "music"))
    return found
