"""Whether there is a display to open a window on."""

from __future__ import annotations

import os
import sys


def has_display() -> bool:
    """True where a window can be opened."""
    if os.environ.get("SDL_VIDEODRIVER") or sys.platform in ("win32", "darwin"):
        return True
    return bool(os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY"))
