"""The easel: paints one screen after another, and knows what stands on it and where the officer is looking."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass

import pygame
from pygame import Rect

from simulator.station.actions import Action
from simulator.station.canvas import Canvas, Control, Hears, Looks, Painted, Verb
from simulator.station.curtain import Curtain
from simulator.station.keys import SLIDES, in_focus, meant_by, pointed, pressed, stepped
from simulator.station.layout import scroll_to_show
from simulator.station.own_actions import SwitchSpeech
from simulator.station.pictures import Pictures
from simulator.station.reader import Ask, Asked
from simulator.station.screens import Screen
from simulator.station.screens.figures import Scenery, expect

SPEECH = Control("speech", SwitchSpeech(), "Read aloud", verbs=(Verb.SPEECH,), focusable=False)
DECODING = 0.01  # seconds between two looks at what the pictures' thread brings


@dataclass(slots=True)
class Glance:
    """Where on a screen the officer is: what has the focus, what the mouse is over, how far it is scrolled."""

    name: str = ""
    focus: str = ""
    hover: str = ""
    scroll: int | None = None  # None: as far as the screen itself begins
    follows: bool = True  # the scrolling follows the focus, until the officer scrolls


class Easel:
    """What is painted now, and what can be done with it."""

    def __init__(self, pictures: Pictures) -> None:
        self.pictures = pictures
        self.controls: Sequence[Painted] = ()
        self.due: float | None = 0.0  # when to paint next without a reason from outside
        self.rolled = 0  # how far it can be scrolled
        self.view_height = 0  # of the part that scrolls
        self.hears_key: Hears | None = None
        self.hears_text: Callable[[str], Action] | None = None
        self._curtain = Curtain()
        self._chores: Iterator[None] = iter(())  # what can be made ready while nobody waits
        self._warm = 0.0  # the scale whose letters are ready, or soon
        self._glance = Glance()
        self._shown: Screen | None = None

    def paint(self, screen: Screen, looks: Looks, ahead: Sequence[Scenery], now: float) -> Canvas:
        """Paint a screen as it is now; what may be seen next is made ready."""
        if screen.name != self._glance.name:
            self._glance = Glance(screen.name)
        canvas = self._canvas(looks)
        self._curtain.is_used = False
        is_new = screen is not self._shown
        if is_new:
            self.pictures.hurry()
        screen.paint(canvas, now)
        if self._is_astray(canvas):
            canvas = self._canvas(looks)
            screen.paint(canvas, now)
        canvas.offer(SPEECH, Rect(0, 0, 0, 0))
        if is_new:  # after what is to be seen now
            for scenery in ahead:
                expect(canvas, scenery)
        self._keep(screen, canvas)
        if self.pictures.is_decoding:
            canvas.again(now + DECODING)
        self.due = canvas.due
        return canvas

    def idle(self) -> bool:
        """Make a little ready for later, within a few milliseconds; False if nothing is left to do."""
        return next(self._chores, self) is not self

    def _keep(self, screen: Screen, canvas: Canvas) -> None:
        if not self._curtain.is_used:
            self._curtain.forget()
        self._shown, self.controls = screen, canvas.controls
        self.hears_key, self.hears_text = canvas.hears_key, canvas.hears_text
        self._glance.scroll, self.rolled = canvas.scroll, canvas.rolled
        self.view_height = canvas.rolling.height if canvas.rolling else 0
        if canvas.letters.scale != self._warm:
            self._warm, self._chores = canvas.letters.scale, canvas.letters.warmed()

    def _canvas(self, looks: Looks) -> Canvas:
        glance, surface = self._glance, pygame.display.get_surface()
        assert surface
        return Canvas(
            surface, looks, self.pictures, glance.focus, glance.hover, glance.scroll, curtain=self._curtain
        )

    def _is_astray(self, canvas: Canvas) -> bool:
        """True if the focus was out of sight and must be painted again: the scrolling follows it, or it is given up."""
        glance = self._glance
        for each in canvas.controls:
            if each.control.id != glance.focus or not each.view:
                continue
            if not glance.follows and not each.seen.height:
                glance.focus = ""
                return True
            if glance.follows:
                before = canvas.scroll or 0
                glance.scroll = scroll_to_show(before, each.view, each.rect, canvas.px(12))
                return glance.scroll != before
        return False

    # ---- what the officer does with it

    def reads_on(self, control: Control) -> bool:
        """Scroll on where what leads onward is still out of sight, so that something is unread; True if it was so."""
        onward = (each for each in self.controls if Verb.ONWARD in each.control.verbs)
        is_unread = any(each.control.action == control.action and not each.seen.height for each in onward)
        if is_unread:
            self.scroll(self.view_height * 4 // 5)
        return is_unread

    @property
    def focused(self) -> Control | None:
        """The control that has the focus, if it can be pressed."""
        return in_focus(self.controls, self._glance.focus)

    def keyed(self, key: int, meanings: Mapping[int, tuple[Verb, ...]]) -> Control | None:
        """The control that a key presses."""
        return pressed(key, self.controls, self._glance.focus, meanings)

    def slid(self, key: int) -> Action | None:
        """What left and right ask of a slider that has the focus."""
        control, steps = self.focused, SLIDES.get(key, 0)
        return control.scale.moved(steps) if control and control.scale and steps else None

    def asked(self, asked: Asked) -> Action | None:
        """What a screen reader asks for: to press a control, or to set a slider."""
        control = in_focus(self.controls, asked.control)
        match asked.ask:
            case Ask.PRESS if control:
                return control.action
            case Ask.LESS | Ask.MORE if control and control.scale:
                return control.scale.moved(-1 if asked.ask is Ask.LESS else 1)
            case Ask.SET if control and control.scale:
                return control.scale.near(asked.to)
            case _:
                return None

    def meant(self, *verbs: Verb) -> Control | None:
        """The control that one of the verbs presses."""
        return meant_by(verbs, self.controls)

    def at(self, place: tuple[int, int], *, aside: bool = False) -> Control | None:
        """The control that is seen at that place; `aside` for what the right button presses there."""
        return pointed(place, self.controls, aside=aside)

    def step(self, steps: int) -> None:
        """Move the focus."""
        self.focus(stepped(steps, self.controls, self._glance.focus))

    def focus(self, id: str) -> None:
        """Give a control the focus."""
        self._glance.focus, self._glance.follows, self.due = id, True, 0.0

    def hover(self, place: tuple[int, int]) -> None:
        """The mouse is there."""
        control = self.at(place)
        hover = control.id if control else ""
        if hover != self._glance.hover:
            self._glance.hover, self.due = hover, 0.0

    def scroll(self, length: int) -> None:
        """Scroll by so many pixels, as far as there is something."""
        if self.rolled:
            self._glance.scroll = max(0, min(self.rolled, (self._glance.scroll or 0) + length))
            self._glance.follows, self.due = False, 0.0
