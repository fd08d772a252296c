"""Keys: what a key, a click or a gamepad's button means for what is painted. Knows controls, no display."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from functools import cache

import pygame

from simulator.station.canvas import Control, Painted, Role, Verb
from simulator.station.settings import KEYS

NUMBERS: Mapping[int, int] = {
    **{pygame.K_1 + n: n + 1 for n in range(9)},
    **{pygame.K_KP1 + n: n + 1 for n in range(9)},
}
STEPS: Mapping[int, int] = {pygame.K_DOWN: 1, pygame.K_RIGHT: 1, pygame.K_UP: -1, pygame.K_LEFT: -1}
SLIDES: Mapping[int, int] = {pygame.K_LEFT: -2, pygame.K_RIGHT: 2}  # of a slider's steps
ALSO: Mapping[str, int] = {"yes": pygame.K_KP_ENTER, "pause": pygame.K_PAUSE, "look_back": pygame.K_PAGEUP}
SHORT = {"return": "Enter", "escape": "Esc", "backspace": "Backspace", "space": "Space"}
ROLLS: Mapping[int, Callable[[int, int], int]] = {  # how far, from a page's height and all there is
    pygame.K_PAGEDOWN: lambda page, _: page,
    pygame.K_PAGEUP: lambda page, _: -page,
    pygame.K_HOME: lambda _, whole: -whole,
    pygame.K_END: lambda _, whole: whole,
}
SHIFTS = (pygame.K_LSHIFT, pygame.K_RSHIFT, pygame.K_LCTRL, pygame.K_RCTRL, pygame.K_LALT, pygame.K_RALT)
FIXED = frozenset((*NUMBERS, *STEPS, *ROLLS, *SHIFTS, pygame.K_TAB))  # these always mean the same
PAD_BUTTONS: Mapping[int, Verb] = {
    1: Verb.BACK,
    2: Verb.LOOK_BACK,
    6: Verb.STOP,
    7: Verb.PAUSE,
    9: Verb.TRAINER,  # the left stick pressed down: nobody does that by the way
}
PAD_PRESS = 0  # the button that presses what has the focus
PAD_ROLLS: Mapping[int, int] = {4: -1, 5: 1}  # the shoulders scroll


def code_of(key: str) -> int | None:
    """The code of a key by its name; None where there is no such key."""
    name = key.lower()
    code = getattr(pygame, f"K_{name}", None) or getattr(pygame, f"K_{name.upper()}", None)
    return code if isinstance(code, int) else None


@cache
def _names() -> Mapping[int, str]:
    return {getattr(pygame, name): name[2:].lower() for name in dir(pygame) if name.startswith("K_")}


def name_of(code: int) -> str:
    """The name of a key, as settings write it; "" where it has none."""
    return _names().get(code, "")


def is_letter(event: pygame.event.Event) -> bool:
    """True if the key writes something."""
    return bool(event.unicode and event.unicode.isprintable() and not event.mod & pygame.KMOD_CTRL)


def key_map(keys: Mapping[str, str] = KEYS) -> Mapping[int, tuple[Verb, ...]]:
    """What each key means; a name that is no key leaves its verb the usual one."""
    meanings: dict[int, tuple[Verb, ...]] = {}
    for name, usual in KEYS.items():
        for code in (code_of(keys.get(name, usual)) or code_of(usual), ALSO.get(name)):
            if code is not None:
                meanings[code] = (*meanings.get(code, ()), Verb(name))
    return meanings


def key_words(keys: Mapping[str, str] = KEYS) -> Mapping[Verb, str]:
    """What stands on a button for its key."""
    named = {name: keys.get(name, usual) for name, usual in KEYS.items()}
    return {Verb(name): key_word(key) for name, key in named.items()}


def key_word(key: str) -> str:
    """What stands on a key of that name."""
    return SHORT.get(key, key.replace("_", " ").capitalize())


def pressed(
    key: int, painted: Sequence[Painted], focus: str, meanings: Mapping[int, tuple[Verb, ...]]
) -> Control | None:
    """The control that a key presses: by its number, the one in focus, or by what the key means."""
    controls = [each.control for each in painted if each.control.enabled]
    if number := NUMBERS.get(key):
        return next((control for control in controls if control.number == number), None)
    meant = meanings.get(key, ())
    focused = in_focus(painted, focus)
    if {Verb.ONWARD, Verb.YES} & set(meant) and focused and focused.role is not Role.SLIDER:
        return focused
    return meant_by(meant, painted)


def in_focus(painted: Sequence[Painted], focus: str) -> Control | None:
    """The control that has the focus, if it can be pressed."""
    return next((each.control for each in painted if each.control.enabled and each.control.id == focus), None)


def meant_by(verbs: Sequence[Verb], painted: Sequence[Painted]) -> Control | None:
    """The first control that one of the verbs presses."""
    controls = (each.control for each in painted if each.control.enabled)
    return next((control for control in controls if set(verbs) & set(control.verbs)), None)


def pointed(place: tuple[int, int], painted: Sequence[Painted], *, aside: bool = False) -> Control | None:
    """The topmost control at that place; `aside` for what the right button presses."""
    for each in reversed(painted):
        if each.control.aside == aside and each.seen.collidepoint(place):
            return each.control if each.control.enabled else None
    return None


def stepped(step: int, painted: Sequence[Painted], focus: str) -> str:
    """The id of the control that comes so many steps after the one in focus, round and round."""
    controls = [each.control for each in painted if each.control.enabled and each.control.focusable]
    ids = [control.id for control in controls]
    if not ids:
        return ""
    if focus not in ids:
        first = next((control.id for control in controls if control.first), "")
        return (first or _first_seen(painted) or ids[0]) if step > 0 else ids[-1]
    return ids[(ids.index(focus) + step) % len(ids)]


def _first_seen(painted: Sequence[Painted]) -> str:
    """The first control that can be seen whole, where the officer has scrolled to."""
    seen = (each.control for each in painted if each.seen == each.rect)
    return next((control.id for control in seen if control.enabled and control.focusable), "")
