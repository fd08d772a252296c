"""Words of ours about runs that more than one face uses: how it ended, how it went, what an act is called."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from simulator.model.scenario import CastId, ChoiceKind, EndingKind, Scenario

HOW_IT_ENDED: Mapping[EndingKind, str] = {
    EndingKind.RESOLVED: "Resolved",
    EndingKind.REFERRED: "Handed to those who can help",
    EndingKind.CONTAINED: "Contained",
    EndingKind.WITHDRAWN: "Withdrawn",
    EndingKind.CITED: "Cited",
    EndingKind.ARREST: "Arrest",
    EndingKind.FORCE: "Force was used",
    EndingKind.HARM: "Somebody was harmed",
}
HOW_IT_WENT = (
    "It got away from me",
    "I would do much of it differently",
    "Some of it worked",
    "Most of it went as I wanted",
    "I would do it the same way again",
)
YOU: Mapping[ChoiceKind, str] = {
    ChoiceKind.SAY: "You said",
    ChoiceKind.ACT: "You did this",
    ChoiceKind.RADIO: "You said on the radio",
    ChoiceKind.WAIT: "You waited",
}
NOT_MET = (
    "radio",
    "partner",
    "colleague",
    "supervisor",
    "bystander",
)  # roles of those whom the officer did not come to meet
TRUST = {"rapport": "trust"}  # what a meter is called where it has another name in words


def meter_called(name: str) -> str:
    """A meter in words."""
    return TRUST.get(name, name.replace("_", " "))


def moved_told(moved: Mapping[str, int]) -> str:
    """What meters did: "tension −8, trust +10"."""
    return ", ".join(f"{meter_called(name)} {signed(change)}" for name, change in moved.items() if change)


def signed(change: int) -> str:
    """A number with its sign, the minus as long as the plus."""
    return f"{change:+d}".replace("-", "−")


def many(number: int, word: str, plural: str = "") -> str:
    """A number with its word: "1 moment", "2 moments"."""
    return f"{number} {word if number == 1 else plural or f'{word}s'}"


def numbered(word: str, numbers: Iterable[int]) -> str:
    """Things by their numbers: "moment 2", "moments 2, 5"."""
    those = tuple(numbers)
    return f"{word}{'s' * (len(those) != 1)} {', '.join(map(str, those))}"


def points_lost(loss: float) -> str:
    """What a choice cost, in whole points: "1 point lost", "6 points lost"."""
    return f"{many(round(loss), 'point')} lost"


def promptness_told(promptness: float) -> str:
    """How quick the officer was, where that was part of being good."""
    return "quick, where that counted" if promptness == 1 else "slow, where being quick counted"


def subject_of(scenario: Scenario) -> CastId:
    """The person whom the call is about: of that role, or the first who is met; where only colleagues are, the first."""
    cast = scenario.cast.values()
    named = (member.id for member in cast if member.role == "subject")
    others = (member.id for member in cast if member.role.lower() not in NOT_MET)
    return next(named, next(others, next(iter(scenario.cast), "")))


def set_off_told(injects: Sequence[str]) -> str:
    """What a trainer set off in a run, and what that means for it; "" where nothing was."""
    if not injects:
        return ""
    return f"A trainer set off: {'; '.join(injects)}. What was decided from there on is in no score and no estimate."
