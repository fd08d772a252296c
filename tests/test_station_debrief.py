"""The debrief at the station: the officer's own view before the key, what can be kept of it, and objections to the key."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from scoring.kept import RunKind
from scoring.opinions import WHOLE, Opinion, Opinions, Voice
from scoring.people import NamesKey, People, Role
from scoring.record import Record
from scoring.rubric_file import core_rubric
from scoring.seal import StationKey
from scoring.verify import verify
from simulator.library.catalogue import Entry
from simulator.session import Session
from simulator.station.actions import (
    Answer,
    AskDispute,
    Begin,
    Brief,
    Choose,
    DropDispute,
    GoHome,
    KeepDispute,
    KeepPage,
    KeepStory,
    OpenDebrief,
    Rate,
    RateIn,
    RateNoMore,
    Read,
    Resume,
    ShowDebrief,
    ShowEnding,
    ShowOwnRun,
    Type,
    WhatIf,
)
from simulator.station.agency import Agency, Kiosk
from simulator.station.screens.debrief import DebriefScreen
from simulator.station.screens.dispute import DisputeScreen
from simulator.station.screens.reaction import Reaction
from simulator.station.screens.reaction_in import ReactionIn
from simulator.station.sitting import Sitting
from tests.station_officer import Officer
from tests.station_scenario import TEXT, entry

KEY = StationKey.new()
TWO = TEXT.replace("start: stairs.call", "dimensions: [listen, justice]\nstart: stairs.call").replace(
    "objectives: [", "notes: [Nobody wrote him up before.]\nobjectives: ["
)


class Seat(Officer):
    """An officer who is known, at a station of an agency."""

    def __init__(self, folder: Path, *, is_kiosk: bool = False, is_trainer: bool = False) -> None:
        self.now = 100.0
        self.record = Record(key=KEY)
        self.people = People(self.record, NamesKey.new())
        roles = (Role.OFFICER, Role.TRAINER) if is_trainer else (Role.OFFICER,)
        self.person = self.people.add("4711", "Reyes", roles=roles)
        kiosk = Kiosk() if is_kiosk else None
        self.agency = Agency(people=self.people, pages=folder / "pages", kiosk=kiosk)
        session = Session(self.record, core_rubric(), self.person, self.clock)
        self.sitting = Sitting(session, [self.entry], self.clock, seed=1, agency=self.agency)
        self.sitting.begin(self.person)
        self.waits(0)

    @property
    def entry(self) -> Entry:
        return entry(TWO)

    def plays(self, *, well: bool = False) -> None:
        """To the question how it went."""
        for action in (Brief("music"), Begin("music"), Read(), Choose("go"), Read()):
            self.presses(action)
        self.ends(*(("name_it", "agree") if well else ("order", "cite")))

    def ends(self, first: str, last: str) -> None:
        """From the door to what follows a run."""
        self.presses(Choose(first))
        while self.moment.told.view.question is None:
            self.presses(Read())
        for action in (Answer("angry"), Choose(last), ShowEnding(), ShowDebrief()):
            self.presses(action)

    def debriefs(self, *, well: bool = False) -> DebriefScreen:
        self.plays(well=well)
        self.presses(Rate(0))
        return self.debrief

    @property
    def debrief(self) -> DebriefScreen:
        screen = self.sitting.screen
        assert isinstance(screen, DebriefScreen), screen
        return screen

    def types(self, words: str) -> None:
        for letter in words:
            self.presses(Type(letter), after=0)


@pytest.fixture
def seat(tmp_path: Path) -> Iterator[Seat]:
    seat = Seat(tmp_path)
    yield seat
    seat.sitting.close()
    assert verify(seat.record, [KEY.public]).clean


def test_the_own_view_is_asked_in_each_dimension_that_the_call_trains_and_kept(seat: Seat) -> None:
    seat.plays()
    assert isinstance(seat.sitting.screen, Reaction)
    seat.presses(Rate(2))
    assert isinstance(seat.sitting.screen, ReactionIn)
    assert seat.sitting.screen.dimension.id == "listen"
    seat.presses(RateIn("listen", 3))
    seat.presses(RateIn("justice", 0))
    assert seat.debrief.kept.own == 2
    [run] = seat.record.runs()
    assert [each.given for each in Opinions(seat.record, seat.people).of(run.id)] == [{WHOLE: 2, "listen": 3}]


def test_who_would_rather_not_say_is_asked_no_more_and_nothing_is_kept(seat: Seat) -> None:
    assert seat.debriefs().kept.own == 0
    [run] = seat.record.runs()
    assert Opinions(seat.record).of(run.id) == ()


def test_the_questions_can_be_left_in_the_middle(seat: Seat) -> None:
    seat.plays()
    seat.presses(Rate(4))
    seat.presses(RateNoMore())
    assert seat.debrief.kept.own == 4


def test_a_run_of_earlier_days_shows_what_was_said_then_and_what_trainers_gave(seat: Seat) -> None:
    seat.plays()
    seat.presses(Rate(2))
    seat.presses(RateIn("listen", 3))
    seat.presses(RateNoMore())
    [run] = seat.record.runs()
    trainer = seat.people.add("T1", "Ito", roles=(Role.TRAINER,))
    given = Opinion(
        run.id, trainer.id, Voice.TRAINER, {"listen": 2}, {"listen": "Two orders.", "note": "Again."}
    )
    Opinions(seat.record, seat.people).keep(given)
    seat.presses(GoHome())
    seat.presses(OpenDebrief(run.id))
    kept = seat.debrief.kept
    assert kept.own == 2
    [listen] = [each for each in kept.judged if each.own]
    assert (listen.own, listen.trainers[0].by, listen.trainers[0].value) == (3, "Ito", 2)
    assert kept.notes[0].words == "Again."


def test_the_debrief_is_kept_as_a_page_that_the_officer_is_told_the_place_of(seat: Seat) -> None:
    assert seat.debriefs().offered.page
    seat.presses(KeepPage())
    seat.presses(KeepPage())
    pages = sorted(path.name for path in (seat.agency.pages or Path()).iterdir())
    assert pages == ["debrief-music-2.html", "debrief-music.html"]
    assert str(seat.agency.pages) in seat.debrief.message
    assert "Not even a hello." in (seat.agency.pages or Path()).joinpath(pages[0]).read_text("utf-8")


def test_only_a_run_that_ended_well_has_a_story_to_keep(seat: Seat) -> None:
    assert not seat.debriefs().offered.story
    seat.presses(GoHome())
    assert seat.debriefs(well=True).offered.story
    seat.presses(KeepStory())
    told = (seat.agency.pages or Path()).joinpath("story-music.txt").read_text("utf-8")
    assert "Music after midnight" in told
    assert "Reyes" not in told


def test_a_page_that_cannot_be_written_is_told_where_and_why(seat: Seat) -> None:
    seat.debriefs()
    assert seat.agency.pages
    seat.agency.pages.write_text("no folder")
    seat.presses(KeepPage())
    assert seat.debrief.message.startswith("The page cannot be written")


def test_an_objection_to_the_key_is_typed_and_kept(seat: Seat) -> None:
    assert seat.debriefs().offered.dispute
    seat.presses(AskDispute(2))
    assert isinstance(seat.sitting.screen, DisputeScreen)
    seat.types("He was loud first.")
    assert seat.sitting.screen.typed == "He was loud first."
    seat.presses(KeepDispute())
    assert seat.debrief.message.startswith("Your objection is kept")
    [dispute] = seat.people.disputes()
    assert (dispute.decision, dispute.choice, dispute.words) == (2, "order", "He was loud first.")


def test_an_objection_can_be_dropped(seat: Seat) -> None:
    seat.debriefs()
    seat.presses(AskDispute(1))
    seat.types("No")
    seat.presses(DropDispute())
    assert seat.debrief.message == ""
    assert seat.people.disputes() == ()


def test_a_what_if_can_be_left_and_gone_on_with_and_asks_for_no_view(seat: Seat) -> None:
    seat.debriefs()
    seat.presses(WhatIf(2))
    seat.presses(GoHome())
    [exercise] = [run for run in seat.record.runs() if run.kind is RunKind.EXERCISE]
    seat.presses(Resume(exercise.id))
    seat.ends("name_it", "agree")
    assert seat.debrief.is_what_if
    assert not seat.debrief.offered.dispute
    assert not seat.debrief.offered.own_run  # it was left behind


def test_the_own_run_tells_what_was_tried_since(seat: Seat) -> None:
    seat.debriefs()
    seat.presses(WhatIf(2))
    seat.ends("name_it", "agree")
    assert seat.debrief.offered.own_run
    seat.presses(ShowOwnRun())
    assert [(each.decision, each.ending) for each in seat.debrief.kept.tried] == [(2, "It gets quiet")]


def test_at_a_kiosk_no_page_is_left_behind(tmp_path: Path) -> None:
    seat = Seat(tmp_path, is_kiosk=True)
    offered = seat.debriefs(well=True).offered
    assert not offered.page
    assert not offered.story
    seat.sitting.close()


def test_the_authors_notes_are_for_trainers(tmp_path: Path) -> None:
    for is_trainer in (False, True):
        seat = Seat(tmp_path, is_trainer=is_trainer)
        screen = seat.debriefs()
        assert screen.offered.notes is is_trainer
        assert ("For the trainer" in replace(screen, part=1)._parts()) is is_trainer
        seat.sitting.close()
