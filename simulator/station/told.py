"""What the station knows of the run that goes on: the hall's last view, and when it was true."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from simulator.model.scenario import CastId, CastMember, Milliseconds
from simulator.session import LiveRun
from simulator.views import OFFICER, Spoken, View

HEARD_ONLY = frozenset({"radio", "dispatch", "caller", "phone"})  # roles


@dataclass(frozen=True, slots=True)
class Told:
    """A view with all that was said so far, and the menu's clock as it stood `at` a time (seconds, monotonic)."""

    view: View
    said: tuple[Spoken, ...]
    waited: Milliseconds
    at: float
    paused: bool = False
    company: tuple[Spoken, ...] = ()  # who is here: the last line of each, the last to speak last
    heard: frozenset[CastId] = frozenset()  # who has spoken in this moment

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

    Who has no picture is here while they speak: a voice from a van does not stay. Who has said nothing for a whole
    moment steps back, unless nobody else is there.
    """
    lines = tuple(_seen_lines(told.view))
    heard = frozenset(line.speaker for line in lines)
    stay: Sequence[Spoken] = ()
    if before and before.view.moment == told.view.moment:
        stay, heard = before.company, heard | before.heard
    elif before and _scene(before) == _scene(told):
        stay = [each for each in before.company if each.speaker in before.heard] or before.company[-1:]
    stay = [each for each in stay if _portrait(told.view, each)]
    return replace(told, company=_last_of_each(told.view, [*stay, *lines]), heard=heard)


def _scene(told: Told) -> str:
    return told.view.moment.partition(".")[0]


def _portrait(view: View, spoken: Spoken) -> str:
    member = view.cast.get(spoken.speaker)
    return (member.portrait if member else None) or ""


def _seen_lines(view: View) -> Iterator[Spoken]:
    for line in view.page:
        member = view.cast.get(line.speaker)
        if member and not _is_heard_only(member):
            yield line


def _is_heard_only(member: CastMember) -> bool:
    """True for a voice by radio or phone; an interpreter by phone may have the picture of whom they speak for."""
    role = member.role.lower()
    return role in HEARD_ONLY or (not member.portrait and bool(HEARD_ONLY & set(role.split())))


def _last_of_each(view: View, lines: Sequence[Spoken]) -> tuple[Spoken, ...]:
    """The last line of each picture, or of each who has none, the newest last."""
    last: dict[str, Spoken] = {}
    for line in lines:
        seen_as = _portrait(view, line) or line.speaker
        last.pop(seen_as, None)
        last[seen_as] = line
    return tuple(last.values())
