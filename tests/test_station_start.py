"""How the station starts: what `play` loads on its way to the first frame."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

HEAVY = ("jinja2", "matplotlib", "numpy", "typst", "watchfiles", "duckdb", "scipy", "accesskit")
FIRST_FRAME = """
import os, sys
import simulator.station.window as station

def show(window, shown=station.Window.show):
    shown(window)
    print("shown", *(name for name in {heavy} if name in sys.modules), flush=True)
    os._exit(0)

station.Window.show = show
from simulator.__main__ import main
main(["play"])
"""


def test_nothing_heavy_is_loaded_on_the_way_to_the_first_frame(tmp_path: Path) -> None:
    environment = {**os.environ, "LEVELHEAD_DATA": str(tmp_path), "SDL_VIDEODRIVER": "dummy", "DISPLAY": ":0"}
    code = FIRST_FRAME.format(heavy=HEAVY)
    done = subprocess.run(
        [sys.executable, "-c", code], env=environment, capture_output=True, text=True, check=False, timeout=60
    )
    assert done.stdout.split() == ["shown"], done.stderr
