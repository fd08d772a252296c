"""The story as a page: one HTML file with the scene's picture in it, to be shared with a class."""

from __future__ import annotations

from base64 import b64encode

from simulator.pages.rendering import rendered
from simulator.story import Story


def story_page(story: Story, picture: bytes | None = None) -> str:
    """The page; `picture` is the scene's, as WebP."""
    embedded = f"data:image/webp;base64,{b64encode(picture).decode()}" if picture else ""
    return rendered("story.html.j2", {"story": story, "picture": embedded})
