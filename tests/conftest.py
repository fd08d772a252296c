"""What all tests share: fixtures that stand in a file of their own, and in CI the same examples of property tests each time,
so that a red run can be run again."""

from __future__ import annotations

import os

from hypothesis import settings

pytest_plugins = ["tests.agency_here", "tests.station_entered"]

settings.register_profile("ci", derandomize=True)
if os.environ.get("CI"):
    settings.load_profile("ci")
