"""A file or a text to a Source: whatever is wrong with it comes back as a finding."""

from __future__ import annotations

import gc
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from simulator.model.findings import Finding, Severity
from simulator.source.entries import Source
from simulator.source.parse import Reading
from simulator.source.refusal import Refusal

MAX_BYTES = 8 * 1024 * 1024


def read_file(path: Path) -> Source:
    """Read a file; whatever is wrong with it comes back as a finding."""
    try:
        text = _text_of(path)
    except Refusal as refusal:
        return _refused(str(path), "", refusal)
    return read_text(text, str(path))


def read_text(text: str, name: str = "text") -> Source:
    """Read a text; whatever is wrong with it comes back as a finding."""
    try:
        if len(text) > MAX_BYTES:
            raise too_large(len(text))
        with paused_collector():
            return Source(name, text, Reading(text).root())
    except Refusal as refusal:
        return _refused(name, text, refusal)


def _refused(name: str, text: str, refusal: Refusal) -> Source:
    source = Source(name, text, None)
    finding = Finding(
        code=refusal.code,
        severity=Severity.ERROR,
        where="",
        message=refusal.message,
        cure=refusal.cure,
        position=source.at(refusal.line, refusal.column),
    )
    return Source(name, text, None, (finding,))


def _text_of(path: Path) -> str:
    try:
        if path.is_dir():
            raise Refusal(
                "not_a_file",
                "This is a folder, not a file.",
                "Name a file, or a folder that holds scenario.yaml.",
            )
        if (size := path.stat().st_size) > MAX_BYTES:
            raise too_large(size)
        return path.read_bytes().decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = error.object[: error.start].count(b"\n")
        cure = "Save the file as UTF-8 in your editor."
        raise Refusal("not_utf8", f"Byte {error.start + 1} is not UTF-8 text.", cure, line) from None
    except FileNotFoundError:
        raise Refusal("no_such_file", "There is no such file.", "Check the path.") from None
    except OSError as error:
        raise Refusal(
            "unreadable_file", f"The file cannot be read: {error.strerror}.", "Check its rights."
        ) from None


def too_large(size: int) -> Refusal:
    cure = f"A scenario may have {MAX_BYTES // 2**20} MB; split it."
    return Refusal("file_too_large", f"The file has {size / 2**20:.1f} MB.", cure)


@contextmanager
def paused_collector() -> Iterator[None]:
    """Hold the cyclic collector: it would walk a growing tree again and again and find nothing.

    Nothing stays frozen: that would keep forever whatever cycle is alive just then, such as a run's machine.
    """
    if not gc.isenabled():
        yield
        return
    gc.disable()
    try:
        yield
    finally:
        _count_as_old()
        gc.enable()


def _count_as_old() -> None:
    """Put what is new beside what is old without a walk over it, as the collector would after two of them.

    Left alone where something is frozen already: that is to stay so.
    """
    if not gc.get_freeze_count():
        gc.freeze()
        gc.unfreeze()
