"""Reading YAML: what is hostile is refused quickly and in words, what is text stays text."""

from __future__ import annotations

import gc
import tracemalloc
import weakref
from pathlib import Path
from time import perf_counter

import pytest

from simulator.source import MAX_BYTES, Scalar, Sequence, Table, read_file, read_text

HOSTILE = {
    "nested brackets": ("[" * 50_000, "nested_too_deep"),
    "nested braces": ("{a: " * 50_000, "nested_too_deep"),
    "an alias bomb": ("a: &a [x, x]\nb: &b [*a, *a]\nc: [*b, *b]\n", "anchor"),
    "a recursive alias": ("a: &a [*a]\n", "anchor"),
    "a mapping of 2,000 levels": ("".join(" " * n + f"k{n}:\n" for n in range(2000)), "nested_too_deep"),
    "a NUL byte": ("title: a\0b\n", "bad_character"),
    "nothing": ("", "empty_file"),
    "only a comment": ("# nothing\n", "empty_file"),
    "a tag": ("a: !!python/object/apply:os.system [ls]\n", "tag"),
    "two documents": ("a: 1\n---\nb: 2\n", "second_document"),
    "an equal key": ("a: 1\na: 2\n", "duplicate_key"),
    "a tab": ("a:\n\tb: 1\n", "not_yaml"),
}


@pytest.mark.parametrize("name", HOSTILE)
def test_a_hostile_text_is_refused_quickly_with_a_finding(name: str) -> None:
    text, code = HOSTILE[name]
    began = perf_counter()
    tracemalloc.start()
    source = read_text(text)
    _, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert source.root is None
    assert [finding.code for finding in source.findings] == [code]
    assert perf_counter() - began < 5  # generous: the machines are shared; the benchmark has the figure
    assert peak < 200 * 2**20


def test_a_number_of_5000_digits_is_a_text_until_someone_wants_a_number() -> None:
    source = read_text("a: " + "9" * 5000)
    assert isinstance(source.root, Table)
    assert isinstance(source.root.entries["a"], Scalar)


def test_a_file_that_is_not_utf8_is_refused_with_its_line(tmp_path: Path) -> None:
    file = tmp_path / "latin.yaml"
    file.write_bytes(b"title: one\nplace: caf\xe9\n")
    (finding,) = read_file(file).findings
    assert finding.code == "not_utf8"
    assert finding.position
    assert finding.position.line == 2


def test_a_folder_a_missing_file_and_a_huge_file_are_refused(tmp_path: Path) -> None:
    huge = tmp_path / "huge.yaml"
    with huge.open("wb") as file:
        file.truncate(100 * 2**20)
    codes = [read_file(path).findings[0].code for path in (tmp_path, tmp_path / "none.yaml", huge)]
    assert codes == ["not_a_file", "no_such_file", "file_too_large"]
    assert read_text("a" * (MAX_BYTES + 1)).findings[0].code == "file_too_large"


def test_words_that_yaml_1_1_would_guess_stay_text() -> None:
    source = read_text("a: no\nb: on\nc: 12:30\nd: 010\ne: ~\nf: 1_000\n")
    assert isinstance(source.root, Table)
    texts = [entry.text for entry in source.root.entries.values() if isinstance(entry, Scalar)]
    assert texts == ["no", "on", "12:30", "010", "~", "1_000"]


def test_every_entry_knows_its_line_and_column() -> None:
    source = read_text("a:\n  - one\n  - b: two\n")
    assert isinstance(source.root, Table)
    items = source.root.entries["a"]
    assert isinstance(items, Sequence)
    assert [(item.line, item.column) for item in items.entries] == [(1, 4), (2, 4)]


def test_a_path_finds_the_position_of_its_key_or_of_what_is_nearest() -> None:
    source = read_text("scenes:\n  hall:\n    moments:\n      door: {lines: [a, b]}\n")
    found = source.position("scenes.hall.moments.door")
    near = source.position("scenes.hall.moments.door.choices.none")
    assert found
    assert near
    assert (found.line, found.column) == (4, 7)
    assert near.line == 4


@pytest.mark.parametrize(
    ("text", "line", "told"),
    [
        ('title: One\nsay: "I am here.\nnext: there\n', 2, "never closed"),
        ("title: One\nfelt Logged.\nnext: there\n", 2, "without its colon"),
        ("title: One\ncontent: [loud, late\nnext: there\n", 3, "the bracket stands in line 2"),
        ("title: One\nsay:\n  why: Two.\n    felt: Three.\n", 4, "indented deeper"),
    ],
)
def test_a_mistake_is_told_where_it_began(text: str, line: int, told: str) -> None:
    (finding,) = read_text(text).findings
    assert finding.position is not None
    assert finding.position.line == line
    assert told in finding.message


def test_reading_keeps_nothing_alive_that_was_alive_meanwhile() -> None:
    class Ring:
        def __init__(self) -> None:
            self.itself = self

    frozen, ring = gc.get_freeze_count(), Ring()
    gone = weakref.ref(ring)
    read_text("a: 1")
    assert gc.isenabled()
    assert gc.get_freeze_count() == frozen
    del ring
    gc.collect()
    assert gone() is None
