"""Findings that the text alone decides: facts never set or asked, meters that never matter, limits too short to read."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from simulator.model.findings import Finding, Severity, moment_path
from simulator.model.scenario import (
    AnyOf,
    Choice,
    Conditions,
    Effects,
    FactIs,
    FactSet,
    FirstVisit,
    Line,
    MeterIs,
    Moment,
    Scenario,
    Text,
)
from simulator.prover.compile import interrupts_of

WORDS_A_MINUTE = 230
TO_DECIDE = 2.0  # seconds


def findings(scenario: Scenario) -> Iterator[Finding]:
    """What no exploring is needed for."""
    asked, put = set(_asked(scenario)), set(_put(scenario))
    for fact in scenario.facts:
        if fact not in put:
            yield Finding(
                "fact_never_set",
                Severity.WARNING if fact in asked else Severity.NOTE,
                "facts",
                f'The fact "{fact}" is never made true.',
                "Let an effect or a `draw` make it true, or delete it.",
            )
        if fact not in asked:
            yield Finding(
                "fact_never_asked",
                Severity.NOTE,
                "facts",
                f'The fact "{fact}" is never asked for.',
                "Let a `when` ask for it, or delete it.",
            )
    for meter in scenario.meters:
        if meter not in asked:
            yield Finding(
                "meter_never_matters",
                Severity.NOTE,
                f"meters.{meter}",
                f'No guard asks for the meter "{meter}", so it never changes what happens.',
                "Let a branch, a choice or an interrupt ask for it, or delete it.",
            )
    for moment in scenario.moments:
        yield from _limit(moment)


def _limit(moment: Moment) -> Iterator[Finding]:
    if moment.time_limit is None:
        return
    words = sum(max((len(v.text.split()) for v in choice.words), default=0) for choice in moment.choices)
    needed = words * 60 / WORDS_A_MINUTE + TO_DECIDE
    if moment.time_limit / 1000 < needed:
        yield Finding(
            "time_limit_too_short",
            Severity.WARNING,
            f"{moment_path(moment.id)}.time_limit",
            f"Reading the {words} words of this menu and deciding takes {needed:.0f} s; the limit is "
            f"{moment.time_limit / 1000:g} s.",
            "Shorten the choices or give more time: the limit should press the decision, not the reading.",
        )


def _asked(scenario: Scenario) -> Iterator[str]:
    for conditions in _conditions(scenario):
        yield from _names(conditions)


def _names(conditions: Conditions) -> Iterator[str]:
    for condition in conditions:
        match condition:
            case FactIs(name) | MeterIs(name):
                yield name
            case AnyOf(within):
                yield from _names(within)
            case FirstVisit():
                pass


def _conditions(scenario: Scenario) -> Iterator[Conditions]:
    for moment in scenario.moments:
        yield from _of_lines(moment.lines)
        yield from (effect.when for effect in moment.effects)
        yield from (drift.when for drift in moment.drift)
        yield from (branch.when for branch in moment.next)
        for choice in _choices(moment):
            yield from _of_choice(choice)
        if moment.probe:
            yield from (correct.when for correct in moment.probe.correct)
            yield from _of_text(moment.probe.ask)
    for interrupt in interrupts_of(scenario):
        yield interrupt.when
        yield from _of_lines(interrupt.lines)
        yield from (effect.when for effect in interrupt.effects)
        yield from (
            when for branch in interrupt.next for when in (branch.when, *(o.when for o in branch.outcomes))
        )
    for ending in scenario.endings.values():
        yield from _of_text(ending.title)
        yield from _of_lines(ending.lines)
    for inject in scenario.injects.values():
        yield from _of_lines(inject.lines)
        yield from (effect.when for effect in inject.effects)


def _of_choice(choice: Choice) -> Iterator[Conditions]:
    yield choice.when
    yield from (effect.when for effect in choice.effects)
    yield from (when for branch in choice.next for when in (branch.when, *(o.when for o in branch.outcomes)))
    yield from _of_lines(choice.reply)
    for text in (choice.words, choice.disabled, choice.why, *choice.felt.values()):
        yield from _of_text(text)


def _of_lines(lines: Iterable[Line]) -> Iterator[Conditions]:
    for line in lines:
        yield line.when
        yield from _of_text(line.text)


def _of_text(text: Text) -> Iterator[Conditions]:
    yield from (variant.when for variant in text)


def _put(scenario: Scenario) -> Iterator[str]:
    for moment in scenario.moments:
        yield from (fact for fact, percent in moment.draw.items() if percent)
        yield from _made_true(moment.effects)
        for choice in _choices(moment):
            yield from _made_true(choice.effects)
    for interrupt in interrupts_of(scenario):
        yield from _made_true(interrupt.effects)
    for inject in scenario.injects.values():
        yield from _made_true(inject.effects)


def _made_true(effects: Effects) -> Iterator[str]:
    yield from (effect.fact for effect in effects if isinstance(effect, FactSet) and effect.value)


def _choices(moment: Moment) -> tuple[Choice, ...]:
    return (*moment.choices, *((moment.on_time_out,) if moment.on_time_out else ()))
