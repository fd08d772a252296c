"""The place and the people in it: pictures where there are some, quiet drawings where there are none."""

from __future__ import annotations

from dataclasses import dataclass, replace
from math import pi, sin

from pygame import Rect, Surface

from simulator.station.canvas import Canvas
from simulator.station.pictures import Veil, drawn_place_veiled
from simulator.station.shapes import disc, rounded
from simulator.station.theme import FIGURE, SMALL_BOLD, Fill, Style, Tone
from simulator.station.told import Told
from simulator.views import Spoken

MOODS = ("calm", "wary", "frightened", "angry", "shouting", "sad", "tired", "relieved", "ashamed")
TENSE, STRAINED = 80, 50  # tension from which somebody without a mood of the line looks angry, wary
HIGH = 0.9  # of the window, somebody's picture
PLACES = {
    1: (0.27,),
    2: (0.38, 0.17),
    3: (0.27, 0.46, 0.1),
}  # of the window's width; the first is who spoke last
PEOPLE = 0.68  # of the window's width, from the left: where people may stand
BREATHS = (4.4, 1.9)  # seconds a breath at no tension and at the highest
SMALL_WORDS = {"a", "an", "and", "at", "by", "from", "in", "of", "on", "the", "to", "with"}
DEPTH = 3.0  # how far a breath moves somebody


@dataclass(frozen=True, slots=True)
class Figure:
    """Somebody as they are seen now."""

    name: str
    portrait: str
    mood: str
    x: float


@dataclass(frozen=True, slots=True)
class Scenery:
    """A place and the people in it, the one in front last."""

    picture: str
    figures: tuple[Figure, ...] = ()


def scenery_of(told: Told) -> Scenery:
    """What is seen behind the words."""
    company = told.company[-max(PLACES) :]
    places = reversed(PLACES[len(company)]) if company else ()
    figures = tuple(_figure(spoken, told, x) for spoken, x in zip(company, places, strict=True))
    figures = (*map(_listening, figures[:-1]), *figures[-1:])
    return Scenery(told.view.picture or told.view.place, figures)


def paint_scenery(canvas: Canvas, scenery: Scenery, now: float, tension: int = 0) -> None:
    """Paint it; what changed goes over softly, and people breathe, the faster the tenser they are.

    Until its pictures are there, what was seen before stays.
    """
    before = canvas.curtain.shown
    if isinstance(before, Scenery) and before != scenery and not expect(canvas, scenery):
        scenery = before
    moves = not canvas.looks.reduced_motion
    breath = _breath(now, tension) if moves else 0.0
    offset = round(breath * canvas.px(DEPTH))
    pictured = [figure for figure in scenery.figures if _mood_pictured(canvas, figure)]

    def paint(surface: Surface) -> None:
        backdrop(canvas, scenery.picture, surface)
        for figure in scenery.figures:
            _paint_figure(canvas, figure, surface, offset if figure is scenery.figures[-1] else 0)

    area = _differing(canvas, scenery)
    again = canvas.curtain.paint(canvas.surface, scenery, paint, now, moves=moves, area=area)
    if again is not None:
        canvas.again(again)
    if moves and pictured:
        canvas.again(_next_breath(now, tension, canvas.px(DEPTH), offset))


def _differing(canvas: Canvas, scenery: Scenery) -> Rect:
    """As much of the window as differs from the scenery before: where the place stays, people alone do."""
    before = canvas.curtain.shown
    if isinstance(before, Scenery) and before.picture == scenery.picture:
        return Rect(0, 0, round(canvas.box.width * PEOPLE), canvas.box.height)
    return canvas.box


def expect(canvas: Canvas, scenery: Scenery) -> bool:
    """Have its pictures made ready, since it may be seen soon; True once they are there."""
    wanted = [_picture(canvas, figure) for figure in scenery.figures if _mood_pictured(canvas, figure)]
    if canvas.pictures.has("places", scenery.picture):
        wanted.append(_place(canvas, scenery.picture))
    return all(wanted)


def backdrop(canvas: Canvas, picture: str, surface: Surface) -> None:
    """The place, darkened to the right where the words stand."""
    place = _place(canvas, picture) or drawn_place_veiled(picture, canvas.box.size, _veil(canvas))
    surface.blit(place, (0, 0))


def mood_of(spoken: Spoken, told: Told) -> str:
    """How somebody looks: by the mood of the line, or else by the tension."""
    if spoken.mood in MOODS:
        return spoken.mood
    tension = told.view.meters.get("tension", 0)
    return "angry" if tension >= TENSE else "wary" if tension >= STRAINED else "calm"


def _figure(spoken: Spoken, told: Told, x: float) -> Figure:
    return Figure(spoken.name, told.view.cast[spoken.speaker].portrait or "", mood_of(spoken, told), x)


def _listening(figure: Figure) -> Figure:
    """Who shouted is still angry while somebody else speaks, and no longer shouts."""
    return replace(figure, mood="angry") if figure.mood == "shouting" else figure


def _mood_pictured(canvas: Canvas, figure: Figure) -> str:
    """The mood in which there is a picture: their own, or else calm; "" where there is none."""
    moods = (figure.mood, "calm") if figure.portrait else ()
    return next((mood for mood in moods if canvas.pictures.has("people", f"{figure.portrait}_{mood}")), "")


def _paint_figure(canvas: Canvas, figure: Figure, surface: Surface, offset: int) -> None:
    x, bottom = round(figure.x * canvas.box.width), canvas.box.bottom + canvas.px(DEPTH) + offset
    person = _picture(canvas, figure)
    if person:
        surface.blit(person, person.get_rect(midbottom=(x, bottom)))
    elif not _mood_pictured(canvas, figure):
        _paint_initials(canvas, figure.name, surface, x)


def _picture(canvas: Canvas, figure: Figure) -> Surface | None:
    mood = _mood_pictured(canvas, figure)
    return canvas.pictures.person(figure.portrait, mood, int(canvas.box.height * HIGH)) if mood else None


def _place(canvas: Canvas, picture: str) -> Surface | None:
    return canvas.pictures.place(picture, canvas.box.size, _veil(canvas))


def _veil(canvas: Canvas) -> Veil:
    theme = canvas.looks.theme
    return theme.fills[Fill.GROUND], theme.veil


def _breath(now: float, tension: int) -> float:
    """Where in a breath somebody is: -1 out to 1 in."""
    calm, tense = BREATHS
    return sin(now * 2 * pi / (calm + (tense - calm) * min(100, max(0, tension)) / 100))


def _next_breath(now: float, tension: int, depth: int, offset: int) -> float:
    """When the picture has moved by a pixel."""
    steps = (now + step * 0.03 for step in range(1, 34))
    return next((at for at in steps if round(_breath(at, tension) * depth) != offset), now + 1.0)


def _paint_initials(canvas: Canvas, name: str, surface: Surface, x: int) -> None:
    """A stand-in for a picture: a disc with the first letters of the name, and the name."""
    theme, radius = canvas.looks.theme, canvas.px(92)
    center = (x, canvas.box.centery + canvas.px(20))
    for grown, color in ((canvas.px(3), theme.fills[Fill.LINE]), (0, theme.fills[Fill.PANEL])):
        shape = disc(radius + grown, color, 235)
        surface.blit(shape, shape.get_rect(center=center))
    _write_centered(canvas, surface, initials_of(name), FIGURE, *center)
    lines = canvas.letters.lines(name, SMALL_BOLD, canvas.px(240))
    height, widest = (
        canvas.letters.height(SMALL_BOLD),
        max(canvas.letters.width(each, SMALL_BOLD) for each in lines),
    )
    sign = Rect(0, 0, widest + canvas.px(24), height * len(lines) + canvas.px(8))
    sign.midtop = x, center[1] + radius + canvas.px(14)
    rounded(surface, sign, theme.fills[Fill.PANEL], canvas.px(10), theme.glass)
    for number, line in enumerate(lines):
        _write_centered(
            canvas, surface, line, SMALL_BOLD, x, sign.top + canvas.px(4) + height // 2 + number * height
        )


def initials_of(name: str) -> str:
    """The first letters of two words of a name: "MV" of the man in the van."""
    words = [word for word in name.split() if word.lower() not in SMALL_WORDS]
    return "".join(word[0] for word in (words or name.split())[:2]).upper()


def _write_centered(canvas: Canvas, surface: Surface, text: str, style: Style, x: int, y: int) -> None:
    place = (x - canvas.letters.width(text, style) // 2, y - canvas.letters.height(style) // 2)
    canvas.letters.paint(surface, text, style, canvas.looks.theme.tones[Tone.TEXT], place)
