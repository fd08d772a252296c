"""The agency of the page on people, with everybody's secrets given, and what its commands tell: fixtures for all tests."""

from __future__ import annotations

import shlex
from collections.abc import Callable
from itertools import pairwise
from pathlib import Path

import pytest

from scoring.people import Rules
from simulator.__main__ import main
from tests.framed import blocks
from tests.people_here import QUICK

PAGE = Path(__file__).resolve().parent.parent / "docs" / "people.md"
SECRETS = {
    "100": "gravel lantern oboe",
    "4701": "copper violin marsh",
    "4702": "copper violin ridge",
    "4710": "820417",
}
Say = Callable[..., tuple[int, str]]


@pytest.fixture
def own_data_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("LEVELHEAD_DATA", str(tmp_path / "data"))
    monkeypatch.setattr(Rules, "stretch", property(lambda _: QUICK))
    monkeypatch.chdir(tmp_path)


@pytest.fixture
def say(own_data_folder: None, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Say:
    """Say a command as somebody; its exit code, and all that it told."""

    def say(line: str, by: str = "") -> tuple[int, str]:
        words = shlex.split(line)
        command, badge = words[:2], words[2] if words[2:] else ""
        named = [after for word, after in pairwise(words) if word in ("--as", "--officer")]
        who = by or "".join(named)
        monkeypatch.setenv("LEVELHEAD_PASSPHRASE", SECRETS.get(who, "nothing"))
        given = badge if command in (["people", "first-administrator"], ["people", "pin"]) else ""
        monkeypatch.setenv("LEVELHEAD_NEW_SECRET", SECRETS.get(given, "nothing"))
        code = main([*words, *(["--as", by] if by else [])])
        told = capsys.readouterr()
        return code, told.out + told.err

    return say


@pytest.fixture
def agency(say: Say, tmp_path: Path) -> Path:
    """The agency of the page, with everybody's secrets given."""
    (csv,) = blocks(PAGE, "csv")
    profile, _ = blocks(PAGE, "toml")
    (tmp_path / "roster.csv").write_text(csv.text, encoding="utf-8")
    (tmp_path / "profile.toml").write_text(profile.text, encoding="utf-8")
    for line in (
        'people first-administrator 100 "Pat Quill"',
        "people import roster.csv --profile profile.toml --apply --as 100",
        "people pin 4701 --as 100",
        "people pin 4702 --as 100",
        "people pin 4710 --as 100",
    ):
        code, told = say(line)
        assert code == 0, told
    return tmp_path
