"""The debrief as a page: one HTML file that needs nothing else, in the order of a good talk after a call.

Reactions, description, analysis, summary (PEARLS): first how it was, then what happened, then what mattered and why, and
at last what to take along.
"""

from __future__ import annotations

from dataclasses import dataclass

from simulator.pages.curve import Drawn, Plot, drawn
from simulator.pages.rendering import rendered
from simulator.seen import NOTHING_BESIDE, DebriefView, KeptBeside, MomentSeen

STEPS_TOLD = 4  # of a best way on
LINES_TOLD = 4  # of what would have come
WORTH_A_WORD = 0.5  # points lost


@dataclass(frozen=True, slots=True)
class Played:
    """When and by whom the run was played, as far as the page shall tell."""

    officer: str = ""
    day: str = ""
    kind: str = ""


def debrief_page(
    debrief: DebriefView,
    kept: KeptBeside = NOTHING_BESIDE,
    played: Played = Played(),
    *,
    for_trainer: bool = False,
) -> str:
    """The page; `for_trainer` adds the author's notes and room for the trainer's own."""
    facts = {
        "debrief": debrief,
        "kept": kept,
        "played": played,
        "for_trainer": for_trainer,
        "outlook": outlook_plot(debrief),
        "meters": meters_plot(debrief),
        "figures": [figure for figure in debrief.figures if figure.quality is not None],
        "beside": [each for each in kept.judged if each.own is not None or each.trainers],
        "has_felt": any(any(moment.chosen.felt.values()) for moment in debrief.moments),
        "steps_told": STEPS_TOLD,
        "lines_told": LINES_TOLD,
        "worth_a_word": WORTH_A_WORD,
    }
    return rendered("debrief.html.j2", facts)


def outlook_plot(debrief: DebriefView) -> Plot | None:
    """What could be expected of the call, before the first decision and after each; None where nothing is proved."""
    moments = debrief.moments
    known = [each.outlook_after for each in moments if each.outlook_after is not None]
    if not moments or moments[0].outlook is None or len(known) != len(moments):
        return None
    values = [moments[0].outlook, *known]
    told = f"It begins at {values[0]:.0f} and ends at {values[-1]:.0f}. {_turns(debrief)}"
    curve = drawn("Outlook", "outlook", values, debrief.mattered)
    return Plot("outlook", "The outlook over the run, from 0 to 100", told, (curve,))


def _turns(debrief: DebriefView) -> str:
    mattered = [debrief.moments[number - 1] for number in sorted(debrief.mattered)]
    told = [f"{each.outlook:.0f} to {each.outlook_after:.0f} at decision {each.number}" for each in mattered]
    return f"Where it mattered most it went from {', from '.join(told)}." if told else ""


def meters_plot(debrief: DebriefView) -> Plot | None:
    """Tension and trust over the run; None where the call has neither."""
    curves = [
        curve
        for name, called in (("tension", "Tension"), ("rapport", "Trust"))
        for curve in _meter_curve(debrief.moments, name, called)
    ]
    told = ". ".join(
        f"{each.name} begins at {each.marks[0].value} and ends at {each.marks[-1].value}" for each in curves
    )
    return Plot("meters", "Tension and trust over the run", f"{told}.", tuple(curves)) if curves else None


def _meter_curve(moments: tuple[MomentSeen, ...], name: str, called: str) -> list[Drawn]:
    if not moments or name not in moments[0].before:
        return []
    values = [moments[0].before[name], *(moment.after[name] for moment in moments)]
    return [drawn(called, name, values)]
