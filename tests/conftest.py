"""What all tests share: in CI the examples of property tests are the same each time, so that a red run can be run again."""

from __future__ import annotations

import os

from hypothesis import settings

settings.register_profile("ci", derandomize=True)
if os.environ.get("CI"):
    settings.load_profile("ci")
