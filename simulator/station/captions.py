"""Captions: what can be heard at a moment, in words for whoever does not hear it. Knows no sound card."""

from __future__ import annotations

from collections.abc import Mapping

from simulator.views import View

RADIO, PULSE = "radio", "pulse"  # the effects; every other sound is the tone of a place
CAPTIONS: Mapping[str, str] = {
    "hall": "a hallway, a lamp hums",
    "office": "an office at work",
    "rain": "rain",
    "room": "a quiet room",
    "school": "children in a schoolyard",
    "street": "a street, a car now and then",
    "traffic": "traffic",
    "wind": "wind",
    RADIO: "the radio opens",
    PULSE: "heartbeat",
}


def caption(sound: str) -> str:
    """What a sound is, in words; an agency's own sounds are called after their files."""
    return CAPTIONS.get(sound, sound.replace("_", " "))


def radio_opens(view: View) -> bool:
    """True where somebody speaks by radio: its squelch comes first."""
    speakers = (view.cast.get(line.speaker) for line in view.page)
    return any(member is not None and member.role.lower() == "radio" for member in speakers)


def captioned(view: View) -> str:
    """Where this is, and what can be heard there. The heartbeat is told beside the seconds that are left."""
    heard = [view.sound] if view.sound else []
    heard += [RADIO] if radio_opens(view) else []
    return " · ".join([view.place, *map(caption, heard)])
