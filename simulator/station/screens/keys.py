"""The keys: what each means, and another key for it by pressing that key."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace

from simulator.station.actions import Action, SetTo, ShowSettings
from simulator.station.blocks import Block, Card, Column, Row, Words
from simulator.station.buttons import Button, Buttons
from simulator.station.canvas import Canvas, Control, Verb
from simulator.station.keys import FIXED, code_of, key_word
from simulator.station.own_actions import AskKey
from simulator.station.screens.library import notice
from simulator.station.screens.page import heading, paint_page
from simulator.station.settings import KEYS, Settings
from simulator.station.theme import BODY, SMALL, STRONG, Fill, Tone

MEANINGS: Mapping[str, tuple[str, str]] = {
    "onward": ("Go on", "The lines have been read."),
    "yes": ("Yes", "Presses what has the focus, too."),
    "pause": ("Pause", "The clock stands still."),
    "stop": ("Stop", "Asks once. Also the way back from a page."),
    "look_back": ("What was said", "The clock stands still."),
    "back": ("Back", ""),
    "speech": ("Read aloud", "On and off, on every screen."),
    "trainer": ("For the trainer", "Lists what can be set off in a call."),
}
FREE = "There are also the arrows, Tab, 1 to 9, Page Up, Page Down, Home and End: they stay what they are."


@dataclass(frozen=True, slots=True)
class KeysScreen:
    """The keys as they are now; `asked` waits for a new one."""

    settings: Settings
    asked: str = ""
    message: str = ""

    @property
    def name(self) -> str:
        return f"keys {self.asked}"

    def paint(self, canvas: Canvas, now: float) -> None:
        canvas.fill(Fill.GROUND)
        if self.asked:
            canvas.hears_key = self._given
        back = Control("back", ShowSettings(), "Back to the settings", verbs=(Verb.STOP, Verb.BACK))
        usual = Control("usual", SetTo(replace(self.settings, keys=dict(KEYS))), "The usual keys again")
        buttons = [Button(back, "back", Verb.STOP), Button(usual, "resume")]
        paint_page(canvas, heading("Your keys"), list(self._blocks()), buttons, 900, 12)

    def _blocks(self) -> Iterator[Block]:
        if self.message:
            yield notice(self.message)
        yield from map(self._row, KEYS)
        yield Words(FREE, SMALL, Tone.SOFT)

    def _row(self, meaning: str) -> Block:
        title, words = MEANINGS[meaning]
        told: list[Block] = [Words(title, STRONG)]
        if words:
            told.append(Words(words, SMALL, Tone.SOFT))
        if meaning == self.asked:
            waits = Words(
                f"Press a key for “{title}”. {key_word(self._key(meaning))} leaves it as it is.",
                BODY,
                Tone.ACCENT,
            )
            cancel = Control("leave it", AskKey(), "Leave it as it is")
            return Card(
                Row([Column(told), Column([waits, Buttons([Button(cancel, quiet=True)])], 8)], (3, 5)), pad=12
            )
        word = key_word(self._key(meaning))
        change = Control(f"change {meaning}", AskKey(meaning), word, told=f"{title}: {word}. Change")
        return Row([Column(told), Buttons([Button(change, quiet=True)])], (3, 5), narrowest=260)

    def _key(self, meaning: str) -> str:
        return self.settings.keys.get(meaning, KEYS[meaning])

    def _given(self, key: str) -> Action:
        """What pressing that key comes to: the new key, or why it cannot be that."""
        if key == self._key(self.asked):
            return AskKey()
        title = MEANINGS[self.asked][0]
        if code_of(key) is None or code_of(key) in FIXED:
            return AskKey(
                self.asked,
                f"{key_word(key) or 'That key'} cannot be given away. Press another for “{title}”.",
            )
        for meaning, (other, _) in MEANINGS.items():
            if self._key(meaning) == key:
                return AskKey(
                    self.asked, f"{key_word(key)} already means “{other}”. Press another for “{title}”."
                )
        return SetTo(replace(self.settings, keys={**self.settings.keys, self.asked: key}))
