"""The ending: how the call came out, in words, before anything is explained."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from simulator.model.events import HowEnded
from simulator.station.actions import GoHome, ShowDebrief
from simulator.station.blocks import Block, Chip, Chips, Gap, Words
from simulator.station.buttons import Button
from simulator.station.canvas import Canvas, Control, Verb
from simulator.station.screens.dialogue import line_blocks
from simulator.station.screens.figures import Scenery, paint_scenery
from simulator.station.screens.page import paint_page
from simulator.station.theme import BODY, LEAD, TITLE, Tone
from simulator.views import View
from simulator.wording import HOW_IT_ENDED

STUCK = "This call ended where its author left no way on. That is a mistake in the scenario, not yours; nothing is scored."


@dataclass(frozen=True, slots=True)
class EndingScreen:
    """The run is over."""

    view: View

    name = "ending"

    @property
    def is_scored(self) -> bool:
        """True where an ending of the scenario was reached."""
        return self.view.ended is not None and self.view.ended.how is HowEnded.ENDING

    def paint(self, canvas: Canvas, now: float) -> None:
        paint_scenery(canvas, Scenery(self.view.picture or self.view.place), now)
        canvas.dim()
        debrief = Control("debrief", ShowDebrief(), "Debrief", verbs=(Verb.ONWARD, Verb.YES))
        home = Control("home", GoHome(), "Back to the calls", verbs=(Verb.STOP, Verb.BACK))
        buttons = [Button(debrief, "book", Verb.YES, primary=True), Button(home, "home", Verb.STOP)]
        paint_page(canvas, None, list(self._blocks()), buttons, 760)

    def _blocks(self) -> Iterator[Block]:
        ended = self.view.ended
        assert ended
        yield Gap(70)
        if ended.how is HowEnded.STUCK:
            yield Words("The call ends here", TITLE)
            yield Words(STUCK, BODY)
        else:
            yield Words(ended.title, TITLE)
            if ended.kind:
                icon = "check" if ended.kind.peaceful else "flag"
                yield Chips([Chip(icon, HOW_IT_ENDED[ended.kind], Tone.ACCENT)], LEAD)
        yield from line_blocks(self.view.page)
