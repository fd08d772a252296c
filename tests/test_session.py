"""The hall: what is shown was recorded, what was cut off goes on where it stood."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import pytest

from scoring.facts_tables import NO_FACTS, FactRows
from scoring.kept import Officer, RunState
from scoring.record import Record, RecordError
from scoring.rubric_file import core_rubric
from simulator.debrief import debrief_of
from simulator.engine import Awaiting
from simulator.model.events import Event
from simulator.session import CannotResume, LiveRun, Session
from simulator.told import told
from simulator.wording import promptness_told
from tests.written import begun, chosen, loaded, written

STORY = loaded(
    """
    a:
      lines: [{ann (wary): Who is it?}]
      drift: {tension: +1 every 2s}
      time_limit: 20s
      on_time_out: {shows: [freezes], why: Nobody spoke., next: b}
      choices:
        name:
          say: Officer {officer}. Is that you, {ann}?
          shows: [introduces_self]
          effects: {rapport: +10}
          why: A name first.
          felt: A name.
          next: b
        order: {say: Open up!, shows: [gives_bare_order], effects: {tension: +10}, why: No reason., next: b}
        pause: {wait: 5s, shows: [effective_pause], why: It helps., next: b}
    b:
      probe: {ask: Who?, answers: {ann: Ann, bob: Bob}, correct: ann}
      choices:
        end: {say: Good night., shows: [says_goodbye], why: Leave well., next: ending.well}
    """,
    "objectives: [Listen]",
)


class Hands:
    """A clock that the test moves."""

    def __init__(self) -> None:
        self.now = 100.0

    def __call__(self) -> float:
        return self.now

    def move(self, seconds: float) -> None:
        self.now += seconds


class FullDisk(Record):
    """A record that cannot append while `full`."""

    full = False

    def append(
        self,
        run: str,
        events: Sequence[Event],
        at: int,
        *,
        after: int | None = None,
        facts: FactRows = NO_FACTS,
    ) -> None:
        if self.full:
            raise RecordError("The disk is full.")
        super().append(run, events, at, after=after, facts=facts)


@pytest.fixture
def record() -> Iterator[FullDisk]:
    with FullDisk() as record:
        record.add_officer("a1", "Lee")
        yield record


def session(record: Record, hands: Hands) -> Session:
    return Session(record, core_rubric(), Officer("a1", "Lee"), hands)


def at_menu(record: Record, hands: Hands) -> LiveRun:
    live = session(record, hands).begin(STORY, seed=3)
    live.read()
    assert live.view.awaiting is Awaiting.CHOICE
    return live


def test_words_are_filled_in_and_what_was_done_is_told(record: FullDisk) -> None:
    live = at_menu(record, Hands())
    assert "Officer Lee. Is that you, Ann?" in [entry.words for entry in live.view.menu]
    assert "Stay silent for 5 seconds." in [entry.words for entry in live.view.menu]
    live.choose("name")
    assert [(said.name, said.text) for said in live.said] == [
        ("Ann Lee", "Who is it?"),
        ("Lee", "Officer Lee. Is that you, Ann?"),
    ]


def test_time_counts_from_the_menus_opening_and_stands_still_in_a_pause(record: FullDisk) -> None:
    hands = Hands()
    live = session(record, hands).begin(STORY, seed=3)
    hands.move(60)  # reading has no clock
    live.read()
    hands.move(3)
    live.pause()
    hands.move(600)
    live.go_on()
    hands.move(2)
    assert live.waited() == 5000
    live.choose("name")
    assert "ChoiceMade(choice='name', waited=5000)" in map(str, live.events)


def test_time_that_runs_out_is_a_choice(record: FullDisk) -> None:
    hands = Hands()
    live = at_menu(record, hands)
    assert live.view.next_due == 2000
    hands.move(25)
    live.tick()
    assert "ChoiceMade(choice='time_out', waited=20000)" in map(str, live.events)
    assert live.view.awaiting is Awaiting.ANSWER


def test_a_choice_that_comes_too_late_is_a_time_out(record: FullDisk) -> None:
    hands = Hands()
    live = at_menu(record, hands)
    hands.move(20)
    live.choose("name")
    assert "ChoiceMade(choice='time_out', waited=20000)" in map(str, live.events)


def test_what_cannot_be_recorded_did_not_happen(record: FullDisk) -> None:
    live = at_menu(record, Hands())
    before = live.view
    record.full = True
    with pytest.raises(RecordError):
        live.choose("name")
    assert live.view is before
    record.full = False
    live.choose("name")
    assert record.events(live.id) == live.events


def test_every_event_is_in_the_record_when_the_view_returns(record: FullDisk) -> None:
    live = at_menu(record, Hands())
    for step, given in ((live.choose, "order"), (live.answer, "bob"), (live.choose, "end")):
        step(given)
        assert record.events(live.id) == live.events
    assert record.run(live.id).state is RunState.ENDED


def test_a_run_that_was_cut_off_goes_on_with_its_elapsed_time(record: FullDisk) -> None:
    hands = Hands()
    live = at_menu(record, hands)
    for _ in range(7):
        hands.move(1)
        live.tick()
    hands.move(0.9)  # the power fails; up to a second is given back
    later = Hands()
    (recorded,) = session(record, later).unfinished()
    resumed = session(record, later).resume(recorded)
    assert resumed.view == live.view
    assert 6900 <= resumed.waited() <= 7000
    assert resumed.view.meters["tension"] == 53
    resumed.choose("name")
    assert not session(record, later).unfinished() or resumed.view.awaiting is Awaiting.ANSWER


def test_a_run_of_other_semantics_is_not_gone_on_with(record: FullDisk) -> None:
    live = at_menu(record, Hands())
    from dataclasses import replace

    with pytest.raises(CannotResume, match="another version"):
        session(record, Hands()).resume(replace(live.recorded, semantics=99))


def test_a_stopped_run_is_recorded_as_stopped_and_has_no_score(record: FullDisk) -> None:
    live = at_menu(record, Hands())
    live.stop()
    assert record.run(live.id).state is RunState.STOPPED
    debrief = debrief_of(live.scenario, core_rubric(), live.events, "Lee")
    assert not debrief.scored
    assert not debrief.figures


def test_the_debrief_shows_what_was_open_what_was_chosen_and_why(record: FullDisk) -> None:
    hands = Hands()
    live = at_menu(record, hands)
    hands.move(1)
    live.choose("name")
    live.answer("bob")
    live.choose("end")
    debrief = debrief_of(live.scenario, core_rubric(), live.events, "Lee")
    first = debrief.moments[0]
    assert {choice.choice for choice in first.choices} == {"name", "order", "pause"}
    assert first.chosen.why == "A name first."
    assert first.chosen.felt == {"": "A name."}
    assert first.said[0].text == "Who is it?"
    assert [(probe.answer, probe.right, probe.is_right) for probe in debrief.probes] == [
        ("Bob", "Ann", False)
    ]
    figures = {figure.label: figure for figure in debrief.figures if figure.quality is not None}
    assert figures["Procedural justice"].decisions == (1,)
    text = "\n".join(told(debrief))
    assert "▶ Officer Lee. Is that you, Ann?" in text
    assert "worth 90 of 100" in text


def test_one_moment_is_told_as_one(record: FullDisk) -> None:
    live = at_menu(record, Hands())
    live.choose("order", 1000)
    live.answer("ann")
    live.choose("end", 1000)
    while live.view.awaiting is Awaiting.READING:
        live.read()
    lines = list(told(debrief_of(live.scenario, core_rubric(), live.events, "Lee")))
    assert any("(moment 1)" in line for line in lines), lines
    assert not any("(moments 1)" in line for line in lines)


@pytest.mark.parametrize(("waited", "word"), [(2000, "quick"), (9000, "slow")])
def test_a_debrief_says_how_quick_the_officer_was_where_that_counted(waited: int, word: str) -> None:
    hurry = """
    a:
      time_critical: true
      time_limit: 10s
      on_time_out: {why: Too late., next: ending.badly}
      choices:
        pull: {act: Pull him back., why: Now or never., next: b}
        shout: {say: Watch out!, why: He may hear., next: b}
    b:
      choices:
        end: {say: Good night., why: Leave well., next: ending.well}
    """
    run, events = begun(written(hurry))
    events += [*chosen(run, "pull", waited), *chosen(run, "end")]
    first, second = debrief_of(run.scenario, core_rubric(), events, "Lee").moments
    assert first.promptness is not None
    assert promptness_told(first.promptness).startswith(word)
    assert second.promptness is None
