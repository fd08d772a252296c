"""Keeping: what the hall is asked to keep of a run that is over, or to write down for the officer. On the worker's thread alone."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from scoring.estimate import local_date
from scoring.facts import Losses
from scoring.kept import RunId
from scoring.opinions import About, Opinion, Opinions, Voice
from scoring.people import NotAllowed, PeopleError, Role
from scoring.record import RecordError
from simulator.beside import kept_beside
from simulator.debrief import debrief_of
from simulator.pages.debrief import Played, debrief_page
from simulator.pages.saving import write_debrief, write_story
from simulator.rebuild import fill_losses
from simulator.seen import DebriefView, KeptBeside
from simulator.session import LiveRun
from simulator.station.agency import Agency
from simulator.station.steps import Debriefed, Done, Failed, Outcome, Said, Steps
from simulator.story import story_of


class KeepingSteps:
    """The hall's work around a debrief."""

    def __init__(self, steps: Steps, agency: Agency | None) -> None:
        self._steps, self._agency = steps, agency or Agency()
        self._known_agency = agency is not None

    @property
    def may_keep(self) -> bool:
        """True where pages may be written: not at a kiosk, where anybody would find them."""
        return self._agency.pages is not None and self._agency.kiosk is None

    @property
    def may_dispute(self) -> bool:
        """True for an officer who is known by name."""
        people = self._agency.people
        return people is not None and self._agency.knows(self._steps.officer) and self._is_known

    @property
    def has_progress(self) -> bool:
        """True for anybody with estimates of their own."""
        return self._known_agency and self._agency.knows(self._steps.officer)

    @property
    def is_trainer(self) -> bool:
        """True for somebody who leads classes: the author's notes are for them."""
        person = self._agency.people.person(self._steps.officer.id) if self._agency.people else None
        return person is not None and Role.TRAINER in person.roles

    @property
    def _is_known(self) -> bool:
        people = self._agency.people
        return people is not None and people.person(self._steps.officer.id) is not None

    def debrief(self, live: LiveRun) -> Outcome:
        """What can be learned from a run that is over, without the proof, and what is kept beside it."""
        session = self._steps.session
        view = debrief_of(live.scenario, session.rubric, live.events, session.officer.name)
        try:
            return Debriefed(view, self._beside(live, view), story_of(live.scenario, live.events) is not None)
        except (RecordError, PeopleError) as error:
            return Failed(str(error))

    def fill_losses(self, run: RunId, losses: Losses) -> Outcome:
        """What each choice of a finished run lost, now that it is proved, goes into what reports read."""
        record = self._steps.session.record
        return _told(lambda: fill_losses(record, record.run(run), losses), Done())

    def keep_own_view(self, live: LiveRun, given: Mapping[About, int]) -> Outcome:
        """Keep what the officer thinks of the run, as said before the key was shown."""
        officer = self._steps.officer.id
        return _told(lambda: self._opinions.keep(Opinion(live.id, officer, Voice.OWN, dict(given))), Done())

    def keep_page(self, live: LiveRun, view: DebriefView) -> Outcome:
        """Write the debrief as a page."""
        run = live.recorded
        day = local_date(run.started, run.utc_offset)
        played = Played(self._steps.officer.name, f"{day.day} {day:%B %Y}", run.kind.value)
        page = debrief_page(view, self._beside(live, view), played, for_trainer=self.is_trainer)
        assert self._agency.pages
        try:
            return Said(f"Kept as a page: {write_debrief(page, run.scenario, self._agency.pages)}")
        except OSError as error:
            return Failed(f"The page cannot be written in {self._agency.pages}: {error.strerror}.")

    def keep_story(self, live: LiveRun) -> Outcome:
        """Write the story, as a page and as text."""
        story = story_of(live.scenario, live.events)
        assert story
        assert self._agency.pages
        try:
            _, page = write_story(story, live.recorded.scenario, self._agency.pages)
            return Said(f"The story is kept: {page}, and as text beside it.")
        except OSError as error:
            return Failed(f"The story cannot be written in {self._agency.pages}: {error.strerror}.")

    def dispute(self, live: LiveRun, decision: int, choice: str, words: str) -> Outcome:
        """Keep an objection to the key."""
        people = self._agency.people
        assert people
        officer = self._steps.officer.id
        done = Said("Your objection is kept. The author of the call reads it.")
        return _told(lambda: people.dispute(live.id, decision, choice, officer, words), done)

    @property
    def _opinions(self) -> Opinions:
        return Opinions(self._steps.session.record, self._agency.people)

    def _beside(self, live: LiveRun, view: DebriefView) -> KeptBeside:
        session = self._steps.session
        return kept_beside(
            session.record,
            self._agency.people,
            live.recorded,
            live.scenario,
            session.rubric,
            view,
            session.officer.name,
        )


def _told(step: Callable[[], object], done: Outcome) -> Outcome:
    try:
        step()
    except (RecordError, PeopleError, NotAllowed) as error:
        return Failed(str(error))
    return done
