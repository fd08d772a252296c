"""levelhead report: writes what the facts say of an officer, a unit, a scenario, or the training needs of all units."""

from __future__ import annotations

from argparse import Namespace
from datetime import date
from functools import partial

from scoring.audit import Act
from scoring.kept import OfficerId
from scoring.people.may import ReadScenario, ReadUnit, Wanted, Wish, runs_for, sees_losses
from scoring.record import Record
from scoring.reports import queries
from scoring.reports.asked import ALL_RUNS, Asked, NothingToReport
from scoring.reports.needs import needs_report
from scoring.reports.officer import officer_report
from scoring.reports.page import Report
from scoring.reports.pages import FORMS, written
from scoring.reports.scenario import ScenarioWords, scenario_report
from scoring.reports.scenario_moments import MomentWords
from scoring.reports.scenario_numbers import newest_version
from scoring.reports.unit import unit_report
from scoring.rubric_file import core_rubric
from simulator.commands.asking import Asking, asking
from simulator.commands.house import cache_folder, record_path, writing
from simulator.commands.progress import Bar
from simulator.foresight import foresee, foresee_losses
from simulator.library.load import load_text
from simulator.rebuild import complete
from simulator.shelf import shelf


def report(options: Namespace) -> int:
    """Write one report in the forms that were asked for."""
    forms = tuple(options.format.split(","))
    if unknown := set(forms) - FORMS.keys():
        raise NothingToReport(f"There is no form “{unknown.pop()}”. Use some of {', '.join(FORMS)}.")
    path = record_path(options.record)
    if not path.exists():
        raise NothingToReport(f"There is no record at {path} yet. `levelhead demo DIR` makes one to look at.")
    with writing(options.out):
        options.out.mkdir(parents=True, exist_ok=True)
    with asking(path, options.asker) as who:
        complete(who.record, partial(foresee_losses, folder=cache_folder()), Bar("Working out losses"))
        made = _made(options, who)
    for name, content in written(made, forms).items():
        with writing(options.out / name):
            (options.out / name).write_bytes(content)
        print(options.out / name)
    return 0


def _made(options: Namespace, who: Asking) -> Report:
    officer = _officer(options, who)
    asked = _asked(options, who, officer)
    match options.subject:
        case "officer":
            return officer_report(asked, officer)
        case "unit":
            return unit_report(asked, options.name)
        case "scenario":
            words = _words(who.record, asked, options.name)
            return scenario_report(asked, options.name, words, Bar("Reading decisions"))
        case _:
            return needs_report(asked, Bar("Reading units"))


def _asked(options: Namespace, who: Asking, officer: OfficerId) -> Asked:
    """What whoever asks may see of the days; it is entered in the audit trail if that is others'."""
    person, wanted, rubric = who.person, _wanted(options, who, officer), core_rubric()
    own = person is not None and officer == person.id
    who.must(wanted)
    if options.names and not own:
        who.must(Wish.EXPORT_NAMES)
    if not own:
        told = f"{options.subject} {officer or getattr(options, 'name', '')}".strip()
        who.note(Act.NAMES_EXPORTED if options.names else Act.REPORT_READ, told)
    first, last = _days(options, who.record)
    return Asked(
        select=who.record.select,
        rubric=rubric,
        first=first,
        last=last,
        assigned_only=options.assigned_only or not (person is None or own),
        runs=runs_for(person, wanted) if person else ALL_RUNS,
        shows_losses=person is None or sees_losses(person, wanted),
        called=who.calling(names=options.names),
        titles={each.id: each.loaded.scenario.title for each in shelf(rubric) if each.loaded.scenario},
    )


def _days(options: Namespace, record: Record) -> tuple[date, date]:
    """The first and the last day that were asked for; of all runs where they were not."""
    [(first, last)] = record.select(queries.SPAN)
    if first is None:
        raise NothingToReport(
            "There is no finished run in this record: none was played to its end yet, or all have expired."
        )
    days = _day(options.first or first), _day(options.last or last)
    if days[0] > days[1]:
        raise NothingToReport(
            f"No day is both from {days[0]} and up to {days[1]}: the runs here are from {first} to {last}."
        )
    return days


def _officer(options: Namespace, who: Asking) -> OfficerId:
    """The id of the officer that was named by badge number or id, if one was."""
    if options.subject != "officer":
        return ""
    person = who.people.person(options.name)
    return person.id if person else str(options.name)


def _wanted(options: Namespace, who: Asking, officer: OfficerId) -> Wanted:
    match options.subject:
        case "officer":
            return who.reading_officer(officer)
        case "unit":
            return ReadUnit(options.name)
        case "scenario":
            return ReadScenario.SCENARIO
        case _:
            return ReadScenario.NEEDS


def _words(record: Record, asked: Asked, id: str) -> ScenarioWords:
    """The moments and choices of the version that is reported on, in words, and what ways of playing it earn."""
    scenario = load_text(record.text(newest_version(asked, id)), id).scenario
    if scenario is None:
        return ScenarioWords()
    proof = foresee(scenario, cache_folder()).proof
    known = {"best": proof.best, "outlook": proof.outlook, **proof.strategies, "random": proof.random}
    return ScenarioWords(
        choices={
            (moment.id, choice.id): choice.words[0].text
            for moment in scenario.moments
            for choice in moment.choices
            if choice.words
        },
        strategies={**known, "worst": proof.worst} if proof.complete else {},
        moments={
            moment.id: MomentWords(
                scene.place, next((variant.text for line in moment.lines[-1:] for variant in line.text), "")
            )
            for scene in scenario.scenes.values()
            for moment in scene.moments.values()
        },
    )


def _day(written: str) -> date:
    try:
        return date.fromisoformat(written)
    except ValueError as error:
        raise NothingToReport(f"“{written}” is no date. Write it as 2026-01-31.") from error
