"""The debrief of a run: what was open, what was chosen, what it was worth, and why, folded into one frozen view."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace

from scoring.judged import label_of
from scoring.rubric import Rubric
from scoring.scorecard import Figure, Scorecard, score
from scoring.settings import house_settings
from simulator.model.decisions import Course, Decision, course_of, is_correct
from simulator.model.events import ChoiceMade, Event, InjectSetOff, LineShown
from simulator.model.outlook import BestLine, ChoiceWorth, DecisionWorth
from simulator.model.scenario import TIME_OUT, CastId, Choice, ChoiceId, Scenario
from simulator.otherwise import otherwise
from simulator.seen import (
    Aftermath,
    ChoiceSeen,
    DebriefView,
    FigureSeen,
    MomentSeen,
    Named,
    ProbeSeen,
    ShownBehavior,
)
from simulator.views import Words
from simulator.wording import subject_of

__all__ = ["DebriefView", "debrief_of"]

SUBJECT: CastId = ""


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
    words = Words(scenario, officer)
    others = otherwise(scenario, events, officer)
    return _Debriefing(scenario, rubric, course, card, words, known, others).view(events, estimated)


class _Debriefing:
    """What everything in one debrief is told from."""

    def __init__(
        self,
        scenario: Scenario,
        rubric: Rubric,
        course: Course,
        card: Scorecard,
        words: Words,
        worths: Sequence[DecisionWorth | None],
        others: Sequence[Mapping[ChoiceId, Aftermath]],
    ) -> None:
        self._scenario, self._rubric, self._course, self._card = scenario, rubric, course, card
        self._words, self._worths, self._others = words, worths, others

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
            subject=self._scenario.cast[person].name if (person := subject_of(self._scenario)) else "",
            injects=tuple(self._injects(events)),
        )

    def _injects(self, events: Sequence[Event]) -> Iterator[str]:
        for event in events:
            if isinstance(event, InjectSetOff):
                yield self._words.filled(self._scenario.injects[event.inject].label)

    def _moment(self, number: int, page: Iterable[LineShown]) -> MomentSeen:
        decision = self._course.decisions[number]
        judged = self._card.decisions[number] if self._card.decisions else None
        worth = self._worths[number]
        return MomentSeen(
            number=number + 1,
            place=self._scenario.scenes[decision.moment.partition(".")[0]].place,
            said=tuple(map(self._words.spoken, page)),
            choices=tuple(self._choices(decision, worth, self._others[number])),
            waited=decision.waited,
            promptness=judged.promptness if judged else None,
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
        yield from self._steps(line)
        if line.ending:
            yield self._words.filled(self._scenario.endings[line.ending].title[0].text)

    def _steps(self, line: BestLine) -> Iterator[str]:
        for step in line.steps:
            yield self._words.choice(self._scenario.moment(step.moment).choice(step.choice), 0)

    def _choices(
        self, decision: Decision, worth: DecisionWorth | None, others: Mapping[ChoiceId, Aftermath]
    ) -> Iterator[ChoiceSeen]:
        moment = self._scenario.moment(decision.moment)
        known = worth.choices if worth else {}
        for item in decision.items:
            seen = self._choice(moment.choice(item.choice), item.variant, item.open, decision)
            yield self._with_worth(replace(seen, after=others.get(item.choice)), known.get(item.choice))
        if decision.choice == TIME_OUT:
            seen = self._choice(moment.choice(TIME_OUT), 0, True, decision)
            yield self._with_worth(seen, known.get(TIME_OUT))

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

    def _with_worth(self, seen: ChoiceSeen, worth: ChoiceWorth | None) -> ChoiceSeen:
        """What the choice cost, and where the best way on with it leads, where that is known."""
        if worth is None:
            return seen
        ending = self._scenario.endings.get(worth.line.ending)
        return replace(
            seen,
            loss=worth.loss,
            label=label_of(worth.loss, house_settings().losses),
            outlook=worth.worth,
            leads_to=self._words.filled(ending.title[0].text) if ending else "",
            leads_kind=ending.kind if ending else None,
            way=tuple(self._steps(worth.line))[1:],
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
