"""What is wrong, or worth a look, in a scenario that could be read: everything that needs no exploring."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import product
from statistics import median

from simulator.library.reading import Vocabulary
from simulator.model.findings import Finding, Severity, choice_path, moment_path
from simulator.model.ratings import Agreement
from simulator.model.scenario import (
    AnyOf,
    Choice,
    Condition,
    FactIs,
    FirstVisit,
    Interrupt,
    MeterIs,
    Moment,
    Next,
    Scenario,
    Text,
)
from simulator.model.situation import Situation

MOST_LOGICAL_SITUATIONS = 20_000  # beyond it the prover has to decide


def check(scenario: Scenario, vocabulary: Vocabulary) -> Iterator[Finding]:
    """Every finding that can be had without exploring; positions are the loader's to add."""
    yield from _missing_papers(scenario)
    for meter in set(scenario.meters) & set(scenario.facts):
        yield _error(
            "name_twice", f"meters.{meter}", f"“{meter}” is a meter and a fact.", "Rename one of them."
        )
    for moment in scenario.moments:
        yield from _moment(moment, scenario, vocabulary.panel)
    for interrupt in scenario.interrupts:
        yield from _way(interrupt.next, f"interrupts.{interrupt.id}", scenario)
    for scene in scenario.scenes.values():
        for interrupt in scene.interrupts:
            yield from _way(interrupt.next, interrupt_path(interrupt), scenario)
        yield from _asset(scene.picture, vocabulary.pictures, "picture", f"scenes.{scene.id}.picture")
        yield from _asset(scene.sound, vocabulary.sounds, "sound", f"scenes.{scene.id}.sound")
    for member in scenario.cast.values():
        yield from _asset(member.portrait, vocabulary.portraits, "portrait", f"cast.{member.id}.portrait")


def interrupt_path(interrupt: Interrupt) -> str:
    """The path of keys that leads to an interrupt in its file."""
    scene, dot, name = interrupt.id.rpartition(".")
    return f"scenes.{scene}.interrupts.{name}" if dot else f"interrupts.{name}"


def _error(code: str, where: str, message: str, cure: str) -> Finding:
    return Finding(code, Severity.ERROR, where, message, cure)


def _note(code: str, where: str, message: str, cure: str) -> Finding:
    return Finding(code, Severity.NOTE, where, message, cure)


def _missing_papers(scenario: Scenario) -> Iterator[Finding]:
    papers = {"summary": scenario.summary, "call": scenario.call, "objectives": scenario.objectives}
    for key, value in {**papers, "sources": scenario.sources, "debrief": scenario.questions}.items():
        if not value:
            yield _note(
                f"no_{key}", "title", f"The scenario has no {key}.", f"Add “{key}:”; trainers look for it."
            )


def _moment(moment: Moment, scenario: Scenario, panel: Agreement | None) -> Iterator[Finding]:
    path = moment_path(moment.id)
    yield from _way(moment.next, path, scenario) if moment.next else ()
    if moment.probe and not moment.choices:
        message = "A probe stands before a menu, and nothing can be chosen here."
        yield _error("probe_without_menu", f"{path}.probe", message, "Move it to a moment with choices.")
    for fact, percent in moment.draw.items():
        if percent == 100:
            yield _note(
                "certain_draw", f"{path}.draw.{fact}", f"“{fact}” always comes true.", "Make it an effect."
            )
    for choice in (*moment.choices, *((moment.on_time_out,) if moment.on_time_out else ())):
        yield from _choice(choice, choice_path(moment.id, choice.id), scenario, panel)


def _choice(choice: Choice, path: str, scenario: Scenario, panel: Agreement | None) -> Iterator[Finding]:
    yield from _way(choice.next, path, scenario)
    if not choice.why:
        yield _note(
            "no_why", path, "The choice does not say why it is worth what it is.", "Add “why:” in a sentence."
        )
    if choice.words and not _always_has_words(choice.words, scenario):
        message = "There are situations in which none of the wordings may be shown."
        yield _error("words_may_be_missing", path, message, "Add a wording without “when”.")
    for behavior, ratings in choice.ratings.items():
        yield from _rating(behavior, ratings, choice, path, panel)


def _rating(
    behavior: str, ratings: tuple[int, ...], choice: Choice, path: str, panel: Agreement | None
) -> Iterator[Finding]:
    if behavior not in choice.shows:
        message = f"“{behavior}” is rated, and the choice does not show it."
        yield _error(
            "rating_without_behavior", f"{path}.ratings", message, "Add it to shows, or delete the rating."
        )
    if panel and panel.is_disputed(ratings):
        message = (
            f"The panel does not agree on “{behavior}” here (median {median(ratings):g}); it counts half."
        )
        yield _note(
            "disputed_key", f"{path}.ratings.{behavior}", message, "Make the choice clearer, or leave it so."
        )


def _asset(name: str | None, known: frozenset[str] | None, what: str, where: str) -> Iterator[Finding]:
    if name and known is not None and name not in known:
        cure = f"There are: {', '.join(sorted(known))}." if known else f"No {what}s are installed."
        yield _note(f"unknown_{what}", where, f"There is no {what} “{name}”; the station goes without.", cure)


# ---- ways on, judged in every situation that logic allows


def _way(way: Next, path: str, scenario: Scenario) -> Iterator[Finding]:
    if _cannot_fail(way):
        return
    where = path if path.endswith(".next") else f"{path}.next"
    asked = [condition for branch in way for condition in branch.when]
    asked += [condition for branch in way for outcome in branch.outcomes for condition in outcome.when]
    for situation in logical_situations(asked, scenario) or ():
        taken = next((branch for branch in way if situation.meets(branch.when)), None)
        if taken is None:
            message = f"No branch holds {_told(situation, asked)}."
            yield _error("ways_run_out", where, message, "End the list with a branch without “when”.")
            return
        total = sum(outcome.chance for outcome in taken.outcomes if situation.meets(outcome.when))
        if total != 100:
            message = f"The chances sum to {total}, not to 100, {_told(situation, asked)}."
            yield _error("chances_do_not_sum", where, message, SUM_CURE)
            return


def _cannot_fail(way: Next) -> bool:
    """True where the last branch always holds, and no sum of chances hangs on a condition."""
    fixed = all(sum(each.chance for each in branch.outcomes) == 100 for branch in way)
    return fixed and not way[-1].when and not any(each.when for branch in way for each in branch.outcomes)


SUM_CURE = "Make them sum to 100 in every situation: {when: [...], chance: {door: 70, talks: 30}} is the simplest way."


def logical_situations(conditions: list[Condition], scenario: Scenario) -> list[Situation] | None:
    """One situation for each way in which the conditions can hold or not; None where there are too many."""
    facts, meters, visits = _atoms(conditions)
    values = {meter: _telling_values(numbers, scenario, meter) for meter, numbers in meters.items()}
    count = 2 ** len(facts) * 2**visits
    for numbers in values.values():
        count *= len(numbers)
    if count > MOST_LOGICAL_SITUATIONS:
        return None
    start = {name: meter.start for name, meter in scenario.meters.items()}
    return [
        Situation({**start, **dict(zip(values, numbers, strict=True))}, frozenset(true), first)
        for true in _subsets(sorted(facts))
        for numbers in product(*values.values())
        for first in ((True, False) if visits else (True,))
    ]


def _subsets(names: list[str]) -> Iterator[list[str]]:
    for chosen in product((False, True), repeat=len(names)):
        yield [name for name, is_in in zip(names, chosen, strict=True) if is_in]


def _atoms(conditions: list[Condition]) -> tuple[set[str], dict[str, set[int]], bool]:
    facts: set[str] = set()
    meters: dict[str, set[int]] = {}
    visits = False
    for condition in conditions:
        match condition:
            case FactIs(fact):
                facts.add(fact)
            case MeterIs(meter, _, number):
                meters.setdefault(meter, set()).add(number)
            case FirstVisit():
                visits = True
            case AnyOf(inner):
                more_facts, more_meters, more_visits = _atoms(list(inner))
                facts |= more_facts
                visits |= more_visits
                for meter, numbers in more_meters.items():
                    meters.setdefault(meter, set()).update(numbers)
    return facts, meters, visits


def _telling_values(numbers: set[int], scenario: Scenario, meter: str) -> list[int]:
    limits = scenario.meters[meter]
    near = {number + step for number in numbers for step in (-1, 0, 1)}
    return sorted({max(limits.min, min(limits.max, value)) for value in near})


def _told(situation: Situation, conditions: list[Condition]) -> str:
    facts, meters, visits = _atoms(conditions)
    parts = [fact if fact in situation.facts else f"not {fact}" for fact in sorted(facts)]
    parts += [f"{meter} = {situation.meters[meter]}" for meter in sorted(meters)]
    parts += ["first visit" if situation.first_visit else "not the first visit"] if visits else []
    return f"where {', '.join(parts)}" if parts else "here"


def _always_has_words(text: Text, scenario: Scenario) -> bool:
    if any(not variant.when for variant in text):
        return True
    asked = [condition for variant in text for condition in variant.when]
    situations = logical_situations(asked, scenario)
    return situations is not None and all(situation.open_variants(text) for situation in situations)
