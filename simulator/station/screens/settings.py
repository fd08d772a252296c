"""The settings: how the station looks, how much time there is, what moves, and what is shown."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from simulator.station.actions import GoHome, SetTo
from simulator.station.blocks import Block, Column, Row, Words
from simulator.station.buttons import Button, Buttons
from simulator.station.canvas import Canvas, Control, Verb
from simulator.station.own_actions import AskKey
from simulator.station.screens.library import notice
from simulator.station.screens.page import heading, paint_page
from simulator.station.settings import PACES, TEXT_PERCENTS, VOLUMES, Settings
from simulator.station.theme import SMALL, STRONG, Fill, Tone

THEME_NAMES = {"dark": "Dark", "light": "Light", "contrast": "High contrast"}
VOLUME_NAMES = {0: "Silent", 25: "Soft", 50: "Medium", 75: "Loud", 100: "Loudest"}
PACE_NAMES = {100: "As written", 150: "× 1.5", 200: "× 2", 1000: "× 10", 0: "Off"}


@dataclass(frozen=True, slots=True)
class SettingsScreen:
    """An officer's own settings, as they are now."""

    settings: Settings
    message: str = ""

    name = "settings"

    def paint(self, canvas: Canvas, now: float) -> None:
        canvas.fill(Fill.GROUND)
        home = Control("home", GoHome(), "Back", verbs=(Verb.STOP, Verb.BACK))
        blocks = [notice(self.message)] if self.message else []
        blocks += self._rows()
        keys = Control("keys", AskKey(), "Keys")
        buttons = [Button(home, "home", Verb.STOP), Button(keys, "settings")]
        paint_page(canvas, heading("Your settings"), blocks, buttons, 1000, 22)

    def _rows(self) -> Iterator[Block]:
        now = self.settings
        themes = [(words, replace(now, theme=theme)) for theme, words in THEME_NAMES.items()]
        yield self._row("Colors", "High contrast is at least 7 to 1 everywhere.", themes)
        sizes = [(f"{size} %", replace(now, text_percent=size)) for size in TEXT_PERCENTS]
        yield self._row("Size of the text", "", sizes)
        paces = [(PACE_NAMES[pace], replace(now, pace=pace)) for pace in PACES]
        yield self._row("Time to choose", "For the next run. It is never shown on a score report.", paces)
        motion = [
            ("As designed", replace(now, reduced_motion=False)),
            ("Reduced", replace(now, reduced_motion=True)),
        ]
        yield self._row("Motion", "Reduced: nobody breathes, nothing fades.", motion)
        rooms = [(VOLUME_NAMES[each], replace(now, room_volume=each)) for each in VOLUMES]
        yield self._row("Sound of the place", "Rain, traffic, a room.", rooms)
        effects = [(VOLUME_NAMES[each], replace(now, effects_volume=each)) for each in VOLUMES]
        yield self._row("Radio and pulse", "", effects)
        captions = [("Shown", replace(now, captions=True)), ("Hidden", replace(now, captions=False))]
        yield self._row("Captions", "What can be heard stands beside the place.", captions)
        aloud = [("Off", replace(now, speech=False)), ("On", replace(now, speech=True))]
        yield self._row(
            "Read aloud", "What has the focus, and what is said. For where no screen reader is.", aloud
        )
        meters = [("Hidden", replace(now, learning=False)), ("Shown", replace(now, learning=True))]
        asked = [("Offered", replace(now, check_ins=True)), ("When I ask", replace(now, check_ins=False))]
        yield self._row("Check-ins", "How you are, for your own eyes. Each can be passed over.", asked)
        yield self._row("Tension and trust", "Shown while you play: for learning how they move.", meters)

    def _row(self, title: str, words: str, ways: Sequence[tuple[str, Settings]]) -> Block:
        buttons = [_way(title, name, way, chosen=way == self.settings) for name, way in ways]
        told: list[Block] = [Words(title, STRONG)]
        if words:
            told.append(Words(words, SMALL, Tone.SOFT))
        return Row([Column(told), Buttons(buttons)], (3, 5), gap=24, narrowest=260)


def _way(title: str, name: str, way: Settings, *, chosen: bool) -> Button:
    control = Control(f"{title} {name}", SetTo(way), name, told=f"{title}: {name}", chosen=chosen)
    return Button(control, quiet=True, primary=chosen)
