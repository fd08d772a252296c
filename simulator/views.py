"""Views: what a face shows of a run at one instant, frozen. Words are filled in here and nowhere earlier."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from simulator.engine import Awaiting, Run
from simulator.engine.transcript import line_at
from simulator.model.events import (
    ChoiceMade,
    Event,
    HowEnded,
    InterruptFired,
    LineShown,
    MenuItem,
    MenuOpened,
    MomentEntered,
    RunEnded,
)
from simulator.model.scenario import (
    TIME_OUT,
    CastId,
    CastMember,
    Choice,
    ChoiceId,
    ChoiceKind,
    EndingKind,
    MeterName,
    Milliseconds,
    MomentId,
    Scenario,
    Text,
)
from simulator.model.situation import Situation

OFFICER: CastId = "officer"


@dataclass(frozen=True, slots=True)
class Spoken:
    """What was said or told, in its final words; `speaker` is "" for narration and OFFICER for the officer."""

    text: str
    speaker: CastId = ""
    name: str = ""
    mood: str = ""
    kind: ChoiceKind | None = None  # how the officer did it


@dataclass(frozen=True, slots=True)
class MenuEntry:
    """A choice in the menu, in its final words; `reason` says why it is not open."""

    choice: ChoiceId
    kind: ChoiceKind
    words: str
    wait: Milliseconds = 0
    open: bool = True
    reason: str = ""


@dataclass(frozen=True, slots=True)
class Question:
    """A probe as it is asked, with its answers by id."""

    ask: str
    answers: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class EndingReached:
    """How the run ended, in words; `kind` is None where no ending of the scenario was reached."""

    how: HowEnded
    title: str = ""
    kind: EndingKind | None = None


@dataclass(frozen=True, slots=True)
class View:
    """Everything a face needs to draw the run now."""

    scenario: str
    title: str
    moment: MomentId
    place: str
    picture: str
    sound: str
    awaiting: Awaiting
    page: tuple[Spoken, ...]  # what was said since the officer last chose, as far as it stands together
    cast: Mapping[CastId, CastMember]
    question: Question | None
    menu: tuple[MenuEntry, ...]
    time_limit: Milliseconds | None
    next_due: Milliseconds | None
    meters: Mapping[MeterName, int]
    ended: EndingReached | None
    injects: Mapping[str, str] = field(default_factory=dict)  # what a trainer may set off now, in words


def view_of(run: Run, events: Sequence[Event], officer: str) -> View:
    """The view of a run that has told these events, for the officer of that name."""
    scenario, moment = run.scenario, run.moment
    scene = scenario.scenes[moment.scene]
    words = Words(scenario, officer)
    probe = moment.probe if run.awaiting is Awaiting.ANSWER else None
    return View(
        scenario=scenario.id,
        title=scenario.title,
        moment=moment.id,
        place=scene.place,
        picture=scene.picture or "",
        sound=scene.sound or "",
        awaiting=run.awaiting,
        page=tuple(words.spoken(event) for event in _page(events)),
        cast=scenario.cast,
        question=Question(words.plain(probe.ask, run.situation), dict(probe.answers)) if probe else None,
        menu=words.menu(run) if run.awaiting is Awaiting.CHOICE else (),
        time_limit=run.time_limit if run.awaiting is Awaiting.CHOICE else None,
        next_due=run.next_due,
        meters=run.situation.meters,
        ended=_ended(run, events, words),
        injects={id: words.filled(scenario.injects[id].label) for id in run.open_injects},
    )


class Words:
    """A scenario's texts with names filled in."""

    def __init__(self, scenario: Scenario, officer: str) -> None:
        self._scenario = scenario
        self._names = {OFFICER: officer}
        self._names.update((id, member.called or member.name) for id, member in scenario.cast.items())

    def filled(self, text: str) -> str:
        """The text with {officer} and the cast's {id} filled in."""
        if "{" in text:
            for id, name in self._names.items():
                text = text.replace("{" + id + "}", name)
        return text

    def plain(self, text: Text, situation: Situation) -> str:
        """The first wording that may be shown, filled in; "" where there is none."""
        wordings = situation.open_variants(text)
        return self.filled(text[wordings[0]].text) if wordings else ""

    def spoken(self, event: LineShown) -> Spoken:
        """A line as it was shown."""
        line = line_at(self._scenario, event)
        text = self.filled(line.text[event.variant].text)
        if not line.speaker:
            return Spoken(text)
        return Spoken(text, line.speaker, self._scenario.cast[line.speaker].name, line.mood or "")

    def choice(self, choice: Choice, variant: int) -> str:
        """A choice's words as the menu showed them; a wait or a time-out without words has some of ours."""
        if 0 <= variant < len(choice.words):
            return self.filled(choice.words[variant].text)
        if choice.id == TIME_OUT:
            return "Time runs out."
        return f"Stay silent for {choice.wait // 1000} seconds."

    def all_said(self, events: Iterable[Event]) -> Iterator[Spoken]:
        """Everything said, told and done in order, the officer's own part included."""
        moment: MomentId = self._scenario.start
        items: tuple[MenuItem, ...] = ()
        for event in events:
            if isinstance(event, MomentEntered):
                moment = event.moment
            elif isinstance(event, MenuOpened):
                items = event.items
            elif isinstance(event, LineShown):
                yield self.spoken(event)
            elif isinstance(event, ChoiceMade):
                yield self._done(self._scenario.moment(moment).choice(event.choice), items)

    def _done(self, choice: Choice, items: tuple[MenuItem, ...]) -> Spoken:
        variant = next((item.variant for item in items if item.choice == choice.id), 0)
        return Spoken(self.choice(choice, variant), OFFICER, self._names[OFFICER], kind=choice.kind)

    def menu(self, run: Run) -> tuple[MenuEntry, ...]:
        """The open menu in its final words."""
        return tuple(self._entry(run, item) for item in run.menu)

    def _entry(self, run: Run, item: MenuItem) -> MenuEntry:
        choice = run.moment.choice(item.choice)
        return MenuEntry(
            choice=choice.id,
            kind=choice.kind,
            words=self.choice(choice, item.variant),
            wait=choice.wait,
            open=item.open,
            reason="" if item.open else self.plain(choice.disabled, run.situation),
        )


def _page(events: Sequence[Event]) -> tuple[LineShown, ...]:
    """The last lines that were shown together, unless the officer has chosen since."""
    page: list[LineShown] = []
    for event in reversed(events):
        if isinstance(event, LineShown):
            page.append(event)
        elif page or isinstance(event, ChoiceMade | InterruptFired):
            break
    return tuple(reversed(page))


def _ended(run: Run, events: Sequence[Event], words: Words) -> EndingReached | None:
    last = events[-1] if events else None
    if not isinstance(last, RunEnded):
        return None
    if not last.ending:
        return EndingReached(last.how)
    ending = run.scenario.endings[last.ending]
    return EndingReached(last.how, words.plain(ending.title, run.situation), ending.kind)
