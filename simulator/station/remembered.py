"""Who signed in at this station before: badge numbers alone, so that the file tells no name. None at a kiosk."""

from __future__ import annotations

import json
import os
import tomllib
from collections.abc import Sequence
from contextlib import suppress
from pathlib import Path

MOST = 6
FILE = "signed_in_here.toml"
HEAD = "# Levelhead: badge numbers of those who signed in at this station last. The names are read from the record.\n"


class SignedInHere:
    """The list, the latest first. What cannot be read or written is as if it were empty: nothing hangs on it."""

    def __init__(self, folder: Path | None) -> None:
        self._file = folder / FILE if folder else None

    def badges(self) -> tuple[str, ...]:
        """The badge numbers on the list."""
        with suppress(OSError, ValueError, AttributeError):
            if self._file:
                written = tomllib.loads(self._file.read_text(encoding="utf-8")).get("badges", [])
                return tuple(each for each in written if isinstance(each, str))[:MOST]
        return ()

    def add(self, badge: str) -> None:
        """Somebody has signed in."""
        self._write([badge, *(each for each in self.badges() if each != badge)][:MOST])

    def take_off(self, badge: str) -> None:
        """Take one off the list: somebody who is not known here any more."""
        if badge in self.badges():
            self._write([each for each in self.badges() if each != badge])

    def forget(self) -> None:
        """Take everybody off the list."""
        self._write([])

    def _write(self, badges: Sequence[str]) -> None:
        with suppress(OSError):
            if self._file:
                self._file.parent.mkdir(parents=True, exist_ok=True)
                aside = self._file.with_suffix(".new")
                aside.write_text(f"{HEAD}badges = {json.dumps(list(badges))}\n", encoding="utf-8")
                os.replace(aside, self._file)
