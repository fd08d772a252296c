"""The story of a run that ended well, as a person would tell it: what was at stake, what was said, what changed.

It is made from the events alone, and from nothing that tells who played, when or where.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from simulator.model.decisions import Course, Decision, course_of
from simulator.model.events import ChoiceMade, Event, LineShown
from simulator.model.scenario import CastId, Choice, ChoiceKind, Ending, MeterName, Scenario
from simulator.prose import curled, done, quoted, shown, spoken
from simulator.views import Spoken, Words
from simulator.wording import subject_of

LEAST_WORTH = 75  # of an ending whose story is told: everyone safe, and what was needed met
TURNS = 3  # told at most, beside the first decision and the last
SETBACK = -8  # what one decision moved, from which on it is told as well
INNER = 8  # what one decision moved, from which on the other's thoughts are told
LINES = 3  # before a decision, at most
NAMES = ("Lane", "Hart", "Moss", "Field")  # one that nobody in the call has stands for the officer's
LATER = ("A little later.", "Then this.", "And later still.", "After that.")


@dataclass(frozen=True, slots=True)
class Story:
    """A story, paragraph by paragraph, with the place whose picture goes with it."""

    title: str
    stake: str
    told: tuple[str, ...]
    changed: str  # "" where neither trust nor calm had grown
    picture: str


def story_of(scenario: Scenario, events: Sequence[Event]) -> Story | None:
    """The story; None where the run did not end well: no peaceful ending, nobody's need met, or a critical flag."""
    course = course_of(scenario, events)
    ending = scenario.endings.get(course.ending)
    if ending is None or not ending.kind.peaceful or ending.worth < LEAST_WORTH or _flagged(scenario, course):
        return None
    return _Telling(scenario, course, events).story(ending)


def _flagged(scenario: Scenario, course: Course) -> bool:
    return any(_choice(scenario, decision).flags for decision in course.decisions)


def _choice(scenario: Scenario, decision: Decision) -> Choice:
    return scenario.moment(decision.moment).choice(decision.choice)


def gained(decision: Decision) -> int:
    """How far a decision brought trust and calm, as far as this call has meters for them."""
    moved = {name: decision.after.meters[name] - value for name, value in decision.at_choice.meters.items()}
    return moved.get("rapport", 0) - moved.get("tension", 0)


class _Telling:
    """One story in the making; remembers who has been named."""

    def __init__(self, scenario: Scenario, course: Course, events: Sequence[Event]) -> None:
        self._scenario, self._course = scenario, course
        self._words = Words(scenario, _stand_in(scenario))
        self._replies, self._pages = _pages(events)
        self._named: set[CastId] = set()
        self._moods: dict[CastId, str] = {}

    def story(self, ending: Ending) -> Story:
        told = [paragraph for number in self._told() for paragraph in self._scene(number)]
        told += self._talk(self._pages[-1])
        return Story(
            title=self._scenario.title,
            stake=curled(self._scenario.summary),
            told=tuple(told),
            changed=self._changed(),
            picture=self._picture(),
        )

    def _picture(self) -> str:
        """The place where most turned to the good, of those that have a picture."""
        by_gain = sorted(self._course.decisions, key=gained, reverse=True)
        scenes = (self._scenario.scenes[self._scenario.moment(each.moment).scene] for each in by_gain)
        return next((scene.picture for scene in scenes if scene.picture), "")

    # ---- which decisions are told

    def _told(self) -> Sequence[int]:
        """The first decision, the greatest turns, the worst setback, the last: in their order."""
        gains = [gained(each) for each in self._course.decisions]
        by_gain = sorted(range(len(gains)), key=lambda number: (-gains[number], number))
        turns = [number for number in by_gain if gains[number] > 0][:TURNS]
        setbacks = [number for number in by_gain[-1:] if gains[number] <= SETBACK]
        return sorted({0, *turns, *setbacks, len(gains) - 1})

    # ---- one decision

    def _scene(self, number: int) -> Iterator[str]:
        decision = self._course.decisions[number]
        yield from self._passage(number)
        yield from self._talk(self._pages[number][-LINES:])
        yield self._officers_part(decision)
        yield from self._talk(self._replies[number])
        if gained(decision) >= INNER:
            yield from self._inner(decision)

    def _passage(self, number: int) -> Iterator[str]:
        """From the decision told before to this one: where we are now, or that time has passed."""
        if number == 0:
            return
        told = self._told()
        before = told[told.index(number) - 1]
        place = self._place(number)
        if place != self._place(before):
            yield f"{place}."
        elif number - before > 1:
            yield LATER[told.index(number) % len(LATER)]

    def _place(self, number: int) -> str:
        scene = self._scenario.moment(self._course.decisions[number].moment).scene
        return self._scenario.scenes[scene].place

    def _officers_part(self, decision: Decision) -> str:
        choice = _choice(self._scenario, decision)
        variant = next((item.variant for item in decision.items if item.choice == decision.choice), 0)
        words = self._words.choice(choice, variant)
        if choice.kind is ChoiceKind.SAY:
            return spoken(words, "you")
        if choice.kind is ChoiceKind.RADIO:
            return f"You pick up the radio. {quoted(words)}"
        return curled(done(words))

    def _inner(self, decision: Decision) -> Iterator[str]:
        """What went through the other's mind."""
        for who, felt in _choice(self._scenario, decision).felt.items():
            person = who or subject_of(self._scenario)
            if (words := self._words.plain(felt, decision.at_choice)) and person:
                yield f"And {self._name(person)} thinks: {quoted(words)}"

    # ---- what is said

    def _talk(self, lines: Sequence[LineShown]) -> Iterator[str]:
        """Lines as paragraphs; what one person says, or what is told, stands together."""
        together: list[Spoken] = []
        for line in lines:
            said = self._words.spoken(line)
            if together and together[-1].speaker != said.speaker:
                yield self._paragraph(together)
                together = []
            together.append(said)
        if together:
            yield self._paragraph(together)

    def _paragraph(self, lines: Sequence[Spoken]) -> str:
        text = " ".join(line.text for line in lines)
        who, mood = lines[0].speaker, lines[0].mood
        if not who:
            return curled(text)
        if text.startswith("(") and text.endswith(")"):
            return shown(text, self._name(who))
        if self._scenario.cast[who].role.lower() == "radio":
            return f"The radio: {quoted(text)}"
        told, self._moods[who] = ("" if self._moods.get(who) == mood else mood), mood
        return spoken(text, self._name(who), told)

    def _name(self, who: CastId) -> str:
        """The full name when somebody is first spoken of, then what they are called."""
        member = self._scenario.cast[who]
        name = member.called if who in self._named and member.called else member.name
        self._named.add(who)
        return f"the {name[4:]}" if name.startswith("The ") else name

    # ---- what changed

    def _changed(self) -> str:
        start, end = self._course.decisions[0].at_opening.meters, self._course.last.meters
        person = subject_of(self._scenario)
        before, after = _state_before(start), _state_after(start, end)
        if not person or not before or not after:
            return ""
        return f"When it began, {self._name(person)} {before}. When it ended there was {after}."


def _stand_in(scenario: Scenario) -> str:
    """A made-up name for the officer, which nobody in the call has."""
    taken = " ".join(f"{member.name} {member.called}" for member in scenario.cast.values())
    return next((name for name in NAMES if name not in taken), NAMES[0])


def _pages(events: Sequence[Event]) -> tuple[list[list[LineShown]], list[list[LineShown]]]:
    """The replies to each decision, and the other lines before each and after the last."""
    replies: list[list[LineShown]] = []
    pages: list[list[LineShown]] = [[]]
    for event in events:
        if isinstance(event, ChoiceMade):
            replies.append([])
            pages.append([])
        elif isinstance(event, LineShown):
            (replies if event.place.startswith("reply ") else pages)[-1].append(event)
    return replies, pages


def _state_before(meters: Mapping[MeterName, int]) -> str:
    """How the person stood to the officer at first; "" where there is nothing to tell."""
    told = ["was on edge"] if meters.get("tension", 0) >= 55 else []
    if (trust := meters.get("rapport", 100)) < 55:
        told.append("had no reason to trust you" if trust < 30 else "hardly knew you")
    return " and ".join(told)


def _state_after(start: Mapping[MeterName, int], end: Mapping[MeterName, int]) -> str:
    """What there was more of at the end; "" where nothing had grown."""
    calmer = start.get("tension", 0) - end.get("tension", 0)
    trust = end.get("rapport", 0)
    told = (
        ["calm"] if calmer >= 20 and end["tension"] < 35 else ["a little more calm"] if calmer >= 10 else []
    )
    if trust > start.get("rapport", 0) + 10:
        told.append(_band(trust, "a first bit of trust", "the beginning of trust", "trust"))
    return ", and ".join(told)


def _band(value: int, low: str, middle: str, high: str) -> str:
    return low if value < 30 else middle if value < 55 else high


def story_text(story: Story) -> str:
    """The story as plain text."""
    return "\n\n".join(part for part in (story.title, story.stake, *story.told, story.changed) if part) + "\n"
