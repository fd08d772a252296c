"""The canvas: what a screen paints on, and the one list of what can be pressed there.

Painting a control is what makes it exist: keys, mouse, gamepad and screen readers all work on `controls`.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from enum import Enum
from typing import Protocol, TypeAlias

import pygame
from pygame import Rect, Surface

from simulator.station.actions import Action
from simulator.station.curtain import Curtain
from simulator.station.layout import scale_of
from simulator.station.pictures import Pictures, veil
from simulator.station.shapes import icon, rounded
from simulator.station.text import Letters
from simulator.station.theme import DARK, Fill, Style, Theme, Tone


class Verb(Enum):
    """What a key means; settings say which keys."""

    ONWARD = "onward"
    PAUSE = "pause"
    STOP = "stop"
    BACK = "back"
    YES = "yes"
    LOOK_BACK = "look_back"
    SPEECH = "speech"
    TRAINER = "trainer"


KEY_WORDS: Mapping[Verb, str] = {
    Verb.ONWARD: "Space",
    Verb.YES: "Enter",
    Verb.PAUSE: "P",
    Verb.STOP: "Esc",
    Verb.LOOK_BACK: "B",
    Verb.BACK: "Backspace",
    Verb.SPEECH: "F2",
    Verb.TRAINER: "F8",
}


class Measured(Protocol):
    """Something that knows its height at a width, as long as the frame lasts."""

    def height(self, canvas: Canvas, width: int) -> int: ...


class Role(Enum):
    """What a control is to a screen reader."""

    BUTTON = "button"
    CHOICE = "choice"
    SLIDER = "slider"
    FIELD = "field"


@dataclass(frozen=True, slots=True)
class Scale:
    """What a slider may be set to, and where it stands; None until it is answered."""

    low: int
    high: int
    step: int
    value: int | None
    setting: Callable[[int], Action] = field(compare=False)

    def moved(self, steps: int) -> Action:
        """What asks for so many steps more; the first press of any asks for the middle."""
        places = range(self.low, self.high + 1, self.step)
        return self.near(places[len(places) // 2] if self.value is None else self.value + steps * self.step)

    def near(self, wanted: float) -> Action:
        """What asks for the place that is nearest to a number."""
        steps = round((wanted - self.low) / self.step)
        return self.setting(max(self.low, min(self.high, self.low + steps * self.step)))


@dataclass(frozen=True, slots=True)
class Control:
    """Something that can be pressed; `number` is its key of 1 to 9."""

    id: str
    action: Action
    name: str
    role: Role = Role.BUTTON
    verbs: tuple[Verb, ...] = ()
    number: int = 0
    enabled: bool = True
    focusable: bool = True
    aside: bool = False  # the right mouse button presses it, and nothing shows it: it is not the officer's
    first: bool = False  # the focus begins here
    told: str = ""  # its name for those who do not see what stands around it; "": the same
    chosen: bool | None = None  # of several that stand for one another, whether it is this one
    scale: Scale | None = None  # a slider's


@dataclass(frozen=True, slots=True)
class Painted:
    """A control where it stands; `view` is the part of the window within which it scrolls."""

    control: Control
    rect: Rect
    view: Rect | None = None

    @property
    def seen(self) -> Rect:
        """As much of it as can be seen."""
        return self.rect.clip(self.view) if self.view else self.rect


@dataclass(frozen=True, slots=True)
class Written:
    """Words where they stand; `view` is the part of the window within which they scroll."""

    text: str
    rect: Rect
    view: Rect | None = None


@dataclass(frozen=True, slots=True)
class Looks:
    """How everything is drawn: theme, size of letters, and what may move."""

    theme: Theme = DARK
    text_percent: int = 100
    reduced_motion: bool = False
    captions: bool = True
    key_words: Mapping[Verb, str] = field(default_factory=lambda: KEY_WORDS)


Hears: TypeAlias = Callable[[str], Action | None]  # what a key asks for; None: what it always means


@dataclass(slots=True)
class Canvas:
    """One frame in the making."""

    surface: Surface
    looks: Looks
    pictures: Pictures
    focus: str = ""
    hover: str = ""
    scroll: int | None = None  # how far the officer has scrolled; None: as far as the screen itself begins
    controls: list[Painted] = field(default_factory=list)
    written: list[Written] = field(default_factory=list)  # what can be read here, in order
    heights: dict[tuple[int, int], tuple[Measured, int]] = field(default_factory=dict)
    curtain: Curtain = field(default_factory=Curtain)
    hears_key: Hears | None = None  # asked first about each key, by its name
    hears_text: Callable[[str], Action] | None = None  # gets what is typed; "\b" takes the last letter away
    due: float | None = None  # when it must be painted again though nothing was pressed
    rolling: Rect | None = None  # the part of the window that scrolls
    rolled: int = 0  # how far it can be scrolled
    letters: Letters = field(init=False)
    scale: float = field(init=False)

    def __post_init__(self) -> None:
        self.scale = scale_of(self.surface.get_size())
        self.letters = Letters(self.scale * self.looks.text_percent / 100)

    @property
    def box(self) -> Rect:
        """The whole window."""
        return self.surface.get_rect()

    def px(self, length: float) -> int:
        """A length at 1280x720, in pixels of this window."""
        return max(1, round(length * self.scale)) if length else 0

    def em(self, length: float) -> int:
        """A length that grows with the letters too."""
        return round(length * self.letters.scale)

    def again(self, at: float) -> None:
        """Paint again at that time, or earlier."""
        self.due = at if self.due is None else min(self.due, at)

    def height_of(self, block: Measured, width: int) -> int:
        """A block's height at a width, reckoned once a frame; the block is kept, so that its identity stays its own."""
        key = id(block), width
        if key not in self.heights:
            self.heights[key] = block, block.height(self, width)
        return self.heights[key][1]

    # ---- shapes

    def fill(self, fill: Fill) -> None:
        """Paint the whole window in one color."""
        self.surface.fill(self.looks.theme.fills[fill])

    def panel(self, rect: Rect, fill: Fill, radius: float = 12, alpha: int = 255, edge: bool = False) -> None:
        """A surface with round corners."""
        fills = self.looks.theme.fills
        if edge:
            rounded(self.surface, rect, fills[Fill.LINE], self.px(radius))
            rect = rect.inflate(-2, -2)
        rounded(self.surface, rect, fills[fill], self.px(radius), alpha)

    def shade_top(self, height: int) -> None:
        """Darken the upper edge, so that words can be read there."""
        ground = self.looks.theme.fills[Fill.GROUND]
        self.surface.blit(veil((self.box.width, height), ground, 220, False), (0, 0))

    def dim(self) -> None:
        """Cover what is painted, as far as it shall not be read."""
        theme = self.looks.theme
        rounded(self.surface, self.box, theme.fills[Fill.GROUND], 0, theme.dim)

    def rule(self, rect: Rect, tone: Tone) -> None:
        """A plain bar."""
        self.surface.fill(self.looks.theme.tones[tone], rect)

    def pill(self, rect: Rect, tone: Tone, radius: float = 99) -> None:
        """A bar with round ends, or a surface with round corners, in the color of a tone."""
        rounded(self.surface, rect, self.looks.theme.tones[tone], self.px(radius))

    def ring(self, rect: Rect, radius: float = 12) -> None:
        """The mark of the focus, around a rectangle."""
        color = self.looks.theme.tones[Tone.ACCENT]
        grown = rect.inflate(self.px(6), self.px(6))
        pygame.draw.rect(self.surface, color, grown, self.px(3), border_radius=self.px(radius + 3))

    def icon(self, name: str, place: tuple[int, int], size: int, tone: Tone = Tone.SOFT) -> None:
        """An icon, as wide as high."""
        self.surface.blit(icon(name, size, self.looks.theme.tones[tone]), place)

    # ---- words

    def write(self, lines: Sequence[str], style: Style, tone: Tone, place: tuple[int, int]) -> int:
        """Lines of text, one under another; returns where the next would begin."""
        x, y = place
        height = self.letters.height(style)
        width = max((self.letters.width(line, style) for line in lines), default=0)
        self.written.append(Written(" ".join(lines), Rect(x, y, width, height * len(lines)), self._view))
        clip = self.surface.get_clip()
        for line in lines:
            if y < clip.bottom and y + height > clip.top:
                self.letters.paint(self.surface, line, style, self.looks.theme.tones[tone], (x, y))
            y += height
        return y

    # ---- controls and scrolling

    def offer(self, control: Control, rect: Rect) -> None:
        """Let this be pressed there."""
        self.controls.append(Painted(control, Rect(rect), self._view))

    def is_hot(self, control: Control) -> bool:
        """True if the mouse is over it or the focus on it."""
        return control.enabled and control.id in (self.hover, self.focus)

    @property
    def _view(self) -> Rect | None:
        return self.rolling if self.surface.get_clip() == self.rolling else None

    @contextmanager
    def rolls(self, view: Rect, height: int, begins: int = 0) -> Iterator[int]:
        """Within, things of that height are painted from the y that is given, and can be scrolled.

        `begins` is how far it is scrolled until the officer scrolls.
        """
        self.rolling, self.rolled = view.clip(self.box), max(0, height - view.height)
        self.scroll = max(0, min(begins if self.scroll is None else self.scroll, self.rolled))
        before = self.surface.get_clip()
        self.surface.set_clip(self.rolling)
        try:
            yield view.top - self.scroll
        finally:
            self.surface.set_clip(before)
            if self.rolled:
                self._paint_scroll_bar(view, height, self.scroll)

    def _paint_scroll_bar(self, view: Rect, height: int, scroll: int) -> None:
        length = max(self.px(36), view.height * view.height // height)
        top = view.top + (view.height - length) * scroll // self.rolled
        track = Rect(view.right - self.px(5), top, self.px(5), length)
        rounded(self.surface, track, self.looks.theme.tones[Tone.SOFT], self.px(2))
