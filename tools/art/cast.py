"""The manifest read into plain facts: who is rendered, in which moods, with which settings. It alone reads the manifest."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from flesh import Complexion
from hair import Cut

MANIFEST = Path(__file__).with_name("manifest.toml")


@dataclass(frozen=True, slots=True)
class Garment:
    """A MakeHuman garment with one color a part, the largest part first."""

    name: str
    colors: Sequence[Sequence[float]]
    weave: str = "cloth"


@dataclass(frozen=True, slots=True)
class Person:
    """Somebody: shape, skin, hair, clothes."""

    id: str
    origin: str
    sex: str
    age: float  # years
    shape: Mapping[str, float]
    complexion: Complexion
    iris: Sequence[float]
    hair: Sequence[float]
    garment: Garment
    gray: float = 0.0
    cut: Cut | None = None
    piece: str = ""
    bun: float = 0.0
    brow: str = "eyebrow001"
    brow_hairs: int = 420
    beard: float = 0.0
    wears: Sequence[str] = ()
    poses: Mapping[str, str] = field(default_factory=dict)
    exposure: float = 0.2
    weight: str = "averageweight"
    muscle: str = "averagemuscle"


@dataclass(frozen=True, slots=True)
class Mood:
    """A face and a bearing."""

    name: str
    face: Mapping[str, float]
    pose: str
    head: Sequence[float] = (0, 0, 0)
    neck: Sequence[float] = (0, 0, 0)
    spine: Sequence[float] = (0, 0, 0)
    shrug: float = 0.0
    gaze: Sequence[float] = (0, 0)  # degrees away from the onlooker: to their right, up


@dataclass(frozen=True, slots=True)
class Settings:
    """How every portrait is rendered."""

    size: tuple[int, int]
    samples: int
    yaw: float
    distance: float
    lens: float
    drop: float  # how far below the eyes the picture's middle is


@dataclass(frozen=True, slots=True)
class Manifest:
    """Everything the manifest says about people."""

    people: Mapping[str, Person]
    moods: Mapping[str, Mood]
    poses: Mapping[str, Mapping[str, object]]
    settings: Settings


def read(path: Path = MANIFEST) -> Manifest:
    """The manifest; a name it does not know raises TypeError with that name."""
    raw = tomllib.loads(path.read_text())
    return Manifest(
        people={name: _person(name, entry) for name, entry in raw["people"].items()},
        moods={name: Mood(name, **entry) for name, entry in raw["moods"].items()},
        poses=raw["poses"],
        settings=Settings(**{**raw["portrait"], "size": tuple(raw["portrait"]["size"])}),
    )


def _person(name: str, entry: dict) -> Person:  # type: ignore[type-arg]
    entry = dict(entry)
    cut = entry.pop("cut", None)
    return Person(
        id=name,
        complexion=Complexion(**entry.pop("complexion")),
        garment=Garment(**entry.pop("garment")),
        cut=Cut(**cut) if cut else None,
        **entry,
    )


def macro_targets(person: Person) -> dict[str, float]:
    """MakeHuman's own blend for origin, sex, age and build."""
    build = f"{person.muscle}-{person.weight}"
    shares = _ages(person.age)
    blend: dict[str, float] = {}
    for age, share in shares.items():
        blend[f"macrodetails/{person.origin}-{person.sex}-{age}"] = share
        blend[f"macrodetails/universal-{person.sex}-{age}-{build}"] = share
    return {**blend, **person.shape}


def _ages(years: float) -> dict[str, float]:
    """Shares of MakeHuman's child (11), young (25) and old (85)."""
    if years < 25:
        young = (years - 11) / 14
        return {"child": 1 - young, "young": young}
    old = min(1.0, (years - 25) / 60)
    return {"young": 1 - old, "old": old}
