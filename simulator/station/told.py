"""What the station knows of the run that goes on: the hall's last view, and when it was true."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from simulator.model.scenario import CastId, Milliseconds
from simulator.session import LiveRun
from simulator.views import OFFICER, Spoken, View

HEARD_ONLY = ("radio", "dispatch", "caller", "phone")  # roles


@dataclass(frozen=True, slots=True)
class Told:
    """A view with all that was said so far, and the menu's clock as it stood `at` a time (seconds, monotonic)."""

    view: View
    said: tuple[Spoken, ...]
    waited: Milliseconds
    at: float
    paused: bool = False
    company: tuple[Spoken, ...] = ()  # who is here: the last line of each, the last to speak last

    def waited_at(self, now: float) -> Milliseconds:
        """For how long the menu has been open at that time."""
        return self.waited if self.paused else self.waited + max(0, int((now - self.at) * 1000))

    @property
    def officers_part(self) -> Spoken | None:
        """What the officer did to bring about the page that is shown; None where something else did."""
        before = len(self.said) - len(self.view.page) - 1
        last = self.said[before] if before >= 0 else None
        return last if last and last.speaker == OFFICER else None


def told_by(live: LiveRun, at: float) -> Told:
    """What the run shows now."""
    return Told(live.view, live.said, live.waited(), at, live.is_paused)


def with_company(told: Told, before: Told | None) -> Told:
    """The same, with those who were here before and those who speak now; a new scene begins with the latter.

    Who has no picture is here while they speak: a voice from a van does not stay.
    """
    stays = before and before.view.moment.partition(".")[0] == told.view.moment.partition(".")[0]
    lines = [each for each in before.company if _is_pictured(told.view, each)] if before and stays else []
    return replace(told, company=_last_of_each([*lines, *_seen_lines(told.view)]))


def _is_pictured(view: View, spoken: Spoken) -> bool:
    member = view.cast.get(spoken.speaker)
    return bool(member and member.portrait)


def _seen_lines(view: View) -> Iterator[Spoken]:
    for line in view.page:
        member = view.cast.get(line.speaker)
        if member and member.role.lower() not in HEARD_ONLY:
            yield line


def _last_of_each(lines: Sequence[Spoken]) -> tuple[Spoken, ...]:
    last: dict[CastId, Spoken] = {}
    for line in lines:
        last.pop(line.speaker, None)
        last[line.speaker] = line
    return tuple(last.values())
