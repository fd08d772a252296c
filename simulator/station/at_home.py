"""At home: where an officer begins, the shelf and its filter, the briefing, and one's own progress."""

from __future__ import annotations

from dataclasses import replace

from scoring.people import Assignment
from simulator.model.events import HowEnded
from simulator.station.actions import (
    Brief,
    GoHome,
    HomeAction,
    Only,
    OpenDebrief,
    ShowChanged,
    ShowLibrary,
    ShowProgress,
)
from simulator.station.desk import Desk
from simulator.station.home_steps import HomeSteps
from simulator.station.playing import Playing
from simulator.station.screens.briefing import Briefing
from simulator.station.screens.library import Library
from simulator.station.screens.waiting import Waiting
from simulator.station.steps import Steps


class AtHome:
    """Everything outside a run that is the officer's own."""

    def __init__(self, desk: Desk, steps: Steps, home_steps: HomeSteps, playing: Playing) -> None:
        self._desk, self._steps, self._home_steps, self._playing = desk, steps, home_steps, playing

    def take(self, action: HomeAction) -> None:
        """Do what was asked for."""
        match action:
            case GoHome():
                self._desk.ask(self._home_steps.go_home)
            case ShowLibrary():
                self._desk.ask(self._home_steps.show_library)
            case ShowProgress():
                self._desk.ask(self._home_steps.show_progress)
            case ShowChanged():
                self._show_changed()
            case OpenDebrief(run):
                self._desk.show(Waiting("Preparing the debrief"))
                self._desk.ask(lambda: self._steps.reopen(run))
            case Only(filter):
                if isinstance(self._desk.screen, Library):
                    self._desk.show(replace(self._desk.screen, filter=filter))
            case Brief(scenario, assignment):
                self._brief(scenario, assignment)

    def _brief(self, id: str, assignment: Assignment | None) -> None:
        if assignment:
            self._desk.ask(lambda: self._home_steps.brief_assigned(assignment))
        elif scenario := self._steps.entries[id].loaded.scenario:
            self._desk.show(Briefing(scenario))

    def _show_changed(self) -> None:
        live = self._playing.live
        if live and live.view.ended and live.view.ended.how is HowEnded.ENDING:
            self._desk.ask(lambda: self._home_steps.show_changed(live.id, live.scenario.title))
