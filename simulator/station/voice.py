"""The voice: what has the focus, and what is said, read aloud by the machine's own speech where no screen reader is."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from shutil import which
from typing import Protocol

from simulator.station.canvas import Role
from simulator.station.reader import Leaf, Tree

SAPI = (
    "Add-Type -AssemblyName System.Speech;"
    " (New-Object System.Speech.Synthesis.SpeechSynthesizer).Speak([Console]::In.ReadToEnd())"
)
LINUX: Sequence[Sequence[str]] = (
    ("spd-say", "--wait", "--pipe-mode"),
    ("espeak-ng", "--stdin"),
    ("espeak", "--stdin"),
)
NO_VOICE = "This machine has no voice: install speech-dispatcher or espeak-ng."


class Speaking(Protocol):
    """Somebody who is speaking."""

    def terminate(self) -> None:
        """Fall silent."""
        ...


Speak = Callable[[str], Speaking]


def speaking_command(
    platform: str = sys.platform, found: Callable[[str], str | None] = which
) -> Sequence[str]:
    """The command that reads its input aloud on this machine; empty where there is none."""
    if platform == "win32":
        return ("powershell", "-NoProfile", "-NonInteractive", "-Command", SAPI)
    if platform == "darwin":
        return ("say", "-f", "-")
    return next((command for command in LINUX if found(command[0])), ())


def system_speech() -> Speak | None:
    """The machine's own voice; None where it has none."""
    command = speaking_command()
    return (lambda words: _spoken(command, words)) if command else None


def _spoken(command: Sequence[str], words: str) -> Speaking:
    silent = subprocess.DEVNULL
    speaking = subprocess.Popen(command, stdin=subprocess.PIPE, stdout=silent, stderr=silent)
    assert speaking.stdin
    with suppress(BrokenPipeError), speaking.stdin as ear:
        ear.write(words.encode())
    return speaking


class Voice:
    """Reads a new screen from the top, then whatever has the focus or is new; the latest cuts short what was before."""

    def __init__(self, speak: Speak | None) -> None:
        self._speak = speak
        self._thread = ThreadPoolExecutor(1, thread_name_prefix="voice")  # starting a program takes its time
        self._speaking: Speaking | None = None
        self._screen = ""
        self._told: Tree = Tree(())

    def tell(self, screen: str, tree: Tree) -> None:
        """Read what is new on the screen of that name."""
        words = _whole(tree) if screen != self._screen else _news(self._told, tree)
        self._screen, self._told = screen, tree
        if words and self._speak:
            self._thread.submit(self._say, self._speak, words)

    def close(self) -> None:
        """Fall silent."""
        self._thread.submit(self._hush)
        self._thread.shutdown(wait=True)

    def _say(self, speak: Speak, words: str) -> None:
        self._hush()
        with suppress(OSError):
            self._speaking = speak(words)

    def _hush(self) -> None:
        if self._speaking:
            self._speaking.terminate()
            if isinstance(self._speaking, subprocess.Popen):
                self._speaking.wait()
        self._speaking = None


def _whole(tree: Tree) -> str:
    """All there is: words and choices as they stand, then the buttons."""
    return " ".join(leaf.said for leaf in sorted(tree.leaves, key=lambda leaf: leaf.role is Role.BUTTON))


def _news(before: Tree, now: Tree) -> str:
    """What has come to have the focus, or where a slider stands that has it; a clock that counts is not read on and on."""
    had, has = _focused(before), _focused(now)
    if has is None or had is None or had.number != has.number:
        return has.said if has else ""
    return has.stands if has.stands != had.stands else ""


def _focused(tree: Tree) -> Leaf | None:
    return next((leaf for leaf in tree.leaves if leaf.number == tree.focus), None)
