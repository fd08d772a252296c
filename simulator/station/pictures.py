"""Pictures: places and people, decoded off the frame's path; what is missing is drawn."""

from __future__ import annotations

from collections.abc import Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from functools import lru_cache
from importlib import resources
from pathlib import Path
from zlib import crc32

import pygame
from pygame import Surface

from simulator.station.layout import Size, cover
from simulator.station.theme import Color

BUDGET = 64_000_000  # bytes of scaled pictures in memory

Veil = tuple[Color, int]  # its color, and how far it covers at the right, of 255
Key = tuple[str, str, Size, Veil | None]

HOURS: Sequence[tuple[tuple[str, ...], tuple[Color, Color]]] = (
    (("night", "dark", "midnight"), ((10, 16, 34), (30, 42, 66))),
    (("dusk", "evening", "sunset"), ((30, 34, 62), (118, 78, 72))),
    (("morning", "dawn"), ((58, 84, 112), (158, 150, 136))),
    (("street", "road", "park", "bridge", "lot", "yard", "day"), ((50, 78, 100), (122, 136, 138))),
    (("hallway", "apartment", "kitchen", "room", "home", "house"), ((32, 30, 34), (92, 78, 66))),
)
INDOORS = ((26, 32, 40), (70, 78, 86))


class Pictures:
    """The pictures of the station. `place` and `person` never wait: until a picture is there they give None."""

    def __init__(self, folder: Path | None = None, *, wait: bool = False) -> None:
        self._folder = folder or Path(str(resources.files("assets"))) / "pictures"
        self._wait = wait  # decode at once: for pictures of the screens
        self._decoder = ThreadPoolExecutor(1, thread_name_prefix="pictures")
        self._names: dict[str, set[str]] = {}
        self._asked: dict[Key, Future[Surface | None]] = {}

    def place(self, id: str, size: Size, veil: Veil | None = None) -> Surface | None:
        """A place that fills that size, under a veil if one is wanted; None while it is not there."""
        return self._get(("places", id, size, veil))

    def person(self, portrait: str, mood: str, height: int) -> Surface | None:
        """Somebody in a mood, so high; None while the picture is not there."""
        return self._get(("people", f"{portrait}_{mood}", (0, height), None))

    def has(self, kind: str, id: str) -> bool:
        """True if there was a file for it when the station opened, and it could be read so far."""
        if kind not in self._names:
            self._names[kind] = {file.stem for file in (self._folder / kind).glob("*.webp")}
        return id in self._names[kind]

    @property
    def is_decoding(self) -> bool:
        """True while something asked for may still come."""
        return any(not future.done() for future in self._asked.values())

    def hurry(self) -> None:
        """Something else is to be seen than was expected: give up what was asked for and is not begun."""
        self._asked = {key: future for key, future in self._asked.items() if not future.cancel()}

    def close(self) -> None:
        """Stop decoding."""
        self._decoder.shutdown(wait=False, cancel_futures=True)

    def _get(self, key: Key) -> Surface | None:
        future = self._asked.pop(key, None) or self._decoder.submit(self._decode, *key)
        self._asked[key] = future  # the last asked for is the last to go
        if self._wait or future.done():
            self._forget()
            return future.result()
        return None

    def _forget(self) -> None:
        """Let go of what was not asked for longest, as far as there is too much."""
        while len(self._asked) > 1 and sum(map(_bytes, self._asked.values())) > BUDGET:
            del self._asked[next(iter(self._asked))]

    def _file(self, kind: str, id: str) -> Path:
        return self._folder / kind / f"{id}.webp"

    def _decode(self, kind: str, id: str, size: Size, veil: Veil | None) -> Surface | None:
        if not self.has(kind, id):
            return None
        try:
            picture = pygame.image.load(str(self._file(kind, id)))
        except (pygame.error, OSError):
            self._names[kind].discard(id)
            return None
        if kind == "people":
            width = round(picture.get_width() * size[1] / picture.get_height())
            return pygame.transform.smoothscale(picture.convert_alpha(), (width, size[1]))
        place = _filling(picture.convert(), size)
        return _veiled(place, *veil) if veil else place


def _bytes(future: Future[Surface | None]) -> int:
    picture = future.result() if future.done() else None
    return picture.get_width() * picture.get_height() * 4 if picture else 0


def _filling(picture: Surface, size: Size) -> Surface:
    """The picture scaled and cut to fill that size."""
    where = cover(picture.get_size(), size)
    scaled = pygame.transform.smoothscale(picture, where.size)
    filled = Surface(size)
    filled.blit(scaled, where)
    return filled


@lru_cache(maxsize=8)
def drawn_place(id: str, size: Size) -> Surface:
    """A quiet stand-in for a place's picture: the light of its hour, from above to below."""
    top, bottom = next((colors for words, colors in HOURS if any(word in id for word in words)), INDOORS)
    light = Surface((1, 32))
    glow = 10 + crc32(id.encode()) % 20
    for y in range(32):
        lit = glow * max(0, 1 - abs(y - 20) / 10)  # as of a lamp, or a horizon
        light.set_at(
            (0, y), tuple(round(a + (b - a) * y / 31 + lit) for a, b in zip(top, bottom, strict=True))
        )
    return pygame.transform.smoothscale(light, size)


@lru_cache(maxsize=4)
def drawn_place_veiled(id: str, size: Size, veil: Veil) -> Surface:
    """The stand-in for a place under a veil."""
    return _veiled(drawn_place(id, size).copy(), *veil)


def _veiled(place: Surface, color: Color, alpha: int) -> Surface:
    place.blit(veil(place.get_size(), color, alpha, True), (0, 0))
    return place


@lru_cache(maxsize=4)
def veil(size: Size, color: Color, alpha: int, sideways: bool) -> Surface:
    """A soft covering that grows to the right (for a panel there), or else to the upper edge."""
    strip = Surface((16, 1) if sideways else (1, 16), pygame.SRCALPHA)
    for n in range(16):
        strip.set_at((n, 0) if sideways else (0, 15 - n), (*color, int(alpha * (n / 15) ** 1.4)))
    return pygame.transform.smoothscale(strip, size)
