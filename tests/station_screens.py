"""Every screen of the station, by name: what the tests of pictures, contrast, readers and focus all look at.

A new screen goes into one of the rooms below; a test finds those that were forgotten.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from pathlib import Path

from scoring.rubric_file import core_rubric
from simulator.debrief import debrief_of
from simulator.library.catalogue import Entry
from simulator.library.load import load_text
from simulator.model.scenario import EndingKind, Scenario
from simulator.rehearsal import Beginning, Reading, Rehearsal
from simulator.seen import Beside, KeptBeside, TrainerNote, TrainerRating, Tried
from simulator.session import LiveRun
from simulator.station.screens import Screen
from simulator.station.screens.briefing import Briefing
from simulator.station.screens.calm import Calm
from simulator.station.screens.debrief import DebriefScreen, Offered
from simulator.station.screens.dispute import DisputeScreen
from simulator.station.screens.ending import EndingScreen
from simulator.station.screens.keys import KeysScreen
from simulator.station.screens.library import Library
from simulator.station.screens.moment import MomentScreen, Over
from simulator.station.screens.preview import Insight, PreviewScreen
from simulator.station.screens.reaction import Reaction
from simulator.station.screens.reaction_in import ReactionIn
from simulator.station.screens.settings import SettingsScreen
from simulator.station.settings import Settings
from simulator.station.told import Told, told_by, with_company
from tests.station_entry_screens import entry_screens
from tests.station_scenario import entry, hard_text, session_in_memory


def told_after(live: LiveRun, told: Told | None, *steps: Callable[[], object]) -> Told:
    for step in steps:
        step()
        told = with_company(told_by(live, 0.0), told)
    assert told
    return told


ALL = Offered(page=True, story=True, dispute=True)
BESIDE = KeptBeside(
    own=4,
    judged=(
        Beside(
            "Listening", 0.62, 5, (TrainerRating("Ito", 2, "Cuts him off."), TrainerRating("Boone", None))
        ),
    ),
    notes=(TrainerNote("Ito", "Look at the door again."),),
    tried=(Tried("x", 2, "Happy birthday.", "It gets quiet", EndingKind.RESOLVED, 100),),
)


def screens() -> Mapping[str, Screen]:
    """Every screen of a run, by name."""
    session = session_in_memory()
    music, hard = entry(), entry(hard_text(), "hard")
    assert music.loaded.scenario
    assert hard.loaded.scenario, hard.loaded.findings
    broken = Entry(
        "half_done", Path("half_done.yaml"), load_text("format: 1\ntitle: Half done\n", "half_done")
    )
    live, long = session.begin(music.loaded, seed=1), session.begin(hard.loaded, seed=1)
    call = with_company(told_by(live, 0.0), None)
    first = told_after(live, call, live.read)
    shelf = (music, entry(id="again"), broken)
    door = told_after(live, first, lambda: live.choose("go", 2000), live.read)
    reply = told_after(live, door, lambda: live.choose("name_it", 3000))
    probe = told_after(live, reply, live.read, live.read)
    last = told_after(live, probe, lambda: live.answer("angry"), lambda: live.choose("agree", 1000))
    debrief = debrief_of(live.scenario, session.rubric, live.events, "Reyes")
    hard_lines = with_company(told_by(long, 0.0), None)
    hard_menu = told_after(long, hard_lines, long.read)
    run = replace(live.recorded, id="run")
    return {
        "library": Library("Reyes", shelf, (run,), {"music": 2}),
        "library_hard": Library("Reyes", (hard,), message="The record cannot grow: the disk is full."),
        "briefing": Briefing(music.loaded.scenario),
        "briefing_hard": Briefing(hard.loaded.scenario),
        "call": MomentScreen(call),
        "menu": MomentScreen(replace(door, waited=6000)),
        "nearly_out": MomentScreen(replace(door, waited=16500)),
        "reply": MomentScreen(reply),
        "probe": MomentScreen(probe),
        "paused": MomentScreen(door, Over.PAUSE),
        "stopping": MomentScreen(door, Over.STOP),
        "lines_hard": MomentScreen(hard_lines),
        "menu_hard": MomentScreen(hard_menu),
        "last": MomentScreen(last),
        "ending": EndingScreen(last.view),
        "reaction": Reaction(live.scenario.title),
        **{f"debrief_{part}": DebriefScreen(debrief, part, BESIDE, offered=ALL) for part in range(1, 7)},
        "reaction_in": ReactionIn(live.scenario.title, core_rubric().dimensions["listen"], 1, 2),
        "dispute": DisputeScreen(debrief.moments[0], "He was loud first."),
        "debrief_what_if": DebriefScreen(debrief, is_what_if=True),
        "calm": Calm(has_page=True),
        **entry_screens(shelf, run),
        "settings": SettingsScreen(Settings(), "These settings cannot be kept: the disk is full."),
        "backlog": MomentScreen(last, Over.BACKLOG),
        "learning": MomentScreen(door, learning=True),
        "injects": MomentScreen(
            replace(
                door, view=replace(door.view, injects={"son": "His son comes in", "call": "A second call"})
            ),
            Over.INJECTS,
        ),
        "keys": KeysScreen(Settings(), message="P already means “Pause”. Press another for “Yes”."),
        "keys_asking": KeysScreen(Settings(), "pause"),
        "passing": MomentScreen(door, passing=(4000, -1.0)),
        **previews(music.loaded.scenario, broken),
    }


def previews(scenario: Scenario, broken: Entry) -> Mapping[str, Screen]:
    """What an author sees: a menu with the notes, a text with mistakes, and the notes put away."""
    rehearsal = Rehearsal(scenario, Beginning("door.open")).after(Reading())
    told = with_company(Told(rehearsal.view, rehearsal.said, 0, 0.0, paused=True), None)
    situation = rehearsal.situation
    insight = Insight(
        rehearsal.view.moment,
        42,
        rehearsal.seed,
        tuple(situation.meters.items()),
        tuple(sorted(situation.facts)),
        rehearsal.prospects,
    )
    wrong = replace(insight, findings=broken.loaded.findings, is_stale=True)
    moment = MomentScreen(told)
    return {
        "preview": PreviewScreen(moment, insight),
        "preview_wrong": PreviewScreen(moment, wrong),
        "preview_bare": PreviewScreen(moment, replace(insight, is_hidden=True)),
    }


SCREENS = screens()
