"""Saving: pages written where they can be found again, each under a name that no other has."""

from __future__ import annotations

from importlib import resources
from itertools import count
from pathlib import Path

from simulator.pages.story import story_page
from simulator.story import Story, story_text


def write_story(story: Story, scenario: str, folder: Path) -> tuple[Path, Path]:
    """The story as text and as a page, in that folder. OSError where it cannot be written."""
    folder.mkdir(parents=True, exist_ok=True)
    page = free_name(folder, f"story-{scenario}", ".html")
    text = page.with_suffix(".txt")
    page.write_bytes(story_page(story, _picture(story.picture)).encode())
    text.write_bytes(story_text(story).encode())
    return text, page


def write_debrief(page: str, scenario: str, folder: Path) -> Path:
    """A debrief's page, in that folder. OSError where it cannot be written."""
    folder.mkdir(parents=True, exist_ok=True)
    path = free_name(folder, f"debrief-{scenario}", ".html")
    path.write_bytes(page.encode())
    return path


def free_name(folder: Path, name: str, ending: str) -> Path:
    """A path in the folder that no file has yet: the name, or the name with a number."""
    paths = (folder / f"{name}{f'-{number}' if number > 1 else ''}{ending}" for number in count(1))
    return next(path for path in paths if not path.exists())


def _picture(name: str) -> bytes | None:
    """The picture of a place, if there is one."""
    found = resources.files("assets") / "pictures" / "places" / f"{name}.webp"
    return found.read_bytes() if name and found.is_file() else None
