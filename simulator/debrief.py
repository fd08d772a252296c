"""The debrief of a run, as a frozen view: what was open, what was chosen, what it was worth, and why. Faces only show it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from scoring.judged import Label
from scoring.rubric import Rubric
from scoring.scorecard import Figure, Scorecard, score
from simulator.model.decisions import Course, Decision, course_of, is_correct
from simulator.model.events import ChoiceMade, Event, HowEnded, LineShown
from simulator.model.scenario import (
    TIME_OUT,
    CastId,
    Choice,
    ChoiceId,
    ChoiceKind,
    EndingKind,
    MeterName,
    Milliseconds,
    Scenario,
)
from simulator.views import Spoken, Words

SUBJECT: CastId = ""


@dataclass(frozen=True, slots=True)
class ShownBehavior:
    """A behavior that a choice shows, with its value in the rubric."""

    label: str
    dimension: str
    value: int
    definition: str


@dataclass(frozen=True, slots=True)
class ChoiceSeen:
    """One choice of a menu, seen afterward."""

    choice: ChoiceId
    kind: ChoiceKind
    words: str
    chosen: bool
    open: bool
    why: str
    felt: Mapping[str, str]  # by the name of who felt it; "" is the subject
    shows: tuple[ShownBehavior, ...]
    flags: tuple[str, ...]  # labels of critical flags


@dataclass(frozen=True, slots=True)
class MomentSeen:
    """One decision, seen afterward."""

    number: int  # from 1
    place: str
    said: tuple[Spoken, ...]  # since the decision before
    choices: tuple[ChoiceSeen, ...]
    waited: Milliseconds
    before: Mapping[MeterName, int]
    after: Mapping[MeterName, int]
    loss: float | None
    label: Label | None

    @property
    def chosen(self) -> ChoiceSeen:
        """What was chosen."""
        return next(choice for choice in self.choices if choice.chosen)


@dataclass(frozen=True, slots=True)
class FigureSeen:
    """Choice quality in one dimension (or one index of it), with the numbers of the decisions behind it."""

    label: str
    quality: float | None
    opportunities: int
    decisions: tuple[int, ...]  # from 1
    recovery: int
    indices: tuple[FigureSeen, ...] = ()


@dataclass(frozen=True, slots=True)
class ProbeSeen:
    """A probe as it was answered."""

    ask: str
    answer: str
    right: str
    is_right: bool


@dataclass(frozen=True, slots=True)
class Named:
    """Something counted, by its label, with the numbers of the decisions in which it was seen."""

    label: str
    decisions: tuple[int, ...]
    why: str = ""


@dataclass(frozen=True, slots=True)
class DebriefView:
    """All that a debrief can show of one run."""

    title: str
    how: HowEnded | None
    ending: str
    kind: EndingKind | None
    worth: int | None
    ended_with: tuple[Spoken, ...]
    moments: tuple[MomentSeen, ...]
    figures: tuple[FigureSeen, ...]
    disrespect: tuple[Named, ...]
    flags: tuple[Named, ...]
    probes: tuple[ProbeSeen, ...]
    mattered: tuple[int, ...]  # numbers of decisions, from 1
    questions: tuple[str, ...]
    notes: tuple[str, ...]
    proven: bool
    scored: bool


def debrief_of(scenario: Scenario, rubric: Rubric, events: Sequence[Event], officer: str) -> DebriefView:
    """The debrief of a run's events."""
    course = course_of(scenario, events)
    return _Debriefing(scenario, rubric, course, score(scenario, rubric, events), officer).view(events)


class _Debriefing:
    """What everything in one debrief is told from."""

    def __init__(
        self, scenario: Scenario, rubric: Rubric, course: Course, card: Scorecard, officer: str
    ) -> None:
        self._scenario, self._rubric, self._course, self._card = scenario, rubric, course, card
        self._words = Words(scenario, officer)

    def view(self, events: Sequence[Event]) -> DebriefView:
        pages = _pages(events, len(self._course.decisions))
        ending = self._scenario.endings.get(self._course.ending)
        return DebriefView(
            title=self._scenario.title,
            how=self._course.how,
            ending=self._words.plain(ending.title, self._course.last) if ending else "",
            kind=ending.kind if ending else None,
            worth=ending.worth if ending else None,
            ended_with=tuple(map(self._words.spoken, pages[-1])),
            moments=tuple(map(self._moment, range(len(self._course.decisions)), pages)),
            figures=tuple(self._figures()),
            disrespect=tuple(self._disrespect()),
            flags=tuple(self._flags()),
            probes=tuple(self._probes()),
            mattered=_from_one(self._card.mattered),
            questions=self._scenario.questions,
            notes=self._scenario.notes,
            proven=self._card.proven,
            scored=self._card.unscored is None,
        )

    def _moment(self, number: int, page: Iterable[LineShown]) -> MomentSeen:
        decision = self._course.decisions[number]
        judged = self._card.decisions[number] if self._card.decisions else None
        return MomentSeen(
            number=number + 1,
            place=self._scenario.scenes[decision.moment.partition(".")[0]].place,
            said=tuple(map(self._words.spoken, page)),
            choices=tuple(self._choices(decision)),
            waited=decision.waited,
            before=decision.at_choice.meters,
            after=decision.after.meters,
            loss=judged.loss if judged else None,
            label=judged.label if judged else None,
        )

    def _choices(self, decision: Decision) -> Iterator[ChoiceSeen]:
        moment = self._scenario.moment(decision.moment)
        for item in decision.items:
            yield self._choice(moment.choice(item.choice), item.variant, item.open, decision)
        if decision.choice == TIME_OUT:
            yield self._choice(moment.choice(TIME_OUT), 0, True, decision)

    def _choice(self, choice: Choice, variant: int, is_open: bool, decision: Decision) -> ChoiceSeen:
        return ChoiceSeen(
            choice=choice.id,
            kind=choice.kind,
            words=self._words.choice(choice, variant),
            chosen=choice.id == decision.choice,
            open=is_open,
            why=self._words.plain(choice.why, decision.at_choice),
            felt={
                self._name(who): self._words.plain(text, decision.at_choice)
                for who, text in choice.felt.items()
            },
            shows=tuple(self._shown(choice)),
            flags=tuple(self._rubric.flags[id].label for id in choice.flags if id in self._rubric.flags),
        )

    def _shown(self, choice: Choice) -> Iterator[ShownBehavior]:
        for id in choice.shows:
            if behavior := self._rubric.behaviors.get(id):
                dimension = self._rubric.dimensions[behavior.dimension].label
                yield ShownBehavior(behavior.label, dimension, behavior.value, behavior.definition)

    def _name(self, who: CastId) -> str:
        return self._scenario.cast[who].name if who else SUBJECT

    def _figures(self) -> Iterator[FigureSeen]:
        for id, figure in self._card.figures.items():
            dimension = self._rubric.dimensions[id]
            indices = tuple(
                _figure(dimension.indices[index].label, inner) for index, inner in figure.indices.items()
            )
            yield _figure(dimension.label, figure, indices)

    def _disrespect(self) -> Iterator[Named]:
        for id, numbers in self._card.disrespect.items():
            behavior = self._rubric.behaviors[id]
            yield Named(behavior.label, _from_one(numbers), behavior.definition)

    def _flags(self) -> Iterator[Named]:
        for id, numbers in self._card.flags.items():
            flag = self._rubric.flags.get(id)
            yield Named(flag.label if flag else id, _from_one(numbers), flag.why if flag else "")

    def _probes(self) -> Iterator[ProbeSeen]:
        for taken in self._course.probes:
            probe = self._scenario.moment(taken.moment).probe
            assert probe
            right = next((each.answer for each in probe.correct if taken.at.meets(each.when)), "")
            yield ProbeSeen(
                ask=self._words.plain(probe.ask, taken.at),
                answer=probe.answers[taken.answer],
                right=probe.answers.get(right, ""),
                is_right=is_correct(self._scenario, taken),
            )


def _figure(label: str, figure: Figure, indices: tuple[FigureSeen, ...] = ()) -> FigureSeen:
    return FigureSeen(
        label=label,
        quality=figure.quality,
        opportunities=len(figure.counted),
        decisions=_from_one(figure.decisions),
        recovery=len(figure.recovery),
        indices=indices,
    )


def _from_one(numbers: Iterable[int]) -> tuple[int, ...]:
    return tuple(number + 1 for number in numbers)


def _pages(events: Iterable[Event], decisions: int) -> list[list[LineShown]]:
    """The lines before each decision, and those after the last."""
    pages: list[list[LineShown]] = [[]]
    for event in events:
        if isinstance(event, LineShown):
            pages[-1].append(event)
        elif isinstance(event, ChoiceMade):
            pages.append([])
    assert len(pages) == decisions + 1
    return pages
