"""Places: `python places.py street_day kitchen` renders the pictures that stand behind people."""

from __future__ import annotations

import argparse
import sys
import time
import tomllib
from collections.abc import Callable, Mapping
from pathlib import Path

import bpy  # noqa: F401 - bmesh and mathutils can be imported only after it
import cast
import homes
import open_air
import patrol_car
import render
import roads
import workplaces

PICTURES = Path(__file__).parents[2] / "assets" / "pictures" / "places"


PLACES: Mapping[str, Callable[[], None]] = {
    "apartment_hallway": homes.apartment_hallway,
    "patrol_car_night": patrol_car.patrol_car_night,
    "road_shoulder_dusk": roads.road_shoulder_dusk,
    "living_room": homes.living_room,
    "street_day": roads.street_day,
    "kitchen": homes.kitchen,
    "shop": workplaces.shop,
    "front_desk": workplaces.front_desk,
    "park": open_air.park,
    "bridge": open_air.bridge,
    "school_room": workplaces.school_room,
    "locker_room": workplaces.locker_room,
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
