"""Home steps: what the hall knows of the officer who sits here, made into screens. Runs on the worker's thread alone."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable

from scoring.kept import RunId, RunKind, RunState
from scoring.people import GUEST
from scoring.record import RecordError
from simulator.model.scenario import Scenario
from simulator.progress import moved_by, progress_of
from simulator.session import CannotResume
from simulator.station.agency import Agency
from simulator.station.screens import Screen
from simulator.station.screens.home import HomeScreen
from simulator.station.screens.library import Library
from simulator.station.screens.progress import ChangedScreen, ProgressScreen
from simulator.station.steps import Failed, Home, Outcome, Shown, Steps


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
        assigned = agency.people.assigned_to(session.officer.id, today) if agency.people else ()
        shelf = {each.id: each for each in scenarios}
        return HomeScreen(
            officer=session.officer.name,
            today=today,
            assigned=tuple(each for each in assigned if each.scenario in shelf),
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

    def _playable(self) -> list[Scenario]:
        return [each.loaded.scenario for each in self._steps.entries.values() if each.loaded.scenario]


def _told(step: Callable[[], Outcome]) -> Outcome:
    try:
        return step()
    except (RecordError, CannotResume) as error:
        return Failed(str(error))
