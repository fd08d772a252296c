"""What a moment offers: choices, the time-out and the probe, each with its keys and how they become facts."""

from __future__ import annotations

from typing import Any

from simulator.library.changes import EFFECTS
from simulator.library.containers import Keys, ListOf, MapOf
from simulator.library.phrases import CONDITIONS, LINES, TEXTS, FeltShape
from simulator.library.reading import Reading
from simulator.library.shapes import Duration, Id, OneOf, Schema, Shape, Switch, Whole, Words
from simulator.library.ways import NEXT
from simulator.model.scenario import TIME_OUT, Choice, ChoiceKind, CorrectAnswer, Probe, ProbeLevel
from simulator.source import Entry, Sequence, Table

Values = dict[str, Any]
SPOKEN = (ChoiceKind.SAY, ChoiceKind.ACT, ChoiceKind.RADIO)
NAME = Id()
WORDS = Words()


class Known:
    """A name out of the rubric or the assets; unknown ones are errors, or notes where a thing can be missing."""

    def __init__(self, vocabulary: str, what: str) -> None:
        self._vocabulary, self._what = vocabulary, what

    def read(self, entry: Entry, reading: Reading) -> str:
        name = NAME.read(entry, reading)
        reading.know(entry, name, getattr(reading.vocabulary, self._vocabulary), self._what)
        return name

    def schema(self) -> Schema:
        return NAME.schema()


BEHAVIOR = Known("behaviors", "behavior")


def _choice(values: Values, table: Table, reading: Reading) -> Choice:
    kinds = [kind for kind in SPOKEN if kind.value in values]
    if len(kinds) > 1 or (kinds == [ChoiceKind.RADIO] and "wait" in values):
        reading.wrong(table, "two_kinds", "A choice is one of say, act, radio and wait.", KINDS_CURE)
    if not kinds and "wait" not in values:
        reading.wrong(table, "no_kind", "What does the officer do here?", KINDS_CURE)
    return _chosen(reading.path[-1], values, kinds)


KINDS_CURE = "Keep one of say, act, radio and wait; wait may go with say or act."


def _time_out(values: Values, table: Table, reading: Reading) -> Choice:
    for key in ("when", "once", "disabled"):
        if key in values:
            message = f"Time runs out whatever “{key}” says: a time-out stands in no menu."
            cure = "Delete it; branch in “next”, or in “effects”, by a condition."
            reading.find(table.key(key), "nothing_asks", message, cure)
    return _chosen(TIME_OUT, values, [kind for kind in SPOKEN if kind.value in values])


def _chosen(id: str, values: Values, kinds: list[ChoiceKind]) -> Choice:
    kind = kinds[0] if kinds else ChoiceKind.WAIT
    return Choice(
        id=id,
        kind=kind,
        words=values.get(kind.value, ()) if kinds else (),
        **{key: values[key] for key in CHOICE_FIELDS if key in values},
    )


CHOICE_FIELDS = (
    "wait",
    "when",
    "once",
    "disabled",
    "shows",
    "ratings",
    "effects",
    "flags",
    "why",
    "felt",
    "reply",
    "next",
)
CHOICE_KEYS: dict[str, Shape[Any]] = {
    "say": TEXTS,
    "act": TEXTS,
    "radio": TEXTS,
    "wait": Duration(),
    "when": CONDITIONS,
    "once": Switch(),
    "disabled": TEXTS,
    "shows": ListOf(BEHAVIOR),
    "ratings": MapOf(ListOf(Whole(-3, 3))),
    "effects": EFFECTS,
    "flags": ListOf(Known("flags", "flag")),
    "why": TEXTS,
    "felt": FeltShape(),
    "reply": LINES,
}
CHOICE = Keys(_choice, {"next": NEXT}, CHOICE_KEYS, "a choice")
TIME_OUT_CHOICE = Keys(_time_out, {"next": NEXT}, CHOICE_KEYS, "on_time_out")


def _correct_answer(values: Values, table: Table, reading: Reading) -> CorrectAnswer:
    return CorrectAnswer(values["is"], values.get("when", ()))


class CorrectShape:
    """The right answer's id, or a list of {when, is} of which the first that holds is right."""

    _list = ListOf(Keys(_correct_answer, {"is": NAME}, {"when": CONDITIONS}, "an answer"))

    def read(self, entry: Entry, reading: Reading) -> tuple[CorrectAnswer, ...]:
        if isinstance(entry, Sequence):
            return self._list.read(entry, reading)
        return (CorrectAnswer(NAME.read(entry, reading)),)

    def schema(self) -> Schema:
        return {"anyOf": [NAME.schema(), self._list.schema()]}


def _probe(values: Values, table: Table, reading: Reading) -> Probe:
    for correct in values["correct"]:
        reading.know(table.entries["correct"], correct.answer, values["answers"], "answer")
    if values["correct"][-1].when:
        message = "No answer is right where none of the conditions holds."
        reading.wrong(
            table.entries["correct"], "no_correct_answer", message, "End the list with {is: …} without when."
        )
    return Probe(**values)


PROBE = Keys(
    _probe,
    {"ask": TEXTS, "answers": MapOf(WORDS), "correct": CorrectShape()},
    {"level": OneOf(ProbeLevel)},
    "a probe",
)
