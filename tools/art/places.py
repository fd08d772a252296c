"""Places: `python places.py street_day kitchen` renders the pictures that stand behind people."""

from __future__ import annotations

import argparse
import sys
import time
import tomllib
from collections.abc import Callable, Mapping
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent))

import bpy  # noqa: F401 - bmesh and mathutils can be imported only after it
import cast
import interiors
import outdoors
import render

PICTURES = Path(__file__).parents[2] / "assets" / "pictures" / "places"
PLACES: Mapping[str, Callable[[], None]] = {
    "apartment_hallway": interiors.apartment_hallway,
    "patrol_car_night": outdoors.patrol_car_night,
    "road_shoulder_dusk": outdoors.road_shoulder_dusk,
    "living_room": interiors.living_room,
    "street_day": outdoors.street_day,
    "kitchen": interiors.kitchen,
    "shop": interiors.shop,
    "front_desk": interiors.front_desk,
    "park": outdoors.park,
    "bridge": outdoors.bridge,
    "school_room": interiors.school_room,
    "locker_room": interiors.locker_room,
}


def main() -> None:
    """The command."""
    words = argparse.ArgumentParser(description=__doc__)
    words.add_argument("places", nargs="*", choices=[*PLACES, []], help="all when none is given")
    words.add_argument("--share", type=float, default=1.0, help="share of the full size, for previews")
    words.add_argument("--to", type=Path, default=PICTURES)
    asked = words.parse_args()
    settings = tomllib.loads(cast.MANIFEST.read_text())["place"]
    for name in asked.places or PLACES:
        start = time.monotonic()
        render.empty_scene()
        PLACES[name]()
        width, height = (int(side * asked.share) for side in settings["rendered"])
        exposure = settings["exposure"].get(name, 0.3)
        render.prepare((width, height), settings["samples"], exposure=exposure, bounces=settings["bounces"])
        size = render.render(
            asked.to / f"{name}.webp", enlarged=tuple(settings["size"]) if asked.share == 1 else None
        )
        print(f"{name} {time.monotonic() - start:.0f} s {size // 1000} KB", file=sys.stderr, flush=True)


if __name__ == "__main__":
    main()
