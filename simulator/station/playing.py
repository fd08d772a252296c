"""Playing: the run at the desk, from its first page to its last. Knows when time asks for something."""

from __future__ import annotations

from dataclasses import replace

from simulator.engine import Awaiting
from simulator.model.scenario import Milliseconds
from simulator.session import LiveRun
from simulator.station.actions import (
    Answer,
    AskStop,
    Choose,
    GoOn,
    LookBack,
    Pause,
    PlayingAction,
    Read,
    ShowEnding,
    Stop,
)
from simulator.station.ahead import sceneries_ahead
from simulator.station.desk import Desk
from simulator.station.own_actions import SetOff, ShowInjects
from simulator.station.screens.calm import Calm
from simulator.station.screens.ending import EndingScreen
from simulator.station.screens.figures import Scenery
from simulator.station.screens.menu import PASSES_FOR
from simulator.station.screens.moment import MomentScreen, Over
from simulator.station.steps import Begun, Steps
from simulator.station.timing import Timing
from simulator.station.told import Told, with_company
from simulator.views import View

LOOKS_EVERY = 1.0  # seconds between two ticks of an open menu


class Playing:
    """The run that is played, and the officer's own beside it while a what-if is."""

    def __init__(self, desk: Desk, steps: Steps, *, has_resources: bool = False) -> None:
        self._desk, self._steps, self._has_resources = desk, steps, has_resources
        self.live: LiveRun | None = None
        self.own: LiveRun | None = None  # the officer's own run, while a what-if is played
        self.timing = Timing()
        self._ticking = False
        self._ticked_at = 0.0
        self._held: tuple[Told, float] | None = None  # what is told once a wait has been seen to pass

    @property
    def ahead(self) -> tuple[Scenery, ...]:
        """What may be seen after the moment that is shown."""
        screen = self._desk.screen
        if isinstance(screen, MomentScreen) and self.live:
            return sceneries_ahead(self.live.scenario, self.live.scenario.moment(screen.told.view.moment))
        return ()

    def begin(self, begun: Begun) -> None:
        """Show a run's first page."""
        live, told = begun.live, begun.told
        self.live, self._ticking, self._ticked_at = live, False, told.at
        self.timing = Timing()
        learning = self._desk.settings.learning
        self._desk.show(MomentScreen(with_company(told, None), learning=learning))

    def end(self) -> None:
        """There is no run at the desk any more."""
        self.live = self.own = self._held = None
        self._ticking = False

    # ---- what the officer asks

    def take(self, action: PlayingAction, at: float) -> None:
        """Do what was asked for at that time."""
        if isinstance(action, Read | Answer | Choose | ShowEnding) and self._is_deaf(at):
            return
        match action:
            case Read() | Answer() | Choose():
                self._play(action, at)
            case Pause():
                self._lay_over(Over.PAUSE)
            case AskStop():
                self._lay_over(Over.STOP)
            case LookBack():
                self._lay_over(Over.BACKLOG)
            case GoOn():
                self._go_on()
            case Stop():
                self._stop()
            case ShowEnding():
                self._show_ending()
            case ShowInjects():
                self._lay_over(Over.INJECTS)
            case SetOff(inject):
                self._set_off(inject)

    def _is_deaf(self, at: float) -> bool:
        return self._held is not None or self._desk.is_deaf(at)

    def _play(self, action: Read | Answer | Choose, at: float) -> None:
        live, screen = self.live, self._desk.screen
        if live is None or not isinstance(screen, MomentScreen) or screen.over is not Over.NOTHING:
            return
        waited = screen.told.waited_at(at)
        limit = screen.told.view.time_limit
        if isinstance(action, Choose):
            if limit is not None and waited >= limit:
                return
            self._show_passing(screen, action, at)
        self._desk.ask(lambda: self._steps.play(live, lambda: _step(live, action, waited)))

    def _show_passing(self, screen: MomentScreen, action: Choose, at: float) -> None:
        """A wait is seen to pass before what comes of it."""
        entry = next((entry for entry in screen.told.view.menu if entry.choice == action.choice), None)
        if entry and entry.wait:
            self._desk.show(replace(screen, passing=(entry.wait, at)))

    def _cut_passing_short(self) -> None:
        """Pause and stop do not wait for a wait to have passed."""
        held, self._held = self._held, None
        screen = self._desk.screen
        if isinstance(screen, MomentScreen) and screen.passing:
            self._desk.screen = replace(screen, passing=None)
            if held:
                self._update(held[0])

    def _lay_over(self, over: Over) -> None:
        self._cut_passing_short()
        live, screen = self.live, self._desk.screen
        if live and isinstance(screen, MomentScreen):
            self._desk.show(replace(screen, over=over))
            self._desk.ask_aside(lambda: self._steps.play(live, live.pause))

    def _go_on(self) -> None:
        live, screen = self.live, self._desk.screen
        if live and isinstance(screen, MomentScreen):
            self._desk.show(replace(screen, over=Over.NOTHING))
            self._desk.ask(lambda: self._steps.play(live, live.go_on))

    def _set_off(self, inject: str) -> None:
        """The clock goes on where it stood when the trainer's list was opened."""
        live, screen = self.live, self._desk.screen
        if live and isinstance(screen, MomentScreen):
            self._desk.show(replace(screen, over=Over.NOTHING))
            self._desk.ask(lambda: self._steps.play(live, lambda: _set_off(live, inject)))

    def _stop(self) -> None:
        """The calm screen comes at once; the disk may take its time."""
        live = self.live
        self._desk.show(Calm(has_page=self._has_resources))
        if live:
            self._desk.ask(lambda: self._steps.play(live, live.stop))

    def _show_ending(self) -> None:
        screen = self._desk.screen
        if isinstance(screen, MomentScreen):
            self._desk.show(EndingScreen(screen.told.view))

    # ---- what the hall answers, and what time asks

    def learn(self, told: Told) -> None:
        """Show what has come of a step, once a wait that leads there has been seen to pass."""
        self._ticking = False
        screen = self._desk.screen
        if isinstance(screen, MomentScreen) and screen.passing:
            wait, since = screen.passing
            self._held = told, since + min(wait / 1000, PASSES_FOR)
        else:
            self._update(told)

    def say(self, sentence: str) -> None:
        """Tell on the moment's screen what did not work."""
        self._ticking = False
        screen = self._desk.screen
        if isinstance(screen, MomentScreen):
            self._desk.screen = replace(screen, message=sentence, passing=None)

    def look(self, at: float) -> None:
        """Let due time do its work."""
        if self._held and at >= self._held[1]:
            told, self._held = self._held[0], None
            self._update(told)
        due, live = self._tick_due(), self.live
        if live and due is not None and at >= due:
            self._ticking, self._ticked_at = True, at
            self._desk.ask_aside(lambda: self._steps.play(live, live.tick))

    def wakes(self) -> float | None:
        """When `look` has something to do; None if never."""
        held = self._held[1] if self._held else None
        return min((due for due in (self._tick_due(), held) if due is not None), default=None)

    def _tick_due(self) -> float | None:
        screen = self._desk.screen
        if not isinstance(screen, MomentScreen) or screen.over is not Over.NOTHING or self._ticking:
            return None
        view = screen.told.view
        if view.awaiting is not Awaiting.CHOICE or self._held or screen.passing:
            return None
        due = self._ticked_at + LOOKS_EVERY
        if view.next_due is not None:
            due = min(due, screen.told.at + (view.next_due - screen.told.waited) / 1000)
        return due

    def _update(self, told: Told) -> None:
        """Show what the run tells now, unless the officer has meanwhile left it."""
        screen = self._desk.screen
        if not isinstance(screen, MomentScreen):
            return
        before = screen.told
        if told.view is before.view and told.paused == before.paused and not screen.passing:
            return
        told = replace(told, at=self._desk.clock()) if screen.passing else told
        self._desk.show(replace(screen, told=with_company(told, before), message="", passing=None))


def _set_off(live: LiveRun, inject: str) -> View:
    waited = live.waited()
    live.go_on()
    return live.set_off(inject, waited)


def _step(live: LiveRun, action: Read | Answer | Choose, waited: Milliseconds) -> View:
    match action:
        case Read():
            return live.read()
        case Answer(answer):
            return live.answer(answer)
        case Choose(choice):
            return live.choose(choice, waited)
