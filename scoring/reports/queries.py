"""Every question that a report asks of the facts, in SQL that SQLite, DuckDB and others answer alike.

Sums of whole numbers, no division, no function of one dialect, an order that leaves nothing open. The first three values
of each are the first day, the last day, and the second kind of run that may be seen ('practice', or 'assigned' again where
practice may not be). Runs with a trainer who takes part are never in.
"""

from __future__ import annotations

from collections.abc import Sequence

from scoring.reports.spans import SPANS

SEEN = (
    "WITH seen AS (SELECT * FROM run_facts WHERE local_date >= ? AND local_date <= ?"
    " AND kind IN ('assigned', ?) AND injected = 0) "
)

OFFICER_RUNS = (
    SEEN
    + "SELECT run, scenario, local_date, kind, play, state, ending, ending_kind, worth, duration_ms, decisions, loss,"
    " disrespect, flags FROM seen WHERE officer = ? ORDER BY local_date, run"
)
OFFICER_DIMENSIONS = (
    SEEN + "SELECT d.run, d.dimension, d.part, d.opportunities, d.score FROM seen r"
    " JOIN dimension_facts d ON d.officer = r.officer AND d.run = r.run"
    " WHERE r.officer = ? ORDER BY d.run, d.dimension, d.part"
)
OFFICER_DECISIONS = (
    SEEN + "SELECT d.run, d.number, d.moment, d.choice, d.standing, d.waited_ms, d.loss, d.label, d.flags"
    " FROM decision_facts d JOIN seen r ON r.run = d.run WHERE r.officer = ? ORDER BY d.run, d.number"
)
OFFER = (  # of the newest runs alone: that is what is played now, and it costs the same in any record
    SEEN.removesuffix(") ")
    + " AND scenario = ? AND state = 'ended' ORDER BY local_date DESC, run DESC LIMIT 50)"
    " SELECT c.runs, d.dimension, SUM(d.opportunities) FROM seen r JOIN dimension_facts d ON d.officer = r.officer AND d.run = r.run"
    " CROSS JOIN (SELECT COUNT(*) AS runs FROM seen) c WHERE d.part = ''"
    " GROUP BY c.runs, d.dimension ORDER BY d.dimension"
)
UNIT_DIMENSIONS = (
    SEEN + "SELECT m.officer, r.scenario, r.local_date, r.play, d.dimension, d.opportunities, d.score"
    " FROM memberships m JOIN seen r ON r.officer = m.officer"
    " JOIN dimension_facts d ON d.officer = r.officer AND d.run = r.run"
    " WHERE d.part = '' AND m.unit = ? ORDER BY m.officer, r.local_date, r.run, d.dimension"
)
UNIT_WEEKS = (
    SEEN + "SELECT r.iso_week, COUNT(*), SUM(r.decisions), SUM(r.loss) FROM memberships m"
    " JOIN seen r ON r.officer = m.officer WHERE m.unit = ? AND r.losses = 'proved' GROUP BY r.iso_week ORDER BY r.iso_week"
)
_RUNS = (
    "SELECT r.run, {whose}, r.scenario, r.local_date, r.iso_week, r.kind, r.duration_ms, r.disrespect, r.flags FROM {behind}"
    " ORDER BY r.local_date DESC, r.run DESC LIMIT 1000"
)
_UNITS = "memberships m JOIN seen r ON r.officer = m.officer"
_VERSION = "seen r WHERE r.scenario = ? AND r.digest = ?"
UNIT_RUNS = SEEN + _RUNS.format(whose="r.officer", behind=f"{_UNITS} WHERE m.unit = ?")
NEEDS_RUNS = SEEN + _RUNS.format(whose="m.unit", behind=_UNITS)
SCENARIO_RUNS = SEEN + _RUNS.format(whose="r.ending", behind=_VERSION)
AT_ONCE = 50  # officers or runs whose decisions are asked for by one question
_THOSE = f"({', '.join('?' * AT_ONCE)})"
RUNS_DECISIONS = (  # of runs that were listed, so that the reader may see them
    "SELECT run, number, moment, choice, waited_ms, flags, standing, loss FROM decision_facts"
    f" WHERE run IN {_THOSE} ORDER BY run, number"
)
UNIT_FLAGGED = (
    SEEN
    + "SELECT r.run, d.number, r.officer, r.scenario, r.local_date, r.kind, d.moment, d.choice, d.flags FROM memberships m"
    " JOIN seen r ON r.officer = m.officer JOIN decision_facts d ON d.run = r.run"
    " WHERE m.unit = ? AND r.flags > 0 AND d.flags <> '' ORDER BY r.local_date DESC, r.run DESC, d.number LIMIT 100"
)
UNIT_PLAYED = (
    SEEN
    + "SELECT r.officer, r.scenario, COUNT(*), SUM(r.duration_ms), MAX(r.local_date), SUM(r.disrespect), SUM(r.flags),"
    " SUM(r.best), SUM(r.sound), SUM(r.weak), SUM(r.poor), SUM(r.grave) FROM memberships m"
    " JOIN seen r ON r.officer = m.officer WHERE m.unit = ? GROUP BY r.officer, r.scenario ORDER BY r.officer, r.scenario"
)
_SPAN = "SELECT officer, kind, runs, decisions, loss FROM officer_spans WHERE span = '{}' AND first >= ? AND first <= ?"
_DAYS = (
    "SELECT officer, kind, 1, decisions, loss FROM run_facts WHERE local_date >= ? AND local_date <= ?"
    " AND losses = 'proved' AND injected = 0"
)
OFFICER_LOSSES = (  # one SELECT a range, since a database seldom sees through an OR
    f"WITH parts AS ({' UNION ALL '.join((*(_SPAN.format(span) for span in SPANS for _ in range(2)), _DAYS, _DAYS))}),"
    " officers AS"
    " (SELECT officer, SUM(runs) AS runs, SUM(decisions) AS decisions, SUM(loss) AS loss FROM parts"
    " WHERE kind IN ('assigned', ?) GROUP BY officer)"
    " SELECT m.unit, o.officer, o.runs, o.decisions, o.loss FROM officers o"
    " JOIN memberships m ON m.officer = o.officer ORDER BY m.unit, o.officer"
)
SCENARIO_VERSIONS = (
    SEEN + "SELECT digest, COUNT(*), MAX(local_date) FROM seen WHERE scenario = ?"
    " GROUP BY digest ORDER BY MAX(local_date) DESC, digest"
)
SCENARIO_OFFICERS = (
    SEEN + "SELECT DISTINCT officer FROM seen WHERE scenario = ? AND digest = ? ORDER BY officer"
)
_COUNTED = (
    " FROM seen r JOIN decision_facts d ON d.run = r.run WHERE r.digest = ?"
    f" AND r.officer IN {_THOSE} AND d.standing = 'counted'"
)
SCENARIO_TAKEN = (
    SEEN + "SELECT d.moment, d.choice, r.officer, COUNT(*), SUM(d.loss), SUM(d.waited_ms), SUM(d.disputed),"
    " SUM(CASE WHEN d.label = 'best' OR d.label = 'sound' THEN 1 ELSE 0 END)"
    f"{_COUNTED} AND d.loss IS NOT NULL GROUP BY d.moment, d.choice, r.officer ORDER BY d.moment, d.choice, r.officer"
)
SCENARIO_ENDINGS = (
    SEEN + "SELECT ending, ending_kind, worth, COUNT(*) FROM seen"
    " WHERE scenario = ? AND digest = ? AND state = 'ended'"
    " GROUP BY ending, ending_kind, worth ORDER BY worth DESC, ending"
)
SCENARIO_RATINGS = (  # from the opinions, which are few: SQLite takes what stands before CROSS JOIN first
    SEEN + "SELECT o.run, o.person, o.given FROM opinions o CROSS JOIN seen r"
    " WHERE r.run = o.run AND r.digest = ? AND o.voice = 'trainer' ORDER BY o.number"
)
SCENARIO_COSTLY = (
    SEEN
    + ", costly AS (SELECT d.moment, d.run, d.number, d.choice, d.loss, r.local_date, r.kind, SUM(1) OVER"
    " (PARTITION BY d.moment ORDER BY d.loss DESC, d.run, d.number ROWS UNBOUNDED PRECEDING) AS place"
    f"{_COUNTED} AND d.loss >= 4000)"
    " SELECT moment, run, number, choice, loss, local_date, kind FROM costly WHERE place <= 5 ORDER BY moment, place"
)
UNITS = (
    SEEN + "SELECT m.unit, COUNT(*), COUNT(DISTINCT r.officer) FROM memberships m"
    " JOIN seen r ON r.officer = m.officer GROUP BY m.unit ORDER BY m.unit"
)
_EXPIRED = (  # with the last day, the kinds as above, and whose they were
    "SELECT COUNT(*), MAX(r.started) FROM expired e CROSS JOIN runs r LEFT JOIN memberships m"
    " ON m.officer = r.officer WHERE r.id = e.run AND r.started <= ? AND r.kind IN ('assigned', ?)"
)
EXPIRED = {
    "officer": _EXPIRED + " AND r.officer = ?",
    "unit": _EXPIRED + " AND m.unit = ?",
    "scenario": _EXPIRED + " AND r.scenario = ?",
    "units": _EXPIRED + " AND m.unit <> ''",
}
MEMBERS = "SELECT unit, COUNT(*) FROM memberships GROUP BY unit ORDER BY unit"
RANKS = "SELECT rank, unit FROM memberships WHERE officer = ?"
SPAN = (  # each by itself, since a database finds one end of an index at once
    "SELECT first, last FROM (SELECT MIN(local_date) AS first FROM run_facts) AS early"
    " CROSS JOIN (SELECT MAX(local_date) AS last FROM run_facts) AS late"
)
DEMO = "SELECT COUNT(*) FROM stations WHERE name = ?"


def places(those: Sequence[str]) -> Sequence[str]:
    """Officers or runs as the values of AT_ONCE places: the last stands in what is left."""
    return (*those, *[those[-1]] * (AT_ONCE - len(those)))
