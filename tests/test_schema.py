"""The schema that editors use says what the loader does."""

from __future__ import annotations

import json
import re
from importlib import resources
from pathlib import Path
from typing import Any

import pytest
import yaml
from jsonschema import Draft7Validator

from simulator.library.catalogue import shipped_folder
from simulator.library.choices import CHOICE
from simulator.library.format import INTERRUPTS, MOMENT, SCENARIO, SCENE
from simulator.library.load import load_file
from simulator.library.schema import schema, schema_text
from simulator.model.findings import Severity
from simulator.model.scenario import EndingKind, ProbeLevel
from tests.test_broken_scenarios import FILES, WELL_FORMED

KEPT = json.loads((resources.files("assets") / "schema" / "scenario.schema.json").read_text(encoding="utf-8"))
SCHEMA_SEES = {  # broken scenarios whose mistake is one of shape; names, sums and signs no schema can see
    "unknown_key",
    "missing_key",
    "missing_next",
    "wrong_type",
    "wrong_type_number",
    "out_of_range",
    "bad_name",
    "reserved_name",
    "unknown_word",
    "bad_duration",
    "unknown_format",
    "bad_drift",
    "bad_chance",
    "picture_outside_the_folder",
    "unknown_key_in_branch",
}


class Core(yaml.CSafeLoader):
    """YAML 1.2 core, as editors read it."""


Core.yaml_implicit_resolvers = {}
Core.add_implicit_resolver("tag:yaml.org,2002:bool", re.compile("^(true|false)$"), list("tf"))
Core.add_implicit_resolver("tag:yaml.org,2002:int", re.compile(r"^[-+]?\d+$"), list("-+0123456789"))


def as_an_editor_reads(path: Path) -> Any:
    return yaml.load(path.read_text(encoding="utf-8"), Loader=Core)


def test_the_schema_in_assets_is_made_from_the_loaders_shapes() -> None:
    assert json.dumps(KEPT, indent=2, ensure_ascii=False) + "\n" == schema_text()


def test_the_schema_is_a_valid_draft_07_schema() -> None:
    Draft7Validator.check_schema(schema())


def test_keys_and_enumerations_are_the_loaders() -> None:
    scene = KEPT["properties"]["scenes"]["additionalProperties"]
    moment = scene["properties"]["moments"]["additionalProperties"]
    choice = moment["properties"]["choices"]["additionalProperties"]
    ending = KEPT["properties"]["endings"]["additionalProperties"]
    assert set(KEPT["properties"]) == set(SCENARIO.shapes)
    assert set(KEPT["required"]) == set(SCENARIO.required)
    assert set(scene["properties"]) == set(SCENE.shapes)
    assert set(moment["properties"]) == set(MOMENT.shapes)
    assert set(choice["properties"]) == set(CHOICE.shapes)
    assert ending["properties"]["kind"]["enum"] == [kind.value for kind in EndingKind]
    assert moment["properties"]["probe"]["properties"]["level"]["enum"] == [each.value for each in ProbeLevel]
    assert INTERRUPTS.schema() == KEPT["properties"]["interrupts"]


@pytest.mark.parametrize(
    "file",
    [WELL_FORMED, *sorted(shipped_folder().glob("*/scenario.yaml"))],
    ids=lambda file: file.parent.name,
)
def test_what_the_loader_reads_the_schema_accepts(file: Path) -> None:
    assert load_file(file).scenario
    errors = list(Draft7Validator(KEPT).iter_errors(as_an_editor_reads(file)))
    assert not errors, errors[0].message


@pytest.mark.parametrize("file", [f for f in FILES if f.stem in SCHEMA_SEES], ids=lambda file: file.stem)
def test_what_is_wrong_in_shape_both_refuse(file: Path) -> None:
    assert any(finding.severity is Severity.ERROR for finding in load_file(file).findings)
    assert list(Draft7Validator(KEPT).iter_errors(as_an_editor_reads(file)))
