"""levelhead dispute and disputes: an objection to the key at a decision, and all of them for the author, as it would be written."""

from __future__ import annotations

from argparse import Namespace
from collections.abc import Mapping, Sequence
from itertools import groupby

from scoring.audit import Act
from scoring.people import Dispute, NotAllowed
from scoring.people.may import Wish
from scoring.rubric_file import core_rubric
from simulator.commands.asking import Asking, asking
from simulator.commands.looking_back import Opened, opened_run
from simulator.debrief import debrief_of
from simulator.library.load import load_text
from simulator.model.scenario import Choice
from simulator.seen import MomentSeen


class NoDecision(Exception):
    """The run has no such decision; the sentence is for a person."""


def dispute(options: Namespace) -> int:
    """Keep an objection to the key at what was chosen: the officer's own, or the trainer's who leads the class."""
    with asking(options.record, options.asker) as who:
        if who.person is None:
            raise NotAllowed("Say who objects: --as BADGE.")
        opened = opened_run(who, options.run, with_losses=True)
        chosen = _decision(opened, options.decision).chosen
        who.people.dispute(opened.run.id, options.decision, chosen.choice, who.id, options.because)
    print(
        f"Your objection is kept: decision {options.decision}, “{chosen.words}”. The author of the call reads it."
    )
    return 0


def _decision(opened: Opened, number: int) -> MomentSeen:
    moments = debrief_of(opened.scenario, opened.rubric, opened.events, opened.officer).moments
    if number > len(moments):
        raise NoDecision(f"Run {opened.run.id} has {len(moments)} decisions: `levelhead debrief` shows them.")
    return moments[number - 1]


def disputes(options: Namespace) -> int:
    """List what was disputed, by scenario, moment and choice."""
    with asking(options.record, options.asker) as who:
        who.must(Wish.READ_DISPUTES)
        found = sorted(who.people.disputes(options.scenario or ""), key=lambda each: (*_place(each), each.at))
        who.note(Act.DISPUTES_READ, options.scenario or "all")
        for _, same in groupby(found, key=_place):
            print("\n".join(_told(who, tuple(same))), end="\n\n")
    print(f"{len(found)} dispute{'s' * (len(found) != 1)}")
    return 0


def _place(dispute: Dispute) -> tuple[str, str, str, str]:
    return dispute.scenario, dispute.digest, dispute.moment, dispute.choice


def _told(who: Asking, same: Sequence[Dispute]) -> list[str]:
    first = same[0]
    choice = _choices(who, first).get((first.moment, first.choice))
    words = choice.words[0].text if choice and choice.words else ""
    lines = [f"{first.scenario} · {first.moment} · {first.choice}{f': “{words}”' if words else ''}"]
    for each in same:
        lines.append(f"  {each.at[:10]} {_whence(who, each)}: {each.words or '(erased)'}")
    return [*lines, *_ratings(choice)]


def _whence(who: Asking, dispute: Dispute) -> str:
    """Whose run it was, and which, for who may see it; else what was practiced stays nobody's but the officer's."""
    run = who.record.run(dispute.run)
    if who.may(who.seen_as([run])[run.id]):
        return f"{who.calling(names=False)(dispute.by)}, run {dispute.run}, decision {dispute.decision}"
    return "an officer, of a run that is not for you to see"


def _ratings(choice: Choice | None) -> list[str]:
    """How a panel's ratings would be written at that choice, with the rubric's own values to begin with."""
    if choice is None or not choice.shows:
        return [
            "  This choice shows no behavior that could be rated; what it `shows` may be what is disputed."
        ]
    known = core_rubric().behaviors
    values = ", ".join(f"{id}: {[known[id].value] * 3}" for id in sorted(choice.shows) if id in known)
    return [
        "  To settle it, let three people or more rate each behavior at this choice, -3 to 3, and write their values:",
        f"    ratings: {{{values}}}  # so far the rubric's own",
    ]


def _choices(who: Asking, dispute: Dispute) -> Mapping[tuple[str, str], Choice]:
    scenario = load_text(who.record.text(dispute.digest), dispute.scenario).scenario
    moments = scenario.moments if scenario else ()
    return {(moment.id, choice.id): choice for moment in moments for choice in moment.choices}
