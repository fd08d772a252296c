"""Home steps: what the hall knows of the officer who sits here, made into screens. Runs on the worker's thread alone."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable

from scoring.kept import RunId, RunKind, RunState
from scoring.people import GUEST, Assignment
from scoring.record import RecordError
from simulator.model.scenario import Scenario
from simulator.progress import moved_by, progress_of
from simulator.session import CannotResume
from simulator.station.agency import Agency
from simulator.station.screens import Screen
from simulator.station.screens.briefing import Briefing
from simulator.station.screens.home import HomeScreen
from simulator.station.screens.library import Library
from simulator.station.screens.progress import ChangedScreen, ProgressScreen
from simulator.station.steps import Failed, Home, Outcome, Shown, Steps

WITHDRAWN = "This call is not assigned to you any more. You can play it for yourself: nobody else sees that."


class HomeSteps:
    """What is read of an officer's own runs."""

    def __init__(self, steps: Steps, agency: Agency | None) -> None:
        self._steps, self._agency = steps, agency

    def go_home(self, message: str = "") -> Outcome:
        """Home, or for a guest the calls."""
        return _told(lambda: Home(self.home(message)))

    def let_go(self, run: RunId) -> Outcome:
        """Home, after a run that was cut off has been stopped for good."""

        def without_it() -> Outcome:
            self._steps.let_go(run)
            return Home(self.home())

        return _told(without_it)

    def brief_assigned(self, told: Assignment) -> Outcome:
        """The briefing of an assigned call as it stands now: since home was painted it may have been moved, handed over, or
        withdrawn, and who will see the run is told from here."""

        def shown() -> Outcome:
            for now in self._assigned():
                scenario = self._steps.entries[now.scenario].loaded.scenario
                if (now.scenario, now.class_name) == (told.scenario, told.class_name) and scenario:
                    return Shown(Briefing(scenario, now))
            return Home(self.home(WITHDRAWN))

        return _told(shown)

    def begin_assigned(self, scenario: str, pace: int) -> Outcome:
        """A run that others will see; none where it is not assigned any more."""

        def begun() -> Outcome:
            if any(each.scenario == scenario for each in self._assigned()):
                return self._steps.begin(scenario, pace, RunKind.ASSIGNED)
            return Home(self.home(WITHDRAWN))

        return _told(begun)

    def show_library(self) -> Outcome:
        """All calls."""
        return _told(lambda: Shown(self.library()))

    def show_progress(self) -> Outcome:
        """What the officer's own runs come to."""

        def shown() -> Outcome:
            assert self._agency
            session = self._steps.session
            progress = progress_of(
                session.record, session.rubric, self._playable(), session.officer.id, self._agency.today()
            )
            return Shown(ProgressScreen(session.officer.name, progress))

        return _told(shown)

    def show_changed(self, run: RunId, title: str) -> Outcome:
        """What a run that is over did to the estimates."""

        def shown() -> Outcome:
            assert self._agency
            session = self._steps.session
            today = self._agency.today()
            moved = moved_by(session.record, session.rubric, session.officer.id, run, today)
            return Shown(ChangedScreen(title, moved))

        return _told(shown)

    def home(self, message: str = "") -> Screen:
        """Where the officer begins; may raise RecordError."""
        agency, session = self._agency, self._steps.session
        if agency is None or not agency.knows(session.officer):
            return self.library(message)
        today, scenarios = agency.today(), self._playable()
        progress = progress_of(session.record, session.rubric, scenarios, session.officer.id, today)
        shelf = {each.id: each for each in scenarios}
        return HomeScreen(
            officer=session.officer.name,
            today=today,
            assigned=tuple(each for each in self._assigned() if each.scenario in shelf),
            unfinished=session.unfinished(),
            progress=progress,
            shelf=shelf,
            has_check_ins=agency.wellness is not None,
            message=message,
        )

    def library(self, message: str = "") -> Library:
        """The choice of calls; may raise RecordError."""
        session, agency = self._steps.session, self._agency
        ended = session.record.runs(session.officer.id, RunState.ENDED)
        return Library(
            "guest" if session.officer.id == GUEST else session.officer.name,
            tuple(self._steps.entries.values()),
            session.unfinished(),
            Counter(run.scenario for run in ended if run.kind is not RunKind.EXERCISE),
            message,
            has_home=agency is not None and agency.knows(session.officer),
            may_sign_in=agency is not None and agency.people is not None,
            is_kiosk=agency is not None and agency.kiosk is not None,
        )

    def _assigned(self) -> tuple[Assignment, ...]:
        agency = self._agency
        if agency is None or agency.people is None:
            return ()
        return agency.people.assigned_to(self._steps.officer.id, agency.today())

    def _playable(self) -> list[Scenario]:
        return [each.loaded.scenario for each in self._steps.entries.values() if each.loaded.scenario]


def _told(step: Callable[[], Outcome]) -> Outcome:
    try:
        return step()
    except (RecordError, CannotResume) as error:
        return Failed(str(error))
