"""The debrief told as text, line by line: what the terminal shows."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from simulator.debrief import ChoiceSeen, DebriefView, MomentSeen


def told(debrief: DebriefView) -> Iterator[str]:
    """The debrief, line by line."""
    yield from ("", f"DEBRIEF · {debrief.title}")
    if debrief.ending and debrief.kind:
        yield f"It ended so: {debrief.ending} ({debrief.kind.value}, worth {debrief.worth} of 100)"
    for flag in debrief.flags:
        yield f"! Review with a trainer: {flag.label} (moment {_numbers(flag.decisions)}). {flag.why}"
    for moment in debrief.moments:
        yield from _moment_told(moment)
    if debrief.scored:
        yield from _figures_told(debrief)
    for probe in debrief.probes:
        verdict = "right" if probe.is_right else f"it was: {probe.right}"
        yield f"Asked: {probe.ask} You: {probe.answer} ({verdict})"
    if debrief.questions:
        yield from ("", "To think about")
        yield from (f"- {question}" for question in debrief.questions)


def _moment_told(moment: MomentSeen) -> Iterator[str]:
    label = f" · {moment.label.value}, {moment.loss:.0f} points lost" if moment.label else ""
    yield from ("", f"{moment.number}. {moment.place} · after {moment.waited / 1000:.1f} s{label}")
    for choice in moment.choices:
        yield f"  {'▶' if choice.chosen else '·' if choice.open else '×'} {choice.words}"
        if choice.chosen:
            yield from _chosen_told(choice)
    moved = {name: moment.after[name] - value for name, value in moment.before.items()}
    if any(moved.values()):
        yield "    " + ", ".join(f"{name} {change:+d}" for name, change in moved.items() if change)


def _chosen_told(choice: ChoiceSeen) -> Iterator[str]:
    for who, felt in choice.felt.items():
        if felt:
            yield f"    {who or 'Felt'}: {felt}"
    if choice.why:
        yield f"    Why: {choice.why}"
    if choice.shows:
        yield "    Showed: " + ", ".join(f"{each.label} ({each.value:+d})" for each in choice.shows)


def _figures_told(debrief: DebriefView) -> Iterator[str]:
    yield from ("", "Choice quality (0 to 100), with the moments behind each figure")
    for figure in debrief.figures:
        if figure.quality is not None:
            yield f"  {figure.label}: {figure.quality * 100:.0f} (moments {_numbers(figure.decisions)})"
    if not debrief.proven:
        yield "  Compared with the best of each menu; the proof of what each choice costs is not there yet."
    total = sum(len(each.decisions) for each in debrief.disrespect)
    yield f"  Acts of disrespect: {total}" + (
        f" ({', '.join(n.label for n in debrief.disrespect)})" if total else ""
    )


def _numbers(numbers: Iterable[int]) -> str:
    return ", ".join(map(str, numbers))
