"""Every question that a report asks of the runs that may be seen, with what it needs after the first three values."""

from __future__ import annotations

from scoring.kept import RecordedRun
from scoring.record import Record
from scoring.reports import queries

OF_FACTS = {
    "officer_runs": (queries.OFFICER_RUNS, "officer"),
    "officer_dimensions": (queries.OFFICER_DIMENSIONS, "officer"),
    "officer_decisions": (queries.OFFICER_DECISIONS, "officer"),
    "offer": (queries.OFFER, "scenario"),
    "unit_dimensions": (queries.UNIT_DIMENSIONS, "unit"),
    "unit_weeks": (queries.UNIT_WEEKS, "unit"),
    "unit_runs": (queries.UNIT_RUNS, "unit"),
    "needs_runs": (queries.NEEDS_RUNS, ""),
    "scenario_runs": (queries.SCENARIO_RUNS, "version"),
    "unit_flagged": (queries.UNIT_FLAGGED, "unit"),
    "unit_played": (queries.UNIT_PLAYED, "unit"),
    "units": (queries.UNITS, ""),
    "scenario_versions": (queries.SCENARIO_VERSIONS, "scenario"),
    "scenario_officers": (queries.SCENARIO_OFFICERS, "version"),
    "scenario_taken": (queries.SCENARIO_TAKEN, "drawn"),
    "scenario_endings": (queries.SCENARIO_ENDINGS, "version"),
    "scenario_costly": (queries.SCENARIO_COSTLY, "drawn"),
}
PER_SEEN = OF_FACTS | {"scenario_ratings": (queries.SCENARIO_RATINGS, "digest")}


def answers(record: Record, run: RecordedRun, unit: str) -> list[object]:
    """What every question is answered about a run's scenario and its officer, who serves in that unit."""
    about = {
        "": (),
        "officer": (run.officer,),
        "unit": (unit,),
        "scenario": (run.scenario,),
        "version": (run.scenario, run.digest),
        "digest": (run.digest,),
        "drawn": (run.digest, *queries.places([run.officer])),
    }
    days = ("2000-01-01", "2100-01-01", "practice")
    return [record.select(query, *days, *about[needs]) for query, needs in PER_SEEN.values()]
