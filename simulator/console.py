"""The text face: the smallest user of the hall. Prints views, reads keys typed with Enter, lets time pass meanwhile."""

from __future__ import annotations

import shutil
import textwrap
from collections.abc import Callable, Iterator
from queue import Empty, SimpleQueue
from threading import Thread
from typing import TextIO

from simulator.debrief import DebriefView
from simulator.engine import Awaiting
from simulator.model.events import HowEnded
from simulator.model.scenario import ChoiceKind, Scenario
from simulator.session import LiveRun
from simulator.told import told
from simulator.views import MenuEntry, Spoken, View

KIND_WORDS = {
    ChoiceKind.SAY: "Say",
    ChoiceKind.ACT: "Do",
    ChoiceKind.RADIO: "Radio",
    ChoiceKind.WAIT: "Wait",
}
HELP = "Enter goes on · a number chooses · p pauses · q stops the run"
TICK = 1.0  # seconds between two looks at the clock while nothing is typed


class Hangup(Exception):
    """The input is gone: the run stays open and can be resumed."""


class Typed:
    """Lines typed by a person; a thread reads, so that time can pass while nobody types."""

    def __init__(self, stream: TextIO) -> None:
        self._lines: SimpleQueue[str | None] = SimpleQueue()
        self._stream = stream
        Thread(target=self._read, daemon=True).start()

    def line(self, timeout: float | None = None) -> str | None:
        """The next line without its end; None where nothing was typed in that time. Raises Hangup at the end."""
        try:
            line = self._lines.get(timeout=timeout)
        except Empty:
            return None
        if line is None:
            self._lines.put(None)
            raise Hangup
        return line.strip()

    def _read(self) -> None:
        for line in self._stream:
            self._lines.put(line)
        self._lines.put(None)


class Console:
    """Plays runs in a terminal."""

    def __init__(self, typed: Typed, show: Callable[[str], object] = print) -> None:
        self._typed = typed
        self._show = show

    # ---- choosing and briefing

    def pick(self, question: str, names: list[str]) -> int | None:
        """Ask for one of the names; its place, or None for none of them."""
        for number, name in enumerate(names, 1):
            self._tell(f"{number}  {name}", hang=3)
        while True:
            self._show(f"{question} (1 to {len(names)}, q to leave)")
            line = self._typed.line()
            if line == "q":
                return None
            if line and line.isdecimal() and 1 <= int(line) <= len(names):
                return int(line) - 1

    def confirm(self, question: str) -> bool:
        """Ask a question to be answered with y or n."""
        self._show(f"{question} (y or n)")
        return (self._typed.line() or "").lower().startswith("y")

    def brief(self, scenario: Scenario) -> None:
        """Show what an officer is told before the call."""
        self._show(f"\n{scenario.title}\n{'=' * len(scenario.title)}")
        self._tell(scenario.summary)
        for title, entries in (("Objectives", scenario.objectives), ("Contains", scenario.content)):
            if entries:
                self._show(f"\n{title}")
                for entry in entries:
                    self._tell(f"- {entry}", hang=2)
        self._show(f"\n{HELP}\nPress Enter to begin.")
        self._typed.line()

    # ---- the run

    def play(self, live: LiveRun) -> View:
        """Play a run to its end; raises Hangup when the input ends, with the run left open."""
        view = live.view
        place = ""
        while view.awaiting is not Awaiting.NOTHING:
            if view.place != place:
                place = view.place
                self._show(f"\n── {place} ──")
            view = self._step(live, view)
        for spoken in view.page:
            self._speak(spoken)
        self._end(view)
        return view

    def _step(self, live: LiveRun, view: View) -> View:
        match view.awaiting:
            case Awaiting.READING:
                return self._read(live, view)
            case Awaiting.ANSWER:
                return self._answer(live, view)
            case _:
                return self._choose(live, view)

    def _read(self, live: LiveRun, view: View) -> View:
        for spoken in view.page:
            self._speak(spoken)
        line = self._typed.line() or ""
        return self._aside(line, live) or live.read()

    def _answer(self, live: LiveRun, view: View) -> View:
        assert view.question
        answers = list(view.question.answers.items())
        self._show(f"\n? {view.question.ask}")
        for number, (_, text) in enumerate(answers, 1):
            self._tell(f"  {number}  {text}", hang=5)
        while True:
            line = self._typed.line() or ""
            if aside := self._aside(line, live):
                return aside
            if line.isdecimal() and 1 <= int(line) <= len(answers):
                return live.answer(answers[int(line) - 1][0])

    def _choose(self, live: LiveRun, view: View) -> View:
        self._menu(view)
        menu = live.view.menu
        while live.view.menu is menu:
            line = self._typed.line(timeout=self._patience(live))
            if line is None:
                live.tick()
            elif (aside := self._aside(line, live)) is not None:
                return aside
            elif line.isdecimal() and 1 <= int(line) <= len(menu) and menu[int(line) - 1].open:
                return live.choose(menu[int(line) - 1].choice)
        if live.view.awaiting is not Awaiting.NOTHING:
            self._show("(Something happens before you choose.)")
        return live.view

    def _patience(self, live: LiveRun) -> float:
        due = live.view.next_due
        return TICK if due is None else min(TICK, max(0.0, (due - live.waited()) / 1000))

    def _menu(self, view: View) -> None:
        limit = f"   ({view.time_limit // 1000} seconds)" if view.time_limit is not None else ""
        self._show(limit)
        for number, entry in enumerate(view.menu, 1):
            self._tell(f"  {number}  {self._words(entry)}", hang=5)

    def _words(self, entry: MenuEntry) -> str:
        quoted = f"“{entry.words}”" if entry.kind in (ChoiceKind.SAY, ChoiceKind.RADIO) else entry.words
        reason = "" if entry.open else f"   [not open: {entry.reason}]"
        return f"{KIND_WORDS[entry.kind]}: {quoted}{reason}"

    def _aside(self, line: str, live: LiveRun) -> View | None:
        """Pause or stop where the line asks for it."""
        if line == "p":
            live.pause()
            self._show("Paused. Press Enter to go on.")
            self._typed.line()
            return live.go_on()
        if line == "q":
            live.pause()
            stopped = self.confirm("Stop this run? It will not be scored.")
            return live.stop() if stopped else live.go_on()
        return None

    def _speak(self, spoken: Spoken) -> None:
        mood = f" ({spoken.mood})" if spoken.mood else ""
        self._tell(f"{spoken.name}{mood}: {spoken.text}" if spoken.speaker else spoken.text, hang=2)

    def _end(self, view: View) -> None:
        assert view.ended
        match view.ended.how:
            case HowEnded.ENDING:
                self._show(f"\n═══ {view.ended.title} ═══")
            case HowEnded.STOPPED:
                self._show("\nYou stopped the run. That is fine; it is not scored, and nobody asks why.")
            case HowEnded.STUCK:
                self._show(
                    "\nNothing is open and nothing follows: a mistake in the scenario. It is not scored."
                )

    # ---- the debrief

    def debrief(self, debrief: DebriefView) -> None:
        """Show the debrief, moment by moment."""
        for line in told(debrief):
            self._tell(line, hang=len(line) - len(line.lstrip()) + 2)

    def _tell(self, text: str, hang: int = 0) -> None:
        self._show("\n".join(_wrapped(text, hang)) or "")


def _wrapped(text: str, hang: int) -> Iterator[str]:
    width = min(100, shutil.get_terminal_size().columns)
    yield from textwrap.wrap(
        text, width, subsequent_indent=" " * hang, drop_whitespace=True, break_long_words=False
    )
