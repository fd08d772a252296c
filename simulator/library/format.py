"""The scenario format, version 1: every key with its shape, and how its entries become facts. The loader and the schema read it."""

from __future__ import annotations

from simulator.library.changes import EFFECTS, DrawShape, DriftShape
from simulator.library.choices import CHOICE, NAME, PROBE, TIME_OUT_CHOICE, WORDS, Known, Values
from simulator.library.containers import Keys, ListOf, MapOf
from simulator.library.phrases import CONDITIONS, LINES, TEXTS
from simulator.library.reading import Reading
from simulator.library.shapes import Duration, Id, OneOf, Schema, Switch, Whole
from simulator.library.ways import NEXT, TargetShape
from simulator.model.scenario import (
    STANDARD_METERS,
    TIME_OUT,
    CastMember,
    Ending,
    EndingKind,
    Inject,
    Interrupt,
    Meter,
    Moment,
    Scenario,
    Scene,
)
from simulator.source import Entry, Scalar, Table

FORMAT = 1
VOICE = Id(r"[a-z][a-z0-9_-]*\Z")
PARAGRAPHS = ListOf(WORDS, single=True)


def _moment(values: Values, table: Table, reading: Reading) -> Moment:
    choices = tuple(values.pop("choices", {}).values())
    if not choices and "next" not in values:
        reading.wrong(
            table, "no_way_on", "Nothing can be chosen here and nothing follows.", "Add choices, or next."
        )
    if ("time_limit" in values) is not ("on_time_out" in values):
        message = "time_limit and on_time_out need each other."
        reading.wrong(
            table,
            "half_a_time_limit",
            message,
            "Say what happens when time runs out, or take the limit away.",
        )
    return Moment(id=reading.moment, choices=choices, **values)


MOMENT = Keys(
    _moment,
    {},
    {
        "lines": LINES,
        "choices": MapOf(CHOICE, reserved=(TIME_OUT,)),
        "next": NEXT,
        "draw": DrawShape(),
        "effects": EFFECTS,
        "drift": DriftShape(),
        "time_limit": Duration(),
        "on_time_out": TIME_OUT_CHOICE,
        "weight": Whole(1, 3),
        "time_critical": Switch(),
        "ordered": Switch(),
        "probe": PROBE,
    },
    "a moment",
)


def _interrupt(values: Values, table: Table, reading: Reading) -> Interrupt:
    scene = f"{reading.scene}." if reading.scene else ""
    return Interrupt(id=f"{scene}{reading.path[-1]}", **values)


INTERRUPTS = MapOf(
    Keys(_interrupt, {"when": CONDITIONS, "next": NEXT}, {"lines": LINES, "effects": EFFECTS}, "an interrupt")
)


def _scene(values: Values, table: Table, reading: Reading) -> Scene:
    values["moments"] = {moment.id: moment for moment in values["moments"].values()}
    values["interrupts"] = tuple(values.get("interrupts", {}).values())
    return Scene(id=reading.path[-1], **values)


SCENE = Keys(
    _scene,
    {"place": WORDS, "moments": MapOf(MOMENT)},
    {"picture": NAME, "sound": NAME, "interrupts": INTERRUPTS},
    "a scene",
)


class MeterShape:
    """A start value, or {start, min, max}."""

    _whole = Whole(-1_000_000, 1_000_000)

    def __init__(self) -> None:
        self._map = Keys(
            self._meter, {"start": self._whole}, {"min": self._whole, "max": self._whole}, "a meter"
        )

    def read(self, entry: Entry, reading: Reading) -> Meter:
        if isinstance(entry, Scalar):
            return self._checked(Meter(Whole(-1_000_000, 1_000_000).read(entry, reading)), entry, reading)
        return self._map.read(entry, reading)

    def _meter(self, values: Values, table: Table, reading: Reading) -> Meter:
        return self._checked(Meter(**values), table, reading)

    def _checked(self, meter: Meter, entry: Entry, reading: Reading) -> Meter:
        if not meter.min <= meter.start <= meter.max:
            message = f"{meter.start} does not lie between {meter.min} and {meter.max}."
            reading.wrong(entry, "out_of_range", message, "Give start, min and max in that order of size.")
        if reading.path[-1] in STANDARD_METERS and (meter.min, meter.max) != (0, 100):
            message = f"“{reading.path[-1]}” means the same in every scenario: it goes from 0 to 100."
            reading.wrong(
                entry,
                "standard_meter_changed",
                message,
                "Leave min and max away, or give the meter another name.",
            )
        return meter

    def schema(self) -> Schema:
        return {"anyOf": [self._whole.schema(), self._map.schema()]}


def _cast_member(values: Values, table: Table, reading: Reading) -> CastMember:
    return CastMember(id=reading.path[-1], **values)


CAST = MapOf(
    Keys(
        _cast_member,
        {"name": WORDS},
        {"role": WORDS, "called": WORDS, "portrait": NAME, "voice": VOICE},
        "a cast member",
    ),
    reserved=("tell", "when", "officer"),
)


def _ending(values: Values, table: Table, reading: Reading) -> Ending:
    return Ending(id=reading.path[-1], **values)


ENDINGS = MapOf(
    Keys(
        _ending,
        {"kind": OneOf(EndingKind), "worth": Whole(0, 100), "title": TEXTS},
        {"lines": LINES},
        "an ending",
    )
)


def _inject(values: Values, table: Table, reading: Reading) -> Inject:
    return Inject(id=reading.path[-1], **values)


INJECTS = MapOf(Keys(_inject, {"label": WORDS}, {"lines": LINES, "effects": EFFECTS}, "an inject"))


def _debrief(values: Values, table: Table, reading: Reading) -> tuple[str, ...]:
    return tuple(values.get("ask", ()))


class FormatShape:
    """The number of the format, which this reader knows or refuses."""

    def read(self, entry: Entry, reading: Reading) -> int:
        written = Whole(1, 1_000_000).read(entry, reading)
        if written != FORMAT:
            cure = "Take a newer Levelhead, or write format: 1."
            raise reading.refuse(
                entry, "unknown_format", f"Format {written} is not known; this reads {FORMAT}.", cure
            )
        return written

    def schema(self) -> Schema:
        return {"const": FORMAT}


class StartShape(TargetShape):
    """The moment in which every run begins."""

    def read(self, entry: Entry, reading: Reading) -> str:
        target = super().read(entry, reading)
        if target.startswith("ending."):
            raise reading.refuse(
                entry, "start_is_an_ending", "A run cannot begin with its ending.", "Name a moment."
            )
        return target


def _scenario(values: Values, table: Table, reading: Reading) -> Scenario:
    values.pop("format")
    return Scenario(
        id="",
        **{
            **{"call": "", "version": "0", "level": 1, "minutes": 10, "summary": ""},
            **{key: values[key] for key in values if key not in ("interrupts", "debrief")},
            "interrupts": tuple(values.get("interrupts", {}).values()),
            "questions": values.get("debrief", ()),
        },
    )


SCENARIO = Keys(
    _scenario,
    {
        "format": FormatShape(),
        "title": WORDS,
        "start": StartShape(),
        "scenes": MapOf(SCENE, reserved=("ending",)),
        "endings": ENDINGS,
    },
    {
        "call": WORDS,
        "version": WORDS,
        "level": Whole(1, 5),
        "minutes": Whole(1, 240),
        "summary": WORDS,
        "content": PARAGRAPHS,
        "objectives": PARAGRAPHS,
        "dimensions": ListOf(Known("dimensions", "dimension")),
        "sources": PARAGRAPHS,
        "notes": PARAGRAPHS,
        "cast": CAST,
        "meters": MapOf(MeterShape()),
        "facts": ListOf(NAME),
        "interrupts": INTERRUPTS,
        "injects": INJECTS,
        "debrief": Keys(_debrief, {}, {"ask": PARAGRAPHS}, "the debrief"),
    },
    "a scenario",
)
