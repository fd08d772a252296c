"""levelhead doctor: what works on this machine, and what to do about what does not."""

from __future__ import annotations

import os
import platform
import sys
from argparse import Namespace
from collections.abc import Callable
from importlib import import_module, metadata, resources
from pathlib import Path
from tempfile import NamedTemporaryFile
from typing import Any

from scoring.record import Record
from scoring.seal import StationKey
from simulator import __version__
from simulator.commands.house import cache_folder, data_folder, key_path
from simulator.library.catalogue import catalogue, shipped_folder
from simulator.wording import many

LIBRARIES = ("pygame-ce", "PyYAML", "transitions", "sqlite-utils", "cryptography", "numpy", "matplotlib")


def doctor(options: Namespace) -> int:
    """Try everything a station needs; 1 where something that it cannot do without does not work."""
    print(f"Levelhead {__version__} · Python {platform.python_version()} · {platform.platform()}")
    well = True
    for name, is_needed, look in LOOKS:
        works, told = _tried(look)
        well = well and (works or not is_needed)
        print(f"{'works   ' if works else 'missing ' if is_needed else 'without '} {name}: {told}")
    for library in LIBRARIES:
        print(f"          {library} {_version(library)}")
    return 0 if well else 1


def _tried(look: Callable[[], str]) -> tuple[bool, str]:
    try:
        return True, look()
    except Exception as error:
        return False, str(error) or type(error).__name__


def _version(library: str) -> str:
    try:
        return metadata.version(library)
    except metadata.PackageNotFoundError:
        return "is not installed"


def _display() -> str:
    if sys.platform.startswith("linux") and not any(map(os.environ.get, DISPLAYS)):
        raise RuntimeError("there is none; `levelhead play` plays in the terminal")
    display = _pygame().display
    display.init()
    width, height = display.get_desktop_sizes()[0]
    told = f"{width} × {height}, by {display.get_driver()}"
    display.quit()
    return told


DISPLAYS = ("DISPLAY", "WAYLAND_DISPLAY", "SDL_VIDEODRIVER")


def _sound() -> str:
    mixer = _pygame().mixer
    mixer.init()
    told = f"{mixer.get_init()[0]} Hz"
    mixer.quit()
    return told


def _pygame() -> Any:
    os.environ.setdefault("PYGAME_HIDE_SUPPORT_PROMPT", "1")
    return import_module("pygame")


def _fonts() -> str:
    folder = Path(str(resources.files("assets"))) / "fonts"
    fonts = sorted(file.name for file in folder.glob("*.ttf"))
    if not fonts:
        raise RuntimeError(f"there are none in {folder}; install Levelhead again")
    return ", ".join(fonts)


def _scenarios() -> str:
    entries = catalogue(shipped_folder())
    broken = [entry.id for entry in entries if not entry.loaded.scenario]
    if broken or not entries:
        raise RuntimeError(f"cannot be read: {', '.join(broken) or 'there are none'}")
    return f"{len(entries)} can be played"


def _writable(folder: Path) -> str:
    folder.mkdir(parents=True, exist_ok=True)
    with NamedTemporaryFile(dir=folder):
        return f"{folder} is writable"


def _record() -> str:
    with Record(data_folder() / "record.db") as record:
        return f"{many(len(record.runs()), 'run')}, {many(len(record.officers()), 'officer')}"


def _key() -> str:
    key = StationKey.load_or_create(key_path())
    return f"station {key.station}, public key {key.public} (keep it elsewhere, for `levelhead record verify --key`)"


LOOKS: tuple[tuple[str, bool, Callable[[], str]], ...] = (
    ("display", False, _display),
    ("sound", False, _sound),
    ("fonts", True, _fonts),
    ("scenarios", True, _scenarios),
    ("data folder", True, lambda: _writable(data_folder())),
    ("cache folder", False, lambda: _writable(cache_folder())),
    ("record", True, _record),
    ("station key", True, _key),
)
