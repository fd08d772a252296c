"""levelhead story: writes the story of a run that ended well, as text and as a page with the scene's picture."""

from __future__ import annotations

from argparse import Namespace

from simulator.commands.asking import asking
from simulator.commands.house import writing
from simulator.commands.looking_back import opened_run
from simulator.pages.saving import write_story
from simulator.story import story_of

NOT_WELL = (
    "This run has no story to share: one is told of calls that ended in peace and safety, without a critical flag. "
    "`levelhead debrief` tells what can be learned from it."
)


def story(options: Namespace) -> int:
    """Write both files; 1 where the run did not end well."""
    with asking(options.record, options.asker) as who:
        opened = opened_run(who, options.run)
    told = story_of(opened.scenario, opened.events)
    if told is None:
        print(NOT_WELL)
        return 1
    with writing(options.out):
        for path in write_story(told, opened.scenario.id, options.out):
            print(path)
    return 0
