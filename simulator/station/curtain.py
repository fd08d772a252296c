"""The curtain: lets one picture go over into the next, where motion is wanted."""

from __future__ import annotations

from collections.abc import Callable

from pygame import Rect, Surface

FADES_FOR = 0.35  # seconds
FRAME = 1 / 40
THICKEST = 254  # at 255 SDL has no fast way: 22 ms for a window, in place of 2


class Curtain:
    """Remembers what was painted last, and paints it thinner and thinner over what comes after."""

    def __init__(self) -> None:
        self.shown: object = None  # the picture that was painted last
        self.is_used = False  # since somebody last asked
        self._area = Rect(0, 0, 0, 0)
        self._repaint: Callable[[Surface], None] | None = None
        self._old: Surface | None = None  # kept from one time to the next: room of that size is dear
        self._is_falling = False
        self._since = 0.0

    def paint(
        self,
        surface: Surface,
        picture: object,
        paint: Callable[[Surface], None],
        now: float,
        *,
        moves: bool,
        area: Rect,
    ) -> float | None:
        """Paint a picture, known by a value that equals itself; returns when to paint again, None if it stands.

        `area` is as much of it as differs from the one before.
        """
        self.is_used = True
        if picture != self.shown:
            self._area = area
            self._begin(surface, now, moves)
            self.shown = picture
        self._repaint = paint
        paint(surface)
        return self._thin(surface, now)

    def forget(self) -> None:
        """Something else was painted: what comes next does not come out of what was here before."""
        self.shown = self._repaint = None
        self._is_falling = False

    def _begin(self, surface: Surface, now: float, moves: bool) -> None:
        self._is_falling, self._since = moves and self._repaint is not None, now
        if self._is_falling and self._repaint:
            if self._old is None or self._old.get_size() != surface.get_size():
                self._old = Surface(surface.get_size())
            self._old.set_clip(self._area)
            self._repaint(self._old)

    def _thin(self, surface: Surface, now: float) -> float | None:
        left = 1 - (now - self._since) / FADES_FOR
        self._is_falling = self._is_falling and left > 0
        if not self._is_falling or self._old is None or self._old.get_size() != surface.get_size():
            return None
        self._old.set_alpha(min(THICKEST, round(255 * left)))
        surface.blit(self._old, self._area, self._area)
        return now + FRAME
