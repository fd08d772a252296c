"""The place and the people in it: pictures where there are some, quiet drawings where there are none."""

from __future__ import annotations

from pygame import Rect

from simulator.station.canvas import Canvas
from simulator.station.pictures import drawn_place, veil
from simulator.station.shapes import disc
from simulator.station.theme import FIGURE, SMALL_BOLD, Fill, Style, Tone
from simulator.station.told import Told
from simulator.views import Spoken

MOODS = ("calm", "wary", "frightened", "angry", "shouting", "sad", "tired", "relieved", "ashamed")
TENSE, STRAINED = 80, 50  # tension from which somebody without a mood of the line looks angry, wary
HIGH = 0.86  # of the window, somebody's picture


def paint_backdrop(canvas: Canvas, picture: str) -> None:
    """The place, darkened to the right where the words stand."""
    size = canvas.box.size
    canvas.surface.blit(canvas.pictures.place(picture, size) or drawn_place(picture, size), (0, 0))
    theme = canvas.looks.theme
    canvas.surface.blit(veil(size, theme.fills[Fill.GROUND], theme.veil, True), (0, 0))


def paint_figures(canvas: Canvas, told: Told, room: Rect) -> None:
    """The one who spoke last, in the room that the panel leaves; nobody where that is too little."""
    if not told.company or room.width < canvas.box.width // 5:
        return
    spoken = told.company[-1]
    member = told.view.cast[spoken.speaker]
    height = int(canvas.box.height * HIGH)
    person = canvas.pictures.person(member.portrait or "", mood_of(spoken, told), height)
    if person:
        canvas.surface.blit(person, person.get_rect(midbottom=(room.centerx, canvas.box.bottom)))
    elif not canvas.pictures.has("people", f"{member.portrait}_calm"):
        _paint_initials(canvas, spoken.name, room)


def mood_of(spoken: Spoken, told: Told) -> str:
    """How somebody looks: by the mood of the line, or else by the tension."""
    if spoken.mood in MOODS:
        return spoken.mood
    tension = told.view.meters.get("tension", 0)
    return "angry" if tension >= TENSE else "wary" if tension >= STRAINED else "calm"


def _paint_initials(canvas: Canvas, name: str, room: Rect) -> None:
    radius = min(canvas.px(92), room.width // 3)
    center = (room.centerx, canvas.box.centery + canvas.px(20))
    theme = canvas.looks.theme
    for grown, color in ((canvas.px(3), theme.fills[Fill.LINE]), (0, theme.fills[Fill.PANEL])):
        shape = disc(radius + grown, color, 235)
        canvas.surface.blit(shape, shape.get_rect(center=center))
    initials = "".join(word[0] for word in name.split()[:2]).upper()
    _write_centered(canvas, initials, FIGURE, Tone.TEXT, center[0], center[1])
    width = canvas.letters.width(name, SMALL_BOLD) + canvas.px(24)
    if width < room.width:
        sign = Rect(0, 0, width, canvas.letters.height(SMALL_BOLD) + canvas.px(8))
        sign.midtop = center[0], center[1] + radius + canvas.px(14)
        canvas.panel(sign, Fill.PANEL, 10, theme.glass)
        _write_centered(canvas, name, SMALL_BOLD, Tone.TEXT, *sign.center)


def _write_centered(canvas: Canvas, text: str, style: Style, tone: Tone, x: int, y: int) -> None:
    place = (x - canvas.letters.width(text, style) // 2, y - canvas.letters.height(style) // 2)
    canvas.write([text], style, tone, place)
