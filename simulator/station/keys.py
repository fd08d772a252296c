"""Keys: what a key, a click or a wheel means for what is painted. Knows controls, no display."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import pygame

from simulator.station.canvas import Control, Painted, Verb

VERBS: Mapping[int, tuple[Verb, ...]] = {
    pygame.K_SPACE: (Verb.ONWARD,),
    pygame.K_RETURN: (Verb.YES,),
    pygame.K_KP_ENTER: (Verb.YES,),
    pygame.K_p: (Verb.PAUSE,),
    pygame.K_PAUSE: (Verb.PAUSE,),
    pygame.K_ESCAPE: (Verb.STOP,),
    pygame.K_BACKSPACE: (Verb.BACK,),
}
NUMBERS: Mapping[int, int] = {
    **{pygame.K_1 + n: n + 1 for n in range(9)},
    **{pygame.K_KP1 + n: n + 1 for n in range(9)},
}
STEPS: Mapping[int, int] = {pygame.K_DOWN: 1, pygame.K_RIGHT: 1, pygame.K_UP: -1, pygame.K_LEFT: -1}
PRESSES = (pygame.K_SPACE, pygame.K_RETURN, pygame.K_KP_ENTER)


def pressed(key: int, painted: Sequence[Painted], focus: str) -> Control | None:
    """The control that a key presses: by its number, the one in focus, or by what the key means."""
    controls = [each.control for each in painted if each.control.enabled]
    if number := NUMBERS.get(key):
        return next((control for control in controls if control.number == number), None)
    if key in PRESSES and (focused := next((each for each in controls if each.id == focus), None)):
        return focused
    meant = VERBS.get(key, ())
    return next((control for control in controls if set(meant) & set(control.verbs)), None)


def pointed(place: tuple[int, int], painted: Sequence[Painted]) -> Control | None:
    """The topmost control at that place."""
    for each in reversed(painted):
        if each.seen.collidepoint(place):
            return each.control if each.control.enabled else None
    return None


def stepped(step: int, painted: Sequence[Painted], focus: str) -> str:
    """The id of the control that comes so many steps after the one in focus, round and round."""
    ids = [each.control.id for each in painted if each.control.enabled and each.control.focusable]
    if not ids:
        return ""
    if focus not in ids:
        return ids[0] if step > 0 else ids[-1]
    return ids[(ids.index(focus) + step) % len(ids)]
