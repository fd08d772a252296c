"""The debrief of a run, as a frozen view: what was open, what was chosen, what it was worth, and why. Faces only show it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from scoring.judged import Label, label_of
from scoring.rubric import Rubric
from scoring.scorecard import Figure, Scorecard, score
from scoring.settings import house_settings
from simulator.model.decisions import Course, Decision, course_of, is_correct
from simulator.model.events import ChoiceMade, Event, HowEnded, LineShown
from simulator.model.outlook import BestLine, ChoiceWorth, DecisionWorth
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
    loss: float | None  # in points of worth, against the best that was open; None where nothing is proved
    label: Label | None
    outlook: float | None  # the worth to be expected after it


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
    outlook: float | None  # the worth to be expected as the menu opened
    outlook_after: float | None  # when the next menu opened, or the run ended
    time_lost: float | None  # what waiting cost before the choice; below 0 where it paid
    best_line: tuple[str, ...]  # the best way on from here, in words

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
    estimated: bool = False  # losses and outlook come from simulation, not from proof


def debrief_of(
    scenario: Scenario,
    rubric: Rubric,
    events: Sequence[Event],
    officer: str,
    worths: Sequence[DecisionWorth | None] = (),
    estimated: bool = False,
) -> DebriefView:
    """The debrief of a run's events; `worths` are the prover's, one a decision, or none while there is no proof."""
    course = course_of(scenario, events)
    known = tuple(worths) or (None,) * len(course.decisions)
    losses = [each.losses if each else {} for each in known] if worths else None
    card = score(scenario, rubric, events, losses)
    return _Debriefing(scenario, rubric, course, card, officer, known).view(events, estimated)


class _Debriefing:
    """What everything in one debrief is told from."""

    def __init__(
        self,
        scenario: Scenario,
        rubric: Rubric,
        course: Course,
        card: Scorecard,
        officer: str,
        worths: Sequence[DecisionWorth | None],
    ) -> None:
        self._scenario, self._rubric, self._course, self._card = scenario, rubric, course, card
        self._words = Words(scenario, officer)
        self._worths = worths

    def view(self, events: Sequence[Event], estimated: bool) -> DebriefView:
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
            estimated=estimated,
        )

    def _moment(self, number: int, page: Iterable[LineShown]) -> MomentSeen:
        decision = self._course.decisions[number]
        judged = self._card.decisions[number] if self._card.decisions else None
        worth = self._worths[number]
        return MomentSeen(
            number=number + 1,
            place=self._scenario.scenes[decision.moment.partition(".")[0]].place,
            said=tuple(map(self._words.spoken, page)),
            choices=tuple(self._choices(decision, worth)),
            waited=decision.waited,
            before=decision.at_choice.meters,
            after=decision.after.meters,
            loss=judged.loss if judged else None,
            label=judged.label if judged else None,
            outlook=worth.before if worth else None,
            outlook_after=worth.after if worth else None,
            time_lost=worth.time if worth else None,
            best_line=tuple(self._line(worth.best_line)) if worth else (),
        )

    def _line(self, line: BestLine) -> Iterator[str]:
        """The best line in words: what to choose, one step after the other, and where that leads."""
        for step in line.steps:
            choice = self._scenario.moment(step.moment).choice(step.choice)
            yield self._words.choice(choice, 0)
        if line.ending:
            yield self._words.filled(self._scenario.endings[line.ending].title[0].text)

    def _choices(self, decision: Decision, worth: DecisionWorth | None) -> Iterator[ChoiceSeen]:
        moment = self._scenario.moment(decision.moment)
        known = worth.choices if worth else {}
        for item in decision.items:
            choice = moment.choice(item.choice)
            yield self._choice(choice, item.variant, item.open, decision, known.get(item.choice))
        if decision.choice == TIME_OUT:
            yield self._choice(moment.choice(TIME_OUT), 0, True, decision, known.get(TIME_OUT))

    def _choice(
        self, choice: Choice, variant: int, is_open: bool, decision: Decision, worth: ChoiceWorth | None
    ) -> ChoiceSeen:
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
            loss=worth.loss if worth else None,
            label=label_of(worth.loss, house_settings().losses) if worth else None,
            outlook=worth.worth if worth else None,
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
