"""Contact sheets, to look at pictures: `python sheet.py OUT.png [--before PLACE.webp] PICTURE...`"""

from __future__ import annotations

import argparse
from collections.abc import Sequence
from pathlib import Path

from PIL import Image

GRAY = (92, 98, 104, 255)


def sheet(pictures: Sequence[Path], height: int, columns: int) -> Image.Image:
    """The pictures in rows on gray."""
    shown = [_on(Image.new("RGBA", (1, 1), GRAY), path, height) for path in pictures]
    width = max(picture.width for picture in shown)
    rows = -(-len(shown) // columns)
    page = Image.new("RGB", (width * min(columns, len(shown)), height * rows))
    for number, picture in enumerate(shown):
        page.paste(picture, (number % columns * width, number // columns * height))
    return page


def _on(ground: Image.Image, path: Path, height: int) -> Image.Image:
    picture = Image.open(path).convert("RGBA")
    picture = picture.resize((round(picture.width * height / picture.height), height))
    below = ground.resize(picture.size)
    below.alpha_composite(picture)
    return below.convert("RGB")


def before(place: Path, people: Sequence[Path]) -> Image.Image:
    """People standing before a place, as the moment screen shows them."""
    scene = Image.open(place).convert("RGBA").resize((1920, 1080))
    for number, path in enumerate(people):
        person = Image.open(path).convert("RGBA")
        person = person.resize((round(person.width * 960 / person.height), 960))
        middle = 1920 * (number + 1) // (len(people) + 1)
        scene.alpha_composite(person, (middle - person.width // 2, 1080 - 960))
    return scene.convert("RGB")


def main() -> None:
    """The command."""
    words = argparse.ArgumentParser(description=__doc__)
    words.add_argument("out", type=Path)
    words.add_argument("pictures", nargs="+", type=Path)
    words.add_argument("--before", type=Path, help="a place to stand before")
    words.add_argument("--height", type=int, default=540)
    words.add_argument("--columns", type=int, default=5)
    asked = words.parse_args()
    page = (
        before(asked.before, asked.pictures)
        if asked.before
        else sheet(asked.pictures, asked.height, asked.columns)
    )
    page.save(asked.out)


if __name__ == "__main__":
    main()
