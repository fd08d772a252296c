"""Make the station's icons: lucide's strokes as white shapes on nothing, 96 pixels wide."""

from __future__ import annotations

import shutil
import sys
from io import BytesIO
from pathlib import Path

import pygame

ICONS = {
    "say": "message-circle",
    "act": "footprints",
    "radio": "radio",
    "wait": "hourglass",
    "pause": "pause",
    "play": "play",
    "stop": "octagon-x",
    "place": "map-pin",
    "time": "timer",
    "level": "signal",
    "call": "phone-call",
    "note": "info",
    "warning": "triangle-alert",
    "check": "check",
    "cross": "x",
    "home": "house",
    "back": "arrow-left",
    "onward": "arrow-right",
    "question": "circle-help",
    "why": "lightbulb",
    "felt": "heart",
    "showed": "eye",
    "best": "star",
    "what_if": "git-branch",
    "calm": "leaf",
    "target": "target",
    "officer": "user-round",
    "settings": "settings",
    "progress": "trending-up",
    "history": "history",
    "sound": "volume-2",
    "silent": "volume-x",
    "lock": "lock",
    "filter": "list-filter",
    "resume": "rotate-ccw",
    "book": "book-open",
    "keep": "download",
    "flag": "flag",
    "down": "chevron-down",
    "leave": "log-out",
}
SIZE = 96


def main(packages: Path, icons: Path) -> None:
    """Write <name>.png for each icon, and the licence, into the folder."""
    source = packages / "lucide-static"
    icons.mkdir(parents=True, exist_ok=True)
    for name, lucide in ICONS.items():
        drawing = (source / "icons" / f"{lucide}.svg").read_text().replace("currentColor", "#ffffff")
        shape = pygame.image.load_sized_svg(BytesIO(drawing.encode()), (SIZE, SIZE))
        pygame.image.save(shape, icons / f"{name}.png")
    shutil.copy(source / "LICENSE", icons / "LICENSE-lucide.txt")


if __name__ == "__main__":
    main(Path(sys.argv[1]), Path(sys.argv[2]))
