"""An author's rehearsal begins anywhere, goes back, and outlives what is changed in the file."""

from __future__ import annotations

import time
from pathlib import Path

import pytest

from simulator.__main__ import main
from simulator.commands.named import NoScenario
from simulator.commands.preview import File, beginning_of
from simulator.engine import Awaiting
from simulator.library.load import Loaded, load_file, load_text
from simulator.model.findings import Finding
from simulator.model.scenario import FactSet, MeterSet, Scenario
from simulator.rehearsal import Answering, Beginning, Choosing, Reading, Rehearsal, SettingOff
from simulator.station.actions import Choose, Pause, Read
from simulator.station.author_actions import BeginAgain, StepBack, TurnNotes
from simulator.station.entry_actions import Leave
from simulator.station.preview import Preview
from simulator.station.screens.preview import change, leads
from tests.test_broken_scenarios import WELL_FORMED

TEXT = WELL_FORMED.read_text(encoding="utf-8")


@pytest.fixture
def scenario() -> Scenario:
    scenario = load_file(WELL_FORMED).scenario
    assert scenario
    return scenario


def changed(old: str, new: str) -> Scenario:
    assert old in TEXT
    scenario = load_text(TEXT.replace(old, new)).scenario
    assert scenario
    return scenario


# ---- the rehearsal


def test_it_begins_at_any_moment_with_any_meters_and_facts(scenario: Scenario) -> None:
    effects = (MeterSet("rapport", 55), FactSet("knows_name", True))
    rehearsal = Rehearsal(scenario, Beginning("hall.talk", effects))
    assert rehearsal.view.moment == "hall.talk"
    assert rehearsal.situation.meters["rapport"] == 55
    assert rehearsal.situation.facts == {"knows_name"}


def test_a_beginning_that_sets_off_an_interrupt_goes_where_the_run_would(scenario: Scenario) -> None:
    rehearsal = Rehearsal(scenario, Beginning("hall.talk", (MeterSet("tension", 95),)))
    assert rehearsal.view.ended


def test_a_step_back_undoes_the_last_thing_the_author_did(scenario: Scenario) -> None:
    menu = Rehearsal(scenario).after(Reading())
    further = menu.after(Choosing("name", 0))
    assert further.situation.meters["rapport"] == 20
    assert further.back() == menu
    assert menu.back().back() == Rehearsal(scenario)


def test_what_is_not_open_changes_nothing(scenario: Scenario) -> None:
    begun = Rehearsal(scenario)
    for step in (Choosing("name", 0), Answering("x"), SettingOff("x", 0)):
        assert begun.after(step) is begun


def test_a_changed_text_keeps_the_place(scenario: Scenario) -> None:
    here = Rehearsal(scenario).after(Reading()).after(Choosing("name", 0))
    kept = here.rewritten(changed("Come in.", "Come on in."))
    assert kept.view.page[-1].text == "Come on in."
    assert kept.steps == here.steps


def test_where_the_way_there_is_gone_it_begins_there_as_things_stood(scenario: Scenario) -> None:
    here = Rehearsal(scenario).after(Reading()).after(Choosing("name", 0))
    kept = here.rewritten(changed("          name:\n", "          hello:\n"))
    assert kept.view.moment == here.view.moment
    assert kept.situation.meters == here.situation.meters
    assert kept.situation.facts == here.situation.facts


def test_a_prospect_tells_effects_interrupts_and_chances(scenario: Scenario) -> None:
    menu = Rehearsal(scenario).after(Reading())
    named = next(each for each in menu.prospects if each.choice == "name")
    assert leads(named) == "hall.talk"
    assert [change(each) for each in named.effects] == ["rapport +10", "knows_name"]
    tense = Rehearsal(changed("effects: {rapport: +10, knows_name: true}", "effects: {tension: +60}")).after(
        Reading()
    )
    assert leads(next(each for each in tense.prospects if each.choice == "name")) == "“too_much” breaks in"


def test_other_chances_keep_the_steps(scenario: Scenario) -> None:
    here = Rehearsal(scenario).after(Reading())
    assert here.other_chances().seed == 2
    assert here.other_chances().steps == here.steps


# ---- at the window


class Page:
    """A text that a test saves when it wants to."""

    def __init__(self) -> None:
        self.saved: Loaded | None = None
        self.found: tuple[Finding, ...] | None = None

    def reread(self) -> Loaded | None:
        saved, self.saved = self.saved, None
        return saved

    def prove(self, loaded: Loaded) -> None:
        self.found = None

    def proved(self) -> tuple[Finding, ...] | None:
        return self.found


class Clock:
    """A clock that a test moves."""

    now = 100.0

    def __call__(self) -> float:
        return self.now


@pytest.fixture
def page() -> Page:
    return Page()


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def preview(scenario: Scenario, page: Page, clock: Clock) -> Preview:
    return Preview(load_text(TEXT), Rehearsal(scenario), page, clock)


def awaited(preview: Preview) -> Awaiting:
    return preview.screen.moment.told.view.awaiting


def test_time_stands_still_until_the_author_lets_it_run(preview: Preview, clock: Clock) -> None:
    preview.take(Read(), clock())
    clock.now += 30
    preview.look(clock())
    assert preview.screen.insight.meters[0] == ("tension", 40)
    preview.take(Pause(), clock())
    clock.now += 8.5
    preview.look(clock())
    assert preview.screen.insight.meters[0] == ("tension", 42)


def test_a_broken_save_tells_the_mistake_and_keeps_the_last_good_text(
    preview: Preview, page: Page, clock: Clock
) -> None:
    page.saved = load_text(TEXT.replace("worth: 90", "worth: 900"))
    preview.look(clock())
    assert preview.screen.insight.is_stale
    assert [each.code for each in preview.screen.insight.findings] == ["out_of_range"]
    page.saved = load_text(TEXT)
    preview.look(clock())
    assert not preview.screen.insight.is_stale


def test_the_author_steps_back_begins_again_hides_the_notes_and_leaves(
    preview: Preview, clock: Clock
) -> None:
    preview.take(Read(), clock())
    preview.take(Choose("name"), clock())
    assert preview.screen.insight.place == "hall.talk"
    preview.take(StepBack(), clock())
    assert awaited(preview) is Awaiting.CHOICE
    preview.take(BeginAgain(), clock())
    assert awaited(preview) is Awaiting.READING
    preview.take(TurnNotes(), clock())
    assert preview.screen.insight.is_hidden
    preview.take(Leave(), clock())
    assert preview.is_over


# ---- the file


def test_a_save_is_noticed_and_what_exploring_finds_is_told(tmp_path: Path) -> None:
    path = tmp_path / "scenario.yaml"
    path.write_text(TEXT, encoding="utf-8")
    file = File(path)
    try:
        file.prove(file.load())
        path.write_text(TEXT.replace("A dog barks.", "A cat sleeps."), encoding="utf-8")
        until = time.monotonic() + 10
        loaded = None
        while loaded is None and time.monotonic() < until:
            path.touch()  # the watcher may have begun after the save
            time.sleep(0.05)
            loaded = file.reread()
        assert loaded
        assert "A cat sleeps." in loaded.source.text
        while file.proved() is None and time.monotonic() < until + 20:
            time.sleep(0.05)
        assert file.proved() is not None
    finally:
        file.close()


def test_what_cannot_be_set_is_told_with_what_can(scenario: Scenario) -> None:
    assert beginning_of(scenario, "hall.talk", "tension=80, not listened").effects == (
        MeterSet("tension", 80),
        FactSet("listened", False),
    )
    with pytest.raises(NoScenario, match="Did you mean"):
        beginning_of(scenario, "hall.tolk", None)
    with pytest.raises(NoScenario, match="no such meter"):
        beginning_of(scenario, None, "tensoin=3")


def test_without_a_display_it_says_so(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    for display in ("DISPLAY", "WAYLAND_DISPLAY", "SDL_VIDEODRIVER"):
        monkeypatch.delenv(display, raising=False)
    assert main(["preview", str(WELL_FORMED)]) == 1
    assert "needs a display" in capsys.readouterr().err
