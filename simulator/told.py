"""The debrief told as text, line by line: what the terminal shows."""

from __future__ import annotations

from collections.abc import Iterator

from simulator.model.events import HowEnded
from simulator.seen import ChoiceSeen, DebriefView, MomentSeen
from simulator.wording import moved_told, numbered, set_off_told, signed

STEPS_TOLD = 4  # of a best line
UNSCORED = {
    HowEnded.STOPPED: "The run was stopped. It is not scored.",
    HowEnded.STUCK: "The call could go no further, by a mistake of its author. It is not scored.",
}


def told(debrief: DebriefView) -> Iterator[str]:
    """The debrief, line by line."""
    yield from ("", f"DEBRIEF · {debrief.title}")
    if debrief.ending and debrief.kind:
        yield f"It ended so: {debrief.ending} ({debrief.kind.value}, worth {debrief.worth} of 100)"
    elif debrief.how in UNSCORED:
        yield UNSCORED[debrief.how]
    if words := set_off_told(debrief.injects):
        yield words
    for flag in debrief.flags:
        yield f"! Review with a trainer: {flag.label} ({numbered('moment', flag.decisions)}). {flag.why}"
    for moment in debrief.moments:
        yield from _moment_told(moment)
    if debrief.scored:
        yield from _figures_told(debrief)
    for probe in debrief.probes:
        verdict = "right" if probe.is_right else f"it was: {probe.right}"
        yield f"Asked: {probe.ask} You: {probe.answer} ({verdict})"
    if debrief.mattered:
        yield from ("", "What mattered most")
        for number in debrief.mattered:
            yield from _mattered_told(debrief.moments[number - 1])
    if debrief.questions:
        yield from ("", "To think about")
        yield from (f"- {question}" for question in debrief.questions)


def _moment_told(moment: MomentSeen) -> Iterator[str]:
    yield from (
        "",
        f"{moment.number}. {moment.place} · after {moment.waited / 1000:.1f} s{_worth_told(moment)}",
    )
    for choice in moment.choices:
        sign = "▶" if choice.chosen else "·" if choice.open else "×"
        yield f"  {sign} {choice.words}{_cost_told(choice)}"
        if choice.chosen:
            yield from _chosen_told(choice)
    if moment.moved:
        yield f"    {moved_told(moment.moved)}"


def _cost_told(choice: ChoiceSeen) -> str:
    if choice.label is None or choice.loss is None:
        return ""
    return f"  [{choice.label.value}{f', −{choice.loss:.0f}' if choice.loss >= 0.5 else ''}]"


def _worth_told(moment: MomentSeen) -> str:
    if moment.outlook is None or moment.outlook_after is None:
        return ""
    return f" · outlook {moment.outlook:.0f} → {moment.outlook_after:.0f}"


def _mattered_told(moment: MomentSeen) -> Iterator[str]:
    yield f"  Moment {moment.number}: {moment.chosen.words}"
    if moment.best_line:
        more = " → …" if len(moment.best_line) > STEPS_TOLD else ""
        yield f"    From there the best line was: {' → '.join(moment.best_line[:STEPS_TOLD])}{more}"


def _chosen_told(choice: ChoiceSeen) -> Iterator[str]:
    for who, felt in choice.felt.items():
        if felt:
            yield f"    {who or 'Felt'}: {felt}"
    if choice.why:
        yield f"    Why: {choice.why}"
    if choice.shows:
        yield "    Showed: " + ", ".join(f"{each.label} ({signed(each.value)})" for each in choice.shows)


def _figures_told(debrief: DebriefView) -> Iterator[str]:
    yield from ("", "Choice quality (0 to 100), with the moments behind each figure")
    for figure in debrief.figures:
        if figure.quality is not None:
            yield f"  {figure.label}: {figure.quality * 100:.0f} ({numbered('moment', figure.decisions)})"
    if not debrief.proven:
        yield "  Compared with the best of each menu; the proof of what each choice costs is not there yet."
    total = sum(len(each.decisions) for each in debrief.disrespect)
    yield f"  Acts of disrespect: {total}" + (
        f" ({', '.join(n.label for n in debrief.disrespect)})" if total else ""
    )
