"""The officer's hands at the window: what a key, the mouse or a pad does to what is painted. Fetches no events itself."""

from __future__ import annotations

from collections.abc import Callable, Mapping

import pygame

from simulator.station.actions import Action
from simulator.station.canvas import Control, Verb
from simulator.station.easel import Easel
from simulator.station.keys import PAD_BUTTONS, PAD_PRESS, PAD_ROLLS, ROLLS, STEPS, is_letter, name_of

SCROLL_STEP = 90
BY_HAND = frozenset(
    {
        pygame.KEYDOWN,
        pygame.TEXTINPUT,
        pygame.MOUSEMOTION,
        pygame.MOUSEBUTTONDOWN,
        pygame.MOUSEWHEEL,
        pygame.JOYBUTTONDOWN,
        pygame.JOYHATMOTION,
    }
)


class Hands:
    """Hears events of keys, mouse and pads; `take` is told each action. `meanings` are of the officer's own keys."""

    def __init__(self, easel: Easel, take: Callable[[Action], None]) -> None:
        self.meanings: Mapping[int, tuple[Verb, ...]] = {}
        self._easel = easel
        self._take = take
        self._pads: dict[int, pygame.joystick.JoystickType] = {}

    def hear(self, event: pygame.event.Event) -> None:
        """Do what the event means where it falls; nothing if it means nothing."""
        match event.type:
            case pygame.KEYDOWN:
                self._hear_key(event)
            case pygame.TEXTINPUT if self._easel.hears_text:
                self._take(self._easel.hears_text(event.text))
            case pygame.MOUSEBUTTONDOWN if event.button == 1:
                self._press(self._easel.at(event.pos))
            case pygame.MOUSEBUTTONDOWN if event.button == 3:
                self._press(self._easel.at(event.pos, aside=True))
            case pygame.MOUSEMOTION:
                self._easel.hover(event.pos)
            case pygame.MOUSEWHEEL:
                self._easel.scroll(-event.y * SCROLL_STEP)
            case pygame.JOYBUTTONDOWN:
                self._hear_pad(event.button)
            case pygame.JOYHATMOTION if event.value[1]:
                self._easel.step(-event.value[1])
            case pygame.JOYDEVICEADDED:
                self._pads[event.device_index] = pygame.joystick.Joystick(event.device_index)
            case pygame.JOYDEVICEREMOVED:
                left = self._pads.items()
                self._pads = {n: pad for n, pad in left if pad.get_instance_id() != event.instance_id}
            case _:
                pass

    def _hear_key(self, event: pygame.event.Event) -> None:
        key, easel = event.key, self._easel
        if easel.hears_key and (action := easel.hears_key(name_of(key))):
            self._take(action)
        elif easel.hears_text and (key == pygame.K_BACKSPACE or is_letter(event)):
            if key == pygame.K_BACKSPACE:
                self._take(easel.hears_text("\b"))
        elif key == pygame.K_TAB:
            easel.step(-1 if event.mod & pygame.KMOD_SHIFT else 1)
        elif action := easel.slid(key):
            self._take(action)
        elif key in STEPS:
            easel.step(STEPS[key])
        elif key in ROLLS and easel.rolled:
            easel.scroll(ROLLS[key](easel.view_height * 4 // 5, easel.rolled))
        else:
            self._press(easel.keyed(key, self.meanings))

    def _hear_pad(self, button: int) -> None:
        if button == PAD_PRESS:
            self._press(self._easel.focused or self._easel.meant(Verb.ONWARD, Verb.YES))
        elif button in PAD_ROLLS:
            self._easel.scroll(PAD_ROLLS[button] * self._easel.view_height * 4 // 5)
        elif verb := PAD_BUTTONS.get(button):
            self._press(self._easel.meant(verb))

    def _press(self, control: Control | None) -> None:
        if control and not self._easel.reads_on(control):
            self._take(control.action)
