"""levelhead disputes: what officers and trainers object to in the key, for the author, and how it would be written."""

from __future__ import annotations

from argparse import Namespace
from collections.abc import Mapping, Sequence
from itertools import groupby

from scoring.audit import Act
from scoring.people import Dispute
from scoring.people.may import Wish
from scoring.rubric_file import core_rubric
from simulator.commands.asking import Asking, asking
from simulator.library.load import load_text
from simulator.model.scenario import Choice


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
