"""How well a run went: dimensions with their opportunities, views side by side, disrespect, and what had been seen."""

from __future__ import annotations

from collections.abc import Iterator

from simulator.seen import Beside, DebriefView, FigureSeen, KeptBeside, Named, ProbeSeen
from simulator.station.blocks import Block, Card, Column, Marked, Row, Rule, Words, label
from simulator.station.screens.chart import QualityBar
from simulator.station.screens.page import section
from simulator.station.theme import BODY, SMALL, SMALL_BOLD, Tone
from simulator.wording import many, numbered

UNPROVEN = (
    "Each choice is compared with the best of its own menu; what it costs in the end is not computed yet."
)
SCALES = "You and the trainers say 1 to 7; the key says 0 to 100. Where you differ is worth a talk."


def how_well(debrief: DebriefView, kept: KeptBeside, timing: str) -> Iterator[Block]:
    """The analysis in numbers, none without what it rests on."""
    shown = [figure for figure in debrief.figures if figure.quality is not None]
    if debrief.scored and shown:
        rows: list[Block] = [*map(_figure, shown)]
        if debrief.disrespect:
            rows += [Rule(), *map(_disrespect, debrief.disrespect)]
        if not debrief.proven:
            rows.append(Words(UNPROVEN, SMALL, Tone.SOFT))
        yield Card(Column(rows, 16))
    beside = [each for each in kept.judged if each.own is not None or each.trainers]
    if beside:
        rows = [_in_words("", "You", "The key", "Trainers"), *map(_beside, beside)]
        yield Card(Column([label("Side by side"), Words(SCALES, SMALL, Tone.SOFT), *rows], 12))
    if debrief.probes:
        yield section("What you had seen", *map(_probe, debrief.probes))
    if timing and debrief.moments:
        yield Words(timing, SMALL, Tone.SOFT)


def _figure(figure: FigureSeen) -> Block:
    """Choice quality in one dimension and its parts, with the decisions behind it."""
    assert figure.quality is not None
    opportunities = many(figure.opportunities, "opportunity", "opportunities")
    again = f"; {figure.recovery} faced again" if figure.recovery else ""
    counted = f"{opportunities}: {numbered('decision', figure.decisions)}{again}"
    parts = [f"{part.label} {part.quality * 100:.0f}" for part in figure.indices if part.quality is not None]
    lines: list[Block] = [Words(figure.label, BODY), Words(counted, SMALL, Tone.SOFT)]
    if parts:
        lines.append(Words(" · ".join(parts), SMALL, Tone.SOFT))
    return Row([Column(lines), QualityBar(figure.quality)], (5, 6), gap=20, narrowest=200)


def _beside(each: Beside) -> Block:
    trainers = ", ".join(str(given.value or "not observed") for given in each.trainers) or "–"
    key = f"{each.key * 100:.0f}" if each.key is not None else "–"
    row = _in_words(each.label, str(each.own or "–"), key, trainers)
    said = [
        Words(f"{given.by}: {given.comment}", SMALL, Tone.SOFT) for given in each.trainers if given.comment
    ]
    return Column([row, *said], 2)


def _in_words(what: str, own: str, key: str, trainers: str) -> Block:
    style = BODY if what else SMALL_BOLD
    cells = [Words(words, style) for words in (what, own, key, trainers)]
    return Row(cells, (6, 2, 2, 3), gap=16, narrowest=40)


def _disrespect(named: Named) -> Block:
    words = f"{named.label} ({numbered('decision', named.decisions)})"
    return Marked("warning", Words(words, BODY), Tone.BAD, 18)


def _probe(probe: ProbeSeen) -> Block:
    icon, tone = ("check", Tone.GOOD) if probe.is_right else ("cross", Tone.BAD)
    answer = f"You said: {probe.answer}" + ("" if probe.is_right else f". It was: {probe.right}")
    return Card(Marked(icon, Column([Words(probe.ask, BODY), Words(answer, SMALL, Tone.SOFT)], 2), tone))
